"""P5b: both partners know which safety goal is set against the worries: every danger has its goal,
and no goal is without a danger."""

import pytest
from attrs import evolve

from safetyframe import acts as a
from safetyframe.acts.wat import DangerStatement, SafetyGoal
from tests.support.cast import revision, violation
from tests.support.gates import cannot_be_lowered
from tests.support.story import (
    ANNA,
    BEN,
    LEAD,
    exception,
    gathered,
    opened,
    rules,
    statements,
    text,
    wat_established,
)

RULE = "wat.paired"
DANGER, DANGER_BEN = statements()["dangers"]  # about both children; about Ben
GOAL, GOAL_BEN = statements()["goals"]
STRAY_DANGER = DangerStatement(id="d3", words=text(), minors=(ANNA,))
STRAY_GOAL = SafetyGoal(id="g3", words=text(), minors=(ANNA,), dangers=(), safe_enough=text())

WAYS = [
    pytest.param(
        {"dangers": (DANGER, DANGER_BEN, STRAY_DANGER)},
        [("danger-without-goal", "d3", ANNA)],
        id="a danger no goal is set against",
    ),
    pytest.param(
        {"goals": (GOAL, GOAL_BEN, STRAY_GOAL)},
        [("goal-without-danger", "g3", ANNA)],
        id="a goal set against nothing",
    ),
    pytest.param(
        {"goals": (evolve(GOAL, minors=(BEN,)), GOAL_BEN)},
        [("danger-without-goal", "d1", ANNA)],
        id="a goal for the brother only",
    ),
    pytest.param(
        {"dangers": (evolve(DANGER, minors=(BEN,)), DANGER_BEN)},
        [("goal-without-danger", "g1", ANNA)],
        id="a danger for the brother only",
    ),
    pytest.param(
        {"goals": (evolve(GOAL, dangers=("d2",)), GOAL_BEN)},
        [
            ("danger-without-goal", "d1", ANNA),
            ("danger-without-goal", "d1", BEN),
            ("goal-without-danger", "g1", ANNA),
        ],
        id="two goals against one danger and none against the other",
    ),
    pytest.param(
        {"goals": ()},
        [
            ("danger-without-goal", "d1", ANNA),
            ("danger-without-goal", "d1", BEN),
            ("danger-without-goal", "d2", BEN),
        ],
        id="no goals at all",
    ),
]


@pytest.fixture(params=["EstablishWat", "ReviseWat"])
def attempt(request):
    """Try to establish, or to revise, a WAT with these changes."""

    def trying(**changes):
        if request.param == "EstablishWat":
            story = opened()
            return story.ask(a.EstablishWat, LEAD, **{**statements(), **gathered(story), **changes})
        story = wat_established()
        return story.ask(a.ReviseWat, LEAD, **revision(story, material=True, **changes))

    return trying


@pytest.mark.parametrize(("changes", "missing"), WAYS)
def test_every_danger_has_a_goal_and_every_goal_a_danger(attempt, changes, missing):
    fault = violation(attempt(**changes), RULE)
    assert fault.clauses == ("P5b", "X2")
    found = [(g.code, g.get("statement"), g.get("minor")) for g in fault.gaps]
    assert sorted(found) == sorted(missing)


@pytest.mark.parametrize("clause", ["P5b", "X2"])
def test_no_exception_bends_it(attempt, clause):
    outcome = attempt(dangers=(DANGER, DANGER_BEN, STRAY_DANGER), exceptions=(exception(clause),))
    assert RULE in rules(outcome)


def test_no_policy_lowers_it():
    cannot_be_lowered("P5b")


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({}, id="each its own"),
        pytest.param(
            {"goals": (evolve(GOAL, dangers=("d1", "d2")), GOAL_BEN)}, id="a goal for two dangers"
        ),
        pytest.param(
            {"goals": (GOAL, GOAL_BEN, evolve(STRAY_GOAL, dangers=("d1",)))},
            id="a danger with two goals",
        ),
        pytest.param(
            {
                "goals": (
                    evolve(GOAL, minors=(BEN,)),
                    GOAL_BEN,
                    evolve(STRAY_GOAL, dangers=("d1",)),
                ),
                "bottom_lines": (
                    evolve(statements()["bottom_lines"][0], goals=("g1", "g3")),
                    statements()["bottom_lines"][1],
                ),
            },
            id="one danger, a goal for each child",
        ),
    ],
)
def test_what_is_paired_for_each_child_is_accepted(attempt, changes):
    assert not getattr(attempt(**changes), "violations", ())


def test_a_wording_revision_is_no_way_round_it():
    story = wat_established()
    said = revision(story, material=False, dangers=(DANGER, DANGER_BEN, STRAY_DANGER))
    assert set(rules(story.refused(a.ReviseWat, LEAD, **said))) == {RULE, "wat.wording-only"}
