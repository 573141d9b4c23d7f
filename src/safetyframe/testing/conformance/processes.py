"""Other processes: children that open the adapter for themselves, and may be killed.

Where the system can fork, a child is a fork, so that factories may be of any kind; elsewhere a new
interpreter, for which factory and job have to be importable. A child opens for itself whatever it
uses: the bench lets go of all it has opened before it makes one.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import warnings
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Final

from attrs import frozen

from safetyframe.errors import SafetyframeError
from safetyframe.testing.conformance.crowds import PATIENCE
from safetyframe.testing.conformance.model import Broken

__all__ = ["Child", "Line", "die"]

_FORKS: Final = hasattr(os, "fork")


@frozen
class _Done:
    """What came of a job."""

    value: object


@frozen
class _Raised:
    """What went wrong in a job."""

    text: str


@frozen
class Line:
    """The child's end of the line to its parent."""

    pipe: Connection

    def say(self, what: object) -> None:
        """Tell the parent."""
        self.pipe.send(what)

    def wait(self) -> None:
        """Wait until the parent says to go on."""
        self.pipe.recv()


class Child:
    """A process that runs `job(line, *args)`; what it gives comes back from `result`."""

    def __init__(self, job: Callable[..., object], *args: object) -> None:
        """Start it."""
        self._line, theirs = multiprocessing.Pipe()
        self._process: BaseProcess
        if _FORKS:
            fork = multiprocessing.get_context("fork")
            self._process = fork.Process(target=_run, args=(theirs, job, args), daemon=True)
        else:
            spawn = multiprocessing.get_context("spawn")
            self._process = spawn.Process(target=_run, args=(theirs, job, args), daemon=True)
        with warnings.catch_warnings():
            # Of threads that are lost in a fork: those of test runners, which the child never uses.
            warnings.simplefilter("ignore", DeprecationWarning)
            self._process.start()
        theirs.close()

    def hear(self) -> object:
        """Give what the child says next; None when it is no more. Raises what went wrong there."""
        if not self._line.poll(PATIENCE):
            self.end()
            raise Broken(f"another process has not come on for {PATIENCE:.0f} seconds")
        try:
            said: object = self._line.recv()
        except (EOFError, ConnectionResetError):
            return None
        if isinstance(said, _Raised):
            raise Broken(f"in another process: {said.text}")
        return said

    def go(self) -> None:
        """Let a child go on that waits."""
        self._line.send(None)

    def result(self) -> object:
        """Wait for the end of the job, and give what came of it; None when it was killed."""
        while True:
            said = self.hear()
            if said is None:
                self.end()
                return None
            if isinstance(said, _Done):
                self.end()
                return said.value

    def kill(self) -> None:
        """Kill it, in the middle of whatever it does, and wait until it is gone."""
        self._process.kill()
        self._process.join(PATIENCE)

    def end(self) -> None:
        """See to it that it is gone."""
        self._process.join(2)
        if self._process.is_alive():
            self.kill()
        self._line.close()


def die() -> None:
    """Die here and now, as by a power cut: nothing is flushed, closed or given back."""
    os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))


def _run(pipe: Connection, job: Callable[..., object], args: tuple[object, ...]) -> None:
    try:
        pipe.send(_Done(job(Line(pipe), *args)))
    except Exception as error:  # noqa: BLE001 -- told to the parent
        ours = isinstance(error, (SafetyframeError, Broken))
        pipe.send(_Raised(f"{type(error).__name__}{f': {error}' if ours else ''}"))
    finally:
        pipe.close()
