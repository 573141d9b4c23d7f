"""The bench on which one law is tried on one store: a place of its own, and what opens it."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Generator
from contextlib import AbstractAsyncContextManager, ExitStack, contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Final, cast

from attrs import define, field, frozen

from safetyframe.notice import DeliveryState
from safetyframe.ports import Capabilities, Declared, FeedItem, Outbox, Settled, Store
from safetyframe.record import Record
from safetyframe.testing.conformance.driving import Loop
from safetyframe.testing.conformance.model import Broken, demand, unjudged
from safetyframe.testing.conformance.places import Place, placed
from safetyframe.testing.conformance.processes import Child
from safetyframe.testing.conformance.stores.handles import Factory, HostWork, StoreHandles
from safetyframe.testing.conformance.stores.making import NOON, ZONE, record
from safetyframe.values import TrajectoryId

__all__ = ["Hosting", "Opening", "Patience", "StoreBench", "benched"]

#: Seconds that are left where a longer wait was in vain before.
_ONCE_LOST: Final = 0.5


@frozen(kw_only=True)
class Opening:
    """How a store is opened, in this process or in another."""

    factory: Factory
    url: str

    @contextmanager
    def __call__(self) -> Generator[Store]:
        """Open it, and close it in the end."""
        loop = Loop()
        store = loop.opened(self.factory, self.url)
        try:
            yield cast("Store", store)
        finally:
            cast("Store", store).close()
            loop.close()


@frozen(kw_only=True)
class Hosting:
    """A host's transaction, begun; its coroutines, if it has any, are driven."""

    work: HostWork
    loop: Loop

    @property
    def transaction(self) -> object:
        """What the adapter's `within` takes."""
        return self.work.transaction

    def commit(self) -> None:
        """Let the host commit."""
        self.loop.settle(self.work.commit())

    def rollback(self) -> None:
        """Let the host roll back."""
        self.loop.settle(self.work.rollback())

    def note(self, mark: str) -> None:
        """Let the host write something of its own in its transaction."""
        self.loop.settle(self.work.note(mark))


@define
class Patience:
    """How many seconds are waited for what is to come about.

    Once that was in vain it is not waited for long again: what rests on a feed that skips would
    spend minutes on saying the same.
    """

    seconds: float

    def lost(self) -> None:
        """Note that it was waited for in vain."""
        self.seconds = min(self.seconds, _ONCE_LOST)


@define(kw_only=True)
class StoreBench:
    """What a law works with. Trajectories are named so that no two laws share one.

    A law makes no assumption about what else the store holds, so that one place may serve them all.
    """

    factory: Factory
    url: str
    capabilities: Capabilities
    handles: StoreHandles
    deep: bool
    patience: Patience
    place: Place
    folder: Path
    token: str = field(factory=lambda: secrets.token_hex(4))
    _loop: Loop = field(factory=Loop)
    _opened: list[Store] = field(factory=list[Store])
    _rest: ExitStack = field(factory=ExitStack)

    def t(self, name: object = 1) -> TrajectoryId:
        """Name a trajectory of this law's own."""
        return TrajectoryId(f"{self.token}-{name}")

    def open(self, url: str | None = None) -> Store:
        """Open the store, with a sync face. It is closed when the law ends."""
        opened = self._loop.opened(self.factory, self.url if url is None else url)
        store = cast("Store", opened)
        self._opened.append(store)
        return store

    def loop_goes_on(self, seconds: float) -> bool:
        """Say whether the loop of an adapter with coroutines does anything else meanwhile."""
        return self._loop.goes_on(seconds)

    @property
    def opening(self) -> Opening:
        """How another process opens the same store."""
        return self.opening_of(self.url)

    def opening_of(self, url: str) -> Opening:
        """How another process opens the store of another place."""
        return Opening(factory=self.factory, url=url)

    @contextmanager
    def begin(self) -> Generator[Hosting]:
        """Let the host begin a transaction; the law ends it."""
        begin = self.handles.begin
        if begin is None:
            unjudged("the vendor handed over no begin")
        given = begin(self.url)
        if isinstance(given, AbstractAsyncContextManager):
            work: HostWork = self._loop.wait(given.__aenter__())
            try:
                yield Hosting(work=work, loop=self._loop)
            finally:
                self._loop.wait(_ended(given))
        else:
            with given as work:
                yield Hosting(work=work, loop=self._loop)

    def noted(self) -> frozenset[str]:
        """Give the marks of the host's own that are committed."""
        noted = self.handles.noted
        return frozenset() if noted is None else frozenset(self._loop.settle(noted(self.url)))

    def elsewhere(self) -> str:
        """Make a second place, empty like the first."""
        if not callable(self.place):
            unjudged("one fixed URL was given; a callable that makes places is needed for two")
        return self._rest.enter_context(placed(self.place, self.folder / "elsewhere"))

    @contextmanager
    def another(self, name: str) -> Generator[str]:
        """Make another empty place for a while; the same one again, where only one was given."""
        if not callable(self.place):
            yield self.url
            return
        with placed(self.place, self.folder / name) as url:
            yield url

    def child(self, job: Callable[..., object], *args: object) -> Child:
        """Run a job in another process; everything opened here is closed first."""
        self.let_go()
        return Child(job, *args)

    def let_go(self) -> None:
        """Close all that is open."""
        while self._opened:
            with suppress(Exception):  # whether it closes well is a law of its own
                self._opened.pop().close()
        self._loop.close()
        self._loop = Loop()

    def drain(self) -> None:
        """Leave no notice waiting in a place that the next law may share."""
        if callable(self.place) or not self.can("notices"):
            return
        with suppress(Exception):  # whether that works is for laws to say
            box, late = self.outbox(self.open()), NOON + timedelta(days=3650)
            while given := box.claim("drain", now=late, until=late + timedelta(days=1)):
                done = (
                    Settled(notice=one.notice.id, state=DeliveryState.SENT, at=late)
                    for one in given
                )
                box.settle("drain", done)

    def put_away(self) -> None:
        """Leave nothing."""
        try:
            self.drain()
            self.let_go()
        finally:
            self._rest.close()

    # --- what many laws do --------------------------------------------------------------------

    def fill(
        self, store: Store, count: int, trajectory: TrajectoryId | None = None
    ) -> list[Record]:
        """Append `count` records to a trajectory that nobody has heard of."""
        records = [record(seq) for seq in range(1, count + 1)]
        for one in records:
            store.append(trajectory or self.t(), one, expected=one.seq - 1, zone=ZONE)
        return records

    def mine(self, item: FeedItem) -> bool:
        """Say whether something of the feed is this law's own."""
        return item.trajectory.startswith(f"{self.token}-")

    def feed(self, store: Store, count: int, *, limit: int = 500) -> list[FeedItem]:
        """Read the feed until it shows `count` records of this law, and give these."""
        return self.follow(lambda: store, lambda seen: len(seen) >= count, limit=limit)

    def follow(
        self,
        store: Callable[[], Store],
        enough: Callable[[list[FeedItem]], bool],
        *,
        limit: int = 500,
    ) -> list[FeedItem]:
        """Follow the feed from its beginning, as whoever reads it does, until it is enough."""
        seen: list[FeedItem] = []
        after, patience = 0, time.monotonic() + self.patience.seconds
        while not enough(seen):
            piece = store().feed(after=after, limit=limit)
            for item in piece:
                demand(item.pos > after, f"position {item.pos} came after position {after}")
                after = item.pos
                if self.mine(item):
                    seen.append(item)
            if piece:
                patience = time.monotonic() + self.patience.seconds
            elif time.monotonic() > patience:
                self.patience.lost()
                said = f"the feed showed {len(seen)} records and then no more"
                raise Broken(f"{said}: something that was committed is skipped")
            else:
                time.sleep(0.005)
        return seen

    def patient(self, done: Callable[[], bool]) -> None:
        """Try until it is done. Raises `Broken` where that never happens."""
        until = time.monotonic() + self.patience.seconds
        while not done():
            if time.monotonic() > until:
                waited = self.patience.seconds
                self.patience.lost()
                raise Broken(f"it has not come about in {waited:.0f} seconds")
            time.sleep(0.01)

    def outbox(self, store: Store) -> Outbox:
        """Give the outbox of a store that declares notices."""
        return cast("Outbox", store)

    def can(self, name: str) -> bool:
        """Say whether a capability is declared YES."""
        return getattr(self.capabilities, name) is Declared.YES


async def _ended(given: AbstractAsyncContextManager[HostWork]) -> None:
    await given.__aexit__(None, None, None)


@contextmanager
def benched(
    factory: Factory,
    place: Place,
    capabilities: Capabilities,
    handles: StoreHandles,
    folder: Path,
    *,
    deep: bool,
    patience: Patience,
) -> Generator[StoreBench]:
    """Make a place, and a bench on it."""
    with placed(place, folder / "place") as url:
        bench = StoreBench(
            factory=factory,
            url=url,
            capabilities=capabilities,
            handles=handles,
            deep=deep,
            patience=patience,
            place=place,
            folder=folder,
        )
        try:
            yield bench
        finally:
            bench.put_away()
