"""P8b: partners respect what the other can carry; a load is taken on, not put on somebody."""

from __future__ import annotations

from safetyframe import acts as a
from safetyframe.acts.informing import Topic
from tests.support.expect import lowering, says_what_it_does_not_know, sees, sees_nothing, under
from tests.support.story import (
    GRAN,
    LEAD,
    WORKER,
    exception,
    expectations_set,
    hoe_content,
    hoe_established,
    measure,
)

WATCH = "watch.load-carried"


def put_on(who):
    """A HOE with a measure that its bearer never accepted, by a reasoned exception."""
    story = expectations_set()
    story.explain(Topic.WAT, WORKER[0], version=2, who=LEAD)
    content = hoe_content(story)
    key = measure(story, bearers=(who[0],))
    content["measures"] = (key,)
    story.do(a.EstablishHoe, WORKER, **content, exceptions=(exception("P10", person=who[0]),))
    return story, key


def test_a_load_nobody_took_on_is_seen_until_they_do():
    story, key = put_on(GRAN)
    found = sees(story, WATCH, "P8b", "not-accepted", measure=key, person=GRAN[0], declined=False)
    (remedy,) = found.remedies
    assert (remedy.act, dict(remedy.about)) == (
        "AcceptMeasure",
        {"measure": key, "person": GRAN[0]},
    )
    says_what_it_does_not_know(story, WATCH, "P8b", "measures hoe")
    story.do(a.AcceptMeasure, GRAN, measure=key)
    sees_nothing(story, WATCH)


def test_a_load_that_was_declined_says_so():
    story = hoe_established()
    sees_nothing(story, WATCH)
    key = story.t.hoe[1].measures[0]
    story.do(a.DeclineMeasure, GRAN, measure=key)
    sees(story, WATCH, "P8b", "not-accepted", measure=key, person=GRAN[0], declined=True)


def test_a_professionals_load_is_looked_at_too():
    story, key = put_on(WORKER)
    sees(story, WATCH, "P8b", "not-accepted", person=WORKER[0])
    story.do(a.EndMeasure, GRAN, measure=key)
    sees_nothing(story, WATCH)


def test_what_is_only_proposed_weighs_on_nobody_yet():
    story = expectations_set()
    measure(story)
    sees_nothing(story, WATCH)


def test_where_policy_lets_hoe_be_made_without_acceptance_it_is_still_seen():
    story = expectations_set()
    story.explain(Topic.WAT, WORKER[0], version=2, who=LEAD)
    story = under(story, lowering("P10"))
    content = hoe_content(story)
    key = measure(story)
    story.do(a.EstablishHoe, WORKER, **{**content, "measures": (key,)})
    sees(story, WATCH, "P8b", "not-accepted", measure=key)
