"""P21, looked at: alignment hears people; who is against has it on record in their own words."""

from __future__ import annotations

import pytest

from safetyframe import acts as a
from safetyframe.acts.informing import AlignOn, Position
from tests.support.expect import leave, says_what_it_does_not_know, sees, sees_nothing
from tests.support.story import FATHER, LEAD, text, wat_established

WATCH = "watch.dissent-in-words"


def position(story, given, words=None, who=LEAD):
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
