"""What the law answers: accepted, refused with every reason, or unsure for lack of facts.

All of it is data. Words come from `safetyframe.texts`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from enum import Enum
from typing import Final, Self, TypeAlias

from attrs import field, frozen

from safetyframe.acts import Act
from safetyframe.charter import Level
from safetyframe.record import Record
from safetyframe.roles import By, Role
from safetyframe.trajectory import Trajectory
from safetyframe.values import PersonId

__all__ = [
    "Accepted",
    "AuditReport",
    "Breach",
    "Can",
    "DutyState",
    "Fact",
    "Finding",
    "Findings",
    "Gap",
    "Outcome",
    "Owed",
    "Possibilities",
    "Possibility",
    "Refused",
    "Remedy",
    "Unjudged",
    "Unsure",
    "Violation",
    "facts",
]

#: A fact that was read: its name and its value, ready for JSON. References are opaque.
Fact: TypeAlias = tuple[str, str | int | bool]


# A reference, a number, an instant, the name of a field; never anything with blanks in it.
_PLAIN: Final = re.compile(r"[A-Za-z0-9._:/@+\-#\[\]]{0,128}")
_HIDDEN: Final = "?"
_LISTS: Final = frozenset({"unknown", "versions"})  # names and numbers of ours, parted by blanks


def facts(**values: object) -> tuple[Fact, ...]:
    """Write facts down in a form that can be kept and compared; None is left out.

    What is no reference is not repeated: a name typed where one belongs reads ``?``.
    """
    return tuple(
        [
            (name, _plain(value, lists=name in _LISTS))
            for name, value in values.items()
            if value is not None
        ]
    )


def _plain(value: object, *, lists: bool) -> str | int | bool:
    if isinstance(value, str):
        shown = value.replace(" ", "") if lists else value
        return value if _PLAIN.fullmatch(shown) else _HIDDEN
    if isinstance(value, int):
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


class Findings(tuple[Finding, ...]):  # noqa: SLOT001  a tuple can't have slots of its own
    """All findings on a trajectory, and the moment as of which they hold."""

    as_of: datetime

    def __new__(cls, findings: Iterable[Finding], *, as_of: datetime) -> Self:
        """Hold `findings`."""
        self = super().__new__(cls, findings)
        self.as_of = as_of
        return self

    def __getnewargs_ex__(self) -> tuple[tuple[object, ...], dict[str, object]]:
        """Travel between processes whole."""
        return (tuple(self),), {"as_of": self.as_of}


@frozen(kw_only=True)
class Accepted:
    """Yes. Keep the record, the trajectory, or your own rows. `warnings` refuse nothing."""

    record: Record
    trajectory: Trajectory
    warnings: tuple[Finding, ...] = ()


@frozen(kw_only=True)
class Refused:
    """No, for all the reasons that the known facts give. `unknown` slices might hold more.

    `act` is what was refused; it is no part of the answer, only what showing the answer needs.
    """

    violations: tuple[Violation, ...]
    unknown: tuple[str, ...] = ()
    act: Act | None = field(default=None, eq=False, repr=False)

    @property
    def clauses(self) -> tuple[str, ...]:
        """Every clause the refusal rests on, once each."""
        return tuple(dict.fromkeys(c for v in self.violations for c in v.clauses))


@frozen(kw_only=True)
class Unsure:
    """Not a yes: these slices must be loaded before the law can say."""

    unknown: tuple[str, ...]
    act: Act | None = field(default=None, eq=False, repr=False)


Outcome: TypeAlias = Accepted | Refused | Unsure


@frozen(kw_only=True)
class Breach:
    """A record that the law would not have accepted where it stands, with every reason."""

    record: Record
    violations: tuple[Violation, ...]


@frozen(kw_only=True)
class Unjudged:
    """A record that cannot be judged for lack of facts: that is not the same as fine."""

    record: Record
    unknown: tuple[str, ...]


@frozen(kw_only=True)
class AuditReport:
    """What `Law.audit` found in a history, in its order."""

    breaches: tuple[Breach, ...] = ()
    unjudged: tuple[Unjudged, ...] = ()


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


class Possibilities(tuple[Possibility, ...]):  # noqa: SLOT001  the same
    """What somebody could do of every kind of act, and who asked."""

    by: By

    def __new__(cls, possibilities: Iterable[Possibility], *, by: By) -> Self:
        """Hold `possibilities`."""
        self = super().__new__(cls, possibilities)
        self.by = by
        return self

    def __getnewargs_ex__(self) -> tuple[tuple[object, ...], dict[str, object]]:
        """Travel between processes whole."""
        return (tuple(self),), {"by": self.by}
