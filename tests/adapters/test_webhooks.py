"""What the endpoint of a webhook answers, and what becomes of secrets."""

import base64
from datetime import UTC, datetime

import pytest

from safetyframe.errors import HostError, MessengerError, UndeliverableError
from safetyframe.notice import Notice
from safetyframe.ports import Message
from safetyframe_plugins.webhooks import open_webhook, place_of
from tests.adapters.mailboxes import SECRET, Endpoint

NEW = "whsec_" + base64.b64encode(b"b" * 32).decode()
NOTICE = Notice(trajectory="t1", act="a1", recipient="mother-7")
MESSAGE = Message(notice=NOTICE, attempt=1, since=datetime(2026, 1, 1, tzinfo=UTC))


@pytest.fixture
def endpoint():
    with Endpoint() as endpoint:
        yield endpoint


@pytest.fixture
def sending(endpoint, tmp_path):
    kept = tmp_path / "secret"
    kept.write_text(SECRET)
    host, port = endpoint.address
    messenger = open_webhook(f"webhook+http://{host}:{port}/in#secret=file:{kept}&timeout=5")
    yield messenger, kept
    messenger.close()


@pytest.mark.parametrize("status", [301, 308, 400, 404, 410, 413, 422])
def test_some_answers_are_for_good(status, endpoint, sending):
    endpoint.answers.append((status, {"location": "/elsewhere"}))
    with pytest.raises(UndeliverableError):
        sending[0].send(MESSAGE)
    assert endpoint.bodies == []  # and no redirect was followed


@pytest.mark.parametrize("status", [302, 307, 401, 403, 408, 425, 429, 500, 503])
def test_some_answers_are_for_now(status, endpoint, sending):
    endpoint.answers.append((status, {"retry-after": "17", "location": "/elsewhere"}))
    with pytest.raises(MessengerError) as caught:
        sending[0].send(MESSAGE)
    assert type(caught.value) is MessengerError
    assert caught.value.retry_after == 17
    assert endpoint.bodies == []
    sending[0].send(MESSAGE)
    assert len(endpoint.bodies) == 1


def test_a_secret_is_changed_without_a_restart_and_two_sign_twice(endpoint, sending):
    messenger, kept = sending
    kept.write_text(f"{NEW}\n{SECRET}\n")
    endpoint.secrets = [SECRET, NEW]  # each must find its own signature
    messenger.send(MESSAGE)
    kept.write_text(NEW)
    endpoint.secrets = [NEW]
    messenger.send(MESSAGE)
    endpoint.secrets = [SECRET]
    with pytest.raises(MessengerError):
        messenger.send(MESSAGE)
    assert [h["webhook-id"] for h in endpoint.headers] == [MESSAGE.notice.id] * 2


@pytest.mark.parametrize(
    "secret", ["", "whsec_", "whsec_c2hvcnQ=", SECRET[:10] + "!" + SECRET[10:], "é"]
)
def test_a_weak_or_broken_secret_opens_nothing_and_is_not_repeated(secret, tmp_path):
    kept = tmp_path / "secret"
    kept.write_text(secret)
    with pytest.raises(HostError) as caught:
        open_webhook(f"webhook+https://example.org/#secret=file:{kept}")
    assert not secret or secret not in f"{caught.value} {caught.value.__cause__!r}"


@pytest.mark.parametrize(
    "url",
    [
        "webhook+https://example.org/",
        "webhook+https://example.org/#secret=whsec_abc",
        "webhook+http://example.org/#secret=env:X",
        "webhook+https://user:pass@example.org/#secret=env:X",
        "webhook+https:///path#secret=env:X",
        "webhook+https://example.org/#secret=env:X&follow=yes",
        "webhook+https://example.org/#secret=env:X&timeout=0",
        "webhook+ftp://example.org/#secret=env:X",
        "webhook+https://example.org:99999/#secret=env:X",
        *(
            f"webhook+https://example.org/#secret=env:X&proxy={proxy}"
            for proxy in (
                "htp://courier:pass-7@proxy:3128",
                "http://courier:pass-7@proxy:99999",
                "http://courier:pass-7@proxy:pass-7",
                "http://courier:pass-7@:3128",
                "http://courier:pass-7@[proxy:3128",
                "proxy:3128",
                "http://courier:pass-7@pro xy:3128",
            )
        ),
        "webhook+https://example.org/#secret=env:X&ca=/pass-7.pem",
    ],
)
def test_a_url_that_makes_no_sense_is_refused(url, monkeypatch):
    monkeypatch.setenv("X", SECRET)
    with pytest.raises(HostError) as caught:
        open_webhook(url)
    assert "pass" not in str(caught.value).replace("password", "")
    assert "courier" not in str(caught.value)


@pytest.mark.parametrize("secret", ["whsec_pass7abc", "pass7abc", "file:/pass7abc"])
def test_a_secret_in_the_place_of_its_name_is_not_repeated(secret):
    place = secret if secret.startswith("file") else f"env:{secret}"
    with pytest.raises(HostError) as caught:
        open_webhook(f"webhook+https://example.org/#secret={place}")
    assert "pass7abc" not in f"{caught.value}"
    assert "secret" in str(caught.value)


def test_a_proxy_that_asks_for_a_login_is_given_it():
    url = "webhook+https://example.org/#secret=env:X&proxy=http://courier:p%2540ss@proxy:3128"
    assert place_of(url).proxy == "http://courier:p%40ss@proxy:3128"


def test_plain_http_to_elsewhere_takes_a_word():
    assert place_of("webhook+http://example.org/#secret=env:X&plain=yes").host == "example.org"
