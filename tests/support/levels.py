"""Which refusals may be explained, and which never bend."""

from __future__ import annotations

from typing import Final

from safetyframe.charter import Level
from safetyframe.outcome import Violation

__all__ = ["GATES", "levelled"]

#: The rules that may be explained, typed by hand from reading 1: every other refuses for good.
GATES: Final = frozenset(
    {
        *("wat.gathered", "wat.safety-together", "wat.client-expertise", "wat.worker-expertise"),
        *("hoe.accepted", "hoe.everyone-invited", "hoe.wat-explained"),
        *("expectations.aligned", "ending.heard", "ending.worker-answered", "direction.together"),
    }
)


def levelled(*violations: Violation) -> None:
    """Require that each refuses for good, but for the gates."""
    for one in violations:
        assert one.level is (Level.EXPLAIN if one.rule in GATES else Level.HARD), one
