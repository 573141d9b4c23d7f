"""Notices, from when their record is kept until they are sent, within the caller's transaction.

Writers come one at a time, so the order of the keys is the order of the records. `hold` says of a
trajectory who claimed it last; whoever let go of it keeps that name until somebody else claims.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

from safetyframe.errors import HostError
from safetyframe.notice import Delivery, DeliveryState, Notice
from safetyframe.plugins import rows
from safetyframe.ports import Claimed, Settled
from safetyframe.values import TrajectoryId

__all__ = ["backlog", "claim", "failed", "keep", "of", "report", "revive", "settle"]

_KEEP: Final = """
    INSERT INTO notice (id, trajectory, act, recipient, since) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (id) DO NOTHING"""
_LET_GO: Final = "UPDATE hold SET until = NULL WHERE worker = ?"
# A trajectory is passed over as a whole: from the first that is to be retried later on.
_WAITING: Final = """
    SELECT n.key, n.trajectory, t.id, n.act, n.recipient, n.attempts + 1, n.since
    FROM notice AS n JOIN trajectory AS t ON t.key = n.trajectory
    WHERE n.state = 'waiting'
        AND NOT EXISTS (
            SELECT 1 FROM hold AS h WHERE h.trajectory = n.trajectory AND h.until > :now)
        AND NOT EXISTS (
            SELECT 1 FROM notice AS b
            WHERE b.trajectory = n.trajectory AND b.state = 'waiting' AND b.retry_at > :now
                AND b.key <= n.key)
    ORDER BY n.key LIMIT :limit"""
_TRY: Final = "UPDATE notice SET attempts = attempts + 1 WHERE key = ?"
_HOLD: Final = """
    INSERT INTO hold (trajectory, worker, until) VALUES (?, ?, ?)
    ON CONFLICT (trajectory) DO UPDATE SET worker = excluded.worker, until = excluded.until"""
_SETTLE: Final = """
    UPDATE notice SET state = :state, at = :at, retry_at = :retry_at, reason = :reason,
        sent = :sent, attempts = attempts - :untried
    WHERE id = :id AND state = 'waiting' AND EXISTS (
        SELECT 1 FROM hold AS h WHERE h.trajectory = notice.trajectory AND h.worker = :worker)"""
_REPORT: Final = "UPDATE notice SET state = ?, at = ?, reason = ? WHERE id = ? AND sent = 1"
_SELECT: Final = """
    SELECT t.id, n.act, n.recipient, n.state, n.since, n.attempts, n.at, n.reason
    FROM notice AS n JOIN trajectory AS t ON t.key = n.trajectory"""
_OF: Final = f"{_SELECT} WHERE t.id = ? AND n.state IN (?, ?, ?, ?) ORDER BY n.key"
_FAILED: Final = f"{_SELECT} WHERE n.state = 'failed' ORDER BY n.since, n.key LIMIT ?"
_BACKLOG: Final = "SELECT state, count(*) FROM notice GROUP BY state"
_REVIVE: Final = """
    UPDATE notice SET state = 'waiting', attempts = 0, sent = 0, at = ?, retry_at = NULL,
        reason = ''
    WHERE id = ? AND state = 'failed'"""


def keep(db: sqlite3.Connection, key: int, since: datetime, notices: Iterable[Notice]) -> None:
    """Put in the notices of a record, whose trajectory has this key."""
    for one in notices:
        db.execute(_KEEP, (one.id, key, one.act, one.recipient, rows.ticks(since)))


def claim(
    db: sqlite3.Connection, worker: str, now: datetime, until: datetime, limit: int
) -> Sequence[Claimed]:
    """Give waiting notices to `worker`, and hold their trajectories for it."""
    db.execute(_LET_GO, (worker,))
    found = db.execute(_WAITING, {"now": rows.ticks(now), "limit": max(limit, 0)}).fetchall()
    db.executemany(_TRY, [(row[0],) for row in found])
    held = dict.fromkeys(row[1] for row in found)
    db.executemany(_HOLD, [(key, worker, rows.ticks(until)) for key in held])
    return tuple(
        Claimed(notice=rows.notice(*row[2:5]), attempt=row[5], since=rows.moment(row[6]))
        for row in found
    )


def settle(db: sqlite3.Connection, worker: str, settled: Iterable[Settled]) -> Sequence[str]:
    """Write down what became of notices that `worker` was the last to claim."""
    done = [
        one.notice
        for one in settled
        if db.execute(_SETTLE, {**rows.settled(one), "worker": worker}).rowcount
    ]
    db.execute(_LET_GO, (worker,))
    return tuple(done)


def report(
    db: sqlite3.Connection, notice: str, state: DeliveryState, at: datetime, reason: str
) -> bool:
    """Write down what was heard of a notice that was sent."""
    if state not in {DeliveryState.DELIVERED, DeliveryState.FAILED}:
        raise HostError("what is reported is that a notice was delivered, or that it failed")
    return db.execute(_REPORT, (state.value, rows.ticks(at), reason, notice)).rowcount > 0


def of(
    db: sqlite3.Connection, trajectory: TrajectoryId, states: frozenset[DeliveryState]
) -> Sequence[Delivery]:
    """Give where the notices of a trajectory stand that are in one of `states`."""
    asked = (state.value if state in states else None for state in DeliveryState)
    return tuple(rows.delivery(*row) for row in db.execute(_OF, (trajectory, *asked)))


def failed(db: sqlite3.Connection, limit: int) -> Sequence[Delivery]:
    """Give notices that failed, the oldest first."""
    return tuple(rows.delivery(*row) for row in db.execute(_FAILED, (max(limit, 0),)))


def backlog(db: sqlite3.Connection) -> Mapping[DeliveryState, int]:
    """Count the notices in each state."""
    counts = dict.fromkeys(DeliveryState, 0)
    counts.update((DeliveryState(state), number) for state, number in db.execute(_BACKLOG))
    return counts


def revive(db: sqlite3.Connection, notices: Iterable[str], at: datetime) -> int:
    """Let failed notices wait again; say how many did."""
    return sum(db.execute(_REVIVE, (rows.ticks(at), one)).rowcount for one in notices)
