"""X1: withdrawing as achieved takes expectations and a goal about this minor, and each of them, and
each bottom line about this minor, judged met on the version in force, for long enough."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

from safetyframe import acts as a
from safetyframe.acts.ending import WithdrawalOutcome
from safetyframe.acts.informing import AlignOn, Position
from safetyframe.acts.wat import Expectation
from safetyframe.law import Law
from safetyframe.outcome import Accepted, Gap
from safetyframe.policy import Policy
from safetyframe.roles import Role
from tests.support.cast import expectations, reopening, revision, violation, withdrawn
from tests.support.gates import cannot_be_lowered
from tests.support.story import (
    ANNA,
    ANNA_,
    BEN,
    GRAN,
    LEAD,
    MOTHER,
    WORKER,
    Story,
    align_all,
    codes,
    exception,
    expectations_set,
    gathered,
    judged_met,
    opened,
    ready_to_withdraw,
    rules,
    statements,
    text,
    wat_established,
)

ANNAS = ("g1", "b1", "e1")  # what WAT says about Anna
ALL_HEARD = (exception("P21"),)  # hearing everyone is P21's; nothing here is about it


def withdraw(story: Story, minor=ANNA, **more):
    """Ask to withdraw as achieved."""
    content = {"exceptions": ALL_HEARD, **more}
    return story.ask(a.Withdraw, LEAD, minor=minor, outcome=WithdrawalOutcome.ACHIEVED, **content)


def judge(story: Story, target: str, *, met: bool, ago: float = 0, minor=ANNA) -> None:
    """Judge one statement on WAT in force, so many days ago but written down now."""
    by = story.by(LEAD, at=story.now - timedelta(days=ago), recorded_at=story.now)
    story.do(a.Judge, LEAD, by=by, wat=len(story.t.wat), minor=minor, target=target, met=met)


def gaps(outcome) -> dict[str | None, str]:
    """What stands in the way, by statement."""
    fault = violation(outcome, "ending.achieved")
    assert fault.clauses == ("X1", "P5c", "P20", "T4")
    return {gap.get("target"): gap.code for gap in fault.gaps}


def only_gap(outcome) -> Gap:
    (gap,) = violation(outcome, "ending.achieved").gaps
    return gap


def met_and_sustained() -> Story:
    """Everything about Anna is met on version 2, for twenty days."""
    return judged_met(expectations_set()).wait(20)


def test_when_all_is_met_the_lead_withdraws_and_nothing_unmet_is_left():
    story = met_and_sustained()
    done = story.keep(withdraw(story))
    assert not [i for i in done.record.leaves_open if i.clause == "T4"]
    (episode,) = (e for e in story.t.involvement.values() if e.minor == ANNA)
    assert (episode.open, episode.outcome) == (False, WithdrawalOutcome.ACHIEVED)


def test_no_policy_lowers_it():
    cannot_be_lowered("X1")


@pytest.mark.parametrize("clause", ["X1", "P5c", "P20", "T4"])
def test_no_exception_bends_it(clause):
    story = expectations_set()
    outcome = withdraw(story, exceptions=(*ALL_HEARD, exception(clause)))
    assert set(gaps(outcome)) == set(ANNAS)


def test_the_remedies_named_lead_to_a_withdrawal():
    """Each gap says who judges what; doing just that, and waiting, is enough."""
    story = expectations_set()
    for gap in violation(withdraw(story), "ending.achieved").gaps:
        assert (gap.code, gap.get("minor")) == ("not-judged", ANNA)
        (remedy,) = gap.remedies
        assert (remedy.act, remedy.roles, remedy.human) == ("Judge", (Role.CONSULTANT,), True)
        story.do(a.Judge, LEAD, met=True, **dict(remedy.about))
    assert only_gap(withdraw(story)).code == "not-sustained"
    story.wait(14)
    assert isinstance(withdraw(story), Accepted)


@pytest.mark.parametrize("target", ANNAS)
def test_each_statement_about_the_minor_must_be_judged(target):
    story = expectations_set()
    for other in ANNAS:
        if other != target:
            judge(story, other, met=True)
    story.wait(20)
    assert gaps(withdraw(story)) == {target: "not-judged"}


@pytest.mark.parametrize("target", ANNAS)
def test_each_statement_about_the_minor_must_be_met(target):
    story = met_and_sustained()
    relapse = story.now
    judge(story, target, met=False)
    gap = only_gap(withdraw(story))
    assert (gap.get("target"), gap.code) == (target, "judged-unmet")
    assert gap.get("since") == relapse.isoformat()


def test_all_that_is_missing_is_told_at_once():
    """Unmet, unsustained and not judged, besides whoever asks and on what."""
    story = expectations_set()
    judge(story, "b1", met=False)
    judge(story, "g1", met=True)
    no = story.refused(
        a.Withdraw, WORKER, minor=ANNA, outcome=WithdrawalOutcome.ACHIEVED, exceptions=()
    )
    assert gaps(no) == {"b1": "judged-unmet", "g1": "not-sustained", "e1": "not-judged"}
    assert {"powers.Withdraw", "ending.achieved", "ending.heard"} == set(rules(no))


@pytest.mark.parametrize(
    "outcome",
    [
        o
        for o in WithdrawalOutcome
        if o not in (WithdrawalOutcome.ACHIEVED, WithdrawalOutcome.MANDATE_ENDED_BY_GOVERNMENT)
    ],
    ids=lambda o: o.value,
)
def test_it_asks_nothing_of_an_outcome_that_claims_no_success(outcome):
    story = expectations_set()
    story.do(a.Withdraw, LEAD, minor=ANNA, outcome=outcome, ground=text(), exceptions=ALL_HEARD)
    (episode,) = (e for e in story.t.involvement.values() if e.minor == ANNA)
    assert episode.outcome is outcome


# --- never vacuously -----------------------------------------------------------------------------


def test_without_any_wat_nothing_was_achieved():
    story = opened()
    gap = only_gap(withdraw(story))
    assert (gap.code, gap.get("minor")) == ("no-wat", ANNA)
    assert (gap.remedies[0].act, gap.remedies[0].roles) == ("EstablishWat", (Role.CONSULTANT,))
    story.do(a.EstablishWat, LEAD, **statements(), **gathered(story))
    assert "no-wat" not in codes(withdraw(story))


def test_without_expectations_nothing_was_achieved():
    story = wat_established()
    for target in ("g1", "b1"):
        judge(story, target, met=True)
    story.wait(20)
    gap = only_gap(withdraw(story))
    assert (gap.code, gap.get("minor")) == ("no-expectation", ANNA)
    assert (gap.remedies[0].act, gap.remedies[0].roles) == ("SetExpectations", (Role.CONSULTANT,))
    story.do(a.SetExpectations, LEAD, **expectations(ANNA, exceptions=ALL_HEARD))
    judge(story, "e1", met=True)
    assert isinstance(withdraw(story), Accepted)


def _about_ben_only() -> dict:
    first, second = statements()["goals"]
    b1, b2 = statements()["bottom_lines"]
    d1, d2 = statements()["dangers"]
    ben = {"minors": (BEN,)}
    return {
        "bottom_lines": (evolve(b1, **ben), b2),
        "dangers": (evolve(d1, **ben), d2),
        "goals": (evolve(first, **ben), second),
    }


def test_a_goal_about_the_other_child_is_no_goal_about_this_one():
    story = opened()
    story.do(a.EstablishWat, LEAD, **_about_ben_only(), **gathered(story))
    story.do(a.SetExpectations, LEAD, **expectations(ANNA, BEN, exceptions=ALL_HEARD))
    judge(story, "e1", met=True)
    for target in ("g1", "g2", "b1", "b2", "e1"):
        judge(story, target, met=True, minor=BEN)
    story.wait(20)
    gap = only_gap(withdraw(story))
    assert (gap.code, gap.get("minor")) == ("no-goal", ANNA)
    assert (gap.remedies[0].act, gap.remedies[0].roles) == ("ReviseWat", (Role.CONSULTANT,))
    assert isinstance(withdraw(story, BEN), Accepted)


def test_an_expectation_about_the_other_child_is_none_about_this_one():
    story = wat_established()
    story.do(a.SetExpectations, LEAD, **expectations(BEN, exceptions=ALL_HEARD))
    for target in ("g1", "b1"):
        judge(story, target, met=True)
    story.wait(20)
    assert only_gap(withdraw(story)).code == "no-expectation"


def test_what_is_met_for_the_other_child_is_not_met_for_this_one():
    story = judged_met(expectations_set(), BEN).wait(20)
    assert gaps(withdraw(story)) == dict.fromkeys(ANNAS, "not-judged")
    assert isinstance(withdraw(story, BEN), Accepted)


def test_what_is_unmet_for_the_other_child_does_not_hold_this_one():
    """Siblings are each judged and withdrawn from on their own (case 7)."""
    story = met_and_sustained()
    for target in ("g1", "g2", "b2"):
        judge(story, target, met=False, minor=BEN)
    story.keep(withdraw(story))
    assert {e.minor: e.open for e in story.t.involvement.values()} == {ANNA: False, BEN: True}
    judge(story, "g1", met=True, minor=BEN)


# --- the latest judgement, by its own date -------------------------------------------------------


def test_relapse_after_met_is_unmet_again():
    story = met_and_sustained()
    judge(story, "g1", met=False)
    story.wait(60)
    assert gaps(withdraw(story)) == {"g1": "judged-unmet"}


def test_met_again_after_a_relapse_has_to_be_sustained_anew():
    story = met_and_sustained()
    judge(story, "g1", met=False)
    judge(story, "g1", met=True)
    story.wait(13)
    gap = only_gap(withdraw(story))
    assert (gap.code, gap.get("days"), gap.get("needed")) == ("not-sustained", 13, 14)
    story.wait(1)
    assert isinstance(withdraw(story), Accepted)


def test_a_back_dated_met_never_overrides_a_later_relapse():
    story = met_and_sustained()
    judge(story, "g1", met=False)
    judge(story, "g1", met=True, ago=5)
    assert gaps(withdraw(story)) == {"g1": "judged-unmet"}


def test_a_relapse_written_down_late_breaks_the_period_it_fell_in():
    """Met 20 days ago and met now, but it turns out there was a relapse 10 days ago."""
    story = met_and_sustained()
    judge(story, "g1", met=True)
    assert isinstance(withdraw(story), Accepted)
    judge(story, "g1", met=False, ago=10)
    assert gaps(withdraw(story)) == {"g1": "not-sustained"}


def test_of_two_judgements_at_one_instant_the_later_written_counts():
    for last, passes in ((True, True), (False, False)):
        story = expectations_set()
        for target in ("b1", "e1"):
            judge(story, target, met=True)
        now = story.now
        for met in (not last, last):
            story.now = now
            judge(story, "g1", met=met)
        story.wait(20)
        assert isinstance(withdraw(story), Accepted) is passes


def test_a_withdrawal_dated_before_its_judgement_rests_on_nothing():
    story = met_and_sustained()
    judge(story, "e1", met=True)
    before = story.by(LEAD, at=story.now - timedelta(days=1), recorded_at=story.now)
    outcome = story.ask(
        a.Withdraw,
        LEAD,
        by=before,
        minor=ANNA,
        outcome=WithdrawalOutcome.ACHIEVED,
        exceptions=ALL_HEARD,
    )
    assert gaps(outcome) == {"e1": "judged-later"}


def test_a_withdrawal_is_not_slipped_in_before_a_relapse_on_record():
    story = met_and_sustained()
    judge(story, "g1", met=False)
    before = story.by(LEAD, at=story.now - timedelta(days=1), recorded_at=story.now)
    assert gaps(withdraw(story, by=before)) == {"g1": "judged-unmet"}


# --- sustained, in civil days of the trajectory's own zone ---------------------------------------


def _met_at(moment: datetime) -> Story:
    story = expectations_set()
    story.now = moment
    for target in ANNAS:
        story.now = moment
        judge(story, target, met=True)
    return story


BRUSSELS = ZoneInfo("Europe/Brussels")


@pytest.mark.parametrize(
    ("met", "held", "enough"),
    [
        # The clock goes forward on 30 March 2025: one hour less than fourteen times 24, yet enough.
        ((2025, 3, 17, 12, 0), (2025, 3, 31, 12, 0), True),
        # Minutes count for nothing, midnights do; and midnight is Brussels', not Greenwich's.
        ((2025, 3, 17, 23, 59), (2025, 3, 31, 0, 1), True),
        ((2025, 3, 17, 0, 1), (2025, 3, 30, 23, 59), False),
        ((2025, 3, 17, 0, 30), (2025, 3, 31, 0, 30), True),
        # It goes back on 26 October: thirteen days and 25 hours are still thirteen days.
        ((2025, 10, 13, 0, 30), (2025, 10, 26, 23, 59), False),
        ((2025, 10, 13, 0, 30), (2025, 10, 27, 0, 1), True),
    ],
)
@pytest.mark.parametrize(
    "zone", [UTC, BRUSSELS, timezone(timedelta(hours=-9))], ids=["utc", "brussels", "west"]
)
def test_the_period_is_counted_in_civil_days_however_the_instant_is_written(
    met, held, enough, zone
):
    """14 days is the goal's own period; the same instants give the same answer (X14)."""
    story = _met_at(datetime(*met, tzinfo=BRUSSELS).astimezone(zone))
    story.now = datetime(*held, tzinfo=BRUSSELS).astimezone(zone)
    outcome = withdraw(story)
    assert isinstance(outcome, Accepted) is enough
    if not enough:
        gap = only_gap(outcome)
        assert (gap.code, gap.get("days"), gap.get("needed")) == ("not-sustained", 13, 14)


# --- on the version in force ---------------------------------------------------------------------


def test_judgements_on_an_older_material_version_prove_nothing_now():
    story = met_and_sustained()
    story.do(a.ReviseWat, LEAD, **revision(story, material=True))
    assert gaps(withdraw(story)) == dict.fromkeys(ANNAS, "judged-on-an-older-version")
    judged_met(story).wait(14)
    assert isinstance(withdraw(story), Accepted)


def test_other_expectations_make_a_material_version_too():
    story = met_and_sustained()
    story.do(
        a.SetExpectations,
        LEAD,
        **expectations(ANNA, revises=2, material=True, exceptions=ALL_HEARD),
    )
    assert gaps(withdraw(story)) == dict.fromkeys(ANNAS, "judged-on-an-older-version")


def test_a_revision_of_wording_leaves_judgements_standing():
    story = met_and_sustained()
    story.do(a.ReviseWat, LEAD, **revision(story, material=False))
    assert isinstance(withdraw(story), Accepted)


def test_raising_the_bar_late_is_never_passed_over():
    """The period doubles after the goal was met: it has to be judged and held again (case 17)."""
    story = met_and_sustained()
    goal, other = statements()["goals"]
    longer = (evolve(goal, sustained_days=28), other)
    story.do(a.ReviseWat, LEAD, **revision(story, material=True, goals=longer))
    judged_met(story).wait(14)
    gap = only_gap(withdraw(story))
    assert (gap.code, gap.get("needed")) == ("not-sustained", 28)


def test_a_withdrawal_is_not_slipped_in_before_a_raised_bar():
    story = met_and_sustained()
    story.do(a.ReviseWat, LEAD, **revision(story, material=True))
    before = story.by(LEAD, at=story.now - timedelta(days=1), recorded_at=story.now)
    assert set(gaps(withdraw(story, by=before))) == set(ANNAS)


def test_one_judgement_never_counts_for_two_statements():
    """A goal that takes an expectation's id would be met by the judgement on the other."""
    story = expectations_set()
    goal, other = statements()["goals"]
    line, second = statements()["bottom_lines"]
    twins = {
        "goals": (evolve(goal, id="e1"), other),
        "bottom_lines": (evolve(line, goals=("e1",)), second),
    }
    assert rules(story.refused(a.ReviseWat, LEAD, **revision(story, material=True, **twins)))


# --- in this episode -----------------------------------------------------------------------------


def reopened() -> Story:
    """All was met for Anna, the consultants left, and came back ten days later."""
    story = withdrawn(met_and_sustained()).wait(10)
    story.do(a.Reopen, LEAD, **reopening(story, ANNA))
    return story


def test_judgements_from_before_a_reopening_prove_nothing_now():
    """It was reopened because something is the matter again (case 20)."""
    story = reopened().wait(30)
    assert set(gaps(withdraw(story))) == set(ANNAS)
    judged_met(story).wait(14)
    assert isinstance(withdraw(story), Accepted)


def test_a_judgement_back_dated_to_before_the_reopening_proves_nothing_either():
    story = reopened().wait(5)
    for target in ANNAS:
        judge(story, target, met=True, ago=6)
    assert set(gaps(withdraw(story))) == set(ANNAS)


def test_nothing_is_closed_on_an_emergency():
    """A place to record gives no power: neither to judge nor to close (reading 4)."""
    story = withdrawn(met_and_sustained())
    story.do(a.Protect, WORKER, minors=(ANNA,), measure=text())
    no = withdraw(story)
    assert codes(no, "ending.minor-open") == ["emergency-only"]
    assert violation(no, "ending.minor-open").clauses == ("P2",)


# --- not older than the policy says --------------------------------------------------------------


@pytest.mark.parametrize(("limit", "passes"), [(None, True), (20, True), (19, False), (0, False)])
def test_a_judgement_is_no_older_than_the_policy_says(limit, passes):
    """Without a number a judgement has no maximum age (reading 9)."""
    story = judged_met(expectations_set(Law(Policy(judgement_days=limit)))).wait(20)
    outcome = withdraw(story)
    assert isinstance(outcome, Accepted) is passes
    if not passes:
        assert gaps(outcome) == dict.fromkeys(ANNAS, "judgement-too-old")
        assert {g.get("days") for g in violation(outcome, "ending.achieved").gaps} == {20}
        judged_met(story)
        assert isinstance(withdraw(story), Accepted)


# --- whose yes it is -----------------------------------------------------------------------------


def test_everyone_agreeing_replaces_no_judgement():
    """Family or network wants out, goals are unmet: no (case 21a)."""
    story = expectations_set()
    align_all(story, AlignOn.WITHDRAWAL, minor=ANNA, position=Position.AGREES)
    for who in (ANNA_, MOTHER, GRAN, WORKER):
        story.do(a.Scale, who, goal="g1", minor=ANNA, value=10)
    assert gaps(withdraw(story, exceptions=())) == dict.fromkeys(ANNAS, "not-judged")


def test_somebody_who_dissents_cannot_keep_consultants_in():
    """Alignment is no veto (1.2.3)."""
    story = ready_to_withdraw()
    align_all(story, AlignOn.WITHDRAWAL, minor=ANNA, but=(WORKER[0],), position=Position.DISSENTS)
    assert isinstance(withdraw(story, exceptions=()), Accepted)


def test_more_expectations_than_one_are_all_to_be_met():
    story = wat_established()
    two = tuple(Expectation(id=i, words=text(i), minors=(ANNA,)) for i in ("e1", "e2"))
    story.do(a.SetExpectations, LEAD, **expectations(ANNA, exceptions=ALL_HEARD, expectations=two))
    for target in ANNAS:
        judge(story, target, met=True)
    story.wait(20)
    assert gaps(withdraw(story)) == {"e2": "not-judged"}
