"""Case 7: siblings in one trajectory.

One status and one close button for two children; and what is known about a half-brother reaches the
other child's father.
"""

from __future__ import annotations

import pytest
from attrs import evolve

from safetyframe import acts as a
from safetyframe.acts.informing import AlignOn
from safetyframe.acts.wat import Expectation
from safetyframe.outcome import Accepted, DutyState
from safetyframe.roles import Part
from safetyframe.rules import ask
from tests.support.breaking import drop_handler, put, show_slice, silence_rule
from tests.support.cast import expectations, withdrawn
from tests.support.duty import owed_to, stands
from tests.support.kin import (
    BEN_AUNT,
    BEN_FATHER,
    answer,
    everything,
    explained,
    half_siblings,
    half_siblings_with_wat,
    log,
    measure_for,
    shown,
)
from tests.support.story import (
    ANNA,
    BEN,
    FATHER,
    GRAN,
    LEAD,
    MOTHER,
    WORKER,
    codes,
    exception,
    ready_to_withdraw,
    statements,
    text,
)

CLAUSES = ("T1", "T6", "A1")


def test_there_is_at_least_one_child():
    """No concern and no measure is put down without saying for which child."""
    story = half_siblings()
    assert "no-minor-named" in codes(
        story.refused(a.RecordConcern, WORKER, minors=(), about=text("concern"))
    )
    assert "no-minor-named" in codes(
        story.refused(
            a.ProposeMeasure,
            WORKER,
            wat=1,
            about=text(),
            serves=(),
            bearers=(MOTHER[0],),
            minors=(),
        )
    )


def test_every_statement_says_which_child_it_is_about():
    """A statement of WAT, and an expectation, that names no child is not taken."""
    story = half_siblings_with_wat()
    nobody = tuple(evolve(g, minors=()) for g in statements()["goals"])
    no = story.refused(
        a.ReviseWat,
        LEAD,
        revises=1,
        material=True,
        reason=text(),
        **{**statements(), "goals": nobody},
    )
    assert "no-minor-named" in codes(no, "form.statements")
    assert "no-minor-named" in codes(
        story.refused(a.SetExpectations, LEAD, **expectations()), "form.statements"
    )


def test_a_goal_is_judged_for_each_child_by_itself():
    """Met for one child says nothing about the other, nor can one be judged on the other's goal."""
    story = half_siblings_with_wat()
    story.do(a.Judge, LEAD, wat=1, minor=ANNA, target="g1", met=True)
    assert (ANNA, "g1") in story.t.judged
    assert (BEN, "g1") not in story.t.judged
    no = story.refused(a.Judge, LEAD, wat=1, minor=ANNA, target="g2", met=True)
    assert codes(no) == ["not-about-this-minor"]


def test_the_consultant_withdraws_from_one_child_and_stays_with_the_other():
    """An involvement ends per child; what is left of the trajectory follows from the others."""
    story = ready_to_withdraw()
    assert isinstance(
        story.ask(a.Withdraw, LEAD, minor=ANNA, outcome=a.WithdrawalOutcome.ACHIEVED), Accepted
    )
    no = story.refused(a.Withdraw, LEAD, minor=BEN, outcome=a.WithdrawalOutcome.ACHIEVED)
    assert "X1" in no.clauses
    story.do(a.Withdraw, LEAD, minor=ANNA, outcome=a.WithdrawalOutcome.ACHIEVED)
    assert ask.open_episode(story.t, ANNA) is None
    assert ask.open_episode(story.t, BEN) is not None
    assert ask.open_episode(story.t) is not None


def test_who_has_a_part_with_one_child_is_owed_what_is_about_that_child():
    """Once one child's involvement has ended, that child's own kin are owed nothing more."""
    story = withdrawn(half_siblings_with_wat())
    assert FATHER[0] not in owed_to(story, "P22")
    assert stands(story, "P22", BEN_FATHER[0]).state is DutyState.DUE


def test_no_direction_is_decided_for_a_child_whose_involvement_has_ended():
    """That it is open with the other child is no ground for this one."""
    story = withdrawn(half_siblings())
    together = tuple(Part(person=p, role=r, position=text()) for p, r in (WORKER, MOTHER))
    content = {"direction": text(), "together": together}
    no = story.refused(a.DecideDirection, WORKER, minors=(ANNA,), **content)
    assert codes(no, "direction.open") == ["no-open-involvement"]
    assert isinstance(story.ask(a.DecideDirection, WORKER, minors=(BEN,), **content), Accepted)


def _agreement(story, key, *, by=WORKER, other=GRAN, invited=()):
    explained(story, by)
    return {
        "wat": len(story.t.wat),
        "measures": (key,),
        "together": tuple(Part(person=p, role=r) for p, r in (by, other)),
        "invited": invited,
    }


def test_hoe_for_one_child_asks_along_who_is_there_for_that_child():
    """Whose part is about the other child only need not be invited."""
    story = half_siblings_with_wat()
    key = measure_for(story, ANNA, bearer=GRAN)
    no = story.refused(a.EstablishHoe, WORKER, **_agreement(story, key))
    asked = {g.get("person") for v in no.violations for g in v.gaps}
    assert asked == {ANNA, MOTHER[0], FATHER[0]}
    both = measure_for(story, ANNA, BEN, bearer=GRAN)
    no = story.refused(a.EstablishHoe, WORKER, **_agreement(story, both))
    assert {BEN, BEN_FATHER[0], BEN_AUNT[0]} <= {
        g.get("person") for v in no.violations for g in v.gaps
    }


def test_a_revision_about_the_other_child_makes_nobody_unable_to_agree():
    """Whoever was told what WAT says about their child still knows it."""
    story = half_siblings_with_wat()
    story.explain(a.Topic.WAT, FATHER[0], version=1, who=LEAD)
    reasons = tuple(exception(c) for c in ("P14", "P4", "P15a", "P15b"))
    goals = tuple(
        evolve(g, sustained_days=99) if g.minors == (BEN,) else g for g in statements()["goals"]
    )
    content = {**statements(), "goals": goals, "reason": text(), "exceptions": reasons}
    story.do(a.ReviseWat, LEAD, revises=1, material=True, **content)
    key = measure_for(story, ANNA, bearer=GRAN)
    agreement = {**_agreement(story, key, other=FATHER), "invited": (ANNA, MOTHER[0], GRAN[0])}
    assert isinstance(story.ask(a.EstablishHoe, FATHER, **agreement), Accepted)
    goals = tuple(evolve(g, sustained_days=50) for g in goals)
    story.do(a.ReviseWat, LEAD, revises=2, material=True, **{**content, "goals": goals})
    no = story.refused(a.EstablishHoe, FATHER, **{**agreement, "wat": 3})
    assert codes(no, "hoe.wat-explained") == ["wat-not-explained"]


@pytest.mark.parametrize(
    ("mine", "theirs", "goal"), [(FATHER, BEN_FATHER, "g2"), (GRAN, BEN_AUNT, "g2")]
)
def test_nothing_about_a_half_brother_reaches_the_other_childs_kin(mine, theirs, goal):
    """Neither his kin, nor the statements about him, nor what is done for him is anywhere."""
    story = half_siblings_with_wat()
    before = everything(story, mine)
    assert repr(theirs[0]) not in before
    assert repr(goal) not in before
    assert repr(BEN) not in before
    story.do(a.Judge, LEAD, wat=1, minor=BEN, target="g2", met=True)
    measure_for(story, BEN, bearer=BEN_FATHER)
    story.do(a.Acknowledge, BEN_FATHER, matter=a.Matter(topic=a.Topic.ROLES))
    reasons = (exception("P21", minor=BEN),)
    new = (Expectation(id="e1", words=text("e1"), minors=(BEN,)),)
    story.do(
        a.SetExpectations, LEAD, revises=1, material=False, expectations=new, exceptions=reasons
    )
    withdrawn(story, BEN)
    assert everything(story, mine) == before


def test_who_has_a_part_with_both_sees_both():
    """The mother, the care worker and the consultant see each child, and whose kin is whose."""
    story = half_siblings_with_wat()
    for who in (MOTHER, WORKER, LEAD):
        assert {m for s in shown(story, who).wat[1].statements for m in s.minors} == {ANNA, BEN}


def test_a_position_on_leaving_one_child_is_for_that_child():
    """Where somebody stands on leaving Anna is not where they stand on leaving Ben."""
    story = half_siblings_with_wat()
    story.do(
        a.Align,
        LEAD,
        person=MOTHER[0],
        on=AlignOn.WITHDRAWAL,
        wat=1,
        minor=ANNA,
        position=a.Position.AGREES,
    )
    assert ask.position(story.t, MOTHER[0], AlignOn.WITHDRAWAL, ANNA) is not None
    assert ask.position(story.t, MOTHER[0], AlignOn.WITHDRAWAL, BEN) is None


def test_the_numbers_of_one_child_have_no_gaps_for_the_other():
    """The log and the versions count what is there for whoever looks."""
    story = half_siblings_with_wat()
    story.do(a.Judge, LEAD, wat=1, minor=BEN, target="g2", met=True)
    story.do(a.Judge, LEAD, wat=1, minor=ANNA, target="g1", met=True)
    assert [r.seq for r in log(story, FATHER)] == list(range(1, len(log(story, FATHER)) + 1))
    (judgement,) = shown(story, FATHER).judged[ANNA, "g1"].items
    assert judgement.seq == 1


def test_an_answer_to_somebody_follows_from_their_own_child():
    """What they could do next names nobody whom they do not know."""
    story = half_siblings_with_wat()
    both = measure_for(story, ANNA, BEN, bearer=MOTHER)
    content = {**_agreement(story, both, other=FATHER), "by": story.by(FATHER)}
    told = answer(story, a.EstablishHoe, FATHER, **content)
    assert repr(BEN_FATHER[0]) not in repr(told)
    assert repr(ANNA) in repr(told)


def _one_for_all(t, minor=None):
    return next((e for e in t.involvement.values() if e.open and not e.emergency), None)


BREAKS = {
    "an act without a child": silence_rule("form.minors-named"),
    "a statement without a child": silence_rule("form.statements"),
    "a goal judged for whoever": silence_rule("form.target"),
    "judgements not kept": drop_handler(a.Judge, "judged"),
    "one close button": silence_rule("ending.achieved"),
    "one status": put("safetyframe.rules.ask:open_episode", _one_for_all),
    "a direction for whoever": silence_rule("direction.open"),
    "whoever is owed everything": put(
        "safetyframe.duties:_raised", lambda *given: (given[5], None)
    ),
    "nobody invited": silence_rule("hoe.everyone-invited"),
    "everybody invited": put("safetyframe.rules.hoe:_concerns", lambda *_: True),
    "told about one child, to be told again": put(
        "safetyframe.rules.hoe:_still_says", lambda *given: given[2].material == given[3].material
    ),
    "told once": silence_rule("hoe.wat-explained"),
    "the other child's kin known": put("safetyframe.views.eyes:_about", lambda *_: True),
    "the other child's statements": put(
        "safetyframe.views.slices.wat:_wat_version", lambda *given: given[1]
    ),
    "the other child's measures": show_slice("measures", lambda s: s.t.measures.values()),
    "versions of the other child": put(
        "safetyframe.views.slices.wat:_content", lambda one: one.act
    ),
    "each child sees one": put("safetyframe.views.eyes:_minors", lambda *_: frozenset({ANNA})),
    "positions for all": put("safetyframe.rules.ask:position", lambda *_: object()),
    "places in the log": show_slice("judged", lambda s: s.t.judged.values()),
    "answers from the whole": put("safetyframe.law:outcome_for", lambda *given: given[1]),
}
