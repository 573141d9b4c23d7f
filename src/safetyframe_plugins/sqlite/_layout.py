"""The tables of a file, and how a file of an older layout becomes one of this.

A layout is never changed: a new one is a step from the one before, and a new file is made by taking
every step. So a file that was made at once and one that grew are the same.
"""

from __future__ import annotations

import sqlite3
from typing import Final

__all__ = ["APPLICATION_ID", "SCHEMA_VERSION", "make", "upgrade"]

#: "SFRM", in the place where an SQLite file says whose it is.
APPLICATION_ID: Final = 0x5346524D

_RECORDS: Final = (
    """
    CREATE TABLE trajectory (
        key INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        zone TEXT NOT NULL
    )""",
    # Writers come one at a time (BEGIN IMMEDIATE) and take their `pos` inside that turn, so the
    # order of `pos` is the order of the commits: whoever has seen `pos` n will never be shown a
    # smaller one later. AUTOINCREMENT keeps it so even if the last rows were ever deleted.
    """
    CREATE TABLE record (
        pos INTEGER PRIMARY KEY AUTOINCREMENT,
        trajectory INTEGER NOT NULL REFERENCES trajectory (key),
        seq INTEGER NOT NULL,
        act TEXT NOT NULL,
        wire TEXT NOT NULL,
        UNIQUE (trajectory, seq),
        UNIQUE (trajectory, act)
    )""",
    # A row of this table is never deleted and never changes its size, see `_bodies`.
    """
    CREATE TABLE body (
        key INTEGER PRIMARY KEY,
        trajectory INTEGER NOT NULL REFERENCES trajectory (key),
        text TEXT NOT NULL,
        erased INTEGER NOT NULL DEFAULT 0 CHECK (erased IN (0, 1)),
        sealed BLOB NOT NULL,
        UNIQUE (trajectory, text)
    )""",
)

_NOTICES: Final = (
    # AUTOINCREMENT, because the order of the keys is the order in which notices are sent.
    """
    CREATE TABLE notice (
        key INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        trajectory INTEGER NOT NULL REFERENCES trajectory (key),
        act TEXT NOT NULL,
        recipient TEXT NOT NULL,
        since INTEGER NOT NULL,
        state TEXT NOT NULL DEFAULT 'waiting'
            CHECK (state IN ('waiting', 'sent', 'delivered', 'failed')),
        attempts INTEGER NOT NULL DEFAULT 0,
        sent INTEGER NOT NULL DEFAULT 0 CHECK (sent IN (0, 1)),
        at INTEGER,
        retry_at INTEGER,
        reason TEXT NOT NULL DEFAULT '',
        FOREIGN KEY (trajectory, act) REFERENCES record (trajectory, act)
    )""",
    """
    CREATE TABLE hold (
        trajectory INTEGER PRIMARY KEY REFERENCES trajectory (key),
        worker TEXT NOT NULL,
        until INTEGER
    )""",
    # What is asked all the time is asked of what waits, and that is little beside what was sent.
    "CREATE INDEX notice_waiting ON notice (key) WHERE state = 'waiting'",
    """
    CREATE INDEX notice_retried ON notice (trajectory, key)
    WHERE state = 'waiting' AND retry_at IS NOT NULL""",
    "CREATE INDEX notice_of ON notice (trajectory, state)",
    "CREATE INDEX notice_state ON notice (state, since)",
)

#: What makes layout 1 of an empty file, layout 2 of layout 1, and so on.
_STEPS: Final = (_RECORDS, _NOTICES)
#: The last of them. A file with a higher one was made by a newer release.
SCHEMA_VERSION: Final = len(_STEPS)


def make(db: sqlite3.Connection) -> None:
    """Make an empty file ours, within the caller's transaction."""
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    upgrade(db, 0)


def upgrade(db: sqlite3.Connection, layout: int) -> None:
    """Take the steps that a file of this layout lacks, within the caller's transaction."""
    for step in _STEPS[layout:]:
        for statement in step:
            db.execute(statement)
    db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
