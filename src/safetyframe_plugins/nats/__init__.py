"""A messenger over NATS JetStream, with nats-py: ``pip install 'safetyframe[nats]'``.

``nats://host:4222/STREAM`` publishes to the stream of that name, on the subjects ``STREAM.<token>``
where the token stands for the trajectory; the stream must be there, or ``?create=yes``. User and
password, or a token alone, stand before the host; more servers of a cluster behind it, after
commas. `OPTIONS` are the options with their defaults; docs/reference/messengers.md explains them.
"""

from __future__ import annotations

import importlib.util
import re
from typing import Final

from attrs import field, frozen

from safetyframe.errors import HostError
from safetyframe.plugins import MessengerProvider, Needs, Provides, hookimpl
from safetyframe.plugins.urls import (
    authorities,
    one_of,
    port,
    positive,
    read_options,
    readable,
    unquoted,
)
from safetyframe.ports import Declared, Messenger, MessengerCapabilities

__all__ = ["CAPABILITIES", "OPTIONS", "Place", "open_nats", "place_of", "safetyframe_provides"]

CAPABILITIES: Final = MessengerCapabilities(
    ordered=Declared.YES, durable=Declared.YES, deduplicates=Declared.YES
)

#: `subject` is what the subjects begin with (the stream's name, when empty); `timeout` in seconds.
#: `replicas` and `window` (in which a message sent twice arrives once, in seconds) are for a stream
#: that is created. `creds` and `ca` are files.
OPTIONS: Final = {
    "subject": "",
    "create": "no",
    "replicas": "1",
    "window": "120",
    "timeout": "10",
    "tls": "no",
    "creds": "",
    "ca": "",
}

_NAME: Final = re.compile(r"[A-Za-z0-9_-]+")
_SUBJECT: Final = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*")
_HOST: Final = re.compile(r"([A-Za-z0-9_.-]+|\[[0-9A-Fa-f:.]+\])(?::([0-9]{1,5}))?")


@frozen(kw_only=True)
class Place:
    """What a URL says. Its repr shows no user, password or token."""

    servers: tuple[str, ...]
    stream: str
    subject: str
    create: bool
    replicas: int
    window: float
    timeout: float
    tls: bool
    creds: str
    ca: str
    user: str | None = field(repr=False)
    password: str | None = field(repr=False)


def place_of(url: str) -> Place:
    """Read a URL. Raises HostError for one that makes no sense, and repeats none of it."""
    rest, _, query = url.partition("://")[2].partition("?")
    netloc, _, stream = rest.partition("/")
    who, at, where = netloc.rpartition("@")
    hosts = where.split(",")
    found = [_HOST.fullmatch(one) for one in hosts]
    if not all(found) or not _NAME.fullmatch(stream) or "#" in query:
        raise HostError("write nats://host:4222/STREAM; letters, digits, _ and - name a stream")
    for one in found:
        if one is not None and one[2]:
            port(one[2])
    options = read_options(query, OPTIONS)
    subject = options["subject"] or stream
    if not _SUBJECT.fullmatch(subject):
        raise HostError("the option 'subject' is names with dots between them, without wildcards")
    user, colon, password = who.partition(":")
    return Place(
        servers=tuple(f"nats://{h}" for h in hosts),
        stream=stream,
        subject=subject,
        create=one_of("create", options["create"], "yes", "no") == "yes",
        replicas=int(positive("replicas", options["replicas"], whole=True)),
        window=positive("window", options["window"]),
        timeout=positive("timeout", options["timeout"]),
        tls=one_of("tls", options["tls"], "yes", "no") == "yes",
        creds=options["creds"],
        ca=options["ca"],
        user=unquoted(user) if at else None,
        password=unquoted(password) if colon else None,
    )


def open_nats(url: str) -> Messenger:
    """Open a messenger; it connects when it first sends, and again whenever it has to."""
    place = place_of(url)
    if readable("creds", place.creds) and importlib.util.find_spec("nkeys") is None:
        msg = "the option 'creds' needs one more package: pip install 'nats-py[nkeys]'"
        raise HostError(msg)
    authorities(place.ca)  # what is wrong with it is told now
    try:
        from safetyframe_plugins.nats._messenger import NatsMessenger
    except ImportError as error:
        msg = "nats:// needs more packages: pip install 'safetyframe[nats]'"
        raise HostError(msg) from error
    return NatsMessenger(place)


@hookimpl
def safetyframe_provides() -> Provides:
    """Hand over the messenger."""
    messenger = MessengerProvider(
        name="nats",
        schemes=("nats",),
        open=open_nats,
        capabilities=CAPABILITIES,
        needs=Needs(modules=("nats", "cloudevents"), install="pip install 'safetyframe[nats]'"),
    )
    return Provides(api=1, messengers=(messenger,))
