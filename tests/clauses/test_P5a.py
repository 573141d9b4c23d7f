"""P5a: consultant and care worker both know from the start which worries there are."""

from __future__ import annotations

import pytest

from safetyframe import acts as a
from safetyframe.acts.informing import Matter, Topic
from safetyframe.outcome import DutyState
from safetyframe.roles import Role
from safetyframe.values import Form
from tests.support.duty import (
    DAY_OF_WAT,
    DutyCase,
    acknowledge,
    laws,
    owed_to,
    stands,
    state,
)
from tests.support.expect import (
    SECOND_WORKER,
    SUCCESSOR,
    assign,
    expectation,
    hand_over,
    join,
    revise,
)
from tests.support.story import (
    CO,
    LEAD,
    MOTHER,
    TRUST,
    WORKER,
    Story,
    align_all,
    expectations_set,
    opened,
    wat_established,
)
from tests.support.table import cells, check


def _acknowledge(story: Story, person: str) -> None:
    acknowledge(story, (person, Role.CARE_WORKER), Topic.WORRIES, len(story.t.wat))


CASE = DutyCase(
    clause="P5a",
    rule="inform.worries",
    person=WORKER,
    story=wat_established,
    before=opened,
    day=DAY_OF_WAT,
    do=_acknowledge,
    remedy="Acknowledge",
    version=1,
    reads=("wat",),
    newcomer=Role.CARE_WORKER,
    reopens=False,
)


@laws
def test_the_duty(law):
    law(CASE)


@cells(a.Acknowledge)
def test_who_may_acknowledge(case):
    check(case)


def test_it_is_owed_to_every_professional_but_the_author_of_wat():
    story = wat_established()
    assign(story)
    join(story, SECOND_WORKER)
    assert owed_to(story, "P5a") == {"w-1", "w-2", "c-co"}


def test_being_told_is_not_enough_the_person_confirms_it():
    story = wat_established()
    story.explain(Topic.WORRIES, WORKER[0], version=1, who=LEAD)
    assert state(story, "P5a", WORKER[0]) is DutyState.DUE
    acknowledge(story, WORKER, Topic.WORRIES, 1)
    assert state(story, "P5a", WORKER[0]) is DutyState.DONE


def test_worries_of_no_version_are_not_those_of_wat():
    story = wat_established()
    acknowledge(story, WORKER, Topic.WORRIES)
    assert state(story, "P5a", WORKER[0]) is DutyState.DUE


@pytest.mark.parametrize("topic", [Topic.WAT, Topic.MANDATES, Topic.WHY])
def test_confirming_something_else_is_not_confirming_the_worries(topic):
    story = wat_established()
    acknowledge(story, WORKER, topic, 1 if topic is Topic.WAT else None)
    assert state(story, "P5a", WORKER[0]) is DutyState.DUE


def test_what_one_professional_confirms_the_other_does_not():
    story = wat_established()
    join(story, SECOND_WORKER)
    acknowledge(story, SECOND_WORKER, Topic.WORRIES, 1)
    assert state(story, "P5a", WORKER[0]) is DutyState.DUE


def test_a_material_revision_raises_it_anew():
    story = wat_established()
    acknowledge(story, WORKER, Topic.WORRIES, 1)
    story.wait(5)
    at = story.now
    revise(story, material=True)
    owed = stands(story, "P5a", WORKER[0])
    assert (owed.state, owed.version, owed.since) == (DutyState.DUE, 2, at)
    acknowledge(story, WORKER, Topic.WORRIES, 2)
    assert state(story, "P5a", WORKER[0]) is DutyState.DONE


def test_a_revision_of_wording_does_not():
    story = wat_established()
    acknowledge(story, WORKER, Topic.WORRIES, 1)
    revise(story, material=False)
    assert state(story, "P5a", WORKER[0]) is DutyState.DONE


def test_setting_expectations_for_the_first_time_does_not():
    story = wat_established()
    acknowledge(story, WORKER, Topic.WORRIES, 1)
    align_all(story)
    story.do(
        a.SetExpectations,
        LEAD,
        revises=1,
        material=False,
        expectations=(expectation(),),
    )
    assert state(story, "P5a", WORKER[0]) is DutyState.DONE


def test_a_successor_owes_it_until_taking_the_wat_over_as_it_is():
    story = expectations_set()
    hand_over(story)
    assert state(story, "P5a", SUCCESSOR[0]) is DutyState.DUE
    story = expectations_set()
    hand_over(story, confirms=2)
    assert stands(story, "P5a", SUCCESSOR[0]) is None


def test_a_successor_who_revised_wat_knows_it_and_the_other_consultant_does_not():
    story = wat_established()
    assign(story)
    hand_over(story)
    revise(story, material=True, who=SUCCESSOR)
    assert stands(story, "P5a", SUCCESSOR[0]) is None
    assert state(story, "P5a", CO[0]) is DutyState.DUE


def test_an_acknowledgement_may_be_written_down_for_the_person():
    story = wat_established()
    by = story.by(WORKER, recorded_by=LEAD[0], form=Form.SPOKEN)
    story.do(a.Acknowledge, WORKER, by=by, matter=Matter(topic=Topic.WORRIES, version=1))
    assert state(story, "P5a", WORKER[0]) is DutyState.DONE


def test_clients_and_trust_persons_do_not_owe_it():
    story = wat_established()
    assert {MOTHER[0], TRUST[0]}.isdisjoint(owed_to(story, "P5a"))
