"""The store: the host's database, in the host's transaction or in one of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final, Self

from attrs import evolve

from safetyframe.errors import HostError, PayloadError, StoreError
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
from safetyframe.wire import dumps, loads_record
from safetyframe_plugins.django import _bodies, _outbox
from safetyframe_plugins.django._host import BeatenError, Host, Sql, in_atomic

__all__ = ["DjangoStore"]

# All that an append has to know, in one go.
_STAND: Final = """
    SELECT t.id, t.zone,
        (SELECT max(seq) FROM safetyframe_record WHERE trajectory_id = t.id), r.wire, p.pos
    FROM safetyframe_trajectory t
    LEFT JOIN safetyframe_record r ON r.trajectory_id = t.id AND r.act = %s
    LEFT JOIN safetyframe_position p ON p.record_id = r.id
    WHERE t.reference = %s"""
_BEGIN: Final = """
    INSERT INTO safetyframe_trajectory (reference, zone, worker) VALUES (%s, %s, '')
    RETURNING id"""
_INSERT: Final = """
    INSERT INTO safetyframe_record (trajectory_id, seq, act, wire) VALUES (%s, %s, %s, %s)
    RETURNING id"""
_PLACE: Final = "INSERT INTO safetyframe_position (record_id) VALUES (%s) RETURNING pos"
_PLACED: Final = "SELECT pos FROM safetyframe_position WHERE record_id = %s"
_NOW: Final = "SET CONSTRAINTS safetyframe_place IMMEDIATE"
_READ: Final = """
    SELECT r.wire FROM safetyframe_record r JOIN safetyframe_trajectory t ON t.id = r.trajectory_id
    WHERE t.reference = %s AND r.seq > %s ORDER BY r.seq"""
_HEAD: Final = """
    SELECT zone, (SELECT max(seq) FROM safetyframe_record WHERE trajectory_id = t.id)
    FROM safetyframe_trajectory t WHERE reference = %s"""
_FIND: Final = """
    SELECT r.wire FROM safetyframe_record r JOIN safetyframe_trajectory t ON t.id = r.trajectory_id
    WHERE t.reference = %s AND r.act = %s"""
_TRAJECTORIES: Final = "SELECT reference FROM safetyframe_trajectory ORDER BY id"
_FEED: Final = """
    SELECT p.pos, t.reference, r.wire FROM safetyframe_position p
    JOIN safetyframe_record r ON r.id = p.record_id
    JOIN safetyframe_trajectory t ON t.id = r.trajectory_id
    WHERE p.pos > %s ORDER BY p.pos LIMIT %s"""


class DjangoStore:
    """A `safetyframe.ports.Store`, with an outbox, in the database `using` of a Django project.

    Outside ``transaction.atomic()`` each append is a transaction of its own. `here` gives one that
    is part of the ``atomic()`` around it, whose frame lives as long as that block and no longer.
    Threads may share one that is outside. Nothing is opened before the first call.
    """

    def __init__(self, using: str = "default", *, joined: bool = False) -> None:
        """Speak to the database with this alias; `joined` to the innermost ``atomic()`` around.

        Raises `HostError`, and `UnsupportedError` for a database of another kind.
        """
        self._host = Host(using, within=joined)

    @classmethod
    def here(cls, using: str = "default") -> Self:
        """Give a store for this place: part of the ``atomic()`` around it, if there is one."""
        return cls(using, joined=in_atomic(using))

    @property
    def joined(self) -> bool:
        """Whether what it shows may be rolled back; see `safetyframe.ports.is_joined`.

        So it may outside too in a test case of Django's, which is rolled back around it.
        """
        return self._host.within or in_atomic(self._host.using)

    def within(self, transaction: object) -> Self:
        """Give a store that is part of the innermost ``atomic()``; see `safetyframe.ports.Joins`.

        `transaction` is Django's connection, as in ``connections["default"]``. Raises `HostError`
        where that is another database, or in no ``atomic()``.
        """
        if getattr(transaction, "alias", None) != self._host.using:
            raise HostError(f"{self._host}: give connections[{self._host.using!r}]")
        return type(self)(self._host.using, joined=True)

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
        """Keep `record`, `bodies` and `notices` as one; see `safetyframe.ports.Store.append`.

        On PostgreSQL a place in the feed is given when the host commits: within a transaction of
        the host's, `pos` is 0 until then. What is erased within one is `PENDING` until afterwards.
        """
        wire = dumps(record)
        gone, told = tuple(erase), tuple(notices)
        sealed = [(body.id, _bodies.seal(body)) for body in bodies]
        held: dict[str, bool] = {}
        act = record.act.id

        def work(db: Sql) -> Appended:
            stand = db.rows(_STAND, (act, trajectory))
            key, kept_zone, version, known, pos = stand[0] if stand else (None, zone, 0, None, 0)
            head = None if key is None else Head(version=version or 0, zone=kept_zone)
            found = None if known is None else self._load(known)
            write = admit(record, expected=expected, zone=zone, head=head, found=found)
            if found is not None and not write:
                held.update((text, _bodies.erase(db, trajectory, text)) for text in gone)
                return Appended(record=found, pos=pos or 0, already=True)
            if key is None:
                key = int(db.rows(_BEGIN, (trajectory, zone))[0][0])
            row = db.rows(_INSERT, (key, record.seq, act, wire))[0][0]
            for text, seal in sealed:
                _bodies.keep(db, key, text, seal)
            held.update((text, _bodies.erase(db, trajectory, text)) for text in gone)
            _outbox.keep(db, key, trajectory, record, told)
            return Appended(record=record, pos=self._place(db, row))

        try:
            appended = self._host.run(work, write=True)
        except BeatenError:
            # Somebody committed between our look and our write: look again, and say what is so.
            appended = self._host.run(work, write=True)
        if not gone:
            return appended
        left = _bodies.cleared(self._host) if any(held.values()) else ErasedState.ERASED
        states = ((text, left if held[text] else ErasedState.NEVER_HELD) for text in gone)
        return evolve(appended, erased=tuple(states))

    def read(self, trajectory: TrajectoryId, *, after: int = 0) -> Sequence[Record]:
        """Give the records whose `seq` is above `after`, in order."""
        rows = self._host.run(lambda db: db.rows(_READ, (trajectory, after)))
        return tuple(self._load(wire) for (wire,) in rows)

    def head(self, trajectory: TrajectoryId) -> Head | None:
        """Say where a trajectory stands; None when nothing is kept of it."""
        rows = self._host.run(lambda db: db.rows(_HEAD, (trajectory,)))
        return Head(version=rows[0][1], zone=rows[0][0]) if rows else None

    def find(self, trajectory: TrajectoryId, act: ActId) -> Record | None:
        """Give the record of the act with this id, or None."""
        rows = self._host.run(lambda db: db.rows(_FIND, (trajectory, act)))
        return self._load(rows[0][0]) if rows else None

    def trajectories(self) -> Sequence[TrajectoryId]:
        """Give every trajectory there is, in the order in which they began."""
        rows = self._host.run(lambda db: db.rows(_TRAJECTORIES))
        return tuple(TrajectoryId(reference) for (reference,) in rows)

    def feed(self, *, after: int = 0, limit: int = 1000) -> Sequence[FeedItem]:
        """Give at most `limit` records of all trajectories with a position above `after`.

        What the host has not committed yet has no position, on PostgreSQL not even for itself.
        """
        rows = self._host.run(lambda db: db.rows(_FEED, (after, max(limit, 0))))
        return tuple(
            FeedItem(pos=pos, trajectory=TrajectoryId(reference), record=self._load(wire))
            for pos, reference, wire in rows
        )

    def body(self, trajectory: TrajectoryId, text: str) -> Body | None:
        """Give the body of a text; None when it was never here or has been erased."""
        return self._host.run(lambda db: _bodies.get(db, trajectory, text))

    def erase_body(self, trajectory: TrajectoryId, text: str) -> ErasedState:
        """Write over words and salt, then take away what the database keeps of their older state.

        `PENDING` within a transaction of the host's, and as long as a reader could still see them:
        call again later. What is beyond any store: docs/reference/stores/django.md.
        """
        if not self._host.run(lambda db: _bodies.erase(db, trajectory, text), write=True):
            return ErasedState.NEVER_HELD
        return _bodies.cleared(self._host)

    def rewrite_bodies(self) -> None:
        """Write the table of bodies anew, so that its files hold nothing of what was erased.

        On PostgreSQL nobody reads or writes that table meanwhile. Raises `HostError` within a
        transaction of the host's.
        """
        if self._host.alone(_bodies.rewrite) is None:
            raise HostError(f"{self._host}: a table is written anew outside any transaction")

    # The outbox; see `safetyframe.ports.Outbox`.

    def claim(
        self, worker: str, *, now: datetime, until: datetime, limit: int = 100
    ) -> Sequence[Claimed]:
        """Give waiting notices to `worker`, and hold their trajectories for it."""
        return self._host.run(
            lambda db: _outbox.claim(db, worker, now, until, max(limit, 0)), write=True
        )

    def settle(self, worker: str, settled: Iterable[Settled]) -> Sequence[str]:
        """Write down what became of claimed notices, and let go of all that `worker` holds."""
        given = tuple(settled)
        return self._host.run(lambda db: _outbox.settle(db, worker, given), write=True)

    def report(self, notice: str, state: DeliveryState, *, at: datetime, reason: str = "") -> bool:
        """Write down what the recipient's side says of a notice that was sent."""
        if state not in {DeliveryState.DELIVERED, DeliveryState.FAILED}:
            raise HostError(f"a recipient's side reports DELIVERED or FAILED, not {state.name}")
        return self._host.run(lambda db: _outbox.report(db, notice, state, at, reason), write=True)

    def deliveries(
        self, trajectory: TrajectoryId, *, states: Iterable[DeliveryState] = DeliveryState
    ) -> Sequence[Delivery]:
        """Give where the notices of a trajectory stand that are in one of `states`, in order."""
        asked = tuple(states)
        return self._host.run(lambda db: _outbox.deliveries(db, trajectory, asked))

    def backlog(self) -> Mapping[DeliveryState, int]:
        """Count the notices in each state, over all trajectories."""
        return self._host.run(_outbox.backlog)

    def failed(self, *, limit: int = 100) -> Sequence[Delivery]:
        """Give notices that failed, the oldest first."""
        return self._host.run(lambda db: _outbox.failed(db, max(limit, 0)))

    def revive(self, notices: Iterable[str], *, at: datetime) -> int:
        """Let failed notices wait again, with no attempts counted; say how many did."""
        given = tuple(notices)
        return self._host.run(lambda db: _outbox.revive(db, given, at), write=True)

    def close(self) -> None:
        """Close this store, and this thread's connection unless the host is in a transaction."""
        self._host.close()

    def __repr__(self) -> str:
        """The alias, and nothing of what is behind it."""
        return f"<DjangoStore {self._host}{' within atomic()' if self._host.within else ''}>"

    def _place(self, db: Sql, row: int) -> int:
        """Give a record its place in the feed: in the order of the commits.

        SQLite has one writer, who takes a place in that turn. PostgreSQL gives it at the commit
        (see the first migration); where the commit is ours and comes next, it is asked for now.
        """
        if not db.postgresql:
            return int(db.rows(_PLACE, (row,))[0][0])
        if self._host.within:
            return 0
        db.do(_NOW)
        return int(db.rows(_PLACED, (row,))[0][0])

    def _load(self, wire: str) -> Record:
        try:
            return loads_record(wire)
        except PayloadError as error:
            raise StoreError(f"{self._host}: a record cannot be read: {error}") from error
