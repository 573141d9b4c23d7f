"""What an adapter needs so that threads and forked processes may share it. For vendors, too.

Not imported with `safetyframe.plugins`: only what needs it pays for `asyncio`.
"""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from contextlib import suppress
from typing import Any, Generic, Protocol, TypeVar

from safetyframe.errors import MessengerError

__all__ = ["Link", "LoopThread", "PerProcess", "Wire"]

T = TypeVar("T")


class Link(Protocol):
    """One connection, from its making to its loss: used on one event loop, on which it is made.

    `lost` is done when nothing will answer over it any more.
    """

    lost: asyncio.Future[Any]

    async def open(self) -> None:
        """Connect. Raises MessengerError."""
        ...

    async def let_go(self) -> None:
        """Close, in a moment whatever the other side does. Again is safe, and unopened too."""
        ...


L = TypeVar("L", bound=Link)


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


class Wire(Generic[L]):
    """One link at a time in a thread of its own, made anew whenever anything about it is unsure.

    So nothing that is still under way over one comes after what is sent next. Threads may share
    it; forked processes may not: see `PerProcess`.
    """

    def __init__(self, name: str, make: Callable[[], L]) -> None:
        """Take the name of the thread, and what makes a link; nothing is connected yet."""
        self._make = make
        self._thread = LoopThread(name)
        self._link: L | None = None
        self._lock = asyncio.Lock()  # binds to the loop at its first use
        self._ending: set[asyncio.Task[None]] = set()

    def run(self, work: Callable[[L], Coroutine[object, object, T]], *, seconds: float) -> T:
        """Give what `work` gives over a link, connecting first where there is none.

        After a `MessengerError` of `work` the link is used again, unless it is lost; after anything
        else it is not. Raises what `work` raises, and TimeoutError after so many seconds.
        """
        return self._thread.run(lambda: self._worked(work), seconds=seconds)

    def close(self, *, seconds: float) -> None:
        """Let go of the link and the thread. Closing twice is safe."""
        with suppress(TimeoutError, asyncio.CancelledError):
            self._thread.run(self._end, seconds=seconds)
        self._thread.stop()

    async def _worked(self, work: Callable[[L], Coroutine[object, object, T]]) -> T:
        link = await self._linked()
        try:
            return await work(link)
        except MessengerError:
            raise
        except BaseException:
            self._drop(link)
            raise

    async def _linked(self) -> L:
        async with self._lock:
            if self._link is not None and self._link.lost.done():
                self._drop(self._link)
            if self._link is not None:
                return self._link
            link = self._make()
            try:
                await link.open()
            except BaseException:
                self._drop(link)
                raise
            self._link = link
            return link

    def _drop(self, link: L) -> None:
        if self._link is link:
            self._link = None
        task = asyncio.get_running_loop().create_task(link.let_go())
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)

    async def _end(self) -> None:
        async with self._lock:
            if self._link is not None:
                self._drop(self._link)
        if self._ending:
            await asyncio.wait(self._ending)


def _main(told: Future[asyncio.AbstractEventLoop]) -> None:
    # Closing the runner cancels what is left. Some clients add sockets of their own: a selector.
    with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
        loop = runner.get_loop()
        told.set_result(loop)
        loop.run_forever()


async def _within(work: Callable[[], Coroutine[object, object, T]], seconds: float) -> T:
    async with asyncio.timeout(seconds):
        return await work()
