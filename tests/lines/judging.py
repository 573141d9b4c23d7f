"""Collect the tests once; try each change on those that come across it, quick ones first."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Final

import pytest
from attrs import define, field, frozen

from safetyframe.testing.mutate.forking import in_children
from tests.lines.alone import RunAlone
from tests.lines.changing import SOURCE, Change
from tests.lines.ending import end_with_parent
from tests.lines.measuring import Known, measure
from tests.lines.planting import MODULE, TEXT, Functions, Unplanted

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
    "laws/test_notices.py",
    "laws/test_packs.py",
    "laws/test_possible.py",
    "laws/test_combiner.py::test_a_rule_that_raises_refuses_and_is_reported_as_broken",
    "laws/test_combiner.py::test_a_rule_that_gives_something_else_than_gaps_is_broken",
    "laws/test_combiner.py::test_a_rule_that_lacks_a_fact_is_no_yes",
    "kit/test_vectors.py::test_the_law_gives_every_answer_of_the_files",
)

#: Asked last, and not measured, for every change of one part: each of these tests shares lives.
LAST: Final = {"rules": "laws/test_form.py"}

#: Tests here share lives at random. Those are made once, by the law as it is.
_SHARING: Final = "laws"

#: A test that takes longer than this, in seconds of a processor and alone, is not asked.
LONGEST: Final = 2.0

#: A change on which tests have spent so many seconds of a processor, and stayed green, lives.
PATIENCE: Final = 8.0
_CHILD: Final = 600.0

#: In a process of its own, tests are asked that take so many seconds together.
_AFRESH: Final = 15.0


@frozen
class Verdict:
    """What became of a change: who killed it; or, with `killer` empty, how it lived on."""

    change: Change
    killer: str
    how: str
    seconds: float


@define(eq=False)
class Judge:
    """Takes the place of the loop of pytest. `unready` says why nothing was judged."""

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
        gc.collect()
        gc.freeze()
        last = tuple(f"tests/{name}::" for name in LAST.values())
        asked = [item for item in session.items if not item.nodeid.startswith(last)]
        self._known = measure(asked, self.kept, at_once=self.at_once, longest=LONGEST)
        self.unready += [f"{name}\n{one.red}" for name, one in self._known.items() if one.red]
        if self.unready:
            return True
        self._early = _while_importing()
        for _, changes in groupby(self.changes, key=lambda change: change.part):
            self._judge(changes)
        return True

    def _judge(self, changes: Iterable[Change]) -> None:
        left: list[Change] = []
        for change, said in in_children(changes, self._try, at_once=self.at_once, seconds=_CHILD):
            killer, how, seconds = ("it died, or took too long", "", 0.0)
            if said is not None:
                killer, how, seconds = json.loads(said)
            if not killer and (not how or self._is_early(change)):
                left.append(change)
                continue
            if killer in self._items:
                self._killers.setdefault(f"{change.file} {change.function}", []).append(killer)
            self.tell(Verdict(change, killer, how, seconds))
        for change, said in in_children(
            left, self._try_afresh, at_once=self.at_once, seconds=_CHILD
        ):
            told = ("it died, or took too long", "", 0.0) if said is None else json.loads(said)
            self.tell(Verdict(change, *told))

    def _make_shared(self) -> None:
        """Run here, once, one test of each kind that shares what takes long to make."""
        kinds: dict[str, pytest.Item] = {}
        for item in self._items.values():
            if item.path.parent.name == _SHARING:
                kinds.setdefault(item.nodeid.partition("[")[0], item)
        for item in kinds.values():
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)

    def _is_early(self, change: Change) -> bool:
        bits = self._early.get(str(change.file.relative_to(SOURCE)), 0)
        return any(bits >> line & 1 for line in change.lines)

    def _asked(self, change: Change) -> list[str]:
        """Give the tests that come across a change: those that killed its like, then quick ones."""
        file = str(change.file.relative_to(SOURCE))
        wanted = 0
        for line in change.lines:
            wanted |= 1 << line
        before = set(self._killers.get(f"{change.file} {change.function}", ()))
        found = [
            (name not in before, one.seconds, name)
            for name, one in self._known.items()
            if one.lines is not None and one.lines.get(file, 0) & wanted
        ]
        last = f"tests/{LAST[change.part]}::" if change.part in LAST else "::"
        return [name for _, _, name in sorted(found)] + [
            name
            for name in sorted(self._items, key=lambda name: "spoilt" not in name)
            if name.startswith(last)
        ]

    def _try(self, change: Change) -> bytes:
        """In a child: the killer, or how many stayed green; neither where it can't be put."""
        begun, started = time.monotonic(), time.process_time()
        end_with_parent(self._process)
        _be_quiet()
        assert self._functions is not None
        try:
            self._functions.plant(change.file, change.file.read_text("utf-8"), change.source)
        except Unplanted:
            return _said("", "", begun)
        running = RunAlone(LONGEST)
        names = self._asked(change)
        for asked, name in enumerate(names):
            if time.process_time() - started > self.patience:
                return _said("", f"{asked} of {len(names)} tests stayed green", begun)
            if running.run(self._items[name], self._time(name)):
                return _said(name, "", begun)
        return _said("", f"{len(names)} tests stayed green", begun)

    def _asked_afresh(self, change: Change) -> list[str]:
        """Give those that come across the line, then the file, since importing it ran the line."""
        first = self._asked(change)
        file = str(change.file.relative_to(SOURCE))
        quick = sorted(self._known.items(), key=lambda pair: pair[1].seconds)
        others = [name for name, one in quick if one.lines and (file in one.lines or not first)]
        names, left = [], _AFRESH
        for name in dict.fromkeys([*first, *others]):
            left -= self._known[name].seconds if name in self._known else LONGEST
            if left < 0:
                break
            names.append(name)
        return names

    def _time(self, name: str) -> float:
        return 2 + 10 * self._known[name].seconds if name in self._known else LONGEST

    def _try_afresh(self, change: Change) -> bytes:
        """In a child: the same, in a process that imports the library as changed."""
        begun = time.monotonic()
        end_with_parent(self._process)
        me = os.getpid()
        names = self._asked_afresh(change)
        with tempfile.TemporaryDirectory() as where:
            text, asked = Path(where, change.file.name), Path(where, "asked")
            text.write_text(change.source, "utf-8")
            asked.write_text("\n".join(names), "utf-8")
            done = subprocess.run(
                [sys.executable, "-m", "pytest", *_FRESH, f"@{asked}"],
                cwd=_ROOT,
                env={**os.environ, MODULE: change.module, TEXT: str(text)},
                capture_output=True,
                text=True,
                timeout=_CHILD - 10,
                preexec_fn=lambda: end_with_parent(me),
                check=False,
            )
        if done.returncode == 0:
            return _said("", f"{len(names)} tests stayed green in a fresh process", begun)
        red = [line for line in done.stdout.splitlines() if line.startswith("FAILED ")]
        told = red[0].split()[1] if red else "what imports it"
        return _said(told, "", begun)


_OPTIONS: Final = (
    "-n",
    "0",
    "-p",
    "no:cacheprovider",
    "--assert=plain",
    "--tb=native",
    "-p",
    "no:randomly",
)


_FRESH: Final = (*_OPTIONS, "-x", "-q", "-p", "tests.lines.planting")


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
    last = {LAST[change.part] for change in changes if change.part in LAST}
    where = [str(_ROOT / "tests" / name) for name in (*ASKED, *sorted(last))]
    options = [*_OPTIONS, "-q", "-q", "--no-header", "--rootdir", str(_ROOT)]
    options += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
    if pytest.main([*options, *where], plugins=[plugin]) is pytest.ExitCode.INTERRUPTED:
        raise KeyboardInterrupt
    return plugin.unready


def _while_importing() -> dict[str, int]:
    """Give the lines by file, as bits, that run when tests are imported, before any is run."""
    script = (
        "import coverage, json, pytest, sys\n"
        f"c = coverage.Coverage(data_file=None, include=[{f'{SOURCE}/*'!r}], config_file=False)\n"
        "c.start()\n"
        f"pytest.main([*{_OPTIONS!r}, '--collect-only', '-qqq', *sys.argv[2:]])\n"
        "c.stop()\n"
        "d = c.get_data()\n"
        "open(sys.argv[1], 'w').write("
        "json.dumps({f: d.lines(f) for f in d.measured_files()}))\n"
    )
    with tempfile.TemporaryDirectory() as place:
        told = Path(place, "told")
        where = [str(_ROOT / "tests" / name) for name in ASKED]
        command = [sys.executable, "-c", script, str(told), *where]
        subprocess.run(command, cwd=_ROOT, check=True, stdout=subprocess.DEVNULL)
        found: Mapping[str, Iterable[int]] = json.loads(told.read_text("utf-8"))
    return {
        str(Path(file).relative_to(SOURCE)): sum(1 << line for line in set(lines))
        for file, lines in found.items()
    }


def _said(killer: str, how: str, begun: float) -> bytes:
    return json.dumps((killer, how, round(time.monotonic() - begun, 3))).encode()


def _be_quiet() -> None:
    sink = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(sink, stream)
