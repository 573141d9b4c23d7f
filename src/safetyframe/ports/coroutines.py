"""The same asked of a store that works on an event loop: its methods are coroutines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from inspect import iscoroutinefunction
from typing import Protocol, TypeGuard, runtime_checkable

from safetyframe.notice import Delivery, DeliveryState, Notice
from safetyframe.ports.stores import Appended, ErasedState, FeedItem, Head, Store
from safetyframe.record import Record
from safetyframe.trajectory import DEFAULT_ZONE
from safetyframe.values import ActId, Body, TrajectoryId

__all__ = ["AsyncOutbox", "AsyncStore", "is_async"]


@runtime_checkable
class AsyncStore(Protocol):
    """A `Store` whose methods are coroutines; what they promise is the same."""

    async def append(
        self,
        trajectory: TrajectoryId,
        record: Record,
        *,
        expected: int,
        zone: str = DEFAULT_ZONE,
        bodies: Iterable[Body] = (),
        erase: Iterable[str] = (),
        notices: Iterable[Notice] = (),
    ) -> Appended:
        """Like `Store.append`."""
        ...

    async def read(self, trajectory: TrajectoryId, *, after: int = 0) -> Sequence[Record]:
        """Like `Store.read`."""
        ...

    async def head(self, trajectory: TrajectoryId) -> Head | None:
        """Like `Store.head`."""
        ...

    async def find(self, trajectory: TrajectoryId, act: ActId) -> Record | None:
        """Like `Store.find`."""
        ...

    async def trajectories(self) -> Sequence[TrajectoryId]:
        """Like `Store.trajectories`."""
        ...

    async def feed(self, *, after: int = 0, limit: int = 1000) -> Sequence[FeedItem]:
        """Like `Store.feed`."""
        ...

    async def body(self, trajectory: TrajectoryId, text: str) -> Body | None:
        """Like `Store.body`."""
        ...

    async def erase_body(self, trajectory: TrajectoryId, text: str) -> ErasedState:
        """Like `Store.erase_body`."""
        ...

    async def close(self) -> None:
        """Like `Store.close`."""
        ...


@runtime_checkable
class AsyncOutbox(Protocol):
    """What an `AsyncFrame` with `notify` reads of an `AsyncStore` that keeps notices.

    No more than that: a relay is a process of its own, and claims from an `Outbox`.
    """

    async def deliveries(
        self, trajectory: TrajectoryId, *, states: Iterable[DeliveryState] = DeliveryState
    ) -> Sequence[Delivery]:
        """Like `Outbox.deliveries`."""
        ...


def is_async(store: Store | AsyncStore) -> TypeGuard[AsyncStore]:
    """Say whether the methods of `store` are coroutine functions, one and all.

    A protocol can't tell: at run time it looks at names alone.
    """
    return all(iscoroutinefunction(getattr(store, name)) for name in METHODS)


#: The methods of a store.
METHODS = (
    "append",
    "read",
    "head",
    "find",
    "trajectories",
    "feed",
    "body",
    "erase_body",
    "close",
)
