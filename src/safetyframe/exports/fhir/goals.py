"""WAT in force: what must be seen as Goals, what is feared as RiskAssessments, answers as numbers.

What a Goal achieved is what the lead judged last, on the WAT that is in force. It is never reckoned
here, and no scale is averaged.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from safetyframe.acts.wat import (
    BottomLine,
    DangerStatement,
    Expectation,
    SafetyGoal,
    Statement,
    StatementKind,
)
from safetyframe.exports.fhir.naming import concept, identifiers, link, meta, words
from safetyframe.exports.fhir.sheet import Sheet
from safetyframe.exports.seen import filled
from safetyframe.slices import Judgement, ScaleAnswer
from safetyframe.values import civil_date
from safetyframe.wire import Json

__all__ = ["goals_of", "observation_url"]

_ACHIEVEMENT: Final = "http://terminology.hl7.org/CodeSystem/goal-achievement"
_RELATED: Final = "http://hl7.org/fhir/StructureDefinition/goal-relationship"
_RELATION: Final = "http://terminology.hl7.org/CodeSystem/goal-relationship-type"
_UNITS: Final = "http://unitsofmeasure.org"
_HIGHEST: Final = 10

_LIFE: Final = {
    "completed": "completed",
    "revoked": "cancelled",
    "entered-in-error": "entered-in-error",
}


def goals_of(sheet: Sheet) -> Iterator[tuple[str, dict[str, Json]]]:
    """Give what WAT says about one minor, and the answers on it, each with its URL."""
    for one in sheet.statements:
        url = sheet.urls[one.id]
        yield url, _risk(sheet, one) if isinstance(one, DangerStatement) else _goal(sheet, one)
    yield from ((observation_url(sheet, one), _answer(sheet, one)) for one in _answers(sheet))


def _goal(sheet: Sheet, one: BottomLine | SafetyGoal | Expectation) -> dict[str, Json]:
    kind, dangers, links = _of(one)
    targets = _targets(one) if isinstance(one, SafetyGoal) else ()
    aims = one.aims if isinstance(one, SafetyGoal) else ()
    judged = _judged(sheet, one.id)
    answers = (observation_url(sheet, a) for a in _answers(sheet) if a.goal == one.id)
    return filled(
        {
            "resourceType": "Goal",
            "meta": meta(),
            "extension": [_relation(sheet.urls[name]) for name in links],
            "identifier": identifiers("statement", one.id),
            "lifecycleStatus": _LIFE.get(sheet.status, "active"),
            "achievementStatus": None if judged is None else _achieved(judged),
            "category": [concept("statement", kind), *(concept("aim", aim.value) for aim in aims)],
            "description": words(one.words),
            "subject": sheet.names.person(sheet.minor),
            "startDate": _since(sheet, one),
            "target": list(targets),
            "expressedBy": None if sheet.wat is None else sheet.names.person(sheet.wat.by),
            "addresses": [link(sheet.urls[name]) for name in dangers],
            "outcomeReference": [link(url) for url in answers],
        }
    )


def _of(
    one: BottomLine | SafetyGoal | Expectation,
) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """What kind of statement it is, the dangers it is set against, the goals it goes with."""
    match one:
        case BottomLine():
            return StatementKind.BOTTOM_LINE.value, one.dangers, one.goals
        case SafetyGoal():
            return StatementKind.GOAL.value, one.dangers, ()
        case Expectation():
            return StatementKind.EXPECTATION.value, (), ()


def _targets(goal: SafetyGoal) -> Iterator[Json]:
    if goal.safe_enough is not None:
        yield {
            "measure": concept("target", "safe-enough"),
            "detailCodeableConcept": words(goal.safe_enough),
        }
    if goal.scale_at_least is not None:
        yield {
            "measure": concept("target", "scale"),
            "detailRange": {"low": {"value": goal.scale_at_least}, "high": {"value": _HIGHEST}},
        }
    if goal.sustained_days:
        days: Json = {"value": goal.sustained_days, "unit": "d", "system": _UNITS, "code": "d"}
        yield {"measure": concept("target", "sustained"), "detailQuantity": days}


def _relation(url: str) -> Json:
    other: Json = {"coding": [{"system": _RELATION, "code": "other"}]}
    return {
        "url": _RELATED,
        "extension": [
            {"url": "type", "valueCodeableConcept": other},
            {"url": "target", "valueReference": link(url)},
        ],
    }


def _risk(sheet: Sheet, one: DangerStatement) -> dict[str, Json]:
    wat = sheet.wat
    return filled(
        {
            "resourceType": "RiskAssessment",
            "meta": meta(),
            "identifier": identifiers("statement", one.id),
            "status": "final",
            "code": concept("statement", "danger"),
            "subject": sheet.names.person(sheet.minor),
            "occurrenceDateTime": _first(sheet, one).isoformat(),
            "performer": None if wat is None else sheet.names.person(wat.by),
            "prediction": [{"outcome": words(one.words)}],
        }
    )


def _judged(sheet: Sheet, target: str) -> Judgement | None:
    """The last judgement, where it is on the material version that is in force (X1, X6)."""
    t = sheet.t
    if "judged" in t.unknown or sheet.wat is None:
        return None
    series = t.judged.get((sheet.minor, target))
    if series is None:
        return None
    last = series.items[-1]
    version = t.wat.get(last.wat)
    return last if version is not None and version.material == sheet.wat.material else None


def _achieved(judged: Judgement) -> Json:
    code = "achieved" if judged.met else "not-achieved"
    return {"coding": [{"system": _ACHIEVEMENT, "code": code}]}


def _first(sheet: Sheet, one: Statement) -> datetime:
    """When this statement was first in a WAT that the viewer knows, about this minor."""
    return next(
        version.at
        for version in sheet.t.wat.values()
        if any(s.id == one.id and sheet.minor in s.minors for s in version.statements)
    )


def _since(sheet: Sheet, one: Statement) -> str:
    return civil_date(_first(sheet, one), sheet.t.zone).isoformat()


# --- scales ---------------------------------------------------------------------------------------


def _answers(sheet: Sheet) -> tuple[ScaleAnswer, ...]:
    """Every answer about this minor on a statement of the WAT in force."""
    if "scales" in sheet.t.unknown:
        return ()
    return tuple(
        one
        for one in sheet.t.scales.values()
        if one.minor == sheet.minor and one.goal in sheet.urls
    )


def observation_url(sheet: Sheet, one: ScaleAnswer) -> str:
    """Give the URL of one answer; by whose it is too, for another may have used the act's id."""
    return sheet.names.url("Observation", one.act, one.person)


def _answer(sheet: Sheet, one: ScaleAnswer) -> dict[str, Json]:
    return filled(
        {
            "resourceType": "Observation",
            "meta": meta(),
            "identifier": identifiers("act", one.act),
            "status": "final",
            "code": concept("target", "scale"),
            "subject": sheet.names.person(sheet.minor),
            "focus": [link(sheet.urls[one.goal])],
            "effectiveDateTime": one.at.isoformat(),
            "performer": [sheet.names.person(one.person)],
            "valueInteger": one.value,
            "method": None if one.form is None else concept("form", one.form.value),
        }
    )
