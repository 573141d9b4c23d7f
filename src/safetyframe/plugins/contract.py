"""What a plugin and this library agree on: one hook, and the values it hands over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.util import find_spec
from typing import Final

from attrs import frozen
from pluggy import HookimplMarker, HookspecMarker

from safetyframe.packs import Pack
from safetyframe.ports import (
    AsyncStore,
    Capabilities,
    Messenger,
    MessengerCapabilities,
    Registry,
    RegistryCapabilities,
    Store,
)
from safetyframe.rules import Rule

__all__ = [
    "API",
    "GROUP",
    "HOOK",
    "Hooks",
    "MessengerProvider",
    "Needs",
    "PackProvider",
    "Provides",
    "RegistryProvider",
    "StoreProvider",
    "hookimpl",
]

#: The major version of the contract between plugins and this library.
API: Final = 1
#: The entry-point group in which plugins are found.
GROUP: Final = "safetyframe"
#: The name of the one hook.
HOOK: Final = "safetyframe_provides"

hookspec = HookspecMarker(GROUP)
hookimpl = HookimplMarker(GROUP)


@frozen(kw_only=True)
class Needs:
    """What has to be installed before this can be opened, and by which command.

    `modules` are names of top-level modules, looked for and never imported. Where one is missing,
    the plugin is ready all the same; a listing says what it needs, and so does choosing it. So
    import them within `open`, never where the plugin itself is imported.
    """

    modules: tuple[str, ...]
    install: str

    @property
    def missing(self) -> tuple[str, ...]:
        """Those that are not there."""
        return tuple(module for module in self.modules if find_spec(module) is None)

    @property
    def advice(self) -> str:
        """What to do, or nothing where nothing is missing."""
        return f"needs {', '.join(self.missing)}: {self.install}" if self.missing else ""


@frozen(kw_only=True)
class StoreProvider:
    """A kind of store: its name, the URL schemes it answers to, and how to open one.

    `open` takes the whole URL. It raises `HostError` for a URL it can't make sense of and
    `StoreError` when what the URL leads to can't be used. It is a plain function, and may be called
    in a thread that has no event loop: an `AsyncStore` connects when it is first asked something.
    """

    name: str
    schemes: tuple[str, ...]
    open: Callable[[str], Store | AsyncStore]
    capabilities: Capabilities
    needs: Needs | None = None


@frozen(kw_only=True)
class MessengerProvider:
    """A kind of messenger, like a kind of store; `open` raises `MessengerError`."""

    name: str
    schemes: tuple[str, ...]
    open: Callable[[str], Messenger]
    capabilities: MessengerCapabilities
    needs: Needs | None = None


@frozen(kw_only=True)
class RegistryProvider:
    """A kind of registry, like a kind of store; `open` raises `RegistryError`."""

    name: str
    schemes: tuple[str, ...]
    open: Callable[[str], Registry]
    capabilities: RegistryCapabilities
    needs: Needs | None = None


@frozen(kw_only=True)
class PackProvider:
    """A pack that a plugin can make: its name and version, what has to be reviewed, and how.

    `open` takes the host's settings and facts, by names that the plugin's own page explains. It
    raises `HostError` for those it can't make sense of. Nothing is opened for a listing.
    """

    name: str
    version: str
    review: str
    open: Callable[[Mapping[str, object]], Pack]


@frozen(kw_only=True)
class Provides:
    """What a plugin hands over.

    `api` is the major version of the contract that it was written for: a literal, never `API`.
    Extra rules can only tighten the law, and join it only where the host names the plugin.
    Packs join it only where the host opens one and hands it over. Text catalogues and exporters
    will be fields with a default.
    """

    api: int
    stores: tuple[StoreProvider, ...] = ()
    rules: tuple[Rule, ...] = ()
    packs: tuple[PackProvider, ...] = ()
    messengers: tuple[MessengerProvider, ...] = ()
    registries: tuple[RegistryProvider, ...] = ()


class Hooks:
    """Every hook there is."""

    @hookspec
    def safetyframe_provides(self) -> Provides:  # type: ignore[empty-body]
        """Hand over everything this plugin provides. Called once each time plugins are loaded."""
