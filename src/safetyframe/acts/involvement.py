"""Acts on involvement: societal necessity, who takes part, protection in an emergency."""

from __future__ import annotations

from datetime import datetime
from enum import Enum

from attrs import field, frozen

from safetyframe.roles import Audience, By, Role, Standing
from safetyframe.values import ActId, Evidence, PersonId, ReasonedException, Text, utc, utc_or_none

__all__ = [
    "AddParticipation",
    "AssignConsultant",
    "DecideNecessity",
    "DeputiseConsultant",
    "EndParticipation",
    "KeepApart",
    "NecessityDecision",
    "NecessityStatus",
    "OfferHandover",
    "OpenInvolvement",
    "Protect",
    "RecordNecessity",
    "TakeOver",
]


class NecessityStatus(Enum):
    """Where the government's finding of societal necessity stands (P2, P24)."""

    UNDER_INVESTIGATION = "under-investigation"
    ESTABLISHED = "established"
    COURT_ORDERED = "court-ordered"
    ENDED = "ended"


@frozen(kw_only=True)
class NecessityDecision:
    """A decision on societal necessity, with the body that took it and the human who signed (P24).

    `body`, `reference`, `decided_at` and `signed_by` may be left out only to be refused with the
    reason: a decision without a named government decider is none. `imposes` are measures that a
    court imposed: bounds from outside, and no part of WAT or HOE (case 24).
    """

    status: NecessityStatus
    minors: tuple[PersonId, ...]
    body: str | None = None
    reference: str | None = None
    decided_at: datetime | None = field(default=None, converter=utc_or_none)
    signed_by: PersonId | None = None
    imposes: tuple[Text, ...] = ()


@frozen(kw_only=True)
class DecideNecessity:
    """Government decides on societal necessity; *ended* ends the involvement itself (P24)."""

    id: ActId
    by: By
    decision: NecessityDecision


@frozen(kw_only=True)
class RecordNecessity:
    """Write down a decision that government took, naming its decider (P24)."""

    id: ActId
    by: By
    decision: NecessityDecision


@frozen(kw_only=True)
class OpenInvolvement:
    """Open the consultants' involvement with these minors: day 1 (P2, T5a).

    `why` is told to everyone; `concern` is what worries; `goal` is the provisional goal for day 1.
    The opener becomes lead, on the mandate in `by.mandate`. Those of `minors` who are `unborn` do
    not take part yet: they join by `AddParticipation` at birth, their own day 1 (case 8).
    """

    id: ActId
    by: By
    minors: tuple[PersonId, ...]
    why: Text
    concern: Text | None
    necessity: NecessityDecision
    goal: Text | None = None
    elsewhere: tuple[Role, ...] = ()
    unborn: tuple[PersonId, ...] = ()


@frozen(kw_only=True)
class AssignConsultant:
    """The authority gives a consultant a part; a lead says whose lead it replaces (P12, P24).

    `elsewhere` lists the roles that this person holds in linked trajectories, and `evidence` is
    what a registry said of their mandate; neither gives a power.
    """

    id: ActId
    by: By
    person: PersonId
    standing: Standing
    since: datetime = field(converter=utc)
    until: datetime | None = field(default=None, converter=utc_or_none)
    replaces: str | None = None
    ground: Text | None = None
    elsewhere: tuple[Role, ...] = ()
    evidence: Evidence | None = None


@frozen(kw_only=True)
class DeputiseConsultant:
    """The authority lets a consultant stand in for the lead, with an end (case 3)."""

    id: ActId
    by: By
    person: PersonId
    since: datetime = field(converter=utc)
    until: datetime | None = field(converter=utc_or_none)
    ground: Text | None = None
    elsewhere: tuple[Role, ...] = ()
    evidence: Evidence | None = None


@frozen(kw_only=True)
class OfferHandover:
    """The lead offers the lead to a successor, who must take it over (case 1)."""

    id: ActId
    by: By
    to: PersonId
    note: Text | None = None


@frozen(kw_only=True)
class TakeOver:
    """A consultant accepts a handover; `confirms` is the WAT version taken over as it is."""

    id: ActId
    by: By
    handover: str
    confirms: int | None = None
    elsewhere: tuple[Role, ...] = ()


@frozen(kw_only=True)
class AddParticipation:
    """Somebody joins: their own day 1 (P11, T5a).

    `concerns` are the minors this part is about (empty: all). `exceptions` may disclose that a care
    worker is also a network member (P11). `evidence` is what a registry said of their mandate.
    """

    id: ActId
    by: By
    person: PersonId
    role: Role
    since: datetime = field(converter=utc)
    until: datetime | None = field(default=None, converter=utc_or_none)
    professional: bool = False
    chair: bool = False
    concerns: tuple[PersonId, ...] = ()
    language: str | None = None
    ground: Text | None = None
    elsewhere: tuple[Role, ...] = ()
    exceptions: tuple[ReasonedException, ...] = ()
    evidence: Evidence | None = None


@frozen(kw_only=True)
class EndParticipation:
    """A part ends on `until`; it stays on record (P11)."""

    id: ActId
    by: By
    participation: str
    until: datetime = field(converter=utc)
    reason: Text | None = None


@frozen(kw_only=True)
class Protect:
    """Protect a child now. Never refused for anything but form.

    Opens an emergency episode where no involvement is open, and gives no power beyond that
    (reading 4). `until` is when the measure ends or must be looked at again.
    """

    id: ActId
    by: By
    minors: tuple[PersonId, ...]
    measure: Text
    until: datetime | None = field(default=None, converter=utc_or_none)
    audience: Audience | None = None


@frozen(kw_only=True)
class KeepApart:
    """Keep persons apart: no act may bring them together without ground and interest (X16).

    `replaces` names an earlier barrier between the same persons that this one takes the place of;
    with `until` not after the act, that ends it.
    """

    id: ActId
    by: By
    persons: tuple[PersonId, ...]
    ground: Text
    until: datetime | None = field(default=None, converter=utc_or_none)
    replaces: str | None = None
    audience: Audience | None = None
