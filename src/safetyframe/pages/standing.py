"""Where a statement of WAT stands for a minor, by what was judged last."""

from __future__ import annotations

from datetime import datetime
from enum import Enum

from safetyframe.slices import WatVersion
from safetyframe.trajectory import Trajectory
from safetyframe.values import PersonId

__all__ = ["Standing", "standing"]


class Standing(Enum):
    """What was judged last of a statement, for one minor."""

    MET = "met"
    UNMET = "unmet"
    STALE = "stale"  # on an older material version
    NONE = "none"


def standing(
    t: Trajectory, wat: WatVersion, statement: str, minor: PersonId
) -> tuple[Standing, datetime | None]:
    """Say where `statement` of `wat` stands for `minor`, and since when without a break."""
    series = t.judged.get((minor, statement))
    if series is None:
        return Standing.NONE, None
    last = series.items[-1]
    version = t.wat.get(last.wat)
    if version is None or version.material != wat.material:
        return Standing.STALE, None
    since = last.at
    for judgement in reversed(series.items):
        if judgement.met is not last.met:
            break
        since = judgement.at
    return (Standing.MET if last.met else Standing.UNMET), since
