"""P27: minor and network too know how mandates differ and what is shared."""

from __future__ import annotations

import pytest

from safetyframe import acts as a
from safetyframe.acts.informing import Topic
from safetyframe.outcome import DutyState
from tests.support.duty import (
    DAY_OF_OPENING,
    DutyCase,
    acknowledge,
    laws,
    nobody_involved_yet,
    owed_to,
    state,
)
from tests.support.expect import TEACHER, hand_over, join, revise
from tests.support.story import ANNA, BEN, LEAD, MOTHER, WORKER, opened, text, wat_established

CASE = DutyCase(
    clause="P27",
    rule="inform.mandates-clients",
    person=MOTHER,
    story=opened,
    before=nobody_involved_yet,
    day=DAY_OF_OPENING,
    do=lambda story, person: story.explain(Topic.MANDATES, person),
    remedy="Explain",
)


@laws
def test_the_duty(law):
    law(CASE)


def test_it_is_owed_to_children_parents_and_network_of_any_age_and_kind():
    story = opened()
    join(story, TEACHER, professional=True)
    assert owed_to(story, "P27") == {"anna", "ben", "mother", "father", "gran", "teacher"}


def test_each_child_is_told():
    story = opened()
    story.explain(Topic.MANDATES, ANNA, who=LEAD)
    assert state(story, "P27", ANNA) is DutyState.DONE
    assert state(story, "P27", BEN) is DutyState.DUE


@pytest.mark.parametrize("topic", [Topic.ROLES, Topic.WHY, Topic.GOAL])
def test_telling_something_else_is_not_enough(topic):
    story = opened()
    story.explain(topic, MOTHER[0])
    assert state(story, "P27", MOTHER[0]) is DutyState.DUE


def test_confirming_it_oneself_discharges_it():
    story = opened()
    acknowledge(story, MOTHER, Topic.MANDATES)
    assert state(story, "P27", MOTHER[0]) is DutyState.DONE


def test_neither_a_revision_of_wat_nor_a_handover_raises_it_anew():
    story = wat_established()
    story.explain(Topic.MANDATES, MOTHER[0])
    revise(story, material=True)
    hand_over(story)
    assert state(story, "P27", MOTHER[0]) is DutyState.DONE


def test_an_emergency_alone_raises_no_duty_to_tell_of_mandates():
    """Nobody's mandate runs yet (reading 4): what is owed at once is why somebody acted."""
    story = nobody_involved_yet()
    story.do(a.Protect, WORKER, minors=(ANNA,), measure=text())
    assert owed_to(story, "P27") == set()
    assert owed_to(story, "T5a") != set()
