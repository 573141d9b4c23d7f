"""Case 1: the consultant changes in the middle of a trajectory.

An owner field that is overwritten loses who was responsible when, makes the WAT of then look
unauthorised, and leaves no room for a successor beside the one who leaves.
"""

from safetyframe import acts as a
from safetyframe.acts.ending import WithdrawalOutcome
from safetyframe.acts.informing import Matter, Topic
from safetyframe.outcome import Accepted, DutyState
from safetyframe.powers import Cell
from safetyframe.roles import Role, Standing
from tests.support.breaking import drop_duty, drop_handler, drop_watch, set_cell, silence_rule
from tests.support.cast import assign, hand_over, part_of, revision
from tests.support.duty import state
from tests.support.expect import SUCCESSOR, seen, sees_nothing
from tests.support.story import (
    ANNA,
    AUTHORITY,
    BEN,
    CO,
    FATHER,
    GRAN,
    LEAD,
    MOTHER,
    WORKER,
    codes,
    expectations_set,
    text,
    wat_established,
)

CLAUSES = ("P11", "P12", "P18b", "P26")

JUDGEMENT = {"wat": 2, "minor": ANNA, "target": "g1", "met": False}


def test_the_part_of_who_leaves_ends_and_stays_on_record():
    """A consultant's part has a period: after a handover the old one is ended, not overwritten."""
    story = hand_over(wat_established(), SUCCESSOR)
    parts = [p for p in story.t.people.values() if p.standing is Standing.LEAD]
    assert [p.person for p in parts] == [LEAD[0], SUCCESSOR[0]]
    assert parts[0].until == parts[1].since
    assert parts[1].until is None


def test_a_successor_may_be_there_before_the_lead_leaves():
    """A second consultant works along while the first still leads; nothing blocks them."""
    story = wat_established()
    assign(story, SUCCESSOR)
    assert isinstance(
        story.ask(a.RecordInformation, SUCCESSOR, minors=(ANNA,), about=text()), Accepted
    )
    hand_over(story, SUCCESSOR)


def test_authority_is_judged_at_the_time_of_the_act():
    """What the former lead did as lead stays valid, even if it is written down after the change."""
    story = expectations_set()
    then = story.now
    hand_over(story.wait(), SUCCESSOR)
    assert {v.by for v in story.t.wat.values()} == {LEAD[0]}
    late = story.by(LEAD, at=then, recorded_at=story.now)
    assert isinstance(story.ask(a.Judge, LEAD, by=late, **JUDGEMENT), Accepted)


def test_nobody_uses_the_power_outside_their_own_time():
    """The former lead can no longer do what a lead does, nor the successor anything before."""
    story = expectations_set()
    then = story.now
    hand_over(story.wait(), SUCCESSOR)
    assert codes(story.refused(a.Judge, LEAD, **JUDGEMENT)) == ["not-taking-part"]
    early = story.by(SUCCESSOR, at=then, recorded_at=story.now)
    assert codes(story.refused(a.Judge, SUCCESSOR, by=early, **JUDGEMENT)) == ["not-taking-part"]
    story.do(a.Judge, SUCCESSOR, **JUDGEMENT)


def test_a_former_lead_who_stays_on_leads_no_more():
    """Who goes on as second consultant keeps no power of the lead."""
    story = hand_over(expectations_set(), SUCCESSOR)
    assign(story, LEAD)
    assert codes(story.refused(a.Judge, LEAD, **JUDGEMENT)) == ["not-lead"]


def test_the_handover_is_on_record():
    """Who offered the lead to whom, when, and when it was taken over, is kept."""
    story = wat_established()
    offered = story.now
    story.do(a.OfferHandover, LEAD, to=SUCCESSOR[0])
    key = story.last_id()
    (held,) = story.t.handovers.values()
    assert (held.offered_by, held.to, held.at) == (LEAD[0], SUCCESSOR[0], offered)
    assert held.accepted_at is None
    taken = story.now
    story.do(a.TakeOver, SUCCESSOR, handover=key)
    assert story.t.handovers[key].accepted_at == taken


def test_nobody_takes_over_what_was_not_offered():
    """Without an offer to this very consultant there is no taking over."""
    story = wat_established()
    assign(story, SUCCESSOR)
    story.do(a.OfferHandover, LEAD, to=SUCCESSOR[0])
    no = story.refused(a.TakeOver, CO, handover=story.last_id())
    assert "no-handover-offered" in codes(no)


def test_in_a_gap_nobody_establishes_revises_or_withdraws():
    """While there is no lead no WAT is made or changed and nobody withdraws: it waits."""
    story = expectations_set()
    assign(story, CO)
    changed = revision(story, material=True)
    story.do(a.EndParticipation, AUTHORITY, participation=part_of(story, LEAD), until=story.now)
    leaving = {"minor": ANNA, "outcome": WithdrawalOutcome.TRANSFERRED, "ground": text()}
    for kind, content in ((a.ReviseWat, changed), (a.Withdraw, leaving), (a.Judge, JUDGEMENT)):
        for who in (CO, WORKER, MOTHER):
            assert f"powers.{kind.__name__}" in {
                v.rule for v in story.refused(kind, who, **content).violations
            }


def test_a_gap_is_found():
    """That there is no lead is a finding, until the authority appoints one."""
    story = wat_established()
    story.do(a.EndParticipation, AUTHORITY, participation=part_of(story, LEAD), until=story.now)
    assert "no-lead" in story.findings()
    assign(story, SUCCESSOR, Standing.LEAD)
    assert "no-lead" not in story.findings()


def test_the_successor_takes_wat_over_expressly():
    """Until the successor confirms or revises the WAT they found, that is a finding."""
    story = hand_over(expectations_set(), SUCCESSOR)
    assert "wat-not-taken-over" in story.findings()
    story.do(a.ReviseWat, SUCCESSOR, **revision(story, material=False))
    assert "wat-not-taken-over" not in story.findings()
    confirmed = hand_over(expectations_set(), SUCCESSOR, confirms=2)
    sees_nothing(confirmed, "watch.lead-confirms")
    assert confirmed.t.wat[2].confirmed_by == (SUCCESSOR[0],)


def test_who_was_appointed_without_a_handover_confirms_it_too():
    """A successor whom the authority appointed confirms WAT by acknowledging it, as lead."""
    story = wat_established()
    assign(story, SUCCESSOR, Standing.LEAD, replaces=part_of(story, LEAD))
    assert seen(story, "watch.lead-confirms") != []
    story.do(a.Acknowledge, SUCCESSOR, matter=Matter(topic=Topic.WAT, version=1))
    sees_nothing(story, "watch.lead-confirms")


def test_everyone_is_told_again_who_does_what():
    """The division of roles has changed, so child, parents and network are told anew."""
    story = wat_established()
    everyone = (ANNA, BEN, MOTHER[0], FATHER[0], GRAN[0])
    story.explain(Topic.ROLES, *everyone)
    assert {state(story, "P18b", one) for one in everyone} == {DutyState.DONE}
    hand_over(story.wait(), SUCCESSOR)
    assert {state(story, "P18b", one) for one in everyone} == {DutyState.DUE}
    assert {state(story.wait(), "P18b", one) for one in everyone} == {DutyState.OVERDUE}
    story.explain(Topic.ROLES, *everyone)
    assert {state(story, "P18b", one) for one in everyone} == {DutyState.DONE}


def test_the_successor_settles_the_mandates_with_the_care_worker():
    """The successor has the difference in mandate to acknowledge, like any consultant."""
    story = hand_over(wat_established(), SUCCESSOR)
    assert state(story, "P26", SUCCESSOR[0]) is DutyState.DUE
    story.do(a.Acknowledge, SUCCESSOR, matter=Matter(topic=Topic.MANDATES))
    assert state(story, "P26", SUCCESSOR[0]) is DutyState.DONE


BREAKS = {
    "the old part is not ended": drop_handler(a.TakeOver, "people"),
    "handovers are not kept": drop_handler(a.OfferHandover, "handovers"),
    "taking over is not kept": drop_handler(a.TakeOver, "handovers"),
    "anyone takes over": silence_rule("involvement.handover-offered"),
    "any consultant judges": set_cell(a.Judge, Role.CONSULTANT, Cell.YES),
    "any consultant revises": set_cell(a.ReviseWat, Role.CONSULTANT, Cell.YES),
    "any consultant withdraws": set_cell(a.Withdraw, Role.CONSULTANT, Cell.YES),
    "no consultant judges": set_cell(a.Judge, Role.CONSULTANT, Cell.NO),
    "only the lead gathers": set_cell(a.RecordInformation, Role.CONSULTANT, Cell.LEAD),
    "a gap goes unseen": drop_watch("watch.lead-vacant"),
    "nobody asks the successor": drop_watch("watch.lead-confirms"),
    "nobody is told": drop_duty("inform.roles"),
    "mandates are not settled": drop_duty("inform.mandates-professionals"),
}
