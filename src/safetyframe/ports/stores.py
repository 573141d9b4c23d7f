"""What the library asks of a store, and the values it speaks in.

A store keeps records and, beside them, the bodies of their texts and the notices to be sent. It
decides nothing: `admit` holds the one answer to "may this be appended?", for every store to use.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from enum import Enum
from typing import Protocol, runtime_checkable

from attrs import asdict, field, frozen

from safetyframe.acts import Act
from safetyframe.errors import ActIdReusedError, HostError, StoreError, VersionConflictError
from safetyframe.notice import Delivery, DeliveryState, Notice
from safetyframe.record import Record
from safetyframe.trajectory import DEFAULT_ZONE
from safetyframe.values import ActId, Body, TrajectoryId, utc, utc_or_none

__all__ = [
    "Appended",
    "Capabilities",
    "Claimed",
    "Declared",
    "ErasedState",
    "FeedItem",
    "Head",
    "Joins",
    "Outbox",
    "Settled",
    "Store",
    "admit",
    "is_joined",
    "same_act",
]


class Declared(Enum):
    """Whether an adapter can do something. There is no third answer and no default."""

    YES = "yes"
    NO = "no"


@frozen(kw_only=True)
class Capabilities:
    """What a store declares of the powers that not every store has.

    `durable`: what was acknowledged survives a crash. `multi_process`: several processes may append
    at once. `erases`: a body can be erased for real. `notices`: it is an `Outbox` too. `joins`: it
    can work within a transaction of the host's, see `Joins`. What is declared NO raises
    `UnsupportedError` when it is asked for.
    """

    durable: Declared
    multi_process: Declared
    erases: Declared
    notices: Declared
    joins: Declared


@frozen(kw_only=True)
class Head:
    """Where a trajectory stands in the store: the number of its last record, and its time zone.

    `zone` (an IANA name) came with the first record and never changes: civil dates hang on it.
    """

    version: int
    zone: str


class ErasedState(Enum):
    """How an erasure ended.

    `ERASED`: nothing the store can reach holds the words or the salt. `PENDING`: nobody can read
    the body through the store any more, but something (a long reader) keeps traces of it in a file:
    call again later. `NEVER_HELD`: no body has ever come under this id.
    """

    ERASED = "erased"
    PENDING = "pending"
    NEVER_HELD = "never-held"


@frozen(kw_only=True)
class Appended:
    """What an append gives back: the record as it is kept, and its position in the feed.

    `pos` is 0 where the store gives the position at the commit, and the host has yet to commit: the
    feed has it afterwards. `already` says that the same act was on record before, and that nothing
    was written now. `erased` says of each text that was to be erased with it how that ended; see
    `ErasedState`.
    """

    record: Record
    pos: int
    already: bool = False
    erased: tuple[tuple[str, ErasedState], ...] = ()


@frozen(kw_only=True)
class FeedItem:
    """One record of the feed over all trajectories. `pos` rises with every commit; it may jump."""

    pos: int
    trajectory: TrajectoryId
    record: Record


@runtime_checkable
class Store(Protocol):
    """Keeps records, all or nothing, and bodies that can be erased.

    It may be shared by threads. Everything wrong behind it is raised as a `StoreError` with the
    cause chained; no message repeats prose.
    """

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
        """Keep `record`, `bodies` and `notices` as one, when it is at version `expected`.

        The bodies of the texts in `erase` are erased with it: a crash leaves both or neither. When
        the act is on record already, what is left of that erasure is finished.

        Version 0 is a trajectory nobody has heard of; its first record sets its zone. An act that
        is on record already is given back with `already`, whatever `expected` is, and has no second
        effect: a body erased since then stays away. A body that is there already is left as it is.

        Raises `VersionConflictError` at another version, `ActIdReusedError` when the act's id
        stands for another act, `TextIdReusedError` when a body's id stands for other words or for
        an erased body, and what `admit` raises; `UnsupportedError` for `erase` where `erases` is
        declared NO, and for `notices` where these are.
        """
        ...

    def read(self, trajectory: TrajectoryId, *, after: int = 0) -> Sequence[Record]:
        """Give the records with a `seq` above `after`, in order; none where nothing is known."""
        ...

    def head(self, trajectory: TrajectoryId) -> Head | None:
        """Say where a trajectory stands; None when nothing is kept of it."""
        ...

    def find(self, trajectory: TrajectoryId, act: ActId) -> Record | None:
        """Give the record of the act with this id, or None."""
        ...

    def trajectories(self) -> Sequence[TrajectoryId]:
        """Give every trajectory there is, in the order in which they began."""
        ...

    def feed(self, *, after: int = 0, limit: int = 1000) -> Sequence[FeedItem]:
        """Give at most `limit` records of all trajectories with a position above `after`.

        They come in the order in which they were committed, and none is ever skipped: whoever goes
        on from the last `pos` seen sees everything.
        """
        ...

    def body(self, trajectory: TrajectoryId, text: str) -> Body | None:
        """Give the body of a text; None when it was never here or has been erased."""
        ...

    def erase_body(self, trajectory: TrajectoryId, text: str) -> ErasedState:
        """Erase words and salt of a text from all the store can reach. Calling again is safe.

        This is how an erasure that was left pending is finished; it begins with an act on record.

        Raises `UnsupportedError` where `erases` is declared NO.
        """
        ...

    def close(self) -> None:
        """Let go of files and connections. Closing twice is safe; all else raises afterwards."""
        ...


@runtime_checkable
class Joins(Protocol):
    """A store that can work within a transaction which the host has begun, and ends."""

    def within(self, transaction: object) -> Store:
        """Give a store that does everything in `transaction`, and never commits or rolls it back.

        What it was told is there when the host commits, and was never there when it rolls back; a
        call that fails leaves the transaction usable. `transaction` is what the adapter's own page
        says: a connection, usually. Closing the store that is given back closes nothing else. It
        says of itself that it is `joined`, see `is_joined`.
        """
        ...


def is_joined(store: object) -> bool:
    """Say whether what `store` shows may be rolled back by a host: its `joined` is True.

    A frame on such a store remembers nothing from one call to the next. A store without a `joined`
    is none; every store that `Joins.within` gives has one.
    """
    return bool(getattr(store, "joined", False))


@frozen(kw_only=True)
class Claimed:
    """A notice that a worker is to send now. From `attempt` 2 on it may have been sent before."""

    notice: Notice
    attempt: int
    since: datetime = field(converter=utc)


@frozen(kw_only=True)
class Settled:
    """What became of a claimed notice, named by its id: sent, failed for good, or to be retried.

    `retry_at` is for a `WAITING` one; `reason` is a code, without prose. One that is `WAITING` and
    was not `tried` was claimed but never sent: its attempt does not count, so that what stands
    behind a notice that fails is neither given up with it nor marked as a duplicate. Raises
    `HostError` for `DELIVERED`, which a recipient's side reports.
    """

    notice: str
    state: DeliveryState
    at: datetime = field(converter=utc)
    retry_at: datetime | None = field(default=None, converter=utc_or_none)
    reason: str = ""
    tried: bool = True

    def __attrs_post_init__(self) -> None:
        """Leave to `Outbox.report` what no relay can know."""
        if self.state is DeliveryState.DELIVERED:
            raise HostError("a relay settles what it sent; what was delivered is reported")


@runtime_checkable
class Outbox(Protocol):
    """Notices that committed with their records, until they are sent. Part of some stores.

    Workers share it: whoever claims holds whole trajectories, so that the notices of one are sent
    in the order of their records, by one worker at a time.
    """

    def claim(
        self, worker: str, *, now: datetime, until: datetime, limit: int = 100
    ) -> Sequence[Claimed]:
        """Give at most `limit` waiting notices to `worker`, and hold their trajectories for it.

        Of each trajectory they come in order, from the first that is neither sent nor failed; where
        that one is to be retried after `now`, the trajectory is passed over. Those held by another
        worker are passed over until its `until` has come. Every claim of a notice is an attempt,
        counted before it is given. What `worker` held before, it holds no longer.
        """
        ...

    def settle(self, worker: str, settled: Iterable[Settled]) -> Sequence[str]:
        """Write down what became of claimed notices, and let go of all that `worker` holds.

        Gives the ids that were settled: those of trajectories that another worker has claimed since
        are left to it.
        """
        ...

    def report(self, notice: str, state: DeliveryState, *, at: datetime, reason: str = "") -> bool:
        """Write down what the recipient's side says of a notice that was sent; False if unknown.

        `state` is `DELIVERED` or `FAILED`. One that was never sent is unknown, too.
        """
        ...

    def deliveries(
        self, trajectory: TrajectoryId, *, states: Iterable[DeliveryState] = DeliveryState
    ) -> Sequence[Delivery]:
        """Give where the notices of a trajectory stand that are in one of `states`, in order."""
        ...

    def backlog(self) -> Mapping[DeliveryState, int]:
        """Count the notices in each state, over all trajectories."""
        ...

    def failed(self, *, limit: int = 100) -> Sequence[Delivery]:
        """Give notices that failed, the oldest first."""
        ...

    def revive(self, notices: Iterable[str], *, at: datetime) -> int:
        """Let failed notices wait again, with no attempts counted; say how many did."""
        ...


def admit(
    record: Record, *, expected: int, zone: str, head: Head | None, found: Record | None
) -> bool:
    """Say whether to write `record` (True), or that its act is on record already (False).

    `head` and `found` (the record with the same act id) are what the store holds at this moment, in
    the transaction that will write. The act id is judged first: a retry is safe at any version.
    Raises `ActIdReusedError`, `VersionConflictError`; `HostError` for a record whose `seq` does not
    follow `expected`; `StoreError` when the trajectory is kept in another zone.
    """
    if found is not None:
        if not same_act(found.act, record.act):
            msg = (
                f"act id {record.act.id!r} stands for another act: give every act an id of its own"
            )
            raise ActIdReusedError(msg)
        return False
    version = 0 if head is None else head.version
    if version != expected:
        raise VersionConflictError(expected, version)
    if record.seq != expected + 1:
        msg = f"a record appended at version {expected} has seq {expected + 1}, not {record.seq}"
        raise HostError(msg)
    if head is not None and head.zone != zone:
        msg = f"the trajectory is kept in zone {head.zone!r}, not {zone!r}; a zone never changes"
        raise StoreError(msg)
    return True


def same_act(one: Act, other: Act) -> bool:
    """Say whether two acts say the same, whatever zones their instants are written in.

    Plain equality will not do: in the hour that is repeated when summer time ends, Python calls two
    aware datetimes of different zones unequal though they are the same instant (PEP 495).
    """
    return one == other or (
        type(one) is type(other)
        and asdict(one, value_serializer=_in_utc) == asdict(other, value_serializer=_in_utc)
    )


def _in_utc(_: object, __: object, value: object) -> object:
    return value.astimezone(UTC) if isinstance(value, datetime) else value
