"""The map holds all that the tables hold, and what was observed is what the law does today."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from safetyframe import acts as a
from safetyframe.acts import ACTS, WithdrawalOutcome
from safetyframe.charter import CLAUSES, Level
from safetyframe.duties import DUTIES
from safetyframe.findings import WATCHES
from safetyframe.index import UnknownSliceError, unknown
from safetyframe.lawmap import STAGES, law_map, stage_of
from safetyframe.roles import Role
from safetyframe.rules import RULES
from safetyframe.testing import (
    ANNA,
    AUTHORITY,
    BEN,
    FATHER,
    LEAD,
    Story,
    expectations_set,
    hoe_established,
    opened,
    ready_to_withdraw,
    wat_established,
)
from safetyframe.testing.story import decision, text
from safetyframe.trajectory import with_slices
from tests.lawmap import writing
from tests.lawmap.observing import moves, walked
from tests.support.expect import revise
from tests.vectors.enforced import CONDITIONS

TREE = Path(__file__).parents[2]
MAP = law_map()
ROWS = {row.act: row for row in MAP.rows}
RULED = {rule.id: rule for rule in MAP.rules}
MOVES = {(move.before, move.after): set(move.acts) for move in MAP.moves}


# --- nothing is missing ---------------------------------------------------------------------------


def test_what_was_observed_is_what_the_law_does_today():
    """If this fails after a change of the law: python -m tests.lawmap --write, and read it."""
    assert json.loads(writing.FILE.read_text("utf-8")) == writing.observed()


@pytest.mark.deep
@pytest.mark.parametrize("first", range(writing.WALKS, 212, 50))
def test_no_random_life_moves_otherwise(first):
    for step in walked(50, first):
        for before, act, after in moves(step):
            assert act in MOVES[before, after]


def test_every_act_every_role_every_rule_every_duty_and_every_clause_is_on_it():
    assert [row.act for row in MAP.rows] == list(ROWS)
    assert set(ROWS) == {act.__name__ for act in ACTS}
    assert all(tuple(role for role, _ in row.cells) == MAP.roles for row in MAP.rows)
    assert set(MAP.roles) == {role.value for role in Role}
    assert set(RULED) == {r.id for r in RULES} | {w.id for w in WATCHES} | set(CONDITIONS)
    assert {duty.id for duty in MAP.duties} == {duty.id for duty in DUTIES}
    assert [each.clause for each in MAP.clauses] == list(CLAUSES)


def test_a_condition_of_the_whole_table_stands_under_its_clauses():
    found = {r.id: r.clauses for r in MAP.rules if r.kind == "condition"}
    assert found == CONDITIONS
    under = {each.clause.id: each.conditions for each in MAP.clauses}
    for name, clauses in CONDITIONS.items():
        assert [clause for clause in under if name in under[clause]] == sorted(
            clauses, key=list(under).index
        )


def test_every_rule_with_a_clause_and_every_duty_is_tried_by_a_vector():
    # What only linked trajectories or a registry show has none.
    beside = {"watch.leads-agree", "watch.no-conflict-of-interest", "watch.notice-arrived"}
    untried = {r.id for r in MAP.rules if r.clauses and not r.vectors}
    assert untried <= beside | {"watch.one-side-linked"}
    assert not [duty.id for duty in MAP.duties if not duty.vectors]


@pytest.mark.parametrize("each", MAP.clauses, ids=lambda each: each.clause.id)
def test_the_tests_that_a_clause_names_are_there(each):
    named = each.citing.tests
    assert named is None or (TREE / named).is_file()
    if each.clause.levels & {Level.HARD, Level.EXPLAIN, Level.WARN}:
        assert named is not None


# --- what a line says -----------------------------------------------------------------------------


def test_a_line_says_who_may_and_what_stands_around_it():
    row = ROWS["EstablishHoe"]
    assert dict(row.cells) == {
        "consultant": "no",
        **dict.fromkeys(("care-worker", "minor", "parent", "network"), "together"),
        **dict.fromkeys(("trust-person", "authority", "system"), "no"),
    }
    assert row.clauses == ("P17", "P16", "X5")
    assert row.gates == ("P10", "P16", "P22")
    assert row.own
    assert (row.chapter, row.writes) == ("hoe", ("exceptions", "hoe"))
    assert [row.protected, row.enters, row.mandate] == [False, False, False]
    assert row.vectors


def test_what_nobody_blocks_and_who_enters_is_marked():
    assert {r.act for r in MAP.rows if r.protected} == {"Protect", "Speak", "Scale", "Dissent"}
    assert {r.act for r in MAP.rows if r.enters} == {"OpenInvolvement", "TakeOver", "Adopt"}
    assert {r.act for r in MAP.rows if r.mandate} == {"OpenInvolvement", "Adopt"}


def test_a_duty_says_what_raises_and_what_discharges_it():
    (wat,) = (duty for duty in MAP.duties if duty.id == "inform.wat")
    assert (wat.clause, wat.about, wat.act, wat.topics) == ("P22", "wat", "Explain", ("wat",))
    assert {"EstablishWat", "ReviseWat", "AddParticipation", "Reopen"} <= set(wat.raised)
    assert {"Withdraw", "DecideNecessity"} <= set(wat.lapses)
    worries = next(duty for duty in MAP.duties if duty.id == "inform.worries")
    assert (worries.act, worries.to) == ("Acknowledge", ("care-worker", "consultant"))
    correction = next(duty for duty in MAP.duties if duty.id == "inform.correction")
    assert correction.raised == ("Correct",)


# --- the life of a trajectory ---------------------------------------------------------------------


def protected() -> Story:
    story = Story()
    story.do(a.Protect, AUTHORITY, minors=(ANNA,), measure=text("measure"))
    return story


def ended(outcome: WithdrawalOutcome, **more: object) -> Story:
    story = ready_to_withdraw()
    story.do(a.Withdraw, LEAD, minor=ANNA, outcome=outcome, **more)
    return story


def by_government() -> Story:
    story = opened()
    over = decision(minors=(ANNA,), status=a.NecessityStatus.ENDED, at=story.now)
    story.do(a.DecideNecessity, AUTHORITY, decision=over)
    return story


TOLD = {
    "before": Story,
    "emergency": protected,
    "open": opened,
    "wat": wat_established,
    "expectations": expectations_set,
    "hoe": hoe_established,
    "met": ready_to_withdraw,
    "achieved": lambda: ended(WithdrawalOutcome.ACHIEVED),
    "ended-otherwise": lambda: ended(WithdrawalOutcome.TRANSFERRED, ground=text("ground")),
    "ended-by-government": by_government,
}


@pytest.mark.parametrize("stage", [stage.id for stage in STAGES])
def test_a_story_that_is_told_as_far_is_at_that_stage(stage):
    story = TOLD[stage]()
    assert stage_of(story.t, ANNA, story.now).id == stage


def test_each_minor_is_at_a_stage_of_their_own():
    story = ready_to_withdraw()
    assert stage_of(story.t, BEN, story.now).id == "hoe"
    assert stage_of(story.t, FATHER[0], story.now).id == "before"


def test_a_material_revision_takes_agreements_and_judgements_along():
    story = ready_to_withdraw()
    revise(story, material=True)
    assert stage_of(story.t, ANNA, story.now).id == "expectations"


def test_what_must_last_is_not_met_before_it_has():
    story = ready_to_withdraw()
    assert stage_of(story.t, ANNA, story.now - timedelta(days=10)).id == "hoe"


def test_what_is_not_known_is_no_stage():
    story = expectations_set()
    with pytest.raises(UnknownSliceError):
        stage_of(with_slices(story.t, {"wat": unknown()}), ANNA, story.now)


def test_every_stage_is_reached_and_none_is_an_end_for_good():
    names = {stage.id for stage in STAGES}
    assert [name for name, _ in MAP.stages] == [stage.id for stage in reversed(STAGES)]
    reached, waiting = {"before"}, ["before"]
    while waiting:
        stage = waiting.pop()
        new = {after for before, after in MOVES if before == stage} - reached
        reached |= new
        waiting += new
    assert reached == names
    assert {before for before, _ in MOVES} == names


def test_nobody_closes_as_achieved_before_all_is_met():
    assert {before: acts for (before, after), acts in MOVES.items() if after == "achieved"} == {
        "met": {"Withdraw"}
    }


def test_an_emergency_lets_nothing_be_established_or_closed():
    assert {
        act for (before, _), acts in MOVES.items() if before == "emergency" for act in acts
    } == {
        "OpenInvolvement",
        "Reopen",
    }


def test_what_moves_nothing_is_listed_and_together_they_are_all_acts():
    moving = {act for acts in MOVES.values() for act in acts}
    assert moving.isdisjoint(MAP.still)
    assert moving | set(MAP.still) == {act.__name__ for act in ACTS}
