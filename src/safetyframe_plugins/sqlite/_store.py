"""The store: one connection behind one lock, one transaction for each append."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final, TypeAlias, TypeVar

from attrs import evolve

from safetyframe.errors import HostError, PayloadError, StoreError
from safetyframe.notice import Delivery, DeliveryState, Notice
from safetyframe.ports import Appended, Claimed, ErasedState, FeedItem, Head, Settled, admit
from safetyframe.record import Record
from safetyframe.trajectory import DEFAULT_ZONE
from safetyframe.values import ActId, Body, TrajectoryId
from safetyframe.wire import dumps, loads_record
from safetyframe_plugins.sqlite import _bodies, _outbox
from safetyframe_plugins.sqlite._file import failure, open_file

__all__ = ["SqliteStore"]

# All that an append has to know, in one go.
_STAND: Final = """
    SELECT key, zone,
        (SELECT max(seq) FROM record WHERE trajectory = key),
        (SELECT pos FROM record WHERE trajectory = key AND act = ?)
    FROM trajectory WHERE id = ?"""
_AT: Final = "SELECT seq, wire FROM record WHERE pos = ?"
_BEGIN_TRAJECTORY: Final = "INSERT INTO trajectory (id, zone) VALUES (?, ?)"
_INSERT: Final = "INSERT INTO record (trajectory, seq, act, wire) VALUES (?, ?, ?, ?)"
_READ: Final = """
    SELECT seq, wire FROM record
    WHERE trajectory = (SELECT key FROM trajectory WHERE id = ?) AND seq > ? ORDER BY seq"""
_HEAD: Final = """
    SELECT zone, (SELECT max(seq) FROM record WHERE trajectory = key)
    FROM trajectory WHERE id = ?"""
_FIND: Final = """
    SELECT seq, wire FROM record
    WHERE trajectory = (SELECT key FROM trajectory WHERE id = ?) AND act = ?"""
_TRAJECTORIES: Final = "SELECT id FROM trajectory ORDER BY key"
_FEED: Final = """
    SELECT pos, id, seq, wire FROM record JOIN trajectory ON key = trajectory
    WHERE pos > ? ORDER BY pos LIMIT ?"""

T = TypeVar("T")
_Stand: TypeAlias = tuple[int, str, int, int | None]
_Row: TypeAlias = tuple[Any, ...]  # what was selected, as each caller knows


class SqliteStore:
    """A `safetyframe.ports.Store` and `Outbox` in the file `path`, made when missing or empty.

    `busy_seconds` is how long a writer waits for another process. Threads may share it. A process
    that was forked may not: there every call raises `StoreError`, since SQLite's locks stay behind
    in the parent. Raises `StoreError` for a file that is not its own or newer than it knows.
    """

    def __init__(self, path: Path, *, busy_seconds: float = 5.0) -> None:
        """Open the file."""
        self._path = path.absolute()
        self._process = os.getpid()
        self._lock = threading.RLock()
        self._closed = False
        self._connection = open_file(self._path, busy_seconds)

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
        """Keep all that is given in one transaction; see `safetyframe.ports.Store.append`.

        What is erased with it is `PENDING` for the same reasons as in `erase_body`.
        """
        told = tuple(notices)
        if any((n.trajectory, n.act) != (trajectory, record.act.id) for n in told):
            raise HostError("a notice is kept with the record that it is of, and with no other")
        wire = dumps(record)  # what can fail or take long comes before the lock
        gone = tuple(erase)
        held: dict[str, bool] = {}
        sealed = [(body.id, _bodies.seal(body)) for body in bodies]
        act = record.act.id

        def work(db: sqlite3.Connection) -> Appended:
            stand: _Stand | None = db.execute(_STAND, (act, trajectory)).fetchone()
            key, kept_zone, version, known = stand or (None, zone, 0, None)
            head = None if stand is None else Head(version=version, zone=kept_zone)
            found = None
            if known is not None:
                found = self._load(*db.execute(_AT, (known,)).fetchone())
            write = admit(record, expected=expected, zone=zone, head=head, found=found)
            if found is not None and known is not None and not write:
                held.update((text, _bodies.erase(db, trajectory, text)) for text in gone)
                return Appended(record=found, pos=known, already=True)
            if key is None:
                key = _inserted(db.execute(_BEGIN_TRAJECTORY, (trajectory, zone)))
            pos = _inserted(db.execute(_INSERT, (key, record.seq, act, wire)))
            for text, seal in sealed:
                _bodies.keep(db, key, text, seal)
            _outbox.keep(db, key, record.recorded_at, told)
            held.update((text, _bodies.erase(db, trajectory, text)) for text in gone)
            return Appended(record=record, pos=pos)

        appended = self._run(work, write=True)
        if not gone:
            return appended
        left = self._emptied() if any(held.values()) else ErasedState.ERASED
        states = ((text, left if held[text] else ErasedState.NEVER_HELD) for text in gone)
        return evolve(appended, erased=tuple(states))

    def read(self, trajectory: TrajectoryId, *, after: int = 0) -> Sequence[Record]:
        """Give the records whose `seq` is above `after`, in order."""
        rows = self._rows(_READ, (trajectory, after))
        return tuple(self._load(seq, wire) for seq, wire in rows)

    def head(self, trajectory: TrajectoryId) -> Head | None:
        """Say where a trajectory stands; None when nothing is kept of it."""
        rows = self._rows(_HEAD, (trajectory,))
        return Head(version=rows[0][1], zone=rows[0][0]) if rows else None

    def find(self, trajectory: TrajectoryId, act: ActId) -> Record | None:
        """Give the record of the act with this id, or None."""
        rows = self._rows(_FIND, (trajectory, act))
        return self._load(*rows[0]) if rows else None

    def trajectories(self) -> Sequence[TrajectoryId]:
        """Give every trajectory there is, in the order in which they began."""
        return tuple(TrajectoryId(id_) for (id_,) in self._rows(_TRAJECTORIES, ()))

    def feed(self, *, after: int = 0, limit: int = 1000) -> Sequence[FeedItem]:
        """Give at most `limit` records of all trajectories with a position above `after`."""
        return tuple(
            FeedItem(pos=pos, trajectory=TrajectoryId(id_), record=self._load(seq, wire))
            for pos, id_, seq, wire in self._rows(_FEED, (after, max(limit, 0)))
        )

    def body(self, trajectory: TrajectoryId, text: str) -> Body | None:
        """Give the body of a text; None when it was never here or has been erased."""
        return self._run(lambda db: _bodies.get(db, trajectory, text))

    def erase_body(self, trajectory: TrajectoryId, text: str) -> ErasedState:
        """Overwrite words and salt in the file, and empty the write-ahead log of them.

        `PENDING` means that another connection still reads an older state from that log. The words
        are beyond anyone who reads through a store, but not yet out of the files: call again later.
        Backups and the blocks that a disk keeps behind the file system's back are out of reach.
        """
        if not self._run(lambda db: _bodies.erase(db, trajectory, text), write=True):
            return ErasedState.NEVER_HELD
        return self._emptied()

    def _emptied(self) -> ErasedState:
        """Empty the write-ahead log, in which older states of a body may lie."""
        ((busy, _, _),) = self._rows("PRAGMA wal_checkpoint(TRUNCATE)", ())
        return ErasedState.PENDING if busy else ErasedState.ERASED

    def claim(
        self, worker: str, *, now: datetime, until: datetime, limit: int = 100
    ) -> Sequence[Claimed]:
        """Give waiting notices to `worker`; see `safetyframe.ports.Outbox.claim`."""
        return self._run(lambda db: _outbox.claim(db, worker, now, until, limit), write=True)

    def settle(self, worker: str, settled: Iterable[Settled]) -> Sequence[str]:
        """Write down what became of claimed notices, and let go of what `worker` holds."""
        given = tuple(settled)
        return self._run(lambda db: _outbox.settle(db, worker, given), write=True)

    def report(self, notice: str, state: DeliveryState, *, at: datetime, reason: str = "") -> bool:
        """Write down what the recipient's side says of a notice that was sent."""
        return self._run(lambda db: _outbox.report(db, notice, state, at, reason), write=True)

    def deliveries(
        self, trajectory: TrajectoryId, *, states: Iterable[DeliveryState] = DeliveryState
    ) -> Sequence[Delivery]:
        """Give where the notices of a trajectory stand, in order."""
        wanted = frozenset(states)
        return self._run(lambda db: _outbox.of(db, trajectory, wanted))

    def backlog(self) -> Mapping[DeliveryState, int]:
        """Count the notices in each state, over all trajectories."""
        return self._run(_outbox.backlog)

    def failed(self, *, limit: int = 100) -> Sequence[Delivery]:
        """Give notices that failed, the oldest first."""
        return self._run(lambda db: _outbox.failed(db, limit))

    def revive(self, notices: Iterable[str], *, at: datetime) -> int:
        """Let failed notices wait again, with no attempts counted; say how many did."""
        given = tuple(notices)
        return self._run(lambda db: _outbox.revive(db, given, at), write=True)

    def close(self) -> None:
        """Close the file. In a forked process this only forgets it."""
        self._closed = True
        if os.getpid() == self._process:
            with self._lock:
                self._connection.close()

    def _run(self, work: Callable[[sqlite3.Connection], T], *, write: bool = False) -> T:
        """Do `work` alone on the connection, with errors put in our words.

        With `write`, it is one transaction of the file's only writer: a Ctrl-C anywhere leaves all
        of it or nothing. No context manager holds the lock or the transaction: one that is
        interrupted on entering would let go of them only when its generator is collected, whenever
        that is.
        """
        if os.getpid() != self._process:  # before the lock, which another thread may have held
            raise StoreError(
                f"{self._path}: it was opened before this process was forked; open it again here"
            )
        with self._lock:
            if self._closed:
                raise StoreError(f"{self._path}: this store is closed; open it again")
            db = self._connection
            try:
                if db.in_transaction:
                    db.execute("ROLLBACK")  # a second Ctrl-C got in before the one below
                if not write:
                    return work(db)
                try:
                    db.execute("BEGIN IMMEDIATE")
                    result = work(db)
                    db.execute("COMMIT")
                    return result
                finally:
                    if db.in_transaction:
                        db.execute("ROLLBACK")
            except sqlite3.Error as error:
                raise failure(self._path, error) from error

    def _rows(self, statement: str, values: tuple[str | int, ...]) -> list[_Row]:
        return self._run(lambda db: db.execute(statement, values).fetchall())

    def _load(self, seq: int, wire: str) -> Record:
        try:
            return loads_record(wire)
        except PayloadError as error:
            raise StoreError(f"{self._path}: record {seq} cannot be read: {error}") from error


def _inserted(cursor: sqlite3.Cursor) -> int:
    return cursor.lastrowid or 0  # SQLite numbers from 1
