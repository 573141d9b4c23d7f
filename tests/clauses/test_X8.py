"""X8: when the last consultant goes, nobody quietly inherits the consultant's powers."""

from datetime import timedelta

import pytest

from safetyframe import acts as a
from safetyframe.acts.ending import WithdrawalOutcome
from safetyframe.outcome import Accepted, Can, Refused
from safetyframe.roles import Role, Standing
from tests.support.cast import (
    CARL,
    CAST,
    assign,
    deputise,
    expectations,
    leave,
    opening,
    part_of,
    reopening,
    revision,
    violation,
    withdrawn,
)
from tests.support.gates import cannot_be_lowered
from tests.support.story import (
    ANNA,
    AUTHORITY,
    BEN,
    CO,
    DEPUTY,
    LEAD,
    WORKER,
    Story,
    exception,
    expectations_set,
    rules,
    text,
)

P21 = (exception("P21"),)

#: What belongs to the consultant in charge, once WAT 2 stands and Ben has been withdrawn from.
POWERS = {
    a.ReviseWat: lambda story: revision(story, material=False),
    a.SetExpectations: lambda _: expectations(ANNA, revises=2, material=True, exceptions=P21),
    a.Judge: lambda _: {"wat": 2, "minor": ANNA, "target": "g1", "met": True},
    a.Withdraw: lambda _: {
        "minor": ANNA,
        "outcome": WithdrawalOutcome.TRANSFERRED,
        "ground": text(),
        "exceptions": P21,
    },
    a.Reopen: lambda story: reopening(story, BEN),
    a.OfferHandover: lambda _: {"to": CO[0]},
}
each_power = pytest.mark.parametrize("kind", POWERS, ids=lambda k: k.__name__)


def gap_between_leads(*, others: bool) -> Story:
    """The lead has left; a co-consultant is there or, without `others`, no consultant at all."""
    story = withdrawn(expectations_set(), BEN)
    if others:
        assign(story, CO)
    leave(story, LEAD, LEAD)
    return story.wait()


def test_nobody_may_bend_it_by_policy():
    cannot_be_lowered("X8")


@each_power
@pytest.mark.parametrize("name", CAST)
def test_with_the_last_consultant_gone_nobody_has_the_power(name, kind):
    story = gap_between_leads(others=False)
    who = CAST[name]
    assert rules(story.refused(kind, who, **POWERS[kind](story)))
    (said,) = (p for p in story.law.what_can(story.t, story.by(who)) if p.act == kind.__name__)
    assert said.can is Can.NO


@each_power
def test_a_co_consultant_who_is_left_does_not_slip_into_the_lead(kind):
    story = gap_between_leads(others=True)
    no = story.refused(kind, CO, **POWERS[kind](story))
    assert [g.code for g in violation(no, f"powers.{kind.__name__}").gaps] == ["not-lead"]


@each_power
def test_the_authority_appoints_and_the_appointed_has_the_power(kind):
    """The way out is a decision with a name, not a silence."""
    story = gap_between_leads(others=True)
    assign(story, CO, Standing.LEAD)
    content = {"to": DEPUTY[0]} if kind is a.OfferHandover else POWERS[kind](story)
    assert isinstance(story.ask(kind, CO, **content), Accepted)


def test_a_deputy_holds_out_for_the_own_period_and_no_longer():
    story = withdrawn(expectations_set(), BEN)
    deputise(story, 7)
    leave(story, LEAD, LEAD)
    content = POWERS[a.Judge](story)
    assert isinstance(story.ask(a.Judge, DEPUTY, **content), Accepted)
    assert "no-lead" in story.findings()
    assert isinstance(story.wait(7).ask(a.Judge, DEPUTY, **content), Refused)


def test_the_gap_is_found_and_names_who_can_close_it():
    story = gap_between_leads(others=False)
    (finding,) = (f for f in story.law.findings(story.t, story.now) if f.code == "no-lead")
    assert finding.clauses == ("P12", "X8")
    (remedy,) = finding.remedies
    assert (remedy.act, remedy.roles) == ("AssignConsultant", (Role.AUTHORITY,))
    assert [
        f.get("role") for f in story.law.findings(story.t, story.now) if f.code == "role-vacant"
    ] == ["consultant"]


@pytest.mark.parametrize("name", ["worker", "minor", "parent", "network", "trust"])
def test_nobody_left_behind_makes_somebody_a_consultant(name):
    """Nor themselves: not by adding, assigning, deputising or taking over."""
    story = gap_between_leads(others=False)
    who = CAST[name]
    until = story.now + timedelta(days=7)
    for person in (who[0], "somebody-else"):
        for kind, more in (
            (a.AddParticipation, {"role": Role.CONSULTANT}),
            (a.AssignConsultant, {"standing": Standing.LEAD}),
            (a.DeputiseConsultant, {"until": until}),
        ):
            assert rules(story.refused(kind, who, person=person, since=story.now, **more))
    assert rules(story.refused(a.TakeOver, (who[0], Role.CONSULTANT), handover="none"))


def test_a_worker_in_the_gap_is_told_where_a_consultant_comes_from():
    story = gap_between_leads(others=False)
    no = story.refused(
        a.AddParticipation, WORKER, person=CO[0], role=Role.CONSULTANT, since=story.now
    )
    fault = violation(no, "involvement.consultant-source")
    assert (rules(no), "X8" in fault.clauses) == (["involvement.consultant-source"], True)
    story.do(a.AddParticipation, AUTHORITY, person=CO[0], role=Role.CONSULTANT, since=story.now)
    assert story.t.people[story.last_id()].standing is Standing.CO


def test_opening_for_a_newborn_in_the_gap_gives_no_lead_over_the_others():
    """A mandate for one child is none for the involvement that was open already."""
    story = gap_between_leads(others=True)
    outcome = story.ask(a.OpenInvolvement, CO, **opening(story, CO, CARL))
    if isinstance(outcome, Accepted):
        story.keep(outcome)
    assert rules(story.refused(a.Judge, CO, **POWERS[a.Judge](story)))


def test_an_offer_of_the_lead_who_left_is_no_inheritance():
    story = withdrawn(expectations_set(), BEN)
    assign(story, CO)
    story.do(a.OfferHandover, LEAD, to=CO[0])
    offer = story.last_id()
    leave(story, LEAD, LEAD)
    no = story.refused(a.TakeOver, CO, handover=offer)
    assert [g.code for g in violation(no, "involvement.handover-offered").gaps] == [
        "handover-lapsed"
    ]


def test_a_lead_who_left_comes_back_by_appointment_only():
    story = gap_between_leads(others=False)
    no = story.refused(a.Judge, LEAD, **POWERS[a.Judge](story))
    assert rules(no) == ["form.participation"]
    assign(story, LEAD, Standing.LEAD)
    story.do(a.Judge, LEAD, **POWERS[a.Judge](story))
    assert part_of(story, LEAD) == story.records[-2].act.id
