"""Versions as a viewer counts them: what changed nothing they may see has no number.

A revision that is about another child only leaves WAT, for whoever sees one child, as it was: there
is no second version for them, and no gap where it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter
from typing import Any, TypeVar

from attrs import evolve, field, frozen

__all__ = ["Numbers", "counted", "first_of", "numbered"]

_V = TypeVar("_V")


@frozen(kw_only=True)
class Numbers:
    """For each version of WAT and HOE, the number under which a viewer knows it."""

    wat: Mapping[int, int] = field(factory=dict[int, int])
    hoe: Mapping[int, int] = field(factory=dict[int, int])


def counted(versions: Iterable[tuple[int, object]]) -> dict[int, int]:
    """Number versions by what can be seen of them; None is nothing to be seen.

    Give each version's number, in order. One that shows nothing, or the same as the one before it,
    shares that one's number; what comes before anything was to be seen has none.
    """
    found: dict[int, int] = {}
    last: object = None
    number = 0
    for version, shown in versions:
        if shown is not None and shown != last:
            number += 1
            last = shown
        if number:
            found[version] = number
    return found


def first_of(numbers: Mapping[int, int], seen: Mapping[int, _V]) -> Iterator[_V]:
    """The first version under each number that the viewer knows, still with its own."""
    last = 0
    for version, number in numbers.items():
        if number > last:
            last = number
            yield seen[version]


def numbered(entries: Iterable[Any]) -> Iterator[Any]:
    """Entries that have a place in the log, in its order and counted anew."""
    for number, entry in enumerate(sorted(entries, key=attrgetter("seq")), 1):
        yield evolve(entry, seq=number)
