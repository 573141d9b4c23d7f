"""What the law answers: accepted, refused with every reason, or unsure for lack of facts.

All of it is data. Words come from `safetyframe.texts`.
"""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import TypeAlias

from attrs import frozen

from safetyframe.charter import Level
from safetyframe.record import Record
from safetyframe.roles import Role
from safetyframe.trajectory import Trajectory
from safetyframe.values import PersonId

__all__ = [
    "Accepted",
    "Can",
    "DutyState",
    "Fact",
    "Finding",
    "Gap",
    "Outcome",
    "Owed",
    "Possibility",
    "Refused",
    "Remedy",
    "Unsure",
    "Violation",
    "facts",
]

#: A fact that was read: its name and its value, ready for JSON. References are opaque.
Fact: TypeAlias = tuple[str, str | int | bool]


def facts(**values: object) -> tuple[Fact, ...]:
    """Write facts down in a form that can be kept and compared; None is left out."""
    return tuple([(name, _plain(value)) for name, value in values.items() if value is not None])


def _plain(value: object) -> str | int | bool:
    if isinstance(value, (str, int)):
        return value
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value)


@frozen(kw_only=True)
class Remedy:
    """An act that would fill a gap, and the roles that may do it.

    `act` is the act's class name; `about` says what it must name. `human` marks a decision that
    only a named human can take: nobody should do it merely to pass.
    """

    act: str
    roles: tuple[Role, ...]
    about: tuple[Fact, ...] = ()
    human: bool = False


@frozen(kw_only=True)
class Gap:
    """One thing that is missing or in the way; `code` names its kind, `about` the particulars."""

    code: str
    about: tuple[Fact, ...] = ()
    remedies: tuple[Remedy, ...] = ()

    def get(self, name: str) -> str | int | bool | None:
        """Give the fact called `name`, or None."""
        return dict(self.about).get(name)


@frozen(kw_only=True)
class Violation:
    """One rule that an act breaks: what it rests on, the facts read, the gaps and their remedies.

    `clauses` is empty for refusals of form only. `broken` says that the rule itself failed: the act
    is refused all the same.
    """

    rule: str
    clauses: tuple[str, ...]
    level: Level
    gaps: tuple[Gap, ...]
    broken: bool = False


class DutyState(Enum):
    """The four states of a duty; there is no fifth (X7)."""

    DONE = "done"
    EXCEPTED = "excepted"
    DUE = "due"
    OVERDUE = "overdue"


@frozen(kw_only=True)
class Owed:
    """A duty towards one person, and where it stands.

    `version` is what it is about (a WAT or HOE version, or None); `since` when it arose, `due` the
    end of the time the policy gives, both as instants or civil dates in the trajectory's zone.
    """

    duty: str
    clause: str
    person: PersonId
    state: DutyState
    since: datetime
    due_on: str
    level: Level = Level.EXPLAIN
    version: int | None = None
    until: datetime | None = None
    remedies: tuple[Remedy, ...] = ()


@frozen(kw_only=True)
class Finding:
    """Something to look at; it refuses nothing.

    An open duty (with its `state`), an advisory, a gate lowered by policy, or a problem with an act
    nobody may block. `code` names its kind, `about` the particulars.
    """

    rule: str
    clauses: tuple[str, ...]
    level: Level
    code: str
    about: tuple[Fact, ...] = ()
    state: DutyState | None = None
    remedies: tuple[Remedy, ...] = ()

    def get(self, name: str) -> str | int | bool | None:
        """Give the fact called `name`, or None."""
        return dict(self.about).get(name)


@frozen(kw_only=True)
class Accepted:
    """Yes. Keep the record, the trajectory, or your own rows. `warnings` refuse nothing."""

    record: Record
    trajectory: Trajectory
    warnings: tuple[Finding, ...] = ()


@frozen(kw_only=True)
class Refused:
    """No, for all the reasons that the known facts give. `unknown` slices might hold more."""

    violations: tuple[Violation, ...]
    unknown: tuple[str, ...] = ()

    @property
    def clauses(self) -> tuple[str, ...]:
        """Every clause the refusal rests on, once each."""
        return tuple(dict.fromkeys(c for v in self.violations for c in v.clauses))


@frozen(kw_only=True)
class Unsure:
    """Not a yes: these slices must be loaded before the law can say."""

    unknown: tuple[str, ...]


Outcome: TypeAlias = Accepted | Refused | Unsure


class Can(Enum):
    """Whether a kind of act is open to somebody now."""

    YES = "yes"
    NO = "no"
    DEPENDS = "depends"


@frozen(kw_only=True)
class Possibility:
    """What `law.what_can` says of one kind of act.

    *Yes*: any that is well formed. *No*: none, for these reasons. *Depends*: on what it says, which
    these rules look at, or on slices that are not loaded.
    """

    act: str
    can: Can
    violations: tuple[Violation, ...] = ()
    rules: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
