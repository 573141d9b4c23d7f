"""P18b: who has which role is explained to clients and network."""

from __future__ import annotations

from datetime import timedelta

import pytest

from safetyframe import acts as a
from safetyframe.acts.informing import Topic
from safetyframe.outcome import DutyState
from tests.support.duty import (
    DAY_OF_OPENING,
    INSTANT,
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
    TEACHER,
    assign,
    hand_over,
    join,
    leave,
    part_of,
    revise,
)
from tests.support.story import (
    AUTHORITY,
    DEPUTY,
    LEAD,
    MOTHER,
    WORKER,
    hoe_content,
    hoe_established,
    opened,
    text,
)

CASE = DutyCase(
    clause="P18b",
    rule="inform.roles",
    person=MOTHER,
    story=opened,
    before=nobody_involved_yet,
    day=DAY_OF_OPENING,
    do=lambda story, person: story.explain(Topic.ROLES, person),
    remedy="Explain",
)


@laws
def test_the_duty(law):
    law(CASE)


def test_it_is_owed_to_children_parents_and_network_of_any_age_and_kind():
    story = opened()
    join(story, TEACHER, professional=True)
    assert owed_to(story, "P18b") == {"anna", "ben", "mother", "father", "gran", "teacher"}


def _deputise(story):
    story.do(
        a.DeputiseConsultant,
        AUTHORITY,
        person=DEPUTY[0],
        since=story.now,
        until=story.now + timedelta(days=14),
        ground=text(),
    )


CHANGES = {
    "handover": hand_over,
    "second-worker": lambda story: join(story, SECOND_WORKER),
    "worker-leaves": lambda story: leave(story, WORKER),
    "another-consultant": assign,
    "deputy": _deputise,
    "lead-ends": lambda story: leave(story, LEAD, by=AUTHORITY),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_of_roles_raises_it_anew(change):
    story = opened()
    story.explain(Topic.ROLES, MOTHER[0])
    assert state(story, "P18b", MOTHER[0]) is DutyState.DONE
    story.wait(20)
    at = story.now
    CHANGES[change](story)
    owed = stands(story, "P18b", MOTHER[0])
    assert owed.state is DutyState.DUE
    assert at <= owed.since < at + timedelta(hours=1)
    story.explain(Topic.ROLES, MOTHER[0], who=SUCCESSOR if change == "handover" else _there(change))
    assert state(story, "P18b", MOTHER[0]) is DutyState.DONE


def _there(change):
    return LEAD if change == "worker-leaves" else WORKER


def test_a_deputy_whose_time_is_over_changes_the_roles_again():
    story = opened()
    _deputise(story)
    story.explain(Topic.ROLES, MOTHER[0])
    assert state(story, "P18b", MOTHER[0]) is DutyState.DONE
    over = next(p.until for p in story.t.people.values() if p.person == DEPUTY[0])
    assert state(story, "P18b", MOTHER[0], at=over - INSTANT) is DutyState.DONE
    owed = stands(story, "P18b", MOTHER[0], at=over)
    assert (owed.state, owed.since) == (DutyState.DUE, over)


def test_a_leaving_that_is_announced_is_known_from_then_on():
    story = opened().wait(10)
    story.explain(Topic.ROLES, MOTHER[0], who=LEAD)
    story.wait(2)
    key, at = part_of(story, WORKER), story.now
    story.do(a.EndParticipation, LEAD, participation=key, until=at + timedelta(days=30))
    owed = stands(story, "P18b", MOTHER[0])
    assert (owed.state, owed.since) == (DutyState.DUE, at)


def test_neither_a_revision_of_wat_nor_a_new_hoe_does():
    story = hoe_established()
    story.explain(Topic.ROLES, MOTHER[0])
    revise(story, material=True)
    story.explain(Topic.WAT, WORKER[0], version=3, who=LEAD)
    story.do(a.EstablishHoe, WORKER, **hoe_content(story))
    assert state(story, "P18b", MOTHER[0]) is DutyState.DONE


def test_a_handover_that_is_only_offered_does_not():
    story = opened()
    story.explain(Topic.ROLES, MOTHER[0])
    story.do(a.OfferHandover, LEAD, to=SUCCESSOR[0])
    assert state(story, "P18b", MOTHER[0]) is DutyState.DONE


@pytest.mark.parametrize("topic", [Topic.MANDATES, Topic.WHY, Topic.GOAL])
def test_telling_something_else_is_not_explaining_the_roles(topic):
    story = opened()
    story.explain(topic, MOTHER[0])
    assert state(story, "P18b", MOTHER[0]) is DutyState.DUE


def test_confirming_it_oneself_discharges_it():
    story = opened()
    acknowledge(story, MOTHER, Topic.ROLES)
    assert state(story, "P18b", MOTHER[0]) is DutyState.DONE
