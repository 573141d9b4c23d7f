"""WAT versions and the judgements on them."""

from __future__ import annotations

from datetime import datetime

from attrs import frozen

from safetyframe.acts.wat import (
    BottomLine,
    DangerStatement,
    Expectation,
    SafetyGoal,
    Statement,
    Weighed,
)
from safetyframe.values import ActId, PersonId, Text

__all__ = [
    "Judgement",
    "JudgementSeries",
    "WatVersion",
]


@frozen(kw_only=True)
class WatVersion:
    """One immutable version of WAT. `material` is the number of the last material version."""

    number: int
    material: int
    act: ActId
    at: datetime
    by: PersonId
    bottom_lines: tuple[BottomLine, ...]
    dangers: tuple[DangerStatement, ...]
    goals: tuple[SafetyGoal, ...]
    expectations: tuple[Expectation, ...] = ()
    expectations_set: bool = False
    reason: Text | None = None
    information: tuple[str, ...] = ()
    conversations: tuple[str, ...] = ()
    weighed: tuple[Weighed, ...] = ()
    confirmed_by: tuple[PersonId, ...] = ()

    @property
    def key(self) -> int:
        return self.number

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Everything this version states, expectations included."""
        return (*self.bottom_lines, *self.dangers, *self.goals, *self.expectations)


@frozen(kw_only=True)
class Judgement:
    """Met or unmet, on a WAT version, at a moment."""

    wat: int
    met: bool
    at: datetime
    seq: int
    by: PersonId
    act: ActId


@frozen(kw_only=True)
class JudgementSeries:
    """All judgements on one statement for one minor, ordered by `(at, seq)` (case 19)."""

    minor: PersonId
    target: str
    items: tuple[Judgement, ...]

    @property
    def key(self) -> tuple[PersonId, str]:
        return self.minor, self.target
