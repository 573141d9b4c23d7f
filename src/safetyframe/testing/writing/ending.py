"""How the acts that end and reopen an involvement are written."""

from __future__ import annotations

from typing import Final

from safetyframe import acts as a
from safetyframe.acts.ending import Answer, WithdrawalOutcome
from safetyframe.testing.story import text
from safetyframe.testing.writing.involvement import opening
from safetyframe.testing.writing.pen import Pen
from safetyframe.values import PersonId

_ACHIEVED: Final = WithdrawalOutcome.ACHIEVED
_OTHERWISE: Final = 0.2  # how often an involvement ends without success


def withdraw(pen: Pen) -> a.Withdraw:
    """As achieved, for the minor asked for or the first whose involvement runs."""
    going = [e.minor for e in pen.t.involvement.values() if e.open and not e.emergency]
    outcome = pen.asked_enum("outcome", (_ACHIEVED,)) if "outcome" in pen.want else _ACHIEVED
    if "outcome" not in pen.want and pen.chance.happens(_OTHERWISE):
        outcome = pen.pick(tuple(o for o in WithdrawalOutcome if o is not _ACHIEVED))
    answered: tuple[PersonId, ...] = pen.listed("answers")
    return a.Withdraw(
        minor=pen.asked("minor", going, pen.cast.children[0]),
        outcome=outcome,
        ground=None if outcome is _ACHIEVED else text("ground"),
        answers=tuple(Answer(person=p, words=text("answer")) for p in answered),
        exceptions=pen.exceptions,
        id=pen.new_id(),
        by=pen.by,
    )


def reopen(pen: Pen) -> a.Reopen:
    """For the minor asked for, or those whose involvement has ended."""
    last = {e.minor: e for e in pen.t.involvement.values()}
    ended = tuple(minor for minor, e in last.items() if not e.open)
    said = opening(pen, pen.some(pen.minors if pen.minor is not None or not ended else ended))
    return a.Reopen(**said, id=pen.new_id(), by=pen.by)
