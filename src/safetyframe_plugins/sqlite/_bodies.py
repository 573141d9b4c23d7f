"""Bodies: kept so that they can be erased for real.

Deleting a row is not enough, even with `secure_delete`: when rows are deleted, SQLite moves their
neighbours from page to page and leaves copies behind in the free part of the pages they came from.
A neighbour that is erased later lives on in such a copy. So no row of this table is ever deleted or
changes its size. New ones come in at the end, an erased one is overwritten with zeros where it
stands, and SQLite has no reason to move any. What is left is that there was a text with this id, so
that it can't come back with a retry; how long it was is hidden by padding.
"""

from __future__ import annotations

import json
import sqlite3
from typing import Final

from safetyframe.errors import TextIdReusedError
from safetyframe.values import Body, TrajectoryId

__all__ = ["erase", "get", "keep", "seal"]

#: A sealed body takes a multiple of this many bytes: "yes" and "no" take the same.
_PADDED: Final = 256

_INSERT: Final = """
    INSERT INTO body (trajectory, text, sealed) VALUES (?, ?, ?)
    ON CONFLICT (trajectory, text) DO NOTHING"""
_SAME: Final = "SELECT 1 FROM body WHERE trajectory = ? AND text = ? AND sealed = ?"
_GET: Final = """
    SELECT sealed FROM body
    WHERE trajectory = (SELECT key FROM trajectory WHERE id = ?) AND text = ? AND erased = 0"""
_HELD: Final = """
    SELECT key FROM body
    WHERE trajectory = (SELECT key FROM trajectory WHERE id = ?) AND text = ?"""
_ERASE: Final = """
    UPDATE body SET erased = 1, sealed = zeroblob(length(sealed)) WHERE key = ? AND erased = 0"""


def seal(body: Body) -> bytes:
    """Write a body as JSON, padded."""
    parts = (body.language, body.salt, body.words)
    sealed = json.dumps(parts, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return sealed.ljust(-(-len(sealed) // _PADDED) * _PADDED)


def keep(db: sqlite3.Connection, trajectory: int, text: str, sealed: bytes) -> None:
    """Put a body in, within the caller's transaction. Raises `TextIdReusedError`."""
    if db.execute(_INSERT, (trajectory, text, sealed)).rowcount:
        return
    if db.execute(_SAME, (trajectory, text, sealed)).fetchone() is None:
        msg = f"text id {text!r} stands for other words, or for erased ones"
        raise TextIdReusedError(msg)


def get(db: sqlite3.Connection, trajectory: TrajectoryId, text: str) -> Body | None:
    """Give a body, or None."""
    row = db.execute(_GET, (trajectory, text)).fetchone()
    if row is None:
        return None
    language, salt, words = json.loads(row[0].decode("utf-8", "surrogatepass"))
    return Body(id=text, language=language, salt=salt, words=words)


def erase(db: sqlite3.Connection, trajectory: TrajectoryId, text: str) -> bool:
    """Overwrite a body, within the caller's transaction; say whether one has ever been here."""
    row = db.execute(_HELD, (trajectory, text)).fetchone()
    if row is None:
        return False
    db.execute(_ERASE, row)
    return True
