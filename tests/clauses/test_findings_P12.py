"""P12, looked at: there is a lead, who has made the WAT in force their own and answered for HOE."""

from __future__ import annotations

from datetime import timedelta

import pytest
from attrs import evolve

from safetyframe import acts as a
from safetyframe.acts.informing import Matter, Topic
from safetyframe.charter import Level
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
from tests.support.keeping import inform
from tests.support.story import (
    ANNA,
    AUTHORITY,
    DEPUTY,
    LEAD,
    WORKER,
    Story,
    codes,
    expectations_set,
    hoe_content,
    hoe_established,
    opened,
    statements,
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
    says_what_it_does_not_know(story, CONFIRMS, "P12 P26", "people wat told involvement")
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


def test_every_act_that_was_ratified_is_listed_and_nothing_about_it_has_changed():
    story = opened()
    acts = (inform(story, WORKER), inform(story, WORKER))
    before = story.t
    sees_nothing(story, "watch.ratified-acts")
    story.do(a.Ratify, LEAD, acts=acts, ground=text("ground"))
    listed = seen(story, "watch.ratified-acts")
    assert [(f.code, f.get("about"), f.get("person")) for f in listed] == [
        ("ratified", act, LEAD[0]) for act in acts
    ]
    assert {f.clauses for f in listed} == {("P12",)}
    assert (story.t.people, story.t.gathered) == (before.people, before.gathered)
    says_what_it_does_not_know(story, "watch.ratified-acts", "P12", "ratified")


def test_a_deputy_s_time_that_was_ratified_is_asked_about_no_more():
    story = opened()
    story.do(
        a.DeputiseConsultant,
        AUTHORITY,
        person=DEPUTY[0],
        since=story.now,
        until=story.now + timedelta(days=3),
        ground=text("ground"),
    )
    part = story.last_id()
    story.wait(5)
    sees(story, "watch.deputies-end", "P12 P8c", "deputy-over", person=DEPUTY[0])
    story.do(a.Ratify, LEAD, acts=(part,), ground=text("ground"))
    sees_nothing(story, "watch.deputies-end")
    assert story.t.people[part].until is not None


def test_an_answer_to_a_hoe_that_is_not_enough_is_due_by_a_day():
    story = hoe_established()
    by = story.now + timedelta(days=10)
    story.do(a.AssessHoe, LEAD, hoe=1, bottom_line="b1", sufficient=False, answer_by=by)
    found = sees(story, ENOUGH, "P12 P17", "hoe-insufficient", target="b1")
    assert found.get("due_on") == by.date().isoformat()
    story.wait(11)
    found = sees(story, ENOUGH, "P12 P17", "hoe-answer-overdue", target="b1")
    assert found.get("due_on") == by.date().isoformat()
    no = story.refused(
        a.AssessHoe, LEAD, hoe=1, bottom_line="b2", sufficient=False, answer_by=story.now
    )
    assert codes(no) == ["answer-already-due"]


def test_without_a_day_of_its_own_it_is_due_at_once():
    story = hoe_established()
    story.do(a.AssessHoe, LEAD, hoe=1, bottom_line="b1", sufficient=False)
    sees(story, ENOUGH, "P12 P17", "hoe-insufficient", target="b1")
    story.wait()
    sees(story, ENOUGH, "P12 P17", "hoe-answer-overdue", target="b1")


def test_who_was_appointed_confirms_wat_by_acknowledging_it_as_lead():
    story = wat_established()
    assign(story, SUCCESSOR)
    acknowledged = {"matter": Matter(topic=Topic.WAT, version=1)}
    story.do(a.Acknowledge, SUCCESSOR, **acknowledged)
    (lead,) = (p.id for p in story.t.people.values() if p.standing is Standing.LEAD)
    assign(story, SUCCESSOR, Standing.LEAD, replaces=lead)
    sees(story, CONFIRMS, "P12 P26", "wat-not-taken-over")  # that was before they led
    story.do(a.Acknowledge, SUCCESSOR, **acknowledged)
    sees_nothing(story, CONFIRMS)


def test_the_end_of_a_deputys_time_is_over_when_the_lead_holds_a_review_again():
    story = opened()
    _deputise(story)
    story.wait(15)
    story.do(a.Review, WORKER, minors=(ANNA,))
    sees(story, ENDS, "P12 P8c", "deputy-over")
    story.do(a.Review, LEAD, minors=(ANNA,))
    sees_nothing(story, ENDS)


# --- linked trajectories -------------------------------------------------------------------------

AGREE, LINES = "watch.leads-agree", "bottom-lines-conflict"


def _beside(*, lead=SUCCESSOR, **changes):
    """A trajectory of its own, in which somebody else leads and the same WAT stands."""
    story = wat_established()
    story.t = evolve(story.t, id="t-2")
    if changes:
        revise(story, material=True, **changes)
    if lead is not LEAD:
        hand_over(story, confirms=len(story.t.wat), to=lead)
    return story


def _linked(story, other):
    later = max(story.now, other.now)
    found = story.law.findings(story.t, later, linked=(other.t,))
    return [f for f in found if f.rule == AGREE]


def _other_words():
    lines = statements()["bottom_lines"]
    return {"bottom_lines": (evolve(lines[0], words=text("b1-other")), lines[1])}


def test_two_leads_who_say_another_thing_under_one_bottom_line_are_seen():
    story, other = wat_established(), _beside(**_other_words())
    (found,) = _linked(story, other)
    assert (found.code, found.clauses) == (LINES, ("P12", "P3"))
    assert found.level is Level.WARN
    assert (found.get("target"), found.get("trajectory")) == ("b1", "t-2")
    assert (found.get("lead"), found.get("person")) == (LEAD[0], SUCCESSOR[0])
    (back,) = _linked(other, story)
    assert (back.get("lead"), back.get("person")) == (SUCCESSOR[0], LEAD[0])


def test_a_child_of_two_wats_with_other_lines_is_seen_too():
    lines = statements()["bottom_lines"]
    other = _beside(bottom_lines=(lines[0], evolve(lines[1], id="b9")))
    assert {f.get("target") for f in _linked(wat_established(), other)} == {"b2", "b9"}


def test_one_lead_or_the_same_lines_are_no_conflict():
    assert _linked(wat_established(), _beside(lead=LEAD, **_other_words())) == []
    assert _linked(wat_established(), _beside()) == []
    without = opened()
    assert _linked(without, _beside(**_other_words())) == []


def test_what_a_linked_trajectory_does_not_show_is_said():
    story, other = wat_established(), _beside(**_other_words())
    other.t = other.t.hide("wat")
    (found,) = _linked(story, other)
    assert (found.code, found.get("unknown")) == ("not-judged", "wat")
