"""How the acts that nobody may block are written."""

from __future__ import annotations

from typing import Final

from safetyframe import acts as a
from safetyframe.acts.voices import Dissented
from safetyframe.testing.story import text
from safetyframe.testing.writing.pen import Pen

_ANSWERS: Final = (5, 0, 8, 10)


def speak(pen: Pen) -> a.Speak:
    """About some of the minors."""
    minors = pen.some(pen.minors)
    return a.Speak(words=text("own words"), minors=minors, id=pen.new_id(), by=pen.by)


def scale(pen: Pen) -> a.Scale:
    """One of the first two goals."""
    goal = pen.pick(("g1", "g2"))
    minor = pen.pick(pen.minors)
    value = pen.pick(_ANSWERS)
    return a.Scale(goal=goal, minor=minor, value=value, id=pen.new_id(), by=pen.by)


def dissent(pen: Pen) -> a.Dissent:
    """With whatever carries the number of the WAT in force."""
    against = pen.pick(tuple(Dissented))
    return a.Dissent(
        against=against,
        ref=str(len(pen.t.wat)),
        words=text("no"),
        statement=pen.pick((None, "d1")),
        id=pen.new_id(),
        by=pen.by,
    )
