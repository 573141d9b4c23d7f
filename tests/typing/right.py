"""Uses that a type checker must accept. Checked by mypy, never run."""

from __future__ import annotations

from datetime import datetime
from typing import assert_never

from safetyframe import Accepted, By, Law, Outcome, PersonId, Record, Refused, Role, Unsure
from safetyframe.acts import Act, Speak, Withdraw, WithdrawalOutcome
from safetyframe.trajectory import Trajectory
from safetyframe.values import ActId, Text


def every_outcome_is_one_of_three(outcome: Outcome) -> str:
    match outcome:
        case Accepted(record=record):
            return str(record.seq)
        case Refused(violations=violations):
            return violations[0].rule
        case Unsure(unknown=unknown):
            return unknown[0]
    assert_never(outcome)


def slices_are_typed(t: Trajectory) -> datetime:
    for part in t.people.values():
        return part.since
    return t.wat[1].at


def acts_are_a_closed_union(act: Act, record: Record) -> By:
    if isinstance(act, Withdraw):
        outcome: WithdrawalOutcome = act.outcome
        del outcome
    return record.act.by


def the_loop(law: Law, t: Trajectory, words: Text, at: datetime) -> Trajectory:
    by = By(person=PersonId("p-1"), role=Role.MINOR, at=at)
    decided = law.decide(t, Speak(id=ActId("a-1"), by=by, words=words))
    return decided.trajectory if isinstance(decided, Accepted) else t
