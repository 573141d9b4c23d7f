"""The canonical form of a state: what is left when names and dates are arbitrary.

Everything that says *when* (instants, places in the log, ids of acts) is reduced to its rank among
all that the state holds. Persons who are alike are permuted, and the least form is taken. The order
of a tuple and of a slice is left out: what came when is in the ranks. Nothing else is: what differs
in any fact but these is another state.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from typing import Final, TypeAlias, cast

from safetyframe.testing.exhaust.pen import DAY_ONE
from safetyframe.testing.exhaust.people import Cast, Names, fields_of, renamings
from safetyframe.trajectory import SLICES, Trajectory

__all__ = ["Canon", "timeless"]

_DAY: Final = 86400


class _When(float):
    """A moment on the search's own clock, in days; the act of record `n` is at `n`."""

    __slots__ = ()


class _Many(tuple["_Tree", ...]):
    """Things of which the order says nothing."""

    __slots__ = ()


#: A word, a moment, things in order, or things in any order.
_Tree: TypeAlias = "str | _When | _Many | tuple[_Tree, ...]"
#: What stands for each moment; None where nothing is told of time.
_Ranks: TypeAlias = "Mapping[float, str] | None"


class Canon:
    """Makes digests of states. What an entry of a slice says is worked out once."""

    def __init__(self, cast: Cast, *, symmetry: bool = True) -> None:
        """Know the cast; without `symmetry`, nobody is taken for another."""
        self._names: tuple[Names, ...] = renamings(cast) if symmetry else ({},)
        self._known: dict[int, tuple[object, _Tree]] = {}

    def digest(self, t: Trajectory) -> bytes:
        """Give 16 bytes that two states share when they are one but for names and dates."""
        entries = [
            (name, self._entry(value))  # which says its key
            for name in SLICES
            for value in getattr(t, name).values()
        ]
        found: set[float] = set()
        _moments(tuple(entries), found)
        ranks = {moment: f"@{nr}" for nr, moment in enumerate(sorted(found))}
        whole = _Many(entries)
        least = min(_said(whole, ranks, names) for names in self._names)
        return hashlib.blake2b(least.encode(), digest_size=16).digest()

    def _entry(self, value: object) -> _Tree:
        held = self._known.get(id(value))
        if held is None or held[0] is not value:
            held = self._known[id(value)] = value, _tree(value)
        return held[1]


def timeless(value: object) -> str:
    """Say a value without its dates and places in the log, and without the order of its parts."""
    return _said(_tree(value), None, {})


def _moments(tree: _Tree, found: set[float]) -> None:
    if isinstance(tree, _When):
        found.add(tree)
    elif isinstance(tree, tuple):
        for one in tree:
            _moments(one, found)


def _said(tree: _Tree, ranks: _Ranks, names: Names) -> str:
    if isinstance(tree, str):
        return names.get(tree, tree)
    if isinstance(tree, _When):
        return "@" if ranks is None else ranks[tree]
    said = [_said(one, ranks, names) for one in tree]
    return f"[{','.join(sorted(said))}]" if isinstance(tree, _Many) else f"({','.join(said)})"


def _tree(value: object) -> _Tree:
    if isinstance(value, datetime):
        return _When((value - DAY_ONE).total_seconds() / _DAY)
    if isinstance(value, str):
        return _id(value)
    if value is None or isinstance(value, int):
        return repr(value)
    if isinstance(value, Enum):
        return f"{type(value).__name__}.{value.name}"
    if isinstance(value, tuple):
        return _Many(_tree(one) for one in cast("tuple[object, ...]", value))
    found: list[_Tree] = [type(value).__name__]
    for name in fields_of(value):
        held = getattr(value, name)
        found.append(_When(held) if name == "seq" else _tree(held))
    return tuple(found)


def _id(value: str) -> _Tree:
    # An act's id is its place in the log, perhaps followed by a person; so is a new concern's.
    first, *rest = value.split("/")
    if first[:1] in ("a", "c") and first[1:].isdigit():
        return (first[0], _When(int(first[1:])), *rest)
    return value
