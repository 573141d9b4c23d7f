"""Break the law on purpose, one piece at a time: the tests of *that clause* must go red.

    python -m safetyframe.testing.mutate

A piece is a rule, a gate, a watch, a duty, a row or a cell of the table of powers, or a part of a
pack; a mutant is one piece broken in one way. For each mutant only the test files named after the
clauses that the piece cites are run, and one of their tests must fail. A mutant that they let pass
is a survivor: a test is missing, or the mutant changes nothing and is entered, with the reason, in
a table of equivalents.
"""

from __future__ import annotations

from safetyframe.testing.mutate.model import Break, Equivalent, Mutant, Verdict
from safetyframe.testing.mutate.pieces import (
    of_charter,
    of_duty,
    of_pack,
    of_row,
    of_rule,
    of_watch,
)

__all__ = [
    "Break",
    "Equivalent",
    "Mutant",
    "Verdict",
    "of_charter",
    "of_duty",
    "of_pack",
    "of_row",
    "of_rule",
    "of_watch",
]
