"""What the other processes do: run as ``python -m tests.adapters.workers WHAT PATH …``."""

import sys
from pathlib import Path

from safetyframe import Frame
from safetyframe.outcome import Accepted
from safetyframe_plugins.sqlite import SqliteStore
from tests.adapters.making import T1, body, record, voice


def say(line: str) -> None:
    """Tell the test."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def voices(path: Path, me: str, count: str) -> None:
    """Speak `count` times on one trajectory through a frame, whoever else does."""
    with Frame.open(f"sqlite://{'/' if path.is_absolute() else ''}{path}") as frame:
        say("ready")
        sys.stdin.readline()
        for n in range(int(count)):
            spoken = body(f"{me}-{n}")
            outcome = frame.do(T1, voice(f"{me}-{n}", spoken.text), bodies=[spoken])
            assert isinstance(outcome, Accepted), outcome
    say("done")


def erasing(path: Path) -> None:
    """Append a body, then a record that erases it, for ever; tell of each when acknowledged."""
    store = SqliteStore(path)
    head = store.head(T1)
    seq = 0 if head is None else head.version
    while True:
        seq += 1
        bodies = [body(f"x{seq}", f"geheim {seq} " * 50)] if seq % 2 else []
        gone = [] if seq % 2 else [f"x{seq - 1}"]
        store.append(T1, record(seq), expected=seq - 1, bodies=bodies, erase=gone)
        say(str(seq))


if __name__ == "__main__":
    what, where, *rest = sys.argv[1:]
    jobs = {"voices": voices, "erasing": erasing}
    jobs[what](Path(where), *rest)
