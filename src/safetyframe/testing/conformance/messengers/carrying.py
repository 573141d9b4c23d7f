"""What is sent arrives: whole, as a CloudEvent, once or marked, in order, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Final, cast

from attrs import evolve

from safetyframe.ports import EVENT_TYPE, Message
from safetyframe.testing.conformance.crowds import together
from safetyframe.testing.conformance.messengers.bench import Event, MessengerBench
from safetyframe.testing.conformance.model import Broken, SealedLaw, demand
from safetyframe.values import PersonId

__all__ = ["LAWS"]

#: What nobody expects in a name: whatever a place makes of it, it arrives as it was.
_ODD: Final = ("1", "a b.c", "*.>", "#/%2F", "é\u2028ß")
_NAME: Final = re.compile(r"[a-z0-9]+")
_PROMISED: Final = frozenset(("id", "source", "specversion", "type", "time", "partitionkey"))
_ALLOWED: Final = _PROMISED | {"datacontenttype", "attempt"}


def _arrives(bench: MessengerBench) -> None:
    messenger = bench.open()
    sent = [bench.message(n, name) for n, name in enumerate(_ODD)]
    other = evolve(sent[0].notice, recipient=PersonId("somebody-else"))
    sent.append(evolve(sent[0], notice=other))  # the same act, told to two
    for one in sent:
        messenger.send(one)
    events = bench.arrived(len(sent))
    demand(len(events) == len(sent), f"{len(sent)} notices were sent, {len(events)} arrived")
    for one in sent:
        found = [e for e in events if e.data == dict(one.data)]
        demand(len(found) == 1, "what arrived does not hold the three references of a notice")


def _one(bench: MessengerBench, message: Message) -> Event:
    bench.open().send(message)
    return bench.arrived(1)[0]


def _cloudevent(bench: MessengerBench) -> None:
    message = bench.message(1)
    said = _one(bench, message).attributes
    for name, value in said.items():
        demand(_NAME.fullmatch(name) is not None, f"{name!r} is no name of an attribute")
        demand(isinstance(value, (str, int, bool)), f"the attribute {name} has no simple value")
    missing = sorted(_PROMISED - set(said))
    demand(not missing, f"the event lacks {', '.join(missing)}")
    for name in ("source", "specversion", "type", "partitionkey"):
        demand(said[name] == message.attributes[name], f"the attribute {name} is not as promised")
    demand(said["type"] == EVENT_TYPE, "the event is of another type")
    kind = said.get("datacontenttype", "application/json")
    demand(kind == "application/json", "the data are not declared to be JSON")
    demand(_instant(said) == message.since, "the time is not when the act was written down")


def _instant(said: Mapping[str, object]) -> datetime:
    time = str(said["time"])
    try:
        read = datetime.fromisoformat(time)
    except ValueError as error:
        raise Broken("the time is not as in RFC 3339") from error
    demand("T" in time and read.tzinfo is not None, "the time is not as in RFC 3339")
    return read


def _references(bench: MessengerBench) -> None:
    message = bench.message(1)
    event = _one(bench, message)
    more = sorted(set(event.attributes) - _ALLOWED)
    demand(not more, f"the event says more than it may: {', '.join(more)}")
    demand(isinstance(event.data, dict), "the data are something else than references")
    held = set(cast("dict[str, object]", event.data))
    demand(held <= set(message.data), "the data hold more than the three references")


def _identity(bench: MessengerBench) -> None:
    message = bench.message(1)
    demand(_one(bench, message).id == message.notice.id, "an event has another id than its notice")


def _marked(bench: MessengerBench) -> None:
    messenger = bench.open()
    for attempt in (1, 2, 3):
        messenger.send(bench.message(attempt, attempt=attempt))
    marks = [e.attributes.get("attempt") for e in bench.arrived(3)]
    demand(marks[0] is None, "what is sent for the first time is marked")
    marked = [str(mark) for mark in marks[1:]] == ["2", "3"]
    demand(marked, "what may be a duplicate is not marked with its attempt")


def _twice(bench: MessengerBench) -> list[Event]:
    messenger = bench.open()
    message = bench.message(1)
    for attempt in (1, 2):
        messenger.send(evolve(message, attempt=attempt))
    messenger.send(bench.message(2))  # whatever came before it has arrived when it has
    events = bench.arrived(2)
    return [e for e in events if e.data == dict(message.data)]


def _deduplicates(bench: MessengerBench) -> None:
    count = len(_twice(bench))
    demand(count == 1, f"what was sent twice arrived {count} times, and once is declared")


def _repeats(bench: MessengerBench) -> None:
    events = _twice(bench)
    demand(len(events) == 2, "what was sent twice did not arrive twice")  # noqa: PLR2004
    demand(events[0].id == events[1].id, "what was sent twice arrived under two ids")


def _order(bench: MessengerBench) -> None:
    """Pass each trajectory from thread to thread, several of them at once."""
    messenger = bench.open()
    threads, rounds = (8, 25) if bench.deep else (4, 6)

    def carry(trajectory: int, number: int) -> None:
        messenger.send(bench.message(number, trajectory))

    for number in range(rounds):
        jobs = [lambda t=t, n=number: carry(t, n) for t in range(threads)]
        together(jobs)
    events = bench.arrived(threads * rounds)
    for trajectory in range(threads):
        expected = [dict(bench.message(n, trajectory).data) for n in range(rounds)]
        found = [e.data for e in events if e.data in expected]
        demand(found == expected, "what was sent one after another arrived in another order")


LAWS: Final[tuple[SealedLaw[MessengerBench], ...]] = (
    SealedLaw(
        id="M-ARRIVES",
        title="What is sent arrives, once, with its three references as they were.",
        check=_arrives,
    ),
    SealedLaw(
        id="M-CLOUDEVENT",
        title="What arrives is a CloudEvent 1.0 with the attributes that are promised.",
        check=_cloudevent,
        rests_on=("M-ARRIVES",),
    ),
    SealedLaw(
        id="M-REFERENCES",
        title="What arrives says nothing beyond the promised attributes and three references.",
        check=_references,
        rests_on=("M-ARRIVES",),
    ),
    SealedLaw(
        id="M-ID",
        title="The id of an event is that of its notice, so it is the same whenever it is sent.",
        check=_identity,
        rests_on=("M-ARRIVES",),
    ),
    SealedLaw(
        id="M-MARKED",
        title="From the second attempt on an event says which it is; a first one does not.",
        check=_marked,
        rests_on=("M-ARRIVES",),
    ),
    SealedLaw(
        id="M-DEDUPLICATES",
        title="What is sent twice arrives once, where the messenger declares it.",
        check=_deduplicates,
        yes=("deduplicates",),
        rests_on=("M-ARRIVES", "M-ID"),
    ),
    SealedLaw(
        id="M-REPEATS",
        title="What is sent twice arrives twice under one id, where nothing else is declared.",
        check=_repeats,
        no=("deduplicates",),
        rests_on=("M-ARRIVES", "M-ID"),
    ),
    SealedLaw(
        id="M-ORDER",
        title="Within a trajectory, notices arrive in the order of sending, whoever sends them.",
        check=_order,
        yes=("ordered",),
        rests_on=("M-ARRIVES",),
    ),
)
