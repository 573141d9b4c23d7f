"""Relations that acts must keep, a module per chapter, listed in explicit tuples.

Each rule is a value: id, clauses, acts guarded, slices read, and a small pure check.
"""

from __future__ import annotations

from typing import Final

from safetyframe.rules import (
    ending,
    hoe,
    informing,
    involvement,
    keeping,
    participation,
    references,
    versions,
    wat,
)
from safetyframe.rules.model import Rule

__all__ = ["RULES", "Rule"]

RULES: Final[tuple[Rule, ...]] = (
    *references.RULES,
    *versions.RULES,
    *participation.RULES,
    *involvement.RULES,
    *wat.RULES,
    *hoe.RULES,
    *informing.RULES,
    *ending.RULES,
    *keeping.RULES,
)
