"""P12, looked at: there is a lead, who has made the WAT in force their own and answered for HOE."""

from __future__ import annotations

from datetime import timedelta

import pytest

from safetyframe import acts as a
from safetyframe.acts.informing import Topic
from safetyframe.roles import Standing
from tests.support.expect import (
    SUCCESSOR,
    assign,
    hand_over,
    leave,
    revise,
    says_what_it_does_not_know,
    seen,
    sees,
    sees_nothing,
)
from tests.support.story import (
    AUTHORITY,
    DEPUTY,
    LEAD,
    WORKER,
    Story,
    expectations_set,
    hoe_content,
    hoe_established,
    opened,
    text,
    wat_established,
)

VACANT, CONFIRMS, ENOUGH = "watch.lead-vacant", "watch.lead-confirms", "watch.hoe-sufficient"


def test_a_trajectory_without_a_lead_is_seen_until_the_authority_names_one():
    story = opened()
    sees_nothing(story, VACANT)
    leave(story, LEAD, by=AUTHORITY)
    found = sees(story, VACANT, "P12 X8", "no-lead")
    (remedy,) = found.remedies
    assert (remedy.act, dict(remedy.about)) == ("AssignConsultant", {"standing": "lead"})
    says_what_it_does_not_know(story, VACANT, "P12 X8", "people involvement")
    assign(story)
    sees(story, VACANT, "P12 X8", "no-lead")
    assign(story, SUCCESSOR, Standing.LEAD)
    sees_nothing(story, VACANT)


def _deputise(story, days=14):
    story.do(
        a.DeputiseConsultant,
        AUTHORITY,
        person=DEPUTY[0],
        since=story.now,
        until=story.now + timedelta(days=days),
        ground=text(),
    )


def test_a_deputy_is_no_lead():
    story = opened()
    _deputise(story)
    sees_nothing(story, VACANT)
    leave(story, LEAD, by=AUTHORITY)
    sees(story, VACANT, "P12 X8", "no-lead")


ENDS = "watch.deputies-end"


def test_the_end_of_a_deputys_time_is_silent_for_nobody():
    story = opened()
    sees_nothing(story, ENDS)
    _deputise(story)
    until = next(p.until for p in story.t.people.values() if p.person == DEPUTY[0])
    found = sees(story, ENDS, "P12 P8c", "deputy-until", person=DEPUTY[0])
    assert found.get("until") == until.isoformat()
    says_what_it_does_not_know(story, ENDS, "P12 P8c", "people involvement")
    story.now = until - timedelta(microseconds=1)
    sees(story, ENDS, "P12 P8c", "deputy-until")
    story.now = until
    sees_nothing(story, ENDS, "deputy-until")
    sees(story, ENDS, "P12 P8c", "deputy-over", person=DEPUTY[0])


@pytest.mark.parametrize("standing", [Standing.LEAD, Standing.DEPUTY])
def test_a_new_lead_or_deputy_takes_its_end_away(standing):
    story = opened()
    _deputise(story)
    story.wait(20)
    sees(story, ENDS, "P12 P8c", "deputy-over", person=DEPUTY[0])
    if standing is Standing.DEPUTY:
        _deputise(story)
    else:
        hand_over(story)
    sees_nothing(story, ENDS, "deputy-over")


def test_a_deputy_is_nobodys_concern_where_nothing_is_open():
    story = Story()
    _deputise(story)
    sees_nothing(story, ENDS)


def test_where_no_involvement_is_open_no_lead_is_missed():
    sees_nothing(Story(), VACANT)


def test_a_successor_who_took_wat_over_unseen_is_seen_until_they_revise_it():
    story = expectations_set()
    sees_nothing(story, CONFIRMS)
    hand_over(story)
    found = sees(story, CONFIRMS, "P12 P26", "wat-not-taken-over", lead=SUCCESSOR[0], version=2)
    assert [r.act for r in found.remedies] == ["ReviseWat"]
    says_what_it_does_not_know(story, CONFIRMS, "P12 P26", "people wat involvement")
    revise(story, material=False, who=SUCCESSOR)
    sees_nothing(story, CONFIRMS)


def test_a_successor_who_confirms_it_has_taken_it_over():
    story = wat_established()
    hand_over(story, confirms=1)
    sees_nothing(story, CONFIRMS)


def test_a_handover_before_wat_leaves_nothing_to_confirm():
    story = opened()
    hand_over(story)
    sees_nothing(story, CONFIRMS)


def test_a_hoe_not_found_enough_is_seen_for_each_bottom_line():
    story = hoe_established()
    clauses = "P12 P17"
    assert {f.get("target") for f in seen(story, ENOUGH, "hoe-not-assessed")} == {"b1", "b2"}
    found = sees(story, ENOUGH, clauses, "hoe-not-assessed", target="b1")
    assert [r.act for r in found.remedies] == ["AssessHoe"]
    says_what_it_does_not_know(story, ENOUGH, clauses, "hoe wat assessed involvement")
    story.do(a.AssessHoe, LEAD, hoe=1, bottom_line="b1", sufficient=False, why=text())
    found = sees(story, ENOUGH, clauses, "hoe-insufficient", target="b1")
    assert [r.act for r in found.remedies] == ["EstablishHoe"]
    story.do(a.AssessHoe, LEAD, hoe=1, bottom_line="b1", sufficient=True)
    story.do(a.AssessHoe, LEAD, hoe=1, bottom_line="b2", sufficient=True)
    sees_nothing(story, ENOUGH)


def test_a_new_hoe_is_found_enough_anew():
    story = hoe_established()
    for line in ("b1", "b2"):
        story.do(a.AssessHoe, LEAD, hoe=1, bottom_line=line, sufficient=True)
    story.explain(Topic.WAT, WORKER[0], version=2, who=LEAD)
    story.do(a.EstablishHoe, WORKER, **hoe_content(story))
    sees(story, ENOUGH, "P12 P17", "hoe-not-assessed", target="b1")


def test_without_hoe_there_is_nothing_to_find_enough():
    sees_nothing(expectations_set(), ENOUGH)
