"""P5c: so it is settled from when on it is safe enough: each goal says so, and its bar holds."""

from datetime import timedelta

import pytest
from attrs import evolve

from safetyframe import acts as a
from safetyframe.acts.ending import WithdrawalOutcome
from safetyframe.acts.wat import Expectation
from safetyframe.outcome import Accepted
from tests.support.cast import revision, violation
from tests.support.gates import cannot_be_lowered
from tests.support.story import (
    ANNA,
    BEN,
    GRAN,
    LEAD,
    SYSTEM,
    exception,
    expectations_set,
    gathered,
    judged_met,
    opened,
    rules,
    statements,
    text,
    wat_established,
)

RULE = "wat.safe-enough"
GOAL, GOAL_BEN = statements()["goals"]  # fourteen days for both children; no period for Ben
P21 = (exception("P21"),)


@pytest.fixture(params=["EstablishWat", "ReviseWat"])
def attempt(request):
    """Try to establish, or to revise, a WAT with these goals."""

    def trying(*goals, **more):
        if request.param == "EstablishWat":
            story = opened()
            said = statements(goals=goals)
            return story.ask(a.EstablishWat, LEAD, **{**said, **gathered(story), **more})
        story = wat_established()
        return story.ask(a.ReviseWat, LEAD, **revision(story, material=True, goals=goals, **more))

    return trying


def test_every_goal_that_does_not_say_when_is_named(attempt):
    fault = violation(
        attempt(evolve(GOAL, safe_enough=None), evolve(GOAL_BEN, safe_enough=None)), RULE
    )
    assert fault.clauses == ("P5c",)
    assert [(g.code, g.get("statement")) for g in fault.gaps] == [
        ("no-safe-enough", "g1"),
        ("no-safe-enough", "g2"),
    ]


def test_one_goal_that_says_when_does_not_answer_for_the_other(attempt):
    fault = violation(attempt(GOAL, evolve(GOAL_BEN, safe_enough=None)), RULE)
    assert [g.get("statement") for g in fault.gaps] == ["g2"]


def test_a_number_on_a_scale_is_no_criterion(attempt):
    """Threshold and period are optional; the words that say when are not."""
    goal = evolve(GOAL, safe_enough=None, scale_at_least=8, sustained_days=30)
    assert rules(attempt(goal, GOAL_BEN)) == [RULE]


def test_a_period_is_never_negative(attempt):
    assert rules(attempt(evolve(GOAL, sustained_days=-1), GOAL_BEN)) == [RULE]


@pytest.mark.parametrize(("threshold", "good"), [(-1, False), (0, True), (10, True), (11, False)])
def test_a_threshold_is_one_that_an_answer_can_reach(attempt, threshold, good):
    """Nobody is held to a seventeen on a scale of ten: that goal would never be met."""
    outcome = attempt(GOAL, evolve(GOAL_BEN, scale_at_least=threshold))
    assert isinstance(outcome, Accepted) is good
    if not good:
        (gap,) = violation(outcome, "form.act").gaps
        assert (gap.code, gap.get("field")) == ("off-the-scale", "goals[1].scale_at_least")


def test_no_exception_bends_it(attempt):
    outcome = attempt(evolve(GOAL, safe_enough=None), GOAL_BEN, exceptions=(exception("P5c"),))
    assert RULE in rules(outcome)


def test_no_policy_lowers_it():
    cannot_be_lowered("P5c")


@pytest.mark.parametrize("days", [0, 1, 365])
@pytest.mark.parametrize("threshold", [None, 0, 7, 10])
def test_a_criterion_may_come_with_a_period_and_a_threshold(attempt, days, threshold):
    goal = evolve(GOAL, sustained_days=days, scale_at_least=threshold)
    assert isinstance(attempt(goal, GOAL_BEN), Accepted)


# --- the bar that was settled is the bar that is applied -----------------------------------------


def _withdraw(story, minor):
    return story.ask(
        a.Withdraw, LEAD, minor=minor, outcome=WithdrawalOutcome.ACHIEVED, exceptions=P21
    )


@pytest.mark.parametrize("days", [0, 1, 14, 100])
def test_each_goal_is_held_for_its_own_period(days):
    """Each its own: Anna's fourteen days ask nothing of Ben's second goal."""
    story = opened()
    said = statements(goals=(evolve(GOAL, sustained_days=0), evolve(GOAL_BEN, sustained_days=days)))
    story.do(a.EstablishWat, LEAD, **said, **gathered(story))
    expected = Expectation(id="e1", words=text(), minors=(ANNA, BEN))
    story.do(
        a.SetExpectations,
        LEAD,
        revises=1,
        material=False,
        expectations=(expected,),
        exceptions=P21,
    )
    judged_met(judged_met(story, ANNA), BEN)
    assert isinstance(_withdraw(story, ANNA), Accepted)
    if days:
        story.now += timedelta(days=days - 1)
        fault = violation(_withdraw(story, BEN), "ending.achieved")
        assert "P5c" in fault.clauses
        (gap,) = fault.gaps
        assert (gap.code, gap.get("target"), gap.get("needed")) == ("not-sustained", "g2", days)
        story.wait(1)
    assert isinstance(_withdraw(story, BEN), Accepted)


def test_no_score_judges_that_it_is_safe_enough():
    """A system's view is a proposal (case 37): it judges nothing and changes no judgement."""
    story = expectations_set()
    no = story.refused(a.Judge, SYSTEM, wat=2, minor=ANNA, target="g1", met=True)
    assert rules(no) == ["powers.Judge"]
    assert violation(no, "powers.Judge").clauses == ("P20", "P5c")
    story.do(a.RecordInformation, SYSTEM, minors=(ANNA,), about=text("score: safe"))
    assert len(story.t.judged) == 0


def test_a_goal_judged_met_under_its_threshold_is_seen_and_not_overruled():
    """Somebody's last answer lies under it: the lead decides, and nobody overlooks it."""
    story = opened()
    said = statements(goals=(evolve(GOAL, scale_at_least=7), GOAL_BEN))
    story.do(a.EstablishWat, LEAD, **said, **gathered(story))
    story.do(a.Judge, LEAD, wat=1, minor=ANNA, target="g1", met=True)
    story.do(a.Scale, GRAN, goal="g1", minor=ANNA, value=6)
    assert "met-below-the-scale" in story.findings()
    story.do(a.Scale, GRAN, goal="g1", minor=ANNA, value=7)
    assert "met-below-the-scale" not in story.findings()
