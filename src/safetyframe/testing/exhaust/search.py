"""Breadth first through all act sequences, level by level, each level shared out over processes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import nullcontext
from typing import Final

from attrs import Factory, define, frozen

from safetyframe.acts import Act
from safetyframe.law import Law
from safetyframe.outcome import Accepted, Refused
from safetyframe.testing.exhaust.alphabet import ROOTS, Cast, alphabet, root
from safetyframe.testing.exhaust.canonical import Canon
from safetyframe.testing.exhaust.invariants import Step, check
from safetyframe.trajectory import Trajectory

__all__ = ["Counterexample", "Tally", "search"]

_CHUNK: Final = 24


@frozen(kw_only=True)
class Counterexample:
    """An invariant that was broken, what is wrong, and the acts that led there, in order."""

    clause: str
    wrong: str
    root: str
    acts: tuple[Act, ...]


@define
class Tally:
    """What a search has done."""

    states: int = 0
    accepted: Counter[str] = Factory(Counter[str])
    refused: Counter[str] = Factory(Counter[str])
    clauses: Counter[str] = Factory(Counter[str])
    unsure: int = 0
    depth: dict[str, int] = Factory(dict[str, int])
    found: list[Counterexample] = Factory(list[Counterexample])

    @property
    def decisions(self) -> int:
        """How often the law was asked to decide: the edges."""
        return self.accepted.total() + self.refused.total() + self.unsure

    def add(self, other: Tally) -> None:
        """Take in what a part of the search has done."""
        self.accepted += other.accepted
        self.refused += other.refused
        self.clauses += other.clauses
        self.unsure += other.unsure
        self.found.extend(other.found)


#: A state, and the acts by which it was reached from the root.
_Node = tuple[Trajectory, tuple[Act, ...]]
_Part = tuple[Tally, list[tuple[bytes, _Node]]]


def _expand(nodes: list[_Node], cast: Cast, name: str, symmetry: bool) -> _Part:
    """Try every act in each of these states, and look at every answer."""
    law, canon, tally = Law(), Canon(cast, symmetry=symmetry), Tally()
    reached: dict[bytes, _Node] = {}
    for t, path in nodes:
        for act in alphabet(cast, t):
            kind = type(act).__name__
            outcome = law.decide(t, act)
            for clause, wrong in check(Step(law=law, before=t, act=act, outcome=outcome)):
                tally.found.append(
                    Counterexample(clause=clause, wrong=wrong, root=name, acts=(*path, act))
                )
            if isinstance(outcome, Accepted):
                tally.accepted[kind] += 1
                after = outcome.trajectory
                reached.setdefault(canon.digest(after), (after, (*path, act)))
            elif isinstance(outcome, Refused):
                tally.refused[kind] += 1
                tally.clauses.update(outcome.clauses or ("form",))
            else:
                tally.unsure += 1
    return tally, list(reached.items())


def search(
    tally: Tally,
    cast: Cast,
    *,
    depth: int,
    jobs: int = 1,
    roots: Iterable[str] = ROOTS,
    symmetry: bool = False,
) -> set[bytes]:
    """Explore to `depth` from each root into `tally`; gives the digests of all states reached.

    Stops after the level on which an invariant was broken: the counterexample is a shortest one
    from its root. `tally` is right at any moment, so that whoever interrupts can print it.
    """
    canon = Canon(cast, symmetry=symmetry)
    seen: set[bytes] = set()
    with ProcessPoolExecutor(jobs) if jobs > 1 else nullcontext() as pool:
        for name in roots:
            start, path = root(name, cast, Law())
            level: list[_Node] = [(start, path)]
            mine = {canon.digest(start)}
            for step in range(1, depth + 1):
                following: list[_Node] = []
                for part, reached in _parts(pool, level, cast, name, symmetry):
                    tally.add(part)
                    for digest, node in reached:
                        if digest not in mine:
                            mine.add(digest)
                            following.append(node)
                tally.depth[name] = step
                tally.states = len(seen | mine)
                level = following
                if tally.found:
                    return seen | mine
            seen |= mine
    return seen


def _parts(
    pool: Executor | None, level: list[_Node], cast: Cast, name: str, symmetry: bool
) -> Iterator[_Part]:
    chunks = [level[at : at + _CHUNK] for at in range(0, len(level), _CHUNK)]
    for_each = map if pool is None else pool.map
    size = len(chunks)
    yield from for_each(_expand, chunks, [cast] * size, [name] * size, [symmetry] * size)
