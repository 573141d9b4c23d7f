"""T3: nobody stays involved for longer than is needed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from safetyframe import acts as a
from safetyframe.acts.ending import WithdrawalOutcome
from tests.support.expect import (
    revise,
    says_what_it_does_not_know,
    sees,
    sees_nothing,
    withdraw_otherwise,
)
from tests.support.story import (
    ANNA,
    BEN,
    LEAD,
    WORKER,
    Story,
    hoe_established,
    judged_met,
    opened,
    ready_to_withdraw,
)

DONE, REVIEW = "watch.as-short-as-possible", "watch.review-date"


def test_a_child_for_whom_it_is_safe_enough_is_seen_until_the_consultants_withdraw():
    story = ready_to_withdraw()
    found = sees(story, DONE, "T3", "safe-enough-and-still-open", minor=ANNA)
    assert [r.act for r in found.remedies] == ["Withdraw"]
    sees_nothing(story, DONE, minor=BEN)
    says_what_it_does_not_know(story, DONE, "T3", "wat judged involvement")
    story.do(a.Withdraw, LEAD, minor=ANNA, outcome=WithdrawalOutcome.ACHIEVED)
    sees_nothing(story, DONE)


def test_it_is_not_said_before_the_goals_own_time_is_over():
    story = judged_met(hoe_established())
    sees_nothing(story, DONE)
    story.wait(13)
    sees_nothing(story, DONE)
    story.wait(1)
    sees(story, DONE, "T3", "safe-enough-and-still-open", minor=ANNA)


def test_a_relapse_or_a_material_revision_takes_it_away():
    story = ready_to_withdraw()
    story.do(a.Judge, LEAD, wat=2, minor=ANNA, target="g1", met=False)
    sees_nothing(story, DONE)
    story = ready_to_withdraw()
    revise(story, material=True)
    sees_nothing(story, DONE)


def test_nothing_judged_is_not_safe_enough():
    sees_nothing(hoe_established(), DONE)
    sees_nothing(opened(), DONE)


def review(story, days=None, who=WORKER, **by):
    next_at = None if days is None else story.now + timedelta(days=days)
    story.do(a.Review, who, by=story.by(who, **by), minors=(ANNA, BEN), next_at=next_at)


def test_an_open_involvement_without_a_review_date_is_seen():
    story = opened()
    found = sees(story, REVIEW, "T3", "no-review-date")
    assert [r.act for r in found.remedies] == ["Review"]
    says_what_it_does_not_know(story, REVIEW, "T3", "reviews involvement")
    review(story)
    sees(story, REVIEW, "T3", "no-review-date")
    review(story, 30)
    sees_nothing(story, REVIEW)


@pytest.mark.parametrize(("days", "late"), [(29, False), (30, True), (31, True)])
def test_a_review_date_that_has_passed_is_seen(days, late):
    story = opened()
    review(story, 30)
    due = story.t.reviews[story.last_id()].next_at
    story.now = due + timedelta(days=days - 30)
    if not late:
        sees_nothing(story, REVIEW)
        return
    found = sees(story, REVIEW, "T3", "review-overdue", since=due.isoformat())
    assert [r.act for r in found.remedies] == ["Review"]
    review(story, 30)
    sees_nothing(story, REVIEW)


def test_the_last_review_held_sets_the_date():
    story = opened()
    before = story.now
    story.wait(10)
    review(story, 30)
    review(story, at=before, recorded_at=story.now)
    sees_nothing(story, REVIEW)


def test_where_nothing_is_open_there_is_nothing_to_review():
    sees_nothing(Story(), REVIEW)
    story = opened()
    withdraw_otherwise(story, ANNA)
    sees(story, REVIEW, "T3", "no-review-date")
    withdraw_otherwise(story, BEN)
    sees_nothing(story, REVIEW)
