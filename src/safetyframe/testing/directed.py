"""Directed plays: acts that come to what chance hardly comes to.

They are written beforehand, for any trial. In each something happens at the same instant as what
came before, and then somebody does what rests on both: without them it is answered otherwise.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from attrs import evolve

from safetyframe import acts as a
from safetyframe.acts import Act
from safetyframe.law import Law
from safetyframe.testing.planner import Planner
from safetyframe.testing.reached import story_at
from safetyframe.testing.roads import road
from safetyframe.testing.runs import Run
from safetyframe.testing.story import UnexpectedError
from safetyframe.testing.writing import Pen, write

__all__ = ["by_night", "leading_to"]

_EVENING: Final = time(23, 58)
_NIGHT: Final = time(2, 30)


def leading_to(kind: type[Act], law: Law) -> tuple[Act, ...]:
    """Give the acts that lead to one of this kind under `law`, and what shows that it was kept.

    There are none where the planner knows no road.
    """
    try:
        run = road(kind, law=law)
    except UnexpectedError:
        return ()
    acts = [record.act for record in run.records]
    tried = len(run.attempts)
    _two_at_once(run, acts[-1])
    now = evolve(acts[-1].by, at=run.story.now, recorded_at=None)
    # Most of what can be done only once is refused the second time.
    run.decide(evolve(acts[-1], id=run.story.next_id(), by=now))
    return *acts, *(one.act for one in run.attempts[tried:])


@cache
def by_night() -> tuple[Act, ...]:
    """Give acts over midnight, and then, at half past two, what it takes to withdraw as achieved.

    What the charter's law refuses on the way is among them.
    """
    run = Run("by night", story_at("hoe-established"))
    _wait_for(run, _EVENING)
    _two_at_once(run, _by_lead(run, a.Speak))
    _two_at_once(run, _by_lead(run, a.RecordConcern))
    _wait_for(run, _NIGHT)
    Planner(run).reach(a.Withdraw, minor=run.story.cast.children[0], outcome="achieved")
    return tuple(one.act for one in run.attempts)


def _two_at_once(run: Run, first: Act) -> None:
    """Let something be recorded at the instant of `first`, and then both be disclosed, if kept."""
    run.story.now = first.by.recorded
    second = _by_lead(run, a.RecordInformation)
    for one in (first, second):
        run.decide(evolve(write(a.Disclose, _lead(run)), items=(one.id,)))


def _by_lead(run: Run, kind: type[Act]) -> Act:
    act = write(kind, _lead(run))
    run.decide(act)
    return act


def _lead(run: Run) -> Pen:
    return Pen(run.story, run.story.cast.lead)


def _wait_for(run: Run, hour: time) -> None:
    """Let time pass until it is this late where the family lives."""
    zone = ZoneInfo(run.t.zone)
    today = run.story.now.astimezone(zone)
    then = datetime.combine(today, hour, zone)
    run.story.now = then if then > today else then + timedelta(days=1)
