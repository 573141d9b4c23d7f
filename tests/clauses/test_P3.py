"""P3: consultant and care worker share one language: one text is in force, and that one is told."""

from __future__ import annotations

from safetyframe.acts.informing import Topic
from tests.support.duty import acknowledge
from tests.support.expect import (
    leave,
    revise,
    says_what_it_does_not_know,
    sees,
    sees_nothing,
)
from tests.support.story import ANNA, FATHER, LEAD, MOTHER, WORKER, wat_established

WATCH = "watch.one-text"


def told_before_and_after():
    story = wat_established()
    story.explain(Topic.WAT, ANNA, MOTHER[0], version=1)
    sees_nothing(story, WATCH)
    revise(story, material=True)
    story.explain(Topic.WAT, MOTHER[0], version=2, who=LEAD)
    return story


def test_two_texts_told_side_by_side_are_seen_until_all_know_the_same():
    story = told_before_and_after()
    assert sees(story, WATCH, "P3", "told-different-versions").get("versions") == "1 2"
    says_what_it_does_not_know(story, WATCH, "P3", "people told")
    story.explain(Topic.WAT, ANNA, version=2)
    sees_nothing(story, WATCH)


def test_who_has_left_does_not_count():
    story = told_before_and_after()
    sees(story, WATCH, "P3", "told-different-versions")
    story.explain(Topic.WAT, FATHER[0], version=2)
    leave(story, (ANNA, story.t.people["a1/anna"].role))
    sees_nothing(story, WATCH)


def test_what_counts_is_what_somebody_was_told_last():
    story = told_before_and_after()
    story.explain(Topic.WAT, ANNA, version=2)
    sees_nothing(story, WATCH)
    story.explain(Topic.WAT, MOTHER[0], version=1)
    sees(story, WATCH, "P3", "told-different-versions")


def test_other_topics_and_ones_own_confirmations_are_no_text_told():
    story = told_before_and_after()
    story.explain(Topic.WAT, ANNA, version=2)
    story.explain(Topic.GOAL, ANNA, version=1)
    acknowledge(story, WORKER, Topic.WAT, 1)
    sees_nothing(story, WATCH)


def test_telling_nobody_is_no_second_text():
    story = wat_established()
    revise(story, material=False)
    sees_nothing(story, WATCH)
