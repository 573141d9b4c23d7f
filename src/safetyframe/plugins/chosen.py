"""What became of each plugin, and how to choose from those that can be used."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from enum import Enum
from typing import Final, TypeAlias, TypeVar

from attrs import field, frozen

from safetyframe.errors import PluginError
from safetyframe.plugins.contract import (
    MessengerProvider,
    PackProvider,
    Provides,
    RegistryProvider,
    StoreProvider,
)
from safetyframe.rules import Rule

__all__ = ["KIND", "SCHEME", "Opened", "PluginReport", "PluginState", "Plugins"]

#: What the scheme of a URL looks like.
SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*")

#: What is opened by a URL.
Opened: TypeAlias = StoreProvider | MessengerProvider | RegistryProvider
P = TypeVar("P", bound=Opened)
KIND: Final[Mapping[type[object], str]] = {
    StoreProvider: "store",
    MessengerProvider: "messenger",
    RegistryProvider: "registry",
}


class PluginState(Enum):
    """Whether a plugin can be used. One that clashes can, except for what two of them claim."""

    READY = "ready"
    CLASHING = "clashing"
    BROKEN = "broken"


@frozen(kw_only=True)
class PluginReport:
    """What became of one plugin: where it came from, what it hands over or what is wrong with it.

    `name` is that of the entry point, or of the module or object that was handed over (`given`);
    `problem` and `advice` are empty when it is ready.
    """

    name: str
    distribution: str | None = None
    version: str | None = None
    given: bool = False
    state: PluginState = PluginState.READY
    provides: Provides | None = None
    problem: str = ""
    advice: str = ""
    cause: BaseException | None = field(default=None, eq=False, repr=False)

    @property
    def stores(self) -> tuple[StoreProvider, ...]:
        """What it hands over by way of stores."""
        return () if self.provides is None else self.provides.stores

    @property
    def packs(self) -> tuple[PackProvider, ...]:
        """What it can open by way of packs."""
        return () if self.provides is None else self.provides.packs

    @property
    def messengers(self) -> tuple[MessengerProvider, ...]:
        """What it hands over by way of messengers."""
        return () if self.provides is None else self.provides.messengers

    @property
    def registries(self) -> tuple[RegistryProvider, ...]:
        """What it hands over by way of registries."""
        return () if self.provides is None else self.provides.registries

    @property
    def opened(self) -> tuple[Opened, ...]:
        """All of it that is opened by a URL."""
        return (*self.stores, *self.messengers, *self.registries)

    @property
    def claims(self) -> frozenset[str]:
        """The names and schemes that no other plugin may hand over too."""
        packs = (f"pack {p.name!r}" for p in self.packs)
        return frozenset({*packs, *(claim for p in self.opened for claim in claims_of(p))})

    @property
    def origin(self) -> str:
        """Name the plugin so that a reader finds it."""
        if self.distribution is None:
            return f"{self.name!r}"
        return f"{self.name!r} of {self.distribution} {self.version or ''}".rstrip()

    def error(self) -> PluginError:
        """Make the error of having chosen this plugin: which, why, what to do."""
        error = PluginError(f"plugin {self.origin} cannot be used: {self.problem}; {self.advice}")
        error.__cause__ = self.cause
        return error


def claims_of(provider: Opened) -> tuple[str, ...]:
    """The name and the schemes that only one plugin may give this kind of thing."""
    kind = KIND[type(provider)]
    return (
        *(f"{kind} scheme {scheme}://" for scheme in provider.schemes),
        f"{kind} name {provider.name!r}",
    )


@frozen(kw_only=True)
class Plugins:
    """Everything that was found, good and bad, and how to choose from it."""

    reports: tuple[PluginReport, ...]

    def insist(self) -> None:
        """Raise `PluginError` for a broken plugin that was handed over: that is a choice."""
        for report in self.reports:
            if report.given and report.state is PluginState.BROKEN:
                raise report.error()

    def store_for(self, url: str) -> StoreProvider:
        """Choose the store that answers to the scheme of `url`.

        Raises `PluginError` when nobody does, more than one does, or the one that would is broken.
        The URL itself is never repeated: it may hold a password.
        """
        return self._provider_for(StoreProvider, url)

    def messenger_for(self, url: str) -> MessengerProvider:
        """Choose the messenger that answers to the scheme of `url`. Raises like `store_for`."""
        return self._provider_for(MessengerProvider, url)

    def registry_for(self, url: str) -> RegistryProvider:
        """Choose the registry that answers to the scheme of `url`. Raises like `store_for`."""
        return self._provider_for(RegistryProvider, url)

    def schemes(self, kind: type[object] = StoreProvider) -> tuple[str, ...]:
        """Every URL scheme by which some plugin opens this kind of thing."""
        mine = (p for r in self.reports for p in r.opened if type(p) is kind)
        return tuple(sorted({scheme for provider in mine for scheme in provider.schemes}))

    def _provider_for(self, kind: type[P], url: str) -> P:
        scheme, sign, _ = url.partition("://")
        scheme = scheme.lower()
        schemes = self.schemes(kind)
        known = ", ".join(f"{s}://" for s in schemes) or "none"
        if not sign or not SCHEME.fullmatch(scheme):
            raise PluginError(f"a {KIND[kind]} is named by a URL; it begins with one of: {known}")
        mine = (p for r in self.reports for p in r.opened if isinstance(p, kind))
        provider = next((p for p in mine if scheme in p.schemes), None)
        if provider is not None:
            self._refuse_rivals(provider)
            if provider.needs is not None and provider.needs.missing:
                raise PluginError(f"{KIND[kind]} {provider.name!r} {provider.needs.advice}")
            return provider
        for report in self.reports:
            if report.state is PluginState.BROKEN and report.name == scheme:
                raise report.error()
        near = get_close_matches(scheme, schemes, n=1)
        hint = f"did you mean {near[0]}://? " if near else ""
        for other in KIND:
            if scheme in self.schemes(other):
                hint = f"that is a {KIND[other]}; "
        broken = [r.origin for r in self.reports if r.state is PluginState.BROKEN]
        also = f"; broken, and left out: {', '.join(broken)}" if broken else ""
        what = "" if kind is StoreProvider else f" with a {KIND[kind]}"
        raise PluginError(f"no plugin answers to {scheme}://{what}; {hint}known: {known}{also}")

    def _refuse_rivals(self, provider: Opened) -> None:
        for claim in claims_of(provider):
            rivals = [r.origin for r in self.reports if claim in r.claims]
            if len(rivals) > 1:
                both = " and ".join(rivals)
                msg = f"the {claim} is claimed by plugins {both}: uninstall all but one of them"
                raise PluginError(msg)

    def pack(self, name: str) -> PackProvider:
        """Give the pack of this name, to be opened. Raises `PluginError` like `store_for`."""
        found = [(r, p) for r in self.reports for p in r.packs if p.name == name]
        if len(found) == 1:
            return found[0][1]
        if found:
            both = " and ".join(report.origin for report, _ in found)
            msg = f"pack {name!r} is claimed by plugins {both}: uninstall all but one of them"
            raise PluginError(msg)
        for report in self.reports:
            if report.state is PluginState.BROKEN and report.name == name:
                raise report.error()
        known = ", ".join(sorted(p.name for r in self.reports for p in r.packs)) or "none"
        raise PluginError(f"no plugin has a pack {name!r}; known: {known}")

    def rules_of(self, names: Iterable[str]) -> tuple[Rule, ...]:
        """Give the extra rules of the plugins named. Raises `PluginError` like `store_for`."""
        rules: list[Rule] = []
        for name in dict.fromkeys(names):
            found = [r for r in self.reports if r.name == name]
            if len(found) != 1:
                if found:
                    both = " and ".join(r.origin for r in found)
                    raise PluginError(f"plugins {both} share a name: uninstall all but one of them")
                known = ", ".join(r.name for r in self.reports) or "none"
                raise PluginError(f"there is no plugin {name!r}; known: {known}")
            if found[0].provides is None:
                raise found[0].error()
            rules.extend(found[0].provides.rules)
        return tuple(rules)
