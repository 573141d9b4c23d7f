"""The law and the oracle agree on all that the small-scope exhaustion tries, to a depth.

`testing.exhaust` leaves nothing out within its bounds: every kind of act, by everybody, in every
state that so many acts lead to. The oracle is asked of each. `-s` prints how much that was.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from importlib import import_module

import pytest
from attrs import evolve, field, mutable

from safetyframe.law import Law
from safetyframe.outcome import Accepted, Refused
from safetyframe.record import Record
from safetyframe.testing.exhaust.alphabet import ROOTS, alphabet, root
from safetyframe.testing.exhaust.canonical import Canon
from safetyframe.testing.exhaust.people import CASTS
from safetyframe.testing.second import Listed
from tests.support.second import difference, duty_difference

guards = import_module("safetyframe.law.guards")
LAW = Law()


@mutable
class Figures:
    """What was asked of both."""

    states: int = 0
    asked: int = 0
    refused: int = 0
    duties: int = 0
    clauses: set[str] = field(factory=set)
    differences: Counter[str] = field(factory=Counter)

    def __str__(self) -> str:
        return (
            f"{self.states} states, {self.asked:,} acts asked of both, {self.refused:,} refused "
            f"on {len(self.clauses)} clauses, {self.duties:,} duties, "
            f"{self.differences.total()} differences"
        )


def compared(name, depth, *, step=1, law=LAW):
    """Ask both of one act in so many, in all states that are fewer than `depth` acts away."""
    cast, figures = CASTS[name], Figures()
    canon, number = Canon(cast), 0
    level = {}
    for start in ROOTS:
        t, path = root(start, cast, LAW)
        level.setdefault(canon.digest(t), (t, path))
    known = set(level)
    for left in reversed(range(depth)):
        following = {}
        for t, path in level.values():
            figures.states += 1
            records = [Record(seq=seq, act=act, law="-") for seq, act in enumerate(path, 1)]
            plain = Listed()(records)
            stands(figures, plain, t)
            followed, tried = alphabet(cast, t)
            for place, act in enumerate((*followed, *tried)):
                number += 1
                if left and place < len(followed):
                    follow(t, path, act, canon, known, following)
                if number % step == 0:
                    one(figures, law, plain, t, act)
        level = following
    return figures


def follow(t, path, act, canon, known, following):
    outcome = LAW.decide(t, act)
    if isinstance(outcome, Accepted):
        digest = canon.digest(outcome.trajectory)
        if digest not in known:
            known.add(digest)
            following[digest] = outcome.trajectory, (*path, act)


def stands(figures, plain, t):
    """Ask both who is to be told what, on the day itself and the day after."""
    for days in (0, 1) if t.seq else ():
        at = t.known_at + timedelta(days=days)
        owed = LAW.duties(t, at)
        figures.duties += len(owed)
        wrong = duty_difference(LAW, plain, at, t.zone, owed)
        if wrong is not None:
            figures.differences[wrong] += 1


def one(figures, law, plain, t, act):
    outcome = law.decide(t, act)
    figures.asked += 1
    if isinstance(outcome, Refused):
        figures.refused += 1
        figures.clauses.update(outcome.clauses)
    wrong = difference(law, plain, act, t.zone, outcome)
    if wrong is not None:
        figures.differences[wrong] += 1


@pytest.mark.parametrize("cast", ["one", "family"])
def test_at_every_starting_point_every_act_gets_the_same_answer(cast):
    figures = compared(cast, 1)
    print(f"\n{cast}, depth 1: {figures}")  # noqa: T201 - the figure
    assert list(figures.differences) == []
    assert (figures.states, len(figures.clauses)) == (len(ROOTS), 37)
    assert figures.duties > 150


def test_one_act_further_a_part_of_them_gets_the_same_answer():
    figures = compared("family", 2, step=97)
    assert list(figures.differences) == []
    assert figures.asked > 1000


@pytest.mark.deep
@pytest.mark.parametrize("cast", CASTS)
def test_one_act_further_every_act_gets_the_same_answer(cast):
    figures = compared(cast, 2)
    print(f"\n{cast}, depth 2: {figures}")  # noqa: T201 - the figure
    assert list(figures.differences) == []


@pytest.mark.deep
def test_two_acts_further_a_part_of_them_gets_the_same_answer():
    figures = compared("one", 3, step=11)
    print(f"\none, depth 3, one act in 11: {figures}")  # noqa: T201 - the figure
    assert list(figures.differences) == []


@pytest.mark.parametrize("rule", ["ending.achieved", "involvement.may-end"])
def test_a_law_that_lacks_a_rule_is_seen(rule, monkeypatch):
    silent = tuple(evolve(r, check=lambda *_: ()) if r.id == rule else r for r in guards.RULES)
    monkeypatch.setattr(guards, "RULES", silent)
    figures = compared("one", 1, law=Law())
    assert any(rule in said for said in figures.differences)
