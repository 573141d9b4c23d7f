"""Relays to brokers, both killed in the middle: none lost, order kept, what comes twice is marked.

``pytest -m deep tests/relay/test_brokers.py -s`` does it with ten thousand notices for each broker,
and prints figures.
"""

import asyncio
import contextlib
import os
import secrets
import sys
import time

import pytest

from safetyframe.testing.conformance.proxy import Proxy
from tests.adapters.mailboxes import drained, in_stream, make_queue, rabbit
from tests.relay.storming import Storm, judge, told
from tests.support.brokers import RABBIT, Nats, Rabbit, needs_rabbitmq

pytestmark = pytest.mark.skipif(os.name != "posix", reason="SIGKILL as POSIX has it")

NUMBERS = ("--hold", 6, "--idle", "0.2", "--batch", "25", "--first", "0.2", "--longest", "1")
SMALL = {"trajectories": 5, "records": 6}
LARGE = {"trajectories": 100, "records": 5, "relays": 3}  # ten times: ten thousand notices


def storm(folder, messenger, strike, blows, **sizes):
    """A storm in which relays (k) and the broker (b) are struck, in the order that `blows` says."""
    kinds = {"k": Storm.kill, "b": lambda *_: strike()}
    return Storm(
        folder=folder,
        messenger=messenger,
        numbers=(*NUMBERS, "--tries", 1000),
        blows=tuple(kinds[blow] for blow in blows),
        **sizes,
    )


def figures(name, one, received):
    began = time.monotonic()
    made, waited = one.rage()
    took = time.monotonic() - began
    sys.stdout.write(f"\n{name}: {told(one, received(), made, waited, took)}\n")


@contextlib.contextmanager
def nats(folder):
    """A server that is killed and started; a window so short that repeats do arrive."""
    server = Nats(folder / "nats").start()

    def strike():
        server.stop()
        server.start()

    url = f"{server.url}/NOTICES?create=yes&timeout=2&window=0.1"
    try:
        yield url, strike, lambda: asyncio.run(in_stream(server, "NOTICES"))
    finally:
        server.stop()


@contextlib.contextmanager
def queue(folder, *, own):
    """A queue: on a node that is killed and started, or where connections are cut and refused."""
    if not own:
        needs_rabbitmq()
    node = Rabbit(folder / "rabbit").start() if own else None
    address = node.address if node else RABBIT
    proxy = Proxy(*address)
    name = f"safetyframe-test-{secrets.token_hex(6)}"
    behind = node or proxy
    if node:
        make_queue(node, name)

    def strike():
        behind.stop()
        behind.start()

    def received():
        with rabbit(address) as channel:
            return list(drained(channel, name))

    try:
        yield f"amqp://127.0.0.1:{proxy.port}?queue={name}&create=yes&timeout=2", strike, received
    finally:
        with rabbit(address) as channel:
            channel.queue_delete(name)
        proxy.stop()
        if node:
            node.stop()


def test_nats_and_relays_are_killed(tmp_path):
    with nats(tmp_path) as (url, strike, received):
        made, _ = storm(tmp_path, url, strike, "bk", **SMALL).rage()
        judge(made, received())


def test_connections_to_rabbitmq_are_cut_and_relays_killed(tmp_path):
    with queue(tmp_path, own=False) as (url, strike, received):
        made, _ = storm(tmp_path, url, strike, "bk", **SMALL).rage()
        judge(made, received())


@pytest.mark.deep
def test_ten_thousand_notices_to_nats(tmp_path):
    with nats(tmp_path) as (url, strike, received):
        figures("NATS", storm(tmp_path, url, strike, "kbkbkbkbk", **LARGE), received)


@pytest.mark.deep
def test_ten_thousand_notices_to_rabbitmq(tmp_path):
    own = Rabbit.binary() is not None
    with queue(tmp_path, own=own) as (url, strike, received):
        name = "RabbitMQ, a node that is killed" if own else "RabbitMQ, its connections cut"
        figures(name, storm(tmp_path, url, strike, "kbkbkbkbk", **LARGE), received)
