"""T2: it does not hang on what supply there happens to be."""

from __future__ import annotations

from datetime import timedelta

from safetyframe import acts as a
from safetyframe.acts.informing import Topic
from tests.support.cast import review, with_module
from tests.support.expect import (
    SECOND_WORKER,
    join,
    leave,
    says_what_it_does_not_know,
    sees,
    sees_nothing,
    withdraw_otherwise,
)
from tests.support.story import (
    ANNA,
    BEN,
    GRAN,
    LEAD,
    WORKER,
    Story,
    expectations_set,
    hoe_content,
    hoe_established,
    judged_met,
    measure,
    opened,
    text,
)

SUPPLY, WAITING = "watch.not-by-supply", "watch.no-worker-by-supply"
IN_TIME, ANSWERED = "watch.looked-at-in-time", "watch.needs-answered"


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


# --- a measure with an end of its own (case 35) --------------------------------------------------


def test_a_measure_that_ends_before_the_next_review_is_seen():
    story, key = with_module(60)
    until = story.t.measures[key].until
    about = {"measure": key, "until": until.isoformat()}
    found = sees(story, IN_TIME, "T2 T3", "measure-ends-before-review", **about)
    (remedy,) = found.remedies
    assert (remedy.act, dict(remedy.about)) == ("Review", {"next_at": until.isoformat()})
    says_what_it_does_not_know(story, IN_TIME, "T2 T3", "measures hoe reviews involvement")
    review(story, None)
    sees(story, IN_TIME, "T2 T3", "measure-ends-before-review", **about)
    review(story, 90)
    sees(story, IN_TIME, "T2 T3", "measure-ends-before-review", **about)
    review(story, 30, ANNA)  # and Ben?
    sees(story, IN_TIME, "T2 T3", "measure-ends-before-review", **about)
    story.do(a.Review, WORKER, minors=(ANNA, BEN), next_at=until)
    sees_nothing(story, IN_TIME)


def test_one_without_an_end_or_that_is_not_part_of_hoe_is_not():
    sees_nothing(hoe_established(), IN_TIME)
    story = expectations_set()
    measure(story, until=story.now + timedelta(days=5))
    sees_nothing(story, IN_TIME)
    story.wait(6)
    sees_nothing(story, IN_TIME)


def test_one_that_is_past_its_end_is_seen_until_somebody_looks_at_it():
    story, key = with_module(60)
    review(story, 40)
    until = story.t.measures[key].until
    story.now = until - timedelta(microseconds=1)
    sees_nothing(story, IN_TIME)
    story.now = until
    found = sees(story, IN_TIME, "T2 T3", "measure-past-its-end", measure=key)
    assert [r.act for r in found.remedies] == ["Review"]
    review(story, 30)
    sees_nothing(story, IN_TIME)
    story, key = with_module(60)
    story.wait(61)
    story.do(a.EndMeasure, WORKER, measure=key)
    sees_nothing(story, IN_TIME)


def test_what_a_measure_served_and_nothing_serves_any_more_is_an_unmet_need():
    story, key = with_module(60)
    sees_nothing(story, ANSWERED)
    story.wait(61)
    for minor in (ANNA, BEN):
        about = {"target": "g1", "minor": minor, "measure": key}
        found = sees(story, ANSWERED, "T2 T4", "need-without-measure", **about)
        assert [r.act for r in found.remedies] == ["ProposeMeasure"]
    says_what_it_does_not_know(story, ANSWERED, "T2 T4", "measures hoe wat judged involvement")


def test_it_is_said_once_however_many_measures_are_over():
    story = expectations_set()
    story.explain(Topic.WAT, WORKER[0], version=2, who=LEAD)
    keys = [measure(story) for _ in range(2)]
    for key in keys:
        story.do(a.AcceptMeasure, GRAN, measure=key)
    story.do(a.EstablishHoe, WORKER, **{**hoe_content(story), "measures": tuple(keys)})
    for key in keys:
        sees_nothing(story, ANSWERED)
        story.do(a.EndMeasure, WORKER, measure=key)
    sees(story, ANSWERED, "T2 T4", "need-without-measure", target="g1", minor=ANNA)


def test_so_it_is_when_the_measure_is_ended_by_hand():
    story = hoe_established()
    sees_nothing(story, ANSWERED)
    (key,) = story.t.hoe[1].measures
    story.do(a.EndMeasure, WORKER, measure=key)
    sees(story, ANSWERED, "T2 T4", "need-without-measure", target="g1", minor=ANNA)


def test_it_is_none_once_the_goal_is_met_or_another_measure_serves_it():
    story, _ = with_module(60)
    story.wait(61)
    judged_met(story, ANNA)
    sees_nothing(story, ANSWERED, minor=ANNA)
    sees(story, ANSWERED, "T2 T4", "need-without-measure", minor=BEN)
    story.do(a.Judge, LEAD, wat=2, minor=ANNA, target="g1", met=False)
    sees(story, ANSWERED, "T2 T4", "need-without-measure", minor=ANNA)
    hoe = story.t.hoe[1]
    key = measure(story)
    story.do(a.AcceptMeasure, GRAN, measure=key)
    sees(story, ANSWERED, "T2 T4", "need-without-measure", minor=ANNA)  # proposed, not agreed
    story.do(
        a.EstablishHoe,
        WORKER,
        wat=2,
        measures=(*hoe.measures, key),
        together=hoe.together,
        invited=hoe.invited,
    )
    sees_nothing(story, ANSWERED)


def test_where_no_involvement_is_open_the_ends_of_measures_are_for_those_who_help():
    story, _ = with_module(60)
    withdraw_otherwise(story, ANNA)
    sees(story, IN_TIME, "T2 T3", "measure-ends-before-review")
    withdraw_otherwise(story, BEN)
    sees_nothing(story, IN_TIME)
    story.wait(61)
    sees_nothing(story, IN_TIME)
    sees_nothing(story, ANSWERED)
