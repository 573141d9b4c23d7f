"""Episodes, necessity, handovers, protection, barriers."""

from __future__ import annotations

from datetime import datetime

from attrs import frozen

from safetyframe.acts.ending import WithdrawalOutcome
from safetyframe.acts.involvement import NecessityDecision
from safetyframe.record import OpenItem
from safetyframe.roles import Audience, Role
from safetyframe.values import ActId, PersonId, Text

__all__ = [
    "Barrier",
    "Episode",
    "Handover",
    "Necessity",
    "Protection",
]


@frozen(kw_only=True)
class Handover:
    """A lead offered to a successor (case 1)."""

    id: str
    offered_by: PersonId
    to: PersonId
    at: datetime
    accepted_at: datetime | None = None

    @property
    def key(self) -> str:
        return self.id


@frozen(kw_only=True)
class Episode:
    """One stretch of involvement with one minor. Ends are kept for good (X10).

    `necessity_at` is the date of the decision on necessity it rests on.

    An `emergency` episode is a place to record and gives no power (reading 4); it ends with
    `regularised` when an involvement is opened.
    """

    id: str
    minor: PersonId
    opened_by: PersonId
    opened_at: datetime
    seq: int
    emergency: bool = False
    necessity_at: datetime | None = None
    why: Text | None = None
    goal: Text | None = None
    follows: str | None = None
    ended_at: datetime | None = None
    ended_by: ActId | None = None
    closed_by: PersonId | None = None
    regularised: bool = False
    outcome: WithdrawalOutcome | None = None
    ground: Text | None = None
    leaves_open: tuple[OpenItem, ...] = ()

    @property
    def key(self) -> str:
        return self.id

    @property
    def open(self) -> bool:
        """Say whether this episode has not ended."""
        return self.ended_at is None


@frozen(kw_only=True)
class Necessity:
    """A decision on societal necessity, as recorded (P24)."""

    id: ActId
    decision: NecessityDecision
    recorded_by: PersonId
    at: datetime
    seq: int

    @property
    def key(self) -> str:
        return self.id


@frozen(kw_only=True)
class Protection:
    """An interim measure taken in an emergency."""

    id: ActId
    minors: tuple[PersonId, ...]
    person: PersonId
    role: Role
    measure: Text
    since: datetime
    seq: int
    until: datetime | None = None
    audience: Audience | None = None

    @property
    def key(self) -> int:
        return self.seq


@frozen(kw_only=True)
class Barrier:
    """Persons who are kept apart (X16)."""

    id: ActId
    persons: tuple[PersonId, ...]
    since: datetime
    ground: Text
    by: PersonId
    until: datetime | None = None
    replaced_by: ActId | None = None
    audience: Audience | None = None

    @property
    def key(self) -> str:
        return self.id

    def holds(self, at: datetime) -> bool:
        """Say whether the barrier stands at `at`."""
        return (
            self.replaced_by is None
            and self.since <= at
            and (self.until is None or at < self.until)
        )
