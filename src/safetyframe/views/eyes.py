"""Whose eyes: the minors, persons and kinds of things that a viewer may see at a moment."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TypeAlias

from attrs import field, frozen

from safetyframe.roles import PROFESSIONAL, Audience, Participation, Role
from safetyframe.trajectory import Trajectory
from safetyframe.values import PersonId
from safetyframe.views.model import Viewer

__all__ = ["Bar", "Eyes", "eyes_of"]

#: Says that a person's access to what is about a minor has ended, as a pack may (never the core).
Bar: TypeAlias = Callable[[Trajectory, PersonId, PersonId, datetime], bool]


@frozen(kw_only=True)
class Eyes:
    """What one viewer may see.

    `minors` are those whom their parts are about. `persons` are all whose parts ever were about one
    of these minors: nobody learns that another child has another father. A `professional` sees what
    was gathered for the work; an `authority` sees who decides and on what ground, and no more.
    `whole` eyes are those of somebody whose part is about every child there is or will be.
    """

    person: PersonId
    minors: frozenset[PersonId] = frozenset()
    persons: frozenset[PersonId] = frozenset()
    roles: frozenset[Role] = frozenset()
    professional: bool = field(init=False)
    authority: bool = False
    whole: bool = False

    def __attrs_post_init__(self) -> None:
        """Say once whether a professional looks."""
        object.__setattr__(self, "professional", bool(self.roles & PROFESSIONAL))

    @property
    def blind(self) -> bool:
        """Say whether nothing is to be seen: who takes no part sees nothing."""
        return not self.roles and not self.authority

    def about(self, minors: Iterable[PersonId]) -> bool:
        """Say whether what is about `minors` (nobody in particular, if empty) may be seen."""
        named = tuple(minors)
        return not named or any(m in self.minors for m in named)

    def cut(self, minors: tuple[PersonId, ...]) -> tuple[PersonId, ...]:
        """Give those of `minors` whom this viewer knows of here."""
        return tuple(m for m in minors if m in self.minors)

    def knows(self, person: PersonId) -> bool:
        """Say whether this viewer may know that `person` takes part."""
        return person == self.person or person in self.persons

    def known(self, persons: tuple[PersonId, ...]) -> tuple[PersonId, ...]:
        """Give those of `persons` whom this viewer may know of."""
        return tuple(p for p in persons if self.knows(p))

    def sees_part(self, part: Participation) -> bool:
        """Say whether this viewer may know of a part: it is about a child they know of here."""
        return part.person == self.person or any(_about(part, m) for m in self.minors)

    def admitted(self, audience: Audience | None) -> bool:
        """Say whether `audience` names this viewer. Where nobody has said, it names nobody."""
        return audience is not None and (
            self.person in audience.persons or not self.roles.isdisjoint(audience.roles)
        )

    def for_work(self, audience: Audience | None) -> bool:
        """Say whether this viewer may see what was gathered for the work of the professionals."""
        return self.professional if audience is None else self.admitted(audience)


def eyes_of(t: Trajectory, viewer: Viewer, bars: tuple[Bar, ...] = ()) -> Eyes:
    """Give the eyes of `viewer`; where it is not known who takes part, they see nothing."""
    if "people" in t.unknown:
        return Eyes(person=viewer.person)
    parts = [p for p in t.people.values() if p.person == viewer.person and p.active(viewer.at)]
    everyone = _minors(t)
    if not parts:
        mandated = viewer.mandate is not None and viewer.mandate.covers(viewer.at)
        if not mandated:
            return Eyes(person=viewer.person)
        return Eyes(
            person=viewer.person,
            minors=everyone,
            persons=frozenset(p.person for p in t.people.values()),
            authority=True,
            whole=True,
        )
    minors = frozenset(
        minor
        for minor in everyone
        if any(_about(part, minor) for part in parts)
        and not any(bar(t, viewer.person, minor, viewer.at) for bar in bars)
    )
    return Eyes(
        person=viewer.person,
        minors=minors,
        persons=frozenset(
            p.person for p in t.people.values() if any(_about(p, minor) for minor in minors)
        ),
        roles=frozenset(p.role for p in parts),
        whole=everyone <= minors
        and any(p.role is not Role.MINOR and not p.concerns for p in parts),
    )


def _about(part: Participation, minor: PersonId) -> bool:
    """Say whether this part is about `minor`; a child's own is about that child alone."""
    if part.role is Role.MINOR:
        return part.person == minor
    return not part.concerns or minor in part.concerns


def _minors(t: Trajectory) -> frozenset[PersonId]:
    """Every minor there is: in an emergency a child may be named before taking part."""
    found = {p.person for p in t.people.values() if p.role is Role.MINOR}
    if "involvement" not in t.unknown:
        found.update(e.minor for e in t.involvement.values())
    if "protection" not in t.unknown:
        found.update(m for one in t.protection.values() for m in one.minors)
    if "necessity" not in t.unknown:
        found.update(m for one in t.necessity.values() for m in one.decision.minors)
    return frozenset(found)
