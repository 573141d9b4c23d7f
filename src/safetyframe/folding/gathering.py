"""How what was gathered, and the voices, change. Nothing here is ever replaced (X9)."""

from __future__ import annotations

from typing import Final

from safetyframe.acts.ending import Reopen
from safetyframe.acts.gathering import (
    ContributeView,
    RecordConcern,
    RecordConversation,
    RecordInformation,
    RecordStrength,
    RecordWhatWorks,
)
from safetyframe.acts.hoe import OfferIdea
from safetyframe.acts.involvement import OpenInvolvement
from safetyframe.acts.keeping import Adopt
from safetyframe.acts.voices import Dissent, Scale, Speak
from safetyframe.acts.wat import DraftWat
from safetyframe.index import IndexDraft
from safetyframe.record import Record
from safetyframe.slices import Gathered, GatheredKind, ScaleAnswer, Voice
from safetyframe.values import PersonId

__all__ = ["HANDLERS"]

_Gathered = IndexDraft[str, Gathered]


_Plain = (
    RecordConcern
    | ContributeView
    | RecordInformation
    | RecordStrength
    | RecordWhatWorks
    | OfferIdea
    | DraftWat
)


def _gather(draft: _Gathered, _: Record, act: _Plain) -> None:
    persons: tuple[PersonId, ...] = ()
    topic = statement = None
    if isinstance(act, RecordConcern):
        kind, text = GatheredKind.CONCERN, act.about
    elif isinstance(act, ContributeView):
        kind, text, topic = GatheredKind.VIEW, act.view, act.topic
    elif isinstance(act, RecordInformation):
        kind, text = GatheredKind.INFORMATION, act.about
    elif isinstance(act, RecordStrength):
        kind, text = GatheredKind.STRENGTH, act.about
    elif isinstance(act, OfferIdea):
        kind, text = GatheredKind.IDEA, act.about
    elif isinstance(act, DraftWat):
        kind, text, statement = GatheredKind.DRAFT, act.words, act.kind
    else:
        kind, text, persons = GatheredKind.WHAT_WORKS, act.about, act.contributors
    draft[act.id] = Gathered(
        id=act.id,
        kind=kind,
        person=act.by.person,
        role=act.by.role,
        at=act.by.at,
        minors=act.minors,
        persons=persons,
        text=text,
        topic=topic,
        statement=statement,
        audience=act.audience,
    )


def _conversation(draft: _Gathered, _: Record, act: RecordConversation) -> None:
    draft[act.id] = Gathered(
        id=act.id,
        kind=GatheredKind.CONVERSATION,
        person=act.by.person,
        role=act.by.role,
        at=act.by.at,
        minors=act.minors,
        persons=act.persons,
        text=act.summary,
        audience=act.audience,
    )


def _concern(draft: _Gathered, _: Record, act: OpenInvolvement | Reopen | Adopt) -> None:
    if act.concern is None:
        return  # an opening names one; finding out more about an adopted file does not
    draft[act.id] = Gathered(
        id=act.id,
        kind=GatheredKind.CONCERN,
        person=act.by.person,
        role=act.by.role,
        at=act.by.at,
        minors=act.minors,
        text=act.concern,
    )


def _voice(draft: IndexDraft[int, Voice], record: Record, act: Speak | Dissent) -> None:
    dissent = act if isinstance(act, Dissent) else None
    draft[record.seq] = Voice(
        seq=record.seq,
        act=act.id,
        person=act.by.person,
        role=act.by.role,
        at=act.by.at,
        words=act.words,
        minors=() if isinstance(act, Dissent) else act.minors,
        on_behalf_of=act.by.on_behalf_of,
        recorded_by=act.by.recorded_by,
        form=act.by.form,
        against=dissent.against if dissent else None,
        ref=dissent.ref if dissent else None,
        statement=dissent.statement if dissent else None,
        audience=act.audience if isinstance(act, Speak) else None,
    )


def _scale(draft: IndexDraft[int, ScaleAnswer], record: Record, act: Scale) -> None:
    draft[record.seq] = ScaleAnswer(
        seq=record.seq,
        act=act.id,
        person=act.by.person,
        role=act.by.role,
        goal=act.goal,
        minor=act.minor,
        value=act.value,
        at=act.by.at,
        on_behalf_of=act.by.on_behalf_of,
        recorded_by=act.by.recorded_by,
        form=act.by.form,
    )


HANDLERS: Final = (
    (RecordConcern, "gathered", _gather),
    (ContributeView, "gathered", _gather),
    (RecordInformation, "gathered", _gather),
    (RecordStrength, "gathered", _gather),
    (RecordWhatWorks, "gathered", _gather),
    (OfferIdea, "gathered", _gather),
    (DraftWat, "gathered", _gather),
    (RecordConversation, "gathered", _conversation),
    (OpenInvolvement, "gathered", _concern),
    (Reopen, "gathered", _concern),
    (Adopt, "gathered", _concern),
    (Speak, "voices", _voice),
    (Dissent, "voices", _voice),
    (Scale, "scales", _scale),
)
