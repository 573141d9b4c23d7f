"""The canonical form of a state: what is left when names, numbers and dates are arbitrary.

Everything that says *when* (instants, places in the log, ids of acts) is reduced to its rank among
all that the state holds. Persons of one group are permuted, and the least form is taken. Nothing
else is left out: what differs in any fact but these is another state.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from enum import Enum
from itertools import permutations
from typing import Any, Final, TypeAlias

import attrs

from safetyframe.testing.exhaust.alphabet import DAY_ONE, Cast
from safetyframe.trajectory import SLICES, Trajectory

__all__ = ["Canon", "renamings"]

_Atoms: TypeAlias = tuple[object, ...]
_DAY: Final = 86400


class _When(float):
    """A moment on the search's own clock, in days; the act of record `n` is at `n`."""

    __slots__ = ()


def renamings(cast: Cast) -> tuple[dict[str, str], ...]:
    """Every way to rename interchangeable persons, the identity first."""
    found: list[dict[str, str]] = [{}]
    for group in cast.alike:
        found = [
            {**names, **dict(zip(group, order, strict=True))}
            for names in found
            for order in permutations(group)
        ]
    return tuple(found)


class Canon:
    """Makes digests of states. What a slice's entry says is worked out once."""

    def __init__(self, cast: Cast, *, symmetry: bool = True) -> None:
        """Know the cast; without `symmetry`, nobody is taken for another."""
        self._cast = cast
        self._names = renamings(cast) if symmetry else ({},)
        self._seen: dict[int, tuple[object, _Atoms]] = {}

    def digest(self, t: Trajectory) -> bytes:
        """Give 16 bytes that two states share when they are one but for names, numbers, dates."""
        entries = [
            (name, *self._entry(key, value))
            for name in SLICES
            for key, value in getattr(t, name).items()
        ]
        moments = sorted({a for atoms in entries for a in atoms if isinstance(a, _When)})
        rank = {moment: f"@{nr}" for nr, moment in enumerate(moments)}
        ranked = [[rank[a] if isinstance(a, _When) else a for a in atoms] for atoms in entries]
        forms = (self._form(ranked, names) for names in self._names)
        return hashlib.blake2b(min(forms).encode(), digest_size=16).digest()

    def _form(self, entries: list[list[object]], names: dict[str, str]) -> str:
        return repr(sorted(repr([_renamed(a, names) for a in atoms]) for atoms in entries))

    def _entry(self, key: object, value: object) -> _Atoms:
        held = self._seen.get(id(value))
        if held is None or held[0] is not value:
            atoms = (*_flat(key), *_flat(value))
            self._seen[id(value)] = value, atoms
            return atoms
        return held[1]


class _Group(tuple[str, ...]):
    """References of which the order says nothing."""

    __slots__ = ()


def _renamed(atom: object, names: dict[str, str]) -> object:
    if isinstance(atom, _Group):
        return sorted(names.get(one, one) for one in atom)
    return names.get(atom, atom) if isinstance(atom, str) else atom


def _flat(value: Any) -> list[object]:  # noqa: ANN401  whatever a state holds
    if value is None or isinstance(value, bool):
        return [value]
    if isinstance(value, Enum):
        return [value.value]
    if isinstance(value, datetime):
        return [_When((value - DAY_ONE).total_seconds() / _DAY)]
    if isinstance(value, str):
        return _id(value)
    if isinstance(value, int):
        return [value]
    if isinstance(value, tuple):
        if value and all(isinstance(a, str) and not isinstance(_id(a)[-1], _When) for a in value):
            return [_Group(value)]
        return ["(", *(a for one in value for a in _flat(one)), ")"]
    found: list[object] = [type(value).__name__]
    for one in attrs.fields(type(value)):
        held = getattr(value, one.name)
        found.extend([_When(held)] if one.name == "seq" else _flat(held))
    return found


def _id(value: str) -> list[object]:
    # An act's id is its place in the log, perhaps followed by a person; so is a new concern's.
    first, *rest = value.split("/")
    if first[:1] in ("a", "c") and first[1:].isdigit():
        return [first[0], _When(int(first[1:])), *rest]
    return [value]
