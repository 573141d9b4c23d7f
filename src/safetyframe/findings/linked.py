"""What a trajectory does not show by itself: linked ones beside it, and who is related to whom.

The host brings both along; without them these watches see nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from attrs import evolve

from safetyframe import acts as a
from safetyframe.acts.wat import BottomLine
from safetyframe.findings.model import Moment, Seen, Watch, hint, seen, watch
from safetyframe.roles import CLIENT_SIDE, Role
from safetyframe.rules import ask
from safetyframe.trajectory import Trajectory
from safetyframe.values import PersonId

__all__ = ["WATCHES"]


def _leads_agree(m: Moment) -> Iterator[Seen]:
    """Two leads hold the same family to different bottom lines (case 2).

    Nobody here reads words. Lines are the same by their id; under one id they conflict where words
    or links differ, and about one child where they are not the same lines.
    """
    mine = ask.lead(m.t, m.at)
    for other in m.linked:
        theirs = ask.lead(other, m.at)
        if mine is None or theirs is None or mine.person == theirs.person:
            continue
        here, there = _bottom_lines(m.t), _bottom_lines(other)
        shared = {c for line in here.values() for c in line.minors} & {
            c for line in there.values() for c in line.minors
        }
        for name in sorted(here.keys() | there.keys()):
            line, beside = here.get(name), there.get(name)
            if line is None or beside is None:
                one = line or beside
                conflict = one is not None and not shared.isdisjoint(one.minors)
            else:
                conflict = evolve(line, minors=()) != evolve(beside, minors=())
            if conflict:
                yield seen(
                    "bottom-lines-conflict",
                    hint(a.ReviseWat),
                    target=name,
                    lead=mine.person,
                    person=theirs.person,
                    trajectory=other.id,
                )


def _bottom_lines(t: Trajectory) -> dict[str, BottomLine]:
    """The lines in force about minors with whom involvement is open."""
    version = ask.wat_in_force(t)
    if version is None:
        return {}
    return {
        line.id: line
        for line in version.bottom_lines
        if any(ask.open_episode(t, minor) is not None for minor in line.minors)
    }


def _roles(t: Trajectory, at: datetime) -> dict[PersonId, set[Role]]:
    return {person: {p.role for p in parts} for person, parts in ask.involved(t, at).items()}


def _one_side(m: Moment) -> Iterator[Seen]:
    """A consultant here sits on no other side in a linked trajectory, and the other way round."""
    mine = _roles(m.t, m.at)
    for other in m.linked:
        theirs = _roles(other, m.at)
        for person in sorted(mine.keys() & theirs.keys()):
            both = mine[person] | theirs[person]
            if Role.CONSULTANT in both and both != {Role.CONSULTANT}:
                yield seen(
                    "two-sides-linked",
                    hint(a.AssignConsultant),
                    person=person,
                    trajectory=other.id,
                )


def _no_conflict_of_interest(m: Moment) -> Iterator[Seen]:
    """No consultant is related to somebody of family or network, here or in a linked one."""
    clients: set[PersonId] = set()
    for t in (m.t, *m.linked):
        clients.update(p for p, roles in _roles(t, m.at).items() if roles & CLIENT_SIDE)
    for person, parts in m.people.items():
        if any(p.role is Role.CONSULTANT for p in parts):
            related = {r.other for r in m.related if r.person == person}
            related.update(r.person for r in m.related if r.other == person)
            for other in sorted(clients & (related - {person})):
                yield seen(
                    "conflict-of-interest",
                    hint(a.AssignConsultant),
                    person=person,
                    related=other,
                )


WATCHES: Final[tuple[Watch, ...]] = (
    watch("leads-agree", "P12 P3", "people wat involvement", _leads_agree),
    watch("one-side-linked", "P8c P24", "people", _one_side),
    watch("no-conflict-of-interest", "P8c P24", "people", _no_conflict_of_interest),
)
