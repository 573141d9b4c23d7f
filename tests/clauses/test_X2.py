"""X2: an established WAT has no loose ends: bottom line, danger and goal are always tied."""

from collections.abc import Iterator
from itertools import combinations, product

import pytest

from safetyframe import acts as a
from safetyframe.acts.wat import BottomLine, DangerStatement, SafetyGoal
from safetyframe.outcome import Accepted, Refused
from tests.support.gates import cannot_be_lowered
from tests.support.story import ANNA, BEN, LEAD, Story, gathered, opened, text

BOTH = (ANNA, BEN)
SOME_MINORS = (BOTH, (ANNA,))


def _subsets(*names: str) -> list[tuple[str, ...]]:
    return [some for size in range(len(names) + 1) for some in combinations(names, size)]


def _wats(line_minors, goal_minors) -> Iterator[tuple[dict, bool]]:
    """Every way to tie one line, two dangers and two goals; and whether an end hangs loose.

    The answer is worked out on plain sets of (statement, child), not with the law's own words.
    """
    about = {"d1": BOTH, "d2": (ANNA,), "g1": goal_minors, "g2": BOTH}
    choices = (_subsets("d1", "d2"), _subsets("g1", "g2"), *[_subsets("d1", "d2")] * 2)
    for line_dangers, line_goals, first, second in product(*choices):
        tied: set[tuple[str, str]] = set()
        for goal, dangers in (("g1", first), ("g2", second)):
            for danger in dangers:
                for minor in set(about[goal]) & set(about[danger]):
                    tied |= {(goal, minor), (danger, minor)}
        loose = any((end, minor) not in tied for end, minors in about.items() for minor in minors)
        for minor in line_minors:
            for ends in (line_dangers, line_goals):
                loose = loose or not any(minor in about[end] for end in ends)
        yield (
            {
                "bottom_lines": (
                    BottomLine(
                        id="b1",
                        words=text(),
                        minors=line_minors,
                        dangers=line_dangers,
                        goals=line_goals,
                    ),
                ),
                "dangers": tuple(
                    DangerStatement(id=i, words=text(), minors=about[i]) for i in ("d1", "d2")
                ),
                "goals": tuple(
                    SafetyGoal(
                        id=i, words=text(), minors=about[i], dangers=dangers, safe_enough=text()
                    )
                    for i, dangers in (("g1", first), ("g2", second))
                ),
            },
            loose,
        )


@pytest.mark.parametrize("goal_minors", SOME_MINORS, ids="+".join)
@pytest.mark.parametrize("line_minors", SOME_MINORS, ids="+".join)
def test_of_all_small_wats_exactly_those_without_a_loose_end_are_established(
    line_minors, goal_minors
):
    story = opened()
    links = gathered(story)
    verdicts = set()
    for said, loose in _wats(line_minors, goal_minors):
        outcome = story.ask(a.EstablishWat, LEAD, **said, **links)
        assert isinstance(outcome, Refused if loose else Accepted), said
        if loose:
            assert {"X2"} <= set(outcome.clauses)
        verdicts.add(loose)
    assert verdicts == {True, False}


def test_nobody_may_leave_a_loose_end_by_policy():
    cannot_be_lowered("X2")


def test_a_wat_of_nothing_is_none():
    story = opened()
    no = story.refused(
        a.EstablishWat, LEAD, bottom_lines=(), dangers=(), goals=(), **gathered(story)
    )
    assert set(no.clauses) == {"P13", "X2"}


def test_what_is_in_force_is_what_was_tied_together():
    """No act but establishing and revising writes statements, so what was whole stays whole."""
    story: Story = opened()
    links = gathered(story)
    said = next(said for said, loose in _wats(BOTH, BOTH) if not loose)
    story.do(a.EstablishWat, LEAD, **said, **links)
    assert {name: getattr(story.t.wat[1], name) for name in said} == said
