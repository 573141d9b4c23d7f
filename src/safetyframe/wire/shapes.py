"""What the classes look like on the wire: a small tree per class, derived from its annotations.

Reading, writing, finding faults and the JSON Schema all follow this one description, so that they
cannot say different things. A class or a field that is added needs nothing here; a type of a kind
that the wire has no form for is refused by name.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import Enum
from functools import cache
from operator import attrgetter
from types import UnionType
from typing import Final, TypeAlias, Union, get_args, get_origin, get_type_hints

from attrs import NOTHING, Factory, field, fields, frozen, has

from safetyframe.acts import Act
from safetyframe.index import Index
from safetyframe.trajectory import SLICES, Trajectory
from safetyframe.values import ActId, PersonId, TrajectoryId
from safetyframe.wire.leaves import (
    DIGEST,
    FLAG,
    INSTANT,
    LANGUAGE,
    PLAIN,
    REFERENCE,
    WHOLE,
    ZONE,
    Leaf,
    choice,
)

__all__ = [
    "TRAJECTORY",
    "AnyAct",
    "Field",
    "Filed",
    "Many",
    "Maybe",
    "Node",
    "Shape",
    "node_of",
]


@frozen(eq=False)
class Maybe:
    """The shape or null."""

    inner: Shape


@frozen(eq=False)
class Many:
    """A list of one shape; a tuple in Python."""

    item: Shape


@frozen(eq=False)
class AnyAct:
    """An act, with its own type and version."""


@frozen(eq=False)
class Filed:
    """A slice: a list of items, or null for a slice that is not known. No two share a key."""

    item: Node
    key: Callable[[object], object]


@frozen(kw_only=True, eq=False)
class Field:
    """One field: its name in Python and on the wire, its shape, and how to get at it.

    A field that is not `required` may be left out where its value is the class's default.
    """

    name: str
    shape: Shape
    required: bool = True
    get: Callable[[object], object] = field(
        default=Factory(lambda self: attrgetter(self.name), takes_self=True)
    )


@frozen(kw_only=True, eq=False)
class Node:
    """An object with fields. `make` builds the value out of them; `cls` is what it is made from.

    `attrs` says whether `cls` has exactly these fields, so that cattrs can write the code.
    """

    cls: type
    fields: tuple[Field, ...]
    make: Callable[..., object]
    attrs: bool = True


Shape: TypeAlias = Leaf | Maybe | Many | Node | AnyAct | Filed

#: Strings of a form of their own, by the name of the field.
_BY_NAME: Final = {"digest": DIGEST, "language": LANGUAGE, "zone": ZONE}

_LEAVES: Final[dict[object, Leaf]] = {
    PersonId: REFERENCE,
    ActId: REFERENCE,
    TrajectoryId: REFERENCE,
    bool: FLAG,
    int: WHOLE,
    datetime: INSTANT,
}

_choice = cache(choice)


@cache
def node_of(cls: type) -> Node:
    """Describe an attrs class."""
    hints = get_type_hints(cls)
    return Node(
        cls=cls,
        fields=tuple(
            Field(
                name=a.name,
                shape=_shape(hints[a.name], f"{cls.__name__}.{a.name}"),
                required=a.default is NOTHING,
            )
            for a in fields(cls)
        ),
        make=cls,
    )


def _shape(kind: object, where: str) -> Shape:
    """Give the shape for an annotation. `where` is Class.field, to name what has no shape."""
    if kind is str:
        return _BY_NAME.get(where.rpartition(".")[2], PLAIN)
    leaf = _LEAVES.get(kind)
    if leaf is not None:
        return leaf
    if kind == Act:
        return AnyAct()
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _choice(kind)
    if isinstance(kind, type) and has(kind):
        return node_of(kind)
    origin, inner = get_origin(kind), get_args(kind)
    if origin in {Union, UnionType} and len(inner) == 2 and type(None) in inner:  # noqa: PLR2004
        return Maybe(_shape(next(k for k in inner if k is not type(None)), where))
    if origin is tuple and len(inner) == 2 and inner[1] is Ellipsis:  # noqa: PLR2004
        return Many(_shape(inner[0], where))
    if origin is Index:
        item = node_of(inner[1])
        return Filed(item, attrgetter("key" if hasattr(item.cls, "key") else "id"))
    raise TypeError(f"the wire has no form for the type of {where}")


def _trajectory() -> Node:
    """Describe a trajectory: its few plain fields, and under `slices` all of the others.

    Nothing is left out here, so that no snapshot changes its meaning when a default does.
    """
    every = {f.name: Field(name=f.name, shape=f.shape) for f in node_of(Trajectory).fields}
    slices = Node(
        cls=Trajectory, fields=tuple(every.pop(name) for name in SLICES), make=dict, attrs=False
    )

    def itself(trajectory: object) -> object:
        return trajectory

    def make(*, slices: dict[str, Index[object, object]], **plain: object) -> Trajectory:
        return Trajectory(**plain, **slices)  # type: ignore[arg-type]

    return Node(
        cls=Trajectory,
        fields=(*every.values(), Field(name="slices", shape=slices, get=itself)),
        make=make,
        attrs=False,
    )


TRAJECTORY: Final = _trajectory()
