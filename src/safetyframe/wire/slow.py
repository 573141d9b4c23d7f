"""Reading and inspecting with care: what `fast` refused is gone over again, to say where and why.

Both go by the same shapes and the same leaves. This one stops at nothing, keeps the path, and
gathers every fault.
"""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from typing import Final, TypeAlias, TypeGuard, assert_never, cast

from safetyframe.errors import PayloadError, UnknownTypeError, UnknownVersionError
from safetyframe.index import Index, unknown
from safetyframe.wire.catalogue import TAGS, Catalogue, Document
from safetyframe.wire.leaves import Json, Leaf, MismatchError
from safetyframe.wire.shapes import AnyAct, Filed, Many, Maybe, Node, Shape

__all__ = ["Faults", "inspect", "read"]

Path: TypeAlias = tuple[str | int, ...]

#: More faults than this say nothing new.
_LIMIT: Final = 100

#: What a part with a fault in it is read as.
_BAD: Final = object()

_TAG_KINDS: Final = tuple(zip(TAGS, (str, int), strict=True))

_KINDS: Final[dict[str, type[PayloadError]]] = {
    "unknown-type": UnknownTypeError,
    "unknown-version": UnknownVersionError,
}


def _is_object(raw: object) -> TypeGuard[dict[str, Json]]:
    return type(raw) is dict


def _is_list(raw: object) -> TypeGuard[list[Json]]:
    return type(raw) is list


def _is_tuple(value: object) -> TypeGuard[tuple[object, ...]]:
    return type(value) is tuple


def _is_index(value: object) -> TypeGuard[Index[object, object]]:
    return type(value) is Index


class _EnoughError(Exception):
    """There are as many faults as anybody wants to read."""


class Faults:
    """The faults of one payload, in the order in which they were found."""

    def __init__(self) -> None:
        self.found: list[PayloadError] = []

    def add(self, path: Path, code: str, expected: str) -> object:
        """Note a fault, and give what stands for the part it is in."""
        self.found.append(_KINDS.get(code, PayloadError)(path, expected, code))
        if len(self.found) >= _LIMIT:
            raise _EnoughError
        return _BAD

    def error(self) -> PayloadError | None:
        """Give the first fault, which carries the others; None when there is no fault."""
        if not self.found:
            return None
        first, *others = self.found
        first.__dict__["others"] = tuple(others)
        return first


def read(catalogue: Catalogue, raw: object, names: Collection[str]) -> tuple[object, Faults]:
    """Read a payload of one of these names. The value counts only when there is no fault."""
    reader = _Reader(catalogue)
    try:
        return reader.document(raw, names, ()), reader.faults
    except _EnoughError:
        return _BAD, reader.faults


def inspect(catalogue: Catalogue, document: Document, value: object) -> Faults:
    """Find what in `value` has no form on the wire."""
    inspector = _Inspector(catalogue)
    with suppress(_EnoughError):
        inspector.value(document.node, value, ())
    return inspector.faults


class _Reader:
    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.faults = Faults()

    def document(self, raw: object, names: Collection[str], path: Path) -> object:
        if not _is_object(raw):
            return self.faults.add(path, "wrong-type", "an object with type and version")
        tags = {tag: self._tag(raw, tag, kind, path) for tag, kind in _TAG_KINDS}
        if _BAD in tags.values():
            return _BAD
        name, version = cast("str", tags["type"]), cast("int", tags["version"])
        if name not in names:
            known = next(iter(names)) if len(names) == 1 else "one of safetyframe.wire.SCHEMAS"
            return self.faults.add((*path, "type"), "unknown-type", known)
        document = self.catalogue.by_name[name]
        if not 1 <= version <= document.version:
            return self.faults.add(
                (*path, "version"),
                "unknown-version",
                f"a version of {name} up to {document.version}; a newer library may know it",
            )
        try:
            fields = self.catalogue.lift(document, version, raw)
        except MismatchError as mismatch:
            return self.faults.add(path, mismatch.code, mismatch.expected)
        return self._node(document.node, fields, path, tags=TAGS)

    def _tag(self, raw: dict[str, Json], tag: str, kind: type, path: Path) -> object:
        if tag not in raw:
            return self.faults.add((*path, tag), "missing-key", f"the document's {tag}")
        if type(raw[tag]) is not kind:
            expected = "a string" if kind is str else "a whole number"
            return self.faults.add((*path, tag), "wrong-type", expected)
        return raw[tag]

    def value(self, shape: Shape, raw: object, path: Path) -> object:
        match shape:
            case Leaf():
                try:
                    return shape.load(raw, None)
                except MismatchError as mismatch:
                    return self.faults.add(path, mismatch.code, mismatch.expected)
            case Maybe():
                return None if raw is None else self.value(shape.inner, raw, path)
            case Many():
                return self._many(shape, raw, path)
            case Filed():
                return self._filed(shape, raw, path)
            case AnyAct():
                return self.document(raw, self.catalogue.acts, path)
            case Node():
                return self._node(shape, raw, path)
            case _ as never:
                assert_never(never)

    def _many(self, shape: Many, raw: object, path: Path) -> object:
        if not _is_list(raw):
            return self.faults.add(path, "wrong-type", "a list")
        items = [self.value(shape.item, one, (*path, i)) for i, one in enumerate(raw)]
        return _BAD if any(item is _BAD for item in items) else tuple(items)

    def _filed(self, shape: Filed, raw: object, path: Path) -> object:
        if raw is None:
            nothing: Index[object, object] = unknown()
            return nothing
        if not _is_list(raw):
            return self.faults.add(path, "wrong-type", "a list, or null for what is not known")
        filed: dict[object, object] = {}
        for i, one in enumerate(raw):
            item = self.value(shape.item, one, (*path, i))
            if item is _BAD:
                continue
            key = shape.key(item)
            if key in filed:
                self.faults.add((*path, i), "duplicate-key", "an item that is not there yet")
            filed[key] = item
        return Index(filed)

    def _node(self, node: Node, raw: object, path: Path, tags: tuple[str, ...] = ()) -> object:
        if not _is_object(raw):
            return self.faults.add(path, "wrong-type", "an object")
        before = len(self.faults.found)
        names = [f.name for f in node.fields]
        if not raw.keys() <= set(names):
            # The key that is too much is not named: it comes from outside and may be anything.
            self.faults.add(path, "unknown-key", "only the keys " + ", ".join([*tags, *names]))
        values: dict[str, object] = {}
        for f in node.fields:
            if f.name in raw:
                values[f.name] = self.value(f.shape, raw[f.name], (*path, f.name))
            elif f.required:
                self.faults.add((*path, f.name), "missing-key", "this key")
        if len(self.faults.found) > before:
            return _BAD
        try:
            return node.make(**values)
        except (TypeError, ValueError):  # a validator of the class
            pass
        return self.faults.add(path, "bad-value", f"what makes a {node.cls.__name__}")


class _Inspector:
    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.faults = Faults()

    def value(self, shape: Shape, value: object, path: Path) -> None:
        match shape:
            case Leaf():
                self._leaf(shape, value, path)
            case Maybe():
                if value is not None:
                    self.value(shape.inner, value, path)
            case Many():
                self._many(shape, value, path)
            case Filed():
                self._filed(shape, value, path)
            case AnyAct():
                self._act(value, path)
            case Node():
                self._node(shape, value, path)
            case _ as never:
                assert_never(never)

    def _leaf(self, leaf: Leaf, value: object, path: Path) -> None:
        try:
            leaf.dump(value)
        except MismatchError as mismatch:
            self.faults.add(path, mismatch.code, mismatch.expected)

    def _many(self, shape: Many, value: object, path: Path) -> None:
        if not _is_tuple(value):
            self.faults.add(path, "wrong-type", "a tuple")
            return
        for i, one in enumerate(value):
            self.value(shape.item, one, (*path, i))

    def _filed(self, shape: Filed, value: object, path: Path) -> None:
        if value is unknown():
            return
        if not _is_index(value):
            self.faults.add(path, "wrong-type", "an Index")
            return
        for i, (under, one) in enumerate(value.items()):
            self.value(shape.item, one, (*path, i))
            if type(one) is shape.item.cls and shape.key(one) != under:
                self.faults.add((*path, i), "misfiled", "an item filed under its own key")

    def _act(self, value: object, path: Path) -> None:
        document = self.catalogue.by_class.get(type(value))
        if document is None or document.name not in self.catalogue.acts:
            self.faults.add(path, "wrong-type", "an act")
        else:
            self._node(document.node, value, path)

    def _node(self, node: Node, value: object, path: Path) -> None:
        if type(value) is not node.cls:
            self.faults.add(path, "wrong-type", f"a {node.cls.__name__}")
            return
        for f in node.fields:
            self.value(f.shape, f.get(value), (*path, f.name))
