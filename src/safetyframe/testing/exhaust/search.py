"""Breadth first through all act sequences, level by level, each level shared out over processes."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from multiprocessing import Pool
from multiprocessing.pool import Pool as Workers
from typing import Final, TypeAlias

from attrs import Factory, define, frozen

from safetyframe.acts import Act
from safetyframe.law import Law
from safetyframe.outcome import Accepted, Refused
from safetyframe.testing.exhaust.alphabet import ROOTS, alphabet, root
from safetyframe.testing.exhaust.canonical import Canon
from safetyframe.testing.exhaust.invariants import Asked, Step, check
from safetyframe.testing.exhaust.people import Cast
from safetyframe.trajectory import Trajectory

__all__ = ["Counterexample", "Tally", "search"]

_CHUNK: Final = 16


@frozen(kw_only=True)
class Counterexample:
    """An invariant that was broken, what is wrong, and the acts that led there, in order."""

    clause: str
    wrong: str
    acts: tuple[Act, ...]


@define
class Tally:
    """What a search has done so far. `found` keeps the shortest story for each invariant.

    `states` are those in which everything was tried. `levels` says how many of them are so many
    acts away from a starting point.
    """

    states: int = 0
    levels: list[int] = Factory(list[int])
    accepted: Counter[str] = Factory(Counter[str])
    refused: Counter[str] = Factory(Counter[str])
    clauses: Counter[str] = Factory(Counter[str])
    unsure: int = 0
    found: dict[str, Counterexample] = Factory(dict[str, Counterexample])

    @property
    def decisions(self) -> int:
        """How often the law was asked to decide: the edges."""
        return self.accepted.total() + self.refused.total() + self.unsure

    @property
    def shortest(self) -> Counterexample | None:
        """The shortest story of all that were met."""
        return min(self.found.values(), key=lambda one: len(one.acts), default=None)

    def tell(self, one: Counterexample) -> None:
        """Keep a story, unless one as short is known that breaks the same."""
        known = self.found.get(one.clause)
        if known is None or len(one.acts) < len(known.acts):
            self.found[one.clause] = one

    def add(self, other: Tally) -> None:
        """Take in what a part of the search has done."""
        self.states += other.states
        self.accepted += other.accepted
        self.refused += other.refused
        self.clauses += other.clauses
        self.unsure += other.unsure
        for one in other.found.values():
            self.tell(one)


@frozen
class _Node:
    """A state, and the acts by which it was reached from nothing."""

    t: Trajectory
    path: tuple[Act, ...]


@frozen(kw_only=True)
class _Task:
    """Some states of one level. On the last level nothing is followed any further."""

    nodes: tuple[_Node, ...]
    cast: Cast
    symmetry: bool
    probing: bool
    last: bool


_Done: TypeAlias = tuple[Tally, list[tuple[bytes, _Node]]]


@cache
def _law() -> Law:
    return Law()


def _expand(task: _Task) -> _Done:
    """Try every act in each of these states, and look at every answer."""
    law, canon, tally = _law(), Canon(task.cast, symmetry=task.symmetry), Tally()
    reached: dict[bytes, _Node] = {}
    for node in task.nodes:
        tally.states += 1
        asked = Asked(law=law, t=node.t)
        followed, tried = alphabet(task.cast, node.t)
        for act in followed:
            after = _try(asked, node, act, tally)
            if after is not None and not task.last:
                reached.setdefault(canon.digest(after), _Node(after, (*node.path, act)))
        for act in tried if task.probing else ():
            _try(asked, node, act, tally)
    return tally, list(reached.items())


def _try(asked: Asked, node: _Node, act: Act, tally: Tally) -> Trajectory | None:
    """Decide one act, count the answer, hold it against the invariants."""
    outcome = asked.law.decide(node.t, act)
    kind = type(act).__name__
    for clause, wrong in check(Step(asked, act, outcome)):
        tally.tell(Counterexample(clause=clause, wrong=wrong, acts=(*node.path, act)))
    if isinstance(outcome, Accepted):
        tally.accepted[kind] += 1
        return outcome.trajectory
    if isinstance(outcome, Refused):
        tally.refused[kind] += 1
        tally.clauses.update(outcome.clauses or ("form",))
    else:
        tally.unsure += 1
    return None


def search(
    tally: Tally,
    cast: Cast,
    *,
    depth: int,
    jobs: int = 1,
    roots: Iterable[str] = ROOTS,
    symmetry: bool = True,
    probing: bool = True,
) -> set[bytes]:
    """Explore to `depth` from all roots into `tally`; gives the digests of the states tried.

    Goes on where an invariant is broken, so that what is told in the end is the shortest story from
    any root. `tally` is right at any moment: whoever interrupts can print it. Without `probing`
    only what is followed is tried.
    """
    canon = Canon(cast, symmetry=symmetry)
    level: dict[bytes, _Node] = {}
    for name in roots:
        start, path = root(name, cast, _law())
        level.setdefault(canon.digest(start), _Node(start, path))
    known = set(level)
    plan = _Plan(cast=cast, depth=depth, symmetry=symmetry, probing=probing)
    if jobs == 1:
        _levels(None, tally, level, known, plan)
    else:
        with Pool(jobs, initializer=_deaf) as workers:
            _levels(workers, tally, level, known, plan)
    return known


def _deaf() -> None:
    # Ctrl-C goes to every process of the terminal. The one that shares out the work answers it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@frozen(kw_only=True)
class _Plan:
    cast: Cast
    depth: int
    symmetry: bool
    probing: bool


def _levels(
    workers: Workers | None,
    tally: Tally,
    level: dict[bytes, _Node],
    known: set[bytes],
    plan: _Plan,
) -> None:
    for step in range(1, plan.depth + 1):
        tally.levels.append(0)
        following: dict[bytes, _Node] = {}
        tasks = _tasks(tuple(level.values()), plan, last=step == plan.depth)
        for part, reached in _shared(workers, tasks):
            tally.add(part)
            tally.levels[-1] += part.states
            for digest, node in reached:
                held = following.get(digest)
                if digest not in known and (held is None or len(node.path) < len(held.path)):
                    following[digest] = node
        known.update(following)
        level = following


def _shared(workers: Workers | None, tasks: Iterator[_Task]) -> Iterator[_Done]:
    return map(_expand, tasks) if workers is None else workers.imap(_expand, tasks)


def _tasks(nodes: tuple[_Node, ...], plan: _Plan, *, last: bool) -> Iterator[_Task]:
    for at in range(0, len(nodes), _CHUNK):
        yield _Task(
            nodes=nodes[at : at + _CHUNK],
            cast=plan.cast,
            symmetry=plan.symmetry,
            probing=plan.probing,
            last=last,
        )
