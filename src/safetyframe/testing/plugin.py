"""The pytest plugin: fixtures, and a report of how often each clause was accepted and refused.

It is found by itself where ``safetyframe[testing]`` is installed, and loads nothing until a test
asks: ``pytest -p no:safetyframe`` leaves it out.

    def test_nobody_else_revises(trajectory_at, cast, clock):
        story = trajectory_at("wat-established")
        story.refused(ReviseWat, cast.of(Role.CARE_WORKER)[0], …)

``pytest --safetyframe-report`` prints, at the end, how often each clause was accepted and refused
by `Law.decide` in the whole session, the processes of pytest-xdist included.
``pytest --safetyframe-conformance FILE`` writes how each law of the conformance kit ended.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from attrs import mutable

if TYPE_CHECKING:
    from safetyframe.acts import Act
    from safetyframe.law import Law
    from safetyframe.outcome import Outcome
    from safetyframe.testing.cast import Cast
    from safetyframe.testing.story import Story
    from safetyframe.testing.tally import Counting, Tally
    from safetyframe.trajectory import Trajectory

__all__ = ["Clock"]

_COUNT: Final = "safetyframe"


@mutable
class Clock:
    """A clock that moves by hand, and never back. Its instants have an offset from UTC."""

    now: datetime

    def __call__(self) -> datetime:
        """Give the time."""
        return self.now

    def tick(self, **span: float) -> datetime:
        """Move on: ``clock.tick(days=3)``. Raises `ValueError` for a step back."""
        step = timedelta(**span)
        if step < timedelta():
            raise ValueError("time does not go back: give a span that is not negative")
        self.now += step
        return self.now

    def set(self, instant: datetime) -> datetime:
        """Move on to `instant`. Raises `ValueError` where it is naive, or gone by."""
        if instant.utcoffset() is None:
            raise ValueError("this instant has no offset from UTC: give an aware datetime")
        if instant < self.now:
            raise ValueError("time does not go back: give an instant that is still to come")
        self.now = instant
        return self.now


@pytest.fixture
def cast() -> Cast:
    """Who takes part by default: two siblings, those around them, those who work with them."""
    from safetyframe.testing.cast import FAMILY

    return FAMILY


@pytest.fixture
def trajectory_at() -> Callable[..., Story]:
    """Give a story that has come so far: ``trajectory_at("wat-established")``, or under a law.

    The stages are those of `safetyframe.testing.reached.STAGES`.
    """
    from safetyframe.testing.reached import story_at

    return story_at


@pytest.fixture
def clock() -> Clock:
    """A clock that stands where the kit's stories begin, and moves by hand."""
    from safetyframe.testing.cast import DAY_ONE

    return Clock(DAY_ONE)


# --- the report -------------------------------------------------------------------------------


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that asks for the report."""
    group = parser.getgroup("safetyframe")
    group.addoption(
        "--safetyframe-report",
        action="store_true",
        default=False,
        help="print how often each clause of the charter was accepted and refused",
    )
    group.addoption(
        "--safetyframe-conformance",
        metavar="FILE",
        default=None,
        help="write how each sealed law ended for each adapter of the session, as JSON",
    )


@mutable
class _Report:
    """What the session counted; there only where it was asked for."""

    counting: Counting
    others: Tally

    @property
    def tally(self) -> Tally:
        return self.counting.tally + self.others


_REPORT: Final = pytest.StashKey[_Report]()
_PATCH: Final = pytest.StashKey[pytest.MonkeyPatch]()


class _Gathering:
    """Takes up, in the process that all reports come to, what was found about adapters."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._found: list[tuple[str, object]] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call":
            self._found.extend(report.user_properties)

    def pytest_sessionfinish(self) -> None:
        from safetyframe.testing.conformance.pytesting import gathered

        gathered(self._found, self._file)


def pytest_configure(config: pytest.Config) -> None:
    """Count every decision from here on, and gather what is found, if that was asked for."""
    file: str | None = config.getoption("safetyframe_conformance")
    if file is not None and not hasattr(config, "workerinput"):
        config.pluginmanager.register(_Gathering(Path(file)), "safetyframe-conformance")
    if not config.getoption("safetyframe_report"):
        return
    from safetyframe.law import Law
    from safetyframe.testing.tally import Counting, Tally

    report = config.stash[_REPORT] = _Report(Counting(), Tally())
    decide = Law.decide

    def counted(self: Law, trajectory: Trajectory, act: Act) -> Outcome:
        outcome = decide(self, trajectory, act)
        report.counting.add(act, outcome)
        return outcome

    patch = config.stash[_PATCH] = pytest.MonkeyPatch()
    patch.setattr(Law, "decide", counted)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave the law as it was found."""
    patch = config.stash.get(_PATCH, None)
    if patch is not None:
        patch.undo()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In a process of pytest-xdist: hand over what was counted."""
    report = session.config.stash.get(_REPORT, None)
    output: dict[str, object] | None = getattr(session.config, "workeroutput", None)
    if report is not None and output is not None:
        output[_COUNT] = report.tally.as_json()


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: object) -> None:
    """Take what a process of pytest-xdist has counted."""
    config: pytest.Config = getattr(node, "config")  # noqa: B009  xdist has no types
    output: dict[str, dict[str, object]] = getattr(node, "workeroutput", {})
    report = config.stash.get(_REPORT, None)
    if report is not None and _COUNT in output:
        from safetyframe.testing.tally import Tally

        report.others += Tally.from_json(output[_COUNT])


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Print the report."""
    report = config.stash.get(_REPORT, None)
    if report is not None:
        terminalreporter.section("safetyframe: accepted and refused, clause by clause")
        terminalreporter.write_line(report.tally.report())
