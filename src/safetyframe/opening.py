"""What both frames do before they hold a store: choose its plugin, make the law, open, look."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from inspect import iscoroutine, iscoroutinefunction
from pathlib import Path
from typing import Final
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from attrs import frozen

from safetyframe.errors import HostError, PluginError, SafetyframeError, UnsupportedError
from safetyframe.law import Law
from safetyframe.packs import Pack
from safetyframe.plugins import StoreProvider, load
from safetyframe.ports import AsyncStore, Store
from safetyframe.ports.coroutines import METHODS
from safetyframe.trajectory import DEFAULT_ZONE

__all__ = [
    "Chosen",
    "blaming",
    "choose",
    "keeps_notices",
    "known_zone",
    "look_first",
    "open_store",
]

_SQLITE: Final = "sqlite:///"


@frozen(kw_only=True)
class Chosen:
    """What a host asked for, found: the law, and the store that can be opened."""

    law: Law
    provider: StoreProvider
    url: str

    def open(self) -> Store | AsyncStore:
        """Open the store. Raises like `open_store`."""
        return open_store(self.provider, self.url)


def open_store(provider: StoreProvider, url: str) -> Store | AsyncStore:
    """Open a store, and look whether it is one.

    Raises what it raises, or `PluginError` for what is no error of ours.
    """
    with blaming(f"store {provider.name!r} could not be opened"):
        opened: object = provider.open(url)
    return _checked(provider.name, opened)


@contextmanager
def blaming(what: str) -> Generator[None]:
    """Put down to a plugin whatever it raises that is no error of ours: `what` went wrong."""
    try:
        yield
    except SafetyframeError:
        raise
    except (Exception, SystemExit) as error:  # a driver that gives up ends nobody's program
        msg = f"{what}: it raised {type(error).__name__}, which is no error of ours; ask its author"
        raise PluginError(msg) from error


def choose(
    url: str,
    *,
    law: Law | None,
    plugins: Sequence[object],
    rules: Sequence[str],
    packs: Sequence[Pack],
) -> Chosen:
    """Find the plugin for the scheme of `url`, and make the law with `rules` and `packs`."""
    found = load(plugins)
    found.insist()
    extra = found.rules_of(rules)
    chosen = Law() if law is None else law
    if extra or packs:
        chosen = Law(
            policy=chosen.policy,
            extra_rules=(*chosen.extra_rules, *extra),
            packs=(*chosen.packs, *packs),
        )
    return Chosen(law=chosen, provider=found.store_for(url), url=url)


def look_first(url: str) -> None:
    """Raise `HostError` where `url` names a file that is not there.

    A store that asks for a file makes it. Whoever only looks has mistyped its name.
    """
    path = Path(unquote(url.removeprefix(_SQLITE)))
    if url.startswith(_SQLITE) and str(path) not in (".", ":memory:") and not path.exists():
        raise HostError(f"{path}: there is no such file")


def known_zone(zone: str) -> str:
    """Give back the name of a time zone, or raise `HostError`."""
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError, TypeError) as error:
        msg = f"zone {zone!r} is not known here: give an IANA name such as {DEFAULT_ZONE!r}"
        raise HostError(msg) from error
    return zone


def keeps_notices(store: object, kind: type, *, notify: bool) -> bool:
    """Give back `notify`. Raises `UnsupportedError` where the store is no outbox of this `kind`."""
    if notify and not isinstance(store, kind):
        name = type(store).__name__
        msg = f"{name} keeps no notices: open the frame without `notify`, or on another store"
        raise UnsupportedError(msg)
    return notify


def _checked(name: str, opened: object) -> Store | AsyncStore:
    if iscoroutine(opened):
        opened.close()  # or Python warns that nobody awaited it
    if not isinstance(opened, Store):
        lacking = f"store {name!r} opened a {type(opened).__name__}, which lacks methods of a store"
        raise PluginError(f"{lacking}; ask its author to look at safetyframe.ports.Store")
    coroutines = [one for one in METHODS if iscoroutinefunction(getattr(opened, one))]
    if coroutines and len(coroutines) < len(METHODS):
        mixed = f"store {name!r} opened one with coroutines ({', '.join(coroutines)}) and others"
        raise PluginError(f"{mixed}; ask its author to look at safetyframe.ports.AsyncStore")
    return opened
