"""P24: mandates differ; deciding on societal necessity remains a task of government."""

from datetime import timedelta

import pytest
from attrs import evolve

from safetyframe import acts as a
from safetyframe.acts.ending import WithdrawalOutcome
from safetyframe.acts.involvement import NecessityStatus
from safetyframe.acts.keeping import ErasureKind
from safetyframe.outcome import Accepted, Refused, Unsure
from safetyframe.record import OpenItem
from safetyframe.roles import Role, Standing
from tests.support.cast import (
    adopting,
    assign,
    cases,
    expectations,
    leave,
    opening,
    reopening,
    revision,
    row,
    violation,
    withdrawn,
)
from tests.support.expect import NEIGHBOUR, join
from tests.support.gates import cannot_be_lowered
from tests.support.keeping import OLD, adopted, find_out
from tests.support.recorded import not_for_another
from tests.support.story import (
    ANNA,
    ANNA_,
    AUTHORITY,
    BEN,
    CO,
    DAY_ONE,
    GRAN,
    LEAD,
    MANDATE,
    MOTHER,
    SYSTEM,
    TRUST,
    WORKER,
    Story,
    codes,
    decision,
    exception,
    expectations_set,
    hoe_content,
    hoe_established,
    opened,
    ready_to_withdraw,
    rules,
    text,
)

TABLE = (
    #   act                   rests on  who may
    row(a.DecideNecessity, "P24", "authority"),
    row(a.RecordNecessity, "P24", "lead deputy co authority"),
    row(a.Reopen, "P24 P2", "lead"),
)


@pytest.mark.parametrize("case", cases(TABLE), ids=str)
def test_who_may(case):
    case.play()


def test_no_policy_lowers_it():
    cannot_be_lowered("P24")


# --- a decision names who took it ----------------------------------------------------------------

NAMES = ("body", "reference", "decided_at", "signed_by")


def _carries(kind, story: Story, **changes) -> dict:
    """An act of this kind, with a decision changed so."""
    if kind is a.OpenInvolvement:
        return opening(story, LEAD, ANNA, necessity=decision(minors=(ANNA,), **changes))
    if kind is a.Reopen:
        necessity = decision(minors=(ANNA,), **{"at": story.now, **changes})
        return reopening(story, ANNA, necessity=necessity)
    return {"decision": decision(NecessityStatus.COURT_ORDERED, **{"at": story.now, **changes})}


CARRIERS = {
    a.DecideNecessity: (opened, AUTHORITY),
    a.RecordNecessity: (opened, LEAD),
    a.OpenInvolvement: (Story, LEAD),
    a.Reopen: (lambda: withdrawn(opened()), LEAD),
}


@pytest.mark.parametrize("kind", CARRIERS, ids=lambda k: k.__name__)
def test_a_decision_with_everything_named_is_taken(kind):
    make, who = CARRIERS[kind]
    story = make()
    story.do(kind, who, **_carries(kind, story))
    assert story.t.necessity[story.last_id()].decision.signed_by == AUTHORITY[0]


@pytest.mark.parametrize("kind", CARRIERS, ids=lambda k: k.__name__)
@pytest.mark.parametrize("name", NAMES)
def test_a_decision_without_a_named_decider_is_none(kind, name):
    """Body, reference, date and signer: each of them, for whoever writes it down (reading 6)."""
    make, who = CARRIERS[kind]
    story = make()
    no = story.refused(kind, who, **_carries(kind, story, **{name: None}))
    fault = violation(no, "necessity.named-decider")
    assert fault.clauses == ("P24", "X15")
    (gap,) = fault.gaps
    assert (gap.code, gap.get("field")) == ("no-named-decider", name)
    (remedy,) = gap.remedies
    assert (remedy.act, remedy.roles, remedy.human) == ("DecideNecessity", (Role.AUTHORITY,), True)


def test_everything_left_out_is_named():
    story = opened()
    nothing = decision(**dict.fromkeys(NAMES))
    no = story.refused(a.RecordNecessity, LEAD, decision=nothing)
    assert {g.get("field") for g in violation(no, "necessity.named-decider").gaps} == set(NAMES)


@pytest.mark.parametrize(
    "kind", [a.RecordNecessity, a.OpenInvolvement, a.Reopen], ids=lambda k: k.__name__
)
def test_a_consultant_signs_for_no_government(kind):
    """The named human who signs for the body is another than the consultant who writes it down."""
    make, who = CARRIERS[kind]
    story = make()
    no = story.refused(kind, who, **_carries(kind, story, signed_by=LEAD[0]))
    (gap,) = violation(no, "necessity.named-decider").gaps
    assert (gap.code, gap.get("field")) == ("decider-is-recorder", "signed_by")


def test_a_decision_about_nobody_is_none():
    story = opened()
    no = story.refused(a.DecideNecessity, AUTHORITY, decision=decision(minors=()))
    assert codes(no, "necessity.named-decider") == ["no-minor-named"]


def test_a_body_decides_on_its_own_mandate_only():
    story = opened()
    other = decision(body="ocj-west")
    no = story.refused(a.DecideNecessity, AUTHORITY, decision=other)
    assert codes(no, "necessity.named-decider") == ["other-body-decided"]
    story.do(a.RecordNecessity, LEAD, decision=other)


@pytest.mark.parametrize(
    "mandate",
    [
        pytest.param(None, id="none"),
        pytest.param(evolve(MANDATE, until=DAY_ONE), id="over"),
        pytest.param(evolve(MANDATE, since=DAY_ONE + timedelta(days=1)), id="not yet"),
    ],
)
def test_an_authority_acts_on_a_mandate_that_runs(mandate):
    story = opened()
    act = story.act(
        a.DecideNecessity,
        AUTHORITY,
        by=evolve(story.by(AUTHORITY), mandate=mandate),
        decision=decision(),
    )
    no = story.law.decide(story.t, act)
    fault = violation(no, "powers.mandate")
    assert (fault.clauses, codes(no)) == (("P24", "P8c"), ["no-mandate"])


def test_a_mandate_ends_at_its_last_instant():
    story = opened()
    for seconds, runs in ((1, True), (0, False)):
        mandate = evolve(MANDATE, until=story.now + timedelta(seconds=seconds))
        act = story.act(
            a.DecideNecessity,
            AUTHORITY,
            by=story.by(AUTHORITY, mandate=mandate),
            decision=decision(),
        )
        assert isinstance(story.law.decide(story.t, act), Accepted) is runs


@pytest.mark.parametrize("who", [LEAD, WORKER, MOTHER, GRAN, TRUST], ids=lambda w: w[0])
def test_nobody_who_takes_part_is_the_authority_here(who):
    """Government decides from outside: neither a worker nor a parent puts on that hat."""
    story = opened()
    hat = (who[0], Role.AUTHORITY)
    for kind, content in (
        (a.DecideNecessity, {"decision": decision(NecessityStatus.ENDED, at=story.now)}),
        (a.AssignConsultant, {"person": CO[0], "standing": Standing.LEAD, "since": story.now}),
    ):
        no = story.refused(kind, hat, **content)
        fault = violation(no, "powers.authority-apart")
        assert fault.clauses == ("P24", "P8c")
        assert [g.code for g in fault.gaps] == ["takes-part"]


def apart(story, who, at) -> bool:
    """Whether `who` may have been the authority at that moment, written down now."""
    by = evolve(story.by((who[0], Role.AUTHORITY), at=at), recorded_at=story.now)
    act = story.act(a.DecideNecessity, LEAD, by=by, decision=decision(at=at))
    said = story.law.decide(story.t, act)
    return "powers.authority-apart" not in rules(said) if isinstance(said, Refused) else True


def test_dated_back_it_is_from_outside_only_if_its_author_was_there_at_no_moment_since():
    story = opened()
    before = story.now
    story.wait(1)
    assert apart(story, NEIGHBOUR, before)
    join(story, NEIGHBOUR)
    assert not apart(story, NEIGHBOUR, before)  # takes part while it is written down
    story.wait(1)
    assert not apart(story, NEIGHBOUR, story.now)
    leave(story, NEIGHBOUR)
    story.wait(1)
    assert not apart(story, NEIGHBOUR, before)  # took part in between
    assert apart(story, NEIGHBOUR, story.now)
    assert not apart(story, ANNA_, DAY_ONE - timedelta(days=30))


def test_who_has_left_may_be_the_authority_since():
    story = opened()
    leave(story, GRAN)
    story.do(a.DecideNecessity, (GRAN[0], Role.AUTHORITY), decision=decision(at=story.now))


@pytest.mark.parametrize("kind", [a.DecideNecessity, a.RecordNecessity], ids=lambda k: k.__name__)
@pytest.mark.parametrize("status", NecessityStatus)
def test_no_score_decides_on_necessity_whatever_it_says(kind, status):
    """A system proposes through information and views; it decides nothing (case 37, X15)."""
    story = opened()
    no = story.refused(kind, SYSTEM, decision=decision(status))
    assert rules(no) == [f"powers.{kind.__name__}"]
    story.do(a.RecordInformation, SYSTEM, minors=(ANNA,), about=text("score"))
    assert len(story.t.necessity) == 1


def test_broken_in_three_ways_it_is_refused_for_all_three():
    story = opened()
    act = story.act(
        a.OpenInvolvement,
        WORKER,
        **{
            **opening(story, WORKER, ANNA, by=story.by(WORKER)),
            "necessity": decision(minors=(ANNA,), signed_by=None),
        },
    )
    no = story.law.decide(story.t, act)
    assert {"powers.OpenInvolvement", "powers.mandate", "necessity.named-decider"} <= set(rules(no))


# --- government ends what government began -------------------------------------------------------


def _end(story: Story, who=AUTHORITY, *minors, **changes):
    kind = a.DecideNecessity if who is AUTHORITY else a.RecordNecessity
    named = {"minors": minors or (ANNA, BEN), "at": story.now, **changes}
    return story.do(kind, who, decision=decision(NecessityStatus.ENDED, **named))


@pytest.mark.parametrize("who", [AUTHORITY, LEAD], ids=lambda w: w[0])
def test_no_longer_necessary_ends_the_involvement_itself(who):
    """Decided by government, or written down with its decider, unmet goals and all (case 22)."""
    story = expectations_set()
    ended = _end(story, who)
    for episode in story.t.involvement.values():
        assert not episode.open
        assert episode.outcome is WithdrawalOutcome.MANDATE_ENDED_BY_GOVERNMENT
        assert episode.leaves_open == ended.record.leaves_open
    no = story.refused(a.Judge, LEAD, wat=2, minor=ANNA, target="g1", met=True)
    assert rules(no) == ["ending.minor-open"]


def test_what_is_open_when_government_ends_it_is_listed():
    """Unmet statements and undone duties, for each child, on the record and on the episode."""
    story = expectations_set()
    left = set(_end(story).record.leaves_open)
    for minor, targets in ((ANNA, {"g1", "b1", "e1"}), (BEN, {"g1", "g2", "b1", "b2", "e1"})):
        unmet = {i.target for i in left if i.clause == "T4" and i.person == minor}
        assert unmet == targets
    assert OpenItem(clause="T4", person=ANNA, target="g1", state="not-judged") in left
    assert {i.clause for i in left} >= {"T4", "T5a", "T5b", "P22", "P18b", "P27"}


def test_government_ends_it_for_the_child_it_names():
    """Siblings are unaffected (case 7)."""
    story = expectations_set()
    _end(story, AUTHORITY, ANNA)
    assert {e.minor: e.open for e in story.t.involvement.values()} == {ANNA: False, BEN: True}
    story.do(a.Judge, LEAD, wat=2, minor=BEN, target="g1", met=False)


@pytest.mark.parametrize(
    "status", [s for s in NecessityStatus if s is not NecessityStatus.ENDED], ids=lambda s: s.value
)
def test_any_other_decision_ends_nothing(status):
    story = opened()
    story.do(a.DecideNecessity, AUTHORITY, decision=decision(status, at=story.now))
    assert all(e.open for e in story.t.involvement.values())


def test_a_consultant_does_not_withdraw_in_governments_name():
    """Government's end is a decision of government, not an outcome that a lead may tick."""
    story = ready_to_withdraw()
    no = story.refused(
        a.Withdraw,
        LEAD,
        minor=ANNA,
        outcome=WithdrawalOutcome.MANDATE_ENDED_BY_GOVERNMENT,
        ground=text("ground"),
    )
    fault = violation(no, "ending.government")
    assert (rules(no), fault.clauses) == (["ending.government"], ("P24",))
    (gap,) = fault.gaps
    assert gap.code == "government-ends-it"
    assert {(r.act, r.roles, r.human) for r in gap.remedies} == {
        ("DecideNecessity", (Role.AUTHORITY,), True),
        ("RecordNecessity", (Role.CONSULTANT, Role.AUTHORITY), True),
    }
    _end(story, LEAD, ANNA)
    assert [e.open for e in story.t.involvement.values() if e.minor == ANNA] == [False]


def test_an_old_decision_found_again_ends_nothing_that_rests_on_a_later_one():
    """The latest decision stands, by its own date: who writes down an older one closes nothing."""
    story = expectations_set()
    old = decision(NecessityStatus.ENDED, at=DAY_ONE - timedelta(days=300), reference="d-0")
    outcome = story.ask(a.RecordNecessity, LEAD, decision=old)
    if isinstance(outcome, Accepted):
        story.keep(outcome)
    assert all(e.open for e in story.t.involvement.values())


def test_what_government_ended_is_not_reopened_on_the_decision_it_ended():
    """Reopening needs a new ground: a decision from before the end is none (case 20)."""
    story = opened()
    _end(story.wait(10))
    story.wait(10)
    again = reopening(story, ANNA, necessity=decision(minors=(ANNA,)))
    assert rules(story.refused(a.Reopen, LEAD, **again))


def test_a_new_decision_reopens_and_the_old_end_stays():
    story = opened()
    _end(story.wait(10))
    story.wait(10).do(a.Reopen, LEAD, **reopening(story, ANNA))
    first, second = (e for e in story.t.involvement.values() if e.minor == ANNA)
    assert (first.open, second.open, second.follows) == (False, True, first.id)
    assert first.outcome is WithdrawalOutcome.MANDATE_ENDED_BY_GOVERNMENT


def test_what_workers_and_family_do_leaves_the_state_of_necessity_alone():
    """Speaking, HOE and all: X5."""
    story = hoe_established()
    before = story.t.necessity
    story.do(a.EstablishHoe, WORKER, **hoe_content(story))
    story.do(a.Review, WORKER, minors=(ANNA,))
    story.do(a.RecordConcern, WORKER, minors=(ANNA,), about=text("necessary!"))
    assert story.t.necessity == before


# --- what rests on government does not come from elsewhere ---------------------------------------


def test_a_lead_who_is_gone_is_replaced_by_the_authority_alone():
    story = opened()
    leave(story, LEAD, LEAD)
    no = story.refused(
        a.AddParticipation, WORKER, person=CO[0], role=Role.CONSULTANT, since=story.now
    )
    assert "P24" in violation(no, "involvement.consultant-source").clauses
    assign(story, CO)


def test_establishing_and_expecting_decide_nothing_on_necessity():
    story = expectations_set()
    before = story.t.necessity
    story.do(a.ReviseWat, LEAD, **revision(story, material=True))
    more = expectations(ANNA, revises=3, material=True, exceptions=(exception("P21"),))
    story.do(a.SetExpectations, LEAD, **more)
    assert story.t.necessity == before


# --- erasing, and adopting an older file ---------------------------------------------------------

ERASING = (row(a.Erase, "P24 P8c", "authority"),)


@pytest.mark.parametrize("case", cases(ERASING), ids=str)
def test_who_may_erase(case):
    case.play()


def test_what_is_left_of_an_erasure_says_why():
    story = opened()
    other = {"texts": ("t-1",), "kind": ErasureKind.OTHER}
    no = violation(story.refused(a.Erase, AUTHORITY, **other), "erasing.says-why")
    assert no.clauses == ("P24", "P8c")
    assert [g.code for g in no.gaps] == ["no-words"]
    no = story.refused(a.Erase, AUTHORITY, **other, ground=text("t-1"))
    assert [g.code for g in violation(no, "erasing.says-why").gaps] == ["ground-erased"]
    story.do(a.Erase, AUTHORITY, **other, ground=text("because"))
    (left,) = story.t.erased.values()
    assert (left.texts, left.kind, left.person) == (("t-1",), ErasureKind.OTHER, AUTHORITY[0])
    story.do(a.Erase, AUTHORITY, texts=("t-2",), kind=ErasureKind.WRONG_FAMILY)


def test_the_reason_of_an_erasure_is_not_erased_later():
    story = opened()
    kind = ErasureKind.OTHER
    story.do(a.Erase, AUTHORITY, texts=("t-1",), kind=kind, ground=text("because"))
    no = story.refused(a.Erase, AUTHORITY, texts=("because",), kind=ErasureKind.EXCESSIVE)
    found = violation(no, "erasing.grounds-kept")
    assert found.clauses == ("P24", "P8c")
    (gap,) = found.gaps
    assert (gap.code, gap.get("about")) == ("ground-erased", "because")


def test_an_older_file_comes_in_first_or_not_at_all():
    story = opened()
    no = violation(story.refused(a.Adopt, LEAD, **adopting(story, LEAD, ANNA)), "adopting.begins")
    assert no.clauses == ("P2", "P24")
    assert [g.code for g in no.gaps] == ["has-its-own-history"]


def test_an_adoption_says_why_and_for_whom_and_does_so_once():
    empty = Story()
    for changes, code in (({"why": None}, "no-why"), ({"minors": ()}, "no-minor-named")):
        content = {**adopting(empty, LEAD, ANNA), **changes}
        no = violation(empty.refused(a.Adopt, LEAD, **content), "adopting.begins")
        assert [g.code for g in no.gaps] == [code]
    story = adopted(*OLD)
    no = story.refused(a.Adopt, LEAD, **adopting(story, LEAD, ANNA, BEN, unknown=("wat",)))
    assert [g.code for g in violation(no, "adopting.begins").gaps] == ["adopted-already"]


@pytest.mark.parametrize("field", ["body", "reference", "decided_at", "signed_by"])
def test_an_adopted_file_rests_on_a_named_decision_of_government(field):
    story = Story()
    nameless = evolve(decision(minors=(ANNA,)), **{field: None})
    no = story.refused(a.Adopt, LEAD, **adopting(story, LEAD, ANNA, necessity=nameless))
    no = violation(no, "adopting.named-decider")
    assert no.clauses == ("P24", "X15")
    assert [(g.code, g.get("field")) for g in no.gaps] == [("no-named-decider", field)]


def test_an_adoption_opens_the_involvement_and_makes_its_lead():
    story = adopted(*OLD)
    (adoption,) = story.records
    assert {e.minor for e in story.t.involvement.values() if e.open} == {ANNA, BEN}
    (lead,) = (p for p in story.t.people.values() if p.standing is not None)
    assert (lead.person, lead.id) == (LEAD[0], adoption.act.id)
    assert story.t.necessity[adoption.act.id].decision.reference == "d-1"
    assert len(story.t.people) == 6


def test_what_nobody_has_found_out_is_unknown_to_the_law_until_somebody_has():
    story = adopted("reviews", "wat", "hoe", "told")
    assert story.t.incomplete == {"reviews", "wat", "hoe", "told"}
    assert story.t.unknown == frozenset()
    judging = {"wat": 1, "minor": ANNA, "target": "g1", "met": True}
    assert isinstance(story.ask(a.Judge, LEAD, **judging), Refused)  # by form: it is not on record
    withdrawing = {"minor": ANNA, "outcome": a.WithdrawalOutcome.ACHIEVED}
    unsure = story.ask(a.Withdraw, LEAD, **withdrawing)
    assert isinstance(unsure, Unsure)
    assert set(unsure.unknown) == {"wat", "hoe", "told"}
    story.do(a.Review, LEAD, minors=(ANNA,))  # what is recorded since is recorded
    assert len(story.t.reviews) == 1
    assert isinstance(find_out(story), Accepted)
    assert isinstance(story.ask(a.Withdraw, LEAD, **withdrawing), Refused)
    assert len(story.t.reviews) == 1


@pytest.mark.parametrize(
    "kind",
    [
        a.DecideNecessity,
        a.RecordNecessity,
        a.OpenInvolvement,
        a.AssignConsultant,
        a.Reopen,
        a.Ratify,
        a.Erase,
        a.Adopt,
    ],
)
def test_nobody_writes_it_down_for_another(kind):
    not_for_another(kind)


def test_no_exception_makes_a_lead_withdraw_in_governments_name():
    story = ready_to_withdraw()
    no = story.refused(
        a.Withdraw,
        LEAD,
        minor=ANNA,
        outcome=WithdrawalOutcome.MANDATE_ENDED_BY_GOVERNMENT,
        ground=text("ground"),
        exceptions=(exception("P21", words=text()), exception("P24", words=text())),
    )
    assert violation(no, "ending.government").clauses == ("P24",)
