"""The store: an index in memory of a log on disk."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from attrs import asdict, define, field

from acme_store._log import Log
from safetyframe.errors import PayloadError, StoreError, TextIdReusedError, UnsupportedError
from safetyframe.notice import Notice
from safetyframe.ports import Appended, ErasedState, FeedItem, Head, admit
from safetyframe.record import Record
from safetyframe.trajectory import DEFAULT_ZONE
from safetyframe.values import ActId, Body, TrajectoryId
from safetyframe.wire import dump, load_record

__all__ = ["AcmeStore"]


@define(kw_only=True)
class _Kept:
    """One trajectory."""

    zone: str
    items: list[FeedItem] = field(factory=list)
    acts: dict[ActId, FeedItem] = field(factory=dict)
    bodies: dict[str, Body] = field(factory=dict)

    @property
    def head(self) -> Head:
        return Head(version=len(self.items), zone=self.zone)


class AcmeStore:
    """A `safetyframe.ports.Store` in the folder `folder`."""

    def __init__(self, folder: Path) -> None:
        """Open the folder, which is made where its parent is there."""
        self._log = Log(folder)
        self._lock = threading.Lock()
        self._closed = False
        self._feed: list[FeedItem] = []
        self._kept: dict[TrajectoryId, _Kept] = {}

    def append(
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
        """Keep `record` and `bodies` as one line."""
        given = tuple(bodies)
        if tuple(erase):
            raise UnsupportedError("an acme store never rewrites a line, so it can't erase")
        if tuple(notices):
            raise UnsupportedError("an acme store keeps no notices")
        with self._fresh(writing=True):
            kept = self._kept.get(trajectory)
            there = None if kept is None else kept.acts.get(record.act.id)
            head = None if kept is None else kept.head
            found = None if there is None else there.record
            write = admit(record, expected=expected, zone=zone, head=head, found=found)
            if there is not None and not write:
                return Appended(record=there.record, pos=there.pos, already=True)
            known = {} if kept is None else dict(kept.bodies)
            for body in given:
                if known.setdefault(body.id, body) != body:
                    raise TextIdReusedError(f"text id {body.id!r} stands for other words")
            line = {
                "trajectory": trajectory,
                "zone": zone,
                "record": dump(record),
                "bodies": [asdict(body) for body in given],
            }
            self._log.add(json.dumps(line).encode())
            return Appended(record=record, pos=self._file(trajectory, zone, record, given).pos)

    def read(self, trajectory: TrajectoryId, *, after: int = 0) -> Sequence[Record]:
        """Give the records whose `seq` is above `after`."""
        with self._fresh():
            kept = self._kept.get(trajectory)
            return () if kept is None else tuple(i.record for i in kept.items[max(after, 0) :])

    def head(self, trajectory: TrajectoryId) -> Head | None:
        """Say where a trajectory stands."""
        with self._fresh():
            kept = self._kept.get(trajectory)
            return None if kept is None else kept.head

    def find(self, trajectory: TrajectoryId, act: ActId) -> Record | None:
        """Give the record of the act."""
        with self._fresh():
            kept = self._kept.get(trajectory)
            item = None if kept is None else kept.acts.get(act)
            return None if item is None else item.record

    def trajectories(self) -> Sequence[TrajectoryId]:
        """Give every trajectory, in the order in which they began."""
        with self._fresh():
            return tuple(self._kept)

    def feed(self, *, after: int = 0, limit: int = 1000) -> Sequence[FeedItem]:
        """Give records of all trajectories: the position is the number of the line."""
        start = max(after, 0)
        with self._fresh():
            return tuple(self._feed[start : start + max(limit, 0)])

    def body(self, trajectory: TrajectoryId, text: str) -> Body | None:
        """Give the body of a text."""
        with self._fresh():
            kept = self._kept.get(trajectory)
            return None if kept is None else kept.bodies.get(text)

    def erase_body(self, trajectory: TrajectoryId, text: str) -> ErasedState:
        """Say that it can't."""
        with self._fresh():
            raise UnsupportedError("an acme store never rewrites a line, so it can't erase")

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if not self._closed:
                self._closed = True
                self._log.close()

    @contextmanager
    def _fresh(self, *, writing: bool = False) -> Iterator[None]:
        """Hold the store, with everything in it that is in the file."""
        with self._lock:
            if self._closed:
                raise StoreError("the store is closed: open it again")
            with self._log.locked(writing=writing):
                for line in self._log.news():
                    self._take(line)
                yield

    def _take(self, line: bytes) -> None:
        try:
            said = json.loads(line)
            record = load_record(said["record"])
            bodies = tuple(Body(**body) for body in said["bodies"])
            self._file(TrajectoryId(said["trajectory"]), said["zone"], record, bodies)
        except (ValueError, KeyError, TypeError, PayloadError):
            # Not chained: what stands in the line may be anybody's words.
            number = len(self._feed) + 1
        else:
            return
        raise StoreError(f"line {number} of the log is none of ours: restore it from a backup")

    def _file(
        self, trajectory: TrajectoryId, zone: str, record: Record, bodies: tuple[Body, ...]
    ) -> FeedItem:
        item = FeedItem(pos=len(self._feed) + 1, trajectory=trajectory, record=record)
        kept = self._kept.setdefault(trajectory, _Kept(zone=zone))
        kept.items.append(item)
        kept.acts[record.act.id] = item
        for body in bodies:
            kept.bodies.setdefault(body.id, body)
        self._feed.append(item)
        return item
