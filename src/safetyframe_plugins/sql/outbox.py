"""Notices, from when their record is kept until they are sent, within the caller's transaction.

`hold` has a row for each trajectory that ever had a notice. It names who claimed last; whoever let
go keeps that name until somebody else claims. Whoever claims locks these rows and passes over those
that another has locked, so many workers at once never wait for one another.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, TextClause, bindparam, text

from safetyframe.errors import HostError
from safetyframe.notice import Delivery, DeliveryState
from safetyframe.plugins import rows
from safetyframe.ports import Claimed, Settled
from safetyframe.values import TrajectoryId
from safetyframe_plugins.sql.tables import PREFIX as P

__all__ = ["CANDIDATES", "backlog", "claim", "failed", "let_go", "of"]
__all__ += ["report", "revive", "settle"]

#: How many times as many trajectories are looked at as may be claimed: others claim them too.
_SPARE: Final = 4


def _many(statement: str, *names: str) -> TextClause:
    made = text(statement)
    for name in names:
        made = made.bindparams(bindparam(name, expanding=True))
    return made


_LET_GO: Final = text(f"UPDATE {P}hold SET till = NULL WHERE worker = :w AND till IS NOT NULL")
#: Trajectories whose first waiting notice may be sent now, those that wait longest first.
CANDIDATES: Final = text(
    f"SELECT f.trajectory FROM {P}notice f JOIN {P}hold h ON h.trajectory = f.trajectory "
    "WHERE f.state = 'waiting' AND (f.retry_at IS NULL OR f.retry_at <= :now) "
    "AND (h.till IS NULL OR h.till <= :now) "
    f"AND NOT EXISTS (SELECT 1 FROM {P}notice b WHERE b.trajectory = f.trajectory "
    "AND b.state = 'waiting' AND (b.pos < f.pos OR (b.pos = f.pos AND b.n < f.n))) "
    "ORDER BY f.pos, f.trajectory LIMIT :many"
)
_TAKE: Final = _many(
    f"SELECT trajectory FROM {P}hold WHERE trajectory IN :names "
    "AND (till IS NULL OR till <= :now) LIMIT :limit FOR UPDATE SKIP LOCKED",
    "names",
)
_HOLD: Final = _many(
    f"UPDATE {P}hold SET worker = :w, till = :till WHERE trajectory IN :names", "names"
)
_WAITING: Final = _many(
    f"SELECT trajectory, pos, n, act, recipient, attempts, since, retry_at FROM {P}notice "
    "WHERE state = 'waiting' AND trajectory IN :names ORDER BY pos, trajectory, n",
    "names",
)
_TRY: Final = text(
    f"UPDATE {P}notice SET attempts = attempts + 1 WHERE trajectory = :t AND pos = :pos AND n = :n"
)
_WHERE: Final = _many(f"SELECT DISTINCT trajectory FROM {P}notice WHERE id IN :ids", "ids")
_MINE: Final = _many(
    f"SELECT trajectory FROM {P}hold WHERE worker = :w AND trajectory IN :names "
    "ORDER BY trajectory FOR UPDATE",
    "names",
)
_SETTLE: Final = _many(
    f"UPDATE {P}notice SET state = :state, at = :at, retry_at = :retry_at, reason = :reason, "
    "sent = :sent, attempts = attempts - :untried "
    "WHERE id = :id AND state = 'waiting' AND trajectory IN :names",
    "names",
)
_REPORT: Final = text(
    f"UPDATE {P}notice SET state = :state, at = :at, reason = :reason WHERE id = :id AND sent = 1"
)
_SELECT: Final = (
    f"SELECT trajectory, act, recipient, state, since, attempts, at, reason FROM {P}notice"
)
_OF: Final = _many(
    f"{_SELECT} WHERE trajectory = :t AND state IN :states ORDER BY pos, n", "states"
)
_FAILED: Final = text(f"{_SELECT} WHERE state = 'failed' ORDER BY since, pos, n LIMIT :limit")
_BACKLOG: Final = text(f"SELECT state, count(*) FROM {P}notice GROUP BY state")
_REVIVE: Final = text(
    f"UPDATE {P}notice SET state = 'waiting', attempts = 0, sent = 0, at = :at, retry_at = NULL, "
    "reason = '' WHERE id = :id AND state = 'failed'"
)


def let_go(db: Connection, worker: str) -> None:
    """Let go of what `worker` holds: in a transaction of its own, so that nothing is waited for."""
    db.execute(_LET_GO, {"w": worker})


def claim(
    db: Connection, worker: str, now: datetime, until: datetime, limit: int
) -> Sequence[Claimed]:
    """Give waiting notices to `worker`, and hold their trajectories for it."""
    if limit <= 0:
        return ()
    at = rows.ticks(now)
    seen = db.execute(CANDIDATES, {"now": at, "many": limit * _SPARE}).scalars().all()
    if not seen:
        return ()
    asked = {"names": list(seen), "now": at, "limit": limit}
    free = set(db.execute(_TAKE, asked).scalars())
    names = [name for name in seen if name in free]
    if not names:
        return ()
    found = db.execute(_WAITING, {"names": names}).all()
    given: list[Claimed] = []
    tried: list[dict[str, object]] = []
    passed: set[str] = set()
    for name, pos, n, act, recipient, attempts, since, retry_at in found:
        if len(given) == limit:
            break
        # A trajectory is passed over as a whole: from the first that is to be retried later on.
        if name in passed or (retry_at is not None and retry_at > at):
            passed.add(name)
            continue
        tried.append({"t": name, "pos": pos, "n": n})
        notice = rows.notice(name, act, recipient)
        given.append(Claimed(notice=notice, attempt=attempts + 1, since=rows.moment(since)))
    held = {one.notice.trajectory for one in given}
    if given:
        db.execute(_TRY, tried)
        db.execute(_HOLD, {"w": worker, "till": rows.ticks(until), "names": sorted(held)})
    return tuple(given)


def settle(db: Connection, worker: str, settled: Sequence[Settled]) -> Sequence[str]:
    """Write down what became of notices that `worker` was the last to claim."""
    done: list[str] = []
    ids = [one.notice for one in settled]
    about = list(db.execute(_WHERE, {"ids": ids}).scalars()) if ids else []
    mine = list(db.execute(_MINE, {"w": worker, "names": about}).scalars()) if about else []
    for one in settled if mine else ():
        said = rows.settled(one)
        if db.execute(_SETTLE, {**said, "sent": int(bool(said["sent"])), "names": mine}).rowcount:
            done.append(one.notice)
    let_go(db, worker)
    return tuple(done)


def report(db: Connection, notice: str, state: DeliveryState, at: datetime, reason: str) -> bool:
    """Write down what was heard of a notice that was sent."""
    if state not in {DeliveryState.DELIVERED, DeliveryState.FAILED}:
        raise HostError("what is reported is that a notice was delivered, or that it failed")
    said = {"state": state.value, "at": rows.ticks(at), "reason": reason, "id": notice}
    return db.execute(_REPORT, said).rowcount > 0


def of(
    db: Connection, trajectory: TrajectoryId, states: Iterable[DeliveryState]
) -> Sequence[Delivery]:
    """Give where the notices of a trajectory stand that are in one of `states`."""
    wanted = [state.value for state in states]
    if not wanted:
        return ()
    found = db.execute(_OF, {"t": trajectory, "states": wanted})
    return tuple(rows.delivery(*row) for row in found)


def failed(db: Connection, limit: int) -> Sequence[Delivery]:
    """Give notices that failed, the oldest first."""
    return tuple(rows.delivery(*row) for row in db.execute(_FAILED, {"limit": max(limit, 0)}))


def backlog(db: Connection) -> Mapping[DeliveryState, int]:
    """Count the notices in each state."""
    counts = dict.fromkeys(DeliveryState, 0)
    counts.update((DeliveryState(state), number) for state, number in db.execute(_BACKLOG))
    return counts


def revive(db: Connection, notices: Iterable[str], at: datetime) -> int:
    """Let failed notices wait again; say how many did."""
    return sum(db.execute(_REVIVE, {"at": rows.ticks(at), "id": one}).rowcount for one in notices)
