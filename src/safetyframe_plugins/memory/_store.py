"""The store: a log behind one lock, and what is filed from it."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from attrs import define, field

from safetyframe.errors import HostError, StoreError, TextIdReusedError
from safetyframe.notice import Delivery, DeliveryState, Notice
from safetyframe.ports import (
    Appended,
    Claimed,
    ErasedState,
    FeedItem,
    Head,
    Settled,
    admit,
)
from safetyframe.record import Record
from safetyframe.trajectory import DEFAULT_ZONE
from safetyframe.values import ActId, Body, TrajectoryId
from safetyframe_plugins.memory._outbox import Notices

__all__ = ["MemoryStore"]


@define(kw_only=True)
class _Entry:
    """One append, whole. `bodies` are handed on when the entry is filed."""

    item: FeedItem
    zone: str
    bodies: tuple[Body, ...]
    erase: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()


@define(kw_only=True)
class _Kept:
    """One trajectory. A body that was erased leaves None behind, so that it can't come back."""

    zone: str
    items: list[FeedItem] = field(factory=list[FeedItem])
    acts: dict[ActId, FeedItem] = field(factory=dict[ActId, FeedItem])
    bodies: dict[str, Body | None] = field(factory=dict[str, "Body | None"])


class MemoryStore:
    """A `safetyframe.ports.Store` and `Outbox` in lists and dicts, behind one lock."""

    def __init__(self) -> None:
        """Begin empty."""
        self._lock = threading.RLock()
        self._log: list[_Entry] = []
        self._filed = 0
        self._kept: dict[TrajectoryId, _Kept] = {}
        self._notices = Notices()
        self._closed = False

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
        """Keep `record`, `bodies` and `notices` as one; see `safetyframe.ports.Store.append`."""
        given = tuple(bodies)  # outside the lock: it may be the host's own generator
        gone = tuple(erase)
        told = tuple(notices)
        if any((n.trajectory, n.act) != (trajectory, record.act.id) for n in told):
            raise HostError("a notice is kept with the record that it is of, and with no other")
        with self._lock:
            kept = self._all().get(trajectory)
            known = None if kept is None else kept.acts.get(record.act.id)
            found = None if known is None else known.record
            head = None if kept is None else Head(version=len(kept.items), zone=kept.zone)
            write = admit(record, expected=expected, zone=zone, head=head, found=found)
            if known is not None and not write:
                erased = tuple((text, self.erase_body(trajectory, text)) for text in gone)
                return Appended(record=known.record, pos=known.pos, already=True, erased=erased)
            new = {} if kept is None else dict(kept.bodies)
            for body in given:
                if new.setdefault(body.id, body) != body:
                    msg = f"text id {body.id!r} stands for other words, or for erased ones"
                    raise TextIdReusedError(msg)
            item = FeedItem(pos=len(self._log) + 1, trajectory=trajectory, record=record)
            entry = _Entry(item=item, zone=zone, bodies=given, erase=gone, notices=told)
            # The commit is this one call, so that a Ctrl-C leaves all or nothing.
            self._log.append(entry)
            erased = tuple((text, self.erase_body(trajectory, text)) for text in gone)
            return Appended(record=record, pos=item.pos, erased=erased)

    def read(self, trajectory: TrajectoryId, *, after: int = 0) -> Sequence[Record]:
        """Give the records whose `seq` is above `after`, in order."""
        with self._lock:
            kept = self._all().get(trajectory)
            return () if kept is None else tuple(i.record for i in kept.items[max(after, 0) :])

    def head(self, trajectory: TrajectoryId) -> Head | None:
        """Say where a trajectory stands; None when nothing is kept of it."""
        with self._lock:
            kept = self._all().get(trajectory)
            return None if kept is None else Head(version=len(kept.items), zone=kept.zone)

    def find(self, trajectory: TrajectoryId, act: ActId) -> Record | None:
        """Give the record of the act with this id, or None."""
        with self._lock:
            kept = self._all().get(trajectory)
            item = None if kept is None else kept.acts.get(act)
            return None if item is None else item.record

    def trajectories(self) -> Sequence[TrajectoryId]:
        """Give every trajectory there is, in the order in which they began."""
        with self._lock:
            return tuple(self._all())

    def feed(self, *, after: int = 0, limit: int = 1000) -> Sequence[FeedItem]:
        """Give at most `limit` records of all trajectories with a position above `after`."""
        start = max(after, 0)
        with self._lock:
            self._all()
            return tuple(e.item for e in self._log[start : start + max(limit, 0)])

    def body(self, trajectory: TrajectoryId, text: str) -> Body | None:
        """Give the body of a text; None when it was never here or has been erased."""
        with self._lock:
            kept = self._all().get(trajectory)
            return None if kept is None else kept.bodies.get(text)

    def erase_body(self, trajectory: TrajectoryId, text: str) -> ErasedState:
        """Let go of words and salt. What Python still has of them in memory is out of reach."""
        with self._lock:
            kept = self._all().get(trajectory)
            if kept is None or text not in kept.bodies:
                return ErasedState.NEVER_HELD
            kept.bodies[text] = None
            return ErasedState.ERASED

    def close(self) -> None:
        """Forget everything."""
        with self._lock:
            self._closed = True
            self._log.clear()
            self._kept.clear()
            self._notices = Notices()

    def claim(
        self, worker: str, *, now: datetime, until: datetime, limit: int = 100
    ) -> Sequence[Claimed]:
        """Give waiting notices to `worker`; see `safetyframe.ports.Outbox.claim`."""
        with self._lock:
            self._all()
            return self._notices.claim(worker, now, until, limit)

    def settle(self, worker: str, settled: Iterable[Settled]) -> Sequence[str]:
        """Write down what became of claimed notices, and let go of what `worker` holds."""
        given = tuple(settled)
        with self._lock:
            self._all()
            return self._notices.settle(worker, given)

    def report(self, notice: str, state: DeliveryState, *, at: datetime, reason: str = "") -> bool:
        """Write down what the recipient's side says of a notice that was sent."""
        with self._lock:
            self._all()
            return self._notices.report(notice, state, at, reason)

    def deliveries(
        self, trajectory: TrajectoryId, *, states: Iterable[DeliveryState] = DeliveryState
    ) -> Sequence[Delivery]:
        """Give where the notices of a trajectory stand, in order."""
        wanted = frozenset(states)
        with self._lock:
            self._all()
            return self._notices.of(trajectory, wanted)

    def backlog(self) -> Mapping[DeliveryState, int]:
        """Count the notices in each state."""
        with self._lock:
            self._all()
            return self._notices.backlog()

    def failed(self, *, limit: int = 100) -> Sequence[Delivery]:
        """Give notices that failed, the oldest first."""
        with self._lock:
            self._all()
            return self._notices.failed(limit)

    def revive(self, notices: Iterable[str], *, at: datetime) -> int:
        """Let failed notices wait again, with no attempts counted; say how many did."""
        given = tuple(notices)
        with self._lock:
            self._all()
            return self._notices.revive(given, at)

    def _all(self) -> dict[TrajectoryId, _Kept]:
        """Give everything, with every entry of the log filed. The caller holds the lock.

        Filing the same entry twice changes nothing, so one that was interrupted is simply done
        again.
        """
        if self._closed:
            raise StoreError("this store is closed: open another one")
        while self._filed < len(self._log):
            entry = self._log[self._filed]
            item = entry.item
            kept = self._kept.setdefault(item.trajectory, _Kept(zone=entry.zone))
            if len(kept.items) < item.record.seq:
                kept.items.append(item)
            kept.acts[item.record.act.id] = item
            for body in entry.bodies:
                kept.bodies.setdefault(body.id, body)
            entry.bodies = ()  # or an erased body would live on here
            for text in entry.erase:
                if text in kept.bodies:
                    kept.bodies[text] = None
            for notice in entry.notices:
                self._notices.keep(notice, item.record.recorded_at)
            self._filed += 1
        return self._kept
