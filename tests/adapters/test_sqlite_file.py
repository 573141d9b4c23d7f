"""Which file a URL names, which files are taken, and that no other file is touched."""

import os
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from safetyframe import Frame
from safetyframe.errors import HostError, StoreError
from safetyframe_plugins.sqlite import SqliteStore, open_sqlite, path_of
from safetyframe_plugins.sqlite._file import APPLICATION_ID, SCHEMA_VERSION
from tests.adapters.making import T1, body, fill, opened, raw, record


def files(folder: Path) -> dict[str, bytes]:
    """Every file in a folder, byte for byte."""
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite:///cases.db", "cases.db"),
        ("sqlite:///sub/cases.db", "sub/cases.db"),
        ("sqlite:///../cases.db", "../cases.db"),
        ("sqlite:////var/lib/cases.db", "/var/lib/cases.db"),
        ("sqlite:///a%20b%25%3F%23.db", "a b%?#.db"),
        ("sqlite:///caf%C3%A9.db", "café.db"),
        ("sqlite:///café.db", "café.db"),
        ("sqlite:///C:/data/cases.db", "C:/data/cases.db"),
    ],
)
def test_a_url_names_a_file(url: str, path: str):
    assert path_of(url) == Path(path).absolute()


@pytest.mark.parametrize(
    "url",
    [
        "sqlite://",
        "sqlite:///",
        "sqlite:///:memory:",
        "sqlite://host/cases.db",
        "sqlite:cases.db",
        "sqlite:///cases.db?mode=ro",
        "sqlite:///cases.db#x",
        "sqlite:///cases.db%",
        "sqlite:///cases%zz.db",
        "sqlite:///cases%FF.db",
        "sqlite:///cases%00.db",
        "sqlite:///folder/",
        "other:///cases.db",
    ],
)
def test_a_url_that_names_no_file_is_the_hosts_mistake(url: str):
    with pytest.raises(HostError) as e:
        open_sqlite(url)
    assert "\n" not in str(e.value)


@pytest.mark.parametrize("name", ["one.db", "a b?c#d%.db", "naïef ☂.db", "file:x.db", "-x"])
def test_a_missing_file_becomes_ours(tmp_path: Path, name: str):
    path = tmp_path / name
    with opened(SqliteStore(path)) as store:
        records = fill(store, 2)
    assert [p.name for p in tmp_path.iterdir()] == [name]
    with opened(SqliteStore(path)) as store:
        assert list(store.read(T1)) == records
    header = path.read_bytes()
    assert int.from_bytes(header[68:72], "big") == APPLICATION_ID
    assert int.from_bytes(header[60:64], "big") == SCHEMA_VERSION


def test_an_empty_file_becomes_ours(tmp_path: Path):
    path = tmp_path / "one.db"
    path.touch()
    with opened(SqliteStore(path)) as store:
        fill(store, 1)
    with opened(SqliteStore(path)) as store:
        assert store.head(T1) is not None


def test_a_relative_name_is_settled_when_the_store_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    with opened(open_sqlite("sqlite:///one.db")) as store:
        (tmp_path / "sub").mkdir()
        monkeypatch.chdir(tmp_path / "sub")
        fill(store, 1)
    assert (tmp_path / "one.db").stat().st_size
    assert files(tmp_path / "sub") == {}


def foreign(path: Path, *statements: str) -> None:
    db = sqlite3.connect(path, isolation_level=None)
    for statement in ("CREATE TABLE theirs (x)", "INSERT INTO theirs VALUES (1)", *statements):
        db.execute(statement)
    db.close()


def left_with_a_log(path: Path, *statements: str) -> None:
    """Leave a database as a killed program does, with a log that nobody has folded in."""
    script = textwrap.dedent(f"""
        import os, sqlite3
        db = sqlite3.connect({os.fspath(path)!r}, isolation_level=None)
        db.execute("PRAGMA journal_mode = WAL")
        for statement in {statements!r}:
            db.execute(statement)
        os._exit(0)
    """)
    subprocess.run([sys.executable, "-c", script], check=True)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"x", "not an SQLite file"),
        (b"\0" * 4096, "not an SQLite file"),
        (b"Dear diary, " * 1000, "not an SQLite file"),
        (b"SQLite format 3\0", "SQLite"),
    ],
)
def test_what_is_no_database_is_refused_and_left_alone(tmp_path: Path, content: bytes, why: str):
    path = tmp_path / "notes.txt"
    path.write_bytes(content)
    with pytest.raises(StoreError, match=why) as e:
        SqliteStore(path)
    assert "\n" not in str(e.value)
    assert str(path) in str(e.value)
    assert isinstance(e.value.__cause__, sqlite3.Error) or len(content) == 1
    assert files(tmp_path) == {"notes.txt": content}


@pytest.mark.parametrize(
    "statements",
    [(), ("PRAGMA application_id = 7",), ("PRAGMA journal_mode = WAL",), ("DROP TABLE theirs",)],
    ids=["plain", "named", "wal", "no tables"],
)
def test_a_database_of_another_program_is_refused_and_left_alone(
    tmp_path: Path, statements: tuple[str, ...]
):
    foreign(tmp_path / "their.db", *statements)
    before = files(tmp_path)
    with pytest.raises(StoreError, match="another program"):
        SqliteStore(tmp_path / "their.db")
    assert files(tmp_path) == before


def test_another_programs_log_is_not_folded_in_by_us(tmp_path: Path):
    left_with_a_log(tmp_path / "their.db", "CREATE TABLE theirs (x)")
    before = files(tmp_path)
    assert before["their.db-wal"]
    with pytest.raises(StoreError, match="another program"):
        SqliteStore(tmp_path / "their.db")
    assert files(tmp_path) == before


def test_a_newer_file_is_refused_and_left_alone(tmp_path: Path):
    path = tmp_path / "one.db"
    with opened(SqliteStore(path)) as store:
        fill(store, 1)
    db = sqlite3.connect(path)
    db.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    db.close()
    before = files(tmp_path)
    with pytest.raises(StoreError, match="upgrade safetyframe"):
        SqliteStore(path)
    assert files(tmp_path) == before


def test_a_damaged_file_is_refused_and_left_alone(tmp_path: Path):
    path = tmp_path / "one.db"
    with opened(SqliteStore(path)) as store:
        fill(store, 50)
    path.write_bytes(path.read_bytes()[:5000])
    before = files(tmp_path)
    with pytest.raises(StoreError, match="damaged") as e:
        SqliteStore(path)
    assert isinstance(e.value.__cause__, sqlite3.Error)
    assert files(tmp_path) == before


def test_a_file_that_a_crash_left_with_a_log_is_ours_still(tmp_path: Path):
    path = tmp_path / "one.db"
    script = textwrap.dedent(f"""
        import os
        from pathlib import Path
        from safetyframe_plugins.sqlite import SqliteStore
        from tests.adapters.making import fill
        fill(SqliteStore(Path({os.fspath(path)!r})), 5)
        os._exit(1)
    """)
    subprocess.run([sys.executable, "-c", script], cwd=Path(__file__).parents[2], check=False)
    assert path.with_name("one.db-wal").stat().st_size
    with opened(SqliteStore(path)) as store:
        assert [r.seq for r in store.read(T1)] == [1, 2, 3, 4, 5]


def test_a_file_that_was_left_half_way_through_its_log_is_ours_still(tmp_path: Path):
    """Its first page tells of more pages than are there yet: those are in the log."""
    path, left = tmp_path / "one.db", tmp_path / "left.db"
    with opened(SqliteStore(path)) as store:
        records = fill(store, 60)
        store.append(T1, record(61), expected=60, bodies=[body("x", "long " * 9_000)])
        for end in ("", "-wal"):
            Path(f"{left}{end}").write_bytes(Path(f"{path}{end}").read_bytes())
    size = left.stat().st_size  # closing it has brought all of the log into the other
    assert size < path.stat().st_size
    with left.open("r+b") as file:
        file.write(path.read_bytes()[:4096])
    with opened(SqliteStore(left)) as store:
        assert list(store.read(T1)) == [*records, record(61)]
        assert store.body(T1, "x") == body("x", "long " * 9_000)


def test_a_folder_is_no_file(tmp_path: Path):
    with pytest.raises(StoreError, match="folder"):
        SqliteStore(tmp_path)


def test_a_missing_folder_is_named(tmp_path: Path):
    with pytest.raises(StoreError, match="no folder"):
        SqliteStore(tmp_path / "nowhere" / "one.db")
    assert files(tmp_path) == {}


def test_a_name_no_system_takes(tmp_path: Path):
    with pytest.raises(StoreError, match="cannot be used") as e:
        SqliteStore(tmp_path / ("x" * 5000))
    assert isinstance(e.value.__cause__, OSError)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_no_file(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(StoreError, match="no regular file"):
        SqliteStore(tmp_path / "pipe")


@pytest.mark.skipif(not hasattr(os, "setuid"), reason="no users here")
@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_may_not_be_written_to_is_refused(tmp_path_factory: pytest.TempPathFactory, what: str):
    path = tmp_path_factory.mktemp("shut") / "one.db"
    with opened(SqliteStore(path)) as store:
        fill(store, 1)
    before = files(path.parent)
    for part in (path.parent, *path.parent.parents[:2]):  # pytest shuts its folders
        part.chmod(0o755)
    path.chmod(0o444 if what == "file" else 0o666)
    # Root may write anywhere, so a child gives that up, after importing what it may not read.
    script = textwrap.dedent(f"""
        import os, sys
        from pathlib import Path
        from safetyframe.errors import StoreError
        from safetyframe_plugins.sqlite import SqliteStore
        if os.geteuid() == 0:
            os.setuid(65534)
        else:
            os.chmod({os.fspath(path.parent)!r}, 0o555)
        try:
            SqliteStore(Path({os.fspath(path)!r}))
        except StoreError as error:
            print(error)
    """)
    try:
        done = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=True
        )
    finally:
        path.parent.chmod(0o755)
    assert done.stdout.count("\n") == 1, done
    assert str(path) in done.stdout
    assert files(path.parent) == before


def test_a_record_nobody_can_read_is_named(tmp_path: Path):
    path = tmp_path / "one.db"
    with opened(SqliteStore(path)) as store:
        fill(store, 2)
        db = sqlite3.connect(path)
        db.execute("""UPDATE record SET wire = '{"type": "dream"}' WHERE seq = 2""")
        db.commit()
        db.close()
        with pytest.raises(StoreError, match="record 2 cannot be read"):
            store.read(T1)


def test_the_settings_that_everything_rests_on(tmp_path: Path):
    with opened(SqliteStore(tmp_path / "one.db")) as store:
        settings = ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        found = [store._connection.execute(f"PRAGMA {s}").fetchone()[0] for s in settings]
        assert found == ["wal", 2, 1, 1]


def test_the_tables_hold_even_if_the_checks_did_not(tmp_path: Path):
    with opened(SqliteStore(tmp_path / "one.db")) as store:
        store.append(T1, record(1), expected=0, bodies=[body()])
        for wrong in (
            "INSERT INTO record (trajectory, seq, act, wire) VALUES (1, 1, 'other', '')",
            "INSERT INTO record (trajectory, seq, act, wire) VALUES (1, 2, 'a1', '')",
            "INSERT INTO record (trajectory, seq, act, wire) VALUES (9, 1, 'a1', '')",
            "INSERT INTO body (trajectory, text, sealed) VALUES (1, 'x', '')",
            "INSERT INTO trajectory (id, zone) VALUES ('t-1', 'Europe/Brussels')",
        ):
            with pytest.raises(sqlite3.IntegrityError):
                store._connection.execute(wrong)


def test_words_are_in_the_file_until_they_are_erased(tmp_path: Path):
    # Or the tests of erasure would pass on a store that keeps nothing.
    path = tmp_path / "one.db"
    with opened(SqliteStore(path)) as store:
        store.append(T1, record(1), expected=0, bodies=[body()])
        assert body().words.encode() in raw(path)
        assert body().salt.encode() in raw(path)


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps rights in another way")
def test_a_new_file_is_its_owners_alone(tmp_path):
    path = tmp_path / "new.db"
    before = os.umask(0)
    try:
        with Frame.open(f"sqlite:///{path}") as frame:
            frame.store.trajectories()
            assert {p.stat().st_mode & 0o777 for p in tmp_path.iterdir()} == {0o600}
    finally:
        os.umask(before)
