"""What the law itself answers and refuses, word for word, and whose acts its answers carry."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from attrs import evolve

from safetyframe import acts as a
from safetyframe.acts.involvement import NecessityStatus
from safetyframe.charter import Level
from safetyframe.errors import HostError, NeedsHistoryError
from safetyframe.law import Law
from safetyframe.law.guards import Guard, powers
from safetyframe.outcome import (
    Accepted,
    AuditReport,
    Breach,
    Can,
    Gap,
    Refused,
    Unjudged,
    Unsure,
    Violation,
)
from safetyframe.policy import Lowered, Policy
from safetyframe.record import OpenItem
from safetyframe.rules import RULES, Rule
from safetyframe.rules.form import by_faults
from safetyframe.trajectory import Trajectory
from safetyframe.views import Viewer
from tests.support.cast import expectations, join, withdrawn
from tests.support.kin import BEN_AUNT, BEN_FATHER, BEN_WORKER, half_siblings
from tests.support.story import (
    ANNA,
    ANNA_,
    AUTHORITY,
    BEN,
    FATHER,
    LEAD,
    MANDATE,
    MOTHER,
    WORKER,
    Story,
    decision,
    opened,
    ready_to_withdraw,
    text,
    wat_established,
)

NAIVE = datetime(2026, 3, 1, 10)  # noqa: DTZ001 - that is the fault
LATE = datetime(2030, 1, 1, tzinfo=UTC)
BEFORE = datetime(2001, 1, 1, tzinfo=UTC)
NO_OFFSET = "as_of has no offset from UTC: give an aware datetime"
TOO_EARLY = (
    "as_of lies before the last record of this trajectory: fold the records that were "
    "written down by then, and ask that"
)


def shown(story, thing, who, **more):
    viewer = Viewer(person=who[0], at=story.now, **more)
    return story.law.show(thing, viewer, story.t)


@pytest.fixture
def story():
    return opened()


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda s: s.law.duties(s.t, NAIVE), NO_OFFSET),
        (lambda s: s.law.findings(s.t, NAIVE), NO_OFFSET),
        (lambda s: s.law.duties(s.t, BEFORE), TOO_EARLY),
        (lambda s: s.law.findings(s.t, BEFORE), TOO_EARLY),
        (lambda s: s.law.findings(Trajectory.start("x"), BEFORE, linked=[s.t]), TOO_EARLY),
        (
            lambda s: s.law.duties(s.t.hide("wat", "hoe"), LATE),
            "duties read slices that are not known: load or find out hoe, wat",
        ),
        (
            lambda s: s.law.barred(s.t, MOTHER[0], ANNA, NAIVE),
            "`at` has no offset from UTC: give an aware datetime",
        ),
        (lambda s: s.law.needs(str), "str is no act of the charter; see safetyframe.acts.ACTS"),
        (lambda s: s.law.needs("x"), "str is no act of the charter; see safetyframe.acts.ACTS"),
        (lambda s: s.law.decide(s.t, 7), "int is no act of the charter; see safetyframe.acts.ACTS"),
        (
            lambda s: s.law.show(s.records, Viewer(person=ANNA, at=s.now)),
            "give the trajectory that this is about: what is hidden follows from it",
        ),
        (
            lambda s: shown(s, Refused(violations=()), ANNA_),
            "this outcome was not given by Law.decide: it names no act",
        ),
        (
            lambda s: shown(s, s.ask(a.Speak, ANNA_, words=text()), MOTHER),
            "an answer is shown to whoever asked, or wrote the act down for them",
        ),
        (
            lambda s: shown(s, s.law.what_can(s.t, s.by(ANNA_)), MOTHER),
            "an answer is shown to whoever asked, or wrote the act down for them",
        ),
    ],
)  # fmt: skip
def test_what_is_said_of_what_cannot_be_asked(story, ask, said):
    with pytest.raises(HostError) as refused:
        ask(story)
    assert str(refused.value) == said
    assert isinstance(refused.value, NeedsHistoryError) is (said == TOO_EARLY)


def test_at_the_moment_of_the_last_record_it_can_be_asked(story):
    assert story.law.duties(story.t, story.t.known_at)
    assert story.law.findings(story.t, story.t.known_at).as_of == story.t.known_at


def test_without_packs_nobody_is_barred(story):
    assert story.law.barred(story.t, MOTHER[0], ANNA, story.now) is False


def test_an_act_needs_what_its_kind_does(story):
    for one in (story.act(a.Speak, ANNA_, words=text()), story.act(a.Withdraw, LEAD, minor=ANNA,
                outcome=a.WithdrawalOutcome.ACHIEVED)):  # fmt: skip
        assert story.law.needs(one) == story.law.needs(type(one))
    assert story.law.needs(a.Speak) != story.law.needs(a.Withdraw)


@pytest.mark.parametrize(
    "outcome",
    [
        lambda s: s.ask(a.RecordConcern, MOTHER, minors=(), about=text()),
        lambda s: s.ask(a.Speak, MOTHER, by=s.by(MOTHER, at=NAIVE), words=text()),
        lambda s: s.law.decide(s.t.hide("people"), s.act(a.OfferHandover, LEAD, to="c-co")),
    ],
    ids=["refused", "naive", "unsure"],
)  # fmt: skip
def test_an_answer_knows_what_was_asked(story, outcome):
    given = outcome(story)
    assert isinstance(given, Refused | Unsure)
    assert given.act is not None
    assert given.act.id == f"a{story.count}"


def test_a_refusal_says_what_is_not_known_too(story):
    given = story.law.decide(story.t.hide("wat"), story.act(a.EstablishWat, MOTHER, bottom_lines=(),
                             dangers=(), goals=()))  # fmt: skip
    assert isinstance(given, Refused)
    assert "wat" in given.unknown
    assert list(given.unknown) == sorted(given.unknown)


def test_an_acceptance_is_shown_with_the_trajectory_that_came_of_it(story):
    given = story.ask(a.Speak, ANNA_, words=text("mine"))
    told = shown(story, given, ANNA_).shown
    assert isinstance(told, Accepted)
    assert [v.words for v in told.trajectory.voices.values()] == [text("mine")]
    assert told.record.act.words == text("mine")


def test_whoever_asked_is_shown_what_they_are_warned_of():
    lowered = Lowered(clause="P21", reason="agreed with the region")
    story = wat_established(Law(Policy(lowered=(lowered,))))
    given = story.ask(a.SetExpectations, LEAD, **expectations(ANNA, BEN))
    assert {one.rule for one in given.warnings} == {"expectations.aligned"}
    assert shown(story, given, LEAD).shown.warnings == given.warnings


def test_whoever_said_what_works_was_told_nothing_wrong_by_it():
    """Whom a conversation was held with was told it; who contributed told it themselves."""
    story = opened()
    works = {"about": text("works"), "minors": (ANNA,), "contributors": (MOTHER[0],)}
    for kind, said, misinformed in (
        (a.RecordWhatWorks, works, ()),
        (
            a.RecordConversation,
            {"summary": text("said"), "minors": (ANNA,), "persons": (MOTHER[0],)},
            (MOTHER[0],),
        ),
    ):
        story.do(kind, WORKER, **said)
        story.do(
            a.Correct,
            WORKER,
            wrong=story.last_id(),
            reason=text("reason"),
        )
        assert story.records[-1].misinformed == misinformed


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"id": RULES[0].id},
            f"two rules are called {RULES[0].id!r}: give a rule of your own an id of your own",
        ),
        (
            {"clauses": ()},
            "rule 'house:two' rests on nothing: name a clause, or an id of your own",
        ),
        (
            {"reads": frozenset({"wat", "nowhere", "elsewhere"})},
            "rule 'house:two' reads elsewhere, nowhere, which is no slice",
        ),
    ],
)
def test_a_rule_of_a_house_that_cannot_be_is_refused_in_words(changes, said):
    rule = Rule(
        id="house:two",
        clauses=("house:two",),
        level=Level.HARD,
        guards=frozenset({a.Speak}),
        reads=frozenset({"wat"}),
        check=lambda *_: (),
    )
    Law(extra_rules=[rule])
    with pytest.raises(HostError) as refused:
        Law(extra_rules=[evolve(rule, **changes)])
    assert str(refused.value) == said


def test_a_rule_that_breaks_refuses_where_something_is_not_known_too():
    """That a slice is missing excuses a rule that reads it, and no other fault."""

    def breaks(*_):
        raise ValueError

    rule = Rule(
        id="house:breaks",
        clauses=("house:breaks",),
        level=Level.HARD,
        guards=frozenset({a.RecordStrength}),
        reads=frozenset(),
        check=breaks,
    )
    story = opened(Law(extra_rules=[rule]))
    strength = a.RecordStrength(
        id="s-1", by=story.by(WORKER), minors=(ANNA,), about=text("strength")
    )
    given = story.law.decide(story.t.hide("reviews"), strength)
    assert [(one.rule, one.level, one.broken) for one in given.violations] == [
        ("house:breaks", Level.HARD, True)
    ]


def test_what_the_table_does_not_list_is_refused_by_its_name():
    story = opened()
    unlisted = Guard(act=a.Speak, row=None, rules=(), reads=frozenset())
    assert powers(unlisted, story.t, story.by(LEAD)) == (
        (
            Violation(
                rule="powers.table",
                clauses=("P8c",),
                level=Level.HARD,
                gaps=(Gap(code="not-in-the-table", about=(("act", "Speak"),)),),
            ),
        ),
        False,
    )


def test_what_somebody_can_do_hangs_on_who_they_are_then(story):
    can = {one.act: one for one in story.law.what_can(story.t, story.by(LEAD))}
    theirs = {one.act: one for one in story.law.what_can(story.t, story.by(MOTHER))}
    assert can["OfferHandover"].can is not Can.NO
    assert theirs["OfferHandover"].can is Can.NO
    naive = story.law.what_can(story.t, story.by(LEAD, at=NAIVE))
    assert {one.act for one in naive} == {kind.__name__ for kind in a.ACTS}
    assert {one.can for one in naive} == {Can.NO}
    fault = Violation(
        rule="form.act", clauses=(), level=Level.HARD, gaps=by_faults(story.by(LEAD, at=NAIVE))
    )
    assert {one.violations for one in naive} == {(fault,)}
    assert fault.gaps
    blind = {one.act: one for one in story.law.what_can(story.t.hide("people"), story.by(LEAD))}
    assert blind["OfferHandover"].unknown == ("people",)


def audited(story: Story) -> AuditReport:
    broken = story.ask(a.Withdraw, WORKER, minor=ANNA, outcome=a.WithdrawalOutcome.ACHIEVED)
    assert isinstance(broken, Refused)
    record = evolve(story.records[-1], act=broken.act)
    return AuditReport(
        breaches=(Breach(record=record, violations=broken.violations),),
        unjudged=(Unjudged(record=record, unknown=("wat",)),),
    )


def test_an_audit_is_shown_as_it_is_to_professionals_and_government():
    story = half_siblings()
    join(story, BEN_WORKER, concerns=(BEN,))
    report = audited(story)
    for who, mandate in ((LEAD, None), (WORKER, None), (AUTHORITY, MANDATE)):
        view = shown(story, report, who, mandate=mandate)
        assert view.viewer == Viewer(person=who[0], at=story.now, mandate=mandate)
        record = shown(story, report.breaches[0].record, who, mandate=mandate).shown
        assert record is not None
        assert view.shown == AuditReport(
            breaches=(Breach(record=record, violations=report.breaches[0].violations),),
            unjudged=(Unjudged(record=record, unknown=("wat",)),),
        )
    for who in (MOTHER, BEN_WORKER, BEN_FATHER, ANNA_):
        assert shown(story, report, who).shown == AuditReport()


def test_of_a_report_what_is_not_theirs_is_left_out():
    story = opened()
    said = story.do(a.Speak, ANNA_, words=text("mine")).record
    report = AuditReport(
        breaches=(Breach(record=said, violations=()),),
        unjudged=(Unjudged(record=said, unknown=("wat",)),),
    )
    assert shown(story, report, LEAD).shown == AuditReport()


def test_an_audit_says_of_which_record_it_cannot_tell():
    story = ready_to_withdraw()
    start = Trajectory.start(story.t.id, zone=story.t.zone).hide("wat")
    report = Law().audit(story.records, start)
    assert {one.record for one in report.unjudged} <= set(story.records)
    assert all(one.unknown == ("wat",) for one in report.unjudged)
    judged = [r for r in story.records if r not in {one.record for one in report.unjudged}]
    assert judged


def ended(story: Story, *minors: str, at: datetime) -> tuple[OpenItem, ...]:
    given = story.ask(
        a.DecideNecessity,
        AUTHORITY,
        decision=decision(NecessityStatus.ENDED, minors=minors, at=at, reference="d-9"),
    )
    assert isinstance(given, Accepted), given
    return given.record.leaves_open


def test_an_ending_lists_what_is_open_for_each_child_that_it_ends_with():
    story = opened()
    items = ended(story, ANNA, at=story.now)
    assert {one.person for one in items} >= {ANNA, MOTHER[0]}
    both = ended(story, ANNA, BEN, at=story.now)
    assert {one.person for one in both} >= {ANNA, BEN, MOTHER[0]}
    assert len(set(both)) == len(both)


def test_an_ending_lists_nobody_whose_part_is_about_another_child():
    story = half_siblings()
    named = {one.person for one in ended(story, ANNA, at=story.now)}
    assert FATHER[0] in named
    assert not named & {BEN_FATHER[0], BEN_AUNT[0]}


def test_a_child_with_whom_it_ended_before_hides_no_other():
    story = withdrawn(opened())
    assert {one.person for one in ended(story, ANNA, BEN, at=story.now)} >= {BEN, MOTHER[0]}
    assert ended(story, ANNA, at=story.now) == ()


@pytest.mark.parametrize(("days", "ends"), [(-2, False), (-1, True), (0, True)])
def test_a_decision_older_than_that_on_which_it_rests_ends_nothing(days, ends):
    """Whoever opened did so on a decision of the day before."""
    story = opened()
    at = story.records[0].act.by.at + timedelta(days=days)
    assert bool(ended(story, ANNA, at=at)) is ends
