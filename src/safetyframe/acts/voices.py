"""Acts nobody may block: speaking in one's own words, scaling, dissenting (T6)."""

from __future__ import annotations

from enum import Enum

from attrs import frozen

from safetyframe.roles import Audience, By
from safetyframe.values import ActId, PersonId, Text

__all__ = ["Dissent", "Dissented", "Scale", "Speak"]


@frozen(kw_only=True)
class Speak:
    """Say something in one's own words, drawing or play (T6). `minors` says whom it is about."""

    id: ActId
    by: By
    words: Text
    minors: tuple[PersonId, ...] = ()
    audience: Audience | None = None


@frozen(kw_only=True)
class Scale:
    """One person's answer, 0 to 10, on one goal for one minor. Ordinal: never averaged."""

    id: ActId
    by: By
    goal: str
    minor: PersonId
    value: int
    words: Text | None = None


class Dissented(Enum):
    """What a dissent is bound to."""

    WAT = "wat"
    HOE = "hoe"
    JUDGEMENT = "judgement"
    WITHDRAWAL = "withdrawal"
    DIRECTION = "direction"


@frozen(kw_only=True)
class Dissent:
    """Disagree, in own words, with one version, judgement or decision (case 12).

    `ref` is the version number as text, or the id of the act disputed; `statement` narrows a WAT to
    one of its statements.
    """

    id: ActId
    by: By
    against: Dissented
    ref: str
    words: Text
    statement: str | None = None
