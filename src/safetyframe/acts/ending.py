"""Acts that end and reopen the consultants' involvement, per minor (P20, T4)."""

from __future__ import annotations

from enum import Enum

from attrs import frozen

from safetyframe.acts.involvement import NecessityDecision
from safetyframe.roles import By
from safetyframe.values import ActId, PersonId, ReasonedException, Text

__all__ = ["Answer", "Reopen", "Withdraw", "WithdrawalOutcome"]


class WithdrawalOutcome(Enum):
    """How the consultants' involvement with a minor ends. Only *achieved* is a success (X1)."""

    ACHIEVED = "achieved"
    TRANSFERRED = "transferred"
    MANDATE_ENDED_BY_GOVERNMENT = "mandate-ended-by-government"
    MAJORITY = "majority"
    MOVED_OUT_OF_JURISDICTION = "moved-out-of-jurisdiction"
    DECEASED = "deceased"
    OPENED_IN_ERROR = "opened-in-error"


@frozen(kw_only=True)
class Answer:
    """The written answer to somebody who dissents (case 21b)."""

    person: PersonId
    words: Text


@frozen(kw_only=True)
class Withdraw:
    """The lead withdraws from one minor, with an outcome (P20, T4, X1).

    Every outcome but *achieved* needs a `ground`. What is still open is listed on the record.
    """

    id: ActId
    by: By
    minor: PersonId
    outcome: WithdrawalOutcome
    ground: Text | None = None
    answers: tuple[Answer, ...] = ()
    exceptions: tuple[ReasonedException, ...] = ()


@frozen(kw_only=True)
class Reopen:
    """The lead reopens for these minors on a new concern and ground; the old end stays (X10).

    Those of `minors` who are `unborn` still do not take part yet (case 8).
    """

    id: ActId
    by: By
    minors: tuple[PersonId, ...]
    why: Text
    concern: Text | None
    necessity: NecessityDecision
    goal: Text | None = None
    unborn: tuple[PersonId, ...] = ()
