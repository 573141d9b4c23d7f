"""About what: another child, another version, a WAT with loose ends, a necessity that is none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from attrs import evolve

from safetyframe import acts as a
from safetyframe.acts import Act
from safetyframe.roles import Role
from safetyframe.testing._twists.same import Branch, again, has
from safetyframe.trajectory import Trajectory
from safetyframe.values import PersonId

__all__ = ["loose", "necessary_for_others", "other_minors", "other_versions"]

_FAR: Final = 99  # a version that nothing has


def other_minors(before: Trajectory, act: Act) -> Iterator[Branch]:
    """The same about another child."""
    if has(act, "minor"):
        known = {p.person for p in before.people.values() if p.role is Role.MINOR}
        for minor in sorted(known - {getattr(act, "minor", None)}):
            yield (again(act, minor=minor),)


def other_versions(before: Trajectory, act: Act) -> Iterator[Branch]:
    """The same on a version that there is not, or not any more."""
    for name in ("wat", "hoe", "revises"):
        if has(act, name):
            held: int = getattr(act, name)
            for number in (held - 1, held + 1, _FAR):
                yield (again(act, **{name: number}),)


def loose(before: Trajectory, act: Act) -> Iterator[Branch]:
    """A WAT in which something has nothing that goes with it."""
    if isinstance(act, a.EstablishWat | a.ReviseWat):
        yield (again(act, goals=()),)
        yield (again(act, dangers=act.dangers[1:]),)
        yield (again(act, goals=tuple(evolve(g, safe_enough=None) for g in act.goals)),)


def necessary_for_others(before: Trajectory, act: Act) -> Iterator[Branch]:
    """Necessity was decided for other children, by nobody, or not yet (P2, P24)."""
    if isinstance(act, a.OpenInvolvement | a.Reopen):
        held = act.necessity
        yield (again(act, necessity=evolve(held, minors=(PersonId("another-child"),))),)
        yield (again(act, necessity=evolve(held, signed_by=None)),)
        yield (again(act, necessity=evolve(held, status=a.NecessityStatus.ENDED)),)
