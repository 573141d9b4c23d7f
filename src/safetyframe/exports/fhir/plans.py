"""One minor's CarePlan, whose activities are the measures, and the CareTeam of who takes part."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from safetyframe.acts.wat import DangerStatement
from safetyframe.exports.fhir.naming import concept, identifiers, link, meta, plain, words
from safetyframe.exports.fhir.sheet import Sheet
from safetyframe.exports.seen import filled
from safetyframe.roles import Participation, Role
from safetyframe.slices import Measure
from safetyframe.wire import Json

__all__ = ["plan_of", "team_of"]


_TEAM: Final = {
    "active": "active",
    "draft": "active",
    "completed": "inactive",
    "revoked": "inactive",
    "entered-in-error": "entered-in-error",
}


def plan_of(sheet: Sheet) -> dict[str, Json]:
    """Give the CarePlan: HOE in force and what else was proposed, and the state of involvement."""
    names, hoe = sheet.names, sheet.hoe
    told = [] if hoe is None else [names.person(part.person) for part in hoe.together]
    dangers = (one for one in sheet.statements if isinstance(one, DangerStatement))
    goals = (one for one in sheet.statements if not isinstance(one, DangerStatement))
    return filled(
        {
            "resourceType": "CarePlan",
            "meta": meta(),
            "identifier": identifiers("trajectory", sheet.t.id),
            "status": sheet.status,
            "intent": "plan",
            "category": [concept("plan", "trajectory")],
            "subject": names.person(sheet.minor),
            "period": _involved(sheet),
            "created": None if hoe is None else hoe.at.isoformat(),
            "author": None if hoe is None else names.person(hoe.by),
            "contributor": list(told),
            "careTeam": [link(sheet.team)],
            "supportingInfo": [link(sheet.urls[one.id]) for one in dangers],
            "goal": [link(sheet.urls[one.id]) for one in goals],
            "activity": [_activity(sheet, one) for one in sheet.measures],
        }
    )


def _involved(sheet: Sheet) -> Json:
    """From the first opening to the last end, if nothing is open."""
    if not sheet.episodes:
        return None
    return _period(sheet.episodes[0].opened_at, sheet.episodes[-1].ended_at)


def _period(start: datetime, end: datetime | None) -> dict[str, Json]:
    return filled({"start": start.isoformat(), "end": None if end is None else end.isoformat()})


def _activity(sheet: Sheet, one: Measure) -> Json:
    """A measure; its id is that of the element, for an activity has no identifier of its own."""
    return filled({"id": plain(one.id), "detail": _measure(sheet, one)})


def _measure(sheet: Sheet, one: Measure) -> dict[str, Json]:
    why: list[Json] = [] if one.need is None else [words(one.need)]
    if one.supply_driven:
        why.append(concept("ground", "supply"))
    ended = one.ended_at is not None
    return filled(
        {
            "code": words(one.about),
            "reasonCode": why,
            "goal": [link(sheet.urls[name]) for name in one.serves if name in sheet.urls],
            "status": _carried(sheet, one),
            "statusReason": concept("measure-state", "ended") if ended else None,
            "scheduledPeriod": _period(one.at, one.ended_at or one.until),
            "performer": [sheet.names.person(person) for person in one.bearers],
        }
    )


def _carried(sheet: Sheet, one: Measure) -> str:
    """Whether it is part of HOE. Whether somebody did it is on no record, nor why it ended."""
    if one.ended_at is not None:
        return "unknown"
    agreed = sheet.hoe is not None and one.id in sheet.hoe.measures
    return "in-progress" if agreed else "not-started"


def team_of(sheet: Sheet) -> dict[str, Json]:
    """Give the CareTeam: everyone whose part is or was about this minor."""
    known = () if "people" in sheet.t.unknown else sheet.t.people.values()
    return filled(
        {
            "resourceType": "CareTeam",
            "meta": meta(),
            "identifier": identifiers("trajectory", sheet.t.id),
            "status": _TEAM.get(sheet.status),
            "category": [concept("plan", "trajectory")],
            "subject": sheet.names.person(sheet.minor),
            "period": _involved(sheet),
            "participant": [_member(sheet, p) for p in known if _about(p, sheet)],
        }
    )


def _about(part: Participation, sheet: Sheet) -> bool:
    if part.role is Role.MINOR:
        return part.person == sheet.minor
    return not part.concerns or sheet.minor in part.concerns


def _member(sheet: Sheet, part: Participation) -> Json:
    marks = [] if part.standing is None else [part.standing.value]
    marks += [
        name for name, so in (("chair", part.chair), ("professional", part.professional)) if so
    ]
    return {
        "role": [concept("role", part.role.value), *(concept("standing", one) for one in marks)],
        "member": sheet.names.person(part.person),
        "period": _period(part.since, part.until),
    }
