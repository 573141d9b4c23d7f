"""All acts that are tried in a state, and the states from which a search starts."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from safetyframe import acts as a
from safetyframe.acts import Act
from safetyframe.law import Law
from safetyframe.outcome import Accepted
from safetyframe.testing.exhaust.moves import moves
from safetyframe.testing.exhaust.pen import Pen, Seen, seen
from safetyframe.testing.exhaust.people import Cast
from safetyframe.testing.exhaust.probes import probes
from safetyframe.trajectory import Trajectory

__all__ = ["ROOTS", "alphabet", "root"]


def alphabet(cast: Cast, t: Trajectory) -> tuple[tuple[Act, ...], tuple[Act, ...]]:
    """Give the acts that are tried in `t`: those that are followed, and those that are not."""
    return _written(cast, seen(t))


@lru_cache(maxsize=256)
def _written(cast: Cast, look: Seen) -> tuple[tuple[Act, ...], tuple[Act, ...]]:
    pen = Pen(cast=cast, seen=look)
    return tuple(moves(pen)), tuple(probes(pen))


#: The starting points, in the order of the protocol. Each goes on from the one before.
ROOTS: Final = ("start", "opened", "wat", "expectations", "hoe", "judged", "closed")


def root(name: str, cast: Cast, law: Law) -> tuple[Trajectory, tuple[Act, ...]]:
    """Decide the acts that lead to a starting point; raises `LookupError` where one is refused."""
    t = Trajectory.start("exhaust")
    done: list[Act] = []
    for stage in ROOTS[1 : ROOTS.index(name) + 1]:
        for number in range(_length(stage, cast)):
            act = _lead_to(stage, number, Pen(cast=cast, seen=seen(t)))
            outcome = law.decide(t, act)
            if not isinstance(outcome, Accepted):
                msg = f"no way to {stage!r}: {type(act).__name__} is refused: {outcome}"
                raise LookupError(msg)  # noqa: TRY004  no fault of a type
            t = outcome.trajectory
            done.append(act)
    return t, tuple(done)


def _length(stage: str, cast: Cast) -> int:
    minors = len(cast.minors)
    joins = 1 + len(tuple(cast.joining))
    return {"opened": joins, "hoe": 2, "judged": 3 * minors, "closed": minors}.get(stage, 1)


def _lead_to(stage: str, number: int, pen: Pen) -> Act:
    cast = pen.cast
    if stage == "opened" and number:
        person, role = tuple(cast.joining)[number - 1]
        return pen.lead(a.AddParticipation, person=person, role=role, since=pen.at)
    if stage == "hoe":
        wanted: type[Act] = (a.ProposeMeasure, a.EstablishHoe)[number]
    elif stage == "judged":
        minor, target = cast.minors[number // 3], ("b1", "g1", "e1")[number % 3]
        return pen.lead(a.Judge, wat=pen.seen.wat, minor=minor, target=target, met=True)
    elif stage == "closed":
        achieved, heard = a.WithdrawalOutcome.ACHIEVED, pen.except_all("P21")
        minor = cast.minors[number]
        return pen.lead(a.Withdraw, minor=minor, outcome=achieved, exceptions=heard)
    else:
        wanted = {
            "opened": a.OpenInvolvement,
            "wat": a.EstablishWat,
            "expectations": a.SetExpectations,
        }[stage]
    return next(act for act in moves(pen) if type(act) is wanted)
