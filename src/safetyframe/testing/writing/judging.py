"""How the acts that judge and steer are written."""

from __future__ import annotations

from safetyframe import acts as a
from safetyframe.acts.wat import Statement
from safetyframe.roles import Part
from safetyframe.slices import GatheredKind
from safetyframe.testing.story import text
from safetyframe.testing.writing.pen import Pen


def judge(pen: Pen) -> a.Judge:
    """Met, mostly: a statement about the minor on the WAT in force."""
    wat, minor = pen.wat, pen.pick(pen.minors)
    held: tuple[Statement, ...] = ()
    if wat is not None:
        held = (*wat.goals, *wat.bottom_lines, *wat.expectations)
    targets = tuple(s.id for s in held if minor in s.minors)
    return a.Judge(
        wat=len(pen.t.wat),
        minor=minor,
        target=pen.asked("target", targets, "g1"),
        met=pen.pick((True, True, True, True, False)),
        evidence=text("seen"),
        id=pen.new_id(),
        by=pen.by,
    )


def decide_direction(pen: Pen) -> a.DecideDirection:
    """By those who take part."""
    together = dict.fromkeys((pen.who, *pen.some(pen.there)))
    minors = pen.some(pen.minors)
    return a.DecideDirection(
        direction=text("way"),
        minors=minors,
        together=tuple(Part(person=p, role=r, position=text("yes")) for p, r in together),
        exceptions=pen.exceptions,
        id=pen.new_id(),
        by=pen.by,
    )


def review(pen: Pen) -> a.Review:
    """With those who take part, and again in a month."""
    minors = pen.some(pen.minors)
    return a.Review(
        minors=minors,
        persons=pen.persons,
        strengths=pen.gathered(GatheredKind.STRENGTH),
        next_at=pen.pick((pen.later(30), None)),
        exceptions=pen.exceptions,
        id=pen.new_id(),
        by=pen.by,
    )
