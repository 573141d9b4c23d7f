"""Acts that inform and align: explain, acknowledge, except a duty, hear positions."""

from __future__ import annotations

from enum import Enum

from attrs import frozen

from safetyframe.roles import By
from safetyframe.values import ActId, Form, PersonId, ReasonedException, Text

__all__ = [
    "Acknowledge",
    "Align",
    "AlignOn",
    "ExceptDuty",
    "Explain",
    "Matter",
    "Position",
    "Topic",
]


class Topic(Enum):
    """What there is to be clear about."""

    WHY = "why"
    GOAL = "goal"
    WORRIES = "worries"
    WAT = "wat"
    AGREEMENTS = "agreements"
    ROLES = "roles"
    MANDATES = "mandates"
    FILE = "file"  # how long it is kept, and that a copy can be had (case 38); no duty rests on it
    CORRECTION = "correction"


@frozen(kw_only=True)
class Matter:
    """A topic and, for what has versions (WAT, worries, agreements), the version told."""

    topic: Topic
    version: int | None = None


@frozen(kw_only=True)
class Explain:
    """Explain `matters` to `persons`, together in one meeting (P18, P22, P27, T5).

    `language` is a BCP 47 tag; `interpreter` says that somebody interpreted; `understood` is a note
    on what the persons made of it. Nobody can record that somebody *understood*.
    """

    id: ActId
    by: By
    matters: tuple[Matter, ...]
    persons: tuple[PersonId, ...]
    form: Form
    language: str
    interpreter: bool = False
    understood: Text | None = None
    exceptions: tuple[ReasonedException, ...] = ()


@frozen(kw_only=True)
class Acknowledge:
    """Confirm for oneself that something is clear, or that one took part in it (P5a, P26)."""

    id: ActId
    by: By
    matter: Matter


@frozen(kw_only=True)
class ExceptDuty:
    """Give the reason why a duty to inform is not done for a person, until when (1.0, T5)."""

    id: ActId
    by: By
    exception: ReasonedException


class AlignOn(Enum):
    """What a position is about (P21)."""

    EXPECTATIONS = "expectations"
    WITHDRAWAL = "withdrawal"


class Position(Enum):
    """Where somebody stands. Alignment is hearing and answering, never a veto (P21)."""

    HEARD = "heard"
    AGREES = "agrees"
    DISSENTS = "dissents"
    NOT_REACHED = "not-reached"
    REFUSED_CONTACT = "refused-contact"
    UNSAFE_TO_INFORM = "unsafe-to-inform"


@frozen(kw_only=True)
class Align:
    """A person's position on expectations or on withdrawal, at WAT version `wat` (P21).

    Who takes part gives it for themselves; a consultant or care worker records it for others.
    For a withdrawal `minor` says whose; where there is no WAT yet, `wat` is 0.
    """

    id: ActId
    by: By
    person: PersonId
    on: AlignOn
    wat: int
    position: Position
    minor: PersonId | None = None
    words: Text | None = None
