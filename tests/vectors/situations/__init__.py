"""All situations, a module per chapter of the charter."""

from __future__ import annotations

from tests.vectors.situation import Situation
from tests.vectors.situations import (
    ending,
    hoe,
    informing,
    involvement,
    keeping,
    looking,
    necessity,
    powers,
    seeing,
    voices,
    wat,
)

SITUATIONS: tuple[Situation, ...] = tuple(
    one
    for module in (
        involvement,
        necessity,
        wat,
        hoe,
        informing,
        voices,
        ending,
        keeping,
        powers,
        looking,
        seeing,
    )
    for clause in module.CLAUSES
    for one in clause.told
)
