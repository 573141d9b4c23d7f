"""A file of an older layout grows in place: all or nothing, whoever else has it open."""

import os
import shutil
import sqlite3
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest

from safetyframe.errors import StoreError
from safetyframe.notice import DeliveryState, Notice
from safetyframe.ports import Head
from safetyframe.values import ActId, PersonId
from safetyframe_plugins.sqlite import SqliteStore
from safetyframe_plugins.sqlite._layout import SCHEMA_VERSION
from tests.adapters.making import NOON, T1, T2, body, opened, record

GOLDEN = Path(__file__).parent / "golden"
ROOT = Path(__file__).parents[2]


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A file that the first release wrote."""
    return Path(shutil.copyfile(GOLDEN / "layout-1.sqlite", tmp_path / "one.db"))


def layout(path: Path) -> int:
    db = sqlite3.connect(path)
    (found,) = db.execute("PRAGMA user_version").fetchone()
    db.close()
    return int(found)


def tables(path: Path) -> list[tuple[str, ...]]:
    db = sqlite3.connect(path)
    found = db.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name").fetchall()
    db.close()
    return found


def holds_what_it_held(store: SqliteStore) -> None:
    assert [(i.trajectory, i.record.seq) for i in store.feed()][:5] == [
        (T1, 1),
        (T2, 1),
        (T1, 2),
        (T2, 2),
        (T1, 3),
    ]
    assert list(store.read(T1))[:3] == [record(n) for n in (1, 2, 3)]
    assert store.head(T2) == Head(version=2, zone="Europe/Lisbon")
    assert store.body(T1, "x") == body("x")
    assert store.body(T1, "z") == body("z", "drie")
    assert store.body(T1, "y") is None


def notice(seq: int) -> Notice:
    return Notice(trajectory=T1, act=ActId(f"a{seq}"), recipient=PersonId("p"))


def test_the_golden_file_is_of_the_first_layout():
    header = (GOLDEN / "layout-1.sqlite").read_bytes()
    assert int.from_bytes(header[60:64], "big") == 1


def test_a_file_of_the_first_release_loads_and_takes_notices(old: Path, tmp_path: Path):
    with opened(SqliteStore(old)) as store:
        holds_what_it_held(store)
        assert sum(store.backlog().values()) == 0
        store.append(T1, record(4), expected=3, notices=[notice(4)])
    with opened(SqliteStore(old)) as store:
        holds_what_it_held(store)
        assert [d.notice for d in store.deliveries(T1)] == [notice(4)]
        assert store._connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    with opened(SqliteStore(tmp_path / "new.db")):
        pass
    assert layout(old) == layout(tmp_path / "new.db") == SCHEMA_VERSION
    assert tables(old) == tables(tmp_path / "new.db")


@pytest.mark.parametrize("after", range(7))
def test_a_process_that_is_killed_on_the_way_leaves_the_file_as_it_was(old: Path, after: int):
    before = tables(old)
    script = textwrap.dedent(f"""
        import os
        from pathlib import Path
        from safetyframe_plugins.sqlite import SqliteStore, _layout
        steps = list(_layout._STEPS[1])
        class Killed(str): pass
        class Statements(list):
            def __iter__(self):
                for number, statement in enumerate(steps):
                    if number == {after}:
                        os._exit(9)
                    yield statement
                os._exit(9)
        _layout._STEPS = (_layout._STEPS[0], Statements())
        SqliteStore(Path({os.fspath(old)!r}))
    """)
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False)
    assert done.returncode == 9
    assert (layout(old), tables(old)) == (1, before)
    with opened(SqliteStore(old)) as store:
        holds_what_it_held(store)
        store.append(T1, record(4), expected=3, notices=[notice(4)])


def test_many_who_open_an_old_file_at_once_take_the_step_once(old: Path):
    many, wrong, stores = 8, [], []
    start = threading.Barrier(many)

    def run() -> None:
        start.wait()
        try:
            stores.append(SqliteStore(old))
        except StoreError as error:
            wrong.append(error)

    crowd = [threading.Thread(target=run) for _ in range(many)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    assert wrong == []
    for seq, store in enumerate(stores, 4):
        store.append(T1, record(seq), expected=seq - 1, notices=[notice(seq)])
    for store in stores:
        assert store.backlog()[DeliveryState.WAITING] == many
        store.close()


def test_whoever_has_the_file_open_meanwhile_works_on(old: Path):
    """An older release reads and writes as it did: it has no word for what was added."""
    other = sqlite3.connect(old, isolation_level=None)
    other.execute("BEGIN")
    seen = "SELECT count(*) FROM record"
    assert other.execute(seen).fetchone() == (5,)
    with opened(SqliteStore(old)) as store:
        assert layout(old) == SCHEMA_VERSION
        assert other.execute(seen).fetchone() == (5,)
        other.execute("COMMIT")
        store.append(T1, record(4), expected=3, notices=[notice(4)])
        other.execute(
            "INSERT INTO record (trajectory, seq, act, wire)"
            " SELECT trajectory, 5, 'a5', replace(wire, 'a4', 'a5') FROM record WHERE seq = 4"
        )
        assert [r.act.id for r in store.read(T1, after=3)] == ["a4", "a5"]
        assert [c.notice for c in store.claim("w", now=NOON, until=NOON)] == [notice(4)]
    other.close()


def test_a_file_that_another_holds_is_not_waited_for_without_end(old: Path):
    other = sqlite3.connect(old, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="another process holds it"):
        SqliteStore(old, busy_seconds=0.05)
    assert layout(old) == 1
    other.execute("ROLLBACK")
    other.close()
    with opened(SqliteStore(old, busy_seconds=0.05)) as store:
        holds_what_it_held(store)
