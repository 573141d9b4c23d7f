"""The host that keeps a snapshot: decides as the law does, and loses nothing of two writers."""

import importlib.util
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier

import pytest

from safetyframe import Accepted, Refused
from safetyframe import acts as a
from safetyframe.testing.machines import Budget, check_host
from safetyframe.testing.trials import Wrong
from tests.support.story import LEAD, Story, statements, text, wat_established

FILE = Path(__file__).parents[2] / "docs" / "examples" / "snapshot" / "snapshots.py"


@pytest.fixture
def example():
    spec = importlib.util.spec_from_file_location("snapshots_example", FILE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def hosts(example, tmp_path):
    """Make hosts for the kit: each is a family more in one file."""
    kept = example.Snapshots(str(tmp_path / "families.db"))
    with closing(sqlite3.connect(kept.path)) as db:
        db.execute("PRAGMA journal_mode = WAL")
    made = []

    class Host:
        def __init__(self):
            made.append(self)
            self.name = f"family-{len(made)}"

        def do(self, act):
            return kept.do(self.name, act)

        def trajectory(self):
            return kept.read(self.name)[1]

    return Host


def test_it_decides_as_the_law_does(hosts):
    tally = check_host(hosts, budget=Budget(plays=3, steps=6))
    assert tally.accepted > 30
    assert tally.refused > 5


def test_a_write_that_is_lost_is_found(hosts, example, monkeypatch):
    monkeypatch.setattr(example.Snapshots, "_write", lambda *_: True)
    with pytest.raises(Wrong, match="the host keeps what the law folds: not so"):
        check_host(hosts, budget=Budget(plays=2, steps=3))


def revision(story):
    return story.act(
        a.ReviseWat,
        LEAD,
        revises=1,
        material=True,
        reason=text("reason"),
        **statements(),
        information=story.t.wat[1].information,
        conversations=story.t.wat[1].conversations,
        weighed=story.t.wat[1].weighed,
    )


def at_once(kept, family, acts):
    gate = Barrier(len(acts))

    def one(act):
        gate.wait()
        return kept.do(family, act)

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


@pytest.fixture
def begun(example, tmp_path):
    story = wat_established()
    kept = example.Snapshots(str(tmp_path / "families.db"))
    for record in story.records:
        assert isinstance(kept.do("t-1", record.act), Accepted)
    return kept, story


def test_of_two_revisions_of_one_version_one_lands(begun):
    kept, story = begun
    outcomes = at_once(kept, "t-1", [revision(story), revision(story)])
    assert {type(one) for one in outcomes} == {Accepted, Refused}
    assert len(kept.read("t-1")[1].wat) == 2


def test_of_voices_all_land(begun):
    kept, story = begun
    voices = [story.act(a.Speak, LEAD, words=text(f"w-{n}")) for n in range(6)]
    assert all(isinstance(one, Accepted) for one in at_once(kept, "t-1", voices))
    version, after = kept.read("t-1")
    assert len(after.voices) == 6
    assert version == len(story.records) + 6


def test_two_who_begin_at_once(example, tmp_path):
    kept = example.Snapshots(str(tmp_path / "families.db"))
    story = Story()
    voices = [story.act(a.Speak, LEAD, words=text(f"w-{n}")) for n in range(2)]
    at_once(kept, "new", voices)
    assert len(kept.read("new")[1].voices) == 2
