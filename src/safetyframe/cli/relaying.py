"""What `safetyframe relay` runs in: clocks, sleep, signals, and a file of metrics."""

from __future__ import annotations

import contextlib
import os
import random
import secrets
import signal
import socket
import sys
import time
from collections.abc import Callable, Generator
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import Final

from safetyframe.cli.trouble import Trouble, one_line
from safetyframe.errors import StoreError
from safetyframe.opening import blaming
from safetyframe.plugins import load
from safetyframe.ports import Messenger, Outbox
from safetyframe.relay import Counts, Pace, Relay, World, exposition
from safetyframe.values import is_reference

__all__ = ["a_worker", "known_worker", "open_messenger", "run_relay"]

#: How long it may take to notice, while there is nothing to do, that it is time to stop.
_NAP: Final = 0.2
#: How often the metrics are written at most: counting an outbox takes a look at all of it.
_MEASURED_EVERY: Final = 1.0


def a_worker() -> str:
    """Make up a name that no other worker has."""
    host = "".join(c if is_reference(c) else "-" for c in socket.gethostname())[:64]
    return f"{host or 'relay'}-{os.getpid()}-{secrets.token_hex(4)}"


def known_worker(name: str | None) -> str:
    """Give the name that was typed, or one that is made up."""
    if name is not None and not is_reference(name):
        raise Trouble("--worker: expected 1 to 128 letters, digits and ._:/@+-#")
    return a_worker() if name is None else name


def open_messenger(url: str) -> Messenger:
    """Open the messenger at `url`, which is never repeated: it may hold a password."""
    provider = load().messenger_for(url)
    with blaming(f"messenger {provider.name!r} could not be opened"):
        return provider.open(url)


def run_relay(
    outbox: Outbox,
    messenger: Messenger,
    *,
    worker: str,
    pace: Pace,
    source: str,
    once: bool,
    metrics: Path | None,
) -> Counts:
    """Run a relay until SIGTERM or Ctrl-C or, with `once`, until nothing can be sent now."""
    stopped = False

    def pause(seconds: float) -> None:
        # In naps: after a signal Python goes back to sleep for the rest, and an event that a
        # handler sets may be the very one whose lock is held here.
        end = time.monotonic() + seconds
        while not stopped and (left := end - time.monotonic()) > 0:
            time.sleep(min(left, _NAP))

    def stop() -> None:
        nonlocal stopped
        stopped = True
        relay.stop()

    world = World(
        now=lambda: datetime.now(UTC),
        seconds=time.monotonic,
        pause=pause,
        chance=random.random,
    )
    relay = Relay(outbox, messenger, worker=worker, world=world, pace=pace, source=source)
    measured = 0.0

    def after() -> None:
        nonlocal measured
        if metrics is not None and time.monotonic() - measured >= _MEASURED_EVERY:
            # Whoever can't be counted or written down is still sent.
            with contextlib.suppress(StoreError, OSError):
                _write(metrics, exposition(relay.measure(), worker))
            measured = time.monotonic()

    if metrics is not None:
        _write(metrics, exposition(relay.measure(), worker))
    with _told_to(stop):
        relay.run(once=once, after=after, trouble=_tell)
    counts = relay.measure()
    if metrics is not None:
        _write(metrics, exposition(counts, worker))
    return counts


@contextlib.contextmanager
def _told_to(stop: Callable[[], None]) -> Generator[None]:
    """Have SIGTERM and Ctrl-C call `stop`; the second one ends the program as it always did."""
    signals = (signal.SIGINT, signal.SIGTERM)
    before = [(number, signal.getsignal(number)) for number in signals]

    def restore() -> None:
        for number, handler in before:
            signal.signal(number, handler)

    def told(_: int, __: FrameType | None) -> None:
        restore()
        stop()

    for number in signals:
        signal.signal(number, told)
    try:
        yield
    finally:
        restore()


def _tell(why: str) -> None:
    said = f"not sent: {why}" if why else "notices are sent again"
    print(f"safetyframe: {one_line(said)}", file=sys.stderr, flush=True)


def _write(path: Path, text: str) -> None:
    """Write a file as one: whoever reads it sees the old text or the new."""
    new = path.with_name(f"{path.name}.{os.getpid()}.new")
    new.write_text(text, encoding="utf-8", newline="\n")
    new.replace(path)
