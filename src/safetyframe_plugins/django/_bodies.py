"""Bodies: kept so that they can be erased.

An erased body is overwritten with zeros of the same length: SQLite then writes over it where it
stands, and leaves no copy of it in the free parts of its file. What is left says that there was a
text with this id, so that it can't come back; how long it was is hidden by padding.

PostgreSQL never writes over a row: an older state stays until a VACUUM takes it away, and that
waits for every transaction that could still see it.
"""

from __future__ import annotations

import json
from typing import Final

from safetyframe.errors import TextIdReusedError
from safetyframe.ports import ErasedState
from safetyframe.values import Body, TrajectoryId
from safetyframe_plugins.django._host import Host, Sql

__all__ = ["cleared", "erase", "get", "keep", "rewrite", "seal"]

#: A sealed body takes a multiple of this many bytes: "yes" and "no" take the same.
_PADDED: Final = 256
#: From PostgreSQL 15 on, what a VACUUM left is counted as soon as it is through.
_COUNTED: Final = 150_000

_HELD: Final = "SELECT sealed FROM safetyframe_body WHERE trajectory_id = %s AND text = %s"
_INSERT: Final = """
    INSERT INTO safetyframe_body (trajectory_id, text, erased, sealed) VALUES (%s, %s, %s, %s)"""
_OF: Final = """
    SELECT b.id, b.erased, b.sealed
    FROM safetyframe_body b JOIN safetyframe_trajectory t ON t.id = b.trajectory_id
    WHERE t.reference = %s AND b.text = %s"""
_ERASE: Final = "UPDATE safetyframe_body SET erased = %s, sealed = %s WHERE id = %s"
_LEFT: Final = """
    SELECT current_setting('track_counts')::bool, current_setting('server_version_num')::int,
        (SELECT sum(n_dead_tup) FROM pg_stat_all_tables WHERE relid IN (c.oid, c.reltoastrelid))
    FROM pg_class c WHERE c.oid = 'safetyframe_body'::regclass"""


def seal(body: Body) -> bytes:
    """Write a body as JSON, padded."""
    parts = (body.language, body.salt, body.words)
    sealed = json.dumps(parts, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return sealed.ljust(-(-len(sealed) // _PADDED) * _PADDED)


def keep(db: Sql, trajectory: int, text: str, sealed: bytes) -> None:
    """Put a body in, within the caller's transaction. Raises `TextIdReusedError`."""
    held = db.rows(_HELD, (trajectory, text))
    if not held:
        db.do(_INSERT, (trajectory, text, False, sealed))
    elif bytes(held[0][0]) != sealed:
        msg = f"text id {text!r} stands for other words, or for erased ones"
        raise TextIdReusedError(msg)


def get(db: Sql, trajectory: TrajectoryId, text: str) -> Body | None:
    """Give a body, or None."""
    rows = db.rows(_OF, (trajectory, text))
    if not rows or rows[0][1]:
        return None
    language, salt, words = json.loads(bytes(rows[0][2]).decode("utf-8", "surrogatepass"))
    return Body(id=text, language=language, salt=salt, words=words)


def erase(db: Sql, trajectory: TrajectoryId, text: str) -> bool:
    """Write over a body, within the caller's transaction; say whether one has ever been here."""
    rows = db.rows(_OF, (trajectory, text))
    for key, erased, sealed in rows:
        if not erased:
            db.do(_ERASE, (True, bytes(len(sealed)), key))
    return bool(rows)


def cleared(host: Host) -> ErasedState:
    """Take away what the database keeps of older states, once the erasure has committed."""
    gone = host.alone(lambda db: _vacuumed(db) if db.postgresql else _emptied(db))
    return ErasedState.ERASED if gone else ErasedState.PENDING


def rewrite(db: Sql) -> bool:
    """Write the table anew, without what lies between its rows; SQLite: the whole file."""
    db.do("VACUUM FULL safetyframe_body" if db.postgresql else "VACUUM")
    return True


def _emptied(db: Sql) -> bool:
    """SQLite: empty the write-ahead log. A rollback journal is gone with the commit."""
    mode = str(db.rows("PRAGMA journal_mode")[0][0]).lower()
    if mode == "wal":
        return not db.rows("PRAGMA wal_checkpoint(TRUNCATE)")[0][0]
    return mode != "persist"  # such a journal keeps its pages until they are written over


def _vacuumed(db: Sql) -> bool:
    """PostgreSQL: take dead rows away, and look whether some had to stay."""
    ((counted, version, _),) = db.rows(_LEFT)
    if version >= _COUNTED:
        db.rows("SELECT pg_stat_force_next_flush()")  # or our own count comes after the VACUUM's
    db.do("VACUUM safetyframe_body")
    ((_, _, left),) = db.rows(_LEFT)
    return bool(counted) and version >= _COUNTED and not left
