"""X6: a material revision makes HOE, explanations and judgements stale and deletes none of them."""

from __future__ import annotations

import pytest

from safetyframe import acts as a
from safetyframe.acts.ending import WithdrawalOutcome
from safetyframe.acts.informing import Topic
from safetyframe.acts.wat import Aim, BottomLine, DangerStatement, SafetyGoal
from safetyframe.outcome import Accepted, DutyState
from tests.support.duty import state
from tests.support.expect import expectation, no, only, revise, sees, sees_nothing
from tests.support.story import (
    ANNA,
    BEN,
    LEAD,
    MOTHER,
    align_all,
    codes,
    expectations_set,
    hoe_established,
    ready_to_withdraw,
    statements,
    text,
    wat_established,
)

# --- what a material revision makes stale --------------------------------------------------------


def withdraw(story):
    return story.ask(a.Withdraw, LEAD, minor=ANNA, outcome=WithdrawalOutcome.ACHIEVED)


def test_a_material_revision_makes_hoe_stale():
    story = hoe_established()
    revise(story, material=True)
    sees(story, "watch.hoe-fresh", "P16 X6", "hoe-stale", hoe=1, wat=3)


def test_a_material_revision_makes_its_measures_stale():
    story = hoe_established()
    revise(story, material=False)
    sees_nothing(story, "watch.measures-fit")
    revise(story, material=True)
    key = story.t.hoe[1].measures[0]
    sees(story, "watch.measures-fit", "P10 X6", "measure-for-an-older-wat", measure=key)


def test_a_material_revision_makes_explanations_stale():
    story = hoe_established()
    assert state(story, "P22", MOTHER[0]) is DutyState.DONE
    revise(story, material=True)
    assert state(story, "P22", MOTHER[0]) is DutyState.DUE


def test_a_material_revision_makes_judgements_stale():
    story = ready_to_withdraw()
    assert isinstance(withdraw(story), Accepted)
    revise(story, material=True)
    assert set(codes(withdraw(story), "ending.achieved")) == {"judged-on-an-older-version"}


def test_a_material_revision_makes_positions_stale():
    story = ready_to_withdraw()
    revise(story, material=True)
    assert set(codes(withdraw(story), "ending.heard")) == {"not-aligned"}


def test_a_revision_of_wording_makes_none_of_them_stale_but_the_rendering():
    story = ready_to_withdraw()
    revise(story, material=False)
    assert isinstance(withdraw(story), Accepted)
    assert state(story, "P22", MOTHER[0]) is DutyState.DONE
    sees_nothing(story, "watch.hoe-fresh")
    sees(story, "watch.renderings-fresh", "P6", "rendering-stale", person=MOTHER[0])


@pytest.mark.parametrize("material", [True, False], ids=["material", "wording"])
def test_no_revision_deletes_anything(material):
    story = ready_to_withdraw()
    before = story.t
    revise(story, material=material)
    assert [story.t.wat[n] for n in (1, 2)] == list(before.wat.values())
    for name in ("hoe", "told", "judged", "aligned", "measures", "assessed", "gathered"):
        assert getattr(story.t, name) == getattr(before, name), name


def test_expectations_go_along_with_a_revision():
    story = expectations_set()
    revise(story, material=True)
    assert story.t.wat[3].expectations == story.t.wat[2].expectations
    assert story.t.wat[3].material == 3


# --- a revision of wording changes no more than wording ------------------------------------------

RULE, CLAUSES = "wat.wording-only", "P12 X6"
BOTH = (ANNA, BEN)
FIRST = statements()


def _line(**changes):
    content = {"id": "b1", "words": text(), "minors": BOTH, "dangers": ("d1",), "goals": ("g1",)}
    return (BottomLine(**{**content, **changes}), FIRST["bottom_lines"][1])


def _goal(**changes):
    content = {
        "id": "g1",
        "words": text("g1"),
        "minors": BOTH,
        "dangers": ("d1",),
        "safe_enough": text("g1-enough"),
        "sustained_days": 14,
        "aims": (Aim.SAFE, Aim.SURROUNDED),
    }
    return (SafetyGoal(**{**content, **changes}), FIRST["goals"][1])


_MORE_DANGERS = (*FIRST["dangers"], DangerStatement(id="d3", words=text(), minors=(BEN,)))
_MORE = {
    "another-minor": ("bottom_lines", {"bottom_lines": _line(minors=(ANNA,))}),
    "another-link": ("bottom_lines", {"bottom_lines": _line(dangers=("d1", "d2"))}),
    "another-name": ("bottom_lines", {"bottom_lines": _line(id="b9")}),
    "one-less": ("bottom_lines", {"bottom_lines": FIRST["bottom_lines"][:1]}),
    "a-higher-bar": ("goals", {"goals": _goal(safe_enough=text("higher"))}),
    "a-longer-time": ("goals", {"goals": _goal(sustained_days=90)}),
    "a-threshold": ("goals", {"goals": _goal(scale_at_least=7)}),
    "goal-of-one-child": ("goals", {"goals": _goal(minors=(BEN,))}),
    "one-danger-more": ("dangers", {"dangers": _MORE_DANGERS}),
}


def _revision(story, *, material, **changes):
    first = next(r.act for r in story.records if isinstance(r.act, a.EstablishWat))
    return story.ask(
        a.ReviseWat,
        LEAD,
        revises=1,
        material=material,
        reason=text(),
        information=first.information,
        conversations=first.conversations,
        weighed=first.weighed,
        **statements(**changes),
    )


@pytest.mark.parametrize("name", _MORE)
def test_more_than_wording_is_no_revision_of_wording(name):
    field, changes = _MORE[name]
    story = wat_established()
    outcome = _revision(story, material=False, **changes)
    gap = no(outcome, RULE, CLAUSES, "more-than-wording", field=field)
    assert [r.act for r in gap.remedies] == ["ReviseWat"]


def test_the_same_change_said_to_be_material_is_one():
    story = wat_established()
    outcome = _revision(story, material=True, goals=_goal(safe_enough=text("higher")))
    assert isinstance(outcome, Accepted)
    only(_revision(story, material=False, goals=_goal(safe_enough=text("higher"))), RULE)


def test_new_words_for_the_same_are_a_revision_of_wording():
    story = wat_established()
    outcome = _revision(
        story, material=False, goals=_goal(words=text("new")), bottom_lines=_line(words=text("new"))
    )
    assert isinstance(outcome, Accepted)
    assert (outcome.trajectory.wat[2].number, outcome.trajectory.wat[2].material) == (2, 1)


# --- expectations --------------------------------------------------------------------------------

RAISED, RAISED_CLAUSES = "expectations.raised", "P12 P20 X6"


def _expect(story, *expectations, material=False):
    return story.ask(
        a.SetExpectations,
        LEAD,
        revises=2,
        material=material,
        reason=text(),
        expectations=expectations,
    )


@pytest.mark.parametrize(
    "expectations",
    [
        (expectation("e1"), expectation("e2")),
        (expectation("e2"),),
        (expectation("e1", ANNA),),
    ],
    ids=["one-more", "another", "of-one-child"],
)
def test_changing_what_was_expected_is_material(expectations):
    story = expectations_set()
    align_all(story)
    outcome = _expect(story, *expectations)
    only(outcome, RAISED)
    gap = no(outcome, RAISED, RAISED_CLAUSES, "more-than-wording", field="expectations")
    assert [r.act for r in gap.remedies] == ["SetExpectations"]
    said = _expect(story, *expectations, material=True)
    assert isinstance(said, Accepted)
    assert said.trajectory.wat[3].material == 3


def test_new_words_for_the_same_expectation_are_not():
    story = expectations_set()
    align_all(story)
    outcome = _expect(story, expectation("e1"))
    assert isinstance(outcome, Accepted)
    assert outcome.trajectory.wat[3].material == 1


def test_setting_them_for_the_first_time_makes_nothing_stale():
    story = wat_established()
    story.explain(Topic.WAT, MOTHER[0], version=1)
    align_all(story)
    story.do(a.SetExpectations, LEAD, revises=1, material=False, expectations=(expectation("e1"),))
    assert state(story, "P22", MOTHER[0]) is DutyState.DONE
