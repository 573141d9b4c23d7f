"""What is behind fails: then a notice is taken, or it is said that it was not."""

from __future__ import annotations

from typing import Final

from safetyframe.errors import MessengerError, UndeliverableError
from safetyframe.ports import Message, Messenger
from safetyframe.testing.conformance.messengers.bench import Event, MessengerBench, needed
from safetyframe.testing.conformance.model import Broken, SealedLaw, demand
from safetyframe.testing.conformance.stores.expecting import expect

__all__ = ["LAWS"]

#: After how many bytes from behind a connection is cut.
_CUTS: Final = (1, 40, 400)
_MORE_CUTS: Final = (*range(1, 60, 3), *range(60, 1200, 40))


def _fails(bench: MessengerBench, messenger: Messenger, message: Message, when: str) -> None:
    """Demand that it raises, in time, a `MessengerError` by which it is sent again."""
    with expect(MessengerError, f"sending while {when}") as caught:
        bench.bounded(messenger.send, message)
    error = caught.known()
    given_up = isinstance(error, UndeliverableError)
    demand(not given_up, f"a notice was given up because {when}: it could be sent later")
    demand(error.__cause__ is not None, f"the error of sending while {when} chains no cause")


def _used(bench: MessengerBench) -> Messenger:
    messenger = bench.open()
    messenger.send(bench.message(0, "used"))
    return messenger


def _taken(bench: MessengerBench) -> None:
    """Nothing answers: whoever says that it was taken can't know."""
    freeze = needed(bench.handles.freeze)
    for messenger in (bench.open(), _used(bench)):
        with freeze(bench.url):
            try:
                bench.bounded(messenger.send, bench.message(7))
            except (MessengerError, Broken):  # one that hangs breaks another law
                continue
        raise Broken("sending came back though nothing behind the messenger had answered")


def _bounded(bench: MessengerBench) -> None:
    freeze = needed(bench.handles.freeze)
    used, fresh = _used(bench), bench.open()
    with freeze(bench.url):
        _fails(bench, used, bench.message(7), "nothing answers")
        _fails(bench, fresh, bench.message(8), "nothing answers")
    for number, messenger in ((7, used), (8, fresh)):
        bench.insist(messenger, bench.message(number, attempt=2))
    _complete(bench.arrived(3), [bench.message(0, "used"), bench.message(7), bench.message(8)])


def _down(bench: MessengerBench) -> None:
    stop, start = needed(bench.handles.stop), needed(bench.handles.start)
    used, fresh = _used(bench), bench.open()
    sent = [bench.message(0, "used")]
    for messenger, first in ((used, 1), (fresh, 11)):
        stop(bench.url)
        try:
            for attempt in (1, 2):
                message = bench.message(first, attempt=attempt)
                _fails(bench, messenger, message, "nothing is reached")
        finally:
            start(bench.url)
        bench.insist(messenger, bench.message(first, attempt=3))
        messenger.send(bench.message(first + 1))  # and from now on as if nothing had been
        sent += [bench.message(first), bench.message(first + 1)]
    _complete(bench.arrived(len(sent)), sent)


def _cut(bench: MessengerBench) -> None:
    cut = needed(bench.handles.cut)
    messenger = bench.open()
    sent: list[Message] = []
    for count in _MORE_CUTS if bench.deep else _CUTS:
        cut(bench.url, count)
        for _ in range(3):
            message = bench.message(len(sent))
            bench.insist(messenger, message)
            sent.append(message)
    events = bench.arrived(len(sent))
    _complete(events, sent)
    for message in sent:
        unmarked = [e for e in events if e.id == message.notice.id and not e.marked]
        demand(len(unmarked) <= 1, "a notice arrived twice, and no copy of it is marked")
    firsts = list(dict.fromkeys(str(e.id) for e in events))
    kept = firsts == [m.notice.id for m in sent]
    demand(kept or not bench.can("ordered"), "a lost connection turned the order around")


def _durable(bench: MessengerBench) -> None:
    restart = needed(bench.handles.restart)
    messenger = bench.open()
    sent: list[Message] = []
    for _ in range(5 if bench.deep else 2):
        for _ in range(20):
            sent.append(bench.message(len(sent)))
            bench.insist(messenger, sent[-1])
        restart(bench.url)
        _complete(bench.arrived(len(sent)), sent)


def _complete(events: list[Event], sent: list[Message]) -> None:
    arrived = {event.id for event in events}
    lost = sum(message.notice.id not in arrived for message in sent)
    demand(lost == 0, f"{lost} of {len(sent)} notices that were taken have not arrived")


LAWS: Final[tuple[SealedLaw[MessengerBench], ...]] = (
    SealedLaw(
        id="M-TAKEN",
        title="Sending comes back only when what is behind the messenger answers for the notice.",
        check=_taken,
        handles=("freeze",),
        rests_on=("M-ARRIVES",),
    ),
    SealedLaw(
        id="M-BOUNDED",
        title="Where nothing answers, sending fails within a minute, and works afterwards.",
        check=_bounded,
        handles=("freeze",),
        rests_on=("M-ARRIVES", "M-ID", "M-TAKEN"),
    ),
    SealedLaw(
        id="M-DOWN",
        title="Where nothing is reached, that is a MessengerError with its cause; later it works.",
        check=_down,
        handles=("stop", "start"),
        rests_on=("M-ARRIVES", "M-ID"),
    ),
    SealedLaw(
        id="M-CUT",
        title="A connection cut while sending loses no notice, silently or otherwise.",
        check=_cut,
        handles=("cut",),
        rests_on=("M-ARRIVES", "M-ID", "M-MARKED", "M-ORDER"),
    ),
    SealedLaw(
        id="M-DURABLE",
        title="What was taken is there after what keeps it was killed, where that is declared.",
        check=_durable,
        yes=("durable",),
        handles=("restart",),
        rests_on=("M-ARRIVES", "M-ID"),
    ),
)
