"""P12: the consultant determines the WAT."""

from datetime import timedelta

import pytest
from attrs import evolve

from safetyframe import acts as a
from safetyframe.acts.involvement import NecessityStatus
from safetyframe.acts.keeping import AdoptedPart
from safetyframe.acts.wat import (
    Aim,
    BottomLine,
    DangerStatement,
    Expectation,
    SafetyGoal,
    StatementKind,
)
from safetyframe.outcome import Accepted
from safetyframe.roles import Role, Standing
from tests.support.cast import (
    CARL,
    CAST,
    DEPUTY_DAYS,
    NEIGHBOUR,
    adopting,
    assign,
    cases,
    deputise,
    expectations,
    hand_over,
    leave,
    opening,
    part_of,
    revision,
    row,
    violation,
    with_consultants,
)
from tests.support.gates import cannot_be_lowered
from tests.support.keeping import OLD, adopted, find_out, inform
from tests.support.recorded import not_for_another
from tests.support.story import (
    ANNA,
    AUTHORITY,
    BEN,
    CO,
    DEPUTY,
    FATHER,
    LEAD,
    MANDATE,
    MOTHER,
    STRANGER,
    WORKER,
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
    wat_established,
)

EVERYONE = "lead deputy co worker minor parent network"

TABLE = (
    #   act                   rests on    who may
    row(a.OpenInvolvement, "P12 P24", "lead deputy co"),  # where nobody leads yet
    row(a.AssignConsultant, "P12 P24", "authority"),
    row(a.DeputiseConsultant, "P12 P8c", "authority"),
    row(a.OfferHandover, "P12 P11", "lead"),
    row(a.TakeOver, "P12 P11", "deputy co", without="lead"),
    row(a.DraftWat, "P12 P8c", EVERYONE),
    row(a.EstablishWat, "P12 X3", "lead deputy"),
    row(a.ReviseWat, "P12 X3", "lead deputy"),
    row(a.AssessHoe, "P12 P17", "lead deputy co"),
)


@pytest.mark.parametrize("case", cases(TABLE), ids=str)
def test_who_may(case):
    case.play()


def test_no_policy_lowers_it():
    cannot_be_lowered("P12")


def test_no_exception_lets_a_care_worker_establish_wat():
    story = opened()
    links = gathered(story)
    no = story.refused(
        a.EstablishWat, WORKER, **statements(), **links, exceptions=(exception("P12"),)
    )
    assert "powers.EstablishWat" in rules(no)


def test_an_act_broken_in_three_ways_is_refused_for_all_three():
    story = opened()
    said = statements(bottom_lines=(), goals=())
    no = story.refused(a.EstablishWat, WORKER, **{**said, **gathered(story), "information": ()})
    assert set(rules(no)) == {
        "powers.EstablishWat",
        "wat.complete",
        "wat.paired",
        "wat.gathered",
    }
    assert {"P12", "P13", "P5b", "P14"} <= set(no.clauses)


# --- the capacity is the one in this trajectory, at that moment ----------------------------------


@pytest.mark.parametrize("who", [WORKER, MOTHER, AUTHORITY, STRANGER], ids=lambda w: w[0])
def test_nobody_becomes_a_consultant_by_saying_so(who):
    """Being a consultant elsewhere, or claiming it, gives nothing here (case 4)."""
    story = opened()
    no = story.refused(a.EstablishWat, (who[0], Role.CONSULTANT), **statements(), **gathered(story))
    assert (rules(no), no.clauses) == (["form.participation"], ())


def _revise(story: Story, who, at=None):
    act = story.act(
        a.ReviseWat,
        who,
        by=story.by(who, at=at or story.now, recorded_at=story.now),
        revises=len(story.t.wat),
        material=False,
        reason=text(),
        **statements(),
    )
    return story.law.decide(story.t, act)


@pytest.mark.parametrize(
    ("day", "may"),
    [(-0.01, False), (0, True), (1, True), (6.99, True), (7, False), (30, False)],
)
def test_a_deputy_may_within_the_period_and_not_outside_it(day, may):
    """From `since` on, and until just before `until`: the end is exclusive (case 3)."""
    story = wat_established()
    start = story.now + timedelta(days=2)
    deputise(story, 7, since=start)
    story.now = start + timedelta(days=day)
    outcome = _revise(story, DEPUTY)
    assert isinstance(outcome, Accepted) is may
    if not may:
        assert rules(outcome) == ["form.participation"]


def test_a_deputy_who_stays_on_as_co_consultant_may_no_longer():
    story = wat_established()
    assign(story, DEPUTY)
    deputise(story, 7)
    assert isinstance(_revise(story, DEPUTY), Accepted)
    story.wait(8)
    no = _revise(story, DEPUTY)
    assert (rules(no), codes(no)) == (["powers.ReviseWat"], ["not-lead"])


def test_a_former_lead_may_not_after_the_handover():
    story = wat_established()
    assign(story, CO)
    hand_over(story)
    assert rules(_revise(story, LEAD)) == ["form.participation"]
    assert isinstance(_revise(story, CO), Accepted)


def test_a_former_lead_who_stays_on_as_co_consultant_may_not_either():
    story = wat_established()
    assign(story, CO)
    hand_over(story)
    assign(story, LEAD)
    no = _revise(story, LEAD)
    assert (rules(no), codes(no)) == (["powers.ReviseWat"], ["not-lead"])
    assert no.clauses == ("P12", "X3")


def test_in_a_gap_between_leads_nobody_may_and_it_is_found():
    """No WAT acts are possible in the gap, and nobody fails to see it (case 1)."""
    story = wat_established()
    assign(story, CO)
    leave(story, LEAD, LEAD)
    for who in (LEAD, CO, WORKER, MOTHER):
        assert rules(_revise(story, who))
    assert "no-lead" in story.findings()
    assign(story, CO, Standing.LEAD)
    assert isinstance(_revise(story, CO), Accepted)
    assert "no-lead" not in story.findings()


def test_a_successor_who_confirms_wat_has_taken_it_over():
    story = wat_established()
    assign(story, CO)
    hand_over(story)
    assert "wat-not-taken-over" in story.findings()
    story = wat_established()
    assign(story, CO)
    hand_over(story, confirms=1)
    assert "wat-not-taken-over" not in story.findings()


# --- at most one lead, at any instant ------------------------------------------------------------


def _leads(story: Story, days: int = 400) -> set[int]:
    """How many persons lead, day by day."""
    leads = [p for p in story.t.people.values() if p.standing is Standing.LEAD]
    moments = (story.now + timedelta(days=day) for day in range(days))
    return {len({p.person for p in leads if p.active(moment)}) for moment in moments}


def test_the_authority_appoints_no_second_lead_beside_the_first():
    story = opened()
    first = part_of(story, LEAD)
    no = story.refused(
        a.AssignConsultant, AUTHORITY, person=CO[0], standing=Standing.LEAD, since=story.now
    )
    fault = violation(no, "involvement.one-lead")
    assert fault.clauses == ("P11", "P12")
    (gap,) = fault.gaps
    assert (gap.code, gap.get("lead")) == ("lead-exists", first)
    (remedy,) = gap.remedies
    assert (remedy.act, remedy.roles) == ("AssignConsultant", (Role.AUTHORITY,))
    assign(story, CO, Standing.LEAD, replaces=dict(remedy.about)["replaces"])
    assert _leads(story) == {1}


def test_a_lead_is_replaced_at_the_moment_named_without_gap_or_overlap():
    story = wat_established()
    then = story.now + timedelta(days=30)
    assign(story, CO, Standing.LEAD, since=then, replaces=part_of(story, LEAD))
    assert _leads(story) == {1}
    story.now = then - timedelta(seconds=1)
    assert isinstance(_revise(story, LEAD), Accepted)
    story.now = then
    assert isinstance(_revise(story, CO), Accepted)
    assert rules(_revise(story, LEAD)) == ["form.participation"]


@pytest.mark.parametrize(
    ("since", "until", "free"), [(10, 20, True), (5, 20, False), (10, None, True), (0, 5, False)]
)
def test_leads_may_follow_each_other_but_never_overlap(since, until, free):
    story = opened()
    story.do(
        a.EndParticipation,
        LEAD,
        participation=part_of(story, LEAD),
        until=story.now + timedelta(days=10),
    )
    start = story.t.people[part_of(story, LEAD)].until - timedelta(days=10)
    content = {
        "person": CO[0],
        "standing": Standing.LEAD,
        "since": start + timedelta(days=since),
        "until": None if until is None else start + timedelta(days=until),
    }
    story.now = start - timedelta(minutes=1)
    outcome = story.ask(a.AssignConsultant, AUTHORITY, **content)
    assert isinstance(outcome, Accepted) is free
    if not free:
        assert rules(outcome) == ["involvement.one-lead"]


def test_a_deputy_is_deputised_and_not_assigned():
    """Deputising has an end; assigning need not have one (case 3)."""
    story = opened()
    no = story.refused(
        a.AssignConsultant, AUTHORITY, person=DEPUTY[0], standing=Standing.DEPUTY, since=story.now
    )
    (gap,) = violation(no, "involvement.one-lead").gaps
    assert (gap.code, gap.remedies[0].act) == ("deputise-instead", "DeputiseConsultant")
    assert gap.remedies[0].roles == (Role.AUTHORITY,)
    deputise(story)


def test_a_handover_never_makes_a_second_lead_beside_one_already_appointed():
    """The authority has appointed a lead from next month on; a handover in between ends there."""
    story = with_consultants(opened())
    assign(
        story,
        DEPUTY,
        Standing.LEAD,
        since=story.now + timedelta(days=DEPUTY_DAYS + 10),
        replaces=part_of(story, LEAD),
    )
    story.wait(5).do(a.OfferHandover, LEAD, to=CO[0])
    outcome = story.ask(a.TakeOver, CO, handover=story.last_id())
    if isinstance(outcome, Accepted):
        story.keep(outcome)
    assert max(_leads(story)) == 1


def test_an_opening_in_a_gap_never_makes_a_second_lead_beside_one_already_appointed():
    story = opened()
    leave(story, LEAD, LEAD)
    assign(story, CO, Standing.LEAD, since=story.now + timedelta(days=10))
    outcome = story.ask(a.OpenInvolvement, DEPUTY, **opening(story, DEPUTY, CARL))
    if isinstance(outcome, Accepted):
        story.keep(outcome)
    assert max(_leads(story)) == 1


def test_the_refusal_to_replace_a_lead_who_opened_twice_can_be_remedied():
    """A lead who opened once more, for a newborn, can still be replaced by the authority."""
    story = opened()
    story.do(a.OpenInvolvement, LEAD, **opening(story, LEAD, CARL))
    content = {"person": CO[0], "standing": Standing.LEAD, "since": story.now}
    outcome = story.ask(a.AssignConsultant, AUTHORITY, replaces=part_of(story, LEAD), **content)
    for _ in range(3):
        if isinstance(outcome, Accepted):
            break
        about = dict(violation(outcome, "involvement.one-lead").gaps[0].remedies[0].about)
        outcome = story.ask(a.AssignConsultant, AUTHORITY, replaces=about["replaces"], **content)
    assert isinstance(outcome, Accepted), outcome


def test_replacing_a_lead_who_has_left_gives_that_lead_no_day_more():
    """An end on record stays where it is: a former lead regains nothing, not even in the past."""
    story = wat_established()
    former = part_of(story, LEAD)
    leave(story, LEAD, LEAD)
    end = story.t.people[former].until
    story.wait(30)
    outcome = story.ask(
        a.AssignConsultant,
        AUTHORITY,
        person=CO[0],
        standing=Standing.LEAD,
        since=story.now + timedelta(days=30),
        replaces=former,
    )
    if isinstance(outcome, Accepted):
        story.keep(outcome)
    assert story.t.people[former].until == end


def test_a_lead_that_was_ended_before_it_began_stands_in_nobodys_way():
    story = opened()
    first = part_of(story, LEAD)
    later = story.now + timedelta(days=30)
    planned = assign(story, CO, Standing.LEAD, since=later, replaces=first)
    story.do(a.OfferHandover, LEAD, to=DEPUTY[0])
    offer = story.last_id()
    no = story.refused(a.TakeOver, DEPUTY, handover=offer)
    assert [g.get("lead") for v in no.violations for g in v.gaps] == [planned]
    assign(story, NEIGHBOUR, replaces=planned)
    assert story.t.people[planned].until < later
    story.do(a.TakeOver, DEPUTY, handover=offer)
    assert _leads(story, 60) <= {0, 1}


# --- opening: a lead who is there keeps it -------------------------------------------------------


@pytest.mark.parametrize("name", ["co", "deputy"])
def test_nobody_opens_beside_a_lead(name):
    story = with_consultants(opened())
    no = story.refused(a.OpenInvolvement, CAST[name], **opening(story, CAST[name], CARL))
    fault = violation(no, "involvement.opens-once")
    assert fault.clauses == ("P12", "P2")
    assert [(g.code, g.get("lead")) for g in fault.gaps] == [("lead-exists", part_of(story, LEAD))]


def test_the_lead_opens_for_another_child_of_the_family():
    story = opened()
    story.do(a.OpenInvolvement, LEAD, **opening(story, LEAD, CARL))
    assert _leads(story) == {1}


def test_what_was_withdrawn_from_is_reopened_and_not_opened_anew():
    """The old end stays and the new episode is linked to it (case 20)."""
    story = opened()
    story.do(
        a.DecideNecessity,
        AUTHORITY,
        decision=decision(NecessityStatus.ENDED, at=story.now, minors=(ANNA,)),
    )
    story.wait()
    content = opening(story, LEAD, ANNA, necessity=decision(minors=(ANNA,), at=story.now))
    no = story.refused(a.OpenInvolvement, LEAD, **content)
    (gap,) = violation(no, "involvement.opens-once").gaps
    assert (gap.code, gap.get("minor")) == ("reopen-instead", ANNA)
    (remedy,) = gap.remedies
    assert (remedy.act, remedy.roles) == ("Reopen", (Role.CONSULTANT,))
    del content["by"]
    story.do(a.Reopen, LEAD, **content)


# --- handover -----------------------------------------------------------------------------------


def _take_over(story: Story, handover: str, who=CO, **more):
    return story.ask(a.TakeOver, who, handover=handover, **more)


def test_a_handover_that_was_offered_and_taken_over_moves_the_lead():
    story = wat_established()
    hand_over(story)
    assert _leads(story) == {1}
    assert isinstance(_revise(story, CO), Accepted)


def test_what_can_says_who_has_to_be_offered_it():
    story = with_consultants(opened())
    said = {one.act: one for one in story.law.what_can(story.t, story.by(CO))}
    (fault,) = [v for v in said["TakeOver"].violations if v.rule == "involvement.handover-offered"]
    (remedy,) = fault.gaps[0].remedies
    assert (remedy.act, dict(remedy.about)) == ("OfferHandover", {"to": CO[0]})


def test_without_an_offer_nobody_takes_over():
    story = with_consultants(opened())
    no = _take_over(story, "never-offered")
    fault = violation(no, "involvement.handover-offered")
    assert fault.clauses == ("P12", "P11")
    (gap,) = fault.gaps
    assert (gap.code, gap.remedies[0].act) == ("no-handover-offered", "OfferHandover")
    story.do(a.OfferHandover, LEAD, to=dict(gap.remedies[0].about)["to"])
    assert isinstance(_take_over(story, story.last_id()), Accepted)


def test_an_offer_is_for_the_one_it_names():
    story = with_consultants(opened())
    story.do(a.OfferHandover, LEAD, to=CO[0])
    no = _take_over(story, story.last_id(), DEPUTY)
    assert codes(no, "involvement.handover-offered") == ["no-handover-offered"]


def test_an_offer_made_later_is_none_yet():
    story = with_consultants(opened())
    story.wait(5).do(a.OfferHandover, LEAD, to=CO[0])
    early = story.by(CO, at=story.now - timedelta(days=2), recorded_at=story.now)
    no = _take_over(story, story.last_id(), by=early)
    assert codes(no, "involvement.handover-offered") == ["no-handover-offered"]


def test_an_offer_is_taken_over_once():
    story = with_consultants(opened())
    hand_over(story)
    no = _take_over(story, story.records[-2].act.id)
    assert codes(no, "involvement.handover-offered") == ["handover-lapsed"]


def test_an_offer_lapses_with_the_lead_who_made_it():
    story = with_consultants(opened())
    story.do(a.OfferHandover, LEAD, to=CO[0])
    offer = story.last_id()
    assign(story, DEPUTY, Standing.LEAD, replaces=part_of(story, LEAD))
    no = _take_over(story, offer)
    assert codes(no, "involvement.handover-offered") == ["handover-lapsed"]
    story.do(a.OfferHandover, DEPUTY, to=CO[0])
    assert isinstance(_take_over(story, story.last_id()), Accepted)


def test_once_the_lead_is_gone_the_remedy_names_what_still_can_be_done():
    """Nobody can offer in a gap, so the authority's appointment is what is left (case 1)."""
    story = with_consultants(opened())
    story.do(a.OfferHandover, LEAD, to=CO[0])
    offer = story.last_id()
    leave(story, LEAD, LEAD)
    no = _take_over(story, offer)
    (gap,) = violation(no, "involvement.handover-offered").gaps
    assert "AssignConsultant" in {r.act for r in gap.remedies}


# --- a revision of wording moves no bar ----------------------------------------------------------


def _bottom(**changes) -> dict:
    first, second = statements()["bottom_lines"]
    return {"bottom_lines": (evolve(first, **changes), second)}


def _danger(**changes) -> dict:
    first, second = statements()["dangers"]
    return {"dangers": (evolve(first, **changes), second)}


def _goal(**changes) -> dict:
    first, second = statements()["goals"]
    return {"goals": (evolve(first, **changes), second)}


B1, B2 = statements()["bottom_lines"]
D1, D2 = statements()["dangers"]
G1, G2 = statements()["goals"]
NEW_LINE = BottomLine(id="b3", words=text(), minors=(ANNA,), dangers=("d1",), goals=("g1",))
NEW_DANGER = DangerStatement(id="d3", words=text(), minors=(ANNA,))
NEW_GOAL = SafetyGoal(
    id="g3", words=text(), minors=(ANNA,), dangers=("d1",), safe_enough=text("enough")
)


@pytest.mark.parametrize(
    ("field", "changed"),
    [
        pytest.param("goals", _goal(safe_enough=text("more")), id="the criterion reads otherwise"),
        pytest.param("goals", _goal(sustained_days=15), id="a day longer"),
        pytest.param("goals", _goal(sustained_days=13), id="a day shorter"),
        pytest.param("goals", _goal(scale_at_least=8), id="a threshold on the scale"),
        pytest.param("goals", {"goals": (G1, G2, NEW_GOAL)}, id="one goal more"),
        pytest.param("goals", _goal(dangers=("d1", "d2")), id="a goal against one danger more"),
        pytest.param("dangers", {"dangers": (D1, D2, NEW_DANGER)}, id="one danger more"),
        pytest.param("dangers", _danger(minors=(ANNA,)), id="a danger about one child less"),
        pytest.param("bottom_lines", {"bottom_lines": (B1, B2, NEW_LINE)}, id="one line more"),
        pytest.param("bottom_lines", {"bottom_lines": (B1,)}, id="one line less"),
        pytest.param("bottom_lines", _bottom(minors=(ANNA,)), id="a line about one child less"),
        pytest.param("bottom_lines", _bottom(goals=("g1", "g2")), id="a line with one goal more"),
    ],
)
def test_no_bar_is_moved_under_the_name_of_wording(field, changed):
    """HOE, judgements and positions would quietly stay good for another bar (case 17)."""
    story = wat_established()
    no = story.refused(a.ReviseWat, LEAD, **revision(story, material=False, **changed))
    fault = violation(no, "wat.wording-only")
    assert fault.clauses == ("P12", "X6")
    assert {(g.code, g.get("field")) for g in fault.gaps} == {("more-than-wording", field)}
    (remedy,) = fault.gaps[0].remedies
    assert (remedy.act, remedy.roles) == ("ReviseWat", (Role.CONSULTANT,))
    assert dict(remedy.about) == {"revises": 1}


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(_bottom(minors=(BEN, ANNA)), id="the children of a line"),
        pytest.param(_danger(minors=(BEN, ANNA)), id="the children of a danger"),
        pytest.param(_goal(minors=(BEN, ANNA)), id="the children of a goal"),
        pytest.param(_goal(aims=(Aim.SURROUNDED, Aim.SAFE)), id="the aims of a goal"),
        pytest.param({"goals": (G2, G1)}, id="the goals themselves"),
    ],
)
def test_in_which_order_things_are_named_moves_no_bar(changed):
    assert B1.minors == D1.minors == G1.minors == (ANNA, BEN)
    story = wat_established()
    story.do(a.ReviseWat, LEAD, **revision(story, material=False, **changed))
    assert (story.t.wat[2].number, story.t.wat[2].material) == (2, 1)


def test_the_order_of_links_moves_no_bar_and_another_link_does():
    linked = {"bottom_lines": (evolve(B1, goals=("g1", "g2"), dangers=("d1", "d2")), B2)}
    story = wat_established()
    story.do(a.ReviseWat, LEAD, **revision(story, material=True, **linked))
    turned = {"bottom_lines": (evolve(B1, goals=("g2", "g1"), dangers=("d2", "d1")), B2)}
    story.do(a.ReviseWat, LEAD, **revision(story, material=False, **turned))
    less = {"bottom_lines": (evolve(B1, goals=("g1",), dangers=("d2", "d1")), B2)}
    no = story.refused(a.ReviseWat, LEAD, **revision(story, material=False, **less))
    assert violation(no, "wat.wording-only")


def test_the_same_change_is_open_to_a_material_revision():
    story = wat_established()
    story.do(a.ReviseWat, LEAD, **revision(story, material=True, **_goal(sustained_days=15)))
    assert (story.t.wat[2].material, story.t.wat[1].material) == (2, 1)


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(_goal(words=text("clearer")), id="clearer words for a goal"),
        pytest.param(_danger(words=text("clearer")), id="clearer words for a danger"),
        pytest.param({"bottom_lines": (B2, B1)}, id="another order"),
    ],
)
def test_words_alone_may_change_without_new_ground(changed):
    story = wat_established()
    story.do(a.ReviseWat, LEAD, **revision(story, material=False, **changed))
    assert (story.t.wat[2].number, story.t.wat[2].material) == (2, 1)


def test_a_version_once_established_is_never_touched():
    story = wat_established()
    first = story.t.wat[1]
    story.do(a.ReviseWat, LEAD, **revision(story, material=True, **_goal(sustained_days=3)))
    story.do(a.ReviseWat, LEAD, **revision(story, material=False, **_goal(sustained_days=3)))
    assert story.t.wat[1] == first


# --- what only looks like determining it ---------------------------------------------------------


def test_a_draft_of_a_care_worker_is_no_wat():
    story = opened()
    for kind in StatementKind:
        story.do(a.DraftWat, WORKER, kind=kind, minors=(ANNA,), words=text())
    assert len(story.t.wat) == 0


def test_expectations_are_no_back_door_to_another_wat():
    """Setting expectations adds to WAT and leaves its statements as they were."""
    story = expectations_set()
    before, after = story.t.wat[1], story.t.wat[2]
    for name in ("bottom_lines", "dangers", "goals", "material"):
        assert getattr(before, name) == getattr(after, name)


def test_other_expectations_are_no_mere_wording():
    story = expectations_set()
    more = expectations(
        ANNA,
        BEN,
        revises=2,
        exceptions=(exception("P21"),),
        expectations=(
            Expectation(id="e1", words=text("e1"), minors=(ANNA, BEN)),
            Expectation(id="e2", words=text("e2"), minors=(ANNA,)),
        ),
    )
    no = story.refused(a.SetExpectations, LEAD, **more)
    assert violation(no, "expectations.raised").clauses == ("P12", "P20", "X6")


def test_hoe_found_insufficient_is_seen_and_leaves_wat_and_hoe_alone():
    """The ball goes back to network and worker; the consultant rewrites nothing (case 18)."""
    story = hoe_established()
    wat, hoe = story.t.wat, story.t.hoe
    story.do(a.AssessHoe, LEAD, hoe=1, bottom_line="b1", sufficient=False)
    assert (story.t.wat, story.t.hoe) == (wat, hoe)
    assert "hoe-insufficient" in story.findings()


# --- where a consultant comes from ---------------------------------------------------------------


@pytest.mark.parametrize("who", [LEAD, CO, WORKER], ids=lambda w: w[0])
def test_a_consultant_is_never_simply_added(who):
    """Only the authority, a handover or an opening makes a consultant (reading 5)."""
    story = with_consultants(opened())
    no = story.refused(
        a.AddParticipation, who, person=NEIGHBOUR[0], role=Role.CONSULTANT, since=story.now
    )
    fault = violation(no, "involvement.consultant-source")
    assert fault.clauses == ("P8c", "P12", "P24", "X8")
    (gap,) = fault.gaps
    assert (gap.code, gap.get("person")) == ("consultant-from-authority", NEIGHBOUR[0])
    (remedy,) = gap.remedies
    assert (remedy.act, remedy.roles, remedy.human) == ("AssignConsultant", (Role.AUTHORITY,), True)
    assign(story, NEIGHBOUR)


def test_the_authority_adds_consultants_and_nobody_else():
    story = opened()
    no = story.refused(
        a.AddParticipation, AUTHORITY, person=NEIGHBOUR[0], role=Role.NETWORK, since=story.now
    )
    assert codes(no, "involvement.consultant-source") == ["authority-adds-consultants-only"]
    story.do(a.AddParticipation, AUTHORITY, person=CO[0], role=Role.CONSULTANT, since=story.now)
    assert story.t.people[story.last_id()].standing is Standing.CO


def test_the_opener_leads_on_the_evidence_of_a_mandate():
    story = Story()
    story.do(a.OpenInvolvement, LEAD, **opening(story, LEAD, ANNA))
    assert story.t.people[story.last_id()].standing is Standing.LEAD
    story = Story()
    no = story.refused(a.OpenInvolvement, LEAD, **opening(story, LEAD, ANNA, by=story.by(LEAD)))
    assert rules(no) == ["powers.mandate"]
    late = evolve(MANDATE, until=story.now)
    no = story.refused(
        a.OpenInvolvement, LEAD, **opening(story, LEAD, ANNA, by=story.by(LEAD, mandate=late))
    )
    assert rules(no) == ["powers.mandate"]


def test_a_fathers_word_as_consultant_here_is_refused_on_both_grounds():
    """He sits on the client side and has been assigned by nobody."""
    story = opened()
    no = story.refused(
        a.AssignConsultant, FATHER, person=FATHER[0], standing=Standing.CO, since=story.now
    )
    assert {"powers.AssignConsultant", "involvement.one-side"} <= set(rules(no))


# --- ratifying, and adopting an older file -------------------------------------------------------

STANDING_FOR = (
    row(a.Ratify, "P12 P24", "lead authority"),
    row(a.Adopt, "P12 P24", "lead deputy co"),
)


@pytest.mark.parametrize("case", cases(STANDING_FOR), ids=str)
def test_who_may_ratify_and_who_may_adopt(case):
    case.play()


@pytest.mark.parametrize("who", [LEAD, AUTHORITY])
def test_nobody_ratifies_what_they_did_themselves(who):
    story = opened()
    story.do(a.KeepApart, who, persons=(ANNA, WORKER[0]), ground=text("ground"))
    own = story.last_id()
    no = violation(
        story.refused(a.Ratify, who, acts=(inform(story, WORKER), own), ground=text("ground")),
        "ratifying.not-own",
    )
    assert no.clauses == ("P12", "P24")
    (gap,) = no.gaps
    assert (gap.code, gap.get("about"), gap.get("person")) == ("ratifies-own-act", own, who[0])
    other = AUTHORITY if who == LEAD else LEAD
    story.do(a.Ratify, other, acts=(own,), ground=text("ground"))


def test_what_is_found_out_in_an_adopted_file_is_for_its_lead_to_say():
    story = hand_over(adopted(*OLD, elsewhere=()), CO)
    no = violation(find_out(story, who=LEAD), "adopting.by-the-lead")
    assert no.clauses == ("P12",)
    (gap,) = no.gaps
    assert (gap.code, gap.get("person"), [r.act for r in gap.remedies]) == (
        "not-lead",
        LEAD[0],
        ["Adopt"],
    )
    assert isinstance(find_out(story, who=CO), Accepted)
    assert story.t.incomplete == frozenset()


def test_a_care_worker_s_power_begins_with_the_adoption_and_never_before():
    story = Story()
    early = story.now - timedelta(days=200)
    for person, role, fine in (("w-9", Role.CARE_WORKER, False), ("aunt", Role.NETWORK, True)):
        part = AdoptedPart(person=person, role=role, since=early)
        answer = story.ask(a.Adopt, LEAD, **adopting(story, LEAD, ANNA, parts=(part,)))
        assert isinstance(answer, Accepted) is fine
        if not fine:
            (gap,) = violation(answer, "adopting.parts").gaps
            assert (gap.code, gap.get("person")) == ("power-back-dated", person)


@pytest.mark.parametrize(
    "kind",
    [
        a.OfferHandover,
        a.TakeOver,
        a.DeputiseConsultant,
        a.EstablishWat,
        a.ReviseWat,
        a.SetExpectations,
        a.AssessHoe,
    ],
)
def test_nobody_writes_it_down_for_another(kind):
    not_for_another(kind)


def test_no_exception_moves_a_bar_or_makes_a_consultant():
    story = wat_established()
    given = (exception("P12", words=text()), exception("P14", words=text()))
    said = revision(story, material=False, bottom_lines=(B1,))
    no = story.refused(a.ReviseWat, LEAD, **{**said, "exceptions": given})
    assert violation(no, "wat.wording-only").clauses == ("P12", "X6")
    content = {"person": NEIGHBOUR[0], "role": Role.CONSULTANT, "since": story.now}
    no = story.refused(a.AddParticipation, LEAD, **content, exceptions=given)
    assert codes(no, "involvement.consultant-source") == ["consultant-from-authority"]
