"""What RabbitMQ sends back, and queues that would not keep what they take."""

import secrets
from datetime import UTC, datetime

import pytest

from safetyframe.errors import HostError, MessengerError, UndeliverableError
from safetyframe.notice import Notice
from safetyframe.ports import Message
from safetyframe_plugins.amqp import open_amqp
from tests.adapters.mailboxes import rabbit
from tests.support import brokers
from tests.support.brokers import Rabbit, needs_rabbitmq

NOTICE = Notice(trajectory="t1", act="a1", recipient="mother-7")
MESSAGE = Message(notice=NOTICE, attempt=1, since=datetime(2026, 1, 1, tzinfo=UTC))
AT = "amqp://guest:guest@127.0.0.1:5672/%2F"


@pytest.fixture
def queue():
    needs_rabbitmq()
    name = f"safetyframe-test-{secrets.token_hex(6)}"
    yield name
    with rabbit() as channel:
        channel.queue_delete(name)


def test_an_exchange_to_which_nothing_is_bound_gives_the_notice_back(queue):
    messenger = open_amqp(f"{AT}?exchange=amq.topic&key={queue}")
    with pytest.raises(UndeliverableError):
        messenger.send(MESSAGE)
    messenger.close()


def test_a_queue_that_is_deleted_later_gives_the_notice_back(queue):
    messenger = open_amqp(f"{AT}?queue={queue}&create=yes")
    messenger.send(MESSAGE)
    with rabbit() as channel:
        channel.queue_delete(queue)
    with pytest.raises(UndeliverableError):
        messenger.send(MESSAGE)
    messenger.close()


def test_a_queue_that_would_forget_at_a_restart_is_refused(queue):
    with rabbit() as channel:
        channel.queue_declare(queue, durable=False)
    messenger = open_amqp(f"{AT}?queue={queue}")
    with pytest.raises(MessengerError, match="not durable"):
        messenger.send(MESSAGE)
    messenger.close()


@pytest.mark.parametrize("who", ["nobody:pass-7@", ""])
def test_a_server_that_lets_nobody_in_is_told_as_such(queue, who):
    vhost = "%2F" if who else "no-such"
    messenger = open_amqp(f"amqp://{who}127.0.0.1:5672/{vhost}?queue={queue}")
    with pytest.raises(MessengerError, match=r"^RabbitMQ lets nobody in by this URL") as caught:
        messenger.send(MESSAGE)
    assert "pass-7" not in f"{caught.value} {caught.value.__cause__!r}"
    messenger.close()


@pytest.mark.parametrize("said", ["host:99999/?queue=q", "host/?queue=q&ca=/pass-7.pem"])
def test_a_setting_that_is_wrong_is_told_when_it_is_opened(said):
    with pytest.raises(HostError) as caught:
        open_amqp(f"amqps://courier:pass-7@{said}")
    assert "pass-7" not in str(caught.value)


@pytest.mark.parametrize(
    ("ci", "installed", "outcome"),
    [
        ("true", "/rabbitmq-server", pytest.fail.Exception),
        ("true", None, pytest.skip.Exception),  # no machine kind that provides it
        ("", "/rabbitmq-server", pytest.skip.Exception),
    ],
)
def test_where_ci_has_a_rabbitmq_one_that_does_not_answer_is_a_failure(
    ci, installed, outcome, monkeypatch
):
    monkeypatch.setattr(brokers, "RABBIT", ("127.0.0.1", 9))
    monkeypatch.setattr(Rabbit, "binary", staticmethod(lambda: installed))
    monkeypatch.setenv("CI", ci)
    with pytest.raises(outcome, match="no RabbitMQ answers"):
        needs_rabbitmq()
