"""P14, looked at: WAT rests on conversations; who was not spoken with is named."""

from __future__ import annotations

from safetyframe import acts as a
from tests.support.cast import revision
from tests.support.expect import (
    NEIGHBOUR,
    join,
    leave,
    says_what_it_does_not_know,
    seen,
    sees,
    sees_nothing,
)
from tests.support.keeping import correct
from tests.support.story import (
    ANNA,
    BEN,
    FATHER,
    GRAN,
    LEAD,
    hoe_established,
    judged_met,
    opened,
    wat_established,
)

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


def test_what_rests_on_an_error_is_seen_until_wat_rests_on_it_no_more():
    story = judged_met(hoe_established())
    sees_nothing(story, "watch.rests-on-error")
    wrong = story.t.wat[2].information[0]
    correct(story, wrong)
    found = sees(story, "watch.rests-on-error", "P14", "rests-on-error", version=2, about=wrong)
    assert [r.act for r in found.remedies] == ["ReviseWat"]
    judged = seen(story, "watch.rests-on-error", "judged-on-error")
    assert {(f.get("minor"), f.get("target")) for f in judged} == {
        (ANNA, "g1"),
        (ANNA, "b1"),
        (ANNA, "e1"),
    }
    sees(story, "watch.rests-on-error", "P14", "hoe-on-error", version=2, hoe=1)
    says_what_it_does_not_know(
        story, "watch.rests-on-error", "P14", "gathered wat judged hoe involvement"
    )
    story.do(a.ReviseWat, LEAD, **revision(story, material=False))
    sees(story, "watch.rests-on-error", "P14", "rests-on-error", version=3, about=wrong)
    story.do(a.ReviseWat, LEAD, **revision(story, material=True))
    sees_nothing(story, "watch.rests-on-error")


def test_a_conversation_that_never_was_is_none():
    story = wat_established()
    talk = story.t.wat[1].conversations[0]
    before = {f.get("person") for f in seen(story, WATCH)}
    correct(story, talk)
    assert {f.get("person") for f in seen(story, WATCH)} > before | {ANNA}
