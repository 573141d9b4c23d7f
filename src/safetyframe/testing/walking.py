"""Random lives of a trajectory: acts that make sense, acts scrambled, time, and goals in between.

The goals are the planner's, so that walks come to WAT, HOE, a revision, a closing and a reopening,
which chance alone hardly ever does (`python -m safetyframe.testing.reach` prints how often).
Everything that was tried is kept in the `Run`.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Final

from safetyframe import acts as a
from safetyframe.acts import ACTS, Act
from safetyframe.law import Law
from safetyframe.policy import Lowered, Policy
from safetyframe.roles import Role, Standing
from safetyframe.testing.cast import Who
from safetyframe.testing.planner import Planner
from safetyframe.testing.probing import probe
from safetyframe.testing.runs import Run
from safetyframe.testing.scrambling import scramble
from safetyframe.testing.stages import opened
from safetyframe.testing.story import Story
from safetyframe.testing.writing import Chance, Dice, Pen, Want, write
from safetyframe.values import Form

__all__ = ["begin", "next_goal", "sensible", "step", "walk", "walk_from", "wild"]

_LOWERED: Final = Policy(
    lowered=(Lowered(clause="P21", reason="agreed with the region for this year"),),
    due_days={"T5a": 2, "P22": 14},
    judgement_days=60,
)
_STRICT: Final = Policy(judgement_days=30, due_days={"P18a": 7})
_EFFORT: Final = 90  # how many acts a walk lets the planner try for one goal


def begin(chance: Chance, name: str = "walk") -> Run:
    """Begin a walk: mostly with everyone there, sometimes with nothing at all."""
    law = Law(chance.pick((Policy(), Policy(), Policy(), _LOWERED, _STRICT)))
    if chance.happens(0.15):
        run = Run(name, Story(law=law))
        if chance.happens(0.4):
            run.decide(write(a.Adopt, Pen(run.story, run.story.cast.lead, chance=chance)))
        return run
    run = Run(name, opened(law))
    if chance.happens(0.5):
        for kind in (a.AssignConsultant, a.DeputiseConsultant):
            run.decide(write(kind, Pen(run.story, run.story.cast.authority)))
    return run


# --- acts -----------------------------------------------------------------------------------------

#: What a lead does, mostly.
_LEADS: Final = frozenset(
    {a.EstablishWat, a.ReviseWat, a.SetExpectations, a.Judge, a.Withdraw, a.Reopen}
    | {a.OfferHandover, a.OpenInvolvement, a.AddParticipation, a.KeepApart}
    | {a.Ratify, a.Disclose, a.Adopt}
)
_GOVERNMENTS: Final = frozenset(
    {a.DecideNecessity, a.AssignConsultant, a.DeputiseConsultant, a.Erase}
)


def sensible(run: Run, chance: Chance, kind: type[Act] | None = None) -> Act:
    """Write an act that makes sense on its face, by somebody who might do it."""
    story = run.story
    chosen = chance.pick(ACTS) if kind is None else kind
    who = _by_whom(Pen(story, story.cast.lead, chance=chance), chosen)
    pen = Pen(story, who, chance=chance)
    workers = story.cast.of(Role.CARE_WORKER)
    recorded_by = workers[0][0] if chance.happens(0.08) and workers else None
    form = None if recorded_by is None else Form.SPOKEN
    at = recorded_at = None
    if chance.happens(0.06):
        at = story.now - timedelta(hours=chance.pick((1, 30, 400)))
        recorded_at = story.now
    return write(chosen, pen, at=at, recorded_at=recorded_at, recorded_by=recorded_by, form=form)


def _by_whom(pen: Pen, kind: type[Act]) -> Who:
    chance, cast, there = pen.chance, pen.cast, pen.there
    if kind in _GOVERNMENTS:
        return cast.authority
    if kind in _LEADS and chance.happens(0.8):
        leads = [p for p in pen.t.people.values() if p.standing is Standing.LEAD]
        now = [p.person for p in leads if p.active(pen.now)]
        return (now[-1] if now else cast.lead[0], Role.CONSULTANT)
    if kind is a.TakeOver:
        offers = [h.to for h in pen.t.handovers.values() if not h.accepted_at]
        return (offers[-1] if offers else cast.consultants[0][0], Role.CONSULTANT)
    if kind in (a.AcceptMeasure, a.DeclineMeasure) and (asked := _asked(pen)):
        return chance.pick(asked)
    return chance.pick(there) if there and chance.happens(0.9) else chance.pick(cast.everyone)


def _asked(pen: Pen) -> list[Who]:
    bearers = {bearer for measure in pen.measures for bearer in measure.bearers}
    return [who for who in pen.there if who[0] in bearers]


def wild(run: Run, chance: Chance, kind: type[Act] | None = None) -> Act:
    """Write a sensible act, scrambled."""
    return scramble(sensible(run, chance, kind), chance, run.story)


# --- walks ----------------------------------------------------------------------------------------


def next_goal(run: Run, chance: Chance) -> tuple[type[Act], Want]:
    """Say what would carry this trajectory on from where it stands, and what it is to say."""
    t = run.t
    wat = t.wat.get(len(t.wat))
    last = {e.minor: e for e in t.involvement.values()}
    going = [m for m, e in last.items() if e.open and not e.emergency]
    if not going and any(not e.open for e in last.values()):
        return a.Reopen, {}
    if wat is None:
        return a.EstablishWat, {}
    if not wat.expectations:
        return a.SetExpectations, {}
    if not len(t.hoe):
        return a.EstablishHoe, {}
    others: tuple[tuple[type[Act], Want], ...] = (
        (a.ReviseWat, {"material": True}),
        (a.DecideDirection, {}),
        (a.EstablishHoe, {}),
    )
    turn = chance.turn(0.12, 0.08, 0.1, 0.7)
    if turn < len(others):
        return others[turn]
    minor = chance.pick(going or run.story.cast.children[:1])
    return a.Withdraw, {"minor": minor, "outcome": "achieved"}


def step(run: Run, chance: Chance) -> None:
    """Take one step of a walk."""
    match chance.turn(0.38, 0.3, 0.2, 0.12):
        case 0:
            run.decide(sensible(run, chance))
        case 1:
            run.decide(wild(run, chance))
        case 2:
            kind, want = next_goal(run, chance)
            Planner(run, bound=_EFFORT).reach(kind, **want)
        case _:
            run.story.wait(chance.pick((0.02, 0.5, 1, 3, 10, 40)))


def walk(seed: int, steps: int = 36, *, probed: bool = True) -> Run:
    """Play a random life of a trajectory, the same for the same seed.

    `probed`: what was accepted is also tried a little differently, beside the run.
    """
    chance = Dice(Random(seed))
    run = begin(chance, f"seed {seed}")
    for _ in range(steps):
        step(run, chance)
    if probed:
        probe(run, chance, sensible)
    return run


def walk_from(start: datetime, seed: int, steps: int) -> Run:
    """Play a random life whose first minutes begin at `start`."""
    chance = Dice(Random(seed))
    run = Run(f"seed {seed} from {start}", Story(now=start))
    lead = run.story.cast.lead
    run.decide(write(a.OpenInvolvement, Pen(run.story, lead)))
    for person, _ in run.story.cast.joining:
        run.decide(write(a.AddParticipation, Pen(run.story, lead, {"person": person})))
    for _ in range(steps):
        run.decide(sensible(run, chance))
        if chance.happens(0.5):
            Planner(run, bound=15).reach(next_goal(run, chance)[0])
    return run
