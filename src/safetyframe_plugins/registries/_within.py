"""A time limit on the whole of a question: one on each packet lets a slow answer drip for ever."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Final, Generic, TypeVar

from safetyframe import RegistryError

__all__ = ["Limit"]

T = TypeVar("T")

#: How many questions may be on their way at once, those given up on included.
_MOST: Final = 16


class _Asking(Generic[T]):
    """One question on its way, in a thread of its own that nobody waits for at the end."""

    def __init__(self, work: Callable[[], T], done: Callable[[], object]) -> None:
        self._work = work
        self._done = done
        self._over = threading.Event()
        self._answer: T | None = None
        self._error: BaseException | None = None
        threading.Thread(target=self._run, daemon=True, name="safetyframe-registry").start()

    def _run(self) -> None:
        try:
            self._answer = self._work()
        except BaseException as error:  # noqa: BLE001 -- told to whoever asked
            self._error = error
        finally:
            self._done()
            self._over.set()

    def answer(self, seconds: float) -> T:
        """Wait for the answer. Raises `TimeoutError`, or what the question raised."""
        if not self._over.wait(seconds):
            raise TimeoutError
        if self._error is not None:
            raise self._error
        return self._answer  # type: ignore[return-value]  # there is one where there is no error


class Limit:
    """Asks questions, each within `seconds` and few at once."""

    def __init__(self, who: str, seconds: float) -> None:
        """Name who is asked, for errors."""
        self._who = who
        self._seconds = seconds
        self._room = threading.BoundedSemaphore(_MOST)

    def ask(self, work: Callable[[], T]) -> T:
        """Do `work` and give its answer. Raises `RegistryError` when that takes too long."""
        if not self._room.acquire(timeout=self._seconds):
            raise RegistryError(f"{self._who}: too many questions are waiting for an answer")
        try:
            asking = _Asking(work, self._room.release)
        except BaseException:
            self._room.release()
            raise
        try:
            return asking.answer(self._seconds)
        except TimeoutError as error:
            msg = f"{self._who}: no answer within {self._seconds:g} seconds; nobody has a mandate"
            raise RegistryError(f"{msg} by it until it answers") from error
