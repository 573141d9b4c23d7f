"""Case 24: the file goes to the juvenile court and its social service.

Copying the whole file hands a magistrate what was said in confidence, and counts an order of the
court as something that the family agreed to.
"""

from __future__ import annotations

from typing import Any

from attrs import evolve

from safetyframe import acts as a
from safetyframe.acts.informing import Topic
from safetyframe.outcome import Accepted, DutyState
from safetyframe.roles import Role, Standing
from safetyframe.values import PersonId
from tests.support.breaking import (
    drop_duty,
    drop_from_pack,
    drop_handler,
    drop_row,
    put,
    silence_power,
    silence_rule,
)
from tests.support.cast import part_of, reopening
from tests.support.flanders import flemish, under
from tests.support.story import (
    ANNA,
    AUTHORITY,
    BEN,
    FATHER,
    LEAD,
    MOTHER,
    WORKER,
    Story,
    codes,
    decision,
    exception,
    expectations_set,
    hoe_established,
    rules,
    text,
)

CLAUSES = ("P2", "P8c", "P24", "T5a", "T5b")

SOCIAL_SERVICE = (PersonId("c-court"), Role.CONSULTANT)
COURT = PersonId("court-1")


def transferred(story: Story, minor: PersonId = ANNA) -> Story:
    """The consultant withdraws: the court takes it from here."""
    story.do(
        a.Withdraw,
        LEAD,
        minor=minor,
        outcome=a.WithdrawalOutcome.TRANSFERRED,
        ground=text("to court"),
        exceptions=(exception("P21", minor=minor),),
    )
    return story


def by_order(story: Story, **changes: Any) -> dict[str, Any]:
    """What a reopening by order of the court says."""
    ordered = decision(
        a.NecessityStatus.COURT_ORDERED,
        minors=(ANNA,),
        at=story.now,
        body="juvenile-court",
        reference="order-1",
        signed_by=PersonId("magistrate"),
        imposes=(text("house arrest"), text("school")),
    )
    return reopening(story, ANNA, necessity=evolve(ordered, **changes))


def at_court(story: Story | None = None) -> Story:
    """The social service leads, and involvement is open again by order of the court."""
    story = transferred(expectations_set() if story is None else story)
    story.do(
        a.AssignConsultant,
        AUTHORITY,
        person=SOCIAL_SERVICE[0],
        standing=Standing.LEAD,
        since=story.now,
        replaces=part_of(story, LEAD),
    )
    story.do(a.Reopen, SOCIAL_SERVICE, **by_order(story))
    return story


def disclosing(*items: str, **changes: Any) -> dict[str, Any]:
    content = {
        "recipient": COURT,
        "to": a.Recipient.COURT,
        "ground": text("order"),
        "items": items,
    }
    return {**content, **changes}


def test_a_transfer_is_an_ending_of_its_own_and_no_success():
    """The consultant withdraws as *transferred*, on a ground; the closing lists what is unmet."""
    story = expectations_set()
    content = {
        "minor": ANNA,
        "outcome": a.WithdrawalOutcome.TRANSFERRED,
        "exceptions": (exception("P21"),),
    }
    assert codes(story.refused(a.Withdraw, LEAD, **content)) == ["no-ground"]
    transferred(story)
    (ended,) = [e for e in story.t.involvement.values() if not e.open]
    assert ended.outcome is a.WithdrawalOutcome.TRANSFERRED
    assert {i.target for i in ended.leaves_open if i.clause == "T4"} == {"g1", "b1", "e1"}


def test_a_new_involvement_rests_on_the_courts_own_decision():
    """The court's consultant opens it anew, on an order with body, reference and signer."""
    story = transferred(expectations_set())
    no = story.refused(a.Reopen, SOCIAL_SERVICE, **by_order(story))
    assert rules(no) == ["form.participation"]  # nobody has given them a part yet
    story = at_court()
    open_now = [e for e in story.t.involvement.values() if e.open and e.minor == ANNA]
    assert [e.opened_by for e in open_now] == [SOCIAL_SERVICE[0]]
    again = transferred(expectations_set())
    nameless = by_order(again, signed_by=None)
    assert "no-named-decider" in codes(again.refused(a.Reopen, LEAD, **nameless))


def test_the_old_consultant_leads_no_more():
    """Whoever handed the case over has no power in the involvement that the court ordered."""
    story = at_court()
    no = story.refused(a.Judge, LEAD, wat=2, minor=ANNA, target="g1", met=True)
    assert "form.participation" in rules(no)


def test_a_transfer_discloses_nothing():
    """Withdrawing and opening anew hand over not a word: disclosing is an act of its own."""
    story = at_court()
    assert not story.t.disclosed
    (item,) = [g.id for g in story.t.gathered.values() if g.kind.value == "information"]
    story.do(a.Disclose, SOCIAL_SERVICE, **disclosing(item))
    (kept,) = story.t.disclosed.values()
    assert (kept.recipient, kept.to, kept.items) == (COURT, a.Recipient.COURT, (item,))
    assert kept.ground.id == "order"


def test_there_is_no_way_to_disclose_everything():
    """An act of disclosing lists what it hands over: nothing named is nothing disclosed."""
    story = at_court()
    no = story.refused(a.Disclose, SOCIAL_SERVICE, **disclosing())
    assert codes(no) == ["nothing-disclosed"]
    assert {"P19", "P8c"} <= set(no.clauses)


def test_only_the_lead_discloses():
    """No care worker, parent or former lead hands anything to the court through this file."""
    story = at_court()
    (item,) = [g.id for g in story.t.gathered.values() if g.kind.value == "information"]
    for who in (WORKER, MOTHER, LEAD):
        story.refused(a.Disclose, who, **disclosing(item))


def test_under_the_countrys_pack_a_court_is_given_nothing_by_default():
    """The pack refuses what the house has not listed for the court; other recipients it leaves."""
    story = under(at_court())
    (item,) = [g.id for g in story.t.gathered.values() if g.kind.value == "information"]
    no = story.refused(a.Disclose, SOCIAL_SERVICE, **disclosing(item))
    assert codes(no) == ["be_vlg:not-for-court"]
    other = disclosing(item, to=a.Recipient.ORGANISATION)
    assert isinstance(story.ask(a.Disclose, SOCIAL_SERVICE, **other), Accepted)
    story.law = flemish(for_court={story.t.id: [item]})
    story.do(a.Disclose, SOCIAL_SERVICE, **disclosing(item))


def test_what_the_court_imposes_is_neither_wat_nor_hoe():
    """Imposed measures stand with the court's decision; WAT and HOE stay as they were."""
    before = hoe_established().t
    story = at_court(hoe_established())
    ordered = [n for n in story.t.necessity.values() if n.decision.body == "juvenile-court"]
    assert [t.id for n in ordered for t in n.decision.imposes] == ["house arrest", "school"]
    assert story.t.wat == before.wat
    assert story.t.measures == before.measures
    assert len(story.t.hoe) == len(before.hoe)


def test_everyone_is_told_the_new_why():
    """Whoever knew why the first involvement opened is owed the why of the new one."""
    story = expectations_set()
    story.explain(Topic.WHY, ANNA, BEN, MOTHER[0], FATHER[0], WORKER[0], who=LEAD)
    story.wait()
    at_court(story)
    state = {
        o.person: o.state
        for o in story.law.duties(story.t, story.now)
        if o.clause == "T5a" and o.person != SOCIAL_SERVICE[0]
    }
    assert {ANNA, MOTHER[0], FATHER[0], WORKER[0]} <= state.keys()
    assert {state[p] for p in (ANNA, MOTHER[0], FATHER[0], WORKER[0])} == {DutyState.DUE}
    assert state[BEN] is DutyState.DONE


BREAKS = {
    "no ground is asked": silence_rule("ending.ground"),
    "the closing lists nothing": put("safetyframe.law.deciding:open_items", lambda *_: ()),
    "nobody has to sign": silence_rule("necessity.named-decider"),
    "who takes no part may act": silence_power("form.participation"),
    "everything may be disclosed": silence_rule("disclosing.items-named"),
    "disclosures leave no trace": drop_handler(a.Disclose, "disclosed"),
    "nobody discloses": drop_row(a.Disclose),
    "a court is given what is asked": drop_from_pack("be_vlg:court-items"),
    "orders are not kept": drop_handler(a.Reopen, "necessity"),
    "nobody is told again": drop_duty("inform.why"),
}
