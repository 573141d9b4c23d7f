"""P21, looked at: alignment hears people; who is against has it on record in their own words."""

from __future__ import annotations

import pytest

from safetyframe import acts as a
from safetyframe.acts.informing import AlignOn, Position, Topic
from safetyframe.acts.wat import Expectation
from safetyframe.law import Law
from safetyframe.policy import Policy
from tests.support.cast import expectations, unsafe
from tests.support.expect import (
    leave,
    revise,
    says_what_it_does_not_know,
    seen,
    sees,
    sees_nothing,
    withdraw_otherwise,
)
from tests.support.story import (
    ANNA,
    BEN,
    FATHER,
    LEAD,
    WORKER,
    align_all,
    expectations_set,
    text,
    wat_established,
)

WATCH = "watch.dissent-in-words"


def position(story, given, words=None, who=LEAD):
    if given is Position.UNSAFE_TO_INFORM:
        unsafe(story, FATHER[0])
    story.do(
        a.Align,
        who,
        person=FATHER[0],
        on=AlignOn.EXPECTATIONS,
        wat=1,
        position=given,
        words=words,
    )


@pytest.mark.parametrize("who", [LEAD, FATHER], ids=lambda who: who[0])
def test_a_dissent_without_words_is_seen_until_the_words_are_there(who):
    story = wat_established()
    sees_nothing(story, WATCH)
    position(story, Position.DISSENTS, who=who)
    found = sees(story, WATCH, "P21", "dissent-without-words", person=FATHER[0])
    (remedy,) = found.remedies
    assert (remedy.act, dict(remedy.about)) == ("Align", {"person": FATHER[0]})
    says_what_it_does_not_know(story, WATCH, "P21", "people aligned")
    position(story, Position.DISSENTS, text("no"), who)
    sees_nothing(story, WATCH)


@pytest.mark.parametrize("given", [p for p in Position if p is not Position.DISSENTS])
def test_any_other_position_needs_none(given):
    story = wat_established()
    position(story, given)
    sees_nothing(story, WATCH)


def test_who_has_left_is_asked_for_none():
    story = wat_established()
    position(story, Position.DISSENTS)
    leave(story, FATHER)
    sees_nothing(story, WATCH)


AGAIN, ANEW = "watch.asked-again", "watch.aligned-anew"


@pytest.mark.parametrize("given", [Position.NOT_REACHED, Position.REFUSED_CONTACT])
def test_an_offer_that_was_not_taken_is_made_again(given):
    story = wat_established()
    position(story, given)
    sees_nothing(story, AGAIN)  # that day it is fresh
    since = story.now
    story.wait()
    found = sees(story, AGAIN, "P21", "offer-stale", person=FATHER[0])
    assert (found.get("since") or "") < since.isoformat()
    assert [(r.act, dict(r.about)["person"]) for r in found.remedies] == [("Align", FATHER[0])]
    says_what_it_does_not_know(story, AGAIN, "P21", "people aligned gathered told involvement")
    position(story, given)
    sees_nothing(story, AGAIN)
    position(story.wait(), Position.HEARD)
    sees_nothing(story.wait(30), AGAIN)


def test_how_long_an_offer_stays_fresh_is_for_the_policy_to_say():
    story = wat_established()
    position(story, Position.REFUSED_CONTACT)
    story.law = Law(policy=Policy(due_days={"P21": 14}))
    sees_nothing(story.wait(14), AGAIN)
    sees(story.wait(1), AGAIN, "P21", "offer-stale")


def test_who_was_not_reached_and_is_met_is_asked_at_once():
    story = wat_established()
    position(story, Position.NOT_REACHED)
    story.do(a.RecordConversation, WORKER, minors=(ANNA,), persons=(FATHER[0],))
    found = sees(story, AGAIN, "P21", "reached-since", person=FATHER[0])
    assert [r.act for r in found.remedies] == ["Align"]
    position(story, Position.AGREES)
    sees_nothing(story, AGAIN)


def test_an_explanation_reaches_somebody_too():
    story = wat_established()
    position(story, Position.NOT_REACHED)
    story.explain(Topic.WAT, FATHER[0], version=1)
    sees(story, AGAIN, "P21", "reached-since", person=FATHER[0])


def test_who_left_or_with_whom_nothing_is_open_is_asked_nothing():
    story = wat_established()
    position(story, Position.NOT_REACHED)
    leave(story, FATHER)
    sees_nothing(story.wait(), AGAIN)
    story = wat_established()
    about = {"on": AlignOn.WITHDRAWAL, "minor": BEN, "wat": 1}
    story.do(a.Align, LEAD, person=FATHER[0], position=Position.REFUSED_CONTACT, **about)
    sees(story.wait(), AGAIN, "P21", "offer-stale")
    withdraw_otherwise(story, BEN)
    sees_nothing(story, AGAIN)


def test_after_a_material_revision_everyone_is_heard_again_on_what_is_expected():
    story = expectations_set()
    sees_nothing(story, ANEW)
    revise(story, material=False)
    sees_nothing(story, ANEW)
    revise(story, material=True)
    asked = {f.get("person") for f in seen(story, ANEW, "position-older-wat")}
    assert asked == {"anna", "ben", "w-1", "mother", "father", "gran", "trust"}
    found = sees(story, ANEW, "P21 X6", "position-older-wat", person=FATHER[0], version=1)
    assert [dict(r.about) for r in found.remedies] == [
        {"on": "expectations", "person": FATHER[0], "wat": 4}
    ]
    says_what_it_does_not_know(story, ANEW, "P21 X6", "people aligned wat involvement")
    align_all(story)
    sees_nothing(story, ANEW)


def test_whoever_was_heard_on_new_expectations_need_not_be_heard_again_when_they_are_set():
    story = expectations_set()
    align_all(story)
    more = expectations(ANNA, BEN, revises=2, material=True)
    more["expectations"] += (Expectation(id="e2", words=text("e2"), minors=(BEN,)),)
    story.do(a.SetExpectations, LEAD, **more)
    sees_nothing(story, ANEW)
    revise(story, material=True)
    assert len(seen(story, ANEW)) == 7
