"""P13: WAT is the minimal bottom lines, with the danger statements and safety goals that go with
them."""

import pytest
from attrs import evolve

from safetyframe import acts as a
from safetyframe.acts.wat import BottomLine, DangerStatement, SafetyGoal
from tests.support.cast import revision, violation
from tests.support.gates import cannot_be_lowered
from tests.support.story import (
    ANNA,
    BEN,
    LEAD,
    codes,
    exception,
    gathered,
    opened,
    rules,
    statements,
    text,
    wat_established,
)

RULE = "wat.complete"
BOTH = (ANNA, BEN)
LINE, LINE_BEN = statements()["bottom_lines"]  # about both children; about Ben
DANGER, DANGER_BEN = statements()["dangers"]
GOAL, GOAL_BEN = statements()["goals"]


def _line(**changes) -> dict:
    return {"bottom_lines": (evolve(LINE, **changes), LINE_BEN)}


WAYS = [
    pytest.param({"bottom_lines": ()}, [("no-bottom-line", None, None)], id="no bottom line"),
    pytest.param(
        _line(dangers=()),
        [("bottom-line-without-danger", "b1", m) for m in BOTH],
        id="a line without a danger",
    ),
    pytest.param(
        _line(goals=()),
        [("bottom-line-without-goal", "b1", m) for m in BOTH],
        id="a line without a goal",
    ),
    pytest.param(
        _line(goals=(), dangers=()),
        [(f"bottom-line-without-{kind}", "b1", m) for m in BOTH for kind in ("danger", "goal")],
        id="a line by itself",
    ),
    pytest.param(
        _line(dangers=("d2",)),
        [("bottom-line-without-danger", "b1", ANNA)],
        id="a danger for the brother only",
    ),
    pytest.param(
        _line(goals=("g2",)),
        [("bottom-line-without-goal", "b1", ANNA)],
        id="a goal for the brother only",
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
def test_each_line_has_its_danger_and_its_goal_for_each_child(attempt, changes, missing):
    fault = violation(attempt(**changes), RULE)
    assert fault.clauses == ("P13", "X2")
    found = [(g.code, g.get("statement"), g.get("minor")) for g in fault.gaps]
    assert sorted(found, key=str) == sorted(missing, key=str)


@pytest.mark.parametrize("clause", ["P13", "X2"])
def test_no_exception_bends_it(attempt, clause):
    outcome = attempt(bottom_lines=(), exceptions=(exception(clause),))
    assert RULE in rules(outcome)


def test_no_policy_lowers_it():
    cannot_be_lowered("P13")


def test_a_complete_wat_is_established_as_it_was_said():
    story = opened()
    story.do(a.EstablishWat, LEAD, **statements(), **gathered(story))
    version = story.t.wat[1]
    for name, said in statements().items():
        assert getattr(version, name) == said


def test_dangers_and_goals_may_be_shared_by_lines():
    """Many to many, without loose ends: lines need no danger or goal of their own."""
    lines = tuple(
        BottomLine(id=i, words=text(), minors=(ANNA,), dangers=("d1",), goals=("g1",))
        for i in ("x", "y", "z")
    )
    story = opened()
    story.do(a.EstablishWat, LEAD, **{**statements(bottom_lines=lines), **gathered(story)})


def test_a_line_may_take_a_goal_of_its_own_for_each_child():
    """Two siblings, one line, a danger and a goal about each."""
    line = BottomLine(id="b", words=text(), minors=BOTH, dangers=("da", "db"), goals=("ga", "gb"))
    dangers = tuple(
        DangerStatement(id=i, words=text(), minors=(m,)) for i, m in (("da", ANNA), ("db", BEN))
    )
    goals = tuple(
        SafetyGoal(id=i, words=text(), minors=(m,), dangers=(d,), safe_enough=text())
        for i, d, m in (("ga", "da", ANNA), ("gb", "db", BEN))
    )
    story = opened()
    story.do(
        a.EstablishWat,
        LEAD,
        **{"bottom_lines": (line,), "dangers": dangers, "goals": goals, **gathered(story)},
    )


def test_a_danger_that_no_statement_is_named_after_is_a_fault_of_form():
    """A link to nothing rests on no clause; what it leaves without counterpart does (reading 8)."""
    story = opened()
    said = {**statements(**_line(dangers=("d9",))), **gathered(story)}
    no = story.refused(a.EstablishWat, LEAD, **said)
    assert violation(no, "form.links").clauses == ()
    assert codes(no, RULE) == ["bottom-line-without-danger"] * 2


def test_all_that_is_wrong_with_a_wat_is_told_at_once():
    story = opened()
    said = statements(
        **_line(goals=()),
        goals=(evolve(GOAL, dangers=(), safe_enough=None), GOAL_BEN),
    )
    no = story.refused(a.EstablishWat, LEAD, **said, **gathered(story))
    assert {"wat.complete", "wat.paired", "wat.safe-enough"} == set(rules(no))
    assert {"P13", "P5b", "P5c"} <= set(no.clauses)
