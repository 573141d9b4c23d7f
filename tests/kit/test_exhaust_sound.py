"""What the exhaustion takes for one state is one state: nothing is lost by symmetry or by time."""

from __future__ import annotations

from collections import Counter

import pytest

from safetyframe.law import Law
from safetyframe.outcome import Accepted, Refused
from safetyframe.testing.exhaust import CASTS, ROOTS, Tally, alphabet, search
from safetyframe.testing.exhaust.alphabet import root
from safetyframe.testing.exhaust.canonical import Canon, timeless
from safetyframe.testing.exhaust.people import renamed, renamed_state, renamings

LAW = Law()


def followed(cast, t):
    """Every state that one act leads to, of the acts that are followed."""
    for act in alphabet(cast, t)[0]:
        outcome = LAW.decide(t, act)
        if isinstance(outcome, Accepted):
            yield outcome.trajectory


def plain(cast, name, depth):
    """Every concrete state by a loop of its own, in which no two are taken for one."""
    found = level = [root(name, cast, LAW)[0]]
    for _ in range(depth):
        level = [after for t in level for after in followed(cast, t)]
        found = [*found, *level]
    return found


def answer(outcome):
    if not isinstance(outcome, Refused):
        return type(outcome).__name__
    return "refused", tuple(
        (v.rule, v.clauses, tuple(g.code for g in v.gaps)) for v in outcome.violations
    )


def answers(cast, t, names):
    """What is said to every act, the acts without their dates and under other names."""
    acts = (act for part in alphabet(cast, t) for act in part)
    return Counter((timeless(renamed(act, names)), answer(LAW.decide(t, act))) for act in acts)


@pytest.mark.parametrize("name", ["start", pytest.param("expectations", marks=pytest.mark.deep)])
def test_symmetry_loses_no_state_and_adds_none(name):
    """The orbits found with symmetry are those of the states found without it."""
    cast = CASTS["siblings"]
    orbits, concrete = Canon(cast), Canon(cast, symmetry=False)
    states = plain(cast, name, 2)
    found = {orbits.digest(t) for t in states}
    assert len({concrete.digest(t) for t in states}) > len(found)
    assert search(Tally(), cast, depth=3, roots=[name], probing=False) == found


@pytest.mark.parametrize("name", ROOTS)
@pytest.mark.parametrize("who", ["siblings", "family"])
def test_under_other_names_the_same_is_tried_and_answered(name, who):
    """The alphabet and the law know nobody by name."""
    cast = CASTS[who]
    t = root(name, cast, LAW)[0]
    for names in renamings(cast)[1:]:
        other = renamed_state(t, names)
        back = {new: old for old, new in names.items()}
        assert answers(cast, t, {}) == answers(cast, other, back)
        assert Canon(cast).digest(other) == Canon(cast).digest(t)


@pytest.mark.parametrize(
    ("name", "who"),
    [
        pytest.param("judged", "one", marks=pytest.mark.deep),
        ("wat", "siblings"),
        pytest.param("opened", "one", marks=pytest.mark.deep),
        pytest.param("closed", "one", marks=pytest.mark.deep),
    ],
)
def test_states_that_are_taken_for_one_are_answered_alike(name, who):
    """Under some renaming, every act of the alphabet gets the same answer in both."""
    cast = CASTS[who]
    canon, kept = Canon(cast), {}
    merged = 0
    for t in plain(cast, name, 1 if len(renamings(cast)) > 1 else 2):
        first = kept.setdefault(canon.digest(t), t)
        if first is t:
            continue
        merged += 1
        expected = answers(cast, first, {})
        assert any(answers(cast, t, names) == expected for names in renamings(cast))
    assert merged
