"""A messenger that posts signed webhooks: ``pip install 'safetyframe[webhooks]'``.

``webhook+https://host/path#secret=env:NAME`` posts there, signed as Standard Webhooks ask, with the
secret in that environment variable, or in a file: ``#secret=file:/path``. The secret itself never
stands in a URL. What is before the ``#`` is the endpoint's own, query and all; what is behind it is
ours, see `OPTIONS` and docs/reference/messengers.md.
"""

from __future__ import annotations

import ipaddress
import re
from typing import Final
from urllib.parse import urlsplit

from attrs import field, frozen

from safetyframe.errors import HostError
from safetyframe.plugins import MessengerProvider, Needs, Provides, hookimpl
from safetyframe.plugins.urls import authorities, one_of, positive, read_options
from safetyframe.ports import Declared, Messenger, MessengerCapabilities

__all__ = ["CAPABILITIES", "OPTIONS", "Place", "open_webhook", "place_of", "safetyframe_provides"]

#: What the other side does with what it took is its own affair: nothing is promised for it.
CAPABILITIES: Final = MessengerCapabilities(
    ordered=Declared.YES, durable=Declared.NO, deduplicates=Declared.NO
)

#: `secret` may be given twice while it is changed: both sign. `plain` allows http to elsewhere.
#: `timeout` in seconds, for all of one delivery. `proxy` is a URL, `ca` a file.
OPTIONS: Final = {"secret": "", "plain": "no", "timeout": "15", "proxy": "", "ca": ""}

_SECRET: Final = re.compile(r"env:[A-Za-z_][A-Za-z0-9_]*|file:.+")


@frozen(kw_only=True)
class Place:
    """What a URL says. Paths and queries of endpoints often are secrets: its repr shows none."""

    host: str
    endpoint: str = field(repr=False)
    secrets: tuple[str, ...]
    timeout: float
    proxy: str = field(repr=False)
    ca: str


def place_of(url: str) -> Place:
    """Read a URL. Raises HostError for one that makes no sense, and repeats none of it."""
    said, _, ours = url.partition("#")
    endpoint = said.partition("+")[2]
    try:
        parts = urlsplit(endpoint)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        host, parts = "", urlsplit("")
    if not host or parts.scheme not in ("http", "https") or not said.isascii() or " " in said:
        raise HostError("write webhook+https://host/path#secret=env:NAME")
    if parts.username is not None:
        raise HostError("no user and password in a webhook's URL: it is signed, that is enough")
    options = read_options(ours, OPTIONS, many=frozenset({"secret"}))
    secrets = tuple(options["secret"].splitlines())
    if not secrets or not all(_SECRET.fullmatch(s) for s in secrets):
        raise HostError(
            "a webhook's URL says where its secret is: #secret=env:NAME or #secret=file:/path"
        )
    plain = one_of("plain", options["plain"], "yes", "no") == "yes"
    if parts.scheme == "http" and not (plain or _loopback(host)):
        raise HostError(
            "references would travel readable: use https, or say plain=yes where the way is safe"
        )
    return Place(
        host=host,
        endpoint=endpoint,
        secrets=secrets,
        timeout=positive("timeout", options["timeout"]),
        proxy=_proxy(options["proxy"]),
        ca=options["ca"],
    )


def _proxy(said: str) -> str:
    """Give the URL of a proxy, or nothing. Raises HostError, which does not repeat its login."""
    try:
        parts = urlsplit(said)
        fine = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        fine = fine and not (parts.path.strip("/") or parts.query or parts.fragment or " " in said)
    except ValueError:
        fine = False
    if said and not fine:
        raise HostError("the option 'proxy' is http://host:port, or http://user:password@host:port")
    return said


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def open_webhook(url: str) -> Messenger:
    """Open a messenger. Raises HostError when a secret is not where the URL says, or too weak."""
    place = place_of(url)
    trusted = authorities(place.ca)  # what is wrong with it is told now; and it takes its time
    try:
        from safetyframe_plugins.webhooks._messenger import WebhookMessenger
    except ImportError as error:
        msg = "webhook+https:// needs more packages: pip install 'safetyframe[webhooks]'"
        raise HostError(msg) from error
    return WebhookMessenger(place, trusted)


@hookimpl
def safetyframe_provides() -> Provides:
    """Hand over the messenger."""
    messenger = MessengerProvider(
        name="webhook",
        schemes=("webhook+https", "webhook+http"),
        open=open_webhook,
        capabilities=CAPABILITIES,
        needs=Needs(
            modules=("httpx2", "standardwebhooks", "cloudevents"),
            install="pip install 'safetyframe[webhooks]'",
        ),
    )
    return Provides(api=1, messengers=(messenger,))
