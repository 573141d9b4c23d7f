"""What an adapter needs so that threads and forked processes may share it. For vendors, too.

Not imported with `safetyframe.plugins`: only what needs it pays for `asyncio`.
"""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from typing import Generic, TypeVar

__all__ = ["LoopThread", "PerProcess"]

T = TypeVar("T")


class PerProcess(Generic[T]):
    """One of something for each process.

    A child made by `fork` gets its own, and never writes into a connection of its parent, nor waits
    for a lock that a thread of its parent held. What the parent had is kept, untouched.
    """

    def __init__(self, make: Callable[[], T]) -> None:
        """Take what makes one; it is called at the first `get` of each process."""
        self._make = make
        self._made: dict[int, T] = {}

    def get(self) -> T:
        """Give the one of this process."""
        me = os.getpid()
        found = self._made.get(me)
        return self._made.setdefault(me, self._make()) if found is None else found


class LoopThread:
    """An event loop in a thread of its own: a sync face for a client that knows only `asyncio`."""

    def __init__(self, name: str) -> None:
        """Take the name of the thread; it starts at the first `run`."""
        self._name = name
        self._lock = threading.Lock()
        self._running: tuple[asyncio.AbstractEventLoop, threading.Thread] | None = None

    def run(self, work: Callable[[], Coroutine[object, object, T]], *, seconds: float) -> T:
        """Give what `work` gives. Raises TimeoutError, and cancels it, after so many seconds.

        Any thread may call it, and one that runs a loop of its own too: that loop waits. What
        interrupts the caller (Ctrl-C) cancels the work.
        """
        with self._lock:
            loop, _ = self._running = self._running or self._start()
        future = asyncio.run_coroutine_threadsafe(_within(work, seconds), loop)
        try:
            # The second more is for a loop that was stopped under it: nothing would answer.
            return future.result(seconds + 1)
        except BaseException:
            future.cancel()
            raise

    def stop(self) -> None:
        """Cancel all that runs and end the thread. Stopping twice is safe."""
        with self._lock:
            running, self._running = self._running, None
        if running is not None:
            loop, thread = running
            loop.call_soon_threadsafe(loop.stop)
            thread.join(5)

    def _start(self) -> tuple[asyncio.AbstractEventLoop, threading.Thread]:
        told: Future[asyncio.AbstractEventLoop] = Future()
        thread = threading.Thread(target=_main, args=(told,), name=self._name, daemon=True)
        thread.start()
        return told.result(), thread


def _main(told: Future[asyncio.AbstractEventLoop]) -> None:
    # Closing the runner cancels what is left. Some clients add sockets of their own: a selector.
    with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
        loop = runner.get_loop()
        told.set_result(loop)
        loop.run_forever()


async def _within(work: Callable[[], Coroutine[object, object, T]], seconds: float) -> T:
    async with asyncio.timeout(seconds):
        return await work()
