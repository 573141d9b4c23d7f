"""How far a trajectory has come, by name: `opened`, `wat-established`, … `reopened`.

Each stage goes on from the one before it, with the default cast (`safetyframe.testing.cast`):

    opened            an involvement with two siblings; everyone takes part
    wat-established   version 1 of WAT stands
    expectations-set  version 2 says what must be seen before the consultants withdraw
    hoe-established   HOE stands against it
    judged            all about the first minor is judged met, long enough; everyone was heard
    closed            the lead has withdrawn from the first minor, as achieved
    reopened          on a new concern, the lead is involved with that minor again
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from attrs import frozen

from safetyframe import acts as a
from safetyframe.acts import Act
from safetyframe.law import Law
from safetyframe.testing.cast import ANNA, LEAD, MANDATE
from safetyframe.testing.stages import (
    expectations_set,
    hoe_established,
    opened,
    ready_to_withdraw,
    wat_established,
)
from safetyframe.testing.story import Story, decision, text

__all__ = ["STAGES", "Reached", "acts_to", "story_at"]


def _closed(law: Law | None = None) -> Story:
    story = ready_to_withdraw(law)
    story.do(a.Withdraw, LEAD, minor=ANNA, outcome=a.WithdrawalOutcome.ACHIEVED)
    return story


def _reopened(law: Law | None = None) -> Story:
    story = _closed(law).wait(30)
    story.do(
        a.Reopen,
        LEAD,
        by=story.by(LEAD, mandate=MANDATE),
        minors=(ANNA,),
        why=text("why-again"),
        concern=text("concern-again"),
        necessity=decision(minors=(ANNA,), at=story.now),
    )
    return story


#: Every stage by its name, in their order. Each is told under the law given, or the charter's.
STAGES: Final[Mapping[str, Callable[[Law | None], Story]]] = MappingProxyType(
    {
        "opened": opened,
        "wat-established": wat_established,
        "expectations-set": expectations_set,
        "hoe-established": hoe_established,
        "judged": ready_to_withdraw,
        "closed": _closed,
        "reopened": _reopened,
    }
)


@frozen(kw_only=True)
class Reached:
    """The acts that lead to a stage, and the story as it stands there."""

    acts: tuple[Act, ...]
    story: Story


def story_at(stage: str, law: Law | None = None) -> Story:
    """Tell a story as far as `stage`. Raises `ValueError` for what is no stage."""
    tell = STAGES.get(stage)
    if tell is None:
        msg = f"{stage!r} is no stage; the stages are {', '.join(STAGES)}"
        raise ValueError(msg)
    return tell(law)


@cache
def acts_to(stage: str) -> Reached:
    """Give the acts that lead to `stage` under the charter's own law."""
    story = story_at(stage)
    return Reached(acts=tuple(record.act for record in story.records), story=story)
