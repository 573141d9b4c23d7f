"""A store that waits for a disk or a network, made fit for an event loop by a few threads."""

from __future__ import annotations

import asyncio
import contextvars
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from typing import Final, TypeVar

from safetyframe.errors import HostError, StoreError
from safetyframe.notice import Delivery, DeliveryState, Notice
from safetyframe.ports import (
    Appended,
    AsyncStore,
    Claimed,
    ErasedState,
    FeedItem,
    Head,
    Outbox,
    Settled,
    Store,
    is_async,
    is_joined,
)
from safetyframe.record import Record
from safetyframe.trajectory import DEFAULT_ZONE
from safetyframe.values import ActId, Body, TrajectoryId

__all__ = ["begin", "ended", "in_threads"]

#: How many calls of one store run at once, unless told otherwise. The rest wait in line.
THREADS: Final = 8

T = TypeVar("T")


def in_threads(store: Store, *, threads: int = THREADS) -> AsyncStore:
    """Give `store` as an `AsyncStore`: at most `threads` calls of it run at once, each in a thread.

    A task that is cancelled stops waiting: a call that has begun goes on to its end, whole, and one
    that has not never begins. Which of the two it was, shows on doing it again, and that is safe.
    Each call sees the context variables of its task. Closing waits for what has begun or stands in
    line, then closes `store`; all else raises `StoreError` from then on. It keeps notices if
    `store` does. May be used from several event loops. Raises `HostError` for a store that is an
    `AsyncStore` already, and for less than one thread.
    """
    if is_async(store):
        raise HostError("this store needs no threads: its methods are coroutines already")
    if threads < 1:
        raise HostError(f"a store in threads needs one of them at least, not {threads}")
    if isinstance(store, Outbox):
        return _OutboxInThreads(store, store, threads)
    return _InThreads(store, threads)


def begin(pool: ThreadPoolExecutor, call: Callable[[], T]) -> Future[T]:
    """Let a thread of `pool` run `call`, with the context variables of whoever asks."""
    return pool.submit(contextvars.copy_context().run, call)


async def ended(future: Future[T], *, orphaned: Callable[[T], object] | None = None) -> T:
    """Wait for what a thread does.

    When nobody waits any more and it ends all the same, `orphaned` is called with what it gave.
    """
    try:
        return await asyncio.wrap_future(future)
    except asyncio.CancelledError:
        if orphaned is not None:

            def let_go(late: Future[T]) -> None:
                if not late.cancelled() and late.exception() is None:
                    orphaned(late.result())

            future.add_done_callback(let_go)
        raise


class _InThreads:
    """A store in threads; see `in_threads`."""

    def __init__(self, store: Store, threads: int) -> None:
        self._store = store
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="safetyframe-store")
        self._closing = threading.Lock()

    @property
    def joined(self) -> bool:
        """Whether what it shows may be rolled back; see `safetyframe.ports.is_joined`."""
        return is_joined(self._store)

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
        # Run through here and not there: an iterator of the host's may be tied to this thread.
        given, gone, told = tuple(bodies), tuple(erase), tuple(notices)
        return await self._run(
            lambda: self._store.append(
                trajectory,
                record,
                expected=expected,
                zone=zone,
                bodies=given,
                erase=gone,
                notices=told,
            )
        )

    async def read(self, trajectory: TrajectoryId, *, after: int = 0) -> Sequence[Record]:
        """Like `Store.read`."""
        return await self._run(lambda: self._store.read(trajectory, after=after))

    async def head(self, trajectory: TrajectoryId) -> Head | None:
        """Like `Store.head`."""
        return await self._run(lambda: self._store.head(trajectory))

    async def find(self, trajectory: TrajectoryId, act: ActId) -> Record | None:
        """Like `Store.find`."""
        return await self._run(lambda: self._store.find(trajectory, act))

    async def trajectories(self) -> Sequence[TrajectoryId]:
        """Like `Store.trajectories`."""
        return await self._run(self._store.trajectories)

    async def feed(self, *, after: int = 0, limit: int = 1000) -> Sequence[FeedItem]:
        """Like `Store.feed`."""
        return await self._run(lambda: self._store.feed(after=after, limit=limit))

    async def body(self, trajectory: TrajectoryId, text: str) -> Body | None:
        """Like `Store.body`."""
        return await self._run(lambda: self._store.body(trajectory, text))

    async def erase_body(self, trajectory: TrajectoryId, text: str) -> ErasedState:
        """Like `Store.erase_body`."""
        return await self._run(lambda: self._store.erase_body(trajectory, text))

    async def close(self) -> None:
        """Like `Store.close`, once what has begun or stands in line has ended."""
        # A thread of its own: those of the pool are what is waited for. And a shield: whoever stops
        # waiting for the end must not leave half of it.
        closer = ThreadPoolExecutor(1, thread_name_prefix="safetyframe-close")
        ending = begin(closer, self._shut)
        closer.shutdown(wait=False)
        await asyncio.shield(ended(ending))

    def _shut(self) -> None:
        with self._closing:
            self._pool.shutdown(wait=True)
            self._store.close()

    async def _run(self, call: Callable[[], T]) -> T:
        try:
            begun = begin(self._pool, call)
        except RuntimeError as error:  # the one thing that a pool says when it was shut
            raise StoreError("the store is closed: open it again") from error
        return await ended(begun)


class _OutboxInThreads(_InThreads):
    """One that keeps notices."""

    def __init__(self, store: Store, outbox: Outbox, threads: int) -> None:
        super().__init__(store, threads)
        self._outbox = outbox

    async def deliveries(
        self, trajectory: TrajectoryId, *, states: Iterable[DeliveryState] = DeliveryState
    ) -> Sequence[Delivery]:
        """Like `Outbox.deliveries`."""
        wanted = tuple(states)
        return await self._run(lambda: self._outbox.deliveries(trajectory, states=wanted))

    async def claim(
        self, worker: str, *, now: datetime, until: datetime, limit: int = 100
    ) -> Sequence[Claimed]:
        """Like `Outbox.claim`."""
        return await self._run(
            lambda: self._outbox.claim(worker, now=now, until=until, limit=limit)
        )

    async def settle(self, worker: str, settled: Iterable[Settled]) -> Sequence[str]:
        """Like `Outbox.settle`."""
        given = tuple(settled)
        return await self._run(lambda: self._outbox.settle(worker, given))

    async def report(
        self, notice: str, state: DeliveryState, *, at: datetime, reason: str = ""
    ) -> bool:
        """Like `Outbox.report`."""
        return await self._run(lambda: self._outbox.report(notice, state, at=at, reason=reason))

    async def backlog(self) -> Mapping[DeliveryState, int]:
        """Like `Outbox.backlog`."""
        return await self._run(self._outbox.backlog)

    async def failed(self, *, limit: int = 100) -> Sequence[Delivery]:
        """Like `Outbox.failed`."""
        return await self._run(lambda: self._outbox.failed(limit=limit))

    async def revive(self, notices: Iterable[str], *, at: datetime) -> int:
        """Like `Outbox.revive`."""
        given = tuple(notices)
        return await self._run(lambda: self._outbox.revive(given, at=at))
