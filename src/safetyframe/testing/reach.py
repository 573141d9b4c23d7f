"""How far runs come, with the planner and by chance alone: `python -m safetyframe.testing.reach`.

Each planned run is a walk in which the planner takes part. Beside it stands a run by chance alone
that tries as many acts: the same kinds, written by the same hands, with nobody to read a refusal.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from random import Random
from typing import Final

from attrs import frozen

from safetyframe.testing.runs import MILESTONES, Run
from safetyframe.testing.walking import begin, sensible, walk, wild
from safetyframe.testing.writing import Dice

__all__ = ["Reached", "by_chance", "main", "measure", "planned", "table"]

_RUNS: Final = 100
_STEPS: Final = 36
_INTERRUPTED: Final = 130
_WAITS: Final = (0.02, 0.5, 1, 3, 10, 40)


@frozen(kw_only=True)
class Reached:
    """How many of `runs` came to each milestone, with how many acts tried in all."""

    runs: int
    tried: int
    kept: int
    milestones: tuple[tuple[str, int], ...]

    def share(self, milestone: str) -> float:
        """Give the share of the runs that came to this milestone. Raises `KeyError`."""
        return dict(self.milestones)[milestone] / self.runs


def measure(runs: Sequence[Run]) -> Reached:
    """Count how many of these runs came to each milestone."""
    marks = [run.marks() for run in runs]
    return Reached(
        runs=len(runs),
        tried=sum(len(run.attempts) for run in runs),
        kept=sum(len(run.records) for run in runs),
        milestones=tuple(
            (milestone, sum(found[milestone] > 0 for found in marks)) for milestone in MILESTONES
        ),
    )


def planned(runs: int = _RUNS, seed: int = 0, steps: int = _STEPS) -> list[Run]:
    """Play so many walks with the planner, from this seed on."""
    return [walk(number, steps, probed=False) for number in range(seed, seed + runs)]


def by_chance(beside: Sequence[Run], seed: int = 0) -> list[Run]:
    """Play as many runs without the planner, each trying as many acts as the one beside it."""
    return [_alone(seed + number, len(run.attempts)) for number, run in enumerate(beside)]


def _alone(seed: int, tries: int) -> Run:
    chance = Dice(Random(seed))
    run = begin(chance, f"seed {seed} by chance")
    while len(run.attempts) < tries:
        match chance.turn(0.45, 0.4, 0.15):
            case 0:
                run.decide(sensible(run, chance))
            case 1:
                run.decide(wild(run, chance))
            case _:
                run.story.wait(chance.pick(_WAITS))
    return run


def table(plan: Reached, luck: Reached) -> str:
    """Set out what was measured, as the command prints it."""
    return "\n".join(
        (
            f"{'':20}{'planned':>9}{'by chance':>11}",
            *(f"{name:20}{plan.share(name):>9.0%}{luck.share(name):>11.0%}" for name in MILESTONES),
            f"{'runs':20}{plan.runs:>9}{luck.runs:>11}",
            f"{'acts tried':20}{plan.tried:>9}{luck.tried:>11}",
            f"{'acts accepted':20}{plan.kept:>9}{luck.kept:>11}",
        )
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the shares of runs that come to each milestone; gives the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m safetyframe.testing.reach",
        description="Print the share of runs that come to each milestone: planned, and by chance.",
        epilog="Exits with 0; with 130 on Ctrl-C, after what was played so far.",
    )
    parser.add_argument("--runs", type=int, default=_RUNS, metavar="N", help="runs of each kind")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="where the seeds begin")
    given = parser.parse_args(arguments)
    if given.runs < 1:
        parser.error("--runs must be 1 or more")
    plans: list[Run] = []
    luck: list[Run] = []
    code = 0
    try:
        for seed in range(given.seed, given.seed + given.runs):
            (plan,) = planned(1, seed)
            luck += by_chance((plan,), seed)
            plans.append(plan)
    except KeyboardInterrupt:
        code = _INTERRUPTED
        sys.stdout.write("interrupted: this is what was played so far\n")
    if luck:
        sys.stdout.write(f"{table(measure(plans), measure(luck))}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
