"""A law that lost something fails exactly the vectors that speak of it."""

from __future__ import annotations

from functools import cache

import pytest
from attrs import evolve

from safetyframe import duties, findings, folding, powers
from safetyframe.acts import EstablishHoe, Judge, ReviseWat, Speak
from safetyframe.charter import Level
from safetyframe.powers import Cell
from safetyframe.roles import Role
from safetyframe.testing.vectors import Verdict, load, run
from tests.vectors.enforced import BESIDE, guards, refused_by

VECTORS = load()
RULES = [rule for rule in guards.RULES if rule.clauses]


@cache
def naming(rule):
    """The vectors in whose answer a rule speaks: as a violation, a warning or a finding."""
    return {
        one.id
        for one in VECTORS
        for key in ("violations", "warnings", "findings")
        for found in one.then.get(key, ())
        if found["rule"] == rule
    }


def red(vectors=VECTORS):
    """The vectors that the law as it stands now fails."""
    return {score.vector.id for score in run(vectors).of(Verdict.FAILED)}


def silenced(monkeypatch, name, **changes):
    changes = changes or {"check": lambda *_: (), "foresee": None}
    rules = tuple(evolve(r, **changes) if r.id == name else r for r in guards.RULES)
    monkeypatch.setattr(guards, "RULES", rules)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_that_is_silenced_fails_every_vector_in_which_it_speaks(rule, monkeypatch):
    mine = [one for one in VECTORS if one.id in naming(rule.id)]
    assert any(one.clause in rule.clauses for one in mine)
    silenced(monkeypatch, rule.id)
    assert red(mine) == naming(rule.id)


@pytest.mark.parametrize(
    "rule",
    ["hoe.together", "ending.achieved", "barrier.kept-apart"],
)
def test_and_no_other(rule, monkeypatch):
    silenced(monkeypatch, rule)
    assert red() == naming(rule)


def test_a_gate_that_became_hard_fails_where_it_refuses_and_where_a_policy_lowered_it(monkeypatch):
    silenced(monkeypatch, "wat.gathered", level=Level.HARD)
    failed = red()
    assert failed == naming("wat.gathered")
    assert "P14/lowered" in failed


def test_a_rule_that_reads_less_than_it_must_fails_where_a_slice_is_unknown(monkeypatch):
    silenced(
        monkeypatch, "wat.client-expertise", reads=frozenset({"gathered"}), check=lambda *_: ()
    )
    assert {"P15a/family-not-taken-in"} <= red() <= naming("wat.client-expertise")


@pytest.mark.parametrize(
    ("act", "role", "cell"),
    [
        (EstablishHoe, Role.CONSULTANT, Cell.TOGETHER),
        (Judge, Role.CARE_WORKER, Cell.YES),
        (ReviseWat, Role.CARE_WORKER, Cell.YES),
        (Speak, Role.SYSTEM, Cell.OWN),
    ],
)
def test_a_cell_that_is_opened_fails_who_may_not(act, role, cell, monkeypatch):
    row = powers.POWERS[act]
    opened = {**powers.POWERS, act: evolve(row, cells={**row.cells, role: cell})}
    monkeypatch.setattr(powers, "POWERS", opened)
    monkeypatch.setattr(guards, "POWERS", opened)
    refused = [one for one in VECTORS if f"powers.{act.__name__}" in refused_by(one)]
    theirs = {one.id for one in refused if one.act["by"]["role"] == role.value}
    assert theirs
    # Whoever else may not do it is told now that this role may: they go red with it.
    assert theirs <= red(refused) == {one.id for one in refused}


@pytest.mark.parametrize("act", list(powers.POWERS), ids=lambda act: act.__name__)
def test_a_line_of_the_table_fails_with_any_cell_that_is_opened_or_closed(act, monkeypatch):
    row = powers.POWERS[act]
    spoken = [one for one in VECTORS if f"powers.{act.__name__}" in refused_by(one)]
    for role, cell in row.cells.items():
        other = Cell.YES if cell is Cell.NO else Cell.NO
        table = {**powers.POWERS, act: evolve(row, cells={**row.cells, role: other})}
        monkeypatch.setattr(guards, "POWERS", table)
        monkeypatch.setattr(powers, "POWERS", table)
        assert red(spoken), role
    without = {kind: held for kind, held in powers.POWERS.items() if kind is not act}
    monkeypatch.setattr(guards, "POWERS", without)
    monkeypatch.setattr(powers, "POWERS", without)
    assert red(spoken) == {one.id for one in spoken}


def test_a_handler_that_forgets_fails_where_the_act_is_accepted_and_where_it_is_on_record(
    monkeypatch,
):
    kept = tuple(held for held in folding.HANDLERS[Judge] if held[0] != "judged")
    monkeypatch.setitem(folding.HANDLERS, Judge, kept)
    failed = red()
    assert {"P5c/judged", "P20/table-judge", "X1/all-met", "X1/relapse"} <= failed
    assert not any(one.startswith(("P16/", "T6/")) for one in failed)


def test_a_duty_that_is_dropped_fails_where_it_is_owed(monkeypatch):
    kept = tuple(duty for duty in duties.DUTIES if duty.id != "inform.agreements")
    monkeypatch.setitem(duties.owed.__kwdefaults__, "duties", kept)
    assert {one for one in red() if one.startswith("P18a/")} == {"P18a/due", "P18a/partly-done"}


@pytest.mark.parametrize("watch", findings.WATCHES, ids=lambda watch: watch.id)
def test_a_watch_that_is_blind_fails_every_vector_in_which_it_sees_something(watch, monkeypatch):
    seeing = naming(watch.id) - {one.id for one in VECTORS if one.unknown}
    assert bool(seeing) is (watch.id not in BESIDE)
    blind = tuple(
        evolve(one, look=lambda _: ()) if one.id == watch.id else one for one in findings.WATCHES
    )
    monkeypatch.setattr(findings, "WATCHES", blind)
    assert red([one for one in VECTORS if one.id in naming(watch.id)]) == seeing


def test_a_watch_that_is_dropped_fails_where_it_speaks_and_nowhere_else(monkeypatch):
    kept = tuple(watch for watch in findings.WATCHES if watch.id != "watch.whole-aim")
    monkeypatch.setattr(findings, "WATCHES", kept)
    assert red() == naming("watch.whole-aim") == {"A1/only-safe", "A1/not-judged"}


def test_a_remedy_that_names_another_role_fails(monkeypatch):
    def check(t, act, policy):
        for gap in rule.check(t, act, policy):
            yield evolve(gap, remedies=tuple(evolve(r, roles=(Role.SYSTEM,)) for r in gap.remedies))

    rule = next(rule for rule in guards.RULES if rule.id == "hoe.wat-explained")
    silenced(monkeypatch, rule.id, check=check)
    assert red() == naming(rule.id)
