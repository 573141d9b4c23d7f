"""P1, looked at: consultant and care worker are partners, so neither seat stays empty unseen."""

from __future__ import annotations

from tests.support.expect import (
    SECOND_WORKER,
    assign,
    hand_over,
    join,
    leave,
    says_what_it_does_not_know,
    sees,
    sees_nothing,
)
from tests.support.story import AUTHORITY, LEAD, WORKER, Story, opened

WATCH = "watch.role-vacant"


def test_an_empty_care_workers_seat_is_seen_until_somebody_takes_it():
    story = opened(everyone=False)
    sees(story, WATCH, "P1", "role-vacant", role="care-worker")
    sees_nothing(story, WATCH, role="consultant")
    says_what_it_does_not_know(story, WATCH, "P1", "people involvement")
    join(story, WORKER)
    sees_nothing(story, WATCH)
    leave(story, WORKER)
    sees(story, WATCH, "P1", "role-vacant", role="care-worker")
    join(story, SECOND_WORKER)
    sees_nothing(story, WATCH)


def test_an_empty_consultants_seat_is_seen_until_somebody_takes_it():
    story = opened()
    sees_nothing(story, WATCH)
    leave(story, LEAD, by=AUTHORITY)
    sees(story, WATCH, "P1", "role-vacant", role="consultant")
    assign(story)
    sees_nothing(story, WATCH)


def test_a_handover_leaves_no_seat_empty():
    story = opened()
    hand_over(story)
    sees_nothing(story, WATCH)


def test_where_no_involvement_is_open_no_seat_is_empty():
    sees_nothing(Story(), WATCH)
