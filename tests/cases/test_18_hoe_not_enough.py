"""Case 18: HOE does not meet a bottom line.

The consultant takes the pen and rewrites the family's plan.
"""

from datetime import timedelta

import pytest
from attrs import evolve

from safetyframe import acts as a
from safetyframe import folding
from safetyframe.acts.informing import Topic
from safetyframe.powers import Cell
from safetyframe.roles import Part, Role
from tests.support.breaking import drop_handler, drop_watch, set_cell, silence_rule
from tests.support.cast import assign
from tests.support.expect import seen
from tests.support.story import (
    ANNA,
    BEN,
    CO,
    GRAN,
    LEAD,
    MOTHER,
    WORKER,
    codes,
    hoe_content,
    hoe_established,
    rules,
    text,
)

CLAUSES = ("P12", "P17")

WATCH = "watch.hoe-sufficient"


def _insufficient(days=None):
    story = hoe_established()
    by = None if days is None else story.now + timedelta(days=days)
    story.do(
        a.AssessHoe,
        LEAD,
        hoe=1,
        bottom_line="b2",
        sufficient=False,
        why=text("why"),
        answer_by=by,
    )
    return story


def test_the_verdict_names_the_bottom_line():
    """A consultant finds HOE insufficient for one bottom line of the WAT in force, by name."""
    story = _insufficient()
    held = story.t.assessed[1, "b2"]
    assert (held.sufficient, held.by, held.why) == (False, LEAD[0], text("why"))
    (found,) = seen(story, WATCH, "hoe-insufficient")
    assert found.get("target") == "b2"
    no = story.refused(a.AssessHoe, LEAD, hoe=1, bottom_line="g1", sufficient=False)
    assert codes(no) == ["unknown-reference"]


@pytest.mark.parametrize("who", [WORKER, MOTHER, GRAN], ids=lambda who: who[0])
def test_the_verdict_is_a_consultants(who):
    """Neither worker nor family finds HOE enough in the consultant's place."""
    story = hoe_established()
    no = story.refused(a.AssessHoe, who, hoe=1, bottom_line="b1", sufficient=True)
    assert codes(no) == ["not-this-role"]


def test_the_ball_goes_back_to_network_and_worker():
    """What is to be done next names those who may: care worker, child, parents and network."""
    (found,) = seen(_insufficient(), WATCH, "hoe-insufficient")
    (remedy,) = found.remedies
    assert remedy.act == "EstablishHoe"
    assert set(remedy.roles) == {Role.CARE_WORKER, Role.MINOR, Role.PARENT, Role.NETWORK}


def test_hoe_itself_is_left_as_it_was():
    """The verdict changes nothing of HOE, its measures or WAT."""
    story = hoe_established()
    before = story.t.hoe, story.t.measures, story.t.wat
    story.do(a.AssessHoe, LEAD, hoe=1, bottom_line="b2", sufficient=False)
    assert (story.t.hoe, story.t.measures, story.t.wat) == before


@pytest.mark.parametrize("who", [LEAD, CO], ids=lambda who: who[0])
def test_no_consultant_writes_it_instead(who):
    """No consultant proposes, amends or ends a measure, establishes HOE or sits along in it."""
    story = _insufficient()
    assign(story, CO)
    (key,) = story.t.hoe[1].measures
    words = {"wat": 2, "about": text(), "serves": ("b2",), "bearers": (GRAN[0],), "minors": (BEN,)}
    content = hoe_content(story)
    for kind, said in (
        (a.ProposeMeasure, words),
        (a.AmendMeasure, {**words, "measure": key}),
        (a.EndMeasure, {"measure": key}),
        (a.EstablishHoe, content),
    ):
        assert f"powers.{kind.__name__}" in rules(story.refused(kind, who, **said))
    along = (*content["together"], Part(person=who[0], role=who[1]))
    no = story.refused(a.EstablishHoe, WORKER, **{**content, "together": along})
    assert codes(no) == ["not-an-author-of-hoe"]


def test_a_consultant_may_offer_an_idea():
    """An idea is only an idea: it is kept, and becomes part of no HOE by itself."""
    story = _insufficient()
    story.do(a.OfferIdea, LEAD, minors=(BEN,), about=text("idea"))
    assert story.last_id() in story.t.gathered
    assert story.last_id() not in story.t.measures


def test_an_answer_is_due_by_a_day():
    """The verdict says by when; until then it is a finding, and after it an overdue one."""
    story = _insufficient(days=10)
    day = (story.now + timedelta(days=10)).date().isoformat()
    (found,) = seen(story, WATCH, "hoe-insufficient")
    assert found.get("due_on") == day
    assert seen(story, WATCH, "hoe-answer-overdue") == []
    (late,) = seen(story.wait(11), WATCH, "hoe-answer-overdue")
    assert (late.get("target"), late.get("due_on")) == ("b2", day)


def test_without_a_day_it_is_due_at_once():
    """Where no day was set the answer is due on the day of the verdict."""
    story = _insufficient()
    assert seen(story, WATCH, "hoe-answer-overdue") == []
    assert len(seen(story.wait(), WATCH, "hoe-answer-overdue")) == 1


def test_no_day_lies_behind_the_verdict():
    """A day that has passed when the verdict is given is refused."""
    story = hoe_established()
    content = {"hoe": 1, "bottom_line": "b1", "sufficient": False}
    no = story.refused(a.AssessHoe, LEAD, **content, answer_by=story.now - timedelta(days=1))
    assert codes(no) == ["answer-already-due"]


def test_a_new_hoe_is_assessed_anew():
    """The answer is a new HOE: the old verdict stays with the old one."""
    story = _insufficient()
    story.explain(Topic.WAT, WORKER[0], version=2, who=LEAD)
    story.do(a.EstablishHoe, WORKER, **hoe_content(story))
    assert seen(story, WATCH, "hoe-insufficient") == []
    assert {f.get("target") for f in seen(story, WATCH, "hoe-not-assessed")} == {"b1", "b2"}
    assert not story.t.assessed[1, "b2"].sufficient


def test_in_the_meantime_a_child_is_protected_in_an_emergency_and_by_that_alone():
    """An interim measure is an act of protection; it is no part of HOE, and it needs no verdict."""
    story = _insufficient()
    before = story.t.hoe, story.t.measures
    until = story.now + timedelta(days=3)
    story.do(a.Protect, LEAD, minors=(BEN,), measure=text("interim"), until=until)
    (held,) = story.t.protection.values()
    assert (held.minors, held.person, held.until) == ((BEN,), LEAD[0], until)
    assert (story.t.hoe, story.t.measures) == before
    assert "protection-past-its-end" not in story.findings()
    assert "protection-past-its-end" in story.wait(4).findings()


def test_an_insufficient_hoe_stays_in_force_until_there_is_another():
    """Nothing is taken from the child: what was agreed and accepted is still done."""
    story = _insufficient()
    (key,) = story.t.hoe[1].measures
    assert story.t.measures[key].ended_at is None
    assert story.t.measures[key].accepted == (GRAN[0],)
    assert ANNA in story.t.measures[key].minors


def _ends_measures():
    def end(draft, _, act):
        for key, held in draft.items():
            draft[key] = evolve(held, ended_at=act.by.at)

    folding.HANDLERS[a.AssessHoe] = (*folding.HANDLERS[a.AssessHoe], ("measures", end))


BREAKS = {
    "a verdict ends what was agreed": _ends_measures,
    "verdicts are not kept": drop_handler(a.AssessHoe, "assessed"),
    "verdicts go unseen": drop_watch(WATCH),
    "any statement will do": silence_rule("form.bottom-line"),
    "workers find it enough": set_cell(a.AssessHoe, Role.CARE_WORKER, Cell.YES),
    "parents find it enough": set_cell(a.AssessHoe, Role.PARENT, Cell.YES),
    "network finds it enough": set_cell(a.AssessHoe, Role.NETWORK, Cell.YES),
    "consultants propose": set_cell(a.ProposeMeasure, Role.CONSULTANT, Cell.YES),
    "consultants amend": set_cell(a.AmendMeasure, Role.CONSULTANT, Cell.YES),
    "consultants end": set_cell(a.EndMeasure, Role.CONSULTANT, Cell.YES),
    "consultants establish": set_cell(a.EstablishHoe, Role.CONSULTANT, Cell.YES),
    "consultants sit along": silence_rule("hoe.no-consultant"),
    "ideas are not kept": drop_handler(a.OfferIdea, "gathered"),
    "protection is not kept": drop_handler(a.Protect, "protection"),
    "protection has no end": drop_watch("watch.protection-ends"),
}
