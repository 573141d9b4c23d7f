"""Notices in the table beside their records, and whose turn it is to send them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from safetyframe.errors import HostError
from safetyframe.notice import Delivery, DeliveryState, Notice
from safetyframe.plugins import rows
from safetyframe.ports import Claimed, Settled
from safetyframe.record import Record
from safetyframe.values import TrajectoryId
from safetyframe_plugins.django._host import Sql

__all__ = ["backlog", "claim", "deliveries", "failed", "keep", "report", "revive", "settle"]

_WAITING: Final = DeliveryState.WAITING.value
_FAILED: Final = DeliveryState.FAILED.value

_INSERT: Final = """
    INSERT INTO safetyframe_notice
        (reference, trajectory_id, act, recipient, state, attempts, since, reason, sent)
    VALUES (%s, %s, %s, %s, %s, 0, %s, '', %s)"""
_LET_GO: Final = "UPDATE safetyframe_trajectory SET worker = '', until = NULL WHERE worker = %s"
# The first that waits decides whether a trajectory's turn has come. Appends go on meanwhile: they
# lock a trajectory's key only, which NO KEY leaves alone.
_TURNS: Final = """
    SELECT t.id, t.reference FROM safetyframe_trajectory t
    JOIN (
        SELECT trajectory_id, min(id) AS first FROM safetyframe_notice
        WHERE state = %s GROUP BY trajectory_id
    ) w ON w.trajectory_id = t.id
    JOIN safetyframe_notice n ON n.id = w.first
    WHERE (t.worker = '' OR t.until <= %s) AND (n.retry_at IS NULL OR n.retry_at <= %s)
    ORDER BY w.first LIMIT %s"""
_UNLOCKED: Final = " FOR NO KEY UPDATE OF t SKIP LOCKED"
_WAIT: Final = """
    SELECT id, act, recipient, attempts, since, retry_at FROM safetyframe_notice
    WHERE trajectory_id = %s AND state = %s ORDER BY id LIMIT %s"""
_HOLD: Final = "UPDATE safetyframe_trajectory SET worker = %s, until = %s WHERE id = %s"
_TRY: Final = "UPDATE safetyframe_notice SET attempts = attempts + 1 WHERE id = %s"
_HELD: Final = "SELECT id FROM safetyframe_trajectory WHERE worker = %s ORDER BY id"
_SETTLE: Final = """
    UPDATE safetyframe_notice SET state = %(state)s, at = %(at)s, retry_at = %(retry_at)s,
        reason = %(reason)s, sent = %(sent)s, attempts = attempts - %(untried)s
    WHERE reference = %(id)s AND state = %(waiting)s AND attempts > 0
        AND trajectory_id IN (SELECT id FROM safetyframe_trajectory WHERE worker = %(worker)s)"""
_REPORT: Final = """
    UPDATE safetyframe_notice SET state = %s, at = %s, reason = %s WHERE reference = %s AND sent"""
_DELIVERY: Final = """
    SELECT t.reference, n.act, n.recipient, n.state, n.since, n.attempts, n.at, n.reason
    FROM safetyframe_notice n JOIN safetyframe_trajectory t ON t.id = n.trajectory_id """
_BACKLOG: Final = "SELECT state, count(*) FROM safetyframe_notice GROUP BY state"
_REVIVE: Final = """
    UPDATE safetyframe_notice
    SET state = %s, attempts = 0, at = %s, retry_at = NULL, reason = '', sent = %s
    WHERE reference = %s AND state = %s"""


def keep(
    db: Sql, key: int, trajectory: TrajectoryId, record: Record, notices: Sequence[Notice]
) -> None:
    """Put the notices of a record in, within the caller's transaction."""
    for one in notices:
        if (one.trajectory, one.act) != (trajectory, record.act.id):
            raise HostError("a notice goes with the record it speaks of, and with no other")
        since = rows.ticks(record.recorded_at)
        db.do(_INSERT, (one.id, key, one.act, one.recipient, _WAITING, since, False))


def claim(db: Sql, worker: str, now: datetime, until: datetime, limit: int) -> Sequence[Claimed]:
    """Give waiting notices to `worker`, whole trajectories at a time."""
    if not worker:
        raise HostError("a worker needs a name, and no other may have it")
    db.do(_LET_GO, (worker,))
    moment = rows.ticks(now)
    turns = db.rows(
        _TURNS + (_UNLOCKED if db.postgresql else ""), (_WAITING, moment, moment, limit)
    )
    claimed: list[Claimed] = []
    for key, reference in turns:
        if len(claimed) >= limit:
            break
        mine = list(_ready(db, key, reference, moment, limit - len(claimed)))
        if mine:
            db.do(_HOLD, (worker, rows.ticks(until), key))
        claimed.extend(mine)
    return tuple(claimed)


def _ready(db: Sql, key: int, reference: str, moment: int, limit: int) -> Iterator[Claimed]:
    for row, act, recipient, attempts, since, retry_at in db.rows(_WAIT, (key, _WAITING, limit)):
        if retry_at is not None and retry_at > moment:
            return  # those behind it wait for it
        db.do(_TRY, (row,))
        yield Claimed(
            notice=rows.notice(reference, act, recipient),
            attempt=attempts + 1,
            since=rows.moment(since),
        )


def settle(db: Sql, worker: str, settled: Iterable[Settled]) -> Sequence[str]:
    """Write down what became of claimed notices, and let go of what `worker` holds."""
    # Nobody takes a trajectory over between here and the end.
    db.rows(_HELD + (" FOR NO KEY UPDATE" if db.postgresql else ""), (worker,))
    asked = {"worker": worker, "waiting": _WAITING}
    done = [one.notice for one in settled if db.do(_SETTLE, {**rows.settled(one), **asked})]
    db.do(_LET_GO, (worker,))
    return tuple(done)


def report(db: Sql, notice: str, state: DeliveryState, at: datetime, reason: str) -> bool:
    """Write down what the recipient's side says of a notice that was once sent."""
    return bool(db.do(_REPORT, (state.value, rows.ticks(at), reason, notice)))


def deliveries(
    db: Sql, trajectory: TrajectoryId, states: Sequence[DeliveryState]
) -> Sequence[Delivery]:
    """Give where the notices of a trajectory stand, in the order of its records."""
    asked = {state.value for state in states}
    found = db.rows(f"{_DELIVERY} WHERE t.reference = %s ORDER BY n.id", (trajectory,))
    return tuple(rows.delivery(*row) for row in found if row[3] in asked)


def failed(db: Sql, limit: int) -> Sequence[Delivery]:
    """Give notices that failed, the oldest first."""
    found = db.rows(f"{_DELIVERY} WHERE n.state = %s ORDER BY n.id LIMIT %s", (_FAILED, limit))
    return tuple(rows.delivery(*row) for row in found)


def backlog(db: Sql) -> Mapping[DeliveryState, int]:
    """Count the notices in each state."""
    counted = {state: int(number) for state, number in db.rows(_BACKLOG)}
    return {state: counted.get(state.value, 0) for state in DeliveryState}


def revive(db: Sql, notices: Iterable[str], at: datetime) -> int:
    """Let failed notices wait again."""
    values = (_WAITING, rows.ticks(at), False)
    return sum(db.do(_REVIVE, (*values, notice, _FAILED)) for notice in dict.fromkeys(notices))
