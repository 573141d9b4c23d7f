"""P11, looked at: every act is done in a capacity; nobody's words are refused for want of one."""

from __future__ import annotations

from datetime import timedelta

import pytest

from safetyframe import acts as a
from safetyframe.acts.voices import Dissented
from safetyframe.roles import Role
from safetyframe.values import Form
from tests.support.expect import (
    join,
    leave,
    says_what_it_does_not_know,
    seen,
    sees,
    sees_nothing,
)
from tests.support.story import (
    ANNA,
    ANNA_,
    GRAN,
    LEAD,
    MOTHER,
    STRANGER,
    TRUST,
    WORKER,
    opened,
    text,
)

WATCH = "watch.voices-from-inside"
VOICE = pytest.mark.parametrize(
    ("kind", "content"),
    [
        (a.Speak, {"words": text()}),
        (a.Scale, {"goal": "g1", "minor": ANNA, "value": 5}),
        (a.Dissent, {"against": Dissented.WAT, "ref": "1", "words": text()}),
    ],
    ids=["speak", "scale", "dissent"],
)


@VOICE
@pytest.mark.parametrize(
    "who", [STRANGER, (MOTHER[0], Role.NETWORK), (LEAD[0], Role.PARENT)], ids=lambda w: w[0]
)
def test_a_voice_in_a_capacity_the_person_does_not_have_is_seen(kind, content, who):
    story = opened()
    story.do(kind, who, **content)
    sees(story, WATCH, "P11", "voice-from-outside", person=who[0], voice=story.last_id())
    says_what_it_does_not_know(story, WATCH, "P11", "people voices scales")


@VOICE
@pytest.mark.parametrize("who", [ANNA_, MOTHER, GRAN, TRUST, WORKER, LEAD], ids=lambda w: w[0])
def test_a_voice_from_inside_is_not(kind, content, who):
    story = opened()
    story.do(kind, who, **content)
    sees_nothing(story, WATCH)


def test_what_was_said_before_leaving_was_said_from_inside():
    story = opened()
    story.do(a.Speak, GRAN, words=text())
    leave(story, GRAN)
    sees_nothing(story, WATCH)
    story.do(a.Speak, GRAN, words=text())
    sees(story, WATCH, "P11", "voice-from-outside", person=GRAN[0])


def test_taking_part_from_then_on_takes_it_away():
    story = opened()
    said = story.now
    story.do(a.Speak, STRANGER, words=text())
    sees(story, WATCH, "P11", "voice-from-outside")
    join(story, STRANGER, since=said - timedelta(days=1))
    sees_nothing(story, WATCH)


@VOICE
@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"on_behalf_of": ANNA}, "voice-in-anothers-name"),
        ({"recorded_by": WORKER[0]}, "no-form-of-recording"),
        ({"recorded_by": STRANGER[0], "form": Form.SPOKEN}, "recorder-has-no-part"),
    ],
    ids=["in-anothers-name", "no-form", "recorder"],
)
def test_a_voice_in_a_doubtful_capacity_is_seen(kind, content, more, code):
    story = opened()
    story.do(kind, GRAN, by=story.by(GRAN, **more), **content)
    sees(story, WATCH, "P11", code, person=GRAN[0], voice=story.last_id())
    assert len(seen(story, WATCH)) == 1
