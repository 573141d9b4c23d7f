"""Floors for what is kept: a line of JSON decoded, a row made durable.

Why these are fair floors:

* `struct_decoder`: msgspec is the fastest way in Python from a line of JSON to typed objects. Its
  structs are made from the same fields of the same classes; it checks types and knows dates, but
  looks at no reference, no unknown key, no version and no key that stands twice.
* `RawFile`: one INSERT of the same bytes in one transaction with the store's own settings, on the
  same disk. No version is compared, no act id is unique, no text is kept: less than any store that
  two processes may use at once can do.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

from attrs import NOTHING, fields, has

from safetyframe.acts import Act
from safetyframe.record import Record
from safetyframe.values import TrajectoryId
from safetyframe.wire.names import ACT_NAMES
from safetyframe_plugins.sqlite import SqliteStore, open_sqlite
from safetyframe_plugins.sqlite._file import _SETTINGS

__all__ = ["RawFile", "filled", "struct_codec"]


def filled(url: str, names: Iterable[str], records: Sequence[Record]) -> SqliteStore:
    """Open our own store with these trajectories in it; what fills it waits for no disk."""
    store = open_sqlite(url)
    store._connection.execute("PRAGMA synchronous = OFF")
    for name in names:
        for record in records:
            store.append(TrajectoryId(name), record, expected=record.seq - 1)
    store._connection.execute("PRAGMA synchronous = FULL")
    return store


def struct_codec() -> tuple[Callable[[str], Any], Callable[[Any], bytes]]:
    """Give what reads a record from a line, and what writes it. msgspec must be installed."""
    import msgspec

    @cache
    def struct_of(cls: type) -> Any:
        hints = get_type_hints(cls)
        every = [
            (f.name, struct_type(hints[f.name]))
            if f.default is NOTHING
            else (f.name, struct_type(hints[f.name]), f.default)
            for f in fields(cls)
        ]
        tag = {"tag_field": "type", "tag": ACT_NAMES[cls][0]} if cls in ACT_NAMES else {}
        return msgspec.defstruct(
            cls.__name__, every, frozen=True, kw_only=True, omit_defaults=True, **tag
        )

    def struct_type(hint: Any) -> Any:
        if hint == Act:
            return Union[tuple(struct_of(cls) for cls in ACT_NAMES)]  # noqa: UP007 - made at run time
        if isinstance(hint, type) and has(hint):
            return struct_of(hint)
        origin, inner = get_origin(hint), get_args(hint)
        if origin is tuple:
            return tuple[struct_type(inner[0]), ...]
        if inner and hint is not datetime:
            return Union[tuple(struct_type(one) for one in inner)]  # noqa: UP007
        return getattr(hint, "__supertype__", hint)

    return msgspec.json.Decoder(struct_of(Record)).decode, msgspec.json.Encoder().encode


class RawFile:
    """An SQLite file of one table, with the store's settings and nothing else."""

    def __init__(self, path: Path) -> None:
        self.db = sqlite3.connect(path, isolation_level=None)
        for setting in _SETTINGS:
            self.db.execute(setting)
        self.db.execute("PRAGMA journal_mode = WAL")
        self.db.execute("CREATE TABLE line (pos INTEGER PRIMARY KEY, wire TEXT)")
        self.db.execute("CREATE TABLE body (key INTEGER PRIMARY KEY, sealed BLOB)")
        self._keys = count(1)

    def insert(self, wire: str) -> None:
        """Make one row durable."""
        self.db.execute("BEGIN IMMEDIATE")
        self.db.execute("INSERT INTO line (wire) VALUES (?)", (wire,))
        self.db.execute("COMMIT")

    def insert_both(self, wire: str, sealed: bytes) -> None:
        """Make a row and the body of its text durable."""
        self.db.execute("BEGIN IMMEDIATE")
        self.db.execute("INSERT INTO line (wire) VALUES (?)", (wire,))
        self.db.execute("INSERT INTO body (sealed) VALUES (?)", (sealed,))
        self.db.execute("COMMIT")

    def close(self) -> None:
        """Close the file."""
        self.db.close()
