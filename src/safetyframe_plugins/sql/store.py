"""The store: what its protocols ask, each in as few round trips as can be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, Engine, text

from safetyframe.errors import HostError, PayloadError, StoreError
from safetyframe.notice import Delivery, DeliveryState, Notice
from safetyframe.ports import Appended, Claimed, ErasedState, FeedItem, Head, Settled
from safetyframe.record import Record
from safetyframe.trajectory import DEFAULT_ZONE
from safetyframe.values import ActId, Body, TrajectoryId
from safetyframe.wire import dumps, loads_record
from safetyframe_plugins.sql import appending, erasing, outbox
from safetyframe_plugins.sql.fast import append_fast
from safetyframe_plugins.sql.running import Inside, Own, Runs
from safetyframe_plugins.sql.servers import Server
from safetyframe_plugins.sql.tables import PREFIX as P

__all__ = ["STATEMENTS", "SqlStore"]

_READ: Final = text(
    f"SELECT seq, wire FROM {P}record WHERE trajectory = :t AND seq > :after ORDER BY seq"
)
_HEAD: Final = text(f"SELECT version, zone FROM {P}trajectory WHERE id = :t AND version > 0")
_FIND: Final = text(f"SELECT seq, wire FROM {P}record WHERE trajectory = :t AND act = :act")
_TRAJECTORIES: Final = text(f"SELECT id FROM {P}trajectory WHERE version > 0 ORDER BY began, id")
_BODY: Final = text(
    f"SELECT sealed FROM {P}body WHERE trajectory = :t AND name = :name AND erased = 0"
)
#: What is shown with its plan in docs/reference/stores/sql.md.
STATEMENTS: Final = {"read": _READ, "find": _FIND, "head": _HEAD, "body": _BODY}


class SqlStore:
    """A `safetyframe.ports.Store`, `Outbox` and `Joins` in a database of PostgreSQL or MariaDB.

    Made by `opening.open_url` and `opening.open_engine`. Threads may share it; a forked process
    may not, and is told so. What `within` takes is a `sqlalchemy.Connection` in a transaction.
    """

    def __init__(
        self,
        engine: Engine,
        *,
        server: Server,
        where: str,
        owned: bool = False,
        inside: Connection | None = None,
    ) -> None:
        """Use `engine`, whose tables are there; `inside` is a transaction of the host's."""
        self._server = server
        self._where = where
        self._engine = engine
        self._own = Own(engine, where, owned=owned and inside is None)
        self._runs: Runs = self._own if inside is None else Inside(inside, server, where)

    def __repr__(self) -> str:
        """Name the database, and nobody who logs in."""
        return f"<SqlStore {self._where}>"

    @property
    def joined(self) -> bool:
        """Whether it is within a transaction of the host's; see `safetyframe.ports.is_joined`."""
        return self._runs.joined

    def within(self, transaction: object) -> SqlStore:
        """Give a store that does everything in the transaction of this `sqlalchemy.Connection`.

        Raises `HostError` where none is begun, and for what is no connection to such a server.
        """
        if not isinstance(transaction, Connection):
            raise HostError(
                "within() takes a sqlalchemy.Connection in which a transaction is begun"
            )
        return SqlStore(self._engine, server=self._server, where=self._where, inside=transaction)

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
        """Keep all that is given as one; see `safetyframe.ports.Store.append`.

        What is erased with it is `PENDING` until `erase_body` has written its table anew.
        """
        wire = dumps(record)
        given = tuple(notices)
        task = appending.task(trajectory, record, expected, zone, wire, bodies, tuple(erase), given)
        joined = self._runs.joined
        if self._server.name == "postgresql":
            done = append_fast(self._runs, task)
            if done is not None:
                return done
        return self._runs.whole(
            lambda db: appending.append(db, self._server, task, self._load, joined=joined)
        )

    def read(self, trajectory: TrajectoryId, *, after: int = 0) -> Sequence[Record]:
        """Give the records whose `seq` is above `after`, in order."""
        asked = {"t": trajectory, "after": after}
        rows = self._runs.once(lambda db: db.execute(_READ, asked).all())
        return tuple(self._load(seq, wire) for seq, wire in rows)

    def head(self, trajectory: TrajectoryId) -> Head | None:
        """Say where a trajectory stands; None when nothing is kept of it."""
        row = self._runs.once(lambda db: db.execute(_HEAD, {"t": trajectory}).first())
        return None if row is None else Head(version=row[0], zone=row[1])

    def find(self, trajectory: TrajectoryId, act: ActId) -> Record | None:
        """Give the record of the act with this id, or None."""
        asked = {"t": trajectory, "act": act}
        row = self._runs.once(lambda db: db.execute(_FIND, asked).first())
        return None if row is None else self._load(row[0], row[1])

    def trajectories(self) -> Sequence[TrajectoryId]:
        """Give every trajectory there is, in the order in which they began."""
        rows = self._runs.once(lambda db: db.execute(_TRAJECTORIES).scalars().all())
        return tuple(TrajectoryId(one) for one in rows)

    def feed(self, *, after: int = 0, limit: int = 1000) -> Sequence[FeedItem]:
        """Give at most `limit` records with a position above `after`, of what is committed.

        In a transaction of the host's too, this is what others see: a position that may still be
        rolled back is none. On PostgreSQL the feed ends before the oldest transaction that writes
        anywhere in the cluster; see `servers`.
        """
        asked = {"after": after, "limit": max(limit, 0)}
        rows = self._own.once(lambda db: db.execute(self._server.feed, asked).all())
        return tuple(
            FeedItem(pos=pos, trajectory=TrajectoryId(id_), record=self._load(seq, wire))
            for pos, id_, seq, wire in rows
        )

    def body(self, trajectory: TrajectoryId, text: str) -> Body | None:
        """Give the body of a text; None when it was never here or has been erased."""
        asked = {"t": trajectory, "name": text}
        row = self._runs.once(lambda db: db.execute(_BODY, asked).first())
        return None if row is None else appending.unseal(text, row[0])

    def erase_body(self, trajectory: TrajectoryId, text: str) -> ErasedState:
        """Overwrite words and salt, and write the table anew so that no older version is left.

        While it is written nobody reads bodies: with partitions, those of one. `PENDING` where an
        older reader or a lock is in the way, in a transaction of the host's, and where this login
        does not own the table: call again later. What the server keeps to repeat and to replicate
        (write-ahead log, undo, binary log), and backups, are out of a store's reach.
        """
        state = self._runs.whole(lambda db: appending.wipe(db, self._server, trajectory, text))
        if state is not ErasedState.PENDING or self._runs.joined:
            return state
        return erasing.finish(self._own.single, self._server, trajectory, text)

    def claim(
        self, worker: str, *, now: datetime, until: datetime, limit: int = 100
    ) -> Sequence[Claimed]:
        """Give waiting notices to `worker`; see `safetyframe.ports.Outbox.claim`."""
        self._runs.whole(lambda db: outbox.let_go(db, worker))
        return self._runs.whole(lambda db: outbox.claim(db, worker, now, until, limit))

    def settle(self, worker: str, settled: Iterable[Settled]) -> Sequence[str]:
        """Write down what became of claimed notices, and let go of what `worker` holds."""
        given = tuple(settled)
        return self._runs.whole(lambda db: outbox.settle(db, worker, given))

    def report(self, notice: str, state: DeliveryState, *, at: datetime, reason: str = "") -> bool:
        """Write down what the recipient's side says of a notice that was sent."""
        return self._runs.whole(lambda db: outbox.report(db, notice, state, at, reason))

    def deliveries(
        self, trajectory: TrajectoryId, *, states: Iterable[DeliveryState] = DeliveryState
    ) -> Sequence[Delivery]:
        """Give where the notices of a trajectory stand, in order."""
        wanted = tuple(states)
        return self._runs.once(lambda db: outbox.of(db, trajectory, wanted))

    def backlog(self) -> Mapping[DeliveryState, int]:
        """Count the notices in each state, over all trajectories."""
        return self._runs.once(outbox.backlog)

    def failed(self, *, limit: int = 100) -> Sequence[Delivery]:
        """Give notices that failed, the oldest first."""
        return self._runs.once(lambda db: outbox.failed(db, limit))

    def revive(self, notices: Iterable[str], *, at: datetime) -> int:
        """Let failed notices wait again, with no attempts counted; say how many did."""
        given = tuple(notices)
        return self._runs.whole(lambda db: outbox.revive(db, given, at))

    def close(self) -> None:
        """Close the connections that were opened by URL; the host's engine is left alone."""
        self._runs.close()

    def _load(self, seq: int, wire: str) -> Record:
        try:
            return loads_record(wire)
        except PayloadError as error:
            raise StoreError(f"{self._where}: record {seq} cannot be read: {error}") from error
