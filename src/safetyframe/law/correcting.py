"""Who was told what was wrong: listed when something is corrected (case 27, P7, P22)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from safetyframe.acts import Act, Correct, Topic
from safetyframe.rules import ask
from safetyframe.slices import GatheredKind
from safetyframe.trajectory import Trajectory
from safetyframe.values import PersonId

__all__ = ["READS", "misinformed"]

#: The slices that say who was told what.
READS: Final = frozenset({"gathered", "wat", "told", "disclosed", "adopted"})


def misinformed(t: Trajectory, act: Act) -> tuple[PersonId, ...]:
    """Everybody, but who corrects it, who was told the wrong thing or what rested on it."""
    if not isinstance(act, Correct):
        return ()
    return tuple(sorted(set(_told(t, act)) - {act.by.person}))


def _told(t: Trajectory, act: Correct) -> Iterator[PersonId]:
    held = t.gathered.get(act.wrong)
    if held is not None and held.kind is GatheredKind.CONVERSATION:
        yield from held.persons
    resting = {v.number: v for v in t.wat.values() if act.wrong in ask.rests_on(v)}
    for version in resting.values():
        # Whoever established it, or took it over, believed it.
        yield version.by
        yield from version.confirmed_by
    for one in t.told.values():
        # An agreement of HOE has versions too, but they are not those of WAT.
        if one.version in resting and one.topic is not Topic.AGREEMENTS and one.at <= act.by.at:
            yield one.person
    wrong = {act.wrong, *(v.act for v in resting.values())}
    for disclosed in t.disclosed.values():
        if wrong.intersection(disclosed.items) and disclosed.at <= act.by.at:
            yield disclosed.recipient
