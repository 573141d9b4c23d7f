"""P14, looked at: WAT rests on conversations; who was not spoken with is named."""

from __future__ import annotations

from safetyframe import acts as a
from tests.support.expect import (
    NEIGHBOUR,
    join,
    leave,
    says_what_it_does_not_know,
    seen,
    sees,
    sees_nothing,
)
from tests.support.story import ANNA, BEN, FATHER, GRAN, LEAD, opened, wat_established

WATCH = "watch.spoken-with"


def test_who_was_not_spoken_with_is_seen_until_they_are():
    story = wat_established()
    assert {f.get("person") for f in seen(story, WATCH)} == {FATHER[0], GRAN[0]}
    found = sees(story, WATCH, "P14", "not-spoken-with", person=FATHER[0])
    (remedy,) = found.remedies
    assert (remedy.act, dict(remedy.about)) == ("RecordConversation", {"person": FATHER[0]})
    says_what_it_does_not_know(story, WATCH, "P14", "people gathered wat involvement")
    story.do(a.RecordConversation, LEAD, minors=(ANNA, BEN), persons=(FATHER[0], GRAN[0]))
    sees_nothing(story, WATCH)


def test_who_joins_is_spoken_with_and_who_has_left_need_not_be():
    story = wat_established()
    join(story, NEIGHBOUR)
    leave(story, FATHER)
    assert {f.get("person") for f in seen(story, WATCH)} == {NEIGHBOUR[0], GRAN[0]}


def test_before_wat_nobody_is_missed():
    sees_nothing(opened(), WATCH)
