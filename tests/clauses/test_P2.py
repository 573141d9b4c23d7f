"""P2: the charter concerns trajectories where there is both concern and societal necessity."""

from datetime import timedelta

import pytest

from safetyframe import acts as a
from safetyframe.acts.ending import WithdrawalOutcome
from safetyframe.acts.involvement import NecessityStatus
from safetyframe.outcome import Accepted
from safetyframe.roles import Part, Role
from tests.support.cast import (
    CARL,
    adopting,
    expectations,
    join,
    opening,
    reopening,
    revision,
    violation,
    withdrawn,
)
from tests.support.gates import cannot_be_lowered
from tests.support.levels import levelled
from tests.support.story import (
    ANNA,
    ANNA_,
    AUTHORITY,
    BEN,
    GRAN,
    LEAD,
    MOTHER,
    WORKER,
    Story,
    codes,
    decision,
    exception,
    expectations_set,
    gathered,
    hoe_content,
    hoe_established,
    measure,
    opened,
    ready_to_withdraw,
    rules,
    statements,
    text,
)

SCOPE = "involvement.in-scope"
IN_SCOPE = [s for s in NecessityStatus if s is not NecessityStatus.ENDED]


def test_no_policy_lowers_it():
    cannot_be_lowered("P2")


# --- in scope: a concern, and a decision for each child ------------------------------------------


def _open_first(**changes):
    story = Story()
    return story, story.ask(a.OpenInvolvement, LEAD, **opening(story, LEAD, ANNA, BEN, **changes))


def _reopen(**changes):
    story = withdrawn(withdrawn(opened()), BEN).wait(5)
    content = {**reopening(story, ANNA, BEN), **changes}
    return story, story.ask(a.Reopen, LEAD, **content)


both_ways = pytest.mark.parametrize("enter", [_open_first, _reopen], ids=["open", "reopen"])


@both_ways
@pytest.mark.parametrize("status", IN_SCOPE, ids=lambda s: s.value)
def test_with_concern_and_necessity_it_is_in_scope(enter, status):
    """Under investigation counts: the investigation is what it starts with."""
    story, outcome = enter(necessity=decision(status))
    assert isinstance(outcome, Accepted), outcome
    story.keep(outcome)
    assert {e.minor for e in story.t.involvement.values() if e.open} == {ANNA, BEN}


@both_ways
def test_without_a_concern_it_is_out_of_scope(enter):
    _, outcome = enter(concern=None)
    fault = violation(outcome, SCOPE)
    assert (rules(outcome), fault.clauses) == ([SCOPE], ("P2",))
    assert [g.code for g in fault.gaps] == ["no-concern"]


@both_ways
def test_on_a_necessity_that_ended_it_is_out_of_scope(enter):
    _, outcome = enter(necessity=decision(NecessityStatus.ENDED))
    (gap,) = violation(outcome, SCOPE).gaps
    assert gap.code == "necessity-ended"
    (remedy,) = gap.remedies
    assert (remedy.act, remedy.roles, remedy.human) == ("DecideNecessity", (Role.AUTHORITY,), True)


@both_ways
def test_an_involvement_rests_on_the_latest_decision_that_is_known(enter):
    """Recorded before it is opened again: a newer decision, and one that came to light late."""
    story, outcome = enter()
    assert isinstance(outcome, Accepted)
    newest = story.now - timedelta(hours=1)
    story.do(a.DecideNecessity, AUTHORITY, id="newest", decision=decision(at=newest))
    story.do(a.DecideNecessity, AUTHORITY, decision=decision(at=newest - timedelta(days=1)))
    kind, content = (
        (a.OpenInvolvement, opening(story, LEAD, ANNA, BEN))
        if enter is _open_first
        else (a.Reopen, reopening(story, ANNA, BEN))
    )
    for since in (timedelta(seconds=-1), timedelta()):
        content["necessity"] = decision(at=newest + since)
        outcome = story.ask(kind, LEAD, **content)
        if since:
            faults = violation(outcome, SCOPE).gaps
            told = [(g.code, g.get("minor"), g.get("necessity")) for g in faults]
            assert told == [("necessity-superseded", minor, "newest") for minor in (ANNA, BEN)]
            assert all(g.remedies[0].act == kind.__name__ for g in faults)
        else:
            assert isinstance(outcome, Accepted), outcome


@both_ways
def test_a_decision_about_the_brother_is_none_about_the_sister(enter):
    _, outcome = enter(necessity=decision(minors=(BEN,)))
    (gap,) = violation(outcome, SCOPE).gaps
    assert (gap.code, gap.get("minor")) == ("necessity-for-other-minors", ANNA)
    assert gap.remedies[0].act == "DecideNecessity"


@both_ways
def test_all_that_keeps_it_out_of_scope_is_told_at_once(enter):
    nothing = decision(NecessityStatus.ENDED, minors=(BEN,), signed_by=None)
    _, outcome = enter(concern=None, necessity=nothing)
    assert set(codes(outcome)) == {
        "no-concern",
        "necessity-ended",
        "necessity-for-other-minors",
        "no-named-decider",
    }
    assert {"P2", "P24"} <= set(outcome.clauses)


@pytest.mark.parametrize("kind", [a.OpenInvolvement, a.Reopen], ids=lambda k: k.__name__)
def test_what_is_open_is_not_opened_once_more(kind):
    story = opened()
    content = opening(story, LEAD, ANNA)
    if kind is a.Reopen:
        content = reopening(story, ANNA)
    no = story.refused(kind, LEAD, **content)
    assert [(g.code, g.get("minor")) for g in violation(no, SCOPE).gaps] == [("already-open", ANNA)]


def test_what_was_never_opened_is_opened_and_not_reopened():
    story = opened()
    join(story, (CARL, Role.MINOR))
    no = story.refused(a.Reopen, LEAD, **reopening(story, CARL))
    fault = violation(no, "involvement.reopens")
    assert fault.clauses == ("P2",)
    (gap,) = fault.gaps
    assert (gap.code, gap.get("minor")) == ("never-opened", CARL)
    (remedy,) = gap.remedies
    assert (remedy.act, remedy.roles) == ("OpenInvolvement", (Role.CONSULTANT,))
    story.do(a.OpenInvolvement, LEAD, **opening(story, LEAD, CARL))


def test_what_was_only_ever_an_emergency_is_opened_and_not_reopened():
    """Protecting opened no involvement, so there is nothing to open again (reading 4)."""
    story = opened()
    story.do(a.Protect, WORKER, minors=(CARL,), measure=text())
    no = story.refused(a.Reopen, LEAD, **reopening(story, CARL))
    fault = violation(no, "involvement.reopens")
    assert fault.clauses == ("P2",)
    assert [(g.code, g.get("minor")) for g in fault.gaps] == [("never-opened", CARL)]
    story.do(a.OpenInvolvement, LEAD, **opening(story, LEAD, CARL))


def test_an_emergency_is_regularised_by_the_act_that_the_law_takes():
    """Opening for a child who is new, reopening for one with whom an involvement has ended."""
    story = withdrawn(opened())
    story.do(a.Protect, WORKER, minors=(ANNA, CARL), measure=text())
    found = story.law.findings(story.t, story.now)
    hints = {
        f.get("minor"): [r.act for r in f.remedies]
        for f in found
        if f.code == "emergency-to-regularise"
    }
    assert hints == {ANNA: ["Reopen"], CARL: ["OpenInvolvement"]}


def test_a_child_to_be_born_or_newly_found_is_opened_for_by_itself():
    story = opened()
    story.do(a.OpenInvolvement, LEAD, **opening(story, LEAD, CARL))
    assert {e.minor for e in story.t.involvement.values() if e.open} == {ANNA, BEN, CARL}


# --- a relapse after it was achieved (case 20) ---------------------------------------------------

ANEW = "involvement.anew"


def _achieved() -> Story:
    story = ready_to_withdraw()
    story.do(a.Withdraw, LEAD, minor=ANNA, outcome=WithdrawalOutcome.ACHIEVED)
    return story.wait(60)


def test_a_relapse_takes_a_concern_of_its_own():
    story = _achieved()
    no = story.refused(a.Reopen, LEAD, **reopening(story, ANNA, concern=text("concern")))
    fault = violation(no, ANEW)
    assert (rules(no), fault.clauses) == ([ANEW], ("P2", "P24"))
    (gap,) = fault.gaps
    assert (gap.code, gap.get("minor")) == ("concern-not-new", ANNA)
    story.do(a.Reopen, LEAD, **reopening(story, ANNA))


def test_a_concern_written_down_since_is_one():
    story = _achieved()
    story.do(a.RecordConcern, WORKER, minors=(ANNA,), about=text("seen again"))
    story.do(a.Reopen, LEAD, **reopening(story, ANNA, concern=text("seen again")))


def test_and_a_decision_of_its_own():
    story = _achieved()
    old = story.t.necessity[story.records[0].act.id].decision
    no = story.refused(a.Reopen, LEAD, **reopening(story, ANNA, necessity=old))
    (gap,) = violation(no, ANEW).gaps
    assert (rules(no), gap.code) == ([ANEW], "necessity-not-new")
    assert [(r.act, r.human) for r in gap.remedies] == [("DecideNecessity", True)]
    story.do(a.DecideNecessity, AUTHORITY, decision=decision(minors=(ANNA,), at=story.now))
    decided = story.t.necessity[story.last_id()].decision
    story.do(a.Reopen, LEAD, **reopening(story, ANNA, necessity=decided))


def test_an_emergency_in_between_replaces_neither():
    story = _achieved()
    story.do(a.Protect, WORKER, minors=(ANNA,), measure=text())
    first = story.records[0].act
    for kind in (a.Reopen, a.OpenInvolvement):
        content = opening(story, LEAD, ANNA, concern=text("concern"), necessity=first.necessity)
        no = story.refused(kind, LEAD, **content)
        once = ["involvement.opens-once"] if kind is a.OpenInvolvement else []
        assert rules(no) == [ANEW, *once]
        assert codes(no, ANEW) == ["concern-not-new", "necessity-not-new"]


def test_what_ended_otherwise_goes_on_with_what_it_rested_on():
    """Transferred to the court, say: the decision that made it so carries what comes next."""
    story = withdrawn(ready_to_withdraw())
    first = story.records[0].act
    content = reopening(story, ANNA, concern=text("concern"), necessity=first.necessity)
    story.do(a.Reopen, LEAD, **content)


# --- out of scope nothing is decided -------------------------------------------------------------


def _ended_all() -> Story:
    """A whole trajectory, and the consultants have left both children."""
    return withdrawn(withdrawn(hoe_established()), BEN).wait(5)


TOGETHER = (
    Part(person=WORKER[0], role=WORKER[1]),
    Part(person=MOTHER[0], role=MOTHER[1], position=text()),
)

#: Act, who, its content once WAT 2 and HOE 1 stand, and the rule that asks for an involvement.
DECIDING = [
    (a.ReviseWat, LEAD, lambda s: revision(s, material=True), "wat.open"),
    (
        a.SetExpectations,
        LEAD,
        lambda _: expectations(ANNA, revises=2, material=True, exceptions=(exception("P21"),)),
        "wat.open",
    ),
    (
        a.Judge,
        LEAD,
        lambda _: {"wat": 2, "minor": ANNA, "target": "g1", "met": True},
        "ending.minor-open",
    ),
    (
        a.Withdraw,
        LEAD,
        lambda _: {
            "minor": ANNA,
            "outcome": WithdrawalOutcome.TRANSFERRED,
            "ground": text(),
            "exceptions": (exception("P21"),),
        },
        "ending.minor-open",
    ),
    (
        a.DecideDirection,
        MOTHER,
        lambda _: {"direction": text(), "minors": (ANNA,), "together": TOGETHER},
        "direction.open",
    ),
    (a.EstablishHoe, WORKER, hoe_content, "hoe.open"),
]
each_decision = pytest.mark.parametrize(
    ("kind", "who", "content", "rule"), DECIDING, ids=[d[0].__name__ for d in DECIDING]
)


@each_decision
def test_while_an_involvement_is_open_it_may_be_decided(kind, who, content, rule):
    story = hoe_established()
    story.do(kind, who, **content(story))


@each_decision
def test_once_it_ended_nothing_is_decided(kind, who, content, rule):
    story = _ended_all()
    no = story.refused(kind, who, **content(story))
    fault = violation(no, rule)
    assert (rules(no), fault.clauses) == ([rule], ("P2",))
    assert [g.code for g in fault.gaps] == ["no-open-involvement"]


@each_decision
def test_the_remedy_for_what_has_ended_really_opens_it_again(kind, who, content, rule):
    """The act named is the one that the law takes: what ended is reopened (case 20)."""
    story = _ended_all()
    no = story.refused(kind, who, **content(story))
    (gap,) = violation(no, rule).gaps
    named = {r.act for r in gap.remedies}
    assert "Reopen" in named
    story.do(a.Reopen, LEAD, **reopening(story, ANNA, BEN))
    assert rule not in rules_of(story.ask(kind, who, **content(story)))


def rules_of(outcome) -> list[str]:
    return [] if isinstance(outcome, Accepted) else rules(outcome)


@each_decision
def test_an_emergency_is_no_involvement(kind, who, content, rule):
    """It opens a place to record, and no power beyond it (reading 4)."""
    story = _ended_all()
    story.do(a.Protect, WORKER, minors=(ANNA, BEN), measure=text())
    no = story.refused(kind, who, **content(story))
    assert violation(no, rule).clauses == ("P2",)
    assert rules(no) == [rule]


def test_in_an_emergency_before_any_opening_no_provisional_wat_is_established():
    """Protect first, then regularise: only then there is anything to establish on (case 25)."""
    story = Story()
    story.do(a.Protect, MOTHER, minors=(ANNA, BEN), measure=text())
    assert "emergency-to-regularise" in story.findings()
    no = story.refused(a.EstablishWat, LEAD, **statements())
    (gap,) = violation(no, "wat.open").gaps
    assert gap.code == "emergency-only"
    (remedy,) = gap.remedies
    assert (remedy.act, remedy.roles) == ("OpenInvolvement", (Role.CONSULTANT,))
    story.do(a.OpenInvolvement, LEAD, **opening(story, LEAD, ANNA, BEN))
    for who in (WORKER, MOTHER):
        join(story, who)
    story.do(a.EstablishWat, LEAD, **statements(), **gathered(story))
    assert "emergency-to-regularise" not in story.findings()
    emergencies = [e for e in story.t.involvement.values() if e.emergency]
    assert [(e.open, e.regularised) for e in emergencies] == [(False, True)] * 2


# --- per child -----------------------------------------------------------------------------------


def _only_anna_open() -> Story:
    """Ben is known and taken care of; there is neither concern nor decision about him."""
    story = Story()
    story.do(a.OpenInvolvement, LEAD, **opening(story, LEAD, ANNA))
    for who in (WORKER, MOTHER, (BEN, Role.MINOR)):
        join(story, who)
    return story


def test_nothing_is_established_about_a_child_out_of_scope():
    """WAT binds Ben as well as Anna, but only Anna is in scope."""
    story = _only_anna_open()
    no = story.refused(a.EstablishWat, LEAD, **statements(), **gathered(story))
    assert "P2" in no.clauses


def test_nothing_is_established_about_a_child_in_an_emergency_only():
    """The sister's involvement lends the brother's emergency no power (reading 4)."""
    story = _only_anna_open()
    story.do(a.Protect, WORKER, minors=(BEN,), measure=text())
    no = story.refused(a.EstablishWat, LEAD, **statements(), **gathered(story))
    assert "P2" in no.clauses


def test_nothing_is_expected_of_a_child_out_of_scope():
    story = withdrawn(expectations_set(), BEN)
    join(story, (CARL, Role.MINOR))
    no = story.refused(
        a.SetExpectations,
        LEAD,
        **expectations(ANNA, CARL, revises=2, material=True, exceptions=(exception("P21"),)),
    )
    assert "P2" in no.clauses


def test_the_sisters_involvement_lends_none_for_judging_or_closing_on_the_brother():
    story = withdrawn(expectations_set(), BEN)
    for content in (
        {"kind": a.Judge, "wat": 2, "target": "g1", "met": True},
        {
            "kind": a.Withdraw,
            "outcome": WithdrawalOutcome.TRANSFERRED,
            "ground": text(),
            "exceptions": (exception("P21"),),
        },
    ):
        kind = content.pop("kind")
        no = story.refused(kind, LEAD, minor=BEN, **content)
        fault = violation(no, "ending.minor-open")
        assert [(g.code, g.get("minor")) for g in fault.gaps] == [("no-open-involvement", BEN)]
        story.do(kind, LEAD, minor=ANNA, **content)


def test_speaking_and_recording_a_concern_need_no_scope():
    """Somebody has to be able to say that something is the matter."""
    story = _ended_all()
    story.do(a.RecordConcern, WORKER, minors=(ANNA,), about=text())
    story.do(a.Speak, ANNA_, words=text())
    story.do(a.Protect, WORKER, minors=(ANNA,), measure=text())


def test_an_older_file_comes_in_with_a_concern_and_a_necessity_that_stands():
    story = Story()
    ended = decision(NecessityStatus.ENDED, minors=(ANNA,))
    for changes, code in (
        ({"concern": None}, "no-concern"),
        ({"necessity": ended}, "necessity-ended"),
    ):
        no = story.refused(a.Adopt, LEAD, **{**adopting(story, LEAD, ANNA), **changes})
        found = violation(no, "adopting.in-scope")
        assert found.clauses == ("P2",)
        assert [g.code for g in found.gaps] == [code]


# --- per child (case 7) --------------------------------------------------------------------------


def test_a_direction_is_for_a_child_with_whom_involvement_is_open():
    story = withdrawn(opened())
    together = (
        Part(person=WORKER[0], role=Role.CARE_WORKER, position=text()),
        Part(person=MOTHER[0], role=Role.PARENT, position=text()),
    )
    for minors, may in (((ANNA,), False), ((BEN,), True), ((ANNA, BEN), True)):
        outcome = story.ask(
            a.DecideDirection, WORKER, direction=text(), minors=minors, together=together
        )
        assert isinstance(outcome, Accepted) is may
    no = story.refused(
        a.DecideDirection, WORKER, direction=text(), minors=(ANNA,), together=together
    )
    assert codes(no, "direction.open") == ["no-open-involvement"]


def test_hoe_is_for_a_child_with_whom_involvement_is_open():
    story = hoe_established()
    content = hoe_content(story)
    withdrawn(story)
    assert isinstance(story.ask(a.EstablishHoe, WORKER, **content), Accepted)
    for minors, may in (((ANNA,), False), ((BEN,), True)):
        key = measure(story, minors=minors)
        story.do(a.AcceptMeasure, GRAN, measure=key)
        outcome = story.ask(a.EstablishHoe, WORKER, **{**content, "measures": (key,)})
        assert isinstance(outcome, Accepted) is may
        if not may:
            assert codes(outcome, "hoe.open") == ["no-open-involvement"]


def test_an_emergency_does_not_make_a_reopening_an_opening():
    story = withdrawn(opened())
    story.do(a.Protect, WORKER, minors=(ANNA,), measure=text(), until=None)
    no = story.refused(a.OpenInvolvement, LEAD, **opening(story, LEAD, ANNA))
    assert codes(no, "involvement.opens-once") == ["reopen-instead"]


@pytest.mark.parametrize(
    ("kind", "who", "content", "rule"),
    [one for one in DECIDING if hasattr(one[0], "exceptions")],
    ids=lambda one: getattr(one, "__name__", ""),
)
@pytest.mark.parametrize("clause", ["P2", "P21"])
def test_no_exception_carries_a_decision_where_nothing_is_open(kind, who, content, rule, clause):
    story = _ended_all()
    said = {**content(story), "exceptions": (exception(clause, words=text()),)}
    levelled(violation(story.refused(kind, who, **said), rule))
