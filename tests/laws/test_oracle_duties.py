"""The law and the oracle owe the same to the same people, in every life and on every day (X7).

Which duty, to whom, about which version, in which state and until which day. `-s` prints how many.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from safetyframe.testing.oracle import duties
from safetyframe.testing.second import Listed
from safetyframe.testing.walking import walk
from tests.support.second import duty_difference

#: How long after a record is asked too: what was due has become overdue, and exceptions are over.
_LATER = (0, 3, 45)


def compare(seeds, *, every=5):
    """Ask both of one state in so many; gives what was owed in which state, and what differs."""
    counted, differences = Counter(), []
    for seed in seeds:
        run, listed = walk(seed, probed=False), Listed()
        records = listed(run.records)
        for number, t in enumerate(run.states):
            if number % every or not number or t.incomplete:
                continue
            for days in _LATER:
                at = t.known_at + timedelta(days=days)
                owed = run.law.duties(t, at)
                counted.update((one.duty, one.state.value) for one in owed)
                wrong = duty_difference(run.law, records[:number], at, t.zone, owed)
                differences += [f"{run.name}, after {number} acts, {wrong}"] if wrong else []
    return counted, differences


def test_the_same_is_owed_in_random_lives():
    counted, differences = compare(range(6), every=7)
    print(f"\n{counted.total():,} duties compared, {len(differences)} differences")  # noqa: T201
    assert differences == []
    assert {duty for duty, _ in counted} >= set(duties._DUTIES) - {"inform.correction"}
    assert {state for _, state in counted} == {"done", "excepted", "due", "overdue"}


@pytest.mark.deep
def test_the_same_is_owed_in_many_random_lives():
    counted, differences = compare(range(100, 220), every=2)
    print(f"\n{counted.total():,} duties compared, {len(differences)} differences")  # noqa: T201
    assert differences == []
    assert {duty for duty, _ in counted} == set(duties._DUTIES)


BROKEN = {
    "nobody is excepted": ("_runs_at", lambda *_: False),
    "whatever was told counts": ("_counts", lambda *_: True),
    "nothing that was told counts": ("_counts", lambda *_: False),
    "roles never change": ("_role_changes", lambda _: []),
    "agreements are never new": ("_agreed", lambda *_: None),
    "WAT raises nothing": ("_of_wat", lambda *_: None),
    **{
        f"no {name}": ("_DUTIES", {k: v for k, v in duties._DUTIES.items() if k != name})
        for name in duties._DUTIES
        if name != "inform.correction"
    },
}


@pytest.mark.parametrize("broken", BROKEN)
def test_an_oracle_that_owes_otherwise_is_seen(broken, monkeypatch):
    name, instead = BROKEN[broken]
    monkeypatch.setattr(duties, name, instead)
    assert any(compare((seed,), every=7)[1] for seed in range(8))
