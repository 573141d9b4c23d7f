"""Every public name, a page for each public module; what stands behind a name is autodoc's."""

from __future__ import annotations

import inspect
import pkgutil
from enum import Enum
from functools import cache
from importlib import import_module
from types import ModuleType


import safetyframe_plugins
from tests.docs.reference.markdown import first, page, prose, table

#: Packages whose modules are the ways in, rather than the package itself.
_OPEN = ("safetyframe", "safetyframe.testing")
#: Modules of other packages that say they are for hosts and vendors as well.
_BESIDE = ("safetyframe.auditing.logs", "safetyframe.plugins.sharing", "safetyframe.plugins.urls", "safetyframe_plugins.django.store")
#: Programs, of which the command line is documented and the modules are not.
_PROGRAMS = ("safetyframe.cli", "safetyframe.testing.plugin")


@cache
def modules() -> tuple[str, ...]:
    """Give the public modules.

    Every module with an `__all__` in a package that is open, and every plugin that comes along. What
    is below a package that is not open is reached through that package.
    """
    found = ["safetyframe", *_BESIDE]
    for package in _OPEN:
        path = import_module(package).__path__
        found += [f"{package}.{one.name}" for one in pkgutil.iter_modules(path)]
    found += [f"safetyframe_plugins.{m.name}" for m in pkgutil.iter_modules(safetyframe_plugins.__path__)]
    public = [
        name
        for name in found
        if not name.rpartition(".")[2].startswith("_")
        and name not in _PROGRAMS
        and hasattr(import_module(name), "__all__")
    ]
    # A module that others re-export comes before them, so that an entry stands where it is made.
    return tuple(sorted(public, key=lambda name: (name in _OPEN, name)))


def names(module: str) -> list[str]:
    """Give the public names of a module that are not modules themselves."""
    held = import_module(module)
    return sorted(n for n in held.__all__ if not isinstance(getattr(held, n), ModuleType))


@cache
def homes() -> dict[tuple[str, str], str]:
    """Give the module on whose page a name of a module has its entry."""
    found: dict[tuple[str, str], str] = {}
    seen: dict[object, str] = {}
    for module in modules():
        for name in names(module):
            key = _identity(module, name)
            found[module, name] = seen.setdefault(key, module)
    return found


def _identity(module: str, name: str) -> object:
    value = getattr(import_module(module), name)
    made = getattr(value, "__module__", None)
    if made and hasattr(value, "__qualname__"):
        return made, value.__qualname__
    return name, id(value)


def _directive(module: str, name: str) -> str:
    value = getattr(import_module(module), name)
    target = f"{module}.{name}"
    if inspect.isclass(value) and issubclass(value, BaseException):
        return f".. autoexception:: {target}\n   :members:\n   :show-inheritance:"
    if inspect.isclass(value) and issubclass(value, Enum):
        return f".. autoclass:: {target}\n   :members:\n   :undoc-members:\n   :no-inherited-members:"
    if inspect.isclass(value):
        return f".. autoclass:: {target}\n   :members:"
    if inspect.isroutine(value):
        return f".. autofunction:: {target}"
    return f".. autodata:: {target}\n   :no-value:"


def _said(module: str, name: str) -> str:
    value = getattr(import_module(module), name)
    if inspect.isclass(value) or inspect.isroutine(value):
        return first(value.__doc__)
    return ""


def api_page(module: str) -> str:
    """A public module: its names, and their entries."""
    here = [name for name in names(module) if homes()[module, name] == module]
    away = [name for name in names(module) if name not in here]
    parts = [prose(import_module(module).__doc__)]
    if here:
        parts.append(table(("name", ""), ((f"`{name}`", _said(module, name)) for name in here)))
    if away:
        rows = (
            (f"`{name}`", f"[{homes()[module, name]}]({homes()[module, name]}.md)") for name in away
        )
        parts.append("With an entry elsewhere:\n\n" + table(("name", "where"), rows))
    if here:
        said = "\n\n".join(_directive(module, name) for name in here)
        parts.append(f"## Entries\n\n```{{eval-rst}}\n.. py:module:: {module}\n\n{said}\n```")
    return page(f"`{module}`", *parts)


def index_page() -> str:
    """Every public module, in a list."""
    lines = (
        f"- [{module}](api/{module}.md): {first(import_module(module).__doc__)}" for module in sorted(modules())
    )
    return page(
        "Names",
        "Every public name, by module. What has no entry here is not promised to anybody.",
        "<!-- pages: Names -->\n" + "\n".join(lines),
    )


