"""The map of the law, drawn from its tables: powers, the life of a trajectory, duties, rules.

    >>> from safetyframe.lawmap import law_map
    >>> row = next(row for row in law_map().rows if row.act == "EstablishHoe")
    >>> dict(row.cells)["care-worker"], row.gates
    ('together', ('P10', 'P16', 'P22'))

It is of the charter's own law: rules that a plugin or the pack of a country adds are not on it.
"""

from __future__ import annotations

from safetyframe.lawmap.life import STAGES, Stage, stage_of
from safetyframe.lawmap.making import law_map
from safetyframe.lawmap.model import (
    LawMap,
    MappedClause,
    MappedDuty,
    MappedRow,
    MappedRule,
    Move,
)

__all__ = [
    "STAGES",
    "LawMap",
    "MappedClause",
    "MappedDuty",
    "MappedRow",
    "MappedRule",
    "Move",
    "Stage",
    "law_map",
    "stage_of",
]
