"""An act and its record as one viewer may know them; None when they may not know of it at all.

Whether an act is to be seen follows from what it left in the trajectory as the viewer knows it, so
that a record never tells what the trajectory does not. One's own acts are seen whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from attrs import evolve

from safetyframe import acts as a
from safetyframe.acts import Act
from safetyframe.record import Record
from safetyframe.roles import By
from safetyframe.views import parts
from safetyframe.views.acts import hoe, informing, involvement, keeping, wat, words
from safetyframe.views.acts.theirs import ShowAct, in_their_numbers
from safetyframe.views.sight import Sight

__all__ = ["in_their_numbers", "show_act", "show_record", "show_records"]


def show_records(s: Sight, records: tuple[Record, ...]) -> tuple[Record, ...]:
    """The records that the viewer may know of, counted from 1 without gaps."""
    seen = (show_record(s, record) for record in records)
    return tuple(
        evolve(record, seq=number)
        for number, record in enumerate((r for r in seen if r is not None), 1)
    )


def show_record(s: Sight, record: Record) -> Record | None:
    """A record as the viewer may know it; its place in the log, which tells how many, is 0."""
    act = show_act(s, record.act, record.seq)
    if act is None:
        return None
    return evolve(
        record,
        seq=0,
        act=act,
        leaves_open=parts.items(s.eyes, record.leaves_open),
        misinformed=tuple(
            person
            for person in record.misinformed
            if person == s.eyes.person or (s.eyes.professional and s.eyes.knows(person))
        ),
    )


def show_act(s: Sight, act: Act, seq: int) -> Act | None:
    """An act on record at `seq` as the viewer may know it."""
    eyes = s.eyes
    if eyes.blind:
        return None
    if eyes.person in {act.by.person, act.by.recorded_by}:
        return in_their_numbers(s, act)
    show = _SHOW.get(type(act))
    if show is None or (eyes.authority and type(act) not in _FOR_AUTHORITY):
        return None
    seen = show(s, act, seq)
    return None if seen is None else evolve(seen, by=_by(s, act.by))


def _by(s: Sight, by: By) -> By:
    within = s.eyes.professional or s.eyes.authority
    return evolve(
        by,
        mandate=by.mandate if within else None,
        recorded_by=by.recorded_by if by.recorded_by and s.eyes.knows(by.recorded_by) else None,
    )


# What is not here is shown to nobody but whoever did it.
_SHOW: Final[Mapping[type[Act], ShowAct]] = MappingProxyType(
    {
        **involvement.SHOW,
        **words.SHOW,
        **wat.SHOW,
        **hoe.SHOW,
        **informing.SHOW,
        **keeping.SHOW,
    }
)

_FOR_AUTHORITY: Final[frozenset[type[Act]]] = frozenset(
    {
        a.DecideNecessity,
        a.RecordNecessity,
        a.OpenInvolvement,
        a.AssignConsultant,
        a.DeputiseConsultant,
        a.OfferHandover,
        a.TakeOver,
        a.AddParticipation,
        a.EndParticipation,
        a.Withdraw,
        a.Reopen,
        a.Ratify,
        a.Erase,
        a.Adopt,
    }
)
