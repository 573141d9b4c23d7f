"""P20: the consultant sets what must be seen changed for consultants to end their involvement."""

from datetime import timedelta

import pytest

from safetyframe import acts as a
from safetyframe.acts.ending import WithdrawalOutcome
from safetyframe.acts.wat import Expectation, StatementKind
from safetyframe.outcome import Accepted
from tests.support.cast import (
    assign,
    cases,
    deputise,
    expectations,
    hand_over,
    leave,
    revision,
    row,
    violation,
)
from tests.support.gates import cannot_be_lowered
from tests.support.recorded import not_for_another
from tests.support.story import (
    ANNA,
    BEN,
    CO,
    DEPUTY,
    LEAD,
    WORKER,
    codes,
    exception,
    expectations_set,
    judged_met,
    opened,
    rules,
    text,
    wat_established,
)

P21 = (exception("P21"),)
ACHIEVED = {"minor": ANNA, "outcome": WithdrawalOutcome.ACHIEVED, "exceptions": P21}
TRANSFERRED = {
    "minor": ANNA,
    "outcome": WithdrawalOutcome.TRANSFERRED,
    "ground": text(),
    "exceptions": P21,
}
JUDGEMENT = {"minor": ANNA, "target": "g1", "met": False}

TABLE = (
    #   act                    rests on   who may
    row(a.SetExpectations, "P20 P12", "lead deputy"),
    row(a.Judge, "P20 P5c", "lead deputy"),
    row(a.Withdraw, "P20 T4", "lead deputy"),
)


@pytest.mark.parametrize("case", cases(TABLE), ids=str)
def test_who_may(case):
    case.play()


def test_no_policy_lowers_it():
    cannot_be_lowered("P20")


# --- the consultant's, while in charge -----------------------------------------------------------

#: What only whoever is in charge may do, said on WAT version 1.
CHARGE = [
    (a.SetExpectations, expectations(ANNA, BEN, exceptions=P21)),
    (a.Judge, {**JUDGEMENT, "wat": 1}),
    (a.Withdraw, TRANSFERRED),
]
each_power = pytest.mark.parametrize(
    ("kind", "content"), CHARGE, ids=[kind.__name__ for kind, _ in CHARGE]
)


@each_power
@pytest.mark.parametrize(("day", "may"), [(-1, False), (0, True), (6, True), (7, False)])
def test_a_deputy_may_within_the_period_only(kind, content, day, may):
    story = wat_established()
    start = story.now + timedelta(days=2)
    deputise(story, 7, since=start)
    story.now = start + timedelta(days=day)
    outcome = story.ask(kind, DEPUTY, **content)
    assert isinstance(outcome, Accepted) is may


@each_power
def test_a_deputy_whose_period_is_over_and_who_stays_may_no_longer(kind, content):
    story = wat_established()
    assign(story, DEPUTY)
    deputise(story, 7)
    story.wait(7)
    no = story.refused(kind, DEPUTY, **content)
    assert codes(no, f"powers.{kind.__name__}") == ["not-lead"]


@each_power
def test_a_former_lead_may_not_after_the_handover_and_the_successor_may(kind, content):
    story = wat_established()
    assign(story, CO)
    hand_over(story)
    assert rules(story.refused(kind, LEAD, **content)) == ["form.participation"]
    assign(story, LEAD)
    assert codes(story.refused(kind, LEAD, **content)) == ["not-lead"]
    assert isinstance(story.ask(kind, CO, **content), Accepted)


@each_power
def test_in_a_gap_between_leads_nobody_may(kind, content):
    story = wat_established()
    assign(story, CO)
    leave(story, LEAD, LEAD)
    for who in (LEAD, CO, WORKER):
        assert rules(story.refused(kind, who, **content))


# --- without expectations nothing is achieved ----------------------------------------------------


def test_there_must_be_something_to_expect():
    story = wat_established()
    content = expectations(ANNA, exceptions=P21, expectations=())
    no = story.refused(a.SetExpectations, LEAD, **content)
    fault = violation(no, "expectations.some")
    assert (rules(no), fault.clauses) == (["expectations.some"], ("P20",))
    assert [g.code for g in fault.gaps] == ["no-expectation"]


def test_no_exception_replaces_an_expectation():
    story = wat_established()
    content = expectations(ANNA, exceptions=(*P21, exception("P20")), expectations=())
    assert "expectations.some" in rules(story.refused(a.SetExpectations, LEAD, **content))


def test_withdrawing_as_achieved_without_expectations_is_impossible():
    story = judged_met(wat_established()).wait(20)
    no = story.refused(a.Withdraw, LEAD, **ACHIEVED)
    fault = violation(no, "ending.achieved")
    assert "P20" in fault.clauses
    assert [g.code for g in fault.gaps] == ["no-expectation"]


@pytest.mark.parametrize("met", [True, False])
def test_what_was_expected_has_to_be_seen(met):
    story = judged_met(expectations_set()).wait(20)
    story.do(a.Judge, LEAD, wat=2, minor=ANNA, target="e1", met=met)
    assert isinstance(story.ask(a.Withdraw, LEAD, **ACHIEVED), Accepted) is met


def test_a_wat_without_expectations_is_found():
    story = wat_established()
    assert "no-expectations" in story.findings()
    story.do(a.SetExpectations, LEAD, **expectations(ANNA, exceptions=P21))
    assert "no-expectations" not in story.findings()


def test_a_care_workers_draft_of_an_expectation_sets_none():
    story = wat_established()
    story.do(
        a.DraftWat,
        WORKER,
        kind=StatementKind.EXPECTATION,
        minors=(ANNA,),
        words=text(),
    )
    assert not story.t.wat[1].expectations


# --- what was expected does not shift unseen -----------------------------------------------------


def _expected(*minors, key="e1", words="e1") -> Expectation:
    return Expectation(id=key, words=text(words), minors=minors)


SHIFTS = [
    pytest.param((_expected(ANNA, BEN), _expected(ANNA, key="e2")), id="one more"),
    pytest.param((_expected(ANNA, BEN, key="e2"),), id="another"),
    pytest.param((_expected(ANNA),), id="of one child less"),
]


@pytest.mark.parametrize("now", SHIFTS)
def test_other_expectations_are_a_material_revision(now):
    """HOE, judgements and positions were made on the old ones: everyone is asked anew (case 17)."""
    story = expectations_set()
    content = expectations(ANNA, revises=2, exceptions=P21, expectations=now)
    no = story.refused(a.SetExpectations, LEAD, **content)
    fault = violation(no, "expectations.raised")
    assert (rules(no), fault.clauses) == (["expectations.raised"], ("P12", "P20", "X6"))
    (gap,) = fault.gaps
    assert (gap.code, gap.get("field")) == ("more-than-wording", "expectations")
    (remedy,) = gap.remedies
    assert remedy.act == "SetExpectations"
    story.do(a.SetExpectations, LEAD, **{**content, "material": True})
    assert story.t.wat[3].material == 3


def test_clearer_words_for_the_same_expectation_are_wording():
    story = expectations_set()
    clearer = (_expected(ANNA, BEN, words="clearer"),)
    story.do(
        a.SetExpectations,
        LEAD,
        **expectations(ANNA, revises=2, exceptions=P21, expectations=clearer),
    )
    assert story.t.wat[3].material == 1


def test_setting_them_for_the_first_time_makes_nothing_stale():
    """Nobody had been told otherwise; judgements and HOE stand."""
    story = wat_established()
    story.do(a.SetExpectations, LEAD, **expectations(ANNA, exceptions=P21))
    assert story.t.wat[2].material == 1


def test_expectations_outlive_a_revision_of_wat():
    """They are withdrawn from view by nobody: a revision takes them along."""
    story = expectations_set()
    before = story.t.wat[2].expectations
    story.do(a.ReviseWat, LEAD, **revision(story, material=True))
    assert story.t.wat[3].expectations == before


# --- involvement ends, help need not -------------------------------------------------------------


def test_the_consultants_leave_and_the_rest_goes_on():
    """It is their involvement that ends (1.2.2): worker and network keep their parts."""
    story = expectations_set()
    parts = [p.until for p in story.t.people.values()]
    story.do(a.Withdraw, LEAD, **TRANSFERRED)
    assert [p.until for p in story.t.people.values()] == parts
    story.do(a.Review, WORKER, minors=(ANNA,))


@pytest.mark.parametrize(
    "outcome",
    [o for o in WithdrawalOutcome if o is not WithdrawalOutcome.ACHIEVED],
    ids=lambda o: o.value,
)
def test_no_other_outcome_is_written_down_without_its_ground(outcome):
    story = opened()
    no = story.refused(a.Withdraw, LEAD, minor=ANNA, outcome=outcome)
    assert violation(no, "ending.ground").clauses == ("T4", "P20")


@pytest.mark.parametrize("material", [True, False])
def test_whoever_changes_what_was_expected_says_why(material):
    story = expectations_set()
    clearer = (_expected(ANNA, BEN, words="clearer"),)
    content = expectations(
        ANNA, revises=2, exceptions=P21, expectations=clearer, material=material, reason=None
    )
    fault = violation(story.refused(a.SetExpectations, LEAD, **content), "expectations.reasoned")
    assert fault.clauses == ("P20", "P12")
    assert [(g.code, g.get("field")) for g in fault.gaps] == [("no-reason", "reason")]
    story.do(a.SetExpectations, LEAD, **{**content, "reason": text("why")})
    assert story.t.wat[3].reason == text("why")


def test_the_first_ones_need_no_reason():
    story = wat_established()
    content = expectations(ANNA, exceptions=P21, reason=None)
    story.do(a.SetExpectations, LEAD, **content)


@pytest.mark.parametrize("kind", [a.Judge, a.Withdraw])
def test_nobody_writes_it_down_for_another(kind):
    not_for_another(kind)
