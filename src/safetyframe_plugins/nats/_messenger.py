"""A sync face over links to NATS, each with one connection to one stream."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
from typing import Final, cast

import nats.errors
import nats.js.errors
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from nats.aio.client import Client
from nats.js import JetStreamContext
from nats.js.api import Header, StorageType, StreamConfig, StreamInfo

from safetyframe.errors import MessengerError, UndeliverableError
from safetyframe.plugins.sharing import PerProcess, Wire
from safetyframe.plugins.urls import authorities
from safetyframe.ports import Message
from safetyframe_plugins.nats import Place

__all__ = ["NatsMessenger"]

#: What else is raised while connecting is about the file of credentials, which is none.
_OUT_OF_REACH: Final = (OSError, nats.errors.Error)
_WRONG_STREAM: Final = 10060  # JetStream's own number for "expected stream does not match"


class NatsMessenger:
    """A `safetyframe.ports.Messenger` to one stream. Threads and forked processes may share it."""

    def __init__(self, place: Place) -> None:
        """Connect to nothing yet: what is behind a messenger may start later than its host."""
        self._place = place
        self._wires = PerProcess(lambda: Wire("safetyframe-nats", lambda: Link(place)))
        self._closed = False

    def __repr__(self) -> str:
        """Name the stream, and nobody's password."""
        return f"NatsMessenger(stream={self._place.stream!r})"

    def send(self, message: Message) -> None:
        """Return once the stream has stored the message; see `safetyframe.ports.Messenger`."""
        if self._closed:
            raise MessengerError("this messenger is closed: open another one")
        event = CloudEvent(
            attributes={**message.attributes, "time": message.since}, data=dict(message.data)
        )
        token = hashlib.sha256(message.notice.trajectory.encode()).hexdigest()[:32]
        subject = f"{self._place.subject}.{token}"
        body, seconds = JSONFormat().write(event), self._place.timeout
        try:
            self._wires.get().run(
                lambda link: link.publish(subject, body, message.notice.id), seconds=seconds
            )
        except MessengerError:
            raise
        except (TimeoutError, asyncio.CancelledError) as error:
            msg = f"NATS confirmed nothing within {seconds:g} seconds: send again later"
            raise MessengerError(msg) from error
        except (OSError, nats.errors.Error, ValueError) as error:
            raise MessengerError("NATS did not take the message: send again later") from error

    def close(self) -> None:
        """Let go of the connection and its thread."""
        self._closed = True
        self._wires.get().close(seconds=2)


class Link:
    """One connection, from its making to its loss. `lost` is done when nothing will answer."""

    def __init__(self, place: Place) -> None:
        """Hold nothing yet: see `open`."""
        self._place = place
        self._client = Client()
        self.lost: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._why: Exception | None = None

    async def open(self) -> None:
        """Connect, and look at the stream. Raises MessengerError."""
        await self._connect()
        self._check(await self._stream(self._jetstream()))

    async def let_go(self) -> None:
        """Close, within a second."""
        await self._on_end()
        with contextlib.suppress(Exception):
            async with asyncio.timeout(1):
                await self._client.close()

    async def publish(self, subject: str, body: bytes, msg_id: str) -> None:
        """Return when the stream has confirmed that it stored the message."""
        js = self._jetstream()
        headers = {Header.MSG_ID: msg_id, "content-type": "application/cloudevents+json"}
        publishing = asyncio.ensure_future(
            js.publish(
                subject,
                body,
                timeout=self._place.timeout,
                stream=self._place.stream,
                headers=headers,
            )
        )
        try:
            # nats-py tells a request that waits nothing of a lost connection.
            either = cast("tuple[asyncio.Future[object], ...]", (publishing, self.lost))
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
            if not publishing.done():
                msg = "the connection to NATS was lost before the stream confirmed: send again"
                raise MessengerError(msg) from (self._why or ConnectionResetError())
            publishing.result()
        except nats.js.errors.NoStreamResponseError as error:
            await self._explain(js, subject, error)
        except nats.js.errors.APIError as error:
            if error.err_code == _WRONG_STREAM:
                msg = f"another stream than {self._place.stream!r} takes this subject"
                raise UndeliverableError(msg) from error
            raise MessengerError("the stream refused the message: send again later") from error
        finally:
            publishing.cancel()

    async def _connect(self) -> None:
        place = self._place
        token = place.user if place.password is None else None
        try:
            await self._client.connect(
                servers=list(place.servers),
                name="safetyframe",
                # A connection that mends itself would send what it kept at a moment of its own.
                allow_reconnect=False,
                pending_size=0,
                max_reconnect_attempts=1,
                reconnect_time_wait=0,
                connect_timeout=max(1, int(place.timeout)),
                user=None if token else place.user,
                password=place.password,
                token=token,
                user_credentials=place.creds or None,
                tls=authorities(place.ca) if place.tls else None,
                error_cb=self._on_error,
                disconnected_cb=self._on_end,
                closed_cb=self._on_end,
            )
        except Exception as error:  # noqa: BLE001 -- what signs with credentials has its own
            why = self._why or error
            if _unknown(why) or (place.creds and not isinstance(why, _OUT_OF_REACH)):
                msg = "NATS lets nobody in by this URL: mend user, password, token or creds"
                raise MessengerError(msg) from why
            raise MessengerError("NATS can't be reached: send again later") from why

    async def _stream(self, js: JetStreamContext) -> StreamInfo:
        place = self._place
        try:
            return await js.stream_info(place.stream)
        except nats.js.errors.NotFoundError as error:
            if not place.create:
                msg = f"there is no stream {place.stream!r}: create it, or say create=yes"
                raise UndeliverableError(msg) from error
        return await js.add_stream(  # pyright: ignore[reportUnknownMemberType] -- its **params
            StreamConfig(
                name=place.stream,
                subjects=[f"{place.subject}.>"],
                storage=StorageType.FILE,
                num_replicas=place.replicas,
                duplicate_window=place.window,
            )
        )

    def _check(self, stream: StreamInfo) -> None:
        config = stream.config
        if config.storage != StorageType.FILE or config.no_ack:
            msg = f"the stream {config.name!r} must be kept in files and acknowledge what it stores"
            raise MessengerError(msg)
        if not config.duplicate_window:
            msg = f"the stream {config.name!r} has no duplicate window: set one, of two minutes say"
            raise MessengerError(msg)

    async def _explain(self, js: JetStreamContext, subject: str, error: Exception) -> None:
        """Raise what it means that nobody took the subject.

        A notice is given up on evidence only: a stream that has no leader at this moment takes
        nothing either.
        """
        stream = await self._stream(js)
        taken = stream.config.subjects or []
        if not any(_covers(pattern.split("."), subject.split(".")) for pattern in taken):
            msg = f"the stream {self._place.stream!r} takes no subject {self._place.subject}.*"
            raise UndeliverableError(msg) from error
        raise MessengerError("nothing answers for the stream now: send again later") from error

    async def _on_error(self, error: Exception) -> None:
        self._why = error

    async def _on_end(self) -> None:
        if not self.lost.done():
            self.lost.set_result(None)

    def _jetstream(self) -> JetStreamContext:
        return self._client.jetstream()  # pyright: ignore[reportUnknownMemberType] -- its **opts


def _unknown(why: Exception) -> bool:
    """Say whether a server knows us not, which it may say in words only."""
    kinds = (nats.errors.AuthorizationError, nats.errors.InvalidUserCredentialsError)
    return isinstance(why, kinds) or "authorization violation" in str(why).lower()


def _covers(pattern: list[str], subject: list[str]) -> bool:
    for n, part in enumerate(pattern):
        if part == ">":
            return len(subject) > n
        if n >= len(subject) or part not in ("*", subject[n]):
            return False
    return len(pattern) == len(subject)
