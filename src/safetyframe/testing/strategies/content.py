"""What acts are made of, by the types of their fields.

An act that is added to the charter, or a field to an act, is drawn without a line here. What a type
does not say (a scale has a top, a language is a tag) is said by the field's name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from enum import Enum
from types import NoneType, UnionType
from typing import Final, TypeAlias, TypeVar, Union, cast, get_args, get_origin, get_type_hints

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from safetyframe.charter import Level
from safetyframe.roles import Audience, By, Part
from safetyframe.testing.cast import DAY_ONE
from safetyframe.testing.strategies.people import audiences, bys, parts
from safetyframe.testing.strategies.values import (
    act_ids,
    clause_ids,
    instants,
    languages,
    person_ids,
    reasoned_exceptions,
    references,
    texts,
    trajectory_ids,
)
from safetyframe.trajectory import SLICES
from safetyframe.values import ActId, PersonId, ReasonedException, Text, TrajectoryId

__all__ = ["built"]

T = TypeVar("T")
_Any: TypeAlias = SearchStrategy[object]

#: A decision is never dated after the act that carries it: acts are drawn from day one on.
_DECIDED: Final = instants(DAY_ONE - timedelta(days=365), DAY_ONE)
_NUMBERS: Final = st.integers(1, 5)

#: Fields of which the name says more than the type.
_BY_NAME: Final[Mapping[str, Callable[[], _Any]]] = {
    "value": lambda: st.integers(0, 10),
    "scale_at_least": lambda: st.integers(0, 10),
    "sustained_days": lambda: st.integers(0, 28),
    "language": languages,
    "clause": lambda: clause_ids(Level.EXPLAIN),
    "decided_at": lambda: _DECIDED,
    "state": lambda: st.sampled_from(("due", "overdue", "unmet")),
    "ref": lambda: _NUMBERS.map(str) | references(),
}

#: Fields that list different things, of which the name says what.
_LISTED_BY_NAME: Final[Mapping[str, Callable[[], _Any]]] = {
    "unknown": lambda: st.sampled_from(SLICES),
}

_BY_TYPE: Final[Mapping[object, Callable[[], _Any]]] = {
    bool: st.booleans,
    int: lambda: _NUMBERS,
    str: references,
    datetime: instants,
    PersonId: person_ids,
    ActId: act_ids,
    TrajectoryId: trajectory_ids,
    Text: texts,
    By: bys,
    Part: parts,
    Audience: audiences,
    ReasonedException: reasoned_exceptions,
}
_UNIQUE: Final[frozenset[object]] = frozenset({PersonId, ActId, str})
_MOST: Final = 3


def built(cls: type[T]) -> SearchStrategy[T]:
    """Draw an instance of an attrs class, each field by its type; shrinks to the plainest."""
    found = _BUILT.get(cls)
    if found is None:
        found = _BUILT[cls] = _build(cls)
    return cast("SearchStrategy[T]", found)


#: Made once for each class: nothing in them changes.
_BUILT: Final[dict[type[object], _Any]] = {}


def _build(cls: type[object]) -> _Any:
    hints = get_type_hints(cls)
    fields = {
        one.name: _field(one.name, hints[one.name], required=one.default is attrs.NOTHING)
        for one in attrs.fields(cast("type[attrs.AttrsInstance]", cls))
        if one.init
    }
    return st.builds(cls, **fields)


def _field(name: str, hint: object, *, required: bool) -> _Any:
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        others = [one for one in inner if one is not NoneType]
        drawn = st.one_of(*(_field(name, one, required=True) for one in others))
        return drawn if len(others) == len(inner) else st.none() | drawn
    if origin is tuple:
        return _several(name, inner[0], least=1 if required else 0)
    return _one(name, hint)


def _several(name: str, hint: object, least: int) -> _Any:
    named = _LISTED_BY_NAME.get(name)
    one = _one(name, hint) if named is None else named()
    unique = named is not None or hint in _UNIQUE or _is_enum(hint)
    key = None if not unique else _itself
    return st.lists(one, min_size=least, max_size=_MOST, unique_by=key).map(tuple)


def _itself(value: object) -> object:
    return value


def _one(name: str, hint: object) -> _Any:
    known = _BY_NAME.get(name) or _BY_TYPE.get(hint)
    if known is not None:
        return known()
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(tuple(hint))
    if isinstance(hint, type) and attrs.has(hint):
        return built(cast("type[object]", hint))
    msg = f"no strategy for a field {name!r} of type {hint!r}: add one in strategies.content"
    raise TypeError(msg)


def _is_enum(hint: object) -> bool:
    return isinstance(hint, type) and issubclass(hint, Enum)
