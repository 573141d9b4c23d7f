"""Work in children of this process: each gets a copy of everything, and gives back words alone.

A child that dies, hangs or writes nothing is reported as such. Its group is killed when it is
over, so what a test started ends with it. Needs `os.fork`.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeVar

from attrs import define

__all__ = ["in_children"]

_Job = TypeVar("_Job")


@define
class _Child(Generic[_Job]):
    job: _Job
    pid: int
    reading: int
    deadline: float
    said: bytes = b""


def in_children(
    jobs: Iterable[_Job], work: Callable[[_Job], bytes], *, at_once: int, seconds: float
) -> Iterator[tuple[_Job, bytes | None]]:
    """Do `work` for each job in a child of its own; give what it returned, in the order of endings.

    None stands for a child that died or took longer than `seconds`. At most `at_once` run together.
    """
    waiting = iter(jobs)
    running: dict[int, _Child[_Job]] = {}
    with selectors.DefaultSelector() as selector:
        try:
            while True:
                while len(running) < at_once and (job := next(waiting, None)) is not None:
                    child = _start(job, work, seconds)
                    running[child.reading] = child
                    selector.register(child.reading, selectors.EVENT_READ)
                if not running:
                    return
                for key, _ in selector.select(_patience(running.values())):
                    child = running[key.fd]
                    more = os.read(child.reading, 65536)
                    child.said += more
                    if not more:
                        yield child.job, _end(running, selector, child) or None
                for child in [c for c in running.values() if c.deadline <= time.monotonic()]:
                    _end(running, selector, child)
                    yield child.job, None
        finally:
            for child in list(running.values()):
                _end(running, selector, child)


def _patience(running: Iterable[_Child[_Job]]) -> float:
    return max(0.0, min(child.deadline for child in running) - time.monotonic())


def _start(job: _Job, work: Callable[[_Job], bytes], seconds: float) -> _Child[_Job]:
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        # Nothing of the parent's may run in the child once its work is done: no exit handlers, no
        # buffers written twice. Whatever it raises, it ends without a word.
        with contextlib.suppress(BaseException):
            os.close(reading)
            os.setpgid(0, 0)
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is interrupted, and ends it
            said = work(job)
            while said:
                said = said[os.write(writing, said) :]
        os._exit(0)
    with contextlib.suppress(OSError):  # whoever comes first; either way it is done when it matters
        os.setpgid(pid, pid)
    os.close(writing)
    return _Child(job, pid, reading, time.monotonic() + seconds)


def _end(
    running: dict[int, _Child[_Job]], selector: selectors.BaseSelector, child: _Child[_Job]
) -> bytes:
    del running[child.reading]
    selector.unregister(child.reading)
    os.close(child.reading)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    os.waitpid(child.pid, 0)
    return child.said
