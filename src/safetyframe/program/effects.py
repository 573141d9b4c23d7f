"""The effects that programs yield: to load a trajectory, or one call of one method of a store."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import TypeAlias, TypeVar, cast

from attrs import frozen

from safetyframe.errors import AdapterError, HostError
from safetyframe.notice import Delivery, DeliveryState, Notice
from safetyframe.outcome import Accepted
from safetyframe.ports import AsyncOutbox, AsyncStore, Outbox, Store
from safetyframe.record import Record
from safetyframe.trajectory import Trajectory
from safetyframe.values import ActId, Body, TrajectoryId, is_reference

__all__ = [
    "Append",
    "Call",
    "Effect",
    "Fetch",
    "Find",
    "Load",
    "Locate",
    "Read",
    "Steps",
    "Track",
    "Wipe",
    "find",
    "loaded",
    "perform",
    "read",
    "reference",
    "tracked",
    "wrong",
]

T = TypeVar("T")


@frozen(kw_only=True)
class Load:
    """Give the trajectory. `fresh`: as the store has it now; else what is remembered will do.

    A `Memory` answers this one, and makes calls of it where it has to.
    """

    trajectory: TrajectoryId
    fresh: bool


@frozen(kw_only=True)
class Locate:
    """Give where the trajectory stands, or None: `Store.head`."""

    trajectory: TrajectoryId


@frozen(kw_only=True)
class Read:
    """Give the records after a number: `Store.read`."""

    trajectory: TrajectoryId
    after: int = 0


@frozen(kw_only=True)
class Find:
    """Give the record of an act, or None: `Store.find`."""

    trajectory: TrajectoryId
    act: ActId


@frozen(kw_only=True)
class Append:
    """Append what was accepted, when the trajectory is still at version `expected`.

    The answer to a lost race is the `VersionConflictError`, sent and not thrown.
    """

    trajectory: TrajectoryId
    accepted: Accepted
    expected: int
    bodies: tuple[Body, ...]
    erase: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()


@frozen(kw_only=True)
class Wipe:
    """Finish erasing the words of a text, and say how it ended: `Store.erase_body`."""

    trajectory: TrajectoryId
    text: str


@frozen(kw_only=True)
class Fetch:
    """Give the body of a text, or None: `Store.body`."""

    trajectory: TrajectoryId
    text: str


@frozen(kw_only=True)
class Track:
    """Give the notices of a trajectory that are in one of `states`: `Outbox.deliveries`."""

    trajectory: TrajectoryId
    states: tuple[DeliveryState, ...]


#: One call of one method of a store.
Call: TypeAlias = Locate | Read | Find | Append | Wipe | Fetch | Track
Effect: TypeAlias = Load | Call
#: What is sent is looked at by who asked for it: a driver passes on what a store gave.
Steps: TypeAlias = Generator[Effect, object, T]


def perform(store: Store | AsyncStore, call: Call) -> object:
    """Make the call. On an `AsyncStore` the answer is still to be awaited."""
    match call:
        case Append():
            accepted = call.accepted
            return store.append(
                call.trajectory,
                accepted.record,
                expected=call.expected,
                zone=accepted.trajectory.zone,
                bodies=call.bodies,
                erase=call.erase,
                notices=call.notices,
            )
        case Locate():
            return store.head(call.trajectory)
        case Read():
            return store.read(call.trajectory, after=call.after)
        case Find():
            return store.find(call.trajectory, call.act)
        case Fetch():
            return store.body(call.trajectory, call.text)
        case Wipe():
            return store.erase_body(call.trajectory, call.text)
        case Track():
            outbox = cast("Outbox | AsyncOutbox", store)  # a frame has looked before it asks
            return outbox.deliveries(call.trajectory, states=call.states)


def loaded(trajectory: TrajectoryId, *, fresh: bool) -> Steps[Trajectory]:
    """Load a trajectory."""
    answer = yield Load(trajectory=trajectory, fresh=fresh)
    if not isinstance(answer, Trajectory):
        raise wrong("Load", answer)
    return answer


def read(trajectory: TrajectoryId, *, after: int = 0) -> Generator[Call, object, Sequence[Record]]:
    """Read records."""
    answer = yield Read(trajectory=trajectory, after=after)
    if not isinstance(answer, Sequence):
        raise wrong("Read", answer)
    return cast("Sequence[Record]", answer)


def find(trajectory: TrajectoryId, act: ActId) -> Steps[Record | None]:
    """Find the record of an act."""
    answer = yield Find(trajectory=trajectory, act=act)
    if answer is not None and not isinstance(answer, Record):
        raise wrong("Find", answer)
    return answer


def tracked(
    trajectory: TrajectoryId, states: tuple[DeliveryState, ...]
) -> Steps[Sequence[Delivery]]:
    """Ask how far notices have come."""
    answer = yield Track(trajectory=trajectory, states=states)
    if not isinstance(answer, Sequence):
        raise wrong("Track", answer)
    return cast("Sequence[Delivery]", answer)


def reference(trajectory: str) -> TrajectoryId:
    """Give back a trajectory's id, or raise `HostError`."""
    if not is_reference(trajectory):
        raise HostError(
            "a trajectory's id is an opaque reference: 1 to 128 letters, digits and ._:/@+-#"
        )
    return TrajectoryId(trajectory)


def wrong(effect: str, answer: object) -> AdapterError:
    """Make the error of an answer that is none: a store or a driver gave something else."""
    return AdapterError(f"the driver answered {effect} with {type(answer).__name__}")
