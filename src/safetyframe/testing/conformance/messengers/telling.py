"""What a messenger says when something is wrong: in our errors, and of nobody."""

from __future__ import annotations

import logging
from collections.abc import Generator
from contextlib import contextmanager
from typing import Final
from urllib.parse import unquote, urlsplit

from safetyframe.errors import MessengerError, SafetyframeError, UndeliverableError
from safetyframe.testing.conformance.messengers.bench import RECIPIENT, MessengerBench, needed
from safetyframe.testing.conformance.model import Broken, SealedLaw, demand
from safetyframe.testing.conformance.stores.expecting import expect
from safetyframe.testing.conformance.stores.telling import chained

__all__ = ["LAWS"]


class _Log(logging.Handler):
    """Keeps every line that is logged, as a host would see it."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


@contextmanager
def _logged() -> Generator[list[str]]:
    root, log = logging.getLogger(), _Log()
    level = root.level
    root.addHandler(log)
    root.setLevel(logging.INFO)
    try:
        yield log.lines
    finally:
        root.removeHandler(log)
        root.setLevel(level)


def _hidden(bench: MessengerBench, shown: str, where: str) -> None:
    """Demand that nothing private is in what is shown."""
    urls = [bench.url, *([bench.handles.nowhere] if bench.handles.nowhere else [])]
    said = [urlsplit(url).password for url in urls]
    passwords = [p for one in said if one for p in (one, unquote(one))]
    for private in (RECIPIENT, *bench.handles.secrets, *passwords):
        what = "the recipient" if private == RECIPIENT else "a password or a secret"
        demand(private not in shown, f"{where} shows {what}")


def _silent(bench: MessengerBench) -> None:
    """Look at every error that can be had, at what is logged meanwhile, and at the repr."""
    handles, seen = bench.handles, list[tuple[str, SafetyframeError]]()

    def failing(what: str, number: int, url: str | None = None) -> None:
        try:
            bench.bounded(
                lambda: (bench.open(url) if url else messenger).send(bench.message(number))
            )
        except SafetyframeError as error:
            seen.append((what, error))
        except Exception as error:
            raise Broken(f"sending raised {type(error).__name__}: {what}") from error

    with _logged() as lines:
        messenger = bench.open()
        messenger.send(bench.message(1))
        if handles.stop is not None and handles.start is not None:
            handles.stop(bench.url)
            failing("what is behind is down", 2)
            handles.start(bench.url)
        for url, what in (
            (None if handles.unknown is None else handles.unknown(bench.url), "no such place"),
            (handles.nowhere, "nobody answers"),
        ):
            if url is not None:
                failing(what, 3, url)
        messenger.close()
        failing("it is closed", 4)
    for what, error in seen:
        _hidden(bench, chained(error), f"the error when {what}")
    for line in lines:
        _hidden(bench, line, "the log")
    _hidden(bench, f"{messenger!r} {messenger!s}", "the repr of the messenger")


def _closed(bench: MessengerBench) -> None:
    messenger = bench.open()
    messenger.send(bench.message(1))
    messenger.close()
    messenger.close()
    with expect(MessengerError, "sending by a messenger that is closed"):
        bench.bounded(messenger.send, bench.message(2))
    unused = bench.open()
    unused.close()
    with expect(MessengerError, "sending by a messenger that is closed"):
        bench.bounded(unused.send, bench.message(2))
    other = bench.open()
    other.send(bench.message(3))
    demand(len(bench.arrived(2)) == 2, "a messenger that is closed has sent")  # noqa: PLR2004


def _unknown(bench: MessengerBench) -> None:
    unknown = needed(bench.handles.unknown)(bench.url)

    def send(number: int) -> None:
        messenger = bench.open(unknown)  # some look whether the place is there
        messenger.send(bench.message(number))

    for number in (1, 2):
        with expect(UndeliverableError, "sending to a place that is not there"):
            bench.bounded(send, number)


def _nowhere(bench: MessengerBench) -> None:
    def send() -> None:
        bench.open(needed(bench.handles.nowhere)).send(bench.message(1))

    with expect(MessengerError, "sending to where nobody answers") as caught:
        bench.bounded(send)
    error = caught.known()
    given_up = isinstance(error, UndeliverableError)
    demand(not given_up, "a notice was given up where nobody answers: somebody may, later")
    demand(error.__cause__ is not None, "the error when nobody answers chains no cause")


LAWS: Final[tuple[SealedLaw[MessengerBench], ...]] = (
    SealedLaw(
        id="M-UNKNOWN",
        title="A place that is not there is an UndeliverableError, each time.",
        check=_unknown,
        handles=("unknown",),
        rests_on=("M-ARRIVES",),
    ),
    SealedLaw(
        id="M-NOWHERE",
        title="Where nobody answers, that is a MessengerError with its cause.",
        check=_nowhere,
        handles=("nowhere",),
    ),
    SealedLaw(
        id="M-SILENT",
        title="No error, log or repr shows the recipient, a password or a secret.",
        check=_silent,
        rests_on=("M-ARRIVES", "M-DOWN", "M-UNKNOWN", "M-NOWHERE", "M-CLOSED"),
    ),
    SealedLaw(
        id="M-CLOSED",
        title="A messenger that is closed says so and sends nothing; closing twice is safe.",
        check=_closed,
        rests_on=("M-ARRIVES",),
    ),
)
