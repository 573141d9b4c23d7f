"""An append on PostgreSQL in one statement, and so in one round trip.

It writes all or, where anything at all stands in the way, nothing and says so with no row; then
`appending` looks at what it was. It raises nothing in the usual cases of a conflict, so a
transaction of the host's goes on. Each part hangs on the row of the trajectory having been moved
from the expected version, which waits for whoever moves it at the same time.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import TextClause, text

from safetyframe.plugins.rows import ticks
from safetyframe.ports import Appended, ErasedState
from safetyframe_plugins.sql.appending import Task
from safetyframe_plugins.sql.running import Runs
from safetyframe_plugins.sql.servers import BITS, XID
from safetyframe_plugins.sql.tables import PREFIX as P

__all__ = ["append_fast", "statement"]


def append_fast(runs: Runs, task: Task) -> Appended | None:
    """Append where nothing stands in the way; None, and nothing written, where something does."""
    if not task.clear or task.record.seq != task.expected + 1:
        return None
    asked = statement(
        fresh=task.expected == 0,
        joined=runs.joined,
        bodies=bool(task.bodies),
        gone=bool(task.gone),
        notices=bool(task.notices),
    )
    values: dict[str, Any] = {
        "t": task.trajectory,
        "seq": task.record.seq,
        "act": task.record.act.id,
        "wire": task.wire,
        "zone": task.zone,
    }
    if task.expected:
        values["expected"] = task.expected
    if task.bodies:
        values["names"] = [name for name, _ in task.bodies]
        values["sealed"] = [sealed for _, sealed in task.bodies]
    if task.gone:
        values["gone"] = list(task.gone)
    if task.notices:
        values["ids"] = [one.id for one in task.notices]
        values["recipients"] = [one.recipient for one in task.notices]
        values["since"] = ticks(task.record.recorded_at)
    row = runs.row(asked, values)
    if row is None:
        return None
    held: set[str] = set(row[1] or ())
    erased = tuple(
        (name, ErasedState.PENDING if name in held else ErasedState.NEVER_HELD)
        for name in task.gone
    )
    return Appended(record=task.record, pos=row[0], erased=erased)


@cache
def statement(*, fresh: bool, joined: bool, bodies: bool, gone: bool, notices: bool) -> TextClause:
    """Write the statement with the parts that are needed."""
    size = 1 << BITS
    given = "unnest(CAST(:names AS text[]), CAST(:sealed AS bytea[])) AS u (name, sealed)"
    # In a transaction of its own a record is the first; in the host's there may be more.
    mine = f"(SELECT max(pos) + 1 FROM {P}record WHERE pos >= base AND pos < base + {size})"
    me = f"greatest(base, {mine})" if joined else "base"
    free = ""
    if bodies and not fresh:
        free = (
            f" AND NOT EXISTS (SELECT 1 FROM {given} JOIN {P}body b ON b.trajectory = :t "
            "AND b.name = u.name WHERE b.erased = 1 OR b.sealed <> u.sealed)"
        )
    if fresh:
        moved = (
            f"INSERT INTO {P}trajectory (id, zone, version, pos, began) "
            "SELECT CAST(:t AS text), CAST(:zone AS text), 1, pos, pos FROM me "
            f"WHERE pos < base + {size} ON CONFLICT (id) DO NOTHING RETURNING pos"
        )
    else:
        moved = (
            f"UPDATE {P}trajectory AS t SET version = :seq, pos = me.pos FROM me "
            "WHERE t.id = :t AND t.version = :expected AND t.zone = :zone "
            f"AND t.pos < me.pos AND me.pos < me.base + {size} "
            f"AND NOT EXISTS (SELECT 1 FROM {P}record WHERE trajectory = :t AND act = :act)"
            f"{free} RETURNING t.pos"
        )
    parts = [
        f"own AS (SELECT (shift + {XID}) * {size} AS base FROM {P}layout)",
        f"me AS (SELECT base, {me} AS pos FROM own)",
        f"moved AS ({moved})",
        (
            f"kept AS (INSERT INTO {P}record (trajectory, seq, act, pos, wire) "
            "SELECT CAST(:t AS text), :seq, CAST(:act AS text), pos, CAST(:wire AS text) "
            "FROM moved)"
        ),
    ]
    if bodies:
        parts.append(
            f"said AS (INSERT INTO {P}body (trajectory, name, sealed) "
            f"SELECT CAST(:t AS text), u.name, u.sealed FROM moved, {given} "
            "ON CONFLICT (trajectory, name) DO NOTHING)"
        )
    if gone:
        parts.append(
            f"wiped AS (UPDATE {P}body SET sealed = '', erased = 1, "
            "traces = CASE WHEN erased = 0 THEN 0 ELSE traces END FROM moved "
            "WHERE trajectory = :t AND name = ANY (CAST(:gone AS text[])) RETURNING name)"
        )
    if notices:
        parts += [
            (
                f"told AS (INSERT INTO {P}notice (trajectory, pos, n, id, act, recipient, since) "
                "SELECT CAST(:t AS text), moved.pos, u.n - 1, u.id, CAST(:act AS text), "
                "u.recipient, CAST(:since AS bigint) FROM moved, unnest(CAST(:ids AS text[]), "
                "CAST(:recipients AS text[])) WITH ORDINALITY AS u (id, recipient, n))"
            ),
            (
                f"held AS (INSERT INTO {P}hold (trajectory) SELECT CAST(:t AS text) "
                "FROM moved ON CONFLICT (trajectory) DO NOTHING)"
            ),
        ]
    last = "(SELECT array_agg(name) FROM wiped)" if gone else "NULL"
    return text(f"WITH {', '.join(parts)} SELECT pos, {last} FROM moved")
