"""T2: it does not hang on what supply there happens to be."""

from __future__ import annotations

from safetyframe import acts as a
from tests.support.expect import (
    SECOND_WORKER,
    join,
    leave,
    says_what_it_does_not_know,
    sees,
    sees_nothing,
)
from tests.support.story import (
    ANNA,
    BEN,
    GRAN,
    WORKER,
    Story,
    expectations_set,
    measure,
    opened,
    text,
)

SUPPLY, WAITING = "watch.not-by-supply", "watch.no-worker-by-supply"


def test_a_measure_that_is_there_only_because_it_is_available_is_seen():
    story = expectations_set()
    measure(story)
    sees_nothing(story, SUPPLY)
    key = measure(story, supply_driven=True)
    found = sees(story, SUPPLY, "T2", "supply-driven", measure=key)
    assert [r.act for r in found.remedies] == ["AmendMeasure"]
    says_what_it_does_not_know(story, SUPPLY, "T2", "measures")
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
    sees_nothing(story, SUPPLY)


def test_a_measure_that_has_ended_is_not():
    story = expectations_set()
    key = measure(story, supply_driven=True)
    story.do(a.EndMeasure, WORKER, measure=key)
    sees_nothing(story, SUPPLY)


def test_a_trajectory_on_a_waiting_list_is_an_unmet_need_until_a_worker_comes():
    story = opened(everyone=False)
    found = sees(story, WAITING, "T2", "need-without-care-worker")
    (remedy,) = found.remedies
    assert (remedy.act, dict(remedy.about)) == ("AddParticipation", {"role": "care-worker"})
    says_what_it_does_not_know(story, WAITING, "T2", "people involvement")
    join(story, WORKER)
    sees_nothing(story, WAITING)
    leave(story, WORKER)
    sees(story, WAITING, "T2", "need-without-care-worker")
    join(story, SECOND_WORKER)
    sees_nothing(story, WAITING)


def test_where_no_involvement_is_open_nobody_waits():
    sees_nothing(Story(), WAITING)
