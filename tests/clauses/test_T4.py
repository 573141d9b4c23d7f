"""T4: stay involved for as long as needed; not before it is responsible do consultants withdraw."""

from datetime import timedelta

import pytest

from safetyframe import acts as a
from safetyframe.acts.ending import WithdrawalOutcome
from safetyframe.acts.informing import AlignOn, Position
from safetyframe.outcome import Accepted
from safetyframe.record import OpenItem
from tests.support.cast import leave, part_of, reopening, violation, withdrawn
from tests.support.gates import cannot_be_lowered
from tests.support.story import (
    ANNA,
    ANNA_,
    BEN,
    FATHER,
    LEAD,
    MOTHER,
    WORKER,
    Story,
    align_all,
    decision,
    exception,
    expectations_set,
    hoe_established,
    judged_met,
    opened,
    ready_to_withdraw,
    rules,
    text,
)

ACHIEVED = WithdrawalOutcome.ACHIEVED
#: What a lead may withdraw with besides success; government's own end is government's (P24).
OTHERS = tuple(
    o
    for o in WithdrawalOutcome
    if o not in (ACHIEVED, WithdrawalOutcome.MANDATE_ENDED_BY_GOVERNMENT)
)
P21 = (exception("P21"),)


def test_no_policy_lowers_it():
    cannot_be_lowered("T4")


def test_as_long_as_needed_and_no_longer():
    story = ready_to_withdraw()
    outcome = story.ask(a.Withdraw, LEAD, minor=ANNA, outcome=ACHIEVED)
    assert isinstance(outcome, Accepted)


@pytest.mark.parametrize("target", ["g1", "e1", "b1"])
def test_one_unmet_statement_is_enough_to_stay(target):
    story = ready_to_withdraw()
    story.do(a.Judge, LEAD, wat=2, minor=ANNA, target=target, met=False)
    no = story.refused(a.Withdraw, LEAD, minor=ANNA, outcome=ACHIEVED)
    assert rules(no) == ["ending.achieved"]
    assert "T4" in no.clauses


def test_that_everybody_wants_out_does_not_make_it_safe():
    """Family, network and care worker agree; the goals are unmet (case 21a)."""
    story = expectations_set()
    align_all(story, AlignOn.WITHDRAWAL, minor=ANNA, position=Position.AGREES)
    no = story.refused(a.Withdraw, LEAD, minor=ANNA, outcome=ACHIEVED)
    assert "T4" in violation(no, "ending.achieved").clauses


# --- other outcomes say on what ground, and are no success ---------------------------------------


@pytest.mark.parametrize("outcome", OTHERS, ids=lambda o: o.value)
def test_every_other_outcome_needs_a_ground(outcome):
    story = expectations_set()
    no = story.refused(a.Withdraw, LEAD, minor=ANNA, outcome=outcome, exceptions=P21)
    fault = violation(no, "ending.ground")
    assert (rules(no), fault.clauses) == (["ending.ground"], ("T4", "P20"))
    (gap,) = fault.gaps
    assert (gap.code, gap.get("outcome")) == ("no-ground", outcome.value)


@pytest.mark.parametrize("outcome", OTHERS, ids=lambda o: o.value)
def test_every_other_outcome_lists_what_is_unmet_and_is_never_a_success(outcome):
    story = expectations_set()
    story.do(a.Judge, LEAD, wat=2, minor=ANNA, target="g1", met=False)
    done = story.do(a.Withdraw, LEAD, minor=ANNA, outcome=outcome, ground=text(), exceptions=P21)
    left = done.record.leaves_open
    assert {(i.target, i.state) for i in left if i.clause == "T4"} == {
        ("g1", "judged-unmet"),
        ("b1", "not-judged"),
        ("e1", "not-judged"),
    }
    episode = next(e for e in story.t.involvement.values() if e.minor == ANNA)
    assert (episode.outcome, episode.leaves_open) == (outcome, left)
    assert episode.ground is not None


def test_success_needs_no_other_ground():
    story = ready_to_withdraw()
    story.do(a.Withdraw, LEAD, minor=ANNA, outcome=ACHIEVED)
    assert next(iter(story.t.involvement.values())).ground is None


def test_what_is_undone_at_the_end_refuses_nothing_and_is_listed():
    """No closing needs eighty ticks, but none is silent on what was left (reading 1)."""
    story = ready_to_withdraw()
    done = story.do(a.Withdraw, LEAD, minor=ANNA, outcome=ACHIEVED)
    left = done.record.leaves_open
    assert OpenItem(clause="P22", person=FATHER[0], state="overdue") in left
    assert OpenItem(clause="P22", person=MOTHER[0], state="overdue") not in left
    assert not [i for i in left if i.clause == "T4"]


# --- nothing but a decision closes ---------------------------------------------------------------


def _open(story: Story) -> dict[str, bool]:
    return {e.minor: e.open for e in story.t.involvement.values()}


BOTH_OPEN = {ANNA: True, BEN: True}


def test_time_alone_never_closes():
    """No end is written on an involvement, so none comes by itself."""
    story = judged_met(hoe_established()).wait(3650)
    story.do(a.Review, WORKER, minors=(ANNA, BEN))
    assert _open(story) == BOTH_OPEN
    assert "safe-enough-and-still-open" in story.findings()


def test_the_end_of_a_measure_or_of_the_help_that_was_on_offer_closes_nothing():
    """An eight-month module may end, the involvement does not (case 35)."""
    story = hoe_established()
    (key,) = story.t.hoe[1].measures
    story.do(a.EndMeasure, WORKER, measure=key, reason=text("the module ended"))
    leave(story, WORKER)
    assert _open(story) == BOTH_OPEN
    no = story.refused(a.Withdraw, LEAD, minor=ANNA, outcome=ACHIEVED, exceptions=P21)
    assert rules(no) == ["ending.achieved"]


def test_the_end_of_a_leads_part_closes_nothing():
    story = expectations_set()
    story.do(
        a.EndParticipation,
        LEAD,
        participation=part_of(story, LEAD),
        until=story.now + timedelta(days=1),
    )
    story.wait(2)
    assert _open(story) == BOTH_OPEN
    assert "no-lead" in story.findings()


def test_a_child_whose_part_ends_is_not_withdrawn_from():
    story = expectations_set()
    leave(story, ANNA_)
    assert _open(story) == BOTH_OPEN


def test_withdrawing_from_one_child_leaves_the_other():
    story = withdrawn(expectations_set(), ANNA)
    assert _open(story) == {ANNA: False, BEN: True}
    story.do(a.Judge, LEAD, wat=2, minor=BEN, target="g1", met=True)
    no = story.refused(a.Withdraw, LEAD, minor=BEN, outcome=ACHIEVED, exceptions=P21)
    assert rules(no) == ["ending.achieved"]


def test_protection_without_an_end_is_seen():
    story = opened()
    story.do(a.Protect, WORKER, minors=(ANNA,), measure=text())
    assert "protection-without-end" in story.findings()
    story.do(a.Protect, WORKER, minors=(ANNA,), measure=text(), until=story.now + timedelta(days=2))
    assert story.findings().count("protection-without-end") == 1
    assert "protection-past-its-end" not in story.findings()
    story.wait(3)
    assert "protection-past-its-end" in story.findings()


# --- closed, reopened, closed: as long as needed, each time --------------------------------------


def test_a_reopened_involvement_closes_on_its_own_merits_and_both_ends_stay():
    story = withdrawn(ready_to_withdraw()).wait(5)
    story.do(a.Reopen, LEAD, **reopening(story, ANNA))
    first = next(e for e in story.t.involvement.values() if e.minor == ANNA)
    no = story.refused(a.Withdraw, LEAD, minor=ANNA, outcome=ACHIEVED, exceptions=P21)
    assert rules(no) == ["ending.achieved"]
    judged_met(story).wait(14)
    story.do(a.Withdraw, LEAD, minor=ANNA, outcome=ACHIEVED, exceptions=P21)
    ends = [e for e in story.t.involvement.values() if e.minor == ANNA]
    assert [e.outcome for e in ends] == [WithdrawalOutcome.TRANSFERRED, ACHIEVED]
    assert (ends[0], ends[1].follows) == (first, first.id)


def test_a_reopening_dated_before_the_end_does_not_bring_old_judgements_back():
    """The second episode begins after the first ended, or what was met then would count again."""
    story = withdrawn(ready_to_withdraw()).wait(5)
    early = story.by(LEAD, at=story.t.wat[2].at, recorded_at=story.now)
    again = reopening(story, ANNA, necessity=decision(minors=(ANNA,)))
    outcome = story.ask(a.Reopen, LEAD, by=early, **again)
    if isinstance(outcome, Accepted):
        story.keep(outcome)
    no = story.refused(a.Withdraw, LEAD, minor=ANNA, outcome=ACHIEVED, exceptions=P21)
    assert {"ending.achieved", "ending.minor-open"} & set(rules(no))
