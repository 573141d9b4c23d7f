"""S4b: strengths are kept in sight all along, not once."""

from __future__ import annotations

from datetime import timedelta

from safetyframe import acts as a
from safetyframe.outcome import Accepted
from tests.support.expect import no, says_what_it_does_not_know, sees, sees_nothing
from tests.support.story import ANNA, BEN, LEAD, MOTHER, WORKER, opened, text

WATCH = "watch.strengths-in-review"


def review(story, *strengths):
    story.do(a.Review, LEAD, minors=(ANNA, BEN), strengths=strengths)
    return story.last_id()


def strength(story):
    story.do(a.RecordStrength, MOTHER, minors=(ANNA, BEN), about=text())
    return story.last_id()


def test_a_review_without_a_strength_is_seen_until_one_has_it():
    story = opened()
    sees_nothing(story, WATCH)
    first = review(story)
    found = sees(story, WATCH, "S4b", "review-without-strength", review=first)
    assert [r.act for r in found.remedies] == ["Review"]
    says_what_it_does_not_know(story, WATCH, "S4b", "reviews")
    story.wait(30)
    review(story, strength(story))
    sees_nothing(story, WATCH)


def test_a_strength_confirmed_again_is_enough():
    story = opened()
    key = strength(story)
    review(story, key)
    story.wait(30)
    review(story, key)
    sees_nothing(story, WATCH)


def test_the_last_review_counts_not_an_earlier_one():
    story = opened()
    review(story, strength(story))
    story.wait(30)
    last = review(story)
    sees(story, WATCH, "S4b", "review-without-strength", review=last)


def test_a_review_written_down_late_is_not_the_last():
    story = opened()
    key = strength(story)
    before = story.now
    story.wait(30)
    review(story, key)
    by = story.by(WORKER, at=before, recorded_at=story.now)
    story.do(a.Review, WORKER, by=by, minors=(ANNA,))
    sees_nothing(story, WATCH)


def test_a_review_names_no_strength_that_was_found_after_it():
    story = opened().wait(5)
    key = strength(story)
    at = story.t.gathered[key].at
    for early in (True, False):
        when = at - timedelta(microseconds=1) if early else at
        by = story.by(LEAD, at=when, recorded_at=story.now)
        outcome = story.ask(a.Review, LEAD, by=by, minors=(ANNA,), strengths=(key,))
        if early:
            no(outcome, "form.strengths", "", "unknown-reference", field="strengths[0]")
        else:
            assert isinstance(outcome, Accepted)
