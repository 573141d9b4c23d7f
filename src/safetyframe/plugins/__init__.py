"""The one plugin hook, and the loader: collect, import each alone, validate, report, only then use.

A plugin is a module (or any object) with one function::

    from safetyframe.plugins import Provides, StoreProvider, hookimpl

    @hookimpl
    def safetyframe_provides() -> Provides:
        return Provides(api=1, stores=(StoreProvider(name="acme", …),))

found by the entry-point group ``safetyframe`` or handed over by the host. The hook hands over; it
is never asked for an opinion. Nothing is loaded before somebody calls `load`.
"""

from __future__ import annotations

from safetyframe.plugins.chosen import PluginReport, Plugins, PluginState
from safetyframe.plugins.contract import (
    API,
    GROUP,
    Hooks,
    MessengerProvider,
    Needs,
    PackProvider,
    Provides,
    RegistryProvider,
    StoreProvider,
    hookimpl,
)
from safetyframe.plugins.loading import load

__all__ = [
    "API",
    "GROUP",
    "Hooks",
    "MessengerProvider",
    "Needs",
    "PackProvider",
    "PluginReport",
    "PluginState",
    "Plugins",
    "Provides",
    "RegistryProvider",
    "StoreProvider",
    "hookimpl",
    "load",
]
