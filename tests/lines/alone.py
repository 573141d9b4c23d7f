"""Run one test here, in silence, and stop it when it takes more than its time."""

from __future__ import annotations

import contextlib
import resource
import signal
from collections.abc import Iterator

import pytest

__all__ = ["TOO_LONG", "RunAlone"]

#: How a test failed that took more than its time.
TOO_LONG = "too long"

_MEMORY = 6 << 30


class _TooLong(BaseException):
    """A test was given its time, and took more."""


class RunAlone:
    """Runs tests and notes failures. For a process of its own: it bounds the memory there is."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._late = False
        signal.signal(signal.SIGVTALRM, self._ring)
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))

    def run(self, item: pytest.Item, seconds: float | None = None) -> str:
        """Give how it failed, or nothing."""
        noted = _Noted()
        self._late = False
        with self._at_most(seconds or self.seconds), _listening(item, noted):
            try:
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
            except _TooLong:
                pass
            except BaseException as error:  # noqa: BLE001  pytest itself fell over it
                noted.failed = noted.failed or f"{item.nodeid}\n{error!r}"
        return TOO_LONG if self._late else noted.failed

    def _ring(self, *_: object) -> None:
        self._late = True
        raise _TooLong

    @contextlib.contextmanager
    def _at_most(self, seconds: float) -> Iterator[None]:
        # It rings again: what is run may take the first for a failure of its own, and go on.
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds, 5.0)
        try:
            with contextlib.suppress(_TooLong):
                yield
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)


class _Noted:
    def __init__(self) -> None:
        self.failed = ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and not self.failed:
            self.failed = f"{report.nodeid} {report.when}\n{str(report.longrepr)[-2000:]}"


@contextlib.contextmanager
def _listening(item: pytest.Item, noted: _Noted) -> Iterator[None]:
    item.config.pluginmanager.register(noted)
    try:
        yield
    finally:
        item.config.pluginmanager.unregister(noted)
