"""Histories in a store, read a trajectory at a time.

An audit is for whoever supervises: it reads every record, whomever that is about and whoever may
not know of it. What it says holds references only; no body of a text is ever asked for.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from typing import Final, cast

from attrs import field, frozen

from safetyframe.auditing.history import LOST, History
from safetyframe.auditing.model import BadLine
from safetyframe.auditing.reading import mark_of
from safetyframe.errors import HostError, PayloadError, PluginError, StoreError
from safetyframe.opening import choose, look_first
from safetyframe.ports import Store, is_async
from safetyframe.trajectory import DEFAULT_ZONE
from safetyframe.values import TrajectoryId

__all__ = ["StorePart", "kept", "parts_of_store"]

#: How many trajectories of a store make a part.
_TOGETHER: Final = 200


@frozen(kw_only=True)
class StorePart:
    """Some trajectories of the store at `url`, which is opened where the part is audited.

    The URL travels with the part, so it had better hold no password: what a part says of itself
    leaves the URL out.
    """

    url: str = field(repr=False)
    trajectories: tuple[TrajectoryId, ...] = field(repr=False)

    def histories(self, seen: set[int]) -> Iterator[History | BadLine]:
        """Read them, and put their marks in `seen`. Raises what opening and reading raise."""
        with _opened(self.url) as store:
            for trajectory in self.trajectories:
                seen.add(mark_of(trajectory))
                yield from _history(store, trajectory, self.url.partition(":")[0])


def parts_of_store(url: str) -> Iterator[StorePart]:
    """Cut a store into parts: the trajectories that are there now.

    Raises `HostError` for one that holds none, which is more often a wrong name than good news;
    `PluginError` for a URL that no plugin answers to, and what the store raises.
    """
    with _opened(url) as store:
        names = store.trajectories()
    if not names:
        raise HostError("the store holds no trajectory, so there is nothing to audit: see its URL")
    for some in range(0, len(names), _TOGETHER):
        yield StorePart(url=url, trajectories=tuple(names[some : some + _TOGETHER]))


def kept(store: Store) -> Iterator[History | BadLine]:
    """Give every history in a store that is open, one at a time: for one that has no URL."""
    for trajectory in store.trajectories():
        yield from _history(store, trajectory, type(store).__name__)


def _history(store: Store, trajectory: TrajectoryId, source: str) -> Iterator[History | BadLine]:
    head = store.head(trajectory)
    zone = DEFAULT_ZONE if head is None else head.zone
    try:
        events = store.read(trajectory)
    except StoreError as error:
        if not isinstance(error.__cause__, PayloadError):
            raise  # the store itself fails: what it did not give is not to be passed over
        yield BadLine(source=source, line=None, problem=f"{trajectory}: {error}")
        yield History(trajectory=trajectory, events=(LOST,), zone=zone)
        return
    yield History(trajectory=trajectory, events=events, zone=zone)


@contextmanager
def _opened(url: str) -> Generator[Store]:
    """Open a store to look at it, and close it."""
    look_first(url)
    opened = choose(url, law=None, plugins=(), rules=(), packs=()).open()
    if is_async(opened):
        raise PluginError("this store works on an event loop, and can't be audited by its URL")
    store = cast("Store", opened)
    try:
        yield store
    finally:
        store.close()
