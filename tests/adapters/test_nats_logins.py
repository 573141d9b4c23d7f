"""Logins to NATS servers of the tests' own: by password, by token, by a file of credentials."""

import time
from urllib.parse import quote

import pytest

from safetyframe.errors import MessengerError, UndeliverableError
from safetyframe.testing.conformance.stores.telling import chained
from safetyframe_plugins.nats import open_nats
from tests.adapters.test_amqp import MESSAGE, NOTICE
from tests.support.brokers import Nats
from tests.support.decentral import Operator, credentials

WRONG = "pass-7d1c"
RIGHT = "r/ght@:%41"  # what has to be written otherwise in a URL


@pytest.fixture(scope="module")
def started(tmp_path_factory):
    """A server for each way to log in, started when it is first asked for."""
    servers = {}

    def start(kind, **how):
        if kind not in servers:
            servers[kind] = Nats(tmp_path_factory.mktemp(kind), **how).start()
        return servers[kind].port

    yield start
    for one in servers.values():
        one.stop()


def sent(port, who="", options=""):
    messenger = open_nats(f"nats://{who}127.0.0.1:{port}/NOTICES?create=yes&timeout=5{options}")
    try:
        messenger.send(MESSAGE)
    finally:
        messenger.close()


def refused(secret, port, who="", options=""):
    """Nobody is let in, what to mend is said, and nothing that could be used or traced."""
    with pytest.raises(MessengerError, match=r"^NATS lets nobody in by this URL") as caught:
        sent(port, who, options)
    assert not isinstance(caught.value, UndeliverableError)  # once it is mended it can be sent
    assert caught.value.__cause__ is not None
    told = chained(caught.value)
    assert secret not in told
    assert NOTICE.recipient not in told


def test_by_user_and_password(started):
    port = started("password", user="courier", password=RIGHT)
    sent(port, f"courier:{quote(RIGHT, safe='')}@")
    for who in (f"courier:{WRONG}@", f"{WRONG}:{quote(RIGHT, safe='')}@", f"{WRONG}@"):
        refused(WRONG, port, who)
    refused(RIGHT, port)


def test_by_a_token(started):
    port = started("token", config=f'authorization {{ token: "{RIGHT}" }}')
    sent(port, f"{quote(RIGHT, safe='')}@")
    for who in (f"{WRONG}@", f"courier:{WRONG}@", ""):
        refused(WRONG, port, who)


OURS = Operator()


def other_seed():
    written, seed = credentials(OURS.account)
    other = credentials(OURS.account)[1]
    return written.replace(seed, other), other


def half_a_seed():
    written, seed = credentials(OURS.account)
    return written.replace(seed, seed[:40]), seed[:40]


FILES = {
    "it has run out": lambda: credentials(OURS.account, exp=int(time.time()) - 60),
    "of an account that nobody knows": lambda: credentials(Operator().account),
    "with the key of another": other_seed,
    "with half a key": half_a_seed,
    "it is none": lambda: (WRONG, WRONG),
    "it is empty": lambda: ("", WRONG),
}


@pytest.fixture
def by_file(started, tmp_path):
    """The server and how to log in by a file with this in it."""
    path = tmp_path / "one.creds"

    def by(written):
        path.write_text(written)
        return started("operator", config=OURS.config()), "", f"&creds={path}"

    return by


def test_by_a_file_of_credentials(by_file):
    sent(*by_file(credentials(OURS.account)[0]))


@pytest.mark.parametrize("what", FILES)
def test_a_file_of_credentials_that_is_no_good(what, by_file):
    written, secret = FILES[what]()
    refused(secret, *by_file(written))


def test_without_the_file_that_a_server_asks_for(by_file):
    port, _, _ = by_file("")
    refused(WRONG, port, f"courier:{WRONG}@")
    refused(WRONG, port)
