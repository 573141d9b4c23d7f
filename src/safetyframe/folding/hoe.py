"""How measures, HOE versions and their assessments change."""

from __future__ import annotations

from typing import Final

from attrs import evolve

from safetyframe.acts.hoe import (
    AcceptMeasure,
    AmendMeasure,
    AssessHoe,
    DeclineMeasure,
    EndMeasure,
    EstablishHoe,
    ProposeMeasure,
)
from safetyframe.index import IndexDraft
from safetyframe.record import Record
from safetyframe.slices import AboutBefore, Assessment, HoeVersion, Measure

__all__ = ["HANDLERS"]

_Measures = IndexDraft[str, Measure]


def _propose(draft: _Measures, _: Record, act: ProposeMeasure) -> None:
    draft[act.id] = Measure(
        id=act.id,
        wat=act.wat,
        about=act.about,
        serves=act.serves,
        bearers=act.bearers,
        minors=act.minors,
        proposed_by=act.by.person,
        proposed_as=act.by.role,
        at=act.by.at,
        need=act.need,
        supply_driven=act.supply_driven,
        until=act.until,
    )


def _amend(draft: _Measures, _: Record, act: AmendMeasure) -> None:
    before = draft.get(act.measure)
    if before is not None:
        draft[act.measure] = evolve(
            before,
            wat=act.wat,
            about=act.about,
            serves=act.serves,
            bearers=act.bearers,
            minors=act.minors,
            before=(*before.before, AboutBefore(until=act.by.at, minors=before.minors)),
            need=act.need,
            supply_driven=act.supply_driven,
            until=act.until,
            accepted=(),
            declined=(),
            amended_at=act.by.at,
        )


def _answer(draft: _Measures, _: Record, act: AcceptMeasure | DeclineMeasure) -> None:
    before = draft.get(act.measure)
    if before is None:
        return
    person = act.by.person
    accepted = tuple(p for p in before.accepted if p != person)
    declined = tuple(p for p in before.declined if p != person)
    if isinstance(act, AcceptMeasure):
        accepted = (*accepted, person)
    else:
        declined = (*declined, person)
    draft[act.measure] = evolve(before, accepted=accepted, declined=declined)


def _end(draft: _Measures, _: Record, act: EndMeasure) -> None:
    before = draft.get(act.measure)
    if before is not None:
        draft[act.measure] = evolve(before, ended_at=act.by.at)


def _establish(draft: IndexDraft[int, HoeVersion], record: Record, act: EstablishHoe) -> None:
    before = draft.last()
    number = 1 if before is None else before.number + 1
    draft[number] = HoeVersion(
        number=number,
        act=act.id,
        at=act.by.at,
        by=act.by.person,
        recorded_by=act.by.recorded_by,
        wat=act.wat,
        measures=act.measures,
        together=act.together,
        invited=act.invited,
    )


def _assess(draft: IndexDraft[tuple[int, str], Assessment], record: Record, act: AssessHoe) -> None:
    before = draft.get((act.hoe, act.bottom_line))
    new = Assessment(
        hoe=act.hoe,
        bottom_line=act.bottom_line,
        sufficient=act.sufficient,
        act=act.id,
        by=act.by.person,
        at=act.by.at,
        seq=record.seq,
        why=act.why,
        answer_by=act.answer_by,
    )
    if before is None or (before.at, before.seq) <= (new.at, new.seq):
        draft[new.key] = new


HANDLERS: Final = (
    (ProposeMeasure, "measures", _propose),
    (AmendMeasure, "measures", _amend),
    (AcceptMeasure, "measures", _answer),
    (DeclineMeasure, "measures", _answer),
    (EndMeasure, "measures", _end),
    (EstablishHoe, "hoe", _establish),
    (AssessHoe, "assessed", _assess),
)
