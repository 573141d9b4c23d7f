"""Times that mean something on a busy machine: interleaved, repeated, and compared in pairs.

Every case of a comparison is timed once per round, in an order that turns, with garbage collection
off while the clock runs and the garbage taken out before. A ratio is the median of the ratios
within the rounds: whatever slows the machine down for a moment slows down all cases of that round.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping
from itertools import repeat
from statistics import median
from time import perf_counter, process_time
from typing import Any

from attrs import field, frozen


@frozen
class Effort:
    """How hard to measure: how many rounds, and how long one sample runs at least."""

    rounds: int
    seconds: float
    disk_calls: int  # calls in a sample of what waits for the disk
    pool: int  # how many trajectories share one database
    processes: int  # fresh interpreters per import
    lengths: tuple[int, ...] = (100, 1_000, 10_000)


THOROUGH = Effort(rounds=15, seconds=0.01, disk_calls=16, pool=32, processes=15)
QUICK = Effort(rounds=5, seconds=0.003, disk_calls=5, pool=6, processes=3)


@frozen
class Timed:
    """Seconds per call, one number per round."""

    rounds: tuple[float, ...]

    @property
    def typical(self) -> float:
        """The median over the rounds."""
        return median(self.rounds)

    def over(self, other: Timed) -> float:
        """How many times as long as `other` this takes."""
        return median(a / b for a, b in zip(self.rounds, other.rounds, strict=True))

    def shared_by(self, count: int) -> Timed:
        """The time of one out of `count` things that were done in one call."""
        return Timed(tuple(seconds / count for seconds in self.rounds))


@frozen
class Case:
    """Something to time. `supply` makes a new argument for each call, off the clock."""

    call: Callable[..., object]
    supply: Callable[[], object] | None = None
    ready: Callable[[], object] = field(default=lambda: None)  # before each sample, off the clock


Cases = Mapping[str, Case | Callable[[], object]]


def compare(cases: Cases, effort: Effort) -> dict[str, Timed]:
    """Time what computes, by the processor time of this process: waiting costs nothing."""
    every = {name: _case(case) for name, case in cases.items()}
    calls = {name: _calibrated(case, effort.seconds) for name, case in every.items()}
    return _rounds(every, calls, effort.rounds, process_time)


def compare_waiting(
    cases: Cases, effort: Effort, clock: Callable[[], float] = perf_counter
) -> dict[str, Timed]:
    """Time what waits for the disk, a few calls a sample; by the clock on the wall, if no other."""
    every = {name: _case(case) for name, case in cases.items()}
    calls = dict.fromkeys(every, effort.disk_calls)
    for case in every.values():
        _sample(case, 2, clock)
    return _rounds(every, calls, effort.rounds, clock)


def _case(case: Case | Callable[[], object]) -> Case:
    return case if isinstance(case, Case) else Case(case)


def _rounds(
    cases: dict[str, Case], calls: dict[str, int], rounds: int, clock: Callable[[], float]
) -> dict[str, Timed]:
    taken: dict[str, list[float]] = {name: [] for name in cases}
    for number in range(rounds):
        for name in _turned(tuple(cases), number):
            taken[name].append(_sample(cases[name], calls[name], clock))
    return {name: Timed(tuple(times)) for name, times in taken.items()}


def _turned(names: tuple[str, ...], number: int) -> Iterator[str]:
    start = number % len(names)
    yield from names[start:]
    yield from names[:start]


def _calibrated(case: Case, seconds: float) -> int:
    calls = 1
    _sample(case, calls, process_time)  # warm
    while (taken := _sample(case, calls, process_time) * calls) < seconds:
        calls = max(calls * 2, int(calls * seconds / taken) if taken > seconds / 50 else 0)
    return calls


def _sample(case: Case, calls: int, clock: Callable[[], float]) -> float:
    """Give the seconds of one call, out of so many in a row."""
    call: Any = case.call
    case.ready()
    arguments = None if case.supply is None else [case.supply() for _ in range(calls)]
    gc.collect()
    gc.disable()
    try:
        if arguments is None:
            began = clock()
            for _ in repeat(None, calls):
                call()
            return (clock() - began) / calls
        began = clock()
        for argument in arguments:
            call(argument)
        return (clock() - began) / calls
    finally:
        gc.enable()
