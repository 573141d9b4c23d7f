"""What a trajectory's slices hold: raw facts, one small class per kind, never conclusions.

Every class has a `key`: what its slice files it under.
"""

from safetyframe.slices.gathering import (
    Gathered,
    GatheredKind,
    ScaleAnswer,
    Voice,
)
from safetyframe.slices.hoe import (
    AboutBefore,
    Assessment,
    HoeVersion,
    Measure,
)
from safetyframe.slices.involvement import (
    Barrier,
    Episode,
    Handover,
    Necessity,
    Protection,
)
from safetyframe.slices.keeping import (
    Adopted,
    Correction,
    Disclosed,
    Erased,
    Note,
    Ratified,
)
from safetyframe.slices.standing import (
    ABOUT_THEM,
    CLASSIFIED,
    Direction,
    Excepted,
    PositionTaken,
    Reviewed,
    Told,
)
from safetyframe.slices.wat import (
    Judgement,
    JudgementSeries,
    WatVersion,
)

__all__ = [
    "ABOUT_THEM",
    "CLASSIFIED",
    "AboutBefore",
    "Adopted",
    "Assessment",
    "Barrier",
    "Correction",
    "Direction",
    "Disclosed",
    "Episode",
    "Erased",
    "Excepted",
    "Gathered",
    "GatheredKind",
    "Handover",
    "HoeVersion",
    "Judgement",
    "JudgementSeries",
    "Measure",
    "Necessity",
    "Note",
    "PositionTaken",
    "Protection",
    "Ratified",
    "Reviewed",
    "ScaleAnswer",
    "Told",
    "Voice",
    "WatVersion",
]
