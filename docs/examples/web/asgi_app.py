"""An ASGI application over an AsyncFrame. See README.md; replace `shared.who` first."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qs

import shared

from safetyframe import Accepted, AsyncFrame, SafetyframeError, Viewer

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


class Application:
    """Answers requests by an `AsyncFrame`, opened and closed as the server starts and ends."""

    def __init__(self, url: str) -> None:
        """Remember where the store is."""
        self._url = url
        self._frame: AsyncFrame | None = None

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """Serve one request, or the life of the server."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        if scope["type"] != "http" or self._frame is None:
            raise RuntimeError("this serves HTTP, on a server that speaks of its lifespan")
        try:
            status, said = await _answer(self._frame, scope, receive)
        except (shared.Failed, SafetyframeError) as error:
            status, said = shared.failed(error)
        headers = [
            (b"content-type", b"application/json"),
            (b"content-length", str(len(said)).encode()),
        ]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": said})

    async def _live(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                try:
                    self._frame = await AsyncFrame.open(self._url)
                except SafetyframeError as error:
                    await send({"type": "lifespan.startup.failed", "message": str(error)})
                    return
                await send({"type": "lifespan.startup.complete"})
            else:
                if self._frame is not None:
                    await self._frame.close()
                await send({"type": "lifespan.shutdown.complete"})
                return


async def _answer(frame: AsyncFrame, scope: dict[str, Any], receive: Receive) -> shared.Answer:
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    person = shared.who(headers)
    name, what = shared.route(scope["path"])
    shared.allow(scope["method"], what)
    match what:
        case "acts":
            act = shared.read_act(await _body(receive), person)
            before = await frame.trajectory(name)
            done = await frame.done(name, act)
            then = before if isinstance(done.outcome, Accepted) else await frame.trajectory(name)
            view = frame.law.show(done.outcome, Viewer.of(act.by), then)
            return shared.answered(view, shared.status_of(done.outcome, already=done.already))
        case "records":
            return shared.answered(await frame.records_for(name, shared.viewer(person)))
        case "findings":
            return shared.answered(await frame.findings_for(name, shared.viewer(person)))
        case "may":
            role = parse_qs(scope["query_string"].decode("latin-1")).get("role", [""])[0]
            return shared.answered(await frame.may_for(name, shared.actor(person, role)))
        case _:
            return shared.answered(await frame.show(name, shared.viewer(person)))


async def _body(receive: Receive) -> bytes:
    body = b""
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise shared.Failed(400, "they hung up")
        body += message.get("body", b"")
        if len(body) > shared.LONGEST:
            raise shared.Failed(413, "this is no act: too long")
        if not message.get("more_body", False):
            return body


application = Application("sqlite:///file.db")
