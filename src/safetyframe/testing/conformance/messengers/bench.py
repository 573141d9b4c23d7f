"""The bench on which one law is tried on one messenger, with sight of the other side."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, ParamSpec, TypeVar, cast

from attrs import define, evolve, field, frozen

from safetyframe.errors import MessengerError, UndeliverableError
from safetyframe.notice import Notice
from safetyframe.ports import Declared, Message, Messenger, MessengerCapabilities
from safetyframe.testing.conformance.crowds import together
from safetyframe.testing.conformance.driving import Loop
from safetyframe.testing.conformance.messengers.handles import Factory, MessengerHandles
from safetyframe.testing.conformance.model import Broken, demand, unjudged
from safetyframe.testing.conformance.places import Place, placed
from safetyframe.values import ActId, PersonId, TrajectoryId

__all__ = ["RECIPIENT", "Event", "MessengerBench", "benched", "needed"]

T = TypeVar("T")
P = ParamSpec("P")

#: Whom every notice is for: in no error, so nowhere in a log.
RECIPIENT: Final = PersonId("person-5b90ac")

_NOON: Final = datetime(2025, 3, 3, 12, 0, 0, 250_000, tzinfo=UTC)
#: Seconds that something may take to be seen on the other side, once it was taken.
_SEEN_WITHIN: Final = 20.0
#: How often a notice is sent again before a messenger is said not to recover, and how soon.
_TRIES: Final = 40
_PAUSE: Final = 0.05


@frozen
class Event:
    """What arrived: the attributes of a CloudEvent, its data apart."""

    attributes: Mapping[str, object]
    data: object

    @property
    def id(self) -> object:
        """The id of the event."""
        return self.attributes.get("id")

    @property
    def marked(self) -> bool:
        """Whether it says that it may be a duplicate."""
        return "attempt" in self.attributes


@define(kw_only=True)
class MessengerBench:
    """What a law works with. Trajectories are named so that no two laws share one."""

    factory: Factory
    url: str
    capabilities: MessengerCapabilities
    handles: MessengerHandles
    deep: bool
    token: str = field(factory=lambda: secrets.token_hex(4))
    _loop: Loop = field(factory=Loop)
    _opened: list[Messenger] = field(factory=list[Messenger])

    def open(self, url: str | None = None) -> Messenger:
        """Open the messenger, with a sync face. It is closed when the law ends."""
        opened = self._loop.opened(self.factory, self.url if url is None else url)
        messenger = cast("Messenger", opened)
        self._opened.append(messenger)
        return messenger

    def message(self, number: int, trajectory: object = 1, *, attempt: int = 1) -> Message:
        """Make a notice of this law's own, on its way."""
        notice = Notice(
            trajectory=TrajectoryId(f"{self.token}-{trajectory}"),
            act=ActId(f"act-{number}"),
            recipient=RECIPIENT,
        )
        since = _NOON + timedelta(minutes=number)
        return Message(notice=notice, attempt=attempt, since=since, source="urn:example:kit")

    def arrived(self, count: int = 0) -> list[Event]:
        """Give this law's events in the order of their arrival, when there are `count` at least."""
        patience = time.monotonic() + _SEEN_WITHIN
        while True:
            events = [_event(said) for said in self._raw()]
            if len(events) >= count:
                return events
            if time.monotonic() > patience:
                raise Broken(f"{count} events were sent, and {len(events)} arrived")
            time.sleep(0.01)

    def insist(self, messenger: Messenger, message: Message) -> int:
        """Send until it is taken, as a relay does; say at which attempt it was."""
        for attempt in range(message.attempt, message.attempt + _TRIES):
            try:
                self.bounded(messenger.send, evolve(message, attempt=attempt))
            except UndeliverableError as error:
                raise Broken("a notice was given up though its place is there") from error
            except MessengerError:
                time.sleep(_PAUSE)
            else:
                return attempt
        raise Broken(f"after a fault the messenger did not recover in {_TRIES} attempts")

    def bounded(self, call: Callable[P, T], *args: P.args, **options: P.kwargs) -> T:
        """Do it, and say that the messenger is broken when it does not come back."""
        return together([lambda: call(*args, **options)])[0]

    def can(self, name: str) -> bool:
        """Say whether a capability is declared YES."""
        return getattr(self.capabilities, name) is Declared.YES

    def put_away(self) -> None:
        """Close all that is open."""
        while self._opened:
            with suppress(Exception):  # whether it closes well is a law of its own
                self._opened.pop().close()
        self._loop.close()

    def _raw(self) -> list[bytes]:
        return [said for said in self.handles.received(self.url) if self.token.encode() in said]


def needed(handle: T | None) -> T:
    """Give a handle; where it was not handed over there is no verdict."""
    return unjudged("the vendor did not hand over what it takes") if handle is None else handle


def _event(said: bytes) -> Event:
    try:
        read: object = json.loads(said)
    except ValueError as error:
        raise Broken("what arrived is not the JSON format of CloudEvents") from error
    demand(isinstance(read, dict), "what arrived is no JSON object")
    attributes = dict(cast("dict[str, object]", read))
    return Event(data=attributes.pop("data", None), attributes=attributes)


@contextmanager
def benched(
    factory: Factory,
    place: Place,
    capabilities: MessengerCapabilities,
    handles: MessengerHandles,
    folder: Path,
    *,
    deep: bool,
) -> Generator[MessengerBench]:
    """Make a place, and a bench on it."""
    with placed(place, folder / "place") as url:
        bench = MessengerBench(
            factory=factory, url=url, capabilities=capabilities, handles=handles, deep=deep
        )
        try:
            yield bench
        finally:
            bench.put_away()
