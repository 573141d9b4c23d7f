"""P26: consultant and care worker have cleared up between them what differs and what they share."""

from __future__ import annotations

import pytest

from safetyframe import acts as a
from safetyframe.acts.informing import Topic
from safetyframe.outcome import DutyState
from safetyframe.roles import Role
from tests.support.duty import (
    DAY_OF_OPENING,
    DutyCase,
    acknowledge,
    laws,
    nobody_involved_yet,
    owed_to,
    stands,
    state,
)
from tests.support.expect import (
    SECOND_WORKER,
    SUCCESSOR,
    assign,
    hand_over,
    join,
    revise,
    sees,
    sees_nothing,
)
from tests.support.story import LEAD, WORKER, expectations_set, opened, wat_established
from tests.support.table import cells, check

CASE = DutyCase(
    clause="P26",
    rule="inform.mandates-professionals",
    person=WORKER,
    story=opened,
    before=nobody_involved_yet,
    day=DAY_OF_OPENING,
    do=lambda story, person: acknowledge(story, (person, Role.CARE_WORKER), Topic.MANDATES),
    remedy="Acknowledge",
    newcomer=Role.CARE_WORKER,
)


@laws
def test_the_duty(law):
    law(CASE)


@cells(a.Acknowledge)
def test_who_may_acknowledge(case):
    check(case)


def test_it_is_owed_to_every_professional_the_lead_included():
    story = opened()
    assign(story)
    join(story, SECOND_WORKER)
    assert owed_to(story, "P26") == {"c-lead", "c-co", "w-1", "w-2"}


def test_both_have_to_confirm_it():
    story = opened()
    acknowledge(story, WORKER, Topic.MANDATES)
    assert state(story, "P26", LEAD[0]) is DutyState.DUE
    acknowledge(story, LEAD, Topic.MANDATES)
    assert state(story, "P26", LEAD[0]) is DutyState.DONE


def test_being_told_is_not_enough():
    story = opened()
    story.explain(Topic.MANDATES, WORKER[0], who=LEAD)
    assert state(story, "P26", WORKER[0]) is DutyState.DUE


@pytest.mark.parametrize("topic", [Topic.ROLES, Topic.WHY, Topic.WORRIES])
def test_confirming_something_else_is_not_enough(topic):
    story = opened()
    acknowledge(story, WORKER, topic)
    assert state(story, "P26", WORKER[0]) is DutyState.DUE


def test_a_handover_raises_it_for_the_successor():
    story = opened()
    acknowledge(story, LEAD, Topic.MANDATES)
    acknowledge(story, WORKER, Topic.MANDATES)
    story.wait(30)
    hand_over(story)
    assert state(story, "P26", SUCCESSOR[0]) is DutyState.DUE
    assert stands(story, "P26", LEAD[0]) is None


def test_a_revision_of_wat_does_not_raise_it_anew():
    story = wat_established()
    acknowledge(story, WORKER, Topic.MANDATES)
    revise(story, material=True)
    assert state(story, "P26", WORKER[0]) is DutyState.DONE


def test_a_successor_who_has_not_taken_over_wat_is_seen_until_they_do():
    story = expectations_set()
    hand_over(story)
    sees(story, "watch.lead-confirms", "P12 P26", "wat-not-taken-over", lead=SUCCESSOR[0])
    revise(story, material=True, who=SUCCESSOR)
    sees_nothing(story, "watch.lead-confirms")
