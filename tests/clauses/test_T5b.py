"""T5b: from their first day on, everyone involved knows what goal is worked towards."""

from __future__ import annotations

import pytest

from safetyframe.acts.informing import Topic
from safetyframe.outcome import DutyState
from tests.support.duty import (
    DAY_OF_OPENING,
    DutyCase,
    laws,
    nobody_involved_yet,
    owed_to,
    state,
)
from tests.support.expect import TEACHER, assign, hand_over, join, revise
from tests.support.story import BEN, FATHER, LEAD, opened, wat_established

CASE = DutyCase(
    clause="T5b",
    rule="inform.goal",
    person=FATHER,
    story=opened,
    before=nobody_involved_yet,
    day=DAY_OF_OPENING,
    do=lambda story, person: story.explain(Topic.GOAL, person),
    remedy="Explain",
)


@laws
def test_the_duty(law):
    law(CASE)


def test_it_is_owed_to_everyone_who_takes_part_but_the_consultant_who_opened():
    story = opened()
    assign(story)
    join(story, TEACHER, professional=True)
    everyone = {"anna", "ben", "mother", "father", "gran", "trust", "w-1", "c-co", "teacher"}
    assert owed_to(story, "T5b") == everyone


def test_the_provisional_goal_of_day_one_is_enough():
    story = opened()
    story.explain(Topic.GOAL, FATHER[0], BEN, who=LEAD)
    assert state(story, "T5b", FATHER[0]) is DutyState.DONE
    assert state(story, "T5b", BEN) is DutyState.DONE


def test_explaining_wat_tells_the_goal():
    story = wat_established()
    story.explain(Topic.WAT, FATHER[0], version=1)
    assert state(story, "T5b", FATHER[0]) is DutyState.DONE


@pytest.mark.parametrize("topic", [Topic.WHY, Topic.WORRIES, Topic.ROLES, Topic.MANDATES])
def test_telling_something_else_does_not_tell_the_goal(topic):
    story = wat_established()
    story.explain(topic, FATHER[0])
    assert state(story, "T5b", FATHER[0]) is not DutyState.DONE


def test_neither_a_revision_of_wording_nor_a_handover_raises_it_anew():
    story = wat_established()
    story.explain(Topic.GOAL, FATHER[0])
    revise(story, material=False)
    hand_over(story)
    assert state(story, "T5b", FATHER[0]) is DutyState.DONE
