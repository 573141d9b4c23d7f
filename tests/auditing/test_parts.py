"""Any cut of any file comes to the same: summaries add up, and every trajectory is read once."""

from __future__ import annotations

import gzip
import pickle
import random
from functools import reduce
from itertools import pairwise
from operator import add
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safetyframe import acts as a
from safetyframe.auditing import (
    Audited,
    BadLine,
    FilePart,
    Kind,
    Look,
    Summary,
    audit_part,
    files,
    parts_of,
    summarise,
)
from safetyframe.auditing.summary import FIRST
from safetyframe.errors import HostError
from tests.auditing.lines import audited, line
from tests.support.story import (
    ANNA,
    LEAD,
    WORKER,
    expectations_set,
    opened,
    ready_to_withdraw,
    wat_established,
)

STORIES = [opened(), wat_established(), expectations_set(), ready_to_withdraw()]


def wrong(story, number: int):
    """Acts that nobody should have done."""
    by = story.by(WORKER)
    return [
        a.Judge(id=f"x{n}", by=by, wat=1, minor=ANNA, target="g1", met=True) for n in range(number)
    ]


def written(path: Path, trajectories: int = 12) -> Path:
    """A file with some trajectories, here and there a breach, and a line that can't be read."""
    lines = []
    for n in range(trajectories):
        story = STORIES[n % len(STORIES)]
        acts = [*(r.act for r in story.records), *wrong(story, n % 3)]
        lines.extend(line(act, f"t-{n:03}") for act in acts)
    lines.insert(len(lines) // 2, b"{geheim\n")
    path.write_bytes(b"".join(lines))
    return path


def whole(path: Path) -> Summary:
    with path.open("rb") as lines:
        return summarise(audited(lines))


def test_one_piece_or_many_come_to_the_same(tmp_path: Path):
    path = written(tmp_path / "all.jsonl")
    expected = whole(path)
    assert expected.trajectories == 12
    assert expected.bad_lines
    size = path.stat().st_size
    for piece in (size + 1, size, size // 2, size // 7, 3000, 997):
        reports = [audit_part(part, details=True) for part in parts_of([path], piece=piece)]
        total = reduce(add, (one.summary for one in reports), Summary())
        assert total == _named(expected, path), piece
        marks = [mark for one in reports for mark in one.marks]
        assert len(marks) == len(set(marks)) == 12


def _named(summary: Summary, path: Path) -> Summary:
    from attrs import evolve

    return evolve(summary, bad_lines={str(path): n for n in summary.bad_lines.values()})


@given(st.data())
@settings(max_examples=30, deadline=None)
def test_any_cut_comes_to_the_same(tmp_path_factory, data):
    path = PATHS.setdefault(
        "one", written(tmp_path_factory.mktemp("cuts") / "all.jsonl", trajectories=7)
    )
    size = path.stat().st_size
    cuts = sorted(data.draw(st.sets(st.integers(1, size - 1), max_size=6)))
    edges = [0, *cuts, size]
    parts = [FilePart(path=str(path), start=start, end=end) for start, end in pairwise(edges)]
    total = reduce(add, (audit_part(part).summary for part in parts), Summary())
    assert total == _named(whole(path), path)


PATHS: dict[str, Path] = {}


@pytest.mark.parametrize("bad", [b"{geheim\n", b"{geheim\n\n", b"{geheim\n \n{geheim\n\n"])
def test_a_cut_at_a_line_that_cannot_be_read_tears_nothing_apart(tmp_path: Path, bad):
    first, second = ([line(r.act, name) for r in STORIES[0].records] for name in ("t-1", "t-2"))
    path = tmp_path / "all.jsonl"
    for before, after in (
        ([], [*first, *second]),
        (first[:2], [*first[2:], *second]),
        (first, second),
        ([*first, *second], []),
    ):
        path.write_bytes(b"".join([*before, bad, *after]))
        begin, size = sum(map(len, before)), path.stat().st_size
        expected = _named(whole(path), path)
        around = range(begin - 2, begin + len(bad) + 3)
        for cut in (one for one in around if 0 < one < size):
            parts = [
                FilePart(path=str(path), start=0, end=cut),
                FilePart(path=str(path), start=cut, end=size),
            ]
            reports = [audit_part(part, details=True) for part in parts]
            assert sum((one.summary for one in reports), Summary()) == expected, cut
            numbers = [b.line for r in reports for b in r.found if isinstance(b, BadLine)]
            assert numbers == sorted(set(numbers)), cut


def test_bad_lines_keep_their_number_in_whatever_piece(tmp_path: Path):
    path = written(tmp_path / "all.jsonl")
    number = 1 + path.read_bytes().splitlines().index(b"{geheim")
    for piece in (10_000_000, 5000):
        found = [
            one
            for part in parts_of([path], piece=piece)
            for one in audit_part(part, details=True).found
            if isinstance(one, BadLine)
        ]
        assert [one.line for one in found] == [number]


def test_a_line_too_long_to_be_one_is_not_held_and_is_one_bad_line(tmp_path: Path, monkeypatch):
    path = written(tmp_path / "all.jsonl", 7)
    lines = path.read_bytes().splitlines(keepends=True)
    longest = max(map(len, lines)) + 1
    monkeypatch.setattr(files, "LONGEST", longest)
    good = next(one for one in lines if one.startswith(b'{"trajectory": "t-003"'))
    padded = good.rstrip(b"\n") + b" " * longest  # its beginning alone could be read
    for number, text in ((0, padded), (len(lines) // 3, b"x" * 9 * longest), (len(lines), padded)):
        path.write_bytes(b"".join([*lines[:number], text + b"\n", *lines[number:]]))
        garbage = 1 + [*lines[:number], b"", *lines[number:]].index(b"{geheim\n")
        for piece in (10_000_000, longest, 997):
            reports = [audit_part(part, details=True) for part in parts_of([path], piece=piece)]
            bad = [one.line for r in reports for one in r.found if isinstance(one, BadLine)]
            assert sorted(bad) == sorted([number + 1, garbage])
            assert sum(one.summary.trajectories for one in reports) == 7
            read = sum(one.summary.records for one in reports)
            assert read == len(lines) + 1 - (number == 0)  # lost before anything, it is nobody's


def test_a_packed_file_is_told_at_once(tmp_path: Path):
    path = tmp_path / "all.jsonl.gz"
    path.write_bytes(gzip.compress(b"geheim"))
    with pytest.raises(HostError, match=r"all\.jsonl\.gz: this file is packed"):
        parts_of([path])


def test_details_hold_what_was_found_and_no_more(tmp_path: Path):
    path = written(tmp_path / "all.jsonl")
    (part,) = parts_of([path])
    report = audit_part(part, details=True)
    breached = {
        one.trajectory
        for one in report.found
        if isinstance(one, Audited) and any(i.kind is Kind.BREACH for i in one.items)
    }
    assert breached == {f"t-{n:03}" for n in range(12) if n % 3}
    assert all(isinstance(one, BadLine) or one.items for one in report.found)
    assert audit_part(part).found == ()


def test_parts_and_reports_travel_between_processes(tmp_path: Path):
    (part,) = parts_of([written(tmp_path / "all.jsonl")])
    report = audit_part(pickle.loads(pickle.dumps(part)), details=True)  # noqa: S301 -- our own
    assert pickle.loads(pickle.dumps(report)).summary == report.summary  # noqa: S301


def test_a_folder_is_all_its_files_and_an_empty_file_is_nothing(tmp_path: Path):
    (tmp_path / "sub").mkdir()
    written(tmp_path / "a.jsonl", 2)
    written(tmp_path / "sub" / "b.jsonl", 3)
    (tmp_path / "c.jsonl").write_bytes(b"")
    (tmp_path / "notes.txt").write_text("no history")
    total = reduce(add, (audit_part(p).summary for p in parts_of([tmp_path])), Summary())
    assert total.trajectories == 5


def test_what_is_not_there_is_told(tmp_path: Path):
    for path in (tmp_path / "none.jsonl", tmp_path):
        with pytest.raises(HostError, match=r"there is no"):
            parts_of([path])


# --- summaries --------------------------------------------------------------------------------


def _summaries(count: int) -> list[Summary]:
    made = []
    for n in range(count):
        story = STORIES[n % 4]
        acts = [*(r.act for r in story.records), *wrong(story, n % 5)]
        (one,) = audited([line(act, f"t-{n:03}") for act in acts])
        made.append(Summary.of(one))
    return [*made, Summary.of(BadLine(source="f", line=1, problem="p")), Summary()]


def test_summaries_add_up_in_any_order_and_grouping():
    made = _summaries(60)
    expected = reduce(add, made, Summary())
    rng = random.Random(7)
    for _ in range(5):
        rng.shuffle(made)
        half = rng.randrange(len(made))
        left, right = (reduce(add, part, Summary()) for part in (made[:half], made[half:]))
        assert left + right == expected
        assert right + left == expected
    assert expected + Summary() == Summary() + expected == expected
    assert len(expected.first) == FIRST


def test_a_clause_is_counted_by_month_and_once_for_each_item():
    story = wat_established()
    (one,) = audited([line(act) for act in [*(r.act for r in story.records), *wrong(story, 2)]])
    found = Summary.of(one)
    assert found.rules["powers.Judge"] == 2
    (clauses,) = {i.clauses for i in one.items if i.rule == "powers.Judge"}
    for clause in clauses:
        assert found.breaches[clause, "2025-03"] == 2
    assert found.found == len([i for i in one.items if i.kind is not Kind.UNJUDGED])


def test_what_no_policy_bends_is_looked_at_first():
    looks = [
        Look(trajectory="e", explain=9, informing=9, advice=9),
        Look(trajectory="h", hard=1),
        Look(trajectory="i", informing=5),
        Look(trajectory="b", hard=1),
        Look(trajectory="u", unjudged=3),
    ]
    summary = reduce(add, (Summary(first=(one,)) for one in looks), Summary())
    assert [one.trajectory for one in summary.first] == ["b", "h", "e", "i", "u"]


def test_a_clean_history_is_clean():
    story = ready_to_withdraw()
    (one,) = audited([line(r.act) for r in story.records[:1]])
    assert Summary.of(one).clean
    assert not Summary.of(BadLine(source="f", line=1, problem="p")).clean
    assert Summary().clean
    assert LEAD
