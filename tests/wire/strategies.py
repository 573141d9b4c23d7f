"""Hypothesis strategies for everything on the wire, from the annotations of the classes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from enum import Enum
from functools import cache
from string import ascii_letters, digits, hexdigits
from types import UnionType
from typing import NewType, Union, get_args, get_origin, get_type_hints

from attrs import NOTHING, fields, has
from hypothesis import strategies as st

from safetyframe.acts import ACTS, Act
from safetyframe.index import Index, unknown
from safetyframe.record import Record
from safetyframe.trajectory import SLICES, Trajectory

references = st.text(ascii_letters + digits + "._:/@+-#", min_size=1, max_size=12)
plain = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)
# Beside the characters that are kept away from it, `Cc` holds 0x80 to 0x9f: odd, but no break.
offsets = st.integers(-23 * 60 - 59, 23 * 60 + 59).map(lambda m: timezone(timedelta(minutes=m)))
#: Instants with a fixed offset: those of a named zone are not equal to others when clocks go back.
instants = st.datetimes(timezones=st.one_of(st.just(UTC), offsets))

BY_NAME = {
    "digest": st.text(hexdigits[:16], min_size=64, max_size=64),
    "language": st.sampled_from(["nl", "fr-BE", "vgt", "zh-Hant-TW", "x" * 8]),
    "zone": st.sampled_from(["Europe/Brussels", "UTC", "America/Argentina/Ushuaia", "Etc/GMT+5"]),
}
SIMPLE = {
    int: st.integers(-(2**53) + 1, 2**53 - 1),
    bool: st.booleans(),
    datetime: instants,
}


@cache
def instances(cls: type) -> st.SearchStrategy:
    """Build any value of an attrs class; fields with a default are often left at it."""
    hints = get_type_hints(cls)
    parts = {}
    for a in fields(cls):
        part = values(hints[a.name], a.name)
        parts[a.name] = part if a.default is NOTHING else st.one_of(st.just(a.default), part)
    return st.builds(cls, **parts)


def values(kind: object, name: str) -> st.SearchStrategy:
    """Build any value for an annotation; `name` is the name of the field."""
    if isinstance(kind, NewType):
        return references
    if kind is str:
        return BY_NAME.get(name, plain)
    if kind in SIMPLE:
        return SIMPLE[kind]
    if kind == Act:
        return acts()
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from(kind)
    if isinstance(kind, type) and has(kind):
        return instances(kind)
    if get_origin(kind) is tuple:
        return st.lists(values(get_args(kind)[0], name), max_size=2).map(tuple)
    assert get_origin(kind) in {Union, UnionType}, kind
    return st.none() | values(get_args(kind)[0], name)


@cache
def acts() -> st.SearchStrategy:
    return st.sampled_from(ACTS).flatmap(instances)


def records() -> st.SearchStrategy:
    return instances(Record)


def _index(item: type) -> st.SearchStrategy:
    def key(x):
        return x.key if hasattr(x, "key") else x.id

    items = st.lists(instances(item), max_size=2, unique_by=key)
    return st.builds(unknown) | items.map(lambda xs: Index((key(x), x) for x in xs))


@st.composite
def trajectories(draw) -> Trajectory:
    """A trajectory with a few slices filled or unknown, and the others empty."""
    hints = get_type_hints(Trajectory)
    drawn = draw(st.sets(st.sampled_from(SLICES), max_size=4))
    slices = {
        name: draw(_index(get_args(hints[name])[1])) if name in drawn else Index()
        for name in SLICES
    }
    return Trajectory(
        id=draw(references),
        zone=draw(BY_NAME["zone"]),
        seq=draw(SIMPLE[int]),
        known_at=draw(st.none() | instants),
        **slices,
    )


def documents() -> st.SearchStrategy:
    return st.one_of(acts(), records(), trajectories())
