"""What changed in WAT, for one viewer and in their numbers (case 17)."""

import pytest
from attrs import evolve

from safetyframe.acts.wat import Aim, StatementKind
from safetyframe.errors import HostError
from safetyframe.views import ChangeKind, Viewer, changes
from tests.support.story import (
    ANNA,
    BEN,
    BEN_,
    LEAD,
    MOTHER,
    expectations_set,
    opened,
    text,
    wat_established,
)
from tests.support.viewing import revised

BOTH = (ANNA, BEN)


def goal_of(story):
    return story.t.wat[len(story.t.wat)].goals[0]


def seen(story, since, person=MOTHER[0]):
    view = story.law.show(story.t, Viewer(person=person, at=story.now))
    return changes(view, since)


def kinds(story, since, person=MOTHER[0]):
    return [(one.version, one.kind, one.statement) for one in seen(story, since, person)]


def with_goals(story, *goals):
    others = story.t.wat[1].goals[1:]
    revised(story, goals=(*goals, *others))


@pytest.mark.parametrize(
    ("changed", "kind", "after"),
    [
        ({"sustained_days": 90}, ChangeKind.SUSTAINED_DAYS, 90),
        ({"scale_at_least": 9}, ChangeKind.SCALE_AT_LEAST, 9),
        ({"safe_enough": text("new")}, ChangeKind.SAFE_ENOUGH, text("new")),
        ({"words": text("new")}, ChangeKind.REWORDED, text("new")),
    ],
    ids=["days", "scale", "safe-enough", "words"],
)
def test_raising_the_bar_late_is_seen(changed, kind, after):
    story = wat_established()
    goal = goal_of(story)
    with_goals(story, evolve(goal, **changed))
    (name,) = changed
    (one,) = seen(story, 1)
    assert (one.of, one.kind, one.statement) == (StatementKind.GOAL, kind, goal.id)
    assert one.version == 2
    assert one.before == getattr(goal, name)
    assert one.after == after
    assert one.material


def test_a_statement_about_another_child_too_is_seen():
    story = wat_established()
    wat = story.t.wat[1]
    bens = next(d for d in wat.dangers if d.minors == (BEN,))
    goal = next(g for g in wat.goals if bens.id in g.dangers)
    revised(
        story,
        dangers=tuple(evolve(d, minors=BOTH) if d == bens else d for d in wat.dangers),
        goals=tuple(evolve(g, minors=BOTH) if g == goal else g for g in wat.goals),
    )
    assert {(c.kind, c.statement, c.before, c.after) for c in seen(story, 1)} == {
        (ChangeKind.MINORS, one.id, (BEN,), BOTH) for one in (bens, goal)
    }
    # Whoever knows of Anna only sees statements that are new.
    assert {c.kind for c in seen(story, 1, ANNA)} == {ChangeKind.ADDED}


def test_what_changes_nothing_that_is_told_is_no_change():
    story = wat_established()
    goal = goal_of(story)
    with_goals(story, evolve(goal, aims=(Aim.LOVED,), minors=tuple(reversed(goal.minors))))
    assert seen(story, 1) == ()


def test_statements_that_come_and_go():
    story = wat_established()
    goal = goal_of(story)
    with_goals(story, goal, evolve(goal, id="g-new"))
    with_goals(story, goal)
    assert [k for k in kinds(story, 1) if k[2] == "g-new"] == [
        (2, ChangeKind.ADDED, "g-new"),
        (3, ChangeKind.REMOVED, "g-new"),
    ]
    assert kinds(story, len(story.t.wat)) == []


def test_links_of_a_bottom_line():
    story = wat_established()
    line = story.t.wat[1].bottom_lines[0]
    danger = evolve(story.t.wat[1].dangers[0], id="d-new")
    revised(
        story,
        dangers=(*story.t.wat[1].dangers, danger),
        bottom_lines=(
            evolve(line, dangers=(*line.dangers, "d-new")),
            *story.t.wat[1].bottom_lines[1:],
        ),
        goals=(
            evolve(goal_of(story), dangers=(*goal_of(story).dangers, "d-new")),
            *story.t.wat[1].goals[1:],
        ),
    )
    found = {(c.of, c.kind): c for c in seen(story, 1)}
    of_line = found[StatementKind.BOTTOM_LINE, ChangeKind.LINKS]
    assert of_line.before == tuple(sorted((*line.dangers, *line.goals)))
    assert of_line.after == tuple(sorted((*line.dangers, *line.goals, "d-new")))
    assert found[StatementKind.GOAL, ChangeKind.LINKS].after == tuple(
        sorted((*story.t.wat[1].goals[0].dangers, "d-new"))
    )
    assert found[StatementKind.DANGER, ChangeKind.ADDED].statement == "d-new"


def test_expectations_are_new_when_they_are_set():
    story = expectations_set()
    assert {(c.version, c.of, c.kind) for c in seen(story, 1)} == {
        (2, StatementKind.EXPECTATION, ChangeKind.ADDED)
    }


def test_since_nothing_everything_is_new():
    story = wat_established()
    assert {one.kind for one in seen(story, 0)} == {ChangeKind.ADDED}
    assert len(seen(story, 0)) == len(story.t.wat[1].statements)


def test_raised_and_lowered_again_is_seen_twice():
    story = wat_established()
    goal = goal_of(story)
    with_goals(story, evolve(goal, sustained_days=90))
    with_goals(story, goal)
    assert [(c.version, c.before, c.after) for c in seen(story, 1)] == [
        (2, goal.sustained_days, 90),
        (3, 90, goal.sustained_days),
    ]


def test_what_is_about_another_child_is_no_change_and_has_no_number():
    story = wat_established()
    goal = goal_of(story)
    bens = evolve(goal, id="g-ben", minors=(BEN,), sustained_days=10)
    with_goals(story, goal, bens)
    before = kinds(story, 1, ANNA)
    with_goals(story, goal, evolve(bens, sustained_days=80))
    assert kinds(story, 1, ANNA) == before
    assert all(c.statement != "g-ben" for c in seen(story, 0, ANNA))
    assert (3, ChangeKind.SUSTAINED_DAYS, "g-ben") in kinds(story, 1, LEAD[0])
    assert ChangeKind.SUSTAINED_DAYS in {c.kind for c in seen(story, 1, BEN_[0])}


def test_whoever_sees_nothing_sees_no_change():
    story = wat_established()
    assert seen(story, 0, "nobody") == ()


def test_a_version_they_do_not_see_is_none():
    story = wat_established()
    for since in (-1, 2):
        with pytest.raises(HostError, match=r"they see 1 to 1"):
            seen(story, since)


def test_it_takes_a_view_and_a_wat_that_is_known():
    story = opened()
    with pytest.raises(HostError) as refused:
        changes(story.t, 0)
    assert str(refused.value) == (
        "only a View can be shown: give Law.show(thing, viewer, trajectory), which leaves out what "
        "is hidden from the viewer"
    )
    view = story.law.show(story.t.hide("wat"), Viewer(person=MOTHER[0], at=story.now))
    with pytest.raises(HostError, match="WAT is not known"):
        changes(view, 0)
