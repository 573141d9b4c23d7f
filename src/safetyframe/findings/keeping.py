"""Advisories on the file itself: what rests on an error, what was ratified, what is unknown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from safetyframe import acts as a
from safetyframe.findings.model import Moment, Seen, Watch, hint, seen, watch
from safetyframe.rules import ask
from safetyframe.values import civil_date

__all__ = ["WATCHES"]


def _rests_on_error(m: Moment) -> Iterator[Seen]:
    """WAT in force rests on something found wrong, and so do what was judged on it and HOE."""
    wat = ask.wat_in_force(m.t)
    if wat is None or not m.open:
        return
    wrong = [item for item in dict.fromkeys(ask.rests_on(wat)) if ask.in_error(m.t, item)]
    if not wrong:
        return
    revise = hint(a.ReviseWat, revises=wat.number)
    for item in wrong:
        yield seen("rests-on-error", revise, version=wat.number, about=item)
    for series in m.t.judged.values():
        if ask.material_of(m.t, series.items[-1].wat) == wat.material:
            yield seen(
                "judged-on-error",
                revise,
                version=wat.number,
                target=series.target,
                minor=series.minor,
            )
    hoe = ask.hoe_in_force(m.t)
    if hoe is not None and ask.material_of(m.t, hoe.wat) == wat.material:
        yield seen("hoe-on-error", revise, version=wat.number, hoe=hoe.number)


def _ratified_acts(m: Moment) -> Iterator[Seen]:
    for one in m.t.ratified.values():
        for item in one.acts:
            yield seen("ratified", about=item, person=one.person, since=one.at)


def _find_out(m: Moment) -> Iterator[Seen]:
    for name in sorted(m.t.incomplete):
        yield seen("find-out", hint(a.Adopt, unknown=name), unknown=name)


def _recorded_late(m: Moment) -> Iterator[Seen]:
    """Told in time, but written down on a later day: late too, and not the same (case 29)."""
    if not m.open:
        return
    for one in m.t.told.values():
        told, written = (civil_date(at, m.t.zone) for at in (one.at, one.recorded_at))
        if one.person in m.people and written > told:
            yield seen(
                "recorded-late",
                person=one.person,
                topic=one.topic,
                since=one.at,
                recorded=one.recorded_at,
            )


WATCHES: Final[tuple[Watch, ...]] = (
    watch("rests-on-error", "P14", "gathered wat judged hoe involvement", _rests_on_error),
    watch("ratified-acts", "P12", "ratified", _ratified_acts),
    watch("recorded-late", "T5a T5b P5a", "people told involvement", _recorded_late),
    watch("find-out", "P2 P24", "adopted", _find_out),
)
