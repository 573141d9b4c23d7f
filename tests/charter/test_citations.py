"""Charter and law fit together: what must be enforced is cited, and nothing rests on thin air."""

from __future__ import annotations

import pytest

from safetyframe.acts import ACTS, PROTECTED
from safetyframe.charter import BY_ID, CLAUSES, Level
from safetyframe.duties import DUTIES
from safetyframe.findings import WATCHES
from safetyframe.powers import POWERS
from safetyframe.rules import RULES
from safetyframe.trajectory import SLICES

REFUSING = {c for rule in RULES for c in rule.clauses} | {
    c for row in POWERS.values() for c in row.clauses
}
OWED = {duty.clause for duty in DUTIES}
WATCHED = {c for watch in WATCHES for c in watch.clauses}

#: WARN norms that need nothing beyond the slices, typed from the norms page.
ADVISORY = [
    "A1",
    "S1",
    "S2",
    "S3",
    "S4b",
    "S5",
    "S6",
    "P1",
    "P3",
    "P6",
    "P7",
    "P8b",
    "P9",
    "P14",
    "P20",
    "P25",
    "T1",
    "T2",
    "T3",
    "T6",
]


@pytest.mark.parametrize("clause", [c.id for c in CLAUSES if Level.HARD in c.levels])
def test_every_hard_norm_is_cited_by_something_that_refuses(clause):
    assert clause in REFUSING


@pytest.mark.parametrize("clause", [c.id for c in CLAUSES if Level.EXPLAIN in c.levels])
def test_every_comply_or_explain_norm_is_a_gate_or_a_duty(clause):
    gates = {rule.clauses[0] for rule in RULES if rule.level is Level.EXPLAIN}
    assert clause in gates | OWED


@pytest.mark.parametrize("clause", ADVISORY)
def test_every_advisory_norm_has_a_watch(clause):
    assert Level.WARN in BY_ID[clause].levels or clause in {"P14", "P20"}
    assert clause in WATCHED


@pytest.mark.parametrize("clause", sorted(REFUSING | OWED | WATCHED))
def test_nothing_cites_an_unknown_clause_or_an_empty_place(clause):
    assert Level.EMPTY not in BY_ID[clause].levels


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_a_rule_refuses_on_a_norm_that_may_refuse(rule):
    if rule.id.startswith("form."):
        assert rule.clauses == ()
        return
    if rule.level is Level.EXPLAIN:
        assert Level.EXPLAIN in BY_ID[rule.clauses[0]].levels
    else:
        assert rule.level is Level.HARD
        assert any(Level.HARD in BY_ID[c].levels for c in rule.clauses)


@pytest.mark.parametrize("row", POWERS.values(), ids=lambda r: r.act.__name__)
def test_a_row_refuses_on_a_norm_that_may_refuse(row):
    assert any(Level.HARD in BY_ID[c].levels for c in row.clauses)


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_no_text_norm_refuses_by_itself(rule):
    texts = [c for c in rule.clauses if BY_ID[c].levels == {Level.DOC}]
    derived = {d for c in rule.clauses for d in BY_ID[c].derives_from}
    assert set(texts) <= derived


def test_every_act_has_one_row_and_ids_are_unique():
    assert set(POWERS) == set(ACTS)
    for values in (RULES, DUTIES, WATCHES):
        ids = [v.id for v in values]
        assert len(ids) == len(set(ids))


def test_rules_and_watches_read_real_slices_only():
    for thing in (*RULES, *WATCHES):
        assert thing.reads <= set(SLICES), thing.id


def test_no_rule_of_ours_guards_what_nobody_may_block():
    assert not [rule.id for rule in RULES if rule.guards & PROTECTED]


def test_the_protected_acts_are_these_four():
    assert {act.__name__ for act in PROTECTED} == {"Speak", "Scale", "Dissent", "Protect"}
