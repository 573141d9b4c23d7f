"""Many at once: threads that take turns as often as Python can, and what went wrong in them."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from typing import Final, Generic, TypeVar

from safetyframe.testing.conformance.model import Broken

__all__ = ["PATIENCE", "Crowd", "together"]

T = TypeVar("T")

#: Seconds after which what has not ended is said to hang.
PATIENCE: Final = 60.0


class Crowd(Generic[T]):
    """Jobs, each in a thread, begun together."""

    def __init__(self, jobs: Sequence[Callable[[], T]]) -> None:
        """Take the jobs."""
        self._results: dict[int, T] = {}
        self._wrong: list[BaseException] = []
        self._start = threading.Barrier(len(jobs))
        self._threads = [
            threading.Thread(target=self._run, args=(number, job), daemon=True)
            for number, job in enumerate(jobs)
        ]

    def begin(self) -> None:
        """Let all of them go."""
        for thread in self._threads:
            thread.start()

    def wait(self, seconds: float) -> None:
        """Give them so much time, and no more."""
        until = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))

    @property
    def busy(self) -> bool:
        """Whether one of them still runs."""
        return any(thread.is_alive() for thread in self._threads)

    def end(self) -> list[T]:
        """Wait for all, and give what they gave, in the order of the jobs.

        Raises what the first of them raised, and `Broken` where one hangs.
        """
        for thread in self._threads:
            thread.join(PATIENCE)
        if self._wrong:
            raise self._wrong[0]
        if self.busy:
            raise Broken(f"a call has not come back for {PATIENCE:.0f} seconds")
        return [self._results[number] for number in range(len(self._threads))]

    def _run(self, number: int, job: Callable[[], T]) -> None:
        try:
            self._start.wait(PATIENCE)
            self._results[number] = job()
        except BaseException as error:  # noqa: BLE001 -- raised again where it is waited for
            self._wrong.append(error)


def together(jobs: Sequence[Callable[[], T]]) -> list[T]:
    """Do all jobs at once, each in a thread, and give what they gave."""
    with restless():
        crowd = Crowd(jobs)
        crowd.begin()
        return crowd.end()


@contextmanager
def restless() -> Generator[None]:
    """Let threads take turns as often as Python can, so that what is not guarded shows."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        yield
    finally:
        sys.setswitchinterval(before)
