"""What hangs together: X1, the graph of WAT, HOE after WAT, revisions, exceptions that ran out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, cast

from attrs import evolve as change

from safetyframe import acts as a
from safetyframe.outcome import Accepted
from safetyframe.testing._twists.same import altered
from safetyframe.testing.closing import missing_for_achieved
from safetyframe.testing.invariants.step import Step
from safetyframe.values import ReasonedException

__all__ = [
    "achieved",
    "expired_is_none",
    "hoe_follows_wat",
    "revising_deletes_nothing",
    "wat_hangs_together",
]


def achieved(step: Step) -> Iterator[str]:
    """Achieved only when all about this minor is judged met, late and long enough (X1)."""
    act = step.act
    if not (isinstance(step.outcome, Accepted) and isinstance(act, a.Withdraw)):
        return
    if act.outcome is a.WithdrawalOutcome.ACHIEVED:
        for said in missing_for_achieved(step.records, act.minor, act.by.at, step.start.zone):
            yield f"achieved for {act.minor}, although {said}"


def wat_hangs_together(step: Step) -> Iterator[str]:
    """Bottom line, danger and goal are linked, and each goal says when it is safe enough (X2)."""
    act = step.act
    if not (isinstance(step.outcome, Accepted) and isinstance(act, a.EstablishWat | a.ReviseWat)):
        return
    dangers, goals = {d.id for d in act.dangers}, {g.id for g in act.goals}
    if not act.bottom_lines:
        yield "a WAT without a bottom line"
    for line in act.bottom_lines:
        if not line.dangers or not set(line.dangers) <= dangers:
            yield f"bottom line {line.id} is linked to no danger"
        if not line.goals or not set(line.goals) <= goals:
            yield f"bottom line {line.id} is linked to no goal"
    for goal in act.goals:
        if not goal.dangers or not set(goal.dangers) <= dangers:
            yield f"goal {goal.id} is set against no danger"
        if goal.safe_enough is None:
            yield f"goal {goal.id} does not say when it is safe enough"
    for danger in sorted(dangers - {d for g in act.goals for d in g.dangers}):
        yield f"no goal is set against danger {danger}"


def hoe_follows_wat(step: Step) -> Iterator[str]:
    """HOE answers a WAT that had been established by then (X4)."""
    if isinstance(step.outcome, Accepted) and isinstance(step.act, a.EstablishHoe):
        wat = step.before.wat.get(step.act.wat)
        if wat is None:
            yield f"HOE answers version {step.act.wat} of WAT, which was never established"
        elif wat.at > step.act.by.at:
            yield f"HOE is older than version {step.act.wat} of WAT"


_KEPT: Final = ("hoe", "told", "judged", "aligned", "assessed", "directions", "measures")


def revising_deletes_nothing(step: Step) -> Iterator[str]:
    """A revision makes things stale and deletes none of them (X6)."""
    if isinstance(step.act, a.ReviseWat | a.SetExpectations):
        for name in _KEPT:
            if getattr(step.before, name) != getattr(step.after, name):
                yield f"{type(step.act).__name__} changed {name}"
        if any(step.after.wat.get(key) != held for key, held in step.before.wat.items()):
            yield f"{type(step.act).__name__} changed an older version of WAT"


def expired_is_none(step: Step) -> Iterator[str]:
    """Exceptions that have run out count as none (reading 10)."""
    given = cast("tuple[ReasonedException, ...]", getattr(step.act, "exceptions", ()))
    if not isinstance(step.outcome, Accepted) or not given:
        return
    at = step.act.by.at
    out = tuple(change(e, until=at) for e in given)
    without = step.law.decide(step.before, altered(step.act, exceptions=()))
    expired = step.law.decide(step.before, altered(step.act, exceptions=out))
    if isinstance(expired, Accepted) and not isinstance(without, Accepted):
        yield "accepted on an exception that had run out"
