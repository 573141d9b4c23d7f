"""URLs that make no sense to NATS, and streams that would not keep what they take."""

import asyncio
import importlib.util

import nats
import pytest
from nats.js.api import StorageType, StreamConfig

from safetyframe.errors import HostError, MessengerError, UndeliverableError
from safetyframe_plugins.nats import open_nats, place_of
from tests.adapters.test_amqp import MESSAGE
from tests.support.brokers import Nats


@pytest.mark.parametrize(
    "url",
    [
        "nats://courier:pass-7@host:4222",
        "nats://courier:pass-7@host:4222/",
        "nats://courier:pass-7@host:4222/NOTICES/MORE",
        "nats://courier:pass-7@host:4222/NOTICES.*",
        "nats://courier:pass-7@host:4222/NOTICES#create=yes",
        "nats://courier:pass-7@host:4222/NOTICES?create=yes#pass-7",
        "nats://courier:pass-7@/NOTICES",
        "nats://courier:pass-7@host:pass-7/NOTICES",
        "nats://courier:pass-7@host:4222,/NOTICES",
        "nats://courier:pass-7@host one/NOTICES",
        "nats://courier:pass-7%FF@host:4222/NOTICES",
        "nats://host:4222/NOTICES?password=pass-7",
        "nats://host:4222/NOTICES?create=pass-7",
        "nats://host:4222/NOTICES?create=yes&create=no",
        "nats://host:4222/NOTICES?subject=notices.>",
        "nats://host:4222/NOTICES?subject=notices.*.pass-7",
        "nats://host:4222/NOTICES?subject=.notices",
        "nats://host:4222/NOTICES?replicas=1.5",
        "nats://host:4222/NOTICES?replicas=0",
        "nats://host:4222/NOTICES?window=-1",
        "nats://host:4222/NOTICES?timeout=inf",
        "nats://host:4222/NOTICES?tls=1",
        "nats://host:4222/NOTICES?tls=yes&ca=/pass-7.pem",
        "nats://host:4222/NOTICES?creds=/pass-7.creds",
        "nats://courier:pass-7@host:99999/NOTICES",
    ],
)
def test_a_url_that_makes_no_sense_is_refused_and_not_repeated(url):
    with pytest.raises(HostError) as caught:
        open_nats(url)
    assert "pass-7" not in f"{caught.value} {caught.value.__cause__!r}"


@pytest.mark.parametrize("there", [False, True])
def test_credentials_without_what_reads_them_are_refused_with_what_to_install(
    tmp_path, monkeypatch, there
):
    find = importlib.util.find_spec
    nkeys = find("json") if there else None
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *a: nkeys if name == "nkeys" else find(name, *a)
    )
    creds = tmp_path / "one.creds"
    creds.write_text("pass-7")
    url = f"nats://host:4222/NOTICES?creds={creds}"
    if there:
        open_nats(url).close()
        return
    with pytest.raises(HostError, match=r"pip install 'nats-py\[nkeys\]'") as caught:
        open_nats(url)
    assert "pass-7" not in str(caught.value)


def test_a_server_that_lets_nobody_in_is_told_as_such(tmp_path):
    server = Nats(tmp_path / "closed", user="courier", password="right").start()  # noqa: S106
    try:
        with pytest.raises(MessengerError, match=r"^NATS lets nobody in by this URL") as caught:
            sent(server, "NOTICES", who="courier:pass-7@")
        assert "pass-7" not in f"{caught.value} {caught.value.__cause__!r}"
    finally:
        server.stop()


def test_a_url_says_servers_and_who_is_calling_and_a_repr_does_not():
    place = place_of("nats://courier:p%40ss@one:4222,[::1]:4223/NOTICES?subject=a.b")
    assert place.servers == ("nats://one:4222", "nats://[::1]:4223")
    assert (place.user, place.password, place.subject) == ("courier", "p@ss", "a.b")
    assert "courier" not in repr(place)
    assert "p@ss" not in repr(place)
    token = place_of("nats://t0ken@one/NOTICES")
    assert (token.user, token.password, token.subject) == ("t0ken", None, "NOTICES")


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    server = Nats(tmp_path_factory.mktemp("nats")).start()
    yield server
    server.stop()


def sent(server, stream, options="timeout=5", who=""):
    messenger = open_nats(f"nats://{who}127.0.0.1:{server.port}/{stream}?{options}")
    try:
        messenger.send(MESSAGE)
    finally:
        messenger.close()


def made(server, name, **config):
    async def make():
        client = await nats.connect(server.url, allow_reconnect=False)
        await client.jetstream().add_stream(StreamConfig(name=name, **config))
        await client.close()

    asyncio.run(make())


def test_a_stream_in_memory_is_refused(server):
    made(server, "FORGETS", subjects=["FORGETS.>"], storage=StorageType.MEMORY)
    with pytest.raises(MessengerError, match="kept in files"):
        sent(server, "FORGETS")


def test_a_stream_that_acknowledges_nothing_is_refused(server):
    made(server, "MUTE", subjects=["MUTE.>"], no_ack=True)
    with pytest.raises(MessengerError, match="acknowledge"):
        sent(server, "MUTE")


def test_a_subject_that_the_stream_does_not_take_is_for_good(server):
    made(server, "TAKES", subjects=["other.*"])
    sent(server, "TAKES", "subject=other")
    with pytest.raises(UndeliverableError, match="takes no subject"):
        sent(server, "TAKES")


def test_a_subject_that_another_stream_takes_is_for_good(server):
    made(server, "MINE", subjects=["mine.>"])
    made(server, "THEIRS", subjects=["theirs.>"])
    with pytest.raises(UndeliverableError, match="another stream"):
        sent(server, "MINE", "subject=theirs")
