"""A store is audited by its URL: all of it, a trajectory at a time, in words that betray nobody."""

from __future__ import annotations

import pickle
import sqlite3
from contextlib import closing
from functools import reduce
from operator import add
from pathlib import Path

import pytest

from safetyframe.auditing import (
    Auditor,
    BadLine,
    History,
    Kind,
    StorePart,
    Summary,
    audit_part,
    kept,
    parts_of,
    stores,
)
from safetyframe.errors import HostError, PluginError, StoreError
from safetyframe.record import Record
from safetyframe.trajectory import DEFAULT_ZONE
from safetyframe.values import TrajectoryId
from safetyframe_plugins.memory import MemoryStore
from safetyframe_plugins.sqlite import SqliteStore
from tests.adapters.making import body
from tests.auditing.lines import line
from tests.auditing.test_parts import STORIES, wrong
from tests.cli.cli import cli
from tests.support.servers import PASSWORD, postgres

SECRET = "geheime woorden van thuis"  # noqa: S105 -- prose
ZONE = "America/New_York"


def records(number: int) -> list[Record]:
    """The records of a story, with here and there one that no law would have taken."""
    story = STORIES[number % len(STORIES)]
    held, law = list(story.records), story.records[0].law
    for act in wrong(story, number % 3):
        held.append(Record(seq=len(held) + 1, act=act, law=law))
    return held


def fill(store, trajectories: int = 7, zone: str = DEFAULT_ZONE) -> None:
    for number in range(trajectories):
        name = TrajectoryId(f"t-{number:03}")
        for record in records(number):
            store.append(name, record, expected=record.seq - 1, zone=zone)


def as_lines(path: Path, trajectories: int = 7) -> Path:
    """The same as JSON Lines."""
    held = ((f"t-{n:03}", record) for n in range(trajectories) for record in records(n))
    path.write_bytes(b"".join(line(record, name) for name, record in held))
    return path


def summed(*sources: object) -> Summary:
    reports = (audit_part(part) for part in parts_of(sources))
    return reduce(add, (one.summary for one in reports), Summary())


@pytest.fixture
def url(tmp_path: Path) -> str:
    with_records = SqliteStore(tmp_path / "file.db")
    fill(with_records)
    with_records.close()
    return f"sqlite:///{tmp_path / 'file.db'}"


def test_a_store_comes_to_what_its_records_in_a_file_come_to(tmp_path: Path, url: str, monkeypatch):
    total = summed(url)
    assert total == summed(as_lines(tmp_path / "all.jsonl"))
    assert (total.trajectories, total.rules["powers.Judge"]) == (7, 6)
    monkeypatch.setattr(stores, "_TOGETHER", 2)
    assert len(parts_of([url])) == 4
    assert summed(url) == total


def test_what_was_not_accepted_is_found_where_it_stands(url: str):
    (part,) = parts_of([url])
    found = audit_part(part, details=True).found
    breaches = {
        (one.trajectory, item.act)
        for one in found
        for item in one.items
        if item.kind is Kind.BREACH
    }
    assert breaches == {
        *(("t-001", "x0"), ("t-002", "x0"), ("t-002", "x1")),
        *(("t-004", "x0"), ("t-005", "x0"), ("t-005", "x1")),
    }


def test_processes_at_once_find_the_same_on_postgresql(tmp_path: Path):
    from safetyframe_plugins.sql import open_sql

    as_lines(tmp_path / "all.jsonl")
    with postgres().database() as there:
        store = open_sql(there)
        fill(store)
        store.close()
        told = [cli("audit", there, *more, cwd=tmp_path) for more in ((), ("--jobs", "2"))]
        both = cli("audit", there, "all.jsonl", cwd=tmp_path)
    assert told[0] == told[1]
    assert told[0] == cli("audit", "all.jsonl", cwd=tmp_path)
    assert told[0].lines[0].startswith("Trajectories: 7.")
    assert "lie in several places: 7." in both.out  # the same trajectories in two places


def test_the_zone_of_a_trajectory_is_its_own():
    store = MemoryStore()
    fill(store, 1, ZONE)
    assert [one.zone for one in kept(store)] == [ZONE]


def test_a_store_without_a_url_is_read_one_history_at_a_time():
    store = MemoryStore()
    fill(store, 3)
    assert [one.trajectory for one in kept(store)] == ["t-000", "t-001", "t-002"]
    judged = [Auditor().audit(one) for one in kept(store) if isinstance(one, History)]
    breached = [{i.act for i in one.items if i.kind is Kind.BREACH} for one in judged]
    assert breached == [set(), {"x0"}, {"x0", "x1"}]


def test_a_record_that_cannot_be_read_is_told_and_nothing_after_it_is_fine(url: str):
    path = url.removeprefix("sqlite:///")
    damage = "UPDATE record SET wire = ? WHERE pos = 3"
    with closing(sqlite3.connect(path)) as db, db:
        assert db.execute(damage, (f'{{"type": "{SECRET}"}}',)).rowcount == 1
    (part,) = parts_of([url])
    report = audit_part(part, details=True)
    (bad,) = (one for one in report.found if isinstance(one, BadLine))
    assert (bad.source, bad.line) == ("sqlite", None)
    assert "t-000" in bad.problem
    assert "record 3" in bad.problem
    assert SECRET not in bad.problem
    (lost,) = (one for one in report.found if getattr(one, "trajectory", "") == "t-000")
    assert (lost.records, lost.judged) == (1, 0)
    assert {item.kind for item in lost.items} == {Kind.UNJUDGED}
    assert report.summary.trajectories == 7
    stopped = cli("audit", url, "--stop", cwd=Path(path).parent).trouble()
    assert stopped.startswith("sqlite: t-000: ")


def test_a_store_that_fails_on_the_way_ends_the_audit(url: str, monkeypatch):
    parts = parts_of([url])
    monkeypatch.setattr(SqliteStore, "read", lambda *_, **__: _fail())
    with pytest.raises(StoreError, match="gone"):
        audit_part(parts[0])


def _fail():
    raise StoreError("gone")


# --- what is not there ----------------------------------------------------------------------------


def test_a_file_that_is_not_there_is_not_made(tmp_path: Path):
    with pytest.raises(HostError, match="no such file"):
        parts_of([f"sqlite:///{tmp_path / 'typo.db'}"])
    assert "no such file" in cli("audit", "sqlite:///typo.db", cwd=tmp_path).trouble()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("wrong_url", "error", "said"),
    [
        ("memory://", HostError, "no trajectory"),
        ("sqlit:///x.db", PluginError, "did you mean sqlite"),
        ("sqlite:file.db", HostError, "named by a URL"),
        (f"postgresql:user:{PASSWORD}@host/db", HostError, "named by a URL"),
        (f"postgresql://user:{PASSWORD}@127.0.0.1:1/db", StoreError, "127.0.0.1"),
    ],
)
def test_a_wrong_url_is_told_without_its_password(tmp_path: Path, wrong_url, error, said):
    with pytest.raises(error, match=said) as caught:
        parts_of([wrong_url])
    assert PASSWORD not in str(caught.value)
    trouble = cli("audit", wrong_url, cwd=tmp_path).trouble()
    assert said in trouble
    assert PASSWORD not in trouble


def test_an_empty_store_is_not_taken_for_a_clean_one(tmp_path: Path):
    SqliteStore(tmp_path / "empty.db").close()
    ended = cli("audit", "sqlite:///empty.db", cwd=tmp_path)
    assert "no trajectory" in ended.trouble()


# --- what it betrays ------------------------------------------------------------------------------


def test_a_part_travels_and_says_nothing_of_its_url():
    part = StorePart(url=f"postgresql://u:{PASSWORD}@h/db", trajectories=(TrajectoryId("t-1"),))
    assert pickle.loads(pickle.dumps(part)) == part  # noqa: S301 -- our own
    assert PASSWORD not in repr(part)


def test_prose_is_never_read_and_never_told(tmp_path: Path, monkeypatch):
    store = SqliteStore(tmp_path / "file.db")
    words = body("said", SECRET)
    for record in records(2):
        bodies = [words] if record.seq == 1 else []
        store.append(TrajectoryId("t-1"), record, expected=record.seq - 1, bodies=bodies)
    assert store.body(TrajectoryId("t-1"), "said") == words
    store.close()
    ended = cli("audit", "sqlite:///file.db", "--json", cwd=tmp_path)
    assert ended.status == 1
    assert not any(word in ended.out + ended.err for word in SECRET.split())
    monkeypatch.setattr(SqliteStore, "body", lambda *_: _fail())
    assert summed(f"sqlite:///{tmp_path / 'file.db'}").trajectories == 1
