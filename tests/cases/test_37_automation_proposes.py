"""Case 37: automation or AI proposes "necessity" or "safe enough".

A score on the screen becomes the decision, because nobody can be found who took one. Here a system
proposes, marked as such, without any capacity; humans with a name and a mandate decide.
"""

from typing import Any

import pytest

from safetyframe import acts as a
from safetyframe.acts import ACTS
from safetyframe.acts.ending import WithdrawalOutcome
from safetyframe.acts.gathering import ViewTopic
from safetyframe.acts.involvement import NecessityStatus
from safetyframe.acts.wat import Weighed
from safetyframe.outcome import Can
from safetyframe.powers import Cell
from safetyframe.roles import Role
from safetyframe.slices import GatheredKind
from tests.support.breaking import set_cell, silence_rule
from tests.support.cast import CARL, SCENES, opening, reopening, violation, withdrawn
from tests.support.expect import sees_nothing
from tests.support.story import (
    ANNA,
    AUTHORITY,
    BEN,
    LEAD,
    MANDATE,
    SYSTEM,
    Story,
    codes,
    decision,
    exception,
    expectations_set,
    gathered,
    hoe_established,
    opened,
    rules,
    statements,
    text,
)

CLAUSES = ("P24", "P5c")

BOTH = (ANNA, BEN)
PROPOSING = {
    a.RecordConcern: {"minors": BOTH, "about": text("risk score")},
    a.RecordInformation: {"minors": BOTH, "about": text("risk score")},
    a.OfferIdea: {"minors": BOTH, "about": text("an idea")},
    a.ContributeView: {"minors": BOTH, "topic": ViewTopic.DANGER, "view": text("a view")},
}
DECIDING = [kind for kind in SCENES if kind not in PROPOSING]


def proposed() -> Story:
    """An involvement is open, and the system has proposed whatever it can."""
    story = opened()
    for kind, content in PROPOSING.items():
        story.do(kind, SYSTEM, **content)
    return story


def test_what_a_system_proposes_is_marked_as_a_systems():
    """Each proposal is kept under the system's name and role, apart from what people brought."""
    story = proposed()
    marked = [g for g in story.t.gathered.values() if g.role is Role.SYSTEM]
    assert [g.kind for g in marked] == [
        GatheredKind.CONCERN,
        GatheredKind.INFORMATION,
        GatheredKind.IDEA,
        GatheredKind.VIEW,
    ]
    assert {g.person for g in marked} == {SYSTEM[0]}


def test_a_proposal_changes_nothing_but_what_was_gathered():
    """Necessity, involvement, WAT, HOE and judgements are as they were before it."""
    before = opened().t
    after = proposed().t
    for name in ("necessity", "involvement", "wat", "measures", "hoe", "judged", "people"):
        assert getattr(after, name) == getattr(before, name), name


@pytest.mark.parametrize("kind", DECIDING, ids=lambda kind: kind.__name__)
def test_a_system_has_no_capacity_for_anything_else(kind):
    """Deciding, judging, explaining, withdrawing: a system is refused, whatever it says."""
    stage, content = SCENES[kind]
    story = stage()
    no = story.refused(kind, SYSTEM, **content(story, SYSTEM))
    assert codes(no, f"powers.{kind.__name__}") == ["not-this-role"]


def test_it_is_told_so_before_it_tries():
    """Asked what it can do, the law names proposing and nothing else."""
    story = hoe_established()
    can = {p.act for p in story.law.what_can(story.t, story.by(SYSTEM)) if p.can is not Can.NO}
    assert can == {kind.__name__ for kind in PROPOSING}
    assert len(ACTS) > len(can)


def test_nor_does_it_get_one_by_joining():
    """Nobody can be added as a system, so that no power follows from taking part."""
    story = opened()
    joins = {"person": SYSTEM[0], "role": Role.SYSTEM, "since": story.now}
    assert "no-such-part" in codes(story.refused(a.AddParticipation, LEAD, **joins))


@pytest.mark.parametrize("status", list(NecessityStatus))
def test_necessity_is_decided_by_a_named_human_of_government(status):
    """A system decides, records and signs no necessity, and no mandate makes it one who may."""
    story = proposed()
    by = story.by(SYSTEM, mandate=MANDATE)
    for kind in (a.DecideNecessity, a.RecordNecessity):
        said = decision(status, at=story.now)
        assert f"powers.{kind.__name__}" in rules(story.refused(kind, SYSTEM, by=by, decision=said))
    signed = decision(status, at=story.now, signed_by=SYSTEM[0])
    for kind, who in ((a.DecideNecessity, AUTHORITY), (a.RecordNecessity, LEAD)):
        no = story.refused(kind, who, decision=signed)
        assert rules(no) == ["necessity.human-decider"]
        assert {"P24", "X15"} <= set(no.clauses)
    as_authority = (SYSTEM[0], Role.AUTHORITY)
    no = story.refused(a.DecideNecessity, as_authority, decision=decision(status, at=story.now))
    assert rules(no) == ["necessity.human-decider"]


def test_a_score_opens_no_involvement():
    """Without a decision signed by name nothing is opened or reopened on a system's word."""
    story = withdrawn(proposed())
    for changes in ({"signed_by": None}, {"signed_by": SYSTEM[0]}, {"reference": None}):
        said: dict[str, Any] = {"at": story.now, **changes}
        opens = opening(story, LEAD, CARL, necessity=decision(minors=(CARL,), **said))
        no = story.refused(a.OpenInvolvement, LEAD, **opens)
        assert "X15" in no.clauses
        again = reopening(story, ANNA, necessity=decision(minors=(ANNA,), **said))
        assert "X15" in story.refused(a.Reopen, LEAD, **again).clauses


def test_safe_enough_is_a_judgement_of_the_lead():
    """However high the score, nothing is met until the lead judges it."""
    story = expectations_set()
    content = {"minors": (ANNA,), "about": text("score: 10 of 10, safe")}
    story.do(a.RecordInformation, SYSTEM, **content)
    judges = {"wat": 2, "minor": ANNA, "target": "g1", "met": True}
    no = story.refused(a.Judge, SYSTEM, **judges)
    assert codes(no) == ["not-this-role"]
    no = story.refused(a.Scale, SYSTEM, goal="g1", minor=ANNA, value=10)
    assert codes(no) == ["not-this-role"]
    no = story.refused(
        a.Withdraw,
        LEAD,
        minor=ANNA,
        outcome=WithdrawalOutcome.ACHIEVED,
        exceptions=(exception("P21"),),
    )
    assert set(codes(no, "ending.achieved")) == {"not-judged"}
    sees_nothing(story, "watch.as-short-as-possible")


def test_its_view_counts_for_nobody():
    """No gate that asks for the view of family or care worker is passed on a system's."""
    story = opened()
    links = gathered(story)
    views = []
    for topic in ViewTopic:
        story.do(a.ContributeView, SYSTEM, topic=topic, minors=BOTH, view=text("a view"))
        views.append(Weighed(view=story.last_id(), how=text("how")))
    content = {**statements(), **links, "weighed": tuple(views)}
    no = story.refused(a.EstablishWat, LEAD, **content)
    assert set(rules(no)) == {
        "wat.safety-together",
        "wat.client-expertise",
        "wat.worker-expertise",
    }


def test_its_concern_stands_for_no_concern_of_people():
    """Seeing only what worries is said of people; what a system listed adds nothing to it."""
    story = Story()
    story.do(a.OpenInvolvement, LEAD, **opening(story, LEAD, ANNA))
    before = story.findings()
    story.do(a.RecordConcern, SYSTEM, minors=(ANNA,), about=text("risk score"))
    assert sorted(story.findings()) == sorted(before)
    no = story.refused(a.OpenInvolvement, LEAD, **opening(story, LEAD, CARL, concern=None))
    assert violation(no, "involvement.in-scope").gaps[0].code == "no-concern"


BREAKS = {
    "a system judges": set_cell(a.Judge, Role.SYSTEM, Cell.YES),
    "a system withdraws": set_cell(a.Withdraw, Role.SYSTEM, Cell.YES),
    "a system decides necessity": set_cell(a.DecideNecessity, Role.SYSTEM, Cell.YES),
    "a system may not propose": set_cell(a.OfferIdea, Role.SYSTEM, Cell.NO),
    "a system signs": silence_rule("necessity.human-decider"),
    "nobody has to sign": silence_rule("necessity.named-decider"),
    "a system takes part": silence_rule("involvement.consultant-source"),
    "a score is safe enough": silence_rule("ending.achieved"),
    "its view is the worker's": silence_rule("wat.worker-expertise"),
    "its view is the family's": silence_rule("wat.client-expertise"),
    "its view of safety is everybody's": silence_rule("wat.safety-together"),
    "no concern is needed": silence_rule("involvement.in-scope"),
}
