"""S2: work strengthens, and starts from what the family can, does well and has."""

from __future__ import annotations

from datetime import timedelta

from safetyframe import acts as a
from tests.support.expect import says_what_it_does_not_know, sees, sees_nothing
from tests.support.story import (
    ANNA,
    BEN,
    LEAD,
    MOTHER,
    WORKER,
    gathered,
    opened,
    statements,
    text,
    wat_established,
)

WATCH = "watch.strengths-first"


def strength(story, **by):
    story.do(a.RecordStrength, WORKER, by=story.by(MOTHER, **by), minors=(ANNA, BEN), about=text())


def test_a_wat_with_no_strength_before_it_is_seen():
    story = wat_established()
    found = sees(story, WATCH, "S2", "strengths-after-wat")
    assert [r.act for r in found.remedies] == ["RecordStrength"]
    says_what_it_does_not_know(story, WATCH, "S2", "gathered wat")


def test_a_strength_that_came_first_is_what_it_starts_from():
    story = opened()
    strength(story)
    story.do(a.EstablishWat, LEAD, **statements(), **gathered(story))
    sees_nothing(story, WATCH)


def test_a_strength_that_came_later_is_too_late():
    story = wat_established()
    strength(story)
    sees(story, WATCH, "S2", "strengths-after-wat")


def test_a_strength_of_before_that_is_written_down_later_takes_it_away():
    story = wat_established()
    at = story.t.wat[1].at - timedelta(hours=2)
    strength(story, at=at, recorded_at=story.now)
    sees_nothing(story, WATCH)


def test_before_wat_nothing_is_late():
    sees_nothing(opened(), WATCH)
