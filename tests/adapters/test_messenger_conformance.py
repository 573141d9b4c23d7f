"""The messengers that come along keep every law of messengers, on what is really behind them."""

import pytest

from safetyframe.testing.conformance import MessengerHandles, messenger_laws
from safetyframe_plugins import amqp, jsonl, nats, webhooks
from tests.adapters import files, mailboxes

test_nats = messenger_laws(
    nats.open_nats,
    mailboxes.nats_place,
    nats.CAPABILITIES,
    mailboxes.handles(
        unknown=lambda url: url.replace("NOTICES?create=yes&", "OTHER?"),
        nowhere="nats://courier:p%40ss@127.0.0.1:9/NOTICES?timeout=2",
        restarts=True,
    ),
    name="nats",
)


def amqp_laws(place, **more):
    return messenger_laws(
        amqp.open_amqp,
        place,
        amqp.CAPABILITIES,
        mailboxes.handles(
            unknown=lambda url: url.replace("create=yes&", "").replace("queue=", "queue=not-"),
            nowhere="amqp://courier:p%40ss@127.0.0.1:9/?queue=q&timeout=2",
            **more,
        ),
        name="amqp",
    )


# Every day on the broker that others use too, so without M-DURABLE, which kills it. Its page is of
# the other: a node takes seconds of a processor's time to start, and starts three times.
test_amqp = amqp_laws(mailboxes.amqp_place)
test_amqp_on_a_node_of_its_own = pytest.mark.deep(
    amqp_laws(mailboxes.own_amqp_place, restarts=True)
)
test_webhooks = messenger_laws(
    webhooks.open_webhook,
    mailboxes.webhook_place,
    webhooks.CAPABILITIES,
    mailboxes.handles(
        unknown=lambda url: url.replace("/hidden-path?key=hidden-path", "/gone"),
        nowhere="webhook+http://127.0.0.1:9/hidden-path#secret=env:SAFETYFRAME_TEST_SECRET",
    ),
    name="webhook",
)


test_jsonl = messenger_laws(
    jsonl.open_jsonl,
    files.place,
    jsonl.CAPABILITIES,
    MessengerHandles(
        received=files.written,
        stop=files.fill_up,
        start=files.make_room,
        restart=files.pull_the_plug,
        nowhere="jsonl:////no-such-folder/n.jsonl",
    ),
    name="jsonl",
)


@pytest.fixture(autouse=True)
def _secret(monkeypatch):
    monkeypatch.setenv("SAFETYFRAME_TEST_SECRET", mailboxes.SECRET)
