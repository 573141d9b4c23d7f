"""Several who act at the same moment: threads of this process, and other interpreters.

Run as ``python -m tests.support.crowd URL TRAJECTORY`` it is one of those: it reads acts, a line of
JSON each, waits for an empty line, does them one after another, and says what became of each.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any, TypeVar

from safetyframe import Frame
from safetyframe.acts import Act
from safetyframe.outcome import Outcome, Refused
from safetyframe.wire import dumps, loads_act

ROOT = Path(__file__).parents[2]

T = TypeVar("T")


def at_once(*jobs: Callable[[], T]) -> list[T]:
    """Do all of it at the same moment, in threads; the answers in the order of the jobs."""
    start = threading.Barrier(len(jobs))
    answers: list[Any] = [None] * len(jobs)

    def run(number: int, job: Callable[[], T]) -> None:
        start.wait()
        try:
            answers[number] = job()
        except Exception as error:  # noqa: BLE001  told below, in the thread that asked
            answers[number] = error

    crowd = [threading.Thread(target=run, args=one) for one in enumerate(jobs)]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    for answer in answers:
        if isinstance(answer, Exception):
            raise answer
    return answers


def in_processes(url: str, trajectory: str, *acts: Sequence[Act]) -> list[list[str]]:
    """Let one other interpreter per list do its acts, all from the same moment on.

    What became of each: ``Accepted``, or ``Refused`` and the codes of its gaps.
    """
    with ExitStack() as stack:
        crowd = [stack.enter_context(_other(url, trajectory)) for _ in acts]
        for process, mine in zip(crowd, acts, strict=True):
            _pipe(process.stdin).write("".join(f"{dumps(act)}\n" for act in mine) + "\n")
            _pipe(process.stdin).flush()
        for process in crowd:
            assert _pipe(process.stdout).readline() == "ready\n"
        for process in crowd:
            _pipe(process.stdin).write("go\n")
            _pipe(process.stdin).flush()
        return [json.loads(_pipe(process.stdout).readline()) for process in crowd]


@contextmanager
def _other(url: str, trajectory: str) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.support.crowd", url, trajectory],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def _pipe(pipe: IO[str] | None) -> IO[str]:
    assert pipe is not None
    return pipe


def became(outcome: Outcome) -> str:
    """One word, or a few."""
    if isinstance(outcome, Refused):
        return " ".join(["Refused", *(g.code for v in outcome.violations for g in v.gaps)])
    return type(outcome).__name__


def _acts(lines: Iterable[str]) -> Iterator[Act]:
    for line in lines:
        if not line.strip():
            return
        yield loads_act(line)


def main(url: str, trajectory: str) -> None:
    """Be one of the crowd."""
    acts = list(_acts(sys.stdin))
    with Frame.open(url) as frame:
        frame.trajectory(trajectory)
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.readline()
        said = [became(frame.do(trajectory, act)) for act in acts]
    sys.stdout.write(f"{json.dumps(said)}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
