"""What a list of records says, read with plain loops: the oracle of `test_properties`.

Written from `charter/norms.md` and from what each act means. It asks nothing of rules, folds,
slices, duties or findings; of the library it uses only the acts and their small values.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from attrs import frozen, mutable

from safetyframe import acts as a
from safetyframe.acts.ending import WithdrawalOutcome
from safetyframe.acts.involvement import NecessityStatus
from safetyframe.roles import Role, Standing

ZONE = ZoneInfo("Europe/Brussels")


def day(instant: datetime) -> date:
    return instant.astimezone(ZONE).date()


@mutable
class Sitting:
    """One person's part."""

    id: str
    person: str
    role: Role
    since: datetime
    until: datetime | None = None
    standing: Standing | None = None
    concerns: tuple[str, ...] = ()
    professional: bool = False

    def runs(self, at: datetime) -> bool:
        return self.since <= at and (self.until is None or at < self.until)

    def ends(self, until: datetime) -> None:
        """It ends then; what has ended already is not drawn out."""
        self.until = until if self.until is None else min(until, self.until)


@mutable
class Stretch:
    """One stretch of involvement with one minor."""

    minor: str
    opened: datetime
    opener: str
    emergency: bool
    ended: datetime | None = None
    outcome: WithdrawalOutcome | None = None
    by: str | None = None


@frozen
class Text:
    """One version of WAT: its number, the material one it belongs to, the act, what it holds."""

    number: int
    material: int
    act: Any
    bottom_lines: tuple[Any, ...]
    dangers: tuple[Any, ...]
    goals: tuple[Any, ...]
    expectations: tuple[Any, ...]


@frozen
class Found:
    """A judgement."""

    at: datetime
    seq: int
    wat: int
    minor: str
    target: str
    met: bool


def sittings(records: list[Any]) -> list[Sitting]:
    """Everybody's parts as the records leave them."""
    parts: list[Sitting] = []
    for record in records:
        _sit(parts, record.act)
    return parts


def _sit(parts: list[Sitting], act: Any) -> None:
    if isinstance(act, a.OpenInvolvement | a.Reopen):
        _open(parts, act)
    elif isinstance(act, a.Adopt):
        _open(parts, act)
        parts.extend(_brought(act, part) for part in act.parts)
    elif isinstance(act, a.AssignConsultant):
        _end(parts, act.replaces, act.since)
        parts.append(_consultant(act.id, act.person, act.since, act.standing, act.until))
    elif isinstance(act, a.DeputiseConsultant):
        parts.append(_consultant(act.id, act.person, act.since, Standing.DEPUTY, act.until))
    elif isinstance(act, a.TakeOver):
        _take_over(parts, act)
    elif isinstance(act, a.AddParticipation):
        parts.append(
            Sitting(
                id=act.id,
                person=act.person,
                role=act.role,
                since=act.since,
                until=act.until,
                standing=Standing.CO if act.role is Role.CONSULTANT else None,
                concerns=act.concerns,
                professional=act.professional or act.role in (Role.CONSULTANT, Role.CARE_WORKER),
            )
        )
    elif isinstance(act, a.EndParticipation):
        _end(parts, act.participation, act.until)


def _open(parts: list[Sitting], act: Any) -> None:
    at, opener = act.by.at, act.by.person
    leads = any(p.person == opener and p.standing is Standing.LEAD and p.runs(at) for p in parts)
    if isinstance(act, a.OpenInvolvement | a.Adopt) and act.minors and not leads:
        parts.append(_consultant(act.id, opener, at, Standing.LEAD))
    for minor in act.minors:
        if not any(p.person == minor and p.role is Role.MINOR and p.runs(at) for p in parts):
            key = f"{act.id}/{minor}"
            parts.append(
                Sitting(id=key, person=minor, role=Role.MINOR, since=at, concerns=(minor,))
            )


def _brought(act: Any, part: Any) -> Sitting:
    return Sitting(
        id=f"{act.id}/{part.person}/{part.role.value}",
        person=part.person,
        role=part.role,
        since=part.since,
        concerns=part.concerns,
        professional=part.professional or part.role is Role.CARE_WORKER,
    )


def _take_over(parts: list[Sitting], act: Any) -> None:
    at = act.by.at
    for part in parts:
        goes = part.standing is Standing.LEAD or part.person == act.by.person
        if part.role is Role.CONSULTANT and part.runs(at) and goes:
            part.ends(at)
    parts.append(_consultant(act.id, act.by.person, at, Standing.LEAD))


def _end(parts: list[Sitting], key: str | None, until: datetime) -> None:
    for part in parts:
        if part.id == key:
            part.ends(until)


def _consultant(
    id: str,  # noqa: A002
    person: str,
    since: datetime,
    standing: Standing,
    until: datetime | None = None,
) -> Sitting:
    return Sitting(
        id=id,
        person=person,
        role=Role.CONSULTANT,
        since=since,
        until=until,
        standing=standing,
        professional=True,
    )


def stretches(records: list[Any]) -> list[Stretch]:
    """All stretches of involvement, emergencies included, in the order in which they began."""
    found: list[Stretch] = []
    necessity: list[Any] = []
    for record in records:
        act, at = record.act, record.act.by.at
        if isinstance(act, a.OpenInvolvement | a.Reopen | a.Adopt):
            necessity.append(act.necessity)
            for minor in dict.fromkeys(act.minors):
                _close(found, minor, act, None, emergencies=True)
                found.append(Stretch(minor, at, act.by.person, emergency=False))
        elif isinstance(act, a.Protect):
            for minor in act.minors:
                before = _last(found, minor)
                if before is None or before.ended is not None:
                    found.append(Stretch(minor, at, act.by.person, emergency=True))
        elif isinstance(act, a.Withdraw):
            _close(found, act.minor, act, act.outcome, emergencies=True)
        elif isinstance(act, a.DecideNecessity | a.RecordNecessity):
            necessity.append(act.decision)
            for minor in act.decision.minors:
                # Where it stands is the latest decision by its own date, however late it came in.
                mine = [d for d in necessity if minor in d.minors]
                latest = max(mine, key=lambda d: d.decided_at)
                ended = act.decision.status is NecessityStatus.ENDED
                if ended and latest.decided_at <= act.decision.decided_at:
                    outcome = WithdrawalOutcome.MANDATE_ENDED_BY_GOVERNMENT
                    _close(found, minor, act, outcome, emergencies=False)
    return found


def _last(found: list[Stretch], minor: str) -> Stretch | None:
    mine = [s for s in found if s.minor == minor]
    return mine[-1] if mine else None


def _close(
    found: list[Stretch],
    minor: str,
    act: Any,
    outcome: WithdrawalOutcome | None,
    *,
    emergencies: bool,
) -> None:
    last = _last(found, minor)
    if last is not None and last.ended is None and (emergencies or not last.emergency):
        last.ended, last.outcome, last.by = act.by.at, outcome, act.id


def texts(records: list[Any]) -> list[Text]:
    """Every version of WAT, numbered from 1."""
    found: list[Text] = []
    for record in records:
        act = record.act
        number = len(found) + 1
        if isinstance(act, a.EstablishWat | a.ReviseWat):
            fresh = isinstance(act, a.EstablishWat) or act.material or not found
            found.append(
                Text(
                    number=number,
                    material=number if fresh else found[-1].material,
                    act=act,
                    bottom_lines=act.bottom_lines,
                    dangers=act.dangers,
                    goals=act.goals,
                    expectations=found[-1].expectations if found else (),
                )
            )
        elif isinstance(act, a.SetExpectations):
            before = found[-1]
            found.append(
                Text(
                    number=number,
                    material=number if act.material else before.material,
                    act=act,
                    bottom_lines=before.bottom_lines,
                    dangers=before.dangers,
                    goals=before.goals,
                    expectations=act.expectations,
                )
            )
    return found


def judgements(records: list[Any]) -> list[Found]:
    return [
        Found(r.act.by.at, r.seq, r.act.wat, r.act.minor, r.act.target, r.act.met)
        for r in records
        if isinstance(r.act, a.Judge)
    ]


def missing_for_achieved(
    records: list[Any], minor: str, at: datetime, oldest: int | None
) -> list[str]:
    """X1, in its own words: what stands between this minor and a withdrawal as achieved."""
    versions = texts(records)
    if not versions:
        return ["no WAT in force"]
    wat = versions[-1]
    goals = [g for g in wat.goals if minor in g.minors]
    expected = [e for e in wat.expectations if minor in e.minors]
    lines = [b for b in wat.bottom_lines if minor in b.minors]
    missing = []
    if not goals:
        missing.append("no goal about this minor")
    if not expected:
        missing.append("no expectation")
    material = {v.number: v.material for v in versions}
    for statement in (*goals, *expected, *lines):
        series = sorted(
            (j.at, j.seq, j.met)
            for j in judgements(records)
            if j.minor == minor and j.target == statement.id and material[j.wat] == wat.material
        )
        if not series or not series[-1][2]:
            missing.append(f"{statement.id} is not judged met")
            continue
        if series[-1][0] > at:
            missing.append(f"{statement.id} is judged later")
            continue
        held_since = series[-1][0]
        for moment, _, met in reversed(series):
            if not met:
                break
            held_since = moment
        needed = getattr(statement, "sustained_days", 0)
        if (day(at) - day(held_since)).days < needed:
            missing.append(f"{statement.id} is not sustained")
        if oldest is not None and (day(at) - day(series[-1][0])).days > oldest:
            missing.append(f"{statement.id} is judged too long ago")
    return missing
