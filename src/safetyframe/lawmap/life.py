"""How far the help for one minor has come: the stages, and how a trajectory shows its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from attrs import frozen

from safetyframe.acts import WithdrawalOutcome
from safetyframe.policy import Policy
from safetyframe.rules import ask
from safetyframe.rules.ending import unmet
from safetyframe.slices import Episode
from safetyframe.trajectory import Trajectory
from safetyframe.values import PersonId

__all__ = ["STAGES", "Moment", "Stage", "stage_of"]


@frozen(kw_only=True)
class Moment:
    """What a stage is read from: the trajectory, one minor, their latest episode, and when."""

    t: Trajectory
    minor: PersonId
    at: datetime
    last: Episode | None

    @property
    def open(self) -> bool:
        """Say whether a regular involvement is open with this minor."""
        return self.last is not None and self.last.open and not self.last.emergency


@frozen(kw_only=True)
class Stage:
    """One stage: its id, the clauses that make it one, and how it shows."""

    id: str
    clauses: tuple[str, ...]
    shows: Callable[[Moment], bool]


def _ended(m: Moment, *outcomes: WithdrawalOutcome) -> bool:
    return m.last is not None and not m.last.open and m.last.outcome in outcomes


def _wat(m: Moment, *, expected: bool = False) -> bool:
    version = ask.wat_in_force(m.t)
    if version is None or not m.open:
        return False
    about = version.expectations if expected else version.goals
    return any(m.minor in one.minors for one in about)


def _hoe(m: Moment) -> bool:
    """Agreements about this minor, made on the material WAT in force."""
    hoe, wat = ask.hoe_in_force(m.t), ask.wat_in_force(m.t)
    if hoe is None or wat is None or not m.open:
        return False
    if ask.material_of(m.t, hoe.wat) != wat.material:
        return False
    measures = (m.t.measures.get(key) for key in hoe.measures)
    return any(one is not None and m.minor in one.about_at(hoe.at) for one in measures)


def _met(m: Moment) -> bool:
    return m.open and not any(unmet(m.t, m.minor, m.at, Policy()))


_ACHIEVED: Final = WithdrawalOutcome.ACHIEVED
_BY_GOVERNMENT: Final = WithdrawalOutcome.MANDATE_ENDED_BY_GOVERNMENT
_OTHER: Final = tuple(o for o in WithdrawalOutcome if o not in (_ACHIEVED, _BY_GOVERNMENT))

#: From the last to the first: a trajectory is at the first of these that shows.
STAGES: Final[tuple[Stage, ...]] = (
    Stage(id="achieved", clauses=("P20", "T4", "X1"), shows=lambda m: _ended(m, _ACHIEVED)),
    Stage(id="ended-by-government", clauses=("P24",), shows=lambda m: _ended(m, _BY_GOVERNMENT)),
    Stage(id="ended-otherwise", clauses=("P20",), shows=lambda m: _ended(m, *_OTHER)),
    Stage(id="met", clauses=("P5c", "T4"), shows=_met),
    Stage(id="hoe", clauses=("P16", "P17"), shows=_hoe),
    Stage(id="expectations", clauses=("P20",), shows=lambda m: _wat(m, expected=True)),
    Stage(id="wat", clauses=("P12",), shows=_wat),
    Stage(id="open", clauses=("P2", "P24"), shows=lambda m: m.open),
    Stage(id="emergency", clauses=("P8c",), shows=lambda m: m.last is not None and m.last.open),
    Stage(id="before", clauses=(), shows=lambda m: m.last is None),
)


def stage_of(t: Trajectory, minor: PersonId, at: datetime) -> Stage:
    """Give the stage of the help for `minor` at `at`, under a policy without numbers.

    Raises `UnknownSliceError` where involvement, WAT, HOE, measures or judgements are not known.
    """
    moment = Moment(t=t, minor=minor, at=at, last=ask.latest_episode(t, minor))
    for stage in STAGES:
        if stage.shows(moment):
            return stage
    raise LookupError("this trajectory is at no stage of the map: please report it")
