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
from safetyframe.slices.standing import (
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
    "AboutBefore",
    "Assessment",
    "Barrier",
    "Direction",
    "Episode",
    "Excepted",
    "Gathered",
    "GatheredKind",
    "Handover",
    "HoeVersion",
    "Judgement",
    "JudgementSeries",
    "Measure",
    "Necessity",
    "PositionTaken",
    "Protection",
    "Reviewed",
    "ScaleAnswer",
    "Told",
    "Voice",
    "WatVersion",
]
