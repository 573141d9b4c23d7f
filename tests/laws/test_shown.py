"""What is shown of an answer, part by part: to whoever asked, as it follows from what they know."""

from __future__ import annotations

import pytest
from attrs import evolve

from safetyframe import acts as a
from safetyframe.law import Law
from safetyframe.law.notifying import may_know
from safetyframe.law.showing import outcome_for
from safetyframe.notice import Undelivered
from safetyframe.outcome import Accepted, Refused, Unsure
from safetyframe.record import OpenItem
from safetyframe.views import Viewer, eyes_of, project
from tests.laws.test_packs import house
from tests.support.kin import BEN_FATHER, half_siblings
from tests.support.story import ANNA, ANNA_, BEN, FATHER, LEAD, MOTHER, STRANGER, opened, text


def viewer(story, who):
    return Viewer(person=who[0], at=story.now)


def sight(story, t, who):
    return project(t, eyes_of(t, viewer(story, who)))


def test_who_is_unsure_is_told_of_what():
    story = opened()
    blind = story.t.hide("people", "adopted")
    given = story.law.decide(blind, story.act(a.OfferHandover, LEAD, to="c-co"))
    assert isinstance(given, Unsure)
    assert story.law.show(given, viewer(story, LEAD), blind).shown == Unsure(unknown=given.unknown)
    assert "people" in given.unknown


def test_who_is_refused_is_told_what_was_not_known_either():
    story = opened()
    blind = story.t.hide("wat")
    lines = {"bottom_lines": (), "dangers": (), "goals": ()}
    given = story.law.decide(blind, story.act(a.EstablishWat, MOTHER, **lines))
    assert isinstance(given, Refused)
    shown = story.law.show(given, viewer(story, MOTHER), blind).shown
    assert shown.unknown == given.unknown == ("wat",)
    assert shown.act is None


def test_of_what_was_accepted_and_is_not_seen_only_the_own_act_is_told():
    """Neither its place in the log nor what it left open, which tell what there is."""
    story = opened()
    spoken = story.ask(a.Speak, ANNA_, words=text("mine"))
    left = OpenItem(clause="T4", person=ANNA, state="due")
    given = evolve(spoken, record=evolve(spoken.record, leaves_open=(left,)))
    told = outcome_for(sight(story, given.trajectory, STRANGER), given, Refused(violations=()))
    assert isinstance(told, Accepted)
    assert told.record == evolve(given.record, seq=0, leaves_open=())
    assert told.warnings == ()
    assert len(told.trajectory.voices) == 0


def test_what_somebody_could_do_is_told_without_what_else_it_would_take():
    story = opened()
    can = story.law.what_can(story.t, story.by(MOTHER))
    shown = story.law.show(can, viewer(story, MOTHER), story.t).shown
    assert shown.by == can.by == story.by(MOTHER)
    whole = {one.act: {v.rule for v in one.violations} for one in can}
    theirs = {one.act: {v.rule for v in one.violations} for one in shown}
    assert whole["TakeOver"] == {"powers.TakeOver", "involvement.handover-offered"}
    assert theirs["TakeOver"] == {"powers.TakeOver"}


def test_whom_a_pack_bars_is_shown_nothing_of_that_child():
    story = half_siblings(Law(packs=(house(rules=(), bars=(bars_anna_to_her_father,)),)))
    for who in (FATHER, BEN_FATHER):
        story.do(a.Speak, who, words=text("words"))
    assert minors(story, FATHER, story.law) == set()
    assert minors(story, BEN_FATHER, story.law) == {BEN}
    assert minors(story, FATHER, Law()) == {ANNA}


def minors(story, who, law):
    shown = law.show(story.t, viewer(story, who)).shown
    return {one.minor for one in shown.involvement.values()}


def bars_anna_to_her_father(_, person, minor, __):
    return (person, minor) == (FATHER[0], ANNA)


@pytest.mark.parametrize(
    ("who", "recipient", "knows"),
    [
        (LEAD, FATHER, True),  # for work
        (FATHER, FATHER, True),  # their own
        (MOTHER, FATHER, False),  # somebody else's
        (LEAD, STRANGER, False),  # nobody they know of
        (FATHER, STRANGER, False),
    ],
)
def test_who_may_know_that_a_notice_has_not_arrived(who, recipient, knows):
    story = opened()
    told = story.records[0]
    lost = Undelivered(record=told, recipient=recipient[0], failed=True)
    assert may_know(sight(story, story.t, who), lost) is knows
