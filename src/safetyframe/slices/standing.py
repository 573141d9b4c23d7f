"""What people were told and where they stand; directions and reviews."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from attrs import frozen

from safetyframe.acts.informing import AlignOn, Position, Topic
from safetyframe.roles import Part, Role
from safetyframe.values import ActId, Form, PersonId, Reason, Text

__all__ = [
    "ABOUT_THEM",
    "CLASSIFIED",
    "Direction",
    "Excepted",
    "PositionTaken",
    "Reviewed",
    "Told",
]

#: Positions that somebody else puts down for a person.
ABOUT_THEM: Final = frozenset(
    {Position.NOT_REACHED, Position.REFUSED_CONTACT, Position.UNSAFE_TO_INFORM}
)
#: Reasons that whoever is meant must not learn of (case 14).
CLASSIFIED: Final = frozenset({Reason.UNSAFE_TO_INFORM, Reason.LEGALLY_BARRED})


@frozen(kw_only=True)
class PositionTaken:
    """Somebody's latest position on expectations or on a withdrawal (P21).

    What others say of them (not reached, unsafe to inform) is filed apart from what they said
    themselves: it takes its place, but not out of the sight of whoever said it. `wat` is 0 for a
    position on withdrawing where there was no WAT.
    """

    person: PersonId
    on: AlignOn
    wat: int
    position: Position
    at: datetime
    seq: int
    minor: PersonId | None = None
    words: Text | None = None
    recorded_by: PersonId | None = None

    @property
    def key(self) -> tuple[PersonId, AlignOn, PersonId | None, bool]:
        return self.person, self.on, self.minor, self.position in ABOUT_THEM


@frozen(kw_only=True)
class Told:
    """What a person was told, or acknowledged, last: topic and version (P18, P22, P27, T5).

    `at` is when they were told, `recorded_at` when that was written down (case 29).
    """

    person: PersonId
    topic: Topic
    version: int | None
    acknowledged: bool
    by: PersonId
    at: datetime
    recorded_at: datetime
    form: Form | None = None
    language: str | None = None
    interpreter: bool = False

    @property
    def key(self) -> tuple[PersonId, Topic, int | None, bool]:
        return self.person, self.topic, self.version, self.acknowledged


@frozen(kw_only=True)
class Excepted:
    """A reasoned exception on record; the latest per clause, person and minor whose interest it is.

    `reached_at` is when a person who was not reached (`why`) was met again: it then no longer runs.
    One that the person must not know of is filed apart: it takes nothing out of their sight.
    """

    clause: str
    person: PersonId | None
    why: Reason
    minor: PersonId
    until: datetime
    by: PersonId
    at: datetime
    act: ActId
    words: Text | None = None
    reached_at: datetime | None = None

    @property
    def key(self) -> tuple[str, PersonId | None, PersonId, bool]:
        return self.clause, self.person, self.minor, self.why in CLASSIFIED

    def holds(self, at: datetime) -> bool:
        """Say whether this exception runs at `at`."""
        reached = self.reached_at is not None and self.reached_at <= at
        return self.at <= at < self.until and not reached


@frozen(kw_only=True)
class Direction:
    """A direction decided together (T7)."""

    id: ActId
    by: PersonId
    at: datetime
    direction: Text
    minors: tuple[PersonId, ...]
    together: tuple[Part, ...]

    @property
    def key(self) -> str:
        return self.id


@frozen(kw_only=True)
class Reviewed:
    """A review that was held, with the date of the next one (T3)."""

    id: ActId
    at: datetime
    person: PersonId
    role: Role
    minors: tuple[PersonId, ...]
    strengths: tuple[str, ...] = ()
    next_at: datetime | None = None

    @property
    def key(self) -> str:
        return self.id
