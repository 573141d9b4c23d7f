"""The two examples over HTTP: the same requests, the same answers, many at once."""

import asyncio
import importlib
import json
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator

import pytest
from attrs import evolve

from safetyframe import Frame, Law
from safetyframe.acts import Withdraw, WithdrawalOutcome
from safetyframe.roles import By
from safetyframe.values import ActId, Mandate, PersonId
from safetyframe.wire import dumps
from tests.adapters.making import voice
from tests.support.story import LEAD, MOTHER, wat_established

FOLDER = Path(__file__).parents[2] / "docs" / "examples" / "web"
STORY = wat_established()
T = "/trajectories/t-1"


class Wsgi:
    """Requests to the WSGI application, each in the thread that asks."""

    def __init__(self, url, modules):
        self.frame = Frame.open(url)
        self.app = validator(modules["wsgi_app"].make_application(self.frame))

    def ask(self, method, path, person=None, body=b"", query=""):
        environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query}
        environ |= {
            "SCRIPT_NAME": "",
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": BytesIO(body),
        }
        if person is not None:
            environ["HTTP_X_DEMO_PERSON"] = person
        setup_testing_defaults(environ)
        said = []
        answer = self.app(environ, lambda status, *_: said.append(status))
        got = json.loads(b"".join(answer))
        answer.close()
        return int(said[0][:3]), got

    def at_once(self, requests):
        with ThreadPoolExecutor(len(requests)) as pool:
            return list(pool.map(lambda one: self.ask(*one), requests))

    def close(self):
        self.frame.close()


class Asgi:
    """Requests to the ASGI application, on one loop."""

    def __init__(self, url, modules):
        self.app = modules["asgi_app"].Application(url)
        self.runner = asyncio.Runner()
        self.said = self.life = None
        self.runner.run(self._start())

    async def _start(self):
        self.said, self.told = asyncio.Queue(), asyncio.Queue()
        self.life = asyncio.create_task(
            self.app({"type": "lifespan"}, self.said.get, self.told.put)
        )
        await self.said.put({"type": "lifespan.startup"})
        assert (await self.told.get())["type"] == "lifespan.startup.complete"

    async def _ask(self, method, path, person=None, body=b"", query=""):
        headers = [] if person is None else [(b"x-demo-person", person.encode())]
        scope = {"type": "http", "method": method, "path": path, "headers": headers}
        halves = [body[:10], body[10:]]
        sent = []

        async def receive():
            part = halves.pop(0)
            return {"type": "http.request", "body": part, "more_body": bool(halves)}

        async def send(message):
            sent.append(message)

        await self.app({**scope, "query_string": query.encode()}, receive, send)
        start, end = sent
        assert dict(start["headers"])[b"content-length"] == str(len(end["body"])).encode()
        return start["status"], json.loads(end["body"])

    def ask(self, *words, **named):
        return self.runner.run(self._ask(*words, **named))

    def at_once(self, requests):
        async def every():
            return await asyncio.gather(*(self._ask(*one) for one in requests))

        return self.runner.run(every())

    async def _end(self):
        await self.said.put({"type": "lifespan.shutdown"})
        await self.life
        assert (await self.told.get())["type"] == "lifespan.shutdown.complete"

    def close(self):
        self.runner.run(self._end())
        self.runner.close()


@pytest.fixture(scope="module")
def modules() -> Iterator[dict]:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(FOLDER)
        names = ("shared", "wsgi_app", "asgi_app")
        yield {name: importlib.import_module(name) for name in names}
        for name in names:
            del sys.modules[name]


@pytest.fixture(params=[Wsgi, Asgi])
def web(request, modules, tmp_path, monkeypatch):
    url = f"sqlite:///{tmp_path}/file.db"
    with Frame.open(url) as frame:
        for one in STORY.records:
            frame.do("t-1", one.act)
    monkeypatch.setattr(modules["shared"], "now", lambda: STORY.now)
    client = request.param(url, modules)
    yield client
    client.close()


def spoken(name, person=LEAD, **changes):
    one = voice(name, at=STORY.now, person=person[0])
    return evolve(one, by=By(person=person[0], role=person[1], at=STORY.now), **changes)


def test_an_act_is_accepted_once_and_a_second_time_is_the_same(web):
    body = dumps(spoken("new")).encode()
    for status in (201, 200):
        got, said = web.ask("POST", f"{T}/acts", LEAD[0], body)
        assert (got, said["shown"]["verdict"]) == (status, "accepted")
        assert (said["type"], said["viewer"]) == ("view", LEAD[0])
    other = dumps(spoken("new", words=evolve(spoken("x").words, id="other"))).encode()
    assert web.ask("POST", f"{T}/acts", LEAD[0], other)[0] == 409


def test_a_refusal_gives_every_reason_that_is_theirs_to_know(web):
    by = By(person=LEAD[0], role=LEAD[1], at=STORY.now)
    act = Withdraw(id=ActId("w"), by=by, minor=PersonId("anna"), outcome=WithdrawalOutcome.ACHIEVED)
    status, said = web.ask("POST", f"{T}/acts", LEAD[0], dumps(act).encode())
    assert (status, said["shown"]["verdict"]) == (422, "refused")
    law = Law()
    asked = law.show(law.decide(STORY.t, act), _viewer(by), STORY.t).shown
    assert [v["rule"] for v in said["shown"]["violations"]] == [v.rule for v in asked.violations]
    assert any("X1" in v["clauses"] for v in said["shown"]["violations"])


def _viewer(by):
    from safetyframe import Viewer

    return Viewer.of(by)


def test_what_is_got_is_what_the_frame_shows_that_person(web):
    status, mine = web.ask("GET", T, LEAD[0])
    assert (status, mine["of"]) == (200, "trajectory")
    _, theirs = web.ask("GET", T, "nobody")
    assert theirs["shown"] != mine["shown"]
    assert "anna" not in json.dumps(theirs)
    assert web.ask("GET", f"{T}/records", "nobody")[1]["shown"] == []
    assert len(web.ask("GET", f"{T}/records", LEAD[0])[1]["shown"]) == len(STORY.records)
    assert web.ask("GET", f"{T}/findings", LEAD[0])[1]["of"] == "findings"
    can = web.ask("GET", f"{T}/may", MOTHER[0], query="role=parent")[1]["shown"]
    assert {"yes", "no"} <= {one["can"] for one in can}


def test_errors_have_a_status_and_say_no_more_than_they_must(web):
    good = dumps(spoken("new")).encode()
    acts = f"{T}/acts"
    late = STORY.now - timedelta(hours=2)
    mandate = Mandate(body="b", reference="m", since=STORY.now)
    own = spoken("x")
    cases = [
        (401, ("GET", T)),
        (401, ("POST", acts, None, good)),
        (403, ("POST", acts, MOTHER[0], good)),
        (403, ("POST", acts, LEAD[0], _dumped(evolve(own, by=evolve(own.by, mandate=mandate))))),
        (400, ("POST", acts, LEAD[0], _dumped(evolve(own, by=evolve(own.by, at=late))))),
        (400, ("POST", acts, LEAD[0], b"{")),
        (400, ("POST", acts, LEAD[0], good.replace(b'"words"', b'"geheim"'))),
        (400, ("GET", "/trajectories/a b", LEAD[0])),
        (400, ("GET", f"{T}/may", LEAD[0])),
        (404, ("GET", "/", LEAD[0])),
        (404, ("GET", f"{T}/nothing", LEAD[0])),
        (405, ("GET", acts, LEAD[0])),
        (405, ("POST", T, LEAD[0], good)),
        (413, ("POST", acts, LEAD[0], b" " * 70_000)),
    ]
    for status, request in cases:
        got, said = web.ask(*request)
        assert got == status, (request, said)
        assert said["errors"]
    assert len(web.ask("GET", f"{T}/records", LEAD[0])[1]["shown"]) == len(STORY.records)


def _dumped(act):
    return dumps(act).encode()


def test_a_store_that_is_out_of_reach_is_a_503(web):
    frame = web.frame if isinstance(web, Wsgi) else web.app._frame
    closing = frame.close()
    if closing is not None:
        web.runner.run(closing)
    status, said = web.ask("GET", T, LEAD[0])
    assert (status, said) == (503, {"errors": ["the store is out of reach: send it again"]})


def test_eight_voices_at_once_all_land(web):
    acts = [spoken(f"voice-{n}") for n in range(8)]
    answers = web.at_once([("POST", f"{T}/acts", LEAD[0], _dumped(act)) for act in acts])
    assert [status for status, _ in answers] == [201] * 8
    shown = web.ask("GET", f"{T}/records", LEAD[0])[1]["shown"]
    kept = [one["act"]["content"]["id"] for one in shown[len(STORY.records) :]]
    assert sorted(kept) == [act.id for act in acts]
