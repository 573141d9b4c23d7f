"""Case 34: everyone keeps growing: a new partner, a new teacher.

Counted from the first day of the trajectory, whoever joins late makes it red for ever, and so the
light is ignored. Here everybody has a first day of their own.
"""

from datetime import timedelta

import pytest

from safetyframe import acts as a
from safetyframe.acts.informing import Matter, Topic
from safetyframe.law import Law
from safetyframe.outcome import DutyState
from safetyframe.policy import Policy
from safetyframe.roles import Role
from safetyframe.values import Form, PersonId
from tests.support.breaking import drop_duty, drop_handler, put
from tests.support.duty import owed_to, stands, state
from tests.support.expect import join, leave
from tests.support.story import (
    ANNA,
    BEN,
    DAY_ONE,
    FATHER,
    GRAN,
    LEAD,
    MOTHER,
    TRUST,
    WORKER,
    Story,
    Who,
    opened,
    wat_established,
)

CLAUSES = ("T5a", "T5b", "P22")

PARTNER: Who = (PersonId("partner"), Role.PARENT)
TEACHER: Who = (PersonId("teacher"), Role.NETWORK)
NIGHT_STAFF: Who = (PersonId("w-night"), Role.CARE_WORKER)
ALL = (ANNA, BEN, WORKER[0], MOTHER[0], FATHER[0], GRAN[0], TRUST[0])
MATTERS = (
    Matter(topic=Topic.WHY),
    Matter(topic=Topic.GOAL),
    Matter(topic=Topic.WAT, version=1),
)
INFORMING = ("T5a", "T5b", "P22")


def meet(story: Story, *persons: PersonId) -> None:
    """One meeting in which all is explained to all who are there."""
    story.do(
        a.Explain,
        LEAD,
        matters=MATTERS,
        persons=persons,
        form=Form.SPOKEN,
        language="nl",
    )


def told() -> Story:
    """Everyone there was told; that was two months ago."""
    story = wat_established()
    meet(story, *ALL)
    return story.wait(60)


@pytest.mark.parametrize("who", [PARTNER, TEACHER, NIGHT_STAFF], ids=lambda who: who[0])
def test_who_joins_later_has_a_first_day_of_their_own(who):
    """A newcomer is to be told by the end of the day of joining, not of the trajectory's first."""
    story = told()
    join(story, who)
    joined = story.records[-1].act.by.at
    for clause in INFORMING:
        owed = stands(story, clause, who[0])
        assert owed is not None
        assert (owed.state, owed.since) == (DutyState.DUE, joined)
        assert owed.due_on == "2025-05-03"
        assert state(story, clause, who[0], at=joined + timedelta(days=1)) is DutyState.OVERDUE
    assert joined - DAY_ONE > timedelta(days=60)


def test_a_newcomer_makes_nobody_else_untold():
    """Whoever was told stays told when the circle grows."""
    story = told()
    for clause in INFORMING:
        assert {state(story, clause, person) for person in ALL} <= {DutyState.DONE, None}
    for who in (PARTNER, TEACHER):
        join(story, who)
    for clause in INFORMING:
        assert {state(story, clause, person) for person in ALL} <= {DutyState.DONE, None}
        assert {p for p in owed_to(story, clause) if p in {PARTNER[0], TEACHER[0]}} == {
            PARTNER[0],
            TEACHER[0],
        }


def test_one_meeting_tells_all_who_are_listed_and_nobody_else():
    """A group is told in one act, on all matters; who was not there is still to be told."""
    story = told()
    for who in (PARTNER, TEACHER, NIGHT_STAFF):
        join(story, who)
    meet(story, PARTNER[0], TEACHER[0])
    for clause in INFORMING:
        assert state(story, clause, PARTNER[0]) is DutyState.DONE
        assert state(story, clause, TEACHER[0]) is DutyState.DONE
        assert state(story, clause, NIGHT_STAFF[0]) is DutyState.DUE
    story.wait(400)
    for clause in INFORMING:
        assert state(story, clause, TEACHER[0]) is DutyState.DONE


def test_what_was_told_before_somebody_joined_is_not_told_to_them():
    """A meeting held before a person was there does not inform that person."""
    story = told()
    before = story.now
    story.wait()
    join(story, TEACHER)
    no = story.refused(
        a.Explain,
        LEAD,
        by=story.by(LEAD, at=before, recorded_at=story.now),
        matters=MATTERS,
        persons=(TEACHER[0],),
        form=Form.SPOKEN,
        language="nl",
    )
    assert {v.rule for v in no.violations} == {"form.persons"}
    assert state(story, "T5a", TEACHER[0]) is DutyState.DUE


def test_who_comes_from_the_providers_side_counts_too_within_the_days_of_policy():
    """A teacher who takes part as a professional and a second worker are owed like anyone."""
    story = opened(Law(Policy(due_days={"T5a": 14})))
    join(story, TEACHER, professional=True)
    join(story, NIGHT_STAFF)
    joined = story.now
    for who in (TEACHER, NIGHT_STAFF):
        assert state(story, "T5a", who[0], at=joined + timedelta(days=14)) is DutyState.DUE
        assert state(story, "T5a", who[0], at=joined + timedelta(days=15)) is DutyState.OVERDUE


def test_who_has_left_is_owed_nothing():
    """The circle shrinks too: an end takes what was still owed away."""
    story = told()
    join(story, TEACHER)
    assert state(story, "T5a", TEACHER[0]) is DutyState.DUE
    leave(story, TEACHER)
    assert {state(story, clause, TEACHER[0]) for clause in INFORMING} == {None}


def _one_first_day(t):
    return {p.person: DAY_ONE for p in t.people.values()}


BREAKS = {
    "everybody began on the first day": put("safetyframe.rules.ask:joined_at", _one_first_day),
    "why is told to nobody": drop_duty("inform.why"),
    "the goal is told to nobody": drop_duty("inform.goal"),
    "WAT is told to nobody": drop_duty("inform.wat"),
    "a meeting tells nobody": drop_handler(a.Explain, "told"),
    "who left is owed for ever": drop_handler(a.EndParticipation, "people"),
}
