"""Both frames behind one face, so that one test judges both: an AsyncFrame, waited for."""

import asyncio
import threading
from collections.abc import Coroutine
from concurrent.futures import CancelledError
from inspect import iscoroutine
from types import TracebackType
from typing import Any, Self

from safetyframe import AsyncFrame, Frame, in_threads
from safetyframe.ports import Store


class Loop:
    """An event loop in a thread of its own; whoever calls waits in theirs."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self._thread.start()

    def run(self, coroutine: Coroutine[Any, Any, Any]) -> Any:
        try:
            return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result(60)
        except CancelledError:  # pragma: no cover -- a test that hangs, not one that fails
            raise TimeoutError from None

    def end(self) -> None:
        if not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self.loop.stop)
            self._thread.join()
            self.loop.close()


class Waiting:
    """Anything with coroutines for methods, called as if it had none."""

    def __init__(self, held: object, loop: Loop) -> None:
        self._held = held
        self._loop = loop

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._held, name)
        if not callable(found) or isinstance(found, type):
            return found

        def call(*args: Any, **named: Any) -> Any:
            answer = found(*args, **named)
            return self._loop.run(answer) if iscoroutine(answer) else answer

        return call


class AsyncFace(Waiting):
    """An `AsyncFrame` with the face of a `Frame`."""

    def __init__(self, store: Store | Waiting, **named: Any) -> None:
        loop = store._loop if isinstance(store, Waiting) else Loop()
        inner = store._held if isinstance(store, Waiting) else in_threads(store)
        super().__init__(AsyncFrame(inner, **named), loop)  # type: ignore[arg-type]

    @classmethod
    def open(cls, url: str, **named: Any) -> Self:
        loop = Loop()
        try:
            held = loop.run(AsyncFrame.open(url, **named))
        except BaseException:
            loop.end()
            raise
        face = cls.__new__(cls)
        Waiting.__init__(face, held, loop)
        return face

    @property
    def store(self) -> Waiting:
        return Waiting(self._held.store, self._loop)  # type: ignore[attr-defined]

    def __enter__(self) -> Self:
        assert self._loop.run(self._held.__aenter__()) is self._held  # type: ignore[attr-defined]
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._loop.run(self._held.__aexit__(kind, error, trace))  # type: ignore[attr-defined]
        self._loop.end()


#: What a test opens, by the name of the frame it is.
FACES: dict[str, Any] = {"Frame": Frame, "AsyncFrame": AsyncFace}


def beneath(store: Any) -> Any:
    """The store of the host's that is beneath it all."""
    return store._held._store if isinstance(store, Waiting) else store
