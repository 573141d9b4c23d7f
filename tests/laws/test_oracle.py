"""The law and the oracle, a second writing of the charter, give the same answers.

Same verdict, same rules and clauses, same gaps with their remedies: over random lives, acts tried
beside them, and stories told by hand. `-s` prints the figures. That the comparison bites is shown
by breaking the law, and the oracle, piece by piece.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from importlib import import_module

import pytest
from attrs import evolve

from safetyframe.law import Law
from safetyframe.outcome import Refused, Unsure
from safetyframe.policy import Policy
from safetyframe.testing import oracle
from safetyframe.testing.second import Listed
from safetyframe.testing.walking import walk
from tests.support import story as s
from tests.support.second import ask, difference, of_law, of_oracle, plain

guards = import_module("safetyframe.law.guards")  # the package re-exports a function of that name


class Tally:
    """What was asked, and what was not the same."""

    def __init__(self) -> None:
        self.asked = self.refused = self.unsure = 0
        self.rules: Counter[str] = Counter()
        self.clauses: set[str] = set()
        self.differences: list[str] = []

    def __str__(self) -> str:
        return (
            f"oracle: {self.asked:,} acts asked of both, {self.refused:,} refused by "
            f"{len(self.rules)} rules on {len(self.clauses)} clauses, "
            f"{len(self.differences)} differences"
        )


def compare(run, tally: Tally) -> Tally:
    """Ask both of everything that was tried in a run."""
    listed = Listed()
    for records, one in run.tried():
        if isinstance(one.outcome, Unsure):
            tally.unsure += 1  # an oracle that reads the whole list is never short of facts
            continue
        wrong = difference(run.law, listed(records), one.act, one.before.zone, one.outcome)
        tally.asked += 1
        if isinstance(one.outcome, Refused):
            tally.refused += 1
            tally.rules.update(v.rule for v in one.outcome.violations)
            tally.clauses.update(one.outcome.clauses)
        if wrong is not None:
            tally.differences.append(f"{run.name}, after {len(records)} acts, {wrong}")
    return tally


def lives(first: int, last: int, *, probed: bool) -> Tally:
    tally = Tally()
    for seed in range(first, last):
        compare(walk(seed, probed=probed), tally)
    return tally


def test_random_lives_are_judged_alike():
    tally = lives(0, 8, probed=True)
    print(f"\n{tally}")  # noqa: T201 - the figure
    assert tally.differences == []
    assert (tally.unsure, len(tally.rules) > 60, len(tally.clauses) > 25) == (0, True, True)


@pytest.mark.deep
def test_many_random_lives_are_judged_alike():
    tally = lives(100, 400, probed=True)
    print(f"\n{tally}")  # noqa: T201 - the figure
    assert tally.differences == []


STORIES = (
    *(s.opened, s.wat_established, s.expectations_set, s.hoe_established, s.ready_to_withdraw),
)


@pytest.mark.parametrize("told", STORIES, ids=lambda told: told.__name__)
def test_stories_told_by_hand_are_accepted_by_both(told):
    story, records = told(), Listed()
    for number, record in enumerate(story.records):
        answer = ask(story.law, records(story.records[:number]), record.act, story.t.zone)
        assert answer == {"verdict": "accepted", "refusals": []}


#: Rules of the law, each silenced in turn.
LAW = (
    *("ending.achieved", "ending.heard", "hoe.together", "hoe.after-wat", "hoe.wat-explained"),
    *("wat.complete", "wat.paired", "wat.worker-expertise", "wat.open", "form.links"),
    *("involvement.one-side", "involvement.may-end", "hoe.everyone-invited", "form.persons"),
)


#: Walks are made until one comes across the rule; a few do for most.
PATIENCE = 20


@cache
def tried(seed: int):
    """A run made by the law as it is."""
    return walk(seed, probed=True)


def lacking(rule: str, policy: Policy) -> Law:
    silent = (evolve(r, check=lambda *_: ()) if r.id == rule else r for r in guards.RULES)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(guards, "RULES", tuple(silent))
        return Law(policy)


@pytest.mark.parametrize("rule", LAW)
def test_a_law_that_lacks_a_rule_is_caught(rule):
    for run in map(tried, range(PATIENCE)):
        for records, one in run.tried():
            held = isinstance(one.outcome, Refused) and {v.rule for v in one.outcome.violations}
            if not held or rule not in held:
                continue
            broken = lacking(rule, run.law.policy).decide(one.before, one.act)
            answer = ask(run.law, Listed()(records), one.act, one.before.zone)
            assert of_law(broken) != of_oracle(answer)
            return
    pytest.fail(f"no walk reached {rule}")


#: Norms of the oracle, each taken out in turn.
SECOND = (
    *("achieved", "heard", "together", "after_wat", "wat_explained", "complete", "paired"),
    *("worker_expertise", "may_end", "everyone_invited", "persons_known", "links", "table"),
)


@pytest.mark.parametrize("name", SECOND)
def test_an_oracle_that_lacks_a_norm_is_caught(name, monkeypatch):
    (norm,) = (one for one in oracle.RULES if one.__name__ == name)
    monkeypatch.setattr(oracle, "RULES", tuple(one for one in oracle.RULES if one is not norm))
    for run in map(tried, range(PATIENCE)):
        listed = Listed()
        for records, one in run.tried():
            plain_records = listed(records)
            case = oracle.Case(plain_records, plain(one.act))
            if not isinstance(one.outcome, Refused) or "naive-time" in s.codes(one.outcome):
                continue  # of a time that is no moment nothing more is asked
            if not norm(case):
                continue
            less = ask(run.law, plain_records, one.act, one.before.zone)
            if of_law(one.outcome) != of_oracle(less):
                return
    pytest.fail(f"nothing tells that {name} is missing")
