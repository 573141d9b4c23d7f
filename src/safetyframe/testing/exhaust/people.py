"""Who plays, who of them are interchangeable, and what is left when one stands for another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import permutations
from typing import Any, Final, TypeAlias, TypeVar, cast

import attrs
from attrs import frozen

from safetyframe.index import Index
from safetyframe.roles import Role
from safetyframe.trajectory import SLICES, Trajectory, with_slices
from safetyframe.values import PersonId

__all__ = ["CASTS", "Cast", "Names", "fields_of", "renamed", "renamed_state", "renamings"]

T = TypeVar("T")

#: Whom to call by whose reference.
Names: TypeAlias = Mapping[str, str]
_Who: TypeAlias = tuple[PersonId, Role]


@frozen(kw_only=True)
class Cast:
    """Who plays. `lead` opens, `other` is a consultant who has no part yet, `judge` decides.

    `alike` are those who differ in nothing but their reference: siblings. Parents and network do
    not, since each joins on a day of their own.
    """

    minors: tuple[PersonId, ...]
    parents: tuple[PersonId, ...]
    network: tuple[PersonId, ...] = ()
    worker: PersonId = PersonId("worker")
    lead: PersonId = PersonId("lead")
    other: PersonId = PersonId("other")
    judge: PersonId = PersonId("judge")
    system: PersonId = PersonId("system")
    guest: PersonId = PersonId("guest")

    @property
    def alike(self) -> tuple[PersonId, ...]:
        """Those who are interchangeable."""
        return self.minors

    @property
    def joining(self) -> Iterator[_Who]:
        """Those who join after the opening, with their role."""
        yield self.worker, Role.CARE_WORKER
        yield from ((p, Role.PARENT) for p in self.parents)
        yield from ((p, Role.NETWORK) for p in self.network)

    @property
    def everyone(self) -> Iterator[_Who]:
        """Everybody who tries anything, each in the one capacity that is theirs."""
        yield self.lead, Role.CONSULTANT
        yield self.other, Role.CONSULTANT
        yield from self.joining
        yield from ((p, Role.MINOR) for p in self.minors)
        yield self.judge, Role.AUTHORITY
        yield self.system, Role.SYSTEM


def _named(name: str, count: int) -> tuple[PersonId, ...]:
    return tuple(PersonId(f"{name}-{nr}") for nr in range(1, count + 1))


def _cast(minors: int, parents: int, network: int) -> Cast:
    return Cast(
        minors=_named("minor", minors),
        parents=_named("parent", parents),
        network=_named("network", network),
    )


#: The casts by name: so many minors, parents and members of the network, beside the professionals.
CASTS: Final[Mapping[str, Cast]] = {
    "one": _cast(1, 1, 0),
    "siblings": _cast(2, 1, 0),
    "parents": _cast(1, 2, 0),
    "family": _cast(2, 2, 1),
}


def renamings(cast: Cast) -> tuple[Names, ...]:
    """Every way to rename interchangeable persons, the identity first."""
    return tuple(dict(zip(cast.alike, order, strict=True)) for order in permutations(cast.alike))


def renamed(value: T, names: Names) -> T:
    """Give any value of acts and slices as it is when these persons have each other's references.

    An id that ends in a person, as a participation's does, is renamed along. A group of which the
    members only change places stays as it is: the acts name a group in the cast's order, always.
    """
    given: object = value
    if isinstance(given, str):
        found = "/".join(names.get(part, part) for part in given.split("/"))
        return cast("T", found)
    if isinstance(given, tuple):
        parts = cast("tuple[object, ...]", given)
        found_parts = tuple(renamed(part, names) for part in parts)
        return value if set(found_parts) == set(parts) else cast("T", found_parts)
    if attrs.has(type(given)):
        changes = {name: renamed(getattr(given, name), names) for name in fields_of(given)}
        return cast("T", attrs.evolve(cast("Any", given), **changes))
    return value


def fields_of(value: object) -> tuple[str, ...]:
    """Name the fields of an act, of what is in one, or of an entry of a slice."""
    return _fields(cast("Any", type(value)))


@cache
def _fields(kind: type[Any]) -> tuple[str, ...]:
    return tuple(one.name for one in attrs.fields(kind))


def renamed_state(t: Trajectory, names: Names) -> Trajectory:
    """Give a whole state as it is under other names; the order of what came in stays."""
    return with_slices(
        t,
        {
            name: Index((renamed(key, names), renamed(held, names)) for key, held in slice_.items())
            for name in SLICES
            for slice_ in (cast("Index[object, object]", getattr(t, name)),)
        },
    )
