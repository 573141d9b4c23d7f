"""Acts on record as Provenance: who, in which capacity, when, and on what in the Bundle.

Acts that are about nothing in it are left out, and so is what restricts somebody: a barrier, an
exception, and what others put down about a person. Who receives a Bundle does not know from whom
that must be kept (reading 14).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from safetyframe import acts as a
from safetyframe.acts import Act
from safetyframe.acts.voices import Dissented
from safetyframe.exports.fhir.goals import observation_url
from safetyframe.exports.fhir.naming import Names, concept, identifiers, link, meta
from safetyframe.exports.fhir.sheet import Sheet
from safetyframe.exports.seen import filled
from safetyframe.record import Record
from safetyframe.roles import Part
from safetyframe.rules import ask
from safetyframe.slices import ABOUT_THEM
from safetyframe.trajectory import Trajectory
from safetyframe.values import PersonId
from safetyframe.wire import ACT_NAMES, Json

__all__ = ["provenances"]

_AGENT: Final = "http://terminology.hl7.org/CodeSystem/provenance-participant-type"


def provenances(
    t: Trajectory, records: Iterable[Record], names: Names, sheets: tuple[Sheet, ...]
) -> Iterator[tuple[str, dict[str, Json]]]:
    """Give a Provenance with its URL for each record that touched something in the Bundle."""
    for record in records:
        targets = tuple(dict.fromkeys(_touched(t, record.act, sheets)))
        if targets:
            url = names.url("Provenance", record.act.id, record.act.by.person)
            yield url, _provenance(record, names, targets)


def _provenance(record: Record, names: Names, targets: tuple[str, ...]) -> dict[str, Json]:
    act, by = record.act, record.act.by
    author: dict[str, Json] = filled(
        {
            "type": _agent("author"),
            "role": [concept("role", by.role.value)],
            "who": names.person(by.person),
            "onBehalfOf": None if by.on_behalf_of is None else names.person(by.on_behalf_of),
        }
    )
    agents: list[Json] = [author]
    if by.recorded_by is not None and by.recorded_by != by.person:
        agents.append({"type": _agent("enterer"), "who": names.person(by.recorded_by)})
    for part in _together(act):
        role: Json = concept("role", part.role.value)
        who = names.person(part.person)
        agents.append({"type": _agent("performer"), "role": [role], "who": who})
    return filled(
        {
            "resourceType": "Provenance",
            "meta": meta(),
            "target": [link(url) for url in targets],
            "occurredDateTime": by.at.isoformat(),
            "recorded": record.recorded_at.isoformat(),
            "activity": concept("act", _said(act)),
            "agent": agents,
            "entity": [
                {"role": "source", "what": {"identifier": one}}
                for kind, name in ((("act", act.id), *_sources(act)))
                for one in identifiers(kind, name)
            ],
        }
    )


def _agent(code: str) -> Json:
    return {"coding": [{"system": _AGENT, "code": code}]}


def _together(act: Act) -> tuple[Part, ...]:
    return act.together if isinstance(act, a.EstablishHoe | a.DecideDirection) else ()


def _said(act: Act) -> str:
    """The act's name on the wire, and after a colon what it said where that is one word."""
    name = ACT_NAMES[type(act)][0]
    match act:
        case a.Judge():
            return f"{name}:{'met' if act.met else 'unmet'}"
        case a.AssessHoe():
            return f"{name}:{'sufficient' if act.sufficient else 'insufficient'}"
        case a.Align():
            return f"{name}:{act.position.value}"
        case a.Dissent():
            return f"{name}:{act.against.value}"
        case a.Withdraw():
            return f"{name}:{act.outcome.value}"
        case a.DecideNecessity() | a.RecordNecessity():
            return f"{name}:{act.decision.status.value}"
        case a.ReviseWat() | a.SetExpectations():
            return f"{name}:{'material' if act.material else 'wording'}"
        case _:
            return name


def _sources(act: Act) -> Iterator[tuple[str, str | None]]:
    """What an act rested on, or was about, beside what is in the Bundle: by reference only."""
    match act:
        case a.EstablishWat() | a.ReviseWat():
            yield from (("act", one) for one in (*act.information, *act.conversations))
            yield from (("act", one.view) for one in act.weighed)
        case a.AmendMeasure() | a.EndMeasure() | a.AcceptMeasure() | a.DeclineMeasure():
            yield "measure", act.measure
        case a.EstablishHoe():
            yield from (("measure", one) for one in act.measures)
        case a.DecideNecessity() | a.RecordNecessity():
            yield "necessity", act.decision.reference
        case a.OpenInvolvement() | a.Reopen():
            yield "necessity", act.necessity.reference
        case a.Dissent():
            yield "text", act.words.id
        case a.DecideDirection():
            yield "text", act.direction.id
        case _:
            return


def _touched(t: Trajectory, act: Act, sheets: tuple[Sheet, ...]) -> Iterator[str]:
    """The URLs of what an act made, changed or disputed."""
    find = _FOUND_BY.get(type(act))
    return iter(()) if find is None else find(t, act, sheets)


def _meant(sheets: tuple[Sheet, ...], minors: tuple[PersonId, ...]) -> Iterator[Sheet]:
    """The sheets of these minors; where none is named, of all."""
    return (sheet for sheet in sheets if not minors or sheet.minor in minors)


def _plans(sheets: tuple[Sheet, ...], minors: tuple[PersonId, ...]) -> Iterator[str]:
    return (sheet.plan for sheet in _meant(sheets, minors))


def _teams(sheets: tuple[Sheet, ...], minors: tuple[PersonId, ...]) -> Iterator[str]:
    return (sheet.team for sheet in _meant(sheets, minors))


def _both(sheets: tuple[Sheet, ...], minors: tuple[PersonId, ...]) -> Iterator[str]:
    for sheet in _meant(sheets, minors):
        yield from (sheet.plan, sheet.team)


def _carrying(sheets: tuple[Sheet, ...], measures: tuple[str, ...]) -> Iterator[str]:
    return (s.plan for s in sheets if any(one.id in measures for one in s.measures))


def _statement(
    sheets: tuple[Sheet, ...], name: str, minors: tuple[PersonId, ...] = ()
) -> Iterator[str]:
    return (s.urls[name] for s in _meant(sheets, minors) if name in s.urls)


def _answer(t: Trajectory, act: a.Scale, sheets: tuple[Sheet, ...]) -> Iterator[str]:
    held = () if "scales" in t.unknown else t.scales.values()
    for sheet in _meant(sheets, (act.minor,)):
        if act.goal in sheet.urls:
            yield from (
                observation_url(sheet, one)
                for one in held
                if one.act == act.id and one.person == act.by.person
            )


def _dissented(t: Trajectory, act: a.Dissent, sheets: tuple[Sheet, ...]) -> Iterator[str]:
    """What a dissent is against; where that is not in the Bundle the plans: it is never lost."""
    return iter(tuple(_disputed(t, act, sheets)) or tuple(_plans(sheets, ())))


def _disputed(t: Trajectory, act: a.Dissent, sheets: tuple[Sheet, ...]) -> Iterator[str]:
    match act.against:
        case Dissented.WAT if act.statement is not None:
            yield from _statement(sheets, act.statement)
        case Dissented.WAT | Dissented.HOE:
            yield from _plans(sheets, ())
        case Dissented.JUDGEMENT:
            held = () if "judged" in t.unknown else t.judged.values()
            for series in held:
                if any(one.act == act.ref for one in series.items):
                    yield from _statement(sheets, series.target, (series.minor,))
        case Dissented.WITHDRAWAL:
            ended = (s for s in sheets if any(e.ended_by == act.ref for e in s.episodes or ()))
            yield from (sheet.plan for sheet in ended)
        case Dissented.DIRECTION:
            one = None if "directions" in t.unknown else t.directions.get(act.ref)
            yield from () if one is None else _plans(sheets, one.minors)


def _aligned(act: a.Align, sheets: tuple[Sheet, ...]) -> Iterator[str]:
    if act.position not in ABOUT_THEM:
        yield from _plans(sheets, () if act.minor is None else (act.minor,))


def _stated(
    act: a.EstablishWat | a.ReviseWat | a.SetExpectations, sheets: tuple[Sheet, ...]
) -> Iterator[str]:
    for one in ask.stated(act):
        yield from _statement(sheets, one.id, one.minors)


def _left(t: Trajectory, act: a.EndParticipation, sheets: tuple[Sheet, ...]) -> Iterator[str]:
    part = None if "people" in t.unknown else t.people.get(act.participation)
    return iter(()) if part is None else _teams(sheets, part.concerns)


_Find: TypeAlias = Callable[[Trajectory, Any, tuple[Sheet, ...]], Iterator[str]]

#: What each kind of act is about, of what is in the Bundle. What is not here is left out.
_FOUND_BY: Final[Mapping[type[Act], _Find]] = MappingProxyType(
    {
        **dict.fromkeys(
            (a.EstablishWat, a.ReviseWat, a.SetExpectations), lambda _, act, s: _stated(act, s)
        ),
        a.Judge: lambda _, act, s: _statement(s, act.target, (act.minor,)),
        a.AssessHoe: lambda _, act, s: _statement(s, act.bottom_line),
        a.Scale: _answer,
        a.Dissent: _dissented,
        a.Align: lambda _, act, s: _aligned(act, s),
        a.Withdraw: lambda _, act, s: _both(s, (act.minor,)),
        **dict.fromkeys(
            (a.OpenInvolvement, a.Reopen, a.Adopt), lambda _, act, s: _both(s, act.minors)
        ),
        **dict.fromkeys(
            (a.DecideNecessity, a.RecordNecessity),
            lambda _, act, s: _plans(s, act.decision.minors),
        ),
        **dict.fromkeys(
            (a.ProposeMeasure, a.AmendMeasure, a.DecideDirection, a.Review),
            lambda _, act, s: _plans(s, act.minors),
        ),
        **dict.fromkeys(
            (a.EndMeasure, a.AcceptMeasure, a.DeclineMeasure),
            lambda _, act, s: _carrying(s, (act.measure,)),
        ),
        a.EstablishHoe: lambda _, act, s: _carrying(s, act.measures),
        **dict.fromkeys(
            (a.AssignConsultant, a.DeputiseConsultant, a.OfferHandover, a.TakeOver),
            lambda _t, _act, s: _teams(s, ()),
        ),
        a.AddParticipation: lambda _, act, s: _teams(s, act.concerns),
        a.EndParticipation: _left,
    }
)
