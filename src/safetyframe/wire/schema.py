"""JSON Schema (draft 2020-12) for every document, from the same shapes that are read and written.

Some of what the reader asks for a schema can't say: that 1.0 is no whole number, that a key stands
only once in an object, that no two items of a slice share a key, that there are no half surrogate
pairs.
"""

from __future__ import annotations

import inspect
from typing import Final, assert_never

from safetyframe.errors import HostError
from safetyframe.wire.catalogue import Catalogue, Document
from safetyframe.wire.leaves import Json, Leaf
from safetyframe.wire.names import ACT_NAMES, DOCUMENT_NAMES
from safetyframe.wire.shapes import AnyAct, Filed, Many, Maybe, Node, Shape

__all__ = ["SCHEMAS", "schema"]

_ACT: Final = "act"

#: The names of all schemas: every document, and ``act`` for an act of any type.
SCHEMAS: Final[tuple[str, ...]] = (
    *(name for name, _ in ACT_NAMES.values()),
    _ACT,
    *(name for name, _ in DOCUMENT_NAMES.values()),
)


def schema(name: str) -> dict[str, Json]:
    """Give the schema of a document, or of an act of any type, as it is written today.

    `name` is one of `SCHEMAS`; raises HostError for any other. The schema stands alone. Whoever
    checks with it should switch on the checking of formats.
    """
    if name not in SCHEMAS:
        raise HostError(f"there is no schema of that name; there are {', '.join(SCHEMAS)}")
    catalogue = Catalogue()
    builder = _Builder(catalogue)
    if name == _ACT:
        body: dict[str, Json] = {"title": _ACT, **builder.of(AnyAct())}
        identity = _ACT
    else:
        document = catalogue.by_name[name]
        body = builder.document(document)
        identity = f"{name}:{document.version}"
    head: dict[str, Json] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:safetyframe:wire:{identity}",
    }
    return {**head, **body, "$defs": dict(sorted(builder.defs.items()))}


class _Builder:
    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.defs: dict[str, Json] = {}

    def document(self, document: Document) -> dict[str, Json]:
        tags: dict[str, Json] = {
            "type": {"const": document.name},
            "version": {"type": "integer", "const": document.version},
        }
        return self._object(document.node, document.name, tags)

    def of(self, shape: Shape) -> dict[str, Json]:
        match shape:
            case Leaf():
                return self._defined(shape.name, shape.schema)
            case Maybe():
                return {"anyOf": [self.of(shape.inner), {"type": "null"}]}
            case Many():
                return {"type": "array", "items": self.of(shape.item)}
            case Filed():
                items: Json = {"type": "array", "items": self.of(shape.item)}
                return {"anyOf": [items, {"type": "null"}]}
            case AnyAct():
                documents = [d for d in self.catalogue.by_name.values() if self._is_act(d)]
                return {"oneOf": [self._defined(d.name, self.document(d)) for d in documents]}
            case Node(attrs=True):
                name = shape.cls.__name__
                return self._defined(name, self._object(shape, name, {}))
            case Node():
                return self._object(shape, None, {})
            case _ as never:
                assert_never(never)

    def _is_act(self, document: Document) -> bool:
        return document.name in self.catalogue.acts

    def _object(self, node: Node, title: str | None, tags: dict[str, Json]) -> dict[str, Json]:
        named: dict[str, Json] = {}
        if title is not None:
            named = {"title": title, "description": inspect.getdoc(node.cls) or title}
        properties = {f.name: self.of(f.shape) for f in node.fields}
        return {
            **named,
            "type": "object",
            "properties": {**tags, **properties},
            "required": [*tags, *(f.name for f in node.fields if f.required)],
            "additionalProperties": False,
        }

    def _defined(self, name: str, body: dict[str, Json]) -> dict[str, Json]:
        self.defs[name] = body
        return {"$ref": f"#/$defs/{name}"}
