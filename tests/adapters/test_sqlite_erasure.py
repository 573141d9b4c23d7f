"""Erased words are in no file any more: not in the database, not in its log, not in a copy."""

import random
import sqlite3
from pathlib import Path

import pytest

from safetyframe.ports import ErasedState
from safetyframe.values import Body
from safetyframe_plugins.sqlite import SqliteStore
from tests.adapters.making import T1, T2, body, opened, raw, record


def traces(path: Path, gone: Body) -> list[bytes]:
    """Pieces of words or salt that are still to be found; of long words, 40 samples."""
    content = raw(path)
    found: list[bytes] = []
    for what in (gone.words.encode(), gone.salt.encode()):
        stride = max(12, len(what) // 40)
        pieces = [what[i : i + 12] for i in range(0, max(len(what) - 11, 1), stride)]
        found.extend(piece for piece in pieces if piece in content)
    return found


@pytest.mark.parametrize("size", [3, 200, 3_000, 50_000, 400_000])
def test_nothing_is_left_of_words_and_salt(tmp_path: Path, size: int):
    path = tmp_path / "one.db"
    secret = body("x", "".join(chr(97 + i * i % 23) for i in range(size)))
    with opened(SqliteStore(path)) as store:
        store.append(T1, record(1), expected=0, bodies=[body("y"), secret, body("z")])
        assert traces(path, secret)
        assert store.erase_body(T1, "x") is ErasedState.ERASED
        if size > 20:
            assert traces(path, secret) == []
        assert secret.salt.encode() not in raw(path)
        assert store.body(T1, "y") == body("y")
        assert store.body(T1, "z") == body("z")


@pytest.mark.parametrize(
    ("seed", "sizes"),
    [*((s, (20, 900)) for s in range(6)), (6, (20, 200)), (7, (20, 200)), (8, (500, 9_000))],
)
def test_nothing_is_left_among_many_that_come_and_go(
    tmp_path: Path, seed: int, sizes: tuple[int, int]
):
    # SQLite moves rows between pages as others go, and leaves copies behind; see `_bodies`.
    chance = random.Random(seed)
    path = tmp_path / "one.db"
    live: list[tuple[str, Body]] = []
    versions = {T1: 0, T2: 0}
    with opened(SqliteStore(path)) as store:
        store._connection.execute("PRAGMA synchronous = OFF")  # no crash here, and much faster
        for n in range(160):
            trajectory = chance.choice((T1, T2))
            words = "".join(chance.choices("abcdefghij", k=chance.randint(*sizes)))
            new = body(f"x{n}", words)
            versions[trajectory] += 1
            seq = versions[trajectory]
            store.append(trajectory, record(seq), expected=seq - 1, bodies=[new])
            live.append((trajectory, new))
            while live and chance.random() < 0.4:
                of, gone = live.pop(chance.randrange(len(live)))
                assert store.erase_body(of, gone.id) is ErasedState.ERASED
                assert traces(path, gone) == []
        for of, one in live:
            assert store.body(of, one.id) == one


def test_short_answers_leave_no_length_behind(tmp_path: Path):
    path = tmp_path / "one.db"
    answers = ("ja", "nee", "ik weet het niet", "x" * 150)
    with opened(SqliteStore(path)) as store:
        for n, words in enumerate(answers, 1):
            store.append(T1, record(n), expected=n - 1, bodies=[body(f"x{n}", words)])
            store.erase_body(T1, f"x{n}")
        rows = store._connection.execute("SELECT DISTINCT erased, sealed FROM body").fetchall()
    assert len(rows) == 1
    assert set(rows[0][1]) == {0}


def test_a_long_reader_keeps_it_pending_and_calling_again_ends_it(tmp_path: Path):
    path = tmp_path / "one.db"
    secret = body("x", "wat niemand mag weten " * 10)
    with opened(SqliteStore(path, busy_seconds=0.05)) as store:
        store.append(T1, record(1), expected=0, bodies=[secret])
        reader = sqlite3.connect(path, isolation_level=None)
        reader.execute("BEGIN")
        assert reader.execute("SELECT count(*) FROM body").fetchone() == (1,)
        assert store.erase_body(T1, "x") is ErasedState.PENDING
        assert store.body(T1, "x") is None
        assert traces(path, secret)
        assert store.erase_body(T1, "x") is ErasedState.PENDING
        store.append(T1, record(2), expected=1)
        reader.execute("COMMIT")
        assert store.erase_body(T1, "x") is ErasedState.ERASED
        assert traces(path, secret) == []
        reader.close()


def test_words_erased_with_an_act_leave_nothing_and_a_long_reader_keeps_it_pending(tmp_path: Path):
    path = tmp_path / "one.db"
    first, second = body("x", "wat niemand mag weten " * 10), body("y", "een ander geheim " * 10)
    with opened(SqliteStore(path, busy_seconds=0.05)) as store:
        store.append(T1, record(1), expected=0, bodies=[first, second])
        done = store.append(T1, record(2), expected=1, erase=["x"])
        assert done.erased == (("x", ErasedState.ERASED),)
        assert traces(path, first) == []
        store.append(T1, record(3), expected=2)  # the reader needs something of the log to hold
        reader = sqlite3.connect(path, isolation_level=None)
        reader.execute("BEGIN")
        assert reader.execute("SELECT count(*) FROM body").fetchone() == (2,)
        three = record(4)
        held = store.append(T1, three, expected=3, erase=["y", "nobody"])
        assert held.erased == (("y", ErasedState.PENDING), ("nobody", ErasedState.NEVER_HELD))
        assert store.body(T1, "y") is None
        assert traces(path, second)
        assert store.append(T1, three, expected=3, erase=["y"]).erased == (
            ("y", ErasedState.PENDING),
        )
        reader.execute("COMMIT")
        assert store.append(T1, three, expected=3, erase=["y"]).erased == (
            ("y", ErasedState.ERASED),
        )
        assert traces(path, second) == []
        reader.close()


def test_words_of_an_append_that_failed_are_nowhere_after_an_erasure(tmp_path: Path):
    path = tmp_path / "one.db"
    never = body("y", "nooit bewaard " * 3_000)
    with opened(SqliteStore(path)) as store:
        store._connection.execute("PRAGMA cache_size = 2")  # spills into the log before the end
        store.append(T1, record(1), expected=0, bodies=[body("x")])
        with pytest.raises(Exception, match="stands for other words"):
            store.append(T1, record(2), expected=1, bodies=[never, body("x", "anders")])
        assert store.body(T1, "y") is None
        assert store.erase_body(T1, "x") is ErasedState.ERASED
        assert traces(path, never) == []
