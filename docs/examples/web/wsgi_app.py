"""A WSGI application over a Frame. See README.md; replace `shared.who` first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs

import shared

from safetyframe import Accepted, Frame, SafetyframeError, Viewer


def make_application(frame: Frame) -> Callable[..., Iterable[bytes]]:
    """Answer requests by `frame`, which the threads of a server may share."""

    def application(environ: dict[str, Any], start: Callable[..., object]) -> Iterable[bytes]:
        try:
            status, said = _answer(frame, environ)
        except (shared.Failed, SafetyframeError) as error:
            status, said = shared.failed(error)
        reason = HTTPStatus(status).phrase
        headers = [("Content-Type", "application/json"), ("Content-Length", str(len(said)))]
        start(f"{status} {reason}", headers)
        return [said]

    return application


def _answer(frame: Frame, environ: dict[str, Any]) -> shared.Answer:
    person = shared.who({"x-demo-person": environ.get("HTTP_X_DEMO_PERSON", "")})
    name, what = shared.route(environ["PATH_INFO"])
    shared.allow(environ["REQUEST_METHOD"], what)
    match what:
        case "acts":
            act = shared.read_act(_body(environ), person)
            before = frame.trajectory(name)
            done = frame.done(name, act)
            then = before if isinstance(done.outcome, Accepted) else frame.trajectory(name)
            view = frame.law.show(done.outcome, Viewer.of(act.by), then)
            return shared.answered(view, shared.status_of(done.outcome, already=done.already))
        case "records":
            return shared.answered(frame.records_for(name, shared.viewer(person)))
        case "findings":
            return shared.answered(frame.findings_for(name, shared.viewer(person)))
        case "may":
            role = parse_qs(environ.get("QUERY_STRING", "")).get("role", [""])[0]
            return shared.answered(frame.may_for(name, shared.actor(person, role)))
        case _:
            return shared.answered(frame.show(name, shared.viewer(person)))


def _body(environ: dict[str, Any]) -> bytes:
    try:
        length = int(environ.get("CONTENT_LENGTH") or 0)
    except ValueError:
        raise shared.Failed(400, "the length is no number") from None
    if not 0 <= length <= shared.LONGEST:
        raise shared.Failed(413, "this is no act: too long")
    body: bytes = environ["wsgi.input"].read(length)
    return body


if __name__ == "__main__":
    from wsgiref.simple_server import make_server

    with Frame.open("sqlite:///file.db") as opened:
        make_server("127.0.0.1", 8000, make_application(opened)).serve_forever()
