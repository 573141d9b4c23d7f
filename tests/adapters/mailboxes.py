"""The other side of each messenger that comes along, for its laws: places, and what happens there.

Each place is behind a proxy of its own, which cuts, freezes and refuses.
"""

from __future__ import annotations

import asyncio
import atexit
import base64
import contextlib
import functools
import secrets
import shutil
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import nats
import nats.js.errors
import pika
import pytest
from attrs import define, field
from standardwebhooks import Webhook

from safetyframe.errors import MessengerError
from safetyframe.notice import Notice
from safetyframe.ports import Message
from safetyframe.testing.conformance import MessengerHandles
from safetyframe.testing.conformance.proxy import Proxy
from safetyframe_plugins.amqp import open_amqp
from tests.adapters.making import NOON
from tests.support.brokers import RABBIT, Nats, Rabbit, needs_rabbitmq, until

__all__ = ["amqp_place", "handles", "make_queue", "nats_place", "own_amqp_place", "webhook_place"]

PASSWORD = "p@ss/w0rd"  # noqa: S105 -- of a server that lives for a test
SECRET = "whsec_" + base64.b64encode(b"a secret of thirty-two bytes....").decode()
PROBE = Message(notice=Notice(trajectory="-", act="probe", recipient="-"), attempt=1, since=NOON)


@define
class World:
    """What is behind one URL."""

    proxy: Proxy
    received: object
    restart: object = None


WORLDS: dict[str, World] = {}


@contextlib.contextmanager
def shown(url, world):
    """Let the handles find the world behind a URL."""
    WORLDS[url] = world
    try:
        yield url
    finally:
        del WORLDS[url]
        world.proxy.stop()


@contextlib.contextmanager
def _frozen(url):
    WORLDS[url].proxy.freeze()
    try:
        yield
    finally:
        WORLDS[url].proxy.thaw()


def handles(*, unknown, nowhere, restarts=False):
    """What the kit is handed for all of them."""
    return MessengerHandles(
        received=lambda url: WORLDS[url].received(),
        stop=lambda url: WORLDS[url].proxy.stop(),
        start=lambda url: WORLDS[url].proxy.start(),
        restart=(lambda url: WORLDS[url].restart()) if restarts else None,
        freeze=_frozen,
        cut=lambda url, count: WORLDS[url].proxy.cut_answer_after(count),
        unknown=unknown,
        nowhere=nowhere,
        secrets=(SECRET, SECRET.removeprefix("whsec_"), "hidden-path"),
    )


# --- NATS ---------------------------------------------------------------------------------------


@contextlib.contextmanager
def nats_place(folder):
    """A server of its own, with a password."""
    server = Nats(folder, user="courier", password=PASSWORD).start()
    proxy = Proxy("127.0.0.1", server.port)
    url = server.url.replace(str(server.port), str(proxy.port))

    def restart():
        server.stop()
        server.start()

    world = World(proxy, lambda: asyncio.run(in_stream(server, "NOTICES")), restart)
    try:
        with shown(f"{url}/NOTICES?create=yes&timeout=1", world) as place:
            yield place
    finally:
        server.stop()


async def in_stream(server, stream):
    """Every message of a stream, in order."""
    client = await nats.connect(server.bare, allow_reconnect=False, **server.login)
    try:
        js = client.jetstream()
        try:
            state = (await js.stream_info(stream)).state
        except nats.js.errors.NotFoundError:
            return []
        numbers = range(state.first_seq, state.last_seq + 1)
        return [(await js.get_msg(stream, n)).data for n in numbers]
    finally:
        await client.close()


# --- RabbitMQ -----------------------------------------------------------------------------------


@contextlib.contextmanager
def amqp_place(folder, node=None):
    """A queue of its own; on a node that may be killed, if one is given."""
    if node is None:
        needs_rabbitmq()
    address = node.address if node else RABBIT
    proxy = Proxy(*address)
    queue = f"safetyframe-test-{secrets.token_hex(6)}"
    seen = []

    def received():
        with rabbit(address) as channel:
            seen.extend(drained(channel, queue))
        return seen

    def restart():
        node.stop()
        node.start()
        # A node takes connections before its queues have a leader.
        direct = url.replace(str(proxy.port), str(node.port))
        until(lambda: _taken(direct), seconds=60, what="the queue being there again")

    url = f"amqp://guest:guest@127.0.0.1:{proxy.port}/%2F?queue={queue}&create=yes&timeout=2"
    if node:
        make_queue(node, queue)
    try:
        with shown(url, World(proxy, received, restart if node else None)) as place:
            yield place
    finally:
        with rabbit(address) as channel:
            channel.queue_delete(queue)


@functools.cache
def _own_node():
    if Rabbit.binary() is None:
        pytest.skip("no rabbitmq-server is installed here, and none can be had from PyPI")
    folder = Path(tempfile.mkdtemp(prefix="sf-rabbit-"))
    node = Rabbit(folder).start()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    atexit.register(node.stop)
    return node


@contextlib.contextmanager
def own_amqp_place(folder):
    """A queue on a node of the tests' own, which may be killed."""
    with amqp_place(folder, _own_node()) as url:
        yield url


def make_queue(node, queue):
    """Make a queue that survives its node; one that is killed right away may lose a new one."""
    with rabbit(node.address) as channel:
        channel.queue_declare(queue, durable=True, arguments={"x-queue-type": "quorum"})
    until(lambda: node.keeps(queue), what="the node writing down where its queue is")


def _taken(url):
    with contextlib.closing(open_amqp(url)) as messenger, contextlib.suppress(MessengerError):
        messenger.send(PROBE)
        return True
    return False


@contextlib.contextmanager
def rabbit(address=RABBIT):
    """A channel past the proxy."""
    connection = pika.BlockingConnection(pika.ConnectionParameters(*address))
    try:
        yield connection.channel()
    finally:
        connection.close()


def drained(channel, queue):
    """Take every message of a queue, in order."""
    try:
        got = channel.basic_get(queue, auto_ack=True)
    except pika.exceptions.ChannelClosedByBroker:  # there is no queue yet
        return
    while got[0] is not None:
        yield got[2]
        got = channel.basic_get(queue, auto_ack=True)


# --- webhooks -----------------------------------------------------------------------------------


@define
class Endpoint:
    """A receiver that checks signatures. `answers` are given first, before it takes anything."""

    secrets: list = field(factory=lambda: [SECRET])
    bodies: list = field(factory=list)
    refused: list = field(factory=list)
    headers: list = field(factory=list)
    answers: list = field(factory=list)
    gone: set = field(factory=lambda: {"/gone"})
    server: ThreadingHTTPServer | None = None

    def __enter__(self):
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_POST(self):
                endpoint.take(self)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    @property
    def address(self):
        return self.server.server_address

    def take(self, request):
        body = request.rfile.read(int(request.headers["content-length"]))
        status, headers = self.judged(request, body)
        request.send_response(status)
        for name, value in headers.items():
            request.send_header(name, value)
        request.send_header("content-length", "0")
        request.end_headers()

    def judged(self, request, body):
        said = dict(request.headers)
        if request.path in self.gone:
            return 410, {}
        if self.answers:
            return self.answers.pop(0)
        try:
            for one in self.secrets:
                Webhook(one).verify(body, said)
        except Exception as error:  # noqa: BLE001 -- a refusal, whatever it is
            self.refused.append(error)
            return 401, {}
        self.headers.append(said)
        self.bodies.append(body)
        return 204, {}


@contextlib.contextmanager
def webhook_place(folder):
    """An endpoint, and a secret in a file."""
    folder.mkdir(exist_ok=True)
    kept = folder / "secret"
    kept.write_text(SECRET + "\n")
    with Endpoint() as endpoint:
        proxy = Proxy(*endpoint.address)
        at = f"webhook+http://127.0.0.1:{proxy.port}/hidden-path?key=hidden-path"
        world = World(proxy, lambda: list(endpoint.bodies))
        with shown(f"{at}#secret=file:{kept}&timeout=2", world) as place:
            yield place
