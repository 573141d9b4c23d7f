"""Signed posts to one endpoint, over connections that are kept, with one bound on all of it."""

from __future__ import annotations

import asyncio
import contextlib
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from ssl import SSLContext
from typing import Final

from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from httpx2 import AsyncHTTPTransport, HTTPError, InvalidURL, ProxyError, Request, Response
from standardwebhooks import Webhook

from safetyframe.errors import HostError, MessengerError, UndeliverableError
from safetyframe.plugins.sharing import LoopThread, PerProcess
from safetyframe.ports import Message
from safetyframe_plugins.webhooks import Place
from safetyframe_plugins.webhooks._secrets import secrets_of

__all__ = ["WebhookMessenger"]

#: Refusals that can pass: a wrong signature (secrets are being changed), too early, too many.
_PASSING: Final = frozenset({401, 403, 407, 408, 409, 421, 423, 425, 429})
#: Redirects that are for good.
_MOVED: Final = frozenset({301, 308})
#: What is read of an answer, so that its connection can be used again.
_READ: Final = 65_536


class WebhookMessenger:
    """A `safetyframe.ports.Messenger` to one endpoint; threads and forks may share it."""

    def __init__(self, place: Place, trusted: SSLContext) -> None:
        """Look whether the secrets are there; connect to nothing yet. Raises HostError."""
        secrets_of(place.secrets)
        self._place = place
        self._wires = PerProcess(lambda: _Wire(place, trusted))
        self._closed = False

    def __repr__(self) -> str:
        """Name the host, and neither path nor secret."""
        return f"WebhookMessenger(host={self._place.host!r})"

    def send(self, message: Message) -> None:
        """Return once the endpoint has answered that it took it; see `Messenger.send`."""
        if self._closed:
            raise MessengerError("this messenger is closed: open another one")
        event = CloudEvent(
            attributes={**message.attributes, "time": message.since}, data=dict(message.data)
        )
        body = JSONFormat().write(event)
        self._wires.get().post(body, self._headers(message.notice.id, body.decode()))

    def close(self) -> None:
        """Let go of connections and their thread."""
        self._closed = True
        self._wires.get().close()

    def _headers(self, msg_id: str, body: str) -> dict[str, str]:
        try:
            # Read each time: a secret is changed without a restart.
            secrets = secrets_of(self._place.secrets)
        except HostError as error:
            msg = "the secret to sign a webhook with is gone from its place: put it back"
            raise MessengerError(msg) from error
        now = datetime.fromtimestamp(time.time(), tz=UTC)  # what the signature is dated with
        signed = (Webhook(s).sign(msg_id=msg_id, timestamp=now, data=body) for s in secrets)
        return {
            "content-type": "application/cloudevents+json",
            "user-agent": "safetyframe",
            "webhook-id": msg_id,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": " ".join(signed),
        }


class _Wire:
    """What one process holds. Everything below `post` runs in the loop's thread."""

    def __init__(self, place: Place, trusted: SSLContext) -> None:
        self._place = place
        self._trusted = trusted
        self._thread = LoopThread("safetyframe-webhooks")
        self._transport: AsyncHTTPTransport | None = None

    def post(self, body: bytes, headers: dict[str, str]) -> None:
        seconds = self._place.timeout
        try:
            status, later = self._thread.run(lambda: self._post(body, headers), seconds=seconds)
        except (TimeoutError, asyncio.CancelledError) as error:
            msg = f"the endpoint did not answer within {seconds:g} seconds: send again later"
            raise MessengerError(msg) from error
        except ProxyError as error:
            msg = "the proxy can't be reached, or lets nobody through: send again later"
            raise MessengerError(msg) from error
        except (HTTPError, InvalidURL, OSError) as error:
            msg = "the endpoint can't be reached, or broke off: send again later"
            raise MessengerError(msg) from error
        _judge(status, later)

    def close(self) -> None:
        with contextlib.suppress(TimeoutError, asyncio.CancelledError):
            self._thread.run(self._end, seconds=2)
        self._thread.stop()

    async def _post(self, body: bytes, headers: dict[str, str]) -> tuple[int, float | None]:
        if self._transport is None:
            # Not a client: that one follows the environment's proxies and logs whole URLs.
            self._transport = AsyncHTTPTransport(
                verify=self._trusted,
                proxy=self._place.proxy or None,
            )
        request = Request("POST", self._place.endpoint, headers=headers, content=body)
        response = await self._transport.handle_async_request(request)
        try:
            return response.status_code, _later(response)
        finally:
            await _finish(response)

    async def _end(self) -> None:
        if self._transport is not None:
            await self._transport.aclose()


async def _finish(response: Response) -> None:
    """Read what little there may be, briefly: the status has been said, and that is what counts."""
    read = 0
    with contextlib.suppress(HTTPError, OSError, TimeoutError):
        async with asyncio.timeout(0.5):
            async for chunk in response.aiter_raw():
                read += len(chunk)
                if read > _READ:
                    break
    with contextlib.suppress(HTTPError, OSError):
        await response.aclose()


def _judge(status: int, later: float | None) -> None:
    if 200 <= status < 300:  # noqa: PLR2004 -- the class of answers that say yes
        return
    if status in _MOVED:
        raise UndeliverableError(f"the endpoint has moved ({status}): write its new place")
    if 400 <= status < 500 and status not in _PASSING:  # noqa: PLR2004 -- it is about the request
        raise UndeliverableError(
            f"the endpoint will not take this ({status}): is it the right one?"
        )
    raise MessengerError(f"the endpoint answered {status}: send again later", retry_after=later)


def _later(response: Response) -> float | None:
    said = str(response.headers.get("retry-after", "")).strip()
    if said.isascii() and said.isdigit():
        return float(said[:9])
    with contextlib.suppress(ValueError, TypeError):
        return max(0.0, parsedate_to_datetime(said).timestamp() - time.time())
    return None
