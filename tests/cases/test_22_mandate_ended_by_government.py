"""Case 22: a court or the government ends the mandate while goals are not met.

A form that knows one way to close makes people tick that it was achieved. Here government ends it
by its own decision, and the closing says what was not reached.
"""

import pytest
from attrs import evolve

from safetyframe import acts as a
from safetyframe.acts.ending import WithdrawalOutcome
from safetyframe.acts.involvement import NecessityStatus
from safetyframe.outcome import Accepted
from safetyframe.powers import Cell
from safetyframe.record import OpenItem
from safetyframe.roles import Role
from tests.support.breaking import drop_handler, put, set_cell, set_handler, silence_rule
from tests.support.cast import violation
from tests.support.expect import seen
from tests.support.story import (
    ANNA,
    AUTHORITY,
    BEN,
    LEAD,
    MOTHER,
    WORKER,
    Story,
    decision,
    exception,
    hoe_established,
    rules,
    text,
)

CLAUSES = ("P24", "T4")

ENDED = WithdrawalOutcome.MANDATE_ENDED_BY_GOVERNMENT
both_ways = pytest.mark.parametrize(
    ("kind", "who"), [(a.DecideNecessity, AUTHORITY), (a.RecordNecessity, LEAD)]
)


def lifts(story: Story, kind, who, **changes) -> Accepted:
    """The court lifts the order about Anna."""
    content = {"minors": (ANNA,), "at": story.now, "reference": "judgment-17", **changes}
    return story.do(kind, who, decision=decision(NecessityStatus.ENDED, **content))


def episode(story: Story, minor=ANNA):
    (found,) = (e for e in story.t.involvement.values() if e.minor == minor)
    return found


@both_ways
def test_the_decision_itself_ends_the_involvement(kind, who):
    """Government's decision, taken or written down, ends it with an outcome that is no success."""
    story = hoe_established()
    done = lifts(story, kind, who)
    ended = episode(story)
    assert (ended.outcome, ended.ended_at) == (ENDED, done.record.act.by.at)
    assert ended.outcome is not WithdrawalOutcome.ACHIEVED


@both_ways
def test_the_closing_names_the_decision(kind, who):
    """From the closing one comes to the body, the reference, the date and who signed."""
    story = hoe_established()
    lifts(story, kind, who)
    grounds = story.t.necessity[episode(story).ended_by].decision
    assert (grounds.body, grounds.reference) == ("ocj-east", "judgment-17")
    assert grounds.signed_by == AUTHORITY[0]
    assert grounds.decided_at is not None


@both_ways
def test_the_closing_lists_the_goals_that_are_not_met(kind, who):
    """Every goal, bottom line and expectation about this child that is not met stands in it."""
    story = hoe_established()
    story.do(a.Judge, LEAD, wat=2, minor=ANNA, target="b1", met=True)
    story.do(a.Judge, LEAD, wat=2, minor=ANNA, target="g1", met=False)
    closing = lifts(story, kind, who).record
    unmet = [o for o in closing.leaves_open if o.clause == "T4"]
    assert unmet == [
        OpenItem(clause="T4", person=ANNA, target="g1", state="judged-unmet"),
        OpenItem(clause="T4", person=ANNA, target="e1", state="not-judged"),
    ]
    assert episode(story).leaves_open == closing.leaves_open


def test_duties_that_were_open_stand_in_the_closing_too():
    """Whom nobody told before the mandate ended is listed, and nobody is pressed any more."""
    story = hoe_established()
    closing = lifts(story, a.DecideNecessity, AUTHORITY).record
    owed = {(o.clause, o.person) for o in closing.leaves_open}
    assert ("T5a", MOTHER[0]) in owed
    lifts(story, a.DecideNecessity, AUTHORITY, minors=(BEN,))
    assert story.law.duties(story.t, story.now) == ()


def test_nobody_is_made_to_say_that_it_was_achieved():
    """No vote, hearing or goal stands before it; *achieved* is refused, before and after."""
    story = hoe_established()
    achieved = {
        "minor": ANNA,
        "outcome": WithdrawalOutcome.ACHIEVED,
        "exceptions": (exception("P21"),),
    }
    no = story.refused(a.Withdraw, LEAD, **achieved)
    assert rules(no) == ["ending.achieved"]
    lifts(story, a.RecordNecessity, LEAD)
    no = story.refused(a.Withdraw, LEAD, **achieved)
    assert "ending.minor-open" in rules(no)
    assert not seen(story, "watch.as-short-as-possible")


def test_a_consultant_does_not_end_it_in_the_name_of_government():
    """The lead cannot withdraw with this outcome, nor record a decision that nobody took."""
    story = hoe_established()
    no = story.refused(
        a.Withdraw,
        LEAD,
        minor=ANNA,
        outcome=ENDED,
        ground=text("ground"),
        exceptions=(exception("P21"),),
    )
    fault = violation(no, "ending.government")
    assert (rules(no), fault.clauses) == (["ending.government"], ("P24",))
    assert {r.act for r in fault.gaps[0].remedies} == {"DecideNecessity", "RecordNecessity"}
    for changes in ({"reference": None}, {"body": None}, {"signed_by": LEAD[0]}):
        ended = decision(NecessityStatus.ENDED, minors=(ANNA,), at=story.now, **changes)
        no = story.refused(a.RecordNecessity, LEAD, decision=ended)
        assert rules(no) == ["necessity.named-decider"]


@pytest.mark.parametrize("who", [WORKER, MOTHER])
def test_nobody_else_writes_such_a_decision_down(who):
    """Care worker and family neither take nor record a decision on necessity."""
    story = hoe_established()
    ended = decision(NecessityStatus.ENDED, minors=(ANNA,), at=story.now)
    for kind in (a.DecideNecessity, a.RecordNecessity):
        assert f"powers.{kind.__name__}" in rules(story.refused(kind, who, decision=ended))


def test_a_decision_about_one_child_leaves_the_others_involvement():
    """The sibling's involvement goes on, and nothing of the sibling stands in this closing."""
    story = hoe_established()
    closing = lifts(story, a.DecideNecessity, AUTHORITY).record
    assert episode(story, BEN).open
    assert "g2" not in {o.target for o in closing.leaves_open}
    story.do(a.Judge, LEAD, wat=2, minor=BEN, target="g1", met=False)


def _ends_every_child(draft, record, act) -> None:
    for key, episode in dict(draft.items()).items():
        draft[key] = evolve(
            episode, ended_at=act.by.at, ended_by=act.id, outcome=ENDED, leaves_open=()
        )


BREAKS = {
    "a decision is for the whole file": set_handler(
        a.DecideNecessity, "involvement", _ends_every_child
    ),
    "the decision ends nothing": drop_handler(a.DecideNecessity, "involvement"),
    "its recording ends nothing": drop_handler(a.RecordNecessity, "involvement"),
    "the decision is not kept": drop_handler(a.DecideNecessity, "necessity"),
    "the closing lists nothing": put("safetyframe.law.deciding:open_items", lambda *_: ()),
    "goals are not listed": put("safetyframe.law.closing:unmet", lambda *_: ()),
    "duties are not listed": put("safetyframe.law.closing:owed", lambda *_, **__: ()),
    "it may be called achieved": silence_rule("ending.achieved"),
    "the lead ends it for government": silence_rule("ending.government"),
    "a decision without a decider counts": silence_rule("necessity.named-decider"),
    "a parent writes it down": set_cell(a.RecordNecessity, Role.PARENT, Cell.YES),
    "what ended is judged": silence_rule("ending.minor-open"),
}
