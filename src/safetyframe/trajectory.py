"""A trajectory: named slices, each whole or unknown, holding what is in force and rules read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final, TypeVar, cast

from attrs import field, fields, frozen

from safetyframe.acts.informing import AlignOn, Topic
from safetyframe.index import Index, unknown
from safetyframe.roles import Participation
from safetyframe.slices import (
    Adopted,
    Assessment,
    Barrier,
    Correction,
    Direction,
    Disclosed,
    Episode,
    Erased,
    Excepted,
    Gathered,
    Handover,
    HoeVersion,
    JudgementSeries,
    Measure,
    Necessity,
    Note,
    PositionTaken,
    Protection,
    Ratified,
    Reviewed,
    ScaleAnswer,
    Told,
    Voice,
    WatVersion,
)
from safetyframe.values import PersonId, TrajectoryId

__all__ = ["CERTAIN", "DEFAULT_ZONE", "SLICES", "Trajectory", "with_slices"]

#: Where civil dates are reckoned unless the trajectory says otherwise.
DEFAULT_ZONE: Final = "Europe/Brussels"

K = TypeVar("K")
V = TypeVar("V")


def _slice() -> Index[K, V]:  # pyright: ignore[reportInvalidTypeVarUse]  the field says which
    return cast("Index[K, V]", field(factory=unknown))


# Without slots: the next trajectory is then one dict made from another (see `replaced`).
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
    aligned: Index[tuple[PersonId, AlignOn, PersonId | None, bool], PositionTaken] = _slice()
    told: Index[tuple[PersonId, Topic, int | None, bool], Told] = _slice()
    exceptions: Index[tuple[str, PersonId | None, PersonId, bool], Excepted] = _slice()
    measures: Index[str, Measure] = _slice()
    hoe: Index[int, HoeVersion] = _slice()
    assessed: Index[tuple[int, str], Assessment] = _slice()
    directions: Index[str, Direction] = _slice()
    voices: Index[int, Voice] = _slice()
    scales: Index[int, ScaleAnswer] = _slice()
    judged: Index[tuple[PersonId, str], JudgementSeries] = _slice()
    reviews: Index[str, Reviewed] = _slice()
    corrections: Index[str, Correction] = _slice()
    notes: Index[int, Note] = _slice()
    ratified: Index[str, Ratified] = _slice()
    disclosed: Index[str, Disclosed] = _slice()
    erased: Index[str, Erased] = _slice()
    adopted: Index[str, Adopted] = _slice()

    @classmethod
    def start(cls, id: str, *, zone: str = DEFAULT_ZONE) -> Trajectory:  # noqa: A002
        """Begin a trajectory in which nothing has happened yet."""
        return with_slices(cls(id=TrajectoryId(id), zone=zone), {name: Index() for name in SLICES})

    @property
    def unknown(self) -> frozenset[str]:
        """The names of the slices that are not known."""
        nothing: Index[object, object] = unknown()
        return frozenset(name for name in SLICES if getattr(self, name) is nothing)

    @property
    def incomplete(self) -> frozenset[str]:
        """The names of the slices that an adopted file has not been searched for yet.

        What was recorded here since is in them; what was there before is not. Raises
        `UnknownSliceError` where it is not known whether this file was adopted.
        """
        return self.adopted.derived(_unsearched)

    def hide(self, *names: str) -> Trajectory:
        """Give this trajectory with the slices named unknown."""
        for name in names:
            if name not in SLICES:
                msg = f"{name!r} is no slice; the slices are {', '.join(SLICES)}"
                raise ValueError(msg)
        return with_slices(self, {name: unknown() for name in names})


def _unsearched(adopted: Index[str, Adopted]) -> frozenset[str]:
    last: tuple[str, ...] = ()
    for one in adopted.values():
        last = one.unknown
    return frozenset(last)


def with_slices(trajectory: Trajectory, slices: Mapping[str, Index[object, object]]) -> Trajectory:
    """Give `trajectory` with other slices under these names. The caller minds what they hold."""
    return replaced(trajectory, slices)


def replaced(trajectory: Trajectory, fields: Mapping[str, object]) -> Trajectory:
    """Give `trajectory` with other values in these fields: for slices and folding alone."""
    # attrs.evolve runs the whole constructor by keyword; this makes the same, many times faster.
    new = Trajectory.__new__(Trajectory)
    object.__setattr__(new, "__dict__", {**trajectory.__dict__, **fields})
    return new


_SCALARS: Final = frozenset({"id", "zone", "seq", "known_at"})

#: The names of all slices.
SLICES: Final[tuple[str, ...]] = tuple(a.name for a in fields(Trajectory) if a.name not in _SCALARS)

#: What an adopted file always says: who takes part, and on what the involvement rests.
CERTAIN: Final = frozenset({"people", "involvement", "necessity", "adopted"})
