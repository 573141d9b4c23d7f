"""Connections that are cut and servers that restart, on a server of our own."""

import asyncio
from contextlib import contextmanager

import pytest

from safetyframe.testing.conformance import StoreHandles, Verdict, judge, store_laws, store_subject
from tests.kit.conform.served import (
    SERVED,
    Client,
    ErasesInTwo,
    Forgetful,
    HidesTheCause,
    NeverTriesAgain,
    Server,
    at_once,
    with_coroutines,
)

SERVERS = {}


def place(server=Server):
    @contextmanager
    def made():
        one = server()
        url = f"served://someone:secret-word@127.0.0.1:{one.port}/db"
        SERVERS[url] = one
        try:
            yield url
        finally:
            one.stop()

    return made


def restart(url):
    SERVERS[url].restart()


HANDLES = StoreHandles(restart=restart, nowhere="served://someone:secret-word@127.0.0.1:9/db")
test_served = store_laws(Client, place(), SERVED, HANDLES, name="reference behind a server")


Waits, HoldsUp = with_coroutines(asyncio.to_thread), with_coroutines(at_once)
test_waits = store_laws(Waits, place(), SERVED, HANDLES, name="reference behind a server, async")


@pytest.mark.parametrize(
    ("law", "client", "made"),
    [
        ("S-COROUTINES", HoldsUp, place()),
        ("S-CUT", ErasesInTwo, place()),
        ("S-CUT", NeverTriesAgain, place()),
        ("S-CUT", HidesTheCause, place()),
        ("S-RESTARTED", Client, place(Forgetful)),
        ("S-RESTARTED", NeverTriesAgain, place()),
    ],
    ids=[
        "holds up its loop",
        "erases in two",
        "stays dead",
        "hides the cause",
        "forgets",
        "stays dead after a restart",
    ],
)
def test_a_bug_that_shows_only_there(law, client, made):
    subject = store_subject(client, made, SERVED, HANDLES, patience=2)
    result = judge(subject, subject.law(law))
    assert result.verdict is Verdict.FAIL, result
    assert "secret-word" not in result.reason
    for simple in ("S-KEEPS", "S-BODIES", "S-TWICE", "S-ALL-OR-NOTHING"):
        assert judge(subject, subject.law(simple)).verdict is Verdict.PASS
