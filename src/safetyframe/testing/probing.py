"""Trying beside a run what the charter guards: spoilt, by others, at other times, after more."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final, TypeAlias

from attrs import evolve

from safetyframe import acts as a
from safetyframe.acts import Act
from safetyframe.folding import fold
from safetyframe.outcome import Accepted, Outcome
from safetyframe.record import Record
from safetyframe.testing.runs import Attempt, Run
from safetyframe.testing.scrambling import otherwise
from safetyframe.testing.story import Story
from safetyframe.testing.writing import Chance

__all__ = ["probe"]

#: Writes an act of a kind that fits a run.
_Writer: TypeAlias = Callable[[Run, Chance, type[Act]], Act]

# What the charter guards most closely is probed most.
_PROBED: Final = frozenset(
    {a.EstablishWat, a.ReviseWat, a.SetExpectations, a.EstablishHoe, a.Judge, a.Withdraw}
)
_OFTEN: Final = 14
_BETWEEN: Final[Mapping[type[Act], tuple[type[Act], ...]]] = {
    a.Withdraw: (a.Judge, a.Judge, a.ReviseWat, a.SetExpectations, a.Align),
    a.EstablishHoe: (a.EndParticipation, a.EndParticipation, a.EndMeasure, a.ReviseWat),
}
_ASIDE: Final = 30_000  # the ids of acts in between begin here


def probe(run: Run, chance: Chance, writer: _Writer) -> None:
    """Try beside the run: accepted acts spoilt, by others, at other times, after something else.

    `writer` writes the acts that come in between.
    """
    for one in tuple(run.attempts):
        if not isinstance(one.outcome, Accepted):
            continue
        kind = type(one.act)
        for _ in range(_OFTEN if kind in _PROBED else 1):
            _branch(run, one, otherwise(one.act, chance, run.story))
        if kind in _PROBED:
            for person, role in dict.fromkeys(
                (p.person, p.role) for p in one.before.people.values()
            ):
                by = evolve(one.act.by, person=person, role=role)
                _branch(run, one, evolve(one.act, by=by))
            for other in _BETWEEN.get(kind, (a.EndParticipation, a.TakeOver)):
                _between(run, one, writer, other, chance)
        if isinstance(one.act, a.Withdraw):
            for days in range(1, 17):
                at = one.act.by.at - timedelta(days=days)
                by = evolve(one.act.by, at=at, recorded_at=one.act.by.recorded)
                _branch(run, one, evolve(one.act, by=by))


def _branch(run: Run, one: Attempt, act: Act, aside: tuple[Record, ...] = ()) -> Outcome:
    before = fold(aside, one.before) if aside else one.before
    outcome = run.law.decide(before, act)
    run.probes.append(Attempt(before=before, act=act, outcome=outcome, aside=aside))
    return outcome


def _between(run: Run, one: Attempt, writer: _Writer, kind: type[Act], chance: Chance) -> None:
    """Something else happens just before the act."""
    at = one.act.by.at
    story = Story(
        law=run.law,
        t=one.before,
        now=at,
        records=list(run.records[: one.before.seq]),
        count=_ASIDE + len(run.probes),
        cast=run.story.cast,
    )
    first = writer(Run("between", story, states=[one.before]), chance, kind)
    if isinstance(first, a.Judge) and isinstance(one.act, a.Withdraw):
        first = evolve(first, minor=one.act.minor, met=False, by=evolve(first.by, at=at))
    outcome = _branch(run, one, first)
    if isinstance(outcome, Accepted):
        _branch(run, one, one.act, (outcome.record,))
