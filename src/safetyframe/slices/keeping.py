"""What was corrected, annotated, ratified, disclosed, erased and adopted."""

from __future__ import annotations

from datetime import datetime

from attrs import frozen

from safetyframe.acts.keeping import ErasureKind, Recipient
from safetyframe.roles import Audience, Role
from safetyframe.values import ActId, Form, PersonId, Text

__all__ = ["Adopted", "Correction", "Disclosed", "Erased", "Note", "Ratified"]


@frozen(kw_only=True)
class Correction:
    """Something gathered was found wrong. `misinformed` were told it, or what rested on it.

    `reason` is None for whoever may not see what was wrong, and is told all the same (views).
    """

    id: ActId
    wrong: ActId
    person: PersonId
    role: Role
    at: datetime
    reason: Text | None
    replaced: bool = False
    misinformed: tuple[PersonId, ...] = ()

    @property
    def key(self) -> str:
        return self.id


@frozen(kw_only=True)
class Note:
    """Words beside a record. Filed under `seq`, so that no later act can take its place."""

    seq: int
    act: ActId
    about: str
    person: PersonId
    role: Role
    at: datetime
    words: Text
    recorded_by: PersonId | None = None
    form: Form | None = None
    audience: Audience | None = None

    @property
    def key(self) -> int:
        return self.seq


@frozen(kw_only=True)
class Ratified:
    """Somebody with a mandate stands for acts that were done without the power."""

    id: ActId
    acts: tuple[str, ...]
    person: PersonId
    role: Role
    at: datetime
    ground: Text

    @property
    def key(self) -> str:
        return self.id


@frozen(kw_only=True)
class Disclosed:
    """What was handed over, to whom, on which ground."""

    id: ActId
    recipient: PersonId
    to: Recipient
    ground: Text
    items: tuple[str, ...]
    person: PersonId
    at: datetime

    @property
    def key(self) -> str:
        return self.id


@frozen(kw_only=True)
class Erased:
    """What is left of texts whose words are gone: which, of what kind, why, on whose word."""

    id: ActId
    texts: tuple[str, ...]
    kind: ErasureKind
    person: PersonId
    at: datetime
    ground: Text | None = None

    @property
    def key(self) -> str:
        return self.id


@frozen(kw_only=True)
class Adopted:
    """An older file came in, or more of it was found out. The last one says what is unknown."""

    id: ActId
    source: str
    provenance: Text
    person: PersonId
    at: datetime
    unknown: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return self.id
