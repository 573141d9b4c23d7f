"""How a trajectory changes: one handler per act and slice serves `evolve` and `fold` alike.

A handler sees the record and a draft of its own slice, nothing else. That is what makes a slice
fold alone, and hiding a slice commute with evolving.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final, TypeVar, cast

from safetyframe.acts import Act
from safetyframe.folding import gathering, hoe, involvement, keeping, people, standing, wat
from safetyframe.index import Index, IndexDraft, unknown
from safetyframe.record import Record
from safetyframe.trajectory import Trajectory, replaced

__all__ = ["HANDLERS", "evolve", "fold"]

K = TypeVar("K")
V = TypeVar("V")
_Index = Index[object, object]
_Draft = IndexDraft[object, object]
_Handler = Callable[[_Draft, Record, Act], None]


def _merge() -> dict[type[Act], tuple[tuple[str, _Handler], ...]]:
    table: dict[type[Act], list[tuple[str, _Handler]]] = {}
    for module in (people, involvement, gathering, wat, hoe, standing, keeping):
        for act, slice_name, handler in module.HANDLERS:
            # Each handler is written for its own slice's types; the table forgets them.
            table.setdefault(act, []).append((slice_name, cast("_Handler", handler)))
    return {act: tuple(handlers) for act, handlers in table.items()}


#: Act → the slices it writes and how.
HANDLERS: Final[Mapping[type[Act], tuple[tuple[str, _Handler], ...]]] = _merge()


def evolve(trajectory: Trajectory, record: Record) -> Trajectory:
    """Give the trajectory after `record`. Unknown slices stay unknown. No rule is asked.

    Raises ValueError when `record` is not the next in the log.
    """
    _expect_next(trajectory.seq, record)
    changed: dict[str, object] = {"seq": record.seq, "known_at": _later(trajectory, record)}
    nothing: _Index = unknown()
    act = record.act
    for name, handler in HANDLERS[type(act)]:
        held: _Index = getattr(trajectory, name)
        if held is not nothing:
            draft = held.edit()
            handler(draft, record, act)
            changed[name] = draft.freeze()
    return replaced(trajectory, changed)


def fold(records: Iterable[Record], start: Trajectory) -> Trajectory:
    """Give the trajectory after all `records`: the same as evolving one by one, faster."""
    drafts: dict[str, _Draft] = {}
    hidden = start.unknown
    seq, known_at = start.seq, start.known_at
    for record in records:
        _expect_next(seq, record)
        seq = record.seq
        act = record.act
        recorded = act.by.recorded
        if known_at is None or recorded > known_at:
            known_at = recorded
        for name, handler in HANDLERS[type(act)]:
            draft = drafts.get(name)
            if draft is None:
                if name in hidden:
                    continue
                draft = drafts[name] = cast("_Index", getattr(start, name)).edit()
            handler(draft, record, act)
    changed: dict[str, object] = {name: draft.freeze() for name, draft in drafts.items()}
    return replaced(start, {**changed, "seq": seq, "known_at": known_at})


def _expect_next(seq: int, record: Record) -> None:
    if record.seq != seq + 1:
        msg = f"record {record.seq} does not follow {seq}: fold the log in order, without gaps"
        raise ValueError(msg)


def _later(trajectory: Trajectory, record: Record) -> object:
    recorded = record.act.by.recorded
    known = trajectory.known_at
    return recorded if known is None or recorded > known else known
