"""What was gathered, said and scaled."""

from __future__ import annotations

from datetime import datetime
from enum import Enum

from attrs import frozen

from safetyframe.acts.gathering import ViewTopic
from safetyframe.acts.voices import Dissented
from safetyframe.acts.wat import (
    StatementKind,
)
from safetyframe.roles import Audience, Role
from safetyframe.values import ActId, Form, PersonId, Text

__all__ = [
    "Gathered",
    "GatheredKind",
    "ScaleAnswer",
    "Voice",
]


class GatheredKind(Enum):
    """What kind of thing was gathered."""

    CONCERN = "concern"
    VIEW = "view"
    INFORMATION = "information"
    CONVERSATION = "conversation"
    STRENGTH = "strength"
    WHAT_WORKS = "what-works"
    DRAFT = "draft"
    IDEA = "idea"


@frozen(kw_only=True)
class Gathered:
    """Something gathered. From a system (`role`) it is a proposal and nothing more (X15).

    `in_error_by` is the correction that found it wrong: then it counts for nothing any more. What a
    correction put in its place says which entry it `replaces`.
    """

    id: ActId
    kind: GatheredKind
    person: PersonId
    role: Role
    at: datetime
    minors: tuple[PersonId, ...]
    persons: tuple[PersonId, ...] = ()
    text: Text | None = None
    topic: ViewTopic | None = None
    statement: StatementKind | None = None
    audience: Audience | None = None
    in_error_by: ActId | None = None
    replaces: ActId | None = None

    @property
    def key(self) -> str:
        return self.id


@frozen(kw_only=True)
class Voice:
    """Somebody's own words. Filed under `seq`, so that no later act can take its place (X9)."""

    seq: int
    act: ActId
    person: PersonId
    role: Role
    at: datetime
    words: Text
    minors: tuple[PersonId, ...] = ()
    on_behalf_of: PersonId | None = None
    recorded_by: PersonId | None = None
    form: Form | None = None
    against: Dissented | None = None
    ref: str | None = None
    statement: str | None = None
    audience: Audience | None = None

    @property
    def key(self) -> int:
        return self.seq


@frozen(kw_only=True)
class ScaleAnswer:
    """One person's answer on a scale, at one moment."""

    seq: int
    act: ActId
    person: PersonId
    role: Role
    goal: str
    minor: PersonId
    value: int
    at: datetime
    on_behalf_of: PersonId | None = None
    recorded_by: PersonId | None = None
    form: Form | None = None

    @property
    def key(self) -> int:
        return self.seq
