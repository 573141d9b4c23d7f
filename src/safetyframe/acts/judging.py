"""Acts that judge and steer: judgements, direction, reviews."""

from __future__ import annotations

from datetime import datetime

from attrs import field, frozen

from safetyframe.roles import By, Part
from safetyframe.values import ActId, PersonId, ReasonedException, Text, utc_or_none

__all__ = ["DecideDirection", "Judge", "Review"]


@frozen(kw_only=True)
class Judge:
    """The lead judges one statement of WAT version `wat` met or unmet, for one minor (P5c, T4).

    `target` is the id of a goal, bottom line or expectation. Judgements form a dated series.
    """

    id: ActId
    by: By
    wat: int
    minor: PersonId
    target: str
    met: bool
    evidence: Text | None = None


@frozen(kw_only=True)
class DecideDirection:
    """Decide together which way the course of help goes (T7)."""

    id: ActId
    by: By
    direction: Text
    minors: tuple[PersonId, ...]
    together: tuple[Part, ...]
    exceptions: tuple[ReasonedException, ...] = ()


@frozen(kw_only=True)
class Review:
    """Look back and set the next date (T3).

    `strengths` names strengths added or confirmed (S4b).
    """

    id: ActId
    by: By
    minors: tuple[PersonId, ...]
    persons: tuple[PersonId, ...] = ()
    strengths: tuple[str, ...] = ()
    next_at: datetime | None = field(default=None, converter=utc_or_none)
    conclusion: Text | None = None
    exceptions: tuple[ReasonedException, ...] = ()
