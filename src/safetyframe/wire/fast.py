"""Reading and writing at speed: code that cattrs writes, strict in every hook.

A hook raises one of `REFUSALS` when something is wrong and does not say where: `safetyframe.wire.
slow` goes over the same payload again for that. This module is the only one that imports cattrs.
"""

# `type(raw) is dict` says nothing of what is inside, and a guard that does would cost a call.
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Final, TypeAlias, assert_never, cast

from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override

from safetyframe.index import Index, unknown
from safetyframe.wire.leaves import Json, Leaf, MismatchError
from safetyframe.wire.shapes import AnyAct, Filed, Many, Maybe, Node, Shape

__all__ = ["REFUSALS", "Fast", "Loader", "Writer"]

#: From a JSON value; the second argument is the type that cattrs hands over, and is ignored.
Loader: TypeAlias = Callable[[object, object], object]
#: To a JSON value.
Writer: TypeAlias = Callable[[object], Json]

#: What a hook may raise. Anything else is a bug.
REFUSALS: Final = (MismatchError, KeyError, TypeError, ValueError)

_CONVERTER: Final = Converter(detailed_validation=False, prefer_attrib_converters=False)
_WHAT: Final = ("wrong-type", "something else")  # never shown: `slow` says it better


class Fast:
    """Hooks per shape, made when first asked for. Acts inside a record go through two functions."""

    def __init__(self, load_act: Loader, dump_act: Writer) -> None:
        self._load_act = load_act
        self._dump_act = dump_act
        self.loader = cache(self._make_loader)
        self.writer = cache(self._make_writer)

    # -------------------------------------------------------------------------------- reading

    def document_loader(self, node: Node, tags: tuple[str, ...]) -> Loader:
        """Make the hook for a document, in which the tags stand beside the fields."""
        return (self._load_node if node.attrs else self._load_loose)(node, tags)

    def _make_loader(self, shape: Shape) -> Loader:
        match shape:
            case Leaf():
                return shape.load
            case Maybe():
                return _maybe(self.loader(shape.inner))
            case Many():
                return _many(self.loader(shape.item))
            case Filed():
                return _filed(self.loader(shape.item), shape.key)
            case AnyAct():
                return self._load_act
            case Node(attrs=True):
                return self._load_node(shape, ())
            case Node():
                return self._load_loose(shape, ())
            case _ as never:
                assert_never(never)

    def _load_node(self, node: Node, tags: tuple[str, ...]) -> Loader:
        overrides = {f.name: override(struct_hook=self.loader(f.shape)) for f in node.fields}
        structure = cast(
            "Loader",
            make_dict_structure_fn(
                node.cls,
                _CONVERTER,
                _cattrs_use_linecache=False,
                **overrides,  # type: ignore[arg-type]
            ),
        )
        # cattrs can forbid other keys too, but makes a set of them on every call.
        are_known = frozenset([*tags, *overrides]).issuperset

        def load(raw: object, _: object = None) -> object:
            if type(raw) is not dict or not are_known(raw):
                raise MismatchError(*_WHAT)
            return structure(raw, _)

        return load

    def _load_loose(self, node: Node, tags: tuple[str, ...]) -> Loader:
        hooks = [(f.name, self.loader(f.shape)) for f in node.fields]
        are_known = frozenset([*tags, *(f.name for f in node.fields)]).issuperset

        def load(raw: object, _: object = None) -> object:
            if type(raw) is not dict or not are_known(raw):
                raise MismatchError(*_WHAT)
            return node.make(**{name: hook(raw[name], _) for name, hook in hooks})

        return load

    # -------------------------------------------------------------------------------- writing

    def _make_writer(self, shape: Shape) -> Writer:
        match shape:
            case Leaf():
                return shape.dump
            case Maybe():
                return _maybe_written(self.writer(shape.inner))
            case Many():
                return _many_written(self.writer(shape.item))
            case Filed():
                return _filed_written(self.writer(shape.item), shape.key)
            case AnyAct():
                return self._dump_act
            case Node(attrs=True):
                return self._dump_node(shape)
            case Node():
                return self._dump_loose(shape)
            case _ as never:
                assert_never(never)

    def _dump_node(self, node: Node) -> Writer:
        overrides = {
            f.name: override(unstruct_hook=self.writer(f.shape), omit_if_default=not f.required)
            for f in node.fields
        }
        unstructure = cast(
            "Writer",
            make_dict_unstructure_fn(
                node.cls,
                _CONVERTER,
                _cattrs_use_linecache=False,
                **overrides,  # type: ignore[arg-type]
            ),
        )
        cls = node.cls

        def dump(value: object) -> Json:
            if type(value) is not cls:
                raise MismatchError(*_WHAT)
            return unstructure(value)

        return dump

    def _dump_loose(self, node: Node) -> Writer:
        hooks = [(f.name, f.get, self.writer(f.shape)) for f in node.fields]
        cls = node.cls

        def dump(value: object) -> dict[str, Json]:
            if type(value) is not cls:
                raise MismatchError(*_WHAT)
            return {name: hook(get(value)) for name, get, hook in hooks}

        return dump


# ------------------------------------------------------------------------- hooks for what holds


def _maybe(inner: Loader) -> Loader:
    def load(raw: object, _: object = None) -> object:
        return None if raw is None else inner(raw, _)

    return load


def _many(item: Loader) -> Loader:
    def load(raw: object, _: object = None) -> tuple[object, ...]:
        if type(raw) is not list:
            raise MismatchError(*_WHAT)
        return tuple([item(one, _) for one in raw])

    return load


def _filed(item: Loader, key: Callable[[object], object]) -> Loader:
    def load(raw: object, _: object = None) -> Index[object, object]:
        if raw is None:
            return unknown()
        if type(raw) is not list:
            raise MismatchError(*_WHAT)
        items = [item(one, _) for one in raw]
        filed = {key(one): one for one in items}
        if len(filed) != len(items):
            raise MismatchError(*_WHAT)
        return Index(filed)

    return load


def _maybe_written(inner: Writer) -> Writer:
    def dump(value: object) -> Json:
        return None if value is None else inner(value)

    return dump


def _many_written(item: Writer) -> Writer:
    def dump(value: object) -> list[Json]:
        if type(value) is not tuple:
            raise MismatchError(*_WHAT)
        return [item(one) for one in value]

    return dump


def _filed_written(item: Writer, key: Callable[[object], object]) -> Writer:
    def dump(value: object) -> list[Json] | None:
        if value is unknown():
            return None
        if type(value) is not Index:
            raise MismatchError(*_WHAT)
        written = [item(one) for one in value.values()]
        if any(key(one) != under for under, one in value.items()):
            raise MismatchError(*_WHAT)
        return written

    return dump
