"""P5c, looked at: a goal judged met while somebody's own answer lies below the bar is seen."""

from __future__ import annotations

from attrs import evolve

from safetyframe import acts as a
from tests.support.expect import says_what_it_does_not_know, seen, sees, sees_nothing
from tests.support.story import (
    ANNA,
    ANNA_,
    BEN,
    LEAD,
    MOTHER,
    gathered,
    opened,
    statements,
)

WATCH = "watch.scales-agree"


def barred_at(bar=7):
    story = opened()
    first, second = statements()["goals"]
    goals = (evolve(first, scale_at_least=bar), second)
    story.do(a.EstablishWat, LEAD, **statements(goals=goals), **gathered(story))
    return story


def scale(story, value, who=ANNA_, **more):
    story.do(a.Scale, who, goal=more.pop("goal", "g1"), minor=ANNA, value=value, **more)


def judge(story, *, met):
    story.do(a.Judge, LEAD, wat=1, minor=ANNA, target="g1", met=met)


def test_an_answer_below_the_bar_beside_met_is_seen():
    story = barred_at()
    scale(story, 4)
    sees_nothing(story, WATCH)
    judge(story, met=True)
    found = sees(
        story,
        WATCH,
        "P5c",
        "met-below-the-scale",
        target="g1",
        minor=ANNA,
        person=ANNA,
        value=4,
    )
    assert [r.act for r in found.remedies] == ["Judge"]
    says_what_it_does_not_know(story, WATCH, "P5c", "wat judged scales involvement")


def test_a_higher_answer_or_another_judgement_takes_it_away():
    story = barred_at()
    scale(story, 4)
    judge(story, met=True)
    scale(story, 7)
    sees_nothing(story, WATCH)
    scale(story, 6)
    sees(story, WATCH, "P5c", "met-below-the-scale")
    judge(story, met=False)
    sees_nothing(story, WATCH)


def test_each_persons_last_answer_stands_by_itself():
    story = barred_at()
    judge(story, met=True)
    scale(story, 9)
    scale(story, 2, MOTHER)
    assert {f.get("person") for f in seen(story, WATCH)} == {MOTHER[0]}


def test_an_answer_told_late_is_not_the_last():
    story = barred_at()
    judge(story, met=True)
    before = story.now
    story.wait(2)
    scale(story, 8)
    scale(story, 1, by=story.by(ANNA_, at=before, recorded_at=story.now))
    sees_nothing(story, WATCH)


def test_another_goal_child_or_bar_is_another_matter():
    story = barred_at()
    judge(story, met=True)
    scale(story, 1, goal="g2")
    story.do(a.Scale, ANNA_, goal="g1", minor=BEN, value=1)
    sees_nothing(story, WATCH)
    story = barred_at(None)
    judge(story, met=True)
    scale(story, 0)
    sees_nothing(story, WATCH)
