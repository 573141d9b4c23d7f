"""What people were told and where they stand; directions and reviews."""

from __future__ import annotations

from datetime import datetime

from attrs import frozen

from safetyframe.acts.informing import AlignOn, Position, Topic
from safetyframe.roles import Part, Role
from safetyframe.values import ActId, Form, PersonId, Reason, Text

__all__ = [
    "Direction",
    "Excepted",
    "PositionTaken",
    "Reviewed",
    "Told",
]


@frozen(kw_only=True)
class PositionTaken:
    """Somebody's latest position on expectations or on a withdrawal (P21)."""

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
    def key(self) -> tuple[PersonId, AlignOn, PersonId | None]:
        return self.person, self.on, self.minor


@frozen(kw_only=True)
class Told:
    """What a person was told, or acknowledged, last: topic and version (P18, P22, P27, T5)."""

    person: PersonId
    topic: Topic
    version: int | None
    acknowledged: bool
    by: PersonId
    at: datetime
    form: Form | None = None
    language: str | None = None
    interpreter: bool = False

    @property
    def key(self) -> tuple[PersonId, Topic, int | None, bool]:
        return self.person, self.topic, self.version, self.acknowledged


@frozen(kw_only=True)
class Excepted:
    """A reasoned exception on record; the latest per clause and person."""

    clause: str
    person: PersonId | None
    why: Reason
    minor: PersonId
    until: datetime
    by: PersonId
    at: datetime
    act: ActId
    words: Text | None = None

    @property
    def key(self) -> tuple[str, PersonId | None]:
        return self.clause, self.person


@frozen(kw_only=True)
class Direction:
    """A direction decided together (T7)."""

    id: ActId
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
