"""How participations and handovers change."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from attrs import evolve

from safetyframe.acts.ending import Reopen
from safetyframe.acts.involvement import (
    AddParticipation,
    AssignConsultant,
    DeputiseConsultant,
    EndParticipation,
    OfferHandover,
    OpenInvolvement,
    TakeOver,
)
from safetyframe.index import IndexDraft
from safetyframe.record import Record
from safetyframe.roles import Participation, Role, Standing
from safetyframe.slices import Handover

__all__ = ["HANDLERS"]

_People = IndexDraft[str, Participation]
_Handovers = IndexDraft[str, Handover]


def _assign(draft: _People, record: Record, act: AssignConsultant) -> None:
    if act.replaces is not None:
        _end(draft, act.replaces, record, act.since)
    _consultant(draft, act, act.standing)


def _deputise(draft: _People, _: Record, act: DeputiseConsultant) -> None:
    _consultant(draft, act, Standing.DEPUTY)


def _consultant(
    draft: _People, act: AssignConsultant | DeputiseConsultant, standing: Standing
) -> None:
    draft[act.id] = Participation(
        id=act.id,
        person=act.person,
        role=Role.CONSULTANT,
        standing=standing,
        since=act.since,
        until=act.until,
        added_at=act.by.at,
        professional=True,
        ground=act.ground,
    )


def _end(draft: _People, key: str, record: Record, until: datetime) -> None:
    part = draft.get(key)
    # A part that is over already stays as it ended: nobody gets a day more by being replaced.
    if part is not None and (part.until is None or until < part.until):
        act = record.act
        draft[key] = evolve(part, until=until, ended_at=act.by.at, ended_by=act.id)


def _open(draft: _People, record: Record, act: OpenInvolvement) -> None:
    at, opener = act.by.at, act.by.person
    if not any(
        p.person == opener and p.standing is Standing.LEAD and p.active(at)
        for _, p in draft.items()
    ):
        draft[act.id] = _lead(act)
    _children(draft, record, act)


def _lead(act: OpenInvolvement | TakeOver) -> Participation:
    return Participation(
        id=act.id,
        person=act.by.person,
        role=Role.CONSULTANT,
        standing=Standing.LEAD,
        since=act.by.at,
        added_at=act.by.at,
        professional=True,
    )


def _children(draft: _People, _: Record, act: OpenInvolvement | Reopen) -> None:
    at = act.by.at
    there = {p.person for _, p in draft.items() if p.role is Role.MINOR and p.active(at)}
    for minor in act.minors:
        if minor not in there:
            key = f"{act.id}/{minor}"
            draft[key] = Participation(
                id=key,
                person=minor,
                role=Role.MINOR,
                since=at,
                added_at=at,
                concerns=(minor,),
            )


def _add(draft: _People, _: Record, act: AddParticipation) -> None:
    draft[act.id] = Participation(
        id=act.id,
        person=act.person,
        role=act.role,
        standing=Standing.CO if act.role is Role.CONSULTANT else None,
        since=act.since,
        until=act.until,
        added_at=act.by.at,
        professional=act.professional or act.role in (Role.CONSULTANT, Role.CARE_WORKER),
        chair=act.chair,
        concerns=act.concerns,
        language=act.language,
        ground=act.ground,
    )


def _leave(draft: _People, record: Record, act: EndParticipation) -> None:
    _end(draft, act.participation, record, act.until)


def _take_over(draft: _People, record: Record, act: TakeOver) -> None:
    at, successor = act.by.at, act.by.person
    for key, part in draft.items():
        if part.role is not Role.CONSULTANT or not part.active(at):
            continue
        if part.standing is Standing.LEAD or part.person == successor:
            _end(draft, key, record, at)
    draft[act.id] = _lead(act)


def _offer(draft: _Handovers, _: Record, act: OfferHandover) -> None:
    draft[act.id] = Handover(id=act.id, offered_by=act.by.person, to=act.to, at=act.by.at)


def _accept(draft: _Handovers, _: Record, act: TakeOver) -> None:
    offer = draft.get(act.handover)
    if offer is not None:
        draft[act.handover] = evolve(offer, accepted_at=act.by.at)


HANDLERS: Final = (
    (OpenInvolvement, "people", _open),
    (Reopen, "people", _children),
    (AssignConsultant, "people", _assign),
    (DeputiseConsultant, "people", _deputise),
    (AddParticipation, "people", _add),
    (EndParticipation, "people", _leave),
    (TakeOver, "people", _take_over),
    (OfferHandover, "handovers", _offer),
    (TakeOver, "handovers", _accept),
)
