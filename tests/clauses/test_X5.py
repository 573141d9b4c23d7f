"""X5: worker and network never move WAT, expectations or necessity; consultants never HOE."""

from __future__ import annotations

import pytest

from safetyframe import acts as a
from safetyframe.acts import ACTS
from safetyframe.outcome import Accepted
from safetyframe.roles import Part
from safetyframe.values import Form
from tests.support.everything import everything, play_everything
from tests.support.expect import NEIGHBOUR, no, only
from tests.support.story import (
    ANNA,
    ANNA_,
    BEN,
    CO,
    FATHER,
    GRAN,
    LEAD,
    MOTHER,
    TRUST,
    WORKER,
    expectations_set,
    hoe_content,
    hoe_established,
)
from tests.support.table import cells, check, stage


@cells(a.EstablishHoe)
def test_who_may_establish_hoe(case):
    check(case)


@pytest.mark.parametrize("who", [WORKER, ANNA_, MOTHER, GRAN, TRUST], ids=lambda who: who[0])
def test_nothing_they_do_moves_wat_expectations_or_necessity(who):
    story = hoe_established()
    before = story.t
    done = play_everything(story, who) | play_everything(story, who)
    assert "Speak" in done
    assert story.t.wat == before.wat
    assert story.t.necessity == before.necessity
    assert story.t.judged == before.judged
    assert {e.id for e in story.t.involvement.values() if e.open} >= {
        e.id for e in before.involvement.values() if e.open
    }
    assert done.isdisjoint(
        {
            "DecideNecessity",
            "RecordNecessity",
            "OpenInvolvement",
            "AssignConsultant",
            "DeputiseConsultant",
            "EstablishWat",
            "ReviseWat",
            "SetExpectations",
            "Judge",
            "Withdraw",
            "Reopen",
        }
    )


def test_nor_do_they_all_together():
    story = hoe_established()
    before = story.t
    for _ in range(2):
        for who in (WORKER, ANNA_, MOTHER, GRAN, TRUST):
            play_everything(story, who)
    assert (story.t.wat, story.t.necessity) == (before.wat, before.necessity)
    assert len(story.t.hoe) > 1


@pytest.mark.parametrize(
    "start", [expectations_set, stage, hoe_established], ids=lambda f: f.__name__
)
def test_nothing_consultants_do_establishes_hoe(start):
    story = start()
    before = story.t.hoe
    content = hoe_content(story, together=_with_everyone())
    for _ in range(2):
        for who in (LEAD, CO):
            assert "EstablishHoe" not in play_everything(story, who)
            outcome = story.ask(a.EstablishHoe, who, **content)
            no(outcome, "powers.EstablishHoe", "P17 P16 X5", "not-this-role")
    assert story.t.hoe == before


def _with_everyone():
    return tuple(Part(person=p, role=r) for p, r in (LEAD, WORKER, GRAN))


def test_every_kind_of_act_was_tried():
    story = hoe_established()
    assert [type(act) for act in everything(story, LEAD)] == list(ACTS)


def test_a_consultant_among_the_authors_is_refused():
    story = stage()
    content = hoe_content(story, invited=(FATHER[0], ANNA, BEN, NEIGHBOUR[0], MOTHER[0]))
    assert isinstance(story.ask(a.EstablishHoe, WORKER, **content), Accepted)
    outcome = story.ask(a.EstablishHoe, WORKER, **{**content, "together": _with_everyone()})
    only(outcome, "hoe.no-consultant")
    no(outcome, "hoe.no-consultant", "P17 X5", "not-an-author-of-hoe", person=LEAD[0])


@pytest.mark.parametrize("recorder", [LEAD, CO], ids=lambda who: who[0])
def test_a_consultant_does_not_write_it_in_anothers_name(recorder):
    story = stage()
    content = hoe_content(story, invited=(FATHER[0], ANNA, BEN, NEIGHBOUR[0]))
    for who in (WORKER, GRAN):
        by = story.by(who, recorded_by=recorder[0], form=Form.WRITTEN)
        outcome = story.ask(a.EstablishHoe, who, by=by, **content)
        only(outcome, "hoe.recorded-by-consultant")
        no(outcome, "hoe.recorded-by-consultant", "P17 X5", "consultant-records")
