"""Stories and walks as everybody in them sees them, for tests of what is exported."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from attrs import frozen

from safetyframe import acts as a
from safetyframe.acts.ending import WithdrawalOutcome
from safetyframe.record import Record
from safetyframe.testing import (
    ANNA,
    AUTHORITY,
    CAST,
    LEAD,
    MANDATE,
    opened,
    ready_to_withdraw,
    text,
)
from safetyframe.trajectory import Trajectory
from safetyframe.views import View, Viewer
from tests.support.planner import pool
from tests.views.chronicle import VIEWERS, adopted, told

__all__ = ["Seen", "ended", "everybody", "walked"]


@frozen
class Seen:
    """What one person sees: a trajectory and its records."""

    view: View[Trajectory]
    records: View[tuple[Record, ...]]

    @property
    def both(self) -> tuple[View[Trajectory], View[tuple[Record, ...]]]:
        return self.view, self.records


def _seen(story: Any, person: str) -> Seen:
    mandate = MANDATE if person == AUTHORITY[0] else None
    viewer = Viewer(person=person, at=story.now, mandate=mandate)
    show = story.law.show
    return Seen(show(story.t, viewer), show(tuple(story.records), viewer, story.t))


@cache
def everybody() -> tuple[Seen, ...]:
    """Both chronicles, in which every kind of act is done, by each of their viewers."""
    return tuple(_seen(make(), who[0]) for make in (told, adopted) for who in VIEWERS)


@cache
def ended() -> tuple[Seen, ...]:
    """A trajectory in each state that involvement can come to, as the lead sees it."""
    found = [opened(), ready_to_withdraw()]
    for outcome in (
        WithdrawalOutcome.ACHIEVED,
        WithdrawalOutcome.TRANSFERRED,
        WithdrawalOutcome.OPENED_IN_ERROR,
    ):
        story = ready_to_withdraw()
        story.do(a.Withdraw, LEAD, minor=ANNA, outcome=outcome, ground=text())
        found.append(story)
    seen = tuple(_seen(story, LEAD[0]) for story in found)
    story = found[0]
    known = story.law.show(story.t.hide("involvement", "wat"), seen[0].view.viewer)
    return (*seen, Seen(known, seen[0].records))


def walked(first: int, last: int) -> Iterator[Seen]:
    """The kit's walks of these seeds, as each of the cast sees them."""
    for run in pool(first, last, probed=False):
        for person in sorted({p for p, _ in CAST}):
            yield _seen(run.story, person)
