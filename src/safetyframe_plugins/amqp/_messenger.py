"""A sync face over one connection to RabbitMQ, made anew whenever anything about it is unsure."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib

from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent

from safetyframe.errors import MessengerError
from safetyframe.plugins.sharing import LoopThread, PerProcess
from safetyframe.ports import Message
from safetyframe_plugins.amqp import Place
from safetyframe_plugins.amqp._link import Link

__all__ = ["AmqpMessenger"]


class AmqpMessenger:
    """A `safetyframe.ports.Messenger` to RabbitMQ. Threads and forked processes may share it."""

    def __init__(self, place: Place) -> None:
        """Connect to nothing yet: what is behind a messenger may start later than its host."""
        self._place = place
        self._wires = PerProcess(lambda: _Wire(place))
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
        self._wires.get().publish(key, JSONFormat().write(event), message.notice.id)

    def close(self) -> None:
        """Let go of the connection and its thread."""
        self._closed = True
        self._wires.get().close()


class _Wire:
    """What one process holds. Everything below `publish` runs in the loop's thread."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._thread = LoopThread("safetyframe-amqp")
        self._link: Link | None = None
        self._lock = asyncio.Lock()  # binds to the loop at its first use
        self._ending: set[asyncio.Task[None]] = set()

    def publish(self, key: str, body: bytes, message_id: str) -> None:
        seconds = self._place.timeout
        try:
            self._thread.run(lambda: self._publish(key, body, message_id), seconds=seconds)
        except (TimeoutError, asyncio.CancelledError) as error:
            msg = f"RabbitMQ confirmed nothing within {seconds:g} seconds: send again later"
            raise MessengerError(msg) from error

    def close(self) -> None:
        with contextlib.suppress(TimeoutError, asyncio.CancelledError):
            self._thread.run(self._end, seconds=3)
        self._thread.stop()

    async def _publish(self, key: str, body: bytes, message_id: str) -> None:
        link = await self._linked()
        try:
            await link.publish(self._place.exchange, key, body, message_id)
        except asyncio.CancelledError:
            # What is still under way must not come after what is sent next.
            self._drop(link)
            raise

    async def _linked(self) -> Link:
        async with self._lock:
            if self._link is not None and not self._link.lost.done():
                return self._link
            link = Link(self._place)
            try:
                await link.open()
            except BaseException:
                self._drop(link)
                raise
            self._link = link
            return link

    def _drop(self, link: Link) -> None:
        if self._link is link:
            self._link = None
        task = asyncio.get_running_loop().create_task(link.let_go())
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)

    async def _end(self) -> None:
        async with self._lock:
            if self._link is not None:
                self._drop(self._link)
        if self._ending:
            await asyncio.wait(self._ending)
