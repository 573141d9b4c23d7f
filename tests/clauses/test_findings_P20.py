"""P20, looked at: once WAT stands it is said what must be seen before the consultants withdraw."""

from __future__ import annotations

from safetyframe import acts as a
from tests.support.expect import (
    expectation,
    says_what_it_does_not_know,
    sees,
    sees_nothing,
    withdraw_otherwise,
)
from tests.support.story import ANNA, BEN, LEAD, align_all, opened, wat_established

WATCH = "watch.expectations-set"


def test_a_wat_without_expectations_is_seen_until_they_are_set():
    sees_nothing(opened(), WATCH)
    story = wat_established()
    found = sees(story, WATCH, "P20", "no-expectations")
    (remedy,) = found.remedies
    assert (remedy.act, dict(remedy.about)) == ("SetExpectations", {"revises": 1})
    says_what_it_does_not_know(story, WATCH, "P20", "wat involvement")
    align_all(story)
    story.do(a.SetExpectations, LEAD, revises=1, material=False, expectations=(expectation(),))
    sees_nothing(story, WATCH)


def test_where_nothing_is_open_nothing_is_expected():
    story = wat_established()
    withdraw_otherwise(story, ANNA)
    withdraw_otherwise(story, BEN)
    sees_nothing(story, WATCH)
