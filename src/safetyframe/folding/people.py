"""How participations and handovers change."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from attrs import evolve

from safetyframe.acts.ending import Reopen, Withdraw, WithdrawalOutcome
from safetyframe.acts.involvement import (
    AddParticipation,
    AssignConsultant,
    DeputiseConsultant,
    EndParticipation,
    OfferHandover,
    OpenInvolvement,
    TakeOver,
)
from safetyframe.acts.keeping import Adopt
from safetyframe.index import IndexDraft
from safetyframe.record import Record
from safetyframe.roles import PROFESSIONAL, Participation, Role, Standing
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
        added_by=act.by.person,
        professional=True,
        ground=act.ground,
        evidence=act.evidence,
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


def _lead(act: OpenInvolvement | TakeOver | Adopt) -> Participation:
    return Participation(
        id=act.id,
        person=act.by.person,
        role=Role.CONSULTANT,
        standing=Standing.LEAD,
        since=act.by.at,
        added_at=act.by.at,
        added_by=act.by.person,
        professional=True,
    )


def _children(draft: _People, _: Record, act: OpenInvolvement | Reopen | Adopt) -> None:
    at = act.by.at
    there = {p.person for _, p in draft.items() if p.role is Role.MINOR and p.active(at)}
    for minor in act.minors:
        if minor not in there and minor not in act.unborn:
            key = f"{act.id}/{minor}"
            draft[key] = Participation(
                id=key,
                person=minor,
                role=Role.MINOR,
                since=at,
                added_at=at,
                added_by=act.by.person,
                concerns=(minor,),
            )


def _adopt(draft: _People, record: Record, act: Adopt) -> None:
    """The first adoption brings in lead, children and everybody the old file has."""
    if not act.minors:
        return
    draft[act.id] = _lead(act)
    _children(draft, record, act)
    for part in act.parts:
        key = f"{act.id}/{part.person}/{part.role.value}"
        draft[key] = Participation(
            id=key,
            person=part.person,
            role=part.role,
            since=part.since,
            added_at=act.by.at,
            added_by=act.by.person,
            professional=part.professional or part.role in PROFESSIONAL,
            concerns=part.concerns,
            language=part.language,
            ground=act.provenance,
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
        added_by=act.by.person,
        professional=act.professional or act.role in PROFESSIONAL,
        chair=act.chair,
        concerns=act.concerns,
        language=act.language,
        ground=act.ground,
        evidence=act.evidence,
    )


def _leave(draft: _People, record: Record, act: EndParticipation) -> None:
    _end(draft, act.participation, record, act.until)


def _died(draft: _People, record: Record, act: Withdraw) -> None:
    """A child who has died takes part no longer: nobody is to tell, hear or ask that child."""
    if act.outcome is not WithdrawalOutcome.DECEASED:
        return
    for key, part in draft.items():
        if part.person == act.minor and part.role is Role.MINOR:
            _end(draft, key, record, max(act.by.at, part.since))


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
    (Adopt, "people", _adopt),
    (Withdraw, "people", _died),
    (OfferHandover, "handovers", _offer),
    (TakeOver, "handovers", _accept),
)
