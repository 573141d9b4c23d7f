"""A family under the Flemish pack: births, and the little that its tests do again and again."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from safetyframe import acts as a
from safetyframe.acts.informing import Topic
from safetyframe.law import Law
from safetyframe.outcome import Finding
from safetyframe.values import PersonId
from safetyframe_plugins import be_vlg
from safetyframe_plugins.be_vlg import Birth
from tests.support import story as s
from tests.support.story import Story, exception, text

#: Anna comes of age while a story runs, Ben years later.
BORN = {s.ANNA: Birth(on=date(2007, 6, 15)), s.BEN: Birth(on=date(2013, 2, 1))}
OF_AGE = date(2025, 6, 15)


def flemish(births: dict[PersonId, Birth] | None = None, **settings: Any) -> Law:
    """The law with the pack."""
    held = BORN if births is None else births
    return Law(packs=(be_vlg.pack(held, **{"months_ahead": 6, **settings}),))


def under(story: Story, births: dict[PersonId, Birth] | None = None, **settings: Any) -> Story:
    """The same story, from now on with (other) facts in the pack."""
    story.law = flemish(births, **settings)
    return story


def on(story: Story, day: date, clock: time = time(12)) -> Story:
    """Move on to a moment of the clock on the wall in the trajectory's zone."""
    moment = datetime.combine(day, clock, ZoneInfo(story.t.zone))
    story.now = moment.astimezone(UTC)
    return story


def leaving(minor: PersonId = s.ANNA, **changes: Any) -> dict[str, Any]:
    """What a withdrawal for majority says."""
    content = {
        "minor": minor,
        "outcome": a.WithdrawalOutcome.MAJORITY,
        "ground": text("ground"),
        "exceptions": (exception("P21", minor=minor),),
    }
    return {**content, **changes}


def found(story: Story, code: str | None = None) -> list[Finding]:
    """What the pack finds now (of this code)."""
    return [
        f
        for f in story.law.findings(story.t, story.now)
        if f.rule.startswith("be_vlg") and code in (None, f.code)
    ]


def tell(story: Story, *persons: PersonId) -> None:
    """Tell what becomes of the file."""
    story.explain(Topic.FILE, *persons, who=s.LEAD)
