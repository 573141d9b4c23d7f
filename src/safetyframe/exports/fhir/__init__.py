"""FHIR R4: the plan, the team, the goals, and who did what to them, as a Bundle.

docs/reference/fhir.md says field by field what goes where, and what does not fit and is left out.
"""

from __future__ import annotations

from safetyframe.exports.fhir.acts import provenances
from safetyframe.exports.fhir.goals import goals_of
from safetyframe.exports.fhir.naming import Names, meta
from safetyframe.exports.fhir.plans import plan_of, team_of
from safetyframe.exports.fhir.sheet import sheets_of
from safetyframe.exports.seen import both
from safetyframe.record import Record
from safetyframe.trajectory import Trajectory
from safetyframe.views import View
from safetyframe.wire import Json

__all__ = ["fhir"]


def fhir(view: View[Trajectory], records: View[tuple[Record, ...]]) -> dict[str, Json]:
    """Give a FHIR R4 Bundle (a `collection`) of what the viewer may know.

    For each minor there are a CarePlan and a CareTeam; WAT in force is in Goals (goals, bottom
    lines, expectations) and RiskAssessments (dangers), scales are Observations, and acts on these
    are Provenances. Persons are opaque references, words are references to texts, and all of it is
    labelled restricted. Raises `HostError` for views that do not belong together.
    """
    t, shown = both(view, records)
    names = Names.of(t)
    sheets = sheets_of(t, view.viewer.at, names)
    entries: list[Json] = []
    for sheet in sheets:
        entries += [
            _entry(sheet.plan, plan_of(sheet)),
            _entry(sheet.team, team_of(sheet)),
            *(_entry(url, resource) for url, resource in goals_of(sheet)),
        ]
    entries += [_entry(url, one) for url, one in provenances(t, shown, names, sheets)]
    return {
        "resourceType": "Bundle",
        "meta": meta(view.viewer.person),
        "type": "collection",
        "timestamp": view.viewer.at.isoformat(),
        "entry": entries,
    }


def _entry(url: str, resource: dict[str, Json]) -> Json:
    return {"fullUrl": url, "resource": resource}
