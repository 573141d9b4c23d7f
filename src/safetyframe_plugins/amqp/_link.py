"""One connection to RabbitMQ with one channel in confirm mode, from its making to its loss.

Not pika's `BlockingConnection`: that one waits for a confirmation without end, answers no
heartbeats while nobody sends, and logs the body of a message that is returned.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final, Protocol, TypeVar, cast

from pika import BasicProperties, ConnectionParameters, DeliveryMode, PlainCredentials, SSLOptions
from pika.adapters.asyncio_connection import AsyncioConnection
from pika.channel import Channel
from pika.exceptions import (
    AMQPError,
    AuthenticationError,
    ChannelClosedByBroker,
    ProbableAccessDeniedError,
    ProbableAuthenticationError,
)
from pika.frame import Method
from pika.spec import Basic

from safetyframe.errors import MessengerError, UndeliverableError
from safetyframe.plugins.urls import authorities
from safetyframe.ports import EVENT_TYPE
from safetyframe_plugins.amqp import Place

__all__ = ["Link"]

T = TypeVar("T")

_NOT_FOUND: Final = 404
_PRECONDITION_FAILED: Final = 406
_UNKNOWN: Final = (AuthenticationError, ProbableAccessDeniedError, ProbableAuthenticationError)
_QUORUM: Final = {"x-queue-type": "quorum"}


class _Abortable(Protocol):
    def _terminate_stream(self, error: Exception) -> None: ...


class Link:
    """A connection. `lost` is done, with the reason, when nothing more will be confirmed."""

    def __init__(self, place: Place) -> None:
        """Hold nothing yet: see `open`."""
        self._place = place
        self._loop = asyncio.get_running_loop()
        self.lost: asyncio.Future[BaseException] = self._loop.create_future()
        self._connection: AsyncioConnection | None = None
        self._channel: Channel | None = None
        self._waiting: dict[int, asyncio.Future[bool]] = {}
        self._returned: set[str] = set()
        self._sent = 0

    async def open(self) -> None:
        """Connect, and look at the queue. Raises MessengerError."""
        opened: asyncio.Future[BaseException | None] = self._loop.create_future()
        self._connection = AsyncioConnection(
            _parameters(self._place),
            on_open_callback=lambda _: _settle(opened, None),
            on_open_error_callback=lambda _, why: _settle(opened, why),
            on_close_callback=lambda _, why: _settle(self.lost, why),
            custom_ioloop=self._loop,
        )
        why = await opened
        if isinstance(why, _UNKNOWN):
            msg = "RabbitMQ lets nobody in by this URL: mend user, password or vhost"
            raise MessengerError(msg) from why
        if why is not None:
            raise MessengerError("RabbitMQ can't be reached: send again later") from why
        self._channel = await self._new_channel(self.lost)
        self._channel.add_on_return_callback(self._on_return)
        await self._asked(lambda done: self._channel_().confirm_delivery(self._on_confirm, done))
        if self._place.queue:
            await self._look_at_queue(self._place.queue)

    async def publish(self, exchange: str, key: str, body: bytes, message_id: str) -> None:
        """Return when it is confirmed that somebody holds the message."""
        if self.lost.done():
            raise self._trouble(self.lost.result())
        self._sent += 1
        tag = self._sent
        self._waiting[tag] = confirmed = self._loop.create_future()
        try:
            self._channel_().basic_publish(
                exchange, key, body, _properties(message_id), mandatory=True
            )
            await _first(confirmed, self.lost)
        except AMQPError as error:
            raise self._trouble(error) from error
        finally:
            del self._waiting[tag]
            returned = message_id in self._returned
            self._returned.discard(message_id)
        if not confirmed.done():
            raise self._trouble(self.lost.result()) from self.lost.result()
        if not confirmed.result():
            raise MessengerError("RabbitMQ refused the message (basic.nack): send again later")
        if returned:
            msg = f"RabbitMQ has no queue for this message ({self._named()}): create or bind one"
            raise UndeliverableError(msg)

    async def let_go(self) -> None:
        """Close, politely for a second, then without asking."""
        connection = self._connection
        if connection is None or connection.is_closed:
            return
        gone = MessengerError("this connection was given up")
        if connection.is_open:
            connection.close()
            await asyncio.wait({self.lost}, timeout=1)
        if not connection.is_closed:
            # pika has no public way to let go of a peer that does not answer.
            cut = cast("_Abortable", connection)
            cut._terminate_stream(gone)  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]
            for _ in range(100):  # it takes some turns of the loop, and tells nobody of the last
                await asyncio.sleep(0.001)
        _settle(self.lost, gone)

    async def _look_at_queue(self, queue: str) -> None:
        there = await self._declared(queue, passive=True)
        if there is not None and there.reply_code != _NOT_FOUND:
            return  # a queue that we may not look at; whether it is there, sending tells
        if there is not None and not self._place.create:
            msg = f"RabbitMQ has no queue {queue!r} here: create it, or say create=yes"
            raise UndeliverableError(msg) from there
        as_ours = await self._declared(queue, passive=False)
        if as_ours is None:
            return
        if there is not None:  # so it was to be created
            msg = f"RabbitMQ did not let us create the queue {queue!r}: create it, durable"
            raise MessengerError(msg) from as_ours
        if as_ours.reply_code == _PRECONDITION_FAILED and "'durable'" in as_ours.reply_text:
            # What it says first of two queues that differ. Another kind, or limits, are theirs.
            msg = f"the queue {queue!r} is not durable: what it holds would not survive a restart"
            raise MessengerError(msg) from as_ours

    async def _declared(self, queue: str, *, passive: bool) -> ChannelClosedByBroker | None:
        """Declare it on a channel of its own; give what the broker said against it."""
        ended: asyncio.Future[BaseException] = self._loop.create_future()
        channel = await self._new_channel(ended)
        done: asyncio.Future[object] = self._loop.create_future()
        channel.queue_declare(
            queue,
            passive=passive,
            durable=True,
            arguments=None if passive else _QUORUM,
            callback=lambda frame: _settle(done, frame),
        )
        await _first(done, ended, self.lost)
        if done.done():
            channel.close()
            return None
        why = ended.result() if ended.done() else self.lost.result()
        if isinstance(why, ChannelClosedByBroker):
            return why
        raise self._trouble(why) from why

    async def _new_channel(self, ended: asyncio.Future[BaseException]) -> Channel:
        def opened(channel: Channel) -> None:
            channel.add_on_close_callback(lambda _, why: _settle(ended, why))
            done(channel)

        done: Callable[[object], None] = lambda _: None  # noqa: E731 -- replaced at once

        def start(tell: Callable[[object], None]) -> None:
            nonlocal done
            done = tell
            if self._connection is not None:
                self._connection.channel(on_open_callback=opened)

        return cast("Channel", await self._asked(start))

    async def _asked(self, start: Callable[[Callable[[object], None]], object]) -> object:
        answer: asyncio.Future[object] = self._loop.create_future()
        start(lambda said: _settle(answer, said))
        await _first(answer, self.lost)
        if not answer.done():
            raise self._trouble(self.lost.result()) from self.lost.result()
        return answer.result()

    def _channel_(self) -> Channel:
        assert self._channel is not None  # noqa: S101 -- `open` came first
        return self._channel

    def _on_return(self, _: object, __: object, properties: BasicProperties, ___: bytes) -> None:
        self._returned.add(str(properties.message_id))

    def _on_confirm(self, frame: Method[Basic.Ack | Basic.Nack]) -> None:
        said = frame.method
        tags = [t for t in self._waiting if t <= said.delivery_tag] if said.multiple else []
        for tag in tags or [said.delivery_tag]:
            if tag in self._waiting:
                _settle(self._waiting[tag], isinstance(said, Basic.Ack))

    def _trouble(self, why: BaseException) -> MessengerError:
        if isinstance(why, ChannelClosedByBroker) and why.reply_code == _NOT_FOUND:
            return UndeliverableError(f"RabbitMQ has nothing of that name: {self._named()}")
        return MessengerError("the connection to RabbitMQ was lost before it confirmed: send again")

    def _named(self) -> str:
        place = self._place
        return f"exchange {place.exchange!r}" if place.exchange else f"queue {place.queue!r}"


def _settle(future: asyncio.Future[T], said: T) -> None:
    if not future.done():
        future.set_result(said)


async def _first(*waited: object) -> None:
    futures = cast("tuple[asyncio.Future[object], ...]", waited)  # of several types
    await asyncio.wait(futures, return_when=asyncio.FIRST_COMPLETED)


def _properties(message_id: str) -> BasicProperties:
    return BasicProperties(
        content_type="application/cloudevents+json",
        delivery_mode=DeliveryMode.Persistent.value,
        message_id=message_id,
        type=EVENT_TYPE,
    )


def _parameters(place: Place) -> ConnectionParameters:
    tls = authorities(place.ca) if place.tls else None
    return ConnectionParameters(
        host=place.host,
        port=place.port,
        virtual_host=place.vhost,
        credentials=PlainCredentials(place.user, place.password, erase_on_connect=True),
        ssl_options=None if tls is None else SSLOptions(tls, place.host),
        heartbeat=60,
        connection_attempts=1,
        socket_timeout=place.timeout,
        stack_timeout=place.timeout * 2,
        client_properties={"connection_name": "safetyframe"},
    )
