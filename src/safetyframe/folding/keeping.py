"""How corrections, notes, ratifications, disclosures, erasures and adoptions are kept."""

from __future__ import annotations

from typing import Final

from attrs import evolve

from safetyframe.acts.keeping import Adopt, Annotate, Correct, Disclose, Erase, Ratify
from safetyframe.index import IndexDraft
from safetyframe.record import Record
from safetyframe.slices import (
    Adopted,
    Correction,
    Disclosed,
    Erased,
    Gathered,
    Note,
    Ratified,
)

__all__ = ["HANDLERS"]


def _mark(draft: IndexDraft[str, Gathered], _: Record, act: Correct) -> None:
    held = draft.get(act.wrong)
    if held is None:
        return
    draft[act.wrong] = evolve(held, in_error_by=act.id)
    if act.replacement is not None:
        # It is about the same thing at the same moment; who says so, and as what, is new.
        draft[act.id] = evolve(
            held,
            id=act.id,
            person=act.by.person,
            role=act.by.role,
            text=act.replacement,
            replaces=act.wrong,
            in_error_by=None,
        )


def _correct(draft: IndexDraft[str, Correction], record: Record, act: Correct) -> None:
    draft[act.id] = Correction(
        id=act.id,
        wrong=act.wrong,
        person=act.by.person,
        role=act.by.role,
        at=act.by.at,
        reason=act.reason,
        replaced=act.replacement is not None,
        misinformed=record.misinformed,
    )


def _annotate(draft: IndexDraft[int, Note], record: Record, act: Annotate) -> None:
    draft[record.seq] = Note(
        seq=record.seq,
        act=act.id,
        about=act.about,
        person=act.by.person,
        role=act.by.role,
        at=act.by.at,
        words=act.words,
        recorded_by=act.by.recorded_by,
        form=act.by.form,
        audience=act.audience,
    )


def _ratify(draft: IndexDraft[str, Ratified], _: Record, act: Ratify) -> None:
    draft[act.id] = Ratified(
        id=act.id,
        acts=act.acts,
        person=act.by.person,
        role=act.by.role,
        at=act.by.at,
        ground=act.ground,
    )


def _disclose(draft: IndexDraft[str, Disclosed], _: Record, act: Disclose) -> None:
    draft[act.id] = Disclosed(
        id=act.id,
        recipient=act.recipient,
        to=act.to,
        ground=act.ground,
        items=act.items,
        person=act.by.person,
        at=act.by.at,
    )


def _erase(draft: IndexDraft[str, Erased], _: Record, act: Erase) -> None:
    draft[act.id] = Erased(
        id=act.id,
        texts=act.texts,
        kind=act.kind,
        person=act.by.person,
        at=act.by.at,
        ground=act.ground,
    )


def _adopt(draft: IndexDraft[str, Adopted], _: Record, act: Adopt) -> None:
    draft[act.id] = Adopted(
        id=act.id,
        source=act.source,
        provenance=act.provenance,
        person=act.by.person,
        at=act.by.at,
        unknown=act.unknown,
    )


HANDLERS: Final = (
    (Correct, "gathered", _mark),
    (Correct, "corrections", _correct),
    (Annotate, "notes", _annotate),
    (Ratify, "ratified", _ratify),
    (Disclose, "disclosed", _disclose),
    (Erase, "erased", _erase),
    (Adopt, "adopted", _adopt),
)
