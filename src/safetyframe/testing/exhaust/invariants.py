"""X1 to X16 as small functions over one step, and which are asked of what.

X5 is checked as a property of every step, which by induction makes it one of every sequence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from safetyframe.folding import evolve
from safetyframe.outcome import Accepted
from safetyframe.testing.exhaust import agreed, persons
from safetyframe.testing.exhaust.steps import Asked, Step, Wrong

__all__ = ["STEP", "Asked", "Step", "check"]

#: The invariants by name.
STEP: Final[dict[str, Callable[[Step], Wrong]]] = {
    "X1": agreed.x1,
    "X2": agreed.x2,
    "X3": agreed.x3,
    "X4": agreed.x4,
    "X5": agreed.x5,
    "X6": agreed.x6,
    "X7": persons.x7,
    "X8": persons.x8,
    "X9": persons.x9,
    "X10": agreed.x10,
    "X11": persons.x11,
    "X12": persons.x12,
    "X13": persons.x13,
    "X14": persons.x14,
    "X15": agreed.x15,
    "X16": persons.x16,
}
#: What a refusal alone can break: the state does not change.
_REFUSED: Final = ("X8", "X12", "X14")


def check(s: Step) -> Iterator[tuple[str, str]]:
    """Give every invariant that this step breaks, with what is wrong.

    And, as `folding`, a state handed on that is not the one which the record leaves: everything
    that comes later is asked of it.
    """
    if isinstance(s.outcome, Accepted) and evolve(s.before, s.outcome.record) != s.after:
        yield "folding", f"what {type(s.act).__name__} hands on is not what its record leaves"
    for name in STEP if isinstance(s.outcome, Accepted) else _REFUSED:
        for wrong in STEP[name](s):
            yield name, wrong
