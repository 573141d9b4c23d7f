"""Who takes part by default: two siblings, those around them, and those who work with them.

All of it is made up. A tester who wants other people makes another `Cast`.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final, TypeAlias

from attrs import frozen

from safetyframe.roles import Role
from safetyframe.values import Mandate, PersonId

__all__ = [
    "ANNA",
    "ANNA_",
    "AUTHORITY",
    "BEN",
    "BEN_",
    "CAST",
    "CO",
    "DAY_ONE",
    "DEPUTY",
    "FAMILY",
    "FATHER",
    "GRAN",
    "LEAD",
    "MANDATE",
    "MOTHER",
    "STRANGER",
    "SYSTEM",
    "TRUST",
    "UNCLE",
    "WORKER",
    "WORKER_2",
    "Cast",
    "Who",
]

#: A person and the capacity in which they act.
Who: TypeAlias = tuple[PersonId, Role]

#: When stories begin, unless told otherwise.
DAY_ONE: Final = datetime(2025, 3, 3, 8, 0, tzinfo=UTC)

LEAD: Final[Who] = (PersonId("c-lead"), Role.CONSULTANT)
CO: Final[Who] = (PersonId("c-co"), Role.CONSULTANT)
DEPUTY: Final[Who] = (PersonId("c-deputy"), Role.CONSULTANT)
WORKER: Final[Who] = (PersonId("w-1"), Role.CARE_WORKER)
WORKER_2: Final[Who] = (PersonId("w-2"), Role.CARE_WORKER)
ANNA_: Final[Who] = (PersonId("anna"), Role.MINOR)
BEN_: Final[Who] = (PersonId("ben"), Role.MINOR)
MOTHER: Final[Who] = (PersonId("mother"), Role.PARENT)
FATHER: Final[Who] = (PersonId("father"), Role.PARENT)
GRAN: Final[Who] = (PersonId("gran"), Role.NETWORK)
UNCLE: Final[Who] = (PersonId("uncle"), Role.NETWORK)
TRUST: Final[Who] = (PersonId("trust"), Role.TRUST_PERSON)
AUTHORITY: Final[Who] = (PersonId("judge"), Role.AUTHORITY)
SYSTEM: Final[Who] = (PersonId("bot"), Role.SYSTEM)
STRANGER: Final[Who] = (PersonId("stranger"), Role.PARENT)

ANNA: Final = ANNA_[0]
BEN: Final = BEN_[0]

#: What authorities act on, and whoever opens.
MANDATE: Final = Mandate(body="ocj-east", reference="m-1", since=DAY_ONE - timedelta(days=400))

_FAMILY: Final = (Role.MINOR, Role.PARENT, Role.NETWORK, Role.TRUST_PERSON)


@frozen(kw_only=True)
class Cast:
    """Who there is to take part, in the capacity that is theirs when they have one.

    `lead` opens; `consultants` are those whom the authority may assign or let deputise, and to whom
    the lead may hand over. `minors` are those whom an opening is about. `joining` take part from
    the start, `later` may join; `joining` has a care worker and somebody of family or network, or
    there will be no HOE. `authority` decides for government, `system` proposes, and a `stranger`
    never takes part.
    """

    lead: Who = LEAD
    consultants: tuple[Who, ...] = (CO, DEPUTY)
    minors: tuple[Who, ...] = (ANNA_, BEN_)
    joining: tuple[Who, ...] = (WORKER, MOTHER, FATHER, GRAN, TRUST)
    later: tuple[Who, ...] = (WORKER_2, UNCLE)
    authority: Who = AUTHORITY
    system: Who = SYSTEM
    stranger: Who = STRANGER
    mandate: Mandate = MANDATE

    @property
    def everyone(self) -> tuple[Who, ...]:
        """All of them, each once."""
        around = (*self.joining, *self.later)
        named = (
            self.lead,
            *self.consultants,
            *(who for who in around if who[1] is Role.CARE_WORKER),
            *self.minors,
            *(who for role in _FAMILY for who in around if who[1] is role),
            self.authority,
            self.system,
            self.stranger,
        )
        return tuple(dict.fromkeys(named))

    @property
    def children(self) -> tuple[PersonId, ...]:
        """The minors, as persons."""
        return tuple(person for person, _ in self.minors)

    def role_of(self, person: PersonId) -> Role:
        """Give the capacity that is theirs; somebody unheard of is of the network."""
        return dict(self.everyone).get(person, Role.NETWORK)

    def of(self, *roles: Role) -> tuple[Who, ...]:
        """Those of the cast who have one of these roles, in their order."""
        return tuple(who for who in self.everyone if who[1] in roles)


#: The cast of every story that names no other.
FAMILY: Final = Cast()

#: Everybody in it.
CAST: Final = FAMILY.everyone
