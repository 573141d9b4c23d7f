"""A messenger over RabbitMQ (AMQP 0-9-1), with pika: ``pip install 'safetyframe[amqp]'``.

``amqp://user:password@host:5672/vhost?queue=NAME`` sends to a durable queue, which must be there,
or ``&create=yes`` (a quorum queue). ``?exchange=NAME&key=PREFIX`` publishes to an exchange with the
routing key ``PREFIX.<token>``, where the token stands for the trajectory. ``amqps://`` is TLS.
`OPTIONS` are the options with their defaults; docs/reference/messengers.md explains them.
"""

from __future__ import annotations

import re
from typing import Final

from attrs import field, frozen

from safetyframe.errors import HostError
from safetyframe.plugins import MessengerProvider, Needs, Provides, hookimpl
from safetyframe.plugins.urls import authorities, one_of, port, positive, read_options, unquoted
from safetyframe.ports import Declared, Messenger, MessengerCapabilities

__all__ = ["CAPABILITIES", "OPTIONS", "Place", "open_amqp", "place_of", "safetyframe_provides"]

CAPABILITIES: Final = MessengerCapabilities(
    ordered=Declared.YES, durable=Declared.YES, deduplicates=Declared.NO
)

#: `queue` or `exchange`: one of them. `key` begins the routing keys of an exchange. `create` makes
#: the queue. `timeout` in seconds. `ca` is a file.
OPTIONS: Final = {
    "queue": "",
    "exchange": "",
    "key": "safetyframe",
    "create": "no",
    "timeout": "10",
    "ca": "",
}

_HOST: Final = re.compile(r"([A-Za-z0-9_.-]+|\[[0-9A-Fa-f:.]+\])(?::([0-9]{1,5}))?")
_PORTS: Final = {"amqp": 5672, "amqps": 5671}


@frozen(kw_only=True)
class Place:
    """What a URL says. Its repr shows no user and no password."""

    host: str
    port: int
    tls: bool
    vhost: str
    queue: str
    exchange: str
    key: str
    create: bool
    timeout: float
    ca: str
    user: str = field(repr=False)
    password: str = field(repr=False)


def place_of(url: str) -> Place:
    """Read a URL. Raises HostError for one that makes no sense, and repeats none of it."""
    scheme, _, said = url.partition("://")
    rest, _, query = said.partition("?")
    netloc, slash, vhost = rest.partition("/")
    who, at, where = netloc.rpartition("@")
    host = _HOST.fullmatch(where)
    if host is None or "/" in vhost or "#" in said:
        raise HostError("write amqp://user:password@host:5672/vhost?queue=NAME")
    options = read_options(query, OPTIONS)
    if bool(options["queue"]) == bool(options["exchange"]):
        raise HostError("an amqp URL names a queue=… or an exchange=…, one of them")
    create = one_of("create", options["create"], "yes", "no") == "yes"
    if create and options["exchange"]:
        raise HostError("create=yes makes a queue; an exchange and what is bound to it are yours")
    user, _, password = who.partition(":")
    return Place(
        host=host[1].strip("[]"),
        port=port(host[2]) if host[2] else _PORTS[scheme.lower()],
        tls=scheme.lower() == "amqps",
        vhost=unquoted(vhost) if slash and vhost else "/",
        queue=options["queue"],
        exchange=options["exchange"],
        key=options["key"],
        create=create,
        timeout=positive("timeout", options["timeout"]),
        ca=options["ca"],
        user=unquoted(user) if at else "guest",
        password=unquoted(password) if at else "guest",
    )


def open_amqp(url: str) -> Messenger:
    """Open a messenger; it connects when it first sends, and again whenever it has to."""
    place = place_of(url)
    authorities(place.ca)  # what is wrong with it is told now
    try:
        from safetyframe_plugins.amqp._messenger import AmqpMessenger
    except ImportError as error:
        msg = "amqp:// needs more packages: pip install 'safetyframe[amqp]'"
        raise HostError(msg) from error
    return AmqpMessenger(place)


@hookimpl
def safetyframe_provides() -> Provides:
    """Hand over the messenger."""
    messenger = MessengerProvider(
        name="amqp",
        schemes=("amqp", "amqps"),
        open=open_amqp,
        capabilities=CAPABILITIES,
        needs=Needs(modules=("pika", "cloudevents"), install="pip install 'safetyframe[amqp]'"),
    )
    return Provides(api=1, messengers=(messenger,))
