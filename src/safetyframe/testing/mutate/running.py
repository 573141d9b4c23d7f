"""Collect the tests once, see them green, then run for each mutant those that must notice it.

All of it happens inside one run of pytest, where it would run the tests: there they are collected
and nothing has run yet. Each mutant is applied in a child, and ends with it.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Callable, Generator, Mapping, Sequence
from pathlib import Path
from typing import Final, cast

import pytest
from attrs import define, field, frozen

from safetyframe.testing.mutate.forking import in_children
from safetyframe.testing.mutate.model import Equivalent, Mutant, Touch, Verdict
from safetyframe.testing.mutate.tracing import trace

__all__ = ["Judge", "Plan"]

_TOO_LONG: Final = 900.0
_SLOW: Final = 0.5
_NO_FILE: Final = "no test file is named after what it cites"
_NO_TEST: Final = "its test files hold no test that is run"
_DIED: Final = "the tests died or took too long, which kills nothing"


@frozen(kw_only=True)
class Plan:
    """What to judge: mutants, the files that speak for each, and what excuses some of them.

    `ask_excused`: whether the tests are asked of what is excused, too.
    """

    mutants: Sequence[Mutant]
    files: Mapping[str, tuple[Path, ...]]
    equivalents: Sequence[Equivalent] = ()
    ask_excused: bool = False
    at_once: int = 1
    seconds: float = _TOO_LONG

    def excuse(self, mutant: Mutant) -> Equivalent | None:
        """Give what excuses a mutant."""
        return next((one for one in self.equivalents if one.covers(mutant)), None)


@define(kw_only=True)
class _Known:
    """What the run on the law as it is told of a test."""

    seconds: float = 0.0
    touched: frozenset[Touch] = frozenset()


@define(eq=False)
class Judge:
    """A plugin of pytest that takes the place of its loop. Afterwards: `verdicts`, or `unready`."""

    plan: Plan
    tell: Callable[[Verdict], None]
    verdicts: list[Verdict] = field(factory=list[Verdict])
    unready: list[str] = field(factory=list[str])
    tests: int = 0
    _items: Mapping[Path, list[pytest.Item]] = field(factory=dict[Path, list[pytest.Item]])
    _by_name: Mapping[str, pytest.Item] = field(factory=dict[str, pytest.Item])
    _known: dict[str, _Known] = field(factory=dict[str, _Known])
    _killed: dict[Touch, list[str]] = field(factory=dict[Touch, list[str]])
    _failed: list[str] = field(factory=list[str])
    _seconds: float = 0.0

    # --- what pytest calls --------------------------------------------------------------------

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Note a file that can't be imported: it would kill nothing, and looks like a failure."""
        if report.failed:
            self.unready.append(f"{report.nodeid or 'collecting'}\n{report.longreprtext}")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note a test that failed, in a child."""
        self._seconds += report.duration
        if report.failed:
            self._failed.append(f"{report.nodeid}\n{report.longreprtext}")

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Judge, instead of running the tests."""
        if not self.unready:
            items: dict[Path, list[pytest.Item]] = {}
            for item in session.items:
                items.setdefault(item.path.resolve(), []).append(item)
            self._items = items
            self._by_name = {item.nodeid: item for item in session.items}
            self.tests = len(session.items)
            self._see_them_green()
        if not self.unready:
            self._make_ready()
            self.judge()
        return True

    def judge(self) -> None:
        """Judge every mutant by the tests that were collected."""
        with contextlib.closing(self._judge()) as verdicts:
            for verdict in verdicts:
                self.verdicts.append(verdict)
                self.tell(verdict)

    # --- on the law as it is ------------------------------------------------------------------

    def _see_them_green(self) -> None:
        shares = [items for items in self._items.values() if items]
        shares.sort(key=len, reverse=True)
        for items, said in in_children(
            shares, self._try_out, at_once=self.plan.at_once, seconds=self.plan.seconds
        ):
            if said is None:
                self.unready.append(f"{items[0].path}\n{_DIED}")
                continue
            for nodeid, seconds, touched, failed in json.loads(said):
                known = _Known(seconds=seconds, touched=frozenset(map(tuple, touched)))
                self._known[nodeid] = known
                self.unready.extend(failed)

    def _make_ready(self) -> None:
        """Run the slow tests once more, here: what they make and keep is there in every child."""
        for name, known in self._known.items():
            item = self._by_name.get(name)
            if item is not None and known.seconds > _SLOW:
                for _ in range(2):  # the second time it takes what it takes in a child
                    self._seconds = 0.0
                    item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
                known.seconds = self._seconds
        self._failed = []

    def _try_out(self, items: list[pytest.Item]) -> bytes:
        _be_quiet()
        found = trace()
        told: list[object] = []
        for item, following in zip(items, [*items[1:], None], strict=True):
            self._failed, self._seconds = [], 0.0
            found.clear()
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            told.append((item.nodeid, self._seconds, sorted(found), self._failed))
        return json.dumps(told).encode()

    # --- on the law broken --------------------------------------------------------------------

    def _judge(self) -> Generator[Verdict]:
        plan = self.plan
        asked: list[Mutant] = []
        for mutant in plan.mutants:
            excuse = plan.excuse(mutant)
            if excuse is not None and not plan.ask_excused:
                yield Verdict(mutant=mutant, excused=excuse, how="not asked")
            elif not plan.files[mutant.id]:
                yield Verdict(mutant=mutant, excused=excuse, how=_NO_FILE)
            elif not any(self._items.get(path) for path in plan.files[mutant.id]):
                yield Verdict(mutant=mutant, excused=excuse, how=_NO_TEST)
            else:
                asked.append(mutant)
        for mutant, said in in_children(
            asked, self._break, at_once=plan.at_once, seconds=plan.seconds
        ):
            killer, how, seconds, took = _heard(said)
            for name, longest in took.items():
                # A test may have been quick on the law as it is because another had done the work.
                known = self._known.setdefault(name, _Known())
                known.seconds = max(known.seconds, longest)
            if killer is not None:
                for touch in mutant.touches:
                    self._killed.setdefault(touch, []).append(killer)
            yield Verdict(
                mutant=mutant,
                killer=killer,
                how=how,
                seconds=seconds,
                excused=plan.excuse(mutant),
            )

    def _break(self, mutant: Mutant) -> bytes:
        _be_quiet()
        begun = time.monotonic()
        try:
            mutant.apply()
        except Exception as error:  # noqa: BLE001  whatever it is, nothing was broken
            return _said(None, f"it could not be applied: {error!r}", begun)
        items = self._in_order(mutant)
        self._failed = []
        took: dict[str, float] = {}
        for item, following in zip(items, [*items[1:], None], strict=True):
            self._seconds = 0.0
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if self._seconds > _SLOW:
                took[item.nodeid] = self._seconds
            if self._failed:
                return _said(item.nodeid, "", begun, took)
        return _said(None, f"{len(items)} tests stayed green", begun, took)

    def _in_order(self, mutant: Mutant) -> list[pytest.Item]:
        """Give the tests that must notice: first those that come across it, and killed its like."""
        before = {name for touch in mutant.touches for name in self._killed.get(touch, ())}
        unknown = _Known()

        def rank(item: pytest.Item) -> tuple[bool, bool, bool, float]:
            known = self._known.get(item.nodeid, unknown)
            return (
                mutant.touches.isdisjoint(known.touched),
                known.seconds > _SLOW,
                item.nodeid not in before,
                known.seconds,
            )

        found = [i for path in self.plan.files[mutant.id] for i in self._items.get(path, ())]
        return sorted(found, key=rank)


def _said(
    killer: str | None, how: str, begun: float, took: Mapping[str, float] | None = None
) -> bytes:
    return json.dumps((killer, how, round(time.monotonic() - begun, 3), took or {})).encode()


def _heard(said: bytes | None) -> tuple[str | None, str, float, dict[str, float]]:
    if said is None:
        return None, _DIED, 0.0, {}
    return cast("tuple[str | None, str, float, dict[str, float]]", tuple(json.loads(said)))


def _be_quiet() -> None:
    sink = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(sink, stream)
