"""Small-scope exhaustion: every act sequence to a stated depth over a small cast, X1 to X16 held.

    python -m safetyframe.testing.exhaust [--depth N] [--cast NAME] [--jobs N] [--json]

What it proves and what it does not is in docs/explanation/exhaustion.md.
"""

from safetyframe.testing.exhaust.alphabet import ROOTS, alphabet
from safetyframe.testing.exhaust.invariants import STEP, Asked, Step, check
from safetyframe.testing.exhaust.people import CASTS, Cast
from safetyframe.testing.exhaust.search import Counterexample, Tally, search

__all__ = [
    "CASTS",
    "ROOTS",
    "STEP",
    "Asked",
    "Cast",
    "Counterexample",
    "Step",
    "Tally",
    "alphabet",
    "check",
    "search",
]
