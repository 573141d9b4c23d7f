"""What goes over the wire, and what plugins and adapters declare."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import get_type_hints

import attrs

from safetyframe import plugins
from safetyframe.cli.object_schemas import KINDS
from safetyframe.plugins import (
    MessengerProvider,
    PackProvider,
    PluginState,
    Provides,
    RegistryProvider,
    StoreProvider,
)
from safetyframe.plugins.contract import Hooks
from safetyframe.ports import Capabilities, MessengerCapabilities, RegistryCapabilities
from safetyframe.trajectory import SLICES
from safetyframe.wire.catalogue import Catalogue
from safetyframe.wire.shapes import Filed, Many, Maybe, Node
from tests.docs.reference.markdown import code, first, page, prose, table

_PORTS = {
    "Stores": (Capabilities, "stores"),
    "Messengers": (MessengerCapabilities, "messengers"),
    "Registries": (RegistryCapabilities, "registries"),
}


def classes() -> dict[str, type]:
    """Give every class that a document is made of, by name; the documents themselves apart."""
    found: dict[str, type] = {}
    for document in Catalogue().by_class.values():
        _walk(document.node, found)
    named = {cls.__name__ for cls in Catalogue().by_class}
    return {name: cls for name, cls in sorted(found.items()) if name not in named}


def _walk(shape: object, found: dict[str, type]) -> None:
    match shape:
        case Node():
            if shape.cls.__name__ in found:
                return
            found[shape.cls.__name__] = shape.cls
            for field in shape.fields:
                _walk(field.shape, found)
        case Maybe():
            _walk(shape.inner, found)
        case Many():
            _walk(shape.item, found)
        case Filed():
            _walk(shape.item, found)
        case _:
            pass


def choices() -> dict[str, type[Enum]]:
    """Give every closed choice that a field of these classes may have."""
    found: dict[str, type[Enum]] = {}
    every = [*classes().values(), *Catalogue().by_class]
    for cls in every:
        for hint in get_type_hints(cls).values():
            for one in _parts(hint):
                if isinstance(one, type) and issubclass(one, Enum):
                    found[one.__name__] = one
    return dict(sorted(found.items()))


def _parts(hint: object) -> Iterator[object]:
    yield hint
    for part in getattr(hint, "__args__", ()):
        yield from _parts(part)


def wire_page() -> str:
    """Every document, what they are made of, every closed choice, and what commands print."""
    every = Catalogue()
    documents = (
        (f"`{d.name}`", str(d.version), f"`{cls.__name__}`", first(cls.__doc__))
        for cls, d in every.by_class.items()
    )
    made_of = (
        (f"`{name}`", code(f.name for f in attrs.fields(cls)), first(cls.__doc__))
        for name, cls in classes().items()
        if attrs.has(cls)
    )
    chosen = ((f"`{name}`", code(one.value for one in cls)) for name, cls in choices().items())
    return page(
        "The wire",
        "JSON, read strictly: an unknown field, a missing one or a value of another kind is an error that names "
        "the path. A name is never used again for something else; a change that an older payload does not survive "
        "raises the version and brings a step that lifts the old one. `safetyframe schema NAME` prints the JSON "
        "Schema of each. How versions go: [upgrade](../how-to/upgrade.md).",
        "## Documents\n\n" + table(("type", "version", "class", "what it is"), documents),
        "## What they are made of\n\n" + table(("class", "fields", "what it is"), made_of),
        "## Choices\n\n" + table(("class", "values"), chosen),
        "## Slices\n\nWhat a trajectory is made of. A slice that was not loaded is unknown, and unknown is not "
        "empty.\n\n" + code(SLICES),
        "## Objects that commands print\n\nTheir fields are with [the command line](command-line.md#objects).\n\n"
        + code(KINDS),
    )


def plugins_page() -> str:
    """The hook, what it hands over, and what the adapters that come along declare."""
    provided = (Provides, StoreProvider, MessengerProvider, RegistryProvider, PackProvider)
    hooks = [name for name in vars(Hooks) if name.startswith("safetyframe_")]
    said = "\n\n".join(f"`{name}()`: {prose(getattr(Hooks, name).__doc__)}" for name in hooks)
    values = "\n\n".join(
        f"### {cls.__name__}\n\n{prose(cls.__doc__)}\n\nFields: {code(f.name for f in attrs.fields(cls))}."
        for cls in provided
    )
    return page(
        "Plugins and capabilities",
        "How to write one is [told elsewhere](../how-to/write-a-plugin.md).",
        f"## Hooks\n\nThe entry-point group is `{plugins.GROUP}`, the contract's number `{plugins.API}`.\n\n{said}",
        f"## What a plugin hands over\n\n{values}",
        "## What may become of one\n\n" + code(state.value for state in PluginState),
        "## Capabilities\n\nWhat is declared *no* raises `UnsupportedError` when it is asked for. The same adapter "
        "on another server may have [a report of its own](laws.md).",
        *(_port(title, *of) for title, of in _PORTS.items()),
    )


def _port(title: str, capabilities: type, kind: str) -> str:
    names = [field.name for field in attrs.fields(capabilities)]
    found = {
        each.name: each
        for report in plugins.load().reports
        if report.provides is not None and report.distribution == "safetyframe"
        for each in getattr(report.provides, kind)
    }
    rows = (
        (
            f"`{name}`",
            code(f"{scheme}://" for scheme in each.schemes),
            *(getattr(each.capabilities, power).value for power in names),
            f"`{each.needs.install}`" if each.needs else "",
        )
        for name, each in sorted(found.items())
    )
    head = ("name", "URL", *names, "needs")
    return f"### {title}\n\n{prose(capabilities.__doc__)}\n\n{table(head, rows)}"
