"""What is said about one minor, gathered before it is written: FHIR has one subject a resource."""

from __future__ import annotations

from datetime import datetime

from attrs import field, frozen

from safetyframe.acts.ending import WithdrawalOutcome
from safetyframe.acts.wat import Statement
from safetyframe.exports.fhir.naming import Names
from safetyframe.roles import Role
from safetyframe.rules import ask
from safetyframe.slices import Episode, HoeVersion, Measure, WatVersion
from safetyframe.trajectory import Trajectory
from safetyframe.values import PersonId

__all__ = ["Sheet", "sheets_of"]


@frozen(kw_only=True)
class Sheet:
    """One minor, the plan's state, and what of WAT, HOE and measures is about that minor.

    `episodes` is None where nobody knows of any. `statements` link to what is about this one only;
    `urls` says where each is in the Bundle.
    """

    t: Trajectory
    at: datetime
    names: Names
    minor: PersonId
    episodes: tuple[Episode, ...] | None
    wat: WatVersion | None
    hoe: HoeVersion | None
    measures: tuple[Measure, ...]
    statements: tuple[Statement, ...]
    status: str
    plan: str = field(init=False)
    team: str = field(init=False)
    urls: dict[str, str] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Say where each resource of this minor is."""
        url = self.names.url
        object.__setattr__(self, "plan", url("CarePlan", self.minor))
        object.__setattr__(self, "team", url("CareTeam", self.minor))
        urls = {one.id: url("statement", self.minor, one.id) for one in self.statements}
        object.__setattr__(self, "urls", urls)


def sheets_of(t: Trajectory, at: datetime, names: Names) -> tuple[Sheet, ...]:
    """Give a sheet for each minor that is known; a slice that is unknown is left out."""
    return tuple(_sheet(t, at, names, minor) for minor in _minors(t))


def _minors(t: Trajectory) -> tuple[PersonId, ...]:
    found: dict[PersonId, None] = {}
    if "involvement" not in t.unknown:
        found.update((one.minor, None) for one in t.involvement.values())
    if "people" not in t.unknown:
        found.update((p.person, None) for p in t.people.values() if p.role is Role.MINOR)
    return tuple(found)


def _sheet(t: Trajectory, at: datetime, names: Names, minor: PersonId) -> Sheet:
    wat = None if "wat" in t.unknown else ask.wat_in_force(t)
    said = () if wat is None else ask.said_of(wat, frozenset({minor}))
    statements = tuple(one for kind in said for one in kind)
    episodes = None
    if "involvement" not in t.unknown:
        episodes = tuple(e for e in t.involvement.values() if e.minor == minor)
    known = () if "measures" in t.unknown else t.measures.values()
    return Sheet(
        t=t,
        at=at,
        names=names,
        minor=minor,
        episodes=episodes,
        wat=wat,
        hoe=None if "hoe" in t.unknown else ask.hoe_in_force(t),
        measures=tuple(m for m in known if not m.minors or minor in m.minors),
        statements=statements,
        status=_status(episodes, stated=bool(statements)),
    )


def _status(episodes: tuple[Episode, ...] | None, *, stated: bool) -> str:
    """Where the consultants' involvement stands, as a FHIR request status (P20, 1.2.2)."""
    if not episodes:
        return "unknown"
    last = episodes[-1]
    if last.open:
        return "active" if stated else "draft"
    match last.outcome:
        case WithdrawalOutcome.ACHIEVED:
            return "completed"
        case WithdrawalOutcome.OPENED_IN_ERROR:
            return "entered-in-error"
        case _:
            return "revoked"
