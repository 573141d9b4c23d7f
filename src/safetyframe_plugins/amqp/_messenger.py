"""A sync face over links to RabbitMQ."""

from __future__ import annotations

import asyncio
import hashlib

from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent

from safetyframe.errors import MessengerError
from safetyframe.plugins.sharing import PerProcess, Wire
from safetyframe.ports import Message
from safetyframe_plugins.amqp import Place
from safetyframe_plugins.amqp._link import Link

__all__ = ["AmqpMessenger"]


class AmqpMessenger:
    """A `safetyframe.ports.Messenger` to RabbitMQ. Threads and forked processes may share it."""

    def __init__(self, place: Place) -> None:
        """Connect to nothing yet: what is behind a messenger may start later than its host."""
        self._place = place
        self._wires = PerProcess(lambda: Wire("safetyframe-amqp", lambda: Link(place)))
        self._closed = False

    def __repr__(self) -> str:
        """Name the place, and nobody's password."""
        return f"AmqpMessenger({self._place.queue or self._place.exchange!r})"

    def send(self, message: Message) -> None:
        """Return once RabbitMQ has confirmed the message; see `safetyframe.ports.Messenger`."""
        if self._closed:
            raise MessengerError("this messenger is closed: open another one")
        event = CloudEvent(
            attributes={**message.attributes, "time": message.since}, data=dict(message.data)
        )
        place = self._place
        token = hashlib.sha256(message.notice.trajectory.encode()).hexdigest()[:32]
        key = place.queue or f"{place.key}.{token}"
        body, seconds = JSONFormat().write(event), place.timeout
        try:
            self._wires.get().run(
                lambda link: link.publish(place.exchange, key, body, message.notice.id),
                seconds=seconds,
            )
        except (TimeoutError, asyncio.CancelledError) as error:
            msg = f"RabbitMQ confirmed nothing within {seconds:g} seconds: send again later"
            raise MessengerError(msg) from error

    def close(self) -> None:
        """Let go of the connection and its thread."""
        self._closed = True
        self._wires.get().close(seconds=3)
