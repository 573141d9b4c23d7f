"""Tries every act of the exhaustion in every look of a small family, and sees what moves.

A look is what can make the answer another: one state stands for all that look alike. It begins at
the exhaustion's own starting points, and goes on until no act leads to a look that is new.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from attrs import frozen

from safetyframe.acts import ACTS, Act, DecideNecessity, NecessityStatus
from safetyframe.duties import owed
from safetyframe.folding import HANDLERS
from safetyframe.law import Law
from safetyframe.lawmap.life import stage_of
from safetyframe.outcome import Accepted, DutyState, Owed
from safetyframe.policy import Policy
from safetyframe.rules import ask
from safetyframe.rules.ending import unmet
from safetyframe.testing import AUTHORITY, Run, Story, road
from safetyframe.testing.exhaust import CASTS, ROOTS, Cast, alphabet
from safetyframe.testing.exhaust.alphabet import root
from safetyframe.testing.exhaust.pen import Pen, seen
from safetyframe.testing.story import decision
from safetyframe.trajectory import Trajectory
from safetyframe.values import PersonId
from tests.support.keeping import correct, told_wrong
from tests.support.planner import pool

#: The slices that a stage is read from: only what writes them can move anything.
READ: Final = frozenset({"hoe", "involvement", "judged", "measures", "wat"})
_MOVING: Final = frozenset(
    act for act, done in HANDLERS.items() if READ & {name for name, _ in done}
)


@frozen
class Step:
    """An act that was accepted: what was before, the act, what is after."""

    before: Trajectory
    act: Act
    after: Trajectory


def steps(cast: Cast) -> Iterator[Step]:
    """Every accepted act of one state for each look that can be reached."""
    law, minor = Law(), cast.minors[0]
    waiting = [root(name, cast, law)[0] for name in ROOTS]
    known = {_look(t, minor) for t in waiting}
    probed: set[object] = set()  # who may do an act is told by one look of each stage
    while waiting:
        t = waiting.pop(0)
        followed, tried = alphabet(cast, t)
        stage = _look(t, minor)[0]
        acts = followed if stage in probed else (*followed, *tried)
        probed.add(stage)
        for act in (one for one in acts if type(one) in _MOVING):
            outcome = law.decide(t, act)
            if isinstance(outcome, Accepted):
                after = outcome.trajectory
                yield Step(t, act, after)
                if (look := _look(after, minor)) not in known:
                    known.add(look)
                    waiting.append(after)


def _look(t: Trajectory, minor: PersonId) -> tuple[object, ...]:
    at = Pen(cast=CASTS["one"], seen=seen(t)).at
    wat, hoe = ask.wat_in_force(t), ask.hoe_in_force(t)
    return (
        stage_of(t, minor, at).id,
        wat is not None and bool(wat.expectations),
        len(t.measures) > 0,
        hoe is None or wat is None or ask.material_of(t, hoe.wat) == wat.material,
        hoe is None,
        any(not one.open for one in t.involvement.values()),
        sum(1 for _ in unmet(t, minor, at, Policy())),
    )


def walked(walks: int, first: int = 0) -> Iterator[Step]:
    """Every accepted act of so many random lives, by seed."""
    for run in pool(first, first + walks, probed=False):
        for before, record, after in run.steps():
            yield Step(before, record.act, after)


def straight() -> Iterator[Step]:
    """Every accepted act at each of the exhaustion's starting points."""
    law, cast = Law(), CASTS["one"]
    for name in ROOTS:
        t = root(name, cast, law)[0]
        for act in (one for acts in alphabet(cast, t) for one in acts):
            outcome = law.decide(t, act)
            if isinstance(outcome, Accepted):
                yield Step(t, act, outcome.trajectory)


def scenes() -> Iterator[Step]:
    """The straight road to every kind of act, and a correction of what somebody was told."""
    for run in (*map(road, ACTS), Run("told wrong", _corrected())):
        for before, record, after in run.steps():
            yield Step(before, record.act, after)


def _corrected() -> Story:
    story, wrong = told_wrong()
    correct(story, wrong)
    over = decision(NecessityStatus.ENDED, at=story.now)
    story.do(DecideNecessity, AUTHORITY, decision=over)
    return story


# --- what is seen of a step ---


def moves(step: Step) -> Iterator[tuple[str, str, str]]:
    """From which stage to which, by which act, for each minor whose stage it changed."""
    at = step.act.by.at
    for minor in {one.minor for t in (step.before, step.after) for one in t.involvement.values()}:
        came, goes = (stage_of(t, minor, at).id for t in (step.before, step.after))
        if came != goes:
            yield came, type(step.act).__name__, goes


def owing(step: Step) -> Iterator[tuple[str, str, str]]:
    """Which duty was raised for somebody, or lapsed, and by which act."""
    at, act = step.act.by.recorded, type(step.act).__name__
    before, after = (
        {(one.duty, one.person): one for one in owed(t, at, Policy())}
        for t in (step.before, step.after)
    )
    for key in {*before, *after}:
        was, now = before.get(key), after.get(key)
        if now is None:
            yield key[0], "lapses", act
        elif was is None or was.version != now.version or (_settled(was) and not _settled(now)):
            yield key[0], "raised", act


def _settled(one: Owed) -> bool:
    return one.state in (DutyState.DONE, DutyState.EXCEPTED)
