"""Collect the tests once; try each change on those that come across it, quick ones first."""

from __future__ import annotations

import gc
import json
import mmap
import os
import struct
import time
import traceback
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

import pytest
from attrs import define, field, frozen

from safetyframe.testing.mutate.forking import in_children
from tests.lines.afresh import OPTIONS, Unasked, ask_afresh, while_importing
from tests.lines.alone import TOO_LONG, RunAlone
from tests.lines.changing import SOURCE, Change
from tests.lines.ending import end_with_parent
from tests.lines.measuring import Known, measure
from tests.lines.planting import Functions, Unplanted

__all__ = ["ASKED", "Judge", "Verdict", "judge"]

_ROOT: Final = Path(__file__).resolve().parents[2]

#: Whom the changes are tried on: what is quick, and speaks of these parts.
ASKED: Final = (
    "clauses",
    "cases",
    "views",
    "wire",
    "lines/lives.py",
    "laws/test_answers.py",
    "laws/test_audience.py",
    "laws/test_auditing.py",
    "laws/test_folding_bounds.py",
    "laws/test_form.py",
    "laws/test_incomplete.py",
    "laws/test_left.py",
    "laws/test_notices.py",
    "laws/test_one_instant.py",
    "laws/test_owed.py",
    "laws/test_packs.py",
    "laws/test_possible.py",
    "laws/test_rule_bounds.py",
    "laws/test_shown.py",
    "laws/test_combiner.py::test_a_rule_that_raises_refuses_and_is_reported_as_broken",
    "laws/test_combiner.py::test_a_rule_that_gives_something_else_than_gaps_is_broken",
    "laws/test_combiner.py::test_a_rule_that_lacks_a_fact_is_no_yes",
    "laws/test_combiner.py::test_the_hash_names_policy_and_rules",
    "laws/test_combiner.py::test_the_hash_changes_with_the_table",
    "laws/test_combiner.py::test_the_hash_changes_with_the_duties",
    "packs",
    "kit/test_vectors.py::test_the_law_gives_every_answer_of_the_files",
)

#: Tests here share lives at random. Those are made once, by the law as it is.
_SHARING: Final = "laws"

#: Asked before others that come across a line: they were written for edges.
_EDGES: Final = (
    "tests/laws/test_folding_bounds.py::",
    "tests/laws/test_one_instant.py::",
    "tests/laws/test_rule_bounds.py::",
    "tests/views/test_edges.py::",
    "tests/views/test_half_seen.py::",
)

#: Not asked in a process of its own: each would make the lives again that it shares here.
_HERE: Final = "tests/laws/test_form.py::"

#: A test that takes longer than this, in seconds of a processor and alone, is not asked.
LONGEST: Final = 2.0

#: A change on which tests have spent so many seconds of a processor, and stayed green, lives.
PATIENCE: Final = 8.0
_CHILD: Final = 600.0

#: In a process of its own, tests are asked that take so many seconds together.
_AFRESH: Final = 20.0

#: After so many, those of them that need a fresh process are judged: a run may be broken off.
_AT_A_TIME: Final = 400

#: What a child says first where it is the driver that failed.
_FAILED: Final = b"!"


@frozen
class Verdict:
    """What became of a change: who killed it; or, with `killer` empty, how it lived on.

    `how` it was killed is told where no test failed: it took too long, or the process died.
    """

    change: Change
    killer: str
    how: str
    seconds: float


@define(eq=False)
class Judge:
    """Takes the place of the loop of pytest. `unready` says why nothing more was judged."""

    changes: Sequence[Change]
    kept: Path
    tell: Callable[[Verdict], None]
    at_once: int
    patience: float
    unready: list[str] = field(factory=list[str])
    _items: dict[str, pytest.Item] = field(factory=dict[str, pytest.Item])
    _known: Mapping[str, Known] = field(factory=dict[str, Known])
    _killers: dict[str, list[str]] = field(factory=dict[str, list[str]])
    _functions: Functions | None = None
    _process: int = field(factory=os.getpid)
    _early: Mapping[str, int] = field(factory=dict[str, int])
    _asking: _Asking | None = None

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Note a file that can't be imported."""
        if report.failed:
            self.unready.append(f"{report.nodeid or 'collecting'}\n{report.longreprtext}")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Judge, instead of running the tests."""
        if self.unready:
            return True
        self._items = {item.nodeid: item for item in session.items}
        self._make_shared()
        self._functions = Functions(SOURCE)
        for file in {change.file for change in self.changes}:
            self._functions.read(file, file.read_text("utf-8"))
        gc.collect()
        gc.freeze()
        self._known = measure(session.items, self.kept, at_once=self.at_once, longest=LONGEST)
        self.unready += [f"{name}\n{one.red}" for name, one in self._known.items() if one.red]
        if self.unready:
            return True
        self._early = while_importing(
            [str(_ROOT / "tests" / name) for name in ASKED], self.kept.with_name("early.json")
        )
        for part in dict.fromkeys(change.part for change in self.changes):
            changes = [change for change in self.changes if change.part == part]
            for first in range(0, len(changes), _AT_A_TIME):
                if not self.unready:
                    self._judge(changes[first : first + _AT_A_TIME])
        return True

    def _judge(self, changes: Sequence[Change]) -> None:
        left: list[Change] = []
        self._asking = _Asking(len(changes))
        names = [*self._items]
        for (number, change), said in in_children(
            enumerate(changes), self._try, at_once=self.at_once, seconds=_CHILD
        ):
            last = self._asking.last(number)
            if said is None and last is not None:
                killer, how, seconds = (names[last], "it died, or never ended", 0.0)
            elif said is None or said.startswith(_FAILED):
                self._fail(change, said)
                return
            else:
                killer, how, seconds = json.loads(said)
            if not killer and (not how or self._is_early(change)):
                left.append(change)
                continue
            if killer in self._items:
                self._killers.setdefault(f"{change.file} {change.function}", []).append(killer)
            self.tell(Verdict(change, killer, how, seconds))
        self._judge_afresh(left)

    def _judge_afresh(self, left: Sequence[Change]) -> None:
        # As it is, first: what is red then says nothing about a change.
        every = dict.fromkeys(name for change in left for name in self._asked_afresh(change))
        red, how = ask_afresh(None, [*every]) if every else ("", "")
        if red:
            self.unready.append(
                f"{red}: red in a fresh process, on the law as it is {how}".rstrip()
            )
            return
        for change, said in in_children(
            left, self._try_afresh, at_once=self.at_once, seconds=_CHILD
        ):
            if said is None or said.startswith(_FAILED):
                self._fail(change, said)
                return
            self.tell(Verdict(change, *json.loads(said)))

    def _fail(self, change: Change, said: bytes | None) -> None:
        """Note that a change was not judged: no test said anything about it."""
        told = "it ended before any test began" if said is None else said[1:].decode()
        self.unready.append(f"{change.id}\n{told}")

    def _make_shared(self) -> None:
        """Run here, once, one test of each kind that shares what takes long to make."""
        kinds: dict[str, pytest.Item] = {}
        for item in self._items.values():
            if item.path.parent.name == _SHARING:
                kinds.setdefault(_kind(item.nodeid), item)
        for item in kinds.values():
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)

    def _is_early(self, change: Change) -> bool:
        bits = self._early.get(str(change.file.relative_to(SOURCE)), 0)
        return any(bits >> line & 1 for line in change.lines)

    def _asked(self, change: Change) -> list[str]:
        """Give the tests that come across a change: those that killed its like, then quick ones.

        The examples of one test are much alike, so that one of each is asked before a second.
        """
        file = str(change.file.relative_to(SOURCE))
        wanted = 0
        for line in change.lines:
            wanted |= 1 << line
        before = set(self._killers.get(f"{change.file} {change.function}", ()))
        found = sorted(
            (one.seconds, name)
            for name, one in self._known.items()
            if one.lines is not None and one.lines.get(file, 0) & wanted
        )
        alike: Counter[str] = Counter()
        ranked: list[tuple[bool, bool, int, float, str]] = []
        for seconds, name in found:
            alike[_kind(name)] += 1
            edge = name.startswith(_EDGES)
            ranked.append((name not in before, not edge, alike[_kind(name)], seconds, name))
        return [name for *_, name in sorted(ranked)]

    def _try(self, job: tuple[int, Change]) -> bytes:
        """In a child: the killer, or how many stayed green; neither where it can't be put."""
        number, change = job
        begun, started = time.monotonic(), time.process_time()
        end_with_parent(self._process)
        _be_quiet()
        assert self._functions is not None
        assert self._asking is not None
        places = {name: place for place, name in enumerate(self._items)}
        try:
            self._functions.plant(change.file, change.file.read_text("utf-8"), change.source)
            running = RunAlone(LONGEST)
            names = self._asked(change)
            for asked, name in enumerate(names):
                if time.process_time() - started > self.patience:
                    return _said("", f"{asked} of {len(names)} tests stayed green", begun)
                self._asking.begin(number, places[name])
                if failed := running.run(self._items[name], self._time(name)):
                    return _said(name, failed if failed == TOO_LONG else "", begun)
        except Unplanted:
            return _said("", "", begun)
        except Exception:  # noqa: BLE001  whatever a test raises is caught where it is run
            return _FAILED + traceback.format_exc().encode()
        return _said("", f"{len(names)} tests stayed green", begun)

    def _asked_afresh(self, change: Change) -> list[str]:
        """Give those that come across the line, then the file, since importing it ran the line."""
        first = self._asked(change)
        file = str(change.file.relative_to(SOURCE))
        quick = sorted(self._known.items(), key=lambda pair: pair[1].seconds)
        others = [name for name, one in quick if one.lines and (file in one.lines or not first)]
        names, left = [], _AFRESH
        for name in dict.fromkeys([*first, *others]):
            if name.startswith(_HERE):
                continue
            left -= self._known[name].seconds
            if left < 0:
                break
            names.append(name)
        return names

    def _time(self, name: str) -> float:
        return 2 + 10 * self._known[name].seconds

    def _try_afresh(self, change: Change) -> bytes:
        """In a child: the same, in a process that imports the library as changed."""
        begun = time.monotonic()
        end_with_parent(self._process)
        names = self._asked_afresh(change)
        try:
            killer, how = ask_afresh(change, names)
        except Unasked as error:
            return _FAILED + str(error).encode()
        return _said(
            killer, how if killer else f"{len(names)} tests stayed green in a fresh process", begun
        )


class _Asking:
    """Which test each child has begun, told to the parent as it happens: a child may die."""

    def __init__(self, changes: int) -> None:
        self._shared = mmap.mmap(-1, max(1, changes) * 4)

    def begin(self, change: int, test: int) -> None:
        struct.pack_into("i", self._shared, change * 4, test + 1)

    def last(self, change: int) -> int | None:
        found: int = struct.unpack_from("i", self._shared, change * 4)[0]
        return found - 1 if found else None


def _kind(name: str) -> str:
    return name.partition("[")[0]


def judge(
    changes: Sequence[Change],
    kept: Path,
    tell: Callable[[Verdict], None],
    *,
    at_once: int,
    patience: float,
) -> list[str]:
    """Try every change and tell what came of it. Gives why nothing could be judged, if so.

    Raises KeyboardInterrupt, once no child is left, when it is interrupted.
    """
    plugin = Judge(changes=changes, kept=kept, tell=tell, at_once=at_once, patience=patience)
    where = [str(_ROOT / "tests" / name) for name in ASKED]
    options = [*OPTIONS, "-q", "-q", "--no-header", "--rootdir", str(_ROOT)]
    options += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
    if pytest.main([*options, *where], plugins=[plugin]) is pytest.ExitCode.INTERRUPTED:
        raise KeyboardInterrupt
    return plugin.unready


def _said(killer: str, how: str, begun: float) -> bytes:
    return json.dumps((killer, how, round(time.monotonic() - begun, 3))).encode()


def _be_quiet() -> None:
    sink = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(sink, stream)
