"""The FastAPI example on PostgreSQL: kept together or not at all, shown to whom it may be shown."""

import asyncio
import importlib.util
import json
import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from attrs import evolve
from sqlalchemy import create_engine, func, select

from safetyframe import Frame
from safetyframe.acts import Withdraw, WithdrawalOutcome
from safetyframe.roles import By
from safetyframe.values import ActId, PersonId
from safetyframe.wire import dump
from safetyframe_plugins.sql.opening import open_engine
from tests.adapters.making import voice
from tests.support.servers import postgres
from tests.support.story import LEAD, MOTHER, wat_established

DOCS = Path(__file__).parents[2] / "docs"
FILE = DOCS / "examples" / "fastapi_sql" / "app.py"
PAGE = (DOCS / "how-to" / "embed-in-fastapi.md").read_text("utf-8")
STORY = wat_established()


def ask(app, method, path, person=None, sent=None):
    """One request over ASGI, on a loop of its own."""
    headers = [(b"content-type", b"application/json")]
    headers += [] if person is None else [(b"x-demo-person", person.encode())]
    scope = {"type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "scheme": "http"}
    scope |= {"method": method, "path": path, "raw_path": path.encode(), "root_path": ""}
    scope |= {"query_string": b"", "headers": headers, "client": None, "server": ("test", 80)}
    body = b"" if sent is None else json.dumps(sent).encode()
    got = []

    async def receive():
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message):
        got.append(message)

    asyncio.run(app(scope, receive, send))
    said = b"".join(part.get("body", b"") for part in got[1:])
    return got[0]["status"], json.loads(said)


@pytest.fixture(scope="module")
def example():
    spec = importlib.util.spec_from_file_location("fastapi_example", FILE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@contextmanager
def host_on(url, example):
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    try:
        app = example.make_app(engine, lambda: STORY.now)
        frame = Frame(open_engine(engine))
        for one in STORY.records:
            frame.do("family-1", one.act)
        yield app, engine, frame
    finally:
        engine.dispose()


@pytest.fixture
def host(example):
    with postgres().database() as url, host_on(url, example) as made:
        yield made


def spoken(name, person=LEAD, **changes):
    one = voice(name, at=STORY.now, person=person[0])
    return evolve(one, by=By(person=person[0], role=person[1], at=STORY.now), **changes)


def contacts(engine, example):
    with engine.begin() as db:
        return db.execute(select(func.count()).select_from(example.contact)).scalar()


ACTS = "/families/family-1/acts"


def test_an_act_and_the_hosts_row_are_kept_together_and_once(host, example):
    app, engine, _ = host
    for status in (201, 200):
        got, said = ask(app, "POST", ACTS, LEAD[0], dump(spoken("new")))
        assert (got, said["shown"]["verdict"]) == (status, "accepted")
    assert contacts(engine, example) == 1


def test_where_the_hosts_row_fails_the_act_is_not_there_either(host, example):
    app, engine, frame = host
    with engine.begin() as db:
        db.execute(example.contact.insert().values(act="new", family="x", at=STORY.now))
    with pytest.raises(Exception, match="contact_pkey"):
        ask(app, "POST", ACTS, LEAD[0], dump(spoken("new")))
    assert len(frame.records("family-1")) == len(STORY.records)


def test_a_refusal_is_an_answer_with_every_reason_and_nothing_is_kept(host, example):
    app, engine, frame = host
    by = By(person=LEAD[0], role=LEAD[1], at=STORY.now)
    act = Withdraw(id=ActId("w"), by=by, minor=PersonId("anna"), outcome=WithdrawalOutcome.ACHIEVED)
    status, said = ask(app, "POST", ACTS, LEAD[0], dump(act))
    assert (status, said["shown"]["verdict"]) == (422, "refused")
    assert any("X1" in one["clauses"] for one in said["shown"]["violations"])
    assert contacts(engine, example) == 0
    assert len(frame.records("family-1")) == len(STORY.records)


def test_who_asks_counts_and_not_who_is_claimed(host):
    app = host[0]
    assert ask(app, "POST", ACTS, None, dump(spoken("x")))[0] == 401
    assert ask(app, "POST", ACTS, MOTHER[0], dump(spoken("x")))[0] == 403
    ask(app, "POST", ACTS, LEAD[0], dump(spoken("x")))
    other = evolve(spoken("x"), words=evolve(spoken("x").words, id="other"))
    assert ask(app, "POST", ACTS, LEAD[0], dump(other))[0] == 409
    status, said = ask(app, "POST", ACTS, LEAD[0], {**dump(spoken("x")), "geheim": 1})
    assert (status, bool(said["errors"])) == (400, True)
    shown = ask(app, "GET", "/families/family-1", LEAD[0])[1]
    other = ask(app, "GET", "/families/family-1", "nobody")[1]
    assert "anna" in json.dumps(shown)
    assert "anna" not in json.dumps(other)
    assert ask(app, "GET", "/families/family-1/findings", LEAD[0])[1]["of"] == "findings"


def test_several_at_once_all_land(host, example):
    app, engine, _ = host
    acts = [dump(spoken(f"voice-{n}")) for n in range(4)]
    with ThreadPoolExecutor(4) as pool:
        got = list(pool.map(lambda act: ask(app, "POST", ACTS, LEAD[0], act)[0], acts))
    again = [ask(app, "POST", ACTS, LEAD[0], act)[0] for act in acts]
    assert set(got) <= {201, 503}  # a clash says: send it again
    assert {*again} <= {200, 201}
    assert contacts(engine, example) == 4


def test_what_the_page_shows_is_in_the_example():
    parts = re.findall(r"<!-- part of: app\.py -->\n```python\n(.*?)```", PAGE, re.DOTALL)
    assert len(parts) == 5
    assert [part for part in parts if bare(part) not in bare(FILE.read_text("utf-8"))] == []


def bare(code):
    """The lines of code without their indents, which a page leaves out."""
    return "\n".join(line.strip() for line in code.splitlines() if line.strip())
