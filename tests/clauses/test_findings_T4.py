"""T4, looked at: help lasts as long as it is needed; what was taken in an emergency has an end."""

from __future__ import annotations

from datetime import timedelta

from safetyframe import acts as a
from tests.support.expect import says_what_it_does_not_know, sees, sees_nothing
from tests.support.story import ANNA, BEN, WORKER, opened, text

WATCH = "watch.protection-ends"


def protect(story, days=None):
    until = None if days is None else story.now + timedelta(days=days)
    story.do(a.Protect, WORKER, minors=(ANNA, BEN), measure=text(), until=until)
    return story.last_id()


def test_protection_without_an_end_is_seen():
    story = opened()
    sees_nothing(story, WATCH)
    protection = protect(story)
    found = sees(story, WATCH, "T4", "protection-without-end", protection=protection)
    assert [r.act for r in found.remedies] == ["Review"]
    says_what_it_does_not_know(story, WATCH, "T4", "protection")


def test_protection_past_its_end_is_seen_from_that_moment():
    story = opened()
    protection = protect(story, 10)
    end = story.t.protection[story.t.seq].until
    story.now = end - timedelta(microseconds=1)
    sees_nothing(story, WATCH)
    story.now = end
    sees(story, WATCH, "T4", "protection-past-its-end", protection=protection)


def test_the_remedy_it_names_takes_it_away():
    for days in (None, 10):
        story = opened()
        protection = protect(story, days)
        story.wait(11)
        (remedy,) = sees(
            story,
            WATCH,
            "T4",
            "protection-without-end" if days is None else "protection-past-its-end",
            protection=protection,
        ).remedies
        assert remedy.act == "Review"
        story.do(a.Review, WORKER, minors=(ANNA, BEN), next_at=story.now + timedelta(days=30))
        sees_nothing(story, WATCH)


def test_each_protection_is_looked_at_by_itself():
    story = opened()
    first, second = protect(story, 5), protect(story, 10)
    story.wait(6)
    sees(story, WATCH, "T4", "protection-past-its-end", protection=first)
    sees_nothing(story, WATCH, protection=second)
