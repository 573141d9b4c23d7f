"""How WAT and the judgements on it change. Versions are added, never touched (X6)."""

from __future__ import annotations

from bisect import insort
from typing import Final, TypeVar

from attrs import evolve

from safetyframe.acts.involvement import TakeOver
from safetyframe.acts.judging import Judge
from safetyframe.acts.wat import EstablishWat, ReviseWat, SetExpectations
from safetyframe.index import IndexDraft
from safetyframe.record import Record
from safetyframe.slices import Judgement, JudgementSeries, WatVersion
from safetyframe.values import PersonId

__all__ = ["HANDLERS"]

T = TypeVar("T")
_Wat = IndexDraft[int, WatVersion]


def _establish(draft: _Wat, _: Record, act: EstablishWat | ReviseWat) -> None:
    before = draft.last()
    number = 1 if before is None else before.number + 1
    material, reason, carried = number, None, None
    if isinstance(act, ReviseWat):
        reason = act.reason
        if before is not None and not act.material:
            # Other words for the same: it rests on what those rested on.
            material, carried = before.material, before
    draft[number] = WatVersion(
        number=number,
        material=material,
        act=act.id,
        at=act.by.at,
        by=act.by.person,
        bottom_lines=act.bottom_lines,
        dangers=act.dangers,
        goals=act.goals,
        expectations=() if before is None else before.expectations,
        expectations_set=before is not None and before.expectations_set,
        reason=reason,
        information=_all(carried.information if carried else (), act.information),
        conversations=_all(carried.conversations if carried else (), act.conversations),
        weighed=_all(carried.weighed if carried else (), act.weighed),
    )


def _all(carried: tuple[T, ...], named: tuple[T, ...]) -> tuple[T, ...]:
    return tuple(dict.fromkeys((*carried, *named)))


def _expect(draft: _Wat, _: Record, act: SetExpectations) -> None:
    before = draft.last()
    if before is None:
        return
    number = before.number + 1
    draft[number] = evolve(
        before,
        number=number,
        material=number if act.material else before.material,
        act=act.id,
        at=act.by.at,
        by=act.by.person,
        expectations=act.expectations,
        expectations_set=True,
        reason=act.reason,
        confirmed_by=(),
    )


def _confirm(draft: _Wat, _: Record, act: TakeOver) -> None:
    version = None if act.confirms is None else draft.get(act.confirms)
    if version is not None:
        draft[version.number] = evolve(version, confirmed_by=(*version.confirmed_by, act.by.person))


def _judge(
    draft: IndexDraft[tuple[PersonId, str], JudgementSeries], record: Record, act: Judge
) -> None:
    new = Judgement(
        wat=act.wat,
        met=act.met,
        at=act.by.at,
        seq=record.seq,
        by=act.by.person,
        act=act.id,
    )
    before = draft.get((act.minor, act.target))
    items = [] if before is None else list(before.items)
    insort(items, new, key=lambda j: (j.at, j.seq))
    draft[act.minor, act.target] = JudgementSeries(
        minor=act.minor, target=act.target, items=tuple(items)
    )


HANDLERS: Final = (
    (EstablishWat, "wat", _establish),
    (ReviseWat, "wat", _establish),
    (SetExpectations, "wat", _expect),
    (TakeOver, "wat", _confirm),
    (Judge, "judged", _judge),
)
