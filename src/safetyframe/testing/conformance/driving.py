"""A thin sync face for adapters whose methods are coroutines: one event loop, in one thread.

The laws are written once, synchronously. An async adapter lives on its loop all the time, as it
does in a host; calls of many threads become tasks that run beside one another.
"""

from __future__ import annotations

import asyncio
import inspect
import threading
from collections.abc import Awaitable, Callable
from typing import TypeVar, cast

from safetyframe.testing.conformance.crowds import PATIENCE
from safetyframe.testing.conformance.model import Broken

__all__ = ["Loop"]

T = TypeVar("T")


class Loop:
    """An event loop in a thread of its own, begun when the first coroutine comes."""

    def __init__(self) -> None:
        """Begin nothing yet."""
        self._begun: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    def settle(self, value: T | Awaitable[T]) -> T:
        """Give `value`, or what it comes to on the loop when it is to be awaited."""
        return self.wait(value) if inspect.isawaitable(value) else value

    def wait(self, value: Awaitable[T]) -> T:
        """Give what `value` comes to on the loop. Raises `Broken` where that never happens."""

        async def awaited() -> T:
            return await value

        coming = asyncio.run_coroutine_threadsafe(awaited(), self._running())
        try:
            return coming.result(PATIENCE)
        except TimeoutError:
            if coming.done():  # it is what the adapter raised
                raise
            coming.cancel()
            raise Broken(f"a coroutine has not come to its end in {PATIENCE:.0f} seconds") from None

    def goes_on(self, seconds: float) -> bool:
        """Say whether the loop does anything else within so many seconds."""
        nothing = asyncio.run_coroutine_threadsafe(asyncio.sleep(0), self._running())
        try:
            nothing.result(seconds)
        except TimeoutError:
            return False
        return True

    def opened(self, factory: Callable[[str], T | Awaitable[T]], url: str) -> T:
        """Open an adapter on the loop if it wants one, and give it with a sync face."""
        made = factory(url)
        if not inspect.isawaitable(made) and not _is_async(made):
            return made
        return cast("T", Driven(self.settle(made), self))

    def close(self) -> None:
        """End the loop."""
        if self._begun is not None and self._thread is not None:
            self._begun.call_soon_threadsafe(self._begun.stop)
            self._thread.join(10)
            self._begun.close()
            self._begun = self._thread = None

    def _running(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._begun is None:
                self._begun = asyncio.new_event_loop()
                self._thread = threading.Thread(target=self._begun.run_forever, daemon=True)
                self._thread.start()
            return self._begun


class Driven:
    """An adapter with every method driven to its end. What is no method is given as it is."""

    def __init__(self, inner: object, loop: Loop) -> None:
        """Take the adapter, and the loop it lives on."""
        self._inner = inner
        self._loop = loop

    def __getattr__(self, name: str) -> object:
        """Give a method that awaits what the adapter's own method gives."""
        found: object = getattr(self._inner, name)
        if not callable(found):
            return found
        method: Callable[..., object] = found

        def driven(*args: object, **options: object) -> object:
            given = self._loop.settle(method(*args, **options))
            return Driven(given, self._loop) if name == "within" else given

        return driven

    def __repr__(self) -> str:
        """Show what the adapter shows."""
        return repr(self._inner)

    @property
    def wrapped(self) -> object:
        """The adapter itself."""
        return self._inner


def _is_async(adapter: object) -> bool:
    names = (name for name in dir(type(adapter)) if not name.startswith("_"))
    return any(inspect.iscoroutinefunction(getattr(type(adapter), name, None)) for name in names)
