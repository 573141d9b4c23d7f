"""The straight road to an act: what the planner does when nothing else happens."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

from attrs import frozen

from safetyframe import acts as a
from safetyframe.acts import Act
from safetyframe.law import Law
from safetyframe.outcome import Accepted
from safetyframe.roles import Role
from safetyframe.testing.cast import FAMILY, Cast
from safetyframe.testing.planner import Planner
from safetyframe.testing.runs import Run
from safetyframe.testing.stages import opened
from safetyframe.testing.story import Story, UnexpectedError
from safetyframe.testing.writing import FIRST, Chance, Want
from safetyframe.trajectory import Trajectory

__all__ = ["bare", "drive", "road", "road_start"]

#: What begins a story under a law, with a cast.
Start: TypeAlias = Callable[[Law, Cast], Story]

_EFFORT: Final = 400


@frozen
class _Before:
    """What such an act points at, whether it is there, and by what act it comes there.

    That is no rule, and no remedy names it: a host's screen offers accepting a measure only where
    there is one.
    """

    there: Callable[[Trajectory], bool]
    act: type[Act]
    roles: tuple[Role, ...] = tuple(Role)


def _offered(t: Trajectory) -> bool:
    return any(offer.accepted_at is None for offer in t.handovers.values())


def _proposed(t: Trajectory) -> bool:
    return any(measure.ended_at is None for measure in t.measures.values())


def _has_hoe(t: Trajectory) -> bool:
    return len(t.hoe) > 0


def _ended(t: Trajectory) -> bool:
    return any(not episode.open for episode in t.involvement.values())


def _gathered(t: Trajectory) -> bool:
    return len(t.gathered) > 0


def _by_consultant(t: Trajectory) -> bool:
    held = t.gathered.values()
    return any(one.role is Role.CONSULTANT and one.in_error_by is None for one in held)


def _by_others(t: Trajectory) -> bool:
    return any(one.role is not Role.CONSULTANT for one in t.gathered.values())


_MEASURE: Final = _Before(_proposed, a.ProposeMeasure)
_BEFORE: Final[Mapping[type[Act], _Before]] = {
    a.TakeOver: _Before(_offered, a.OfferHandover),
    a.AmendMeasure: _MEASURE,
    a.EndMeasure: _MEASURE,
    a.AcceptMeasure: _MEASURE,
    a.DeclineMeasure: _MEASURE,
    a.AssessHoe: _Before(_has_hoe, a.EstablishHoe),
    a.Reopen: _Before(_ended, a.Withdraw),
    a.Correct: _Before(_by_consultant, a.RecordInformation),
    a.Annotate: _Before(_gathered, a.RecordInformation),
    a.Disclose: _Before(_gathered, a.RecordInformation),
    a.Ratify: _Before(_by_others, a.ContributeView, (Role.MINOR, Role.PARENT, Role.NETWORK)),
}
_BEGINS: Final = frozenset({a.OpenInvolvement, a.Adopt})


def bare(law: Law, cast: Cast = FAMILY) -> Story:
    """Begin where nothing has happened yet."""
    return Story(law=law, cast=cast)


def road_start(kind: type[Act] | None = None) -> Start:
    """Say where the road to such an act begins: right after an opening, or before it."""
    if kind in _BEGINS:
        return bare
    return lambda law, cast: opened(law, everyone=False, cast=cast)


def drive(run: Run, kind: type[Act], want: Want, chance: Chance = FIRST) -> bool:
    """Have the planner reach an act of this kind, and say whether it did.

    What such an act points at is reached first, unless it is there.
    """
    planner = Planner(run, bound=_EFFORT, chance=chance)
    before = _BEFORE.get(kind)
    if before is not None and not before.there(run.t):
        planner.reach(before.act, before.roles)
    said = {**_for_bearer(run, kind), **want}
    return isinstance(planner.reach(kind, **said), Accepted)


def _for_bearer(run: Run, kind: type[Act]) -> Want:
    """Whoever is asked to do a measure accepts or declines it."""
    if kind not in (a.AcceptMeasure, a.DeclineMeasure):
        return {}
    asked = (m.bearers[0] for m in run.t.measures.values() if m.ended_at is None and m.bearers)
    first = next(asked, None)
    return {} if first is None else {"person": first}


def road(
    kind: type[Act],
    *,
    law: Law | None = None,
    cast: Cast = FAMILY,
    **want: object,
) -> Run:
    """Give the straight road to an act of this kind: a run that ends with it.

    From an opening without anybody else (or from nothing at all, for what opens), with all choices
    the first. `want` is what the act should say. Raises `UnexpectedError` where there is none.
    """
    run = Run(f"road to {kind.__name__}", road_start(kind)(law or Law(), cast))
    if not drive(run, kind, want):
        said = f" that says so: {', '.join(want)}" if want else ""
        msg = f"no remedy leads to a {kind.__name__}{said}"
        raise UnexpectedError(msg)
    return run
