"""What of an act on record is for those who work with it, and what is for everyone (X13, P8c)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from safetyframe import acts as a
from safetyframe.acts.voices import Dissented
from safetyframe.roles import Audience, Part, Role
from tests.support.cast import assign, deputise, join, leave, part_of
from tests.support.kin import log, shown
from tests.support.story import (
    ANNA,
    ANNA_,
    AUTHORITY,
    BEN,
    CO,
    FATHER,
    GRAN,
    LEAD,
    MOTHER,
    WORKER,
    opened,
    text,
    wat_established,
)

WORK = (LEAD, WORKER)
OTHERS = (MOTHER, FATHER, GRAN, ANNA_)
EVERYONE = pytest.mark.parametrize("who", [*WORK, *OTHERS], ids=lambda who: who[0])


def last(story, who, kind):
    return [r.act for r in log(story, who) if isinstance(r.act, kind)][-1]


@EVERYONE
def test_why_a_consultant_was_given_a_part_is_for_work(who):
    story = opened()
    assign(story, CO, ground=text("ground"), elsewhere=(Role.CONSULTANT,))
    seen = last(story, who, a.AssignConsultant)
    assert (seen.person, seen.ground) == (CO[0], text("ground") if who in WORK else None)
    assert seen.elsewhere == ()


@EVERYONE
def test_why_a_deputy_stands_in_is_for_work(who):
    story = opened()
    deputise(story)
    seen = last(story, who, a.DeputiseConsultant)
    assert seen.ground == (text("ground") if who in WORK else None)


@EVERYONE
def test_that_a_part_is_offered_is_for_work_and_that_it_was_taken_for_all(who):
    story = opened()
    story.do(a.OfferHandover, LEAD, to="c-next")
    offers = [r for r in log(story, who) if isinstance(r.act, a.OfferHandover)]
    assert bool(offers) is (who in WORK)
    story.do(a.TakeOver, ("c-next", Role.CONSULTANT), handover=story.last_id())
    if who != LEAD:  # whose part has ended by it
        assert last(story, who, a.TakeOver).confirms is None


@EVERYONE
def test_why_somebody_left_is_for_work_and_for_them(who):
    story = opened()
    content = {"participation": part_of(story, FATHER), "reason": text("why")}
    story.do(a.EndParticipation, LEAD, until=story.now + timedelta(days=9), **content)
    knows = who in WORK or who == FATHER
    assert last(story, who, a.EndParticipation).reason == (text("why") if knows else None)


@EVERYONE
def test_what_protects_a_child_is_for_those_it_is_for(who):
    story = opened()
    content = {"minors": (ANNA, BEN), "measure": text("now")}
    story.do(a.Protect, WORKER, audience=Audience(roles=(Role.NETWORK,)), **content)
    acts = [r.act for r in log(story, who) if isinstance(r.act, a.Protect)]
    assert bool(acts) is (who in (WORKER, GRAN)), acts
    for act in acts:
        assert (act.measure, act.minors) == (text("now"), (ANNA, BEN))


@EVERYONE
def test_a_dissent_from_a_direction_stands_where_the_direction_is_shown(who):
    story = wat_established()
    together = tuple(Part(person=p, role=r, position=text("yes")) for p, r in (WORKER, MOTHER))
    content = {"direction": text("way"), "minors": (ANNA,), "together": together}
    story.do(a.DecideDirection, WORKER, **content)
    way = story.last_id()
    story.do(a.Dissent, MOTHER, against=Dissented.DIRECTION, ref=way, words=text("no"))
    t = shown(story, who)
    assert list(t.directions) == [way]
    assert [(v.against, v.ref) for v in t.voices.values()] == [(Dissented.DIRECTION, way)]


def test_government_sees_who_was_given_a_part_and_not_what_was_offered():
    story = opened()
    join(story, (GRAN[0], Role.NETWORK), concerns=(BEN,))
    leave(story, FATHER)
    story.do(a.OfferHandover, LEAD, to="c-next")
    mandate = story.by(AUTHORITY).mandate
    kinds = {type(r.act) for r in log(story, AUTHORITY, mandate=mandate)}
    assert {a.OpenInvolvement, a.AddParticipation, a.EndParticipation, a.OfferHandover} <= kinds
