"""What the other processes do: run as ``python -m tests.adapters.workers WHAT PATH …``."""

import json
import sys
from pathlib import Path

from safetyframe import Frame
from safetyframe.errors import StoreError, VersionConflictError
from safetyframe.outcome import Accepted
from safetyframe_plugins.sqlite import SqliteStore
from tests.adapters.making import T1, body, record, voice


def say(line: str) -> None:
    """Tell the test."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def race(path: Path, me: str, versions: str) -> None:
    """Try to be first at each version; tell which were won."""
    store = SqliteStore(path, busy_seconds=30)
    won = []
    say("ready")
    sys.stdin.readline()
    for seq in range(1, int(versions) + 1):
        one = record(seq, voice(f"{me}-{seq}"))
        try:
            store.append(T1, one, expected=seq - 1, bodies=[body(f"{me}-{seq}")])
            won.append(seq)
        except VersionConflictError as lost:
            if lost.found < seq:  # nobody is refused a version that is still free
                raise
    store.close()
    say(json.dumps(won))


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


def stream(path: Path) -> None:
    """Append for ever, each with a body, and tell of each as soon as it is acknowledged."""
    store = SqliteStore(path)
    head = store.head(T1)
    seq = 0 if head is None else head.version
    while True:
        seq += 1
        store.append(T1, record(seq), expected=seq - 1, bodies=[body(f"x{seq}", "woord " * 50)])
        say(str(seq))


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


def full(path: Path, limit: str) -> None:
    """Append until the system lets the files grow no further; then say why, and how far it is."""
    import resource  # not on every system

    store = SqliteStore(path)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), resource.RLIM_INFINITY))
    seq = 0
    while True:
        seq += 1
        try:
            store.append(T1, record(seq), expected=seq - 1, bodies=[body(f"x{seq}", "vol " * 5000)])
        except StoreError as error:
            head = store.head(T1)
            assert head is not None
            cause = type(error.__cause__).__name__
            say(json.dumps([seq, head.version, cause, str(error)]))
            return


if __name__ == "__main__":
    what, where, *rest = sys.argv[1:]
    jobs = {"race": race, "voices": voices, "stream": stream, "erasing": erasing, "full": full}
    jobs[what](Path(where), *rest)
