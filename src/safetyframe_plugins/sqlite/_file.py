"""Opening a file: only one that is ours or empty, and nothing changed in any other."""

from __future__ import annotations

import os
import sqlite3
import time
from pathlib import Path
from typing import Final

from safetyframe.errors import StoreError
from safetyframe_plugins.sqlite._layout import APPLICATION_ID, SCHEMA_VERSION, make, upgrade

__all__ = ["APPLICATION_ID", "SCHEMA_VERSION", "failure", "open_file"]

_SETTINGS: Final = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
    "PRAGMA synchronous = FULL",
    "PRAGMA fullfsync = ON",  # macOS only: there an fsync alone reaches no further than the drive
    "PRAGMA trusted_schema = OFF",
)

#: How many seconds a file may take to become whole while another process makes it ours.
_PATIENCE: Final = 0.5

_WHY: Final = {
    sqlite3.SQLITE_FULL: "there is no room left; nothing was written",
    sqlite3.SQLITE_READONLY: "it may not be written to",
    sqlite3.SQLITE_BUSY: "another process holds it for too long; try again",
    sqlite3.SQLITE_NOTADB: "it is not an SQLite file",
    sqlite3.SQLITE_CORRUPT: "it is damaged; restore it from a backup",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened; look at the rights on the file and its folder",
}


def open_file(path: Path, busy_seconds: float) -> sqlite3.Connection:
    """Open `path`, made ours when it is missing or empty.

    Raises StoreError, and leaves the file as it is, when it is not ours or newer than we know.
    """
    try:
        _refuse_what_is_no_file(path)
        if path.exists() and path.stat().st_size:
            _refuse_what_is_not_ours(path, *_look(path))
        elif not path.exists():
            path.touch(mode=0o600)  # words will lie in it: a new file is its owner's alone
    except OSError as error:
        raise StoreError(f"{path}: it cannot be used: {error.strerror}") from error
    patience = time.monotonic() + busy_seconds
    while True:
        try:
            return _opened(path, busy_seconds)
        except sqlite3.Error as error:
            # Where several switch one file to its write-ahead log at once, SQLite turns some away
            # without waiting, whatever time-out was set.
            busy = getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY
            if not busy or time.monotonic() > patience:
                raise failure(path, error) from error
            time.sleep(0.01)


def _opened(path: Path, busy_seconds: float) -> sqlite3.Connection:
    db = _connect(path, "mode=rwc", busy_seconds)
    try:
        _make_ours(db, path)
    except BaseException:
        db.close()
        raise
    return db


def failure(path: Path, error: sqlite3.Error) -> StoreError:
    """Put an error of SQLite in words of ours: one line, and no data. To be chained to `error`."""
    code: int | None = getattr(error, "sqlite_errorcode", None)  # absent when Python itself raised
    why = None if code is None else _WHY.get(code & 0xFF)
    return StoreError(f"{path}: {why or f'SQLite says: {error}'}")


def _connect(path: Path, options: str, busy_seconds: float) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{path.as_uri()}?{options}",
        uri=True,
        timeout=busy_seconds,
        isolation_level=None,  # transactions begin and end where we say so
        check_same_thread=False,  # the store has a lock
    )


def _refuse_what_is_no_file(path: Path) -> None:
    if path.is_dir():
        raise StoreError(f"{path}: it is a folder; name a file in it")
    if not path.parent.is_dir():
        raise StoreError(f"{path}: there is no folder {path.parent}; make it first")
    if path.exists():
        if not path.is_file():
            raise StoreError(f"{path}: it is no regular file")
        if not os.access(path, os.W_OK):
            raise StoreError(f"{path}: it may not be written to")


def _look(path: Path) -> tuple[int, int]:
    """Read application id and schema version without leaving a trace.

    `immutable` takes no lock, rolls nothing back, and makes no file beside it; an ordinary
    connection would finish another program's write-ahead log on closing. Reading the header without
    SQLite is no way either: closing the file would drop the locks of every other connection in this
    process.
    """
    patience = time.monotonic() + _PATIENCE
    while True:
        try:
            db = _connect(path, "immutable=1", busy_seconds=0)
            try:
                # Or a file that a crash left half way through its log would be refused: its first
                # page may tell of pages that are in the log only. Nothing is written by this one.
                db.execute("PRAGMA writable_schema = ON")
                if _pragma(db, "page_count") == 0:  # too short: SQLite would write over it
                    raise StoreError(f"{path}: {_WHY[sqlite3.SQLITE_NOTADB]}")
                return _pragma(db, "application_id"), _pragma(db, "user_version")
            finally:
                db.close()
        except sqlite3.Error as error:
            corrupt = getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_CORRUPT
            if not corrupt or time.monotonic() > patience:
                raise failure(path, error) from error
            time.sleep(0.01)  # another process may be half way through making it ours


def _refuse_what_is_not_ours(path: Path, application: int, version: int) -> None:
    if application != APPLICATION_ID:
        raise StoreError(f"{path}: it is an SQLite file of another program; name another file")
    if version > SCHEMA_VERSION:
        raise StoreError(
            f"{path}: it has layout {version}, and this release knows {SCHEMA_VERSION}: "
            "upgrade safetyframe"
        )


def _make_ours(db: sqlite3.Connection, path: Path) -> None:
    for setting in _SETTINGS:
        db.execute(setting)
    if _pragma(db, "page_count") == 0:
        # Before the switch to a write-ahead log, so that the file itself says whose it is.
        db.execute("BEGIN IMMEDIATE")
        try:
            # Nobody came first. (The page count is no sign any more: this turn has made a page.)
            if not db.execute("SELECT 1 FROM sqlite_master").fetchall():
                make(db)
            db.execute("COMMIT")
        finally:
            if db.in_transaction:
                db.execute("ROLLBACK")
    _refuse_what_is_not_ours(path, _pragma(db, "application_id"), _pragma(db, "user_version"))
    if _pragma(db, "user_version") < SCHEMA_VERSION:
        # One turn, with the number of the layout in it: whoever is killed on the way leaves the
        # file as it was, and who comes second finds it done. Processes of an older release that
        # have the file open work on; they know nothing of what was added, and need not.
        db.execute("BEGIN IMMEDIATE")
        try:
            upgrade(db, _pragma(db, "user_version"))
            db.execute("COMMIT")
        finally:
            if db.in_transaction:
                db.execute("ROLLBACK")
    mode: str = db.execute("PRAGMA journal_mode = WAL").fetchone()[0]
    if mode != "wal":
        raise StoreError(f"{path}: its disk allows no write-ahead log; use a disk of this machine")


def _pragma(db: sqlite3.Connection, name: str) -> int:
    (value,) = db.execute(f"PRAGMA {name}").fetchone()
    return int(value)
