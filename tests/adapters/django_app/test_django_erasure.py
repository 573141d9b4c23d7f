"""What databases keep of an erased body, and when that is gone."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connections

from safetyframe.ports import ErasedState
from safetyframe_plugins.django.store import DjangoStore
from tests.adapters.django_app.databases import alias_for, sqlite_url
from tests.adapters.django_app.places import postgresql
from tests.adapters.making import T1, body, record
from tests.support.servers import connected

__all__ = ["postgresql"]

SECRET = "Kerkstraat 12, achterhuis"  # noqa: S105 -- an address


def filled(url):
    store = DjangoStore(alias_for(url))
    store.append(T1, record(1), expected=0, bodies=[body("x", SECRET), body("y")])
    return store


def in_table(db):
    """The bytes of the pages of the table, whether a row owns them or not."""
    db.execute("CHECKPOINT")
    (path,) = db.execute("SELECT pg_relation_filepath('safetyframe_body')").fetchone()
    (data,) = db.execute("SELECT pg_read_binary_file(%s)", (path,)).fetchone()
    return data


def dead(db):
    """How many rows are left that no snapshot from now on sees."""
    db.execute("VACUUM safetyframe_body")
    return db.execute(
        "SELECT n_dead_tup FROM pg_stat_all_tables WHERE relname = 'safetyframe_body'"
    ).fetchone()[0]


def test_postgresql_with_a_long_reader_is_pending_and_says_so(postgresql):
    store = filled(postgresql)
    with connected(postgresql) as reader, connected(postgresql) as db:
        reader.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
        reader.execute("SELECT * FROM host_note")
        assert store.erase_body(T1, "x") is ErasedState.PENDING
        assert dead(db) == 1  # and rightly so
        sealed = reader.execute("SELECT sealed FROM safetyframe_body WHERE text = 'x'").fetchone()
        assert SECRET.encode() in sealed[0]  # the long reader still can
        reader.execute("COMMIT")
        assert store.erase_body(T1, "x") is ErasedState.ERASED
        assert dead(db) == 0
    assert store.body(T1, "y") == body("y")


def test_postgresql_writes_the_table_anew_on_request(postgresql):
    """After a VACUUM no statement reaches the words, but the page may still hold their bytes."""
    store = filled(postgresql)
    assert store.erase_body(T1, "x") is ErasedState.ERASED
    store.rewrite_bodies()
    with connected(postgresql) as db:
        kept = in_table(db)
    assert SECRET.encode() not in kept
    assert body("y").words.encode() in kept  # or there would be nothing to see in it


@pytest.mark.parametrize(
    ("mode", "state"),
    [
        ("delete", ErasedState.ERASED),
        ("truncate", ErasedState.ERASED),
        ("wal", ErasedState.ERASED),
        ("persist", ErasedState.PENDING),
    ],
)
def test_sqlite_in_each_journal_mode(tmp_path, mode, state):
    url = sqlite_url(tmp_path)
    alias = alias_for(url, OPTIONS={"init_command": f"PRAGMA journal_mode = {mode}"})
    store = DjangoStore(alias)
    store.append(T1, record(1), expected=0, bodies=[body("x", SECRET), body("y")])
    path = Path(urlsplit(url).path)
    assert SECRET.encode() in raw(path)
    with connections[alias].cursor():  # an open connection: closing the last one empties the log
        assert store.erase_body(T1, "x") is state
        assert (SECRET.encode() in raw(path)) == (state is ErasedState.PENDING)
    connections[alias].close()


def test_sqlite_with_a_reader_of_the_log_is_pending(tmp_path):
    import sqlite3

    url = sqlite_url(tmp_path)
    alias = alias_for(url, OPTIONS={"init_command": "PRAGMA journal_mode = wal", "timeout": 0.05})
    store = DjangoStore(alias)
    reader = sqlite3.connect(urlsplit(url).path, isolation_level=None)
    store.append(T1, record(1), expected=0, bodies=[body("x", SECRET)])
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM safetyframe_body").fetchall()
    assert store.erase_body(T1, "x") is ErasedState.PENDING
    reader.execute("COMMIT")
    assert store.erase_body(T1, "x") is ErasedState.ERASED
    assert SECRET.encode() not in raw(Path(urlsplit(url).path))
    reader.close()


def raw(path):
    return b"".join(p.read_bytes() for p in path.parent.glob(f"{path.name}*"))
