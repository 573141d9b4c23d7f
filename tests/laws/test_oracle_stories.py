"""The law and the oracle agree on every story of the cases, and on every vector.

The tests of the cases are run once more in a process of their own, where each decision is heard and
asked of the oracle too. `-m deep` hears the tests of all clauses as well. `-s` prints the figures.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from safetyframe.testing import oracle
from safetyframe.testing.vectors import load
from tests.support.second import of_answer, of_oracle

ROOT = Path(__file__).parents[2]


def overheard(tmp_path, *tests):
    """What was heard in a run of these tests."""
    into = tmp_path / "overheard.json"
    run = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider"),
            *("-p", "tests.support.overhearing", f"--overheard={into}", *tests),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert run.returncode == 0, run.stdout[-2000:] + run.stderr[-2000:]
    heard = json.loads(into.read_text())
    print(f"\n{tests}: { ({**heard, 'differences': len(heard['differences'])}) }")  # noqa: T201
    return heard


def test_every_story_of_the_cases_is_judged_alike(tmp_path):
    heard = overheard(tmp_path, "tests/cases")
    assert heard["differences"] == []
    assert heard["asked"] > 1000
    assert heard["without_history"] < heard["heard"] / 20
    assert heard["duties"] > 5000


@pytest.mark.deep
def test_every_story_of_the_clauses_is_judged_alike(tmp_path):
    told = "not test_what_is_not_in_the_table"  # the law is broken there on purpose
    heard = overheard(tmp_path, "tests/clauses", "-k", told)
    assert heard["differences"] == []
    assert heard["asked"] > 6000


VECTORS = [
    one
    for one in load()
    if one.ask == "decide" and not one.unknown and one.then["verdict"] != "unsure"
]


def test_every_vector_that_decides_is_answered_as_it_says():
    """What is hidden is left out, and what is no decision."""
    different = []
    for vector in VECTORS:
        answer = oracle.judge(
            list(vector.records),
            vector.act,
            lowered=tuple(one["clause"] for one in vector.policy["lowered"]),
            judgement_days=vector.policy["judgement_days"],
            zone=vector.zone,
        )
        same = answer["verdict"] == vector.then["verdict"]
        if not same or of_oracle(answer) != of_answer(vector.then):
            different.append(vector.id)
    print(f"\nvectors: {len(VECTORS)} asked of the oracle, {len(different)} differences")  # noqa: T201
    assert different == []
    assert len(VECTORS) > 300


def test_every_vector_on_duties_is_answered_as_it_says():
    asked, different = 0, []
    named = ("duty", "clause", "person", "state", "due_on", "version")
    for vector in load():
        if vector.ask != "owed":
            continue
        asked += 1
        given = oracle.owed(
            list(vector.records),
            vector.as_of,
            due_days=vector.policy["due_days"],
            zone=vector.zone,
        )
        mine = [one for one in given if one["clause"] == vector.clause]
        said = [{name: one[name] for name in named} for one in vector.then["owed"]]
        if sorted(map(str, mine)) != sorted(map(str, said)):
            different.append(vector.id)
    assert different == []
    assert asked > 20
