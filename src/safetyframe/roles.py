"""Who takes part, as what, and in which capacity an act is done (norms P1, P8c, P11)."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import Final

from attrs import field, frozen

from safetyframe.values import ActId, Evidence, Form, Mandate, PersonId, Text, utc, utc_or_none

__all__ = [
    "CLIENT_SIDE",
    "PROFESSIONAL",
    "Audience",
    "By",
    "Part",
    "Participation",
    "Role",
    "Standing",
]


class Role(Enum):
    """The capacities a person can have in a trajectory."""

    CONSULTANT = "consultant"
    CARE_WORKER = "care-worker"
    MINOR = "minor"
    PARENT = "parent"
    NETWORK = "network"
    TRUST_PERSON = "trust-person"
    AUTHORITY = "authority"
    SYSTEM = "system"


#: Child, parents and the people around them: those the charter calls clients and their network.
CLIENT_SIDE: Final = frozenset({Role.MINOR, Role.PARENT, Role.NETWORK})
PROFESSIONAL: Final = frozenset({Role.CONSULTANT, Role.CARE_WORKER})


class Standing(Enum):
    """What a consultant's participation is worth: at most one lead at any instant (P12, case 2)."""

    LEAD = "lead"
    DEPUTY = "deputy"
    CO = "co"


@frozen(kw_only=True)
class Participation:
    """One person's part in this trajectory: a role, a period and a ground. Ended, never deleted.

    `added_by` did the act that made it. `standing` is for consultants only. `professional`
    belongs to the participation, not to the person: a teacher in the network may be one.
    `concerns` are the minors this part is about (empty: all). `chair` marks who leads the
    network's meetings. `evidence` is what a registry said of the mandate for it, which gives no
    power. `added_at` and `ended_by` say when the change was made, `since` and
    `until` what it says; `until` is exclusive.
    """

    id: str
    person: PersonId
    role: Role
    since: datetime
    added_at: datetime
    added_by: PersonId | None = None
    until: datetime | None = None
    ended_at: datetime | None = None
    ended_by: ActId | None = None
    standing: Standing | None = None
    professional: bool = False
    chair: bool = False
    concerns: tuple[PersonId, ...] = ()
    language: str | None = None
    ground: Text | None = None
    evidence: Evidence | None = None

    def active(self, at: datetime) -> bool:
        """Say whether this part runs at `at`."""
        return self.since <= at and (self.until is None or at < self.until)


@frozen(kw_only=True)
class By:
    """Who does an act, in which capacity, when it happened and when it was written down.

    `at` is when it happened (`occurred_at`); `recorded_at` defaults to the same instant. An own act
    written down by somebody else names that person in `recorded_by` and how it was given in `form`.
    `on_behalf_of` is the minor for whom a trust person speaks. `mandate` is the evidence an
    authority, or a consultant who opens, acts on.
    """

    person: PersonId
    role: Role
    at: datetime = field(converter=utc)
    recorded_at: datetime | None = field(default=None, converter=utc_or_none)
    recorded_by: PersonId | None = None
    on_behalf_of: PersonId | None = None
    form: Form | None = None
    mandate: Mandate | None = None

    @property
    def recorded(self) -> datetime:
        """When the act was written down."""
        return self.at if self.recorded_at is None else self.recorded_at


@frozen(kw_only=True)
class Audience:
    """Who may see an entry: these persons, and those who take part in these roles; nobody else.

    Neither persons nor roles: nobody but who said it. Where an entry has no audience at all, nobody
    has said who may see it, and that is no yes (P19, case 15).
    """

    persons: tuple[PersonId, ...] = ()
    roles: tuple[Role, ...] = ()


@frozen(kw_only=True)
class Part:
    """One person's part in something done together, with the position they took (P16, T7)."""

    person: PersonId
    role: Role
    position: Text | None = None
