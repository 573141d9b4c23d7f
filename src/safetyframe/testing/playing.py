"""Playing a trajectory against a trial: the walks of the kit, with somebody looking on.

A walk asks what it takes for a law, and here that is a `Referee`: it puts each act to the trial,
which answers or raises `Wrong`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from random import Random
from typing import Final, TypeAlias, cast

from attrs import evolve, field, frozen, mutable
from attrs.validators import ge

from safetyframe import acts as a
from safetyframe.acts import ACTS, Act
from safetyframe.errors import HostError
from safetyframe.law import Law
from safetyframe.outcome import Accepted, Outcome
from safetyframe.testing._twists import twists
from safetyframe.testing.planner import Planner
from safetyframe.testing.reached import acts_to
from safetyframe.testing.runs import Run
from safetyframe.testing.trials import LawTrial, Trial
from safetyframe.testing.walking import next_goal, sensible, wild
from safetyframe.testing.writing import Dice, Pen, write
from safetyframe.trajectory import Trajectory

__all__ = ["Budget", "Play", "Referee", "kinds_of"]

_EFFORT: Final = 60  # how many acts the planner may try for one goal
_IN_A_ROW: Final = 4  # a single act is cheap, and of some there are few chances
_WAITS: Final = (0.02, 0.5, 1, 3, 10, 40)

#: What else to try where an act is about to be put: acts done for real, before it.
Attempts: TypeAlias = Callable[[Trajectory, Act], Iterable[Act]]


@frozen(kw_only=True)
class Budget:
    """How much is played: so many trajectories, of so many steps each. The same plays each time.

    `seed` chooses other plays. A step is a few acts, or time, or a goal for which the planner may
    try some dozens of acts. Raises `ValueError` for less than one of either.
    """

    plays: int = field(default=30, validator=ge(1))
    steps: int = field(default=12, validator=ge(1))
    seed: int = 0


def kinds_of(given: Iterable[type[Act]]) -> tuple[type[Act], ...]:
    """Give kinds of act. Raises `HostError` for what is none, and where there are none."""
    kinds = tuple(given)
    others = [getattr(one, "__name__", type(one).__name__) for one in kinds if one not in ACTS]
    if others or not kinds:
        said = f"{', '.join(others)} is no kind of act" if others else "no kind of act was named"
        raise HostError(f"{said}: name classes of safetyframe.acts")
    return kinds


def _nothing(_: Trajectory, __: Act) -> Iterator[Act]:
    yield from ()


@mutable
class Referee:
    """Answers like a law: with what the trial answers, tries around it included."""

    trial: Trial
    around: Attempts = field(default=_nothing)

    def decide(self, trajectory: Trajectory, act: Act) -> Outcome:
        """Put `act` to the trial. Raises `Wrong`."""
        if isinstance(self.trial, LawTrial):
            return self._beside(self.trial, act)
        for attempt in self.around(self.trial.t, act):
            self.trial.put(attempt)
        return self.trial.put(act)

    def _beside(self, trial: LawTrial, act: Act) -> Outcome:
        """Put an act to a law, and everything that could be turned round about it."""
        before = trial.branch()
        outcome = trial.put(act)
        if isinstance(outcome, Accepted):
            for branch in twists(before.t, act):
                other = before.branch()
                for one in branch:
                    other.put(one)
        return outcome


@mutable
class Play:
    """One trajectory played against a trial, from a stage on."""

    run: Run
    only: frozenset[type[Act]] = frozenset(ACTS)

    @classmethod
    def begin(
        cls,
        trial: Trial,
        stage: str | None,
        *,
        around: Attempts = _nothing,
        only: Iterable[type[Act]] = ACTS,
        closely: bool = True,
    ) -> Play:
        """Begin at a stage, or with nothing having happened. Raises `Wrong`.

        `closely`: what could be turned round on the way to the stage is tried too. Otherwise more
        consultants come in.
        """
        kinds = frozenset(only)
        referee = cast("Law", Referee(trial, around))  # it answers like one, and is asked no more
        reached = acts_to("opened" if stage is None else stage)
        if stage is not None:
            for act in reached.acts:
                if type(act) in kinds and closely:
                    referee.decide(trial.t, act)
                elif type(act) in kinds:
                    trial.put(act)
        story = evolve(reached.story, law=referee, t=trial.t, records=list(trial.records))
        play = cls(Run("play", story, states=[trial.t]), kinds)
        if stage is not None and not closely:
            play.company()
        return play

    def company(self) -> None:
        """Let the authority assign a second consultant, and one who stands in."""
        story = self.run.story
        for kind in (a.AssignConsultant, a.DeputiseConsultant):
            if kind in self.only:
                self.run.decide(write(kind, Pen(story, story.cast.authority)))

    def sensibly(self, seed: int, *kinds: type[Act]) -> None:
        """Let some people do things that make sense on their face (of `kinds`)."""
        chance = Dice(Random(seed))
        for _ in range(_IN_A_ROW):
            kind = chance.pick(kinds or self._kinds)
            self.run.decide(sensible(self.run, chance, kind))

    def wildly(self, seed: int, *kinds: type[Act]) -> None:
        """Let some people do things that were scrambled (of `kinds`)."""
        chance = Dice(Random(seed))
        for _ in range(_IN_A_ROW):
            kind = chance.pick(kinds or self._kinds)
            self.run.decide(wild(self.run, chance, kind))

    def onward(self, seed: int, *kinds: type[Act]) -> None:
        """Carry the trajectory on, to one of `kinds` or to what would come next."""
        chance = Dice(Random(seed))
        kind, want = next_goal(self.run, chance)
        if kinds:
            kind, want = chance.pick(kinds), {}
        if kind in self.only:
            Planner(self.run, bound=_EFFORT).reach(kind, **want)

    def wait(self, seed: int) -> None:
        """Let time pass."""
        self.run.story.wait(Random(seed).choice(_WAITS))

    def step(self, seed: int, *kinds: type[Act]) -> None:
        """Do any of these; `kinds` says of which acts, where only some matter."""
        chance = Dice(Random(seed))
        match chance.turn(0.36, 0.28, 0.26, 0.1):
            case 0:
                self.sensibly(seed, *kinds)
            case 1:
                self.wildly(seed, *kinds)
            case 2:
                self.onward(seed, *kinds)
            case _:
                self.wait(seed)

    @property
    def _kinds(self) -> tuple[type[Act], ...]:
        return tuple(kind for kind in ACTS if kind in self.only)
