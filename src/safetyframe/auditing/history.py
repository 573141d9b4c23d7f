"""What is judged: one trajectory's acts in order, and where nothing before them is known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final, TypeAlias

from attrs import frozen

from safetyframe.acts import Act
from safetyframe.record import Record
from safetyframe.trajectory import DEFAULT_ZONE, Trajectory
from safetyframe.values import TrajectoryId

__all__ = ["LOST", "Event", "History", "Partial", "beginning"]


@frozen(kw_only=True)
class Partial:
    """An act of which some fields are not known: `lacks` names them, and `act` has defaults there.

    Where it can't be an act at all without them `act` is None; `kind` says what it would have been,
    and is None where nobody knows even that.
    """

    kind: type[Act] | None
    act: Act | None = None
    at: datetime | None = None
    id: str = ""
    lacks: tuple[str, ...] = ()


#: What stands where something could not be read: nobody knows what it was.
LOST: Final = Partial(kind=None, lacks=("line",))

#: What a history is made of: a record of ours, an act of somebody else's, or part of one.
Event: TypeAlias = Record | Act | Partial


@frozen(kw_only=True)
class History:
    """What happened in one trajectory, in order. `lacks` are the slices that were not kept."""

    trajectory: TrajectoryId
    events: Sequence[Event]
    zone: str = DEFAULT_ZONE
    lacks: tuple[str, ...] = ()


def beginning(history: History) -> Trajectory:
    """Where a history begins: at nothing, unless its first record says that more came before."""
    first = history.events[0] if history.events else None
    if isinstance(first, Record) and first.seq > 1:
        return Trajectory(id=history.trajectory, zone=history.zone, seq=first.seq - 1)
    start = Trajectory.start(history.trajectory, zone=history.zone)
    return start.hide(*history.lacks) if history.lacks else start
