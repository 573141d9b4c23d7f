"""What must be true of every answer, whatever the law: the charter's invariants, said simply.

Each is a function of one `Step`: what was on record, what was asked, what was answered. None asks
the law's own rules; X1 and the rest are written out again from the records, and the oracle reads
the charter once more. A false alarm would be a bug here; what these do not see may still be wrong
(compare with the law: `HostParityMachine`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from safetyframe.testing.invariants import answering, doing, holding, rereading, seeing
from safetyframe.testing.invariants.step import (
    Decides,
    Invariant,
    Notifies,
    Owes,
    Shows,
    Step,
)

__all__ = ["INVARIANTS", "Decides", "Invariant", "Notifies", "Owes", "Shows", "Step", "broken"]


def broken(step: Step, only: str | None = None) -> Iterator[tuple[Invariant, str]]:
    """Give every invariant (or the one with this id) that this step breaks, with what is wrong."""
    for invariant in INVARIANTS:
        if only not in (None, invariant.id):
            continue
        for said in invariant.check(step):
            yield invariant, said


#: All of them, in the order in which they are asked: the plainest words for a fault come first.
INVARIANTS: Final[tuple[Invariant, ...]] = tuple(
    Invariant(id=name, clauses=tuple(clauses.split()), check=check)
    for name, clauses, check in (
        ("one-fold", "X11", answering.one_fold),
        ("asking-is-doing", "X12", answering.asking_is_doing),
        ("says-why", "X12", answering.says_why),
        ("history-grows", "X9 X10", answering.history_grows),
        ("consultants-own", "P12 X3", doing.consultants_own),
        ("nobody-else-moves", "X5 P24 X15", doing.nobody_else_moves),
        ("hoe-is-made-together", "P16 P17 X5", doing.hoe_is_made_together),
        ("nobody-is-silenced", "T6", doing.nobody_is_silenced),
        ("achieved", "X1", holding.achieved),
        ("wat-hangs-together", "X2 P13 P5b P5c", holding.wat_hangs_together),
        ("hoe-follows-wat", "X4 P16", holding.hoe_follows_wat),
        ("revising-deletes-nothing", "X6", holding.revising_deletes_nothing),
        ("expired-is-none", "P19", holding.expired_is_none),
        ("said-to-some", "X13", seeing.said_to_some),
        ("unseen-changes-nothing", "X13", seeing.unseen_changes_nothing),
        ("notices-say-nothing", "X13", seeing.notices_say_nothing),
        ("refused-as-reread", "D1b", rereading.refused_as_reread),
        ("owed-as-reread", "X7", rereading.owed_as_reread),
    )
)
