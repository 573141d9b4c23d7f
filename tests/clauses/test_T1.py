"""T1: the trajectory is tailored to what child and surroundings need."""

from __future__ import annotations

from safetyframe import acts as a
from tests.support.expect import says_what_it_does_not_know, sees, sees_nothing
from tests.support.story import ANNA, BEN, GRAN, WORKER, expectations_set, measure, text

WATCH = "watch.needs-named"


def test_a_measure_that_answers_no_need_is_seen_until_one_is_named():
    story = expectations_set()
    measure(story)
    sees_nothing(story, WATCH)
    key = measure(story, need=None)
    found = sees(story, WATCH, "T1", "measure-without-need", measure=key)
    assert [r.act for r in found.remedies] == ["AmendMeasure"]
    says_what_it_does_not_know(story, WATCH, "T1", "measures")
    story.do(
        a.AmendMeasure,
        WORKER,
        measure=key,
        wat=2,
        about=text(),
        serves=("g1",),
        bearers=(GRAN[0],),
        minors=(ANNA, BEN),
        need=text("need"),
    )
    sees_nothing(story, WATCH)


def test_a_measure_that_has_ended_needs_no_need():
    story = expectations_set()
    key = measure(story, need=None)
    story.do(a.EndMeasure, WORKER, measure=key)
    sees_nothing(story, WATCH)
