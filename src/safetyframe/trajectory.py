"""A trajectory: named slices, each whole or unknown, holding what is in force and rules read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final, Never, TypeVar, cast

from attrs import evolve as _evolve
from attrs import field, fields, frozen

from safetyframe.acts.informing import AlignOn, Topic
from safetyframe.index import Index, unknown
from safetyframe.roles import Participation
from safetyframe.slices import (
    Assessment,
    Barrier,
    Direction,
    Episode,
    Excepted,
    Gathered,
    Handover,
    HoeVersion,
    JudgementSeries,
    Measure,
    Necessity,
    PositionTaken,
    Protection,
    Reviewed,
    ScaleAnswer,
    Told,
    Voice,
    WatVersion,
)
from safetyframe.values import PersonId, TrajectoryId

__all__ = ["DEFAULT_ZONE", "SLICES", "Trajectory"]

#: Where civil dates are reckoned unless the trajectory says otherwise.
DEFAULT_ZONE: Final = "Europe/Brussels"

K = TypeVar("K")
V = TypeVar("V")


def _slice() -> Index[K, V]:  # pyright: ignore[reportInvalidTypeVarUse]  the field says which
    return cast("Index[K, V]", field(factory=unknown))


# Without slots: the next trajectory is then one dict made from another (see `folding`).
@frozen(kw_only=True, slots=False)
class Trajectory:
    """One family's course of help, as far as it is known.

    `Trajectory(id=…)` knows nothing: every slice is unknown and rules that read one give `Unsure`.
    `Trajectory.start(id)` knows that nothing has happened yet. `seq` is the number of the last
    record, `known_at` the latest moment at which something was written down.
    """

    id: TrajectoryId
    zone: str = DEFAULT_ZONE
    seq: int = 0
    known_at: datetime | None = None
    people: Index[str, Participation] = _slice()
    handovers: Index[str, Handover] = _slice()
    involvement: Index[str, Episode] = _slice()
    necessity: Index[str, Necessity] = _slice()
    protection: Index[int, Protection] = _slice()
    barriers: Index[str, Barrier] = _slice()
    gathered: Index[str, Gathered] = _slice()
    wat: Index[int, WatVersion] = _slice()
    aligned: Index[tuple[PersonId, AlignOn, PersonId | None], PositionTaken] = _slice()
    told: Index[tuple[PersonId, Topic, int | None, bool], Told] = _slice()
    exceptions: Index[tuple[str, PersonId | None], Excepted] = _slice()
    measures: Index[str, Measure] = _slice()
    hoe: Index[int, HoeVersion] = _slice()
    assessed: Index[tuple[int, str], Assessment] = _slice()
    directions: Index[str, Direction] = _slice()
    voices: Index[int, Voice] = _slice()
    scales: Index[int, ScaleAnswer] = _slice()
    judged: Index[tuple[PersonId, str], JudgementSeries] = _slice()
    reviews: Index[str, Reviewed] = _slice()

    @classmethod
    def start(cls, id: str, *, zone: str = DEFAULT_ZONE) -> Trajectory:  # noqa: A002
        """Begin a trajectory in which nothing has happened yet."""
        return _with(cls(id=TrajectoryId(id), zone=zone), {name: Index() for name in SLICES})

    @property
    def unknown(self) -> frozenset[str]:
        """The names of the slices that are not known."""
        nothing: Index[object, object] = unknown()
        return frozenset(name for name in SLICES if getattr(self, name) is nothing)

    def hide(self, *names: str) -> Trajectory:
        """Give this trajectory with the slices named unknown."""
        for name in names:
            if name not in SLICES:
                msg = f"{name!r} is no slice; the slices are {', '.join(SLICES)}"
                raise ValueError(msg)
        return _with(self, {name: unknown() for name in names})


def _with(trajectory: Trajectory, slices: Mapping[str, Index[object, object]]) -> Trajectory:
    # Which slice holds what is checked by the callers: they pass empty and unknown ones only.
    changes: dict[str, Never] = {name: cast("Never", held) for name, held in slices.items()}
    return _evolve(trajectory, **changes)


_SCALARS: Final = frozenset({"id", "zone", "seq", "known_at"})

#: The names of all slices.
SLICES: Final[tuple[str, ...]] = tuple(a.name for a in fields(Trajectory) if a.name not in _SCALARS)
