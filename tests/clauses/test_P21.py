"""P21: expectations, and withdrawing on them, are set in alignment with everyone involved.

Alignment is hearing and answering; it is no consent and no veto. Three gates: before expectations
are set, before withdrawing, and the written answer to a care worker who holds that it isn't safe.
"""

from datetime import timedelta

import pytest

from safetyframe import acts as a
from safetyframe.acts.ending import Answer, WithdrawalOutcome
from safetyframe.acts.informing import AlignOn, Position
from safetyframe.outcome import Accepted
from safetyframe.roles import Role
from safetyframe.values import Form, PersonId
from tests.support.cast import (
    NEIGHBOUR,
    assign,
    cases,
    expectations,
    join,
    leave,
    reopening,
    revision,
    role_players,
    row,
    unsafe,
    violation,
)
from tests.support.gates import ANSWERS, NO_ANSWERS, Gate
from tests.support.story import (
    ANNA,
    ANNA_,
    BEN,
    CO,
    FATHER,
    GRAN,
    LEAD,
    MOTHER,
    STRANGER,
    TRUST,
    WORKER,
    Story,
    align_all,
    codes,
    exception,
    gathered,
    hoe_established,
    judged_met,
    opened,
    ready_to_withdraw,
    rules,
    statements,
    text,
    wat_established,
)

EVERYONE = (ANNA, BEN, WORKER[0], MOTHER[0], FATHER[0], GRAN[0], TRUST[0])
ACHIEVED = WithdrawalOutcome.ACHIEVED
WITHDRAW = {"minor": ANNA, "outcome": ACHIEVED}

TABLE = (
    #   act          rests on   who may: consultants record it, the others give their own
    row(a.Align, "P21 P8c", "lead deputy co worker minor parent network"),
)


@pytest.mark.parametrize("case", cases(TABLE), ids=str)
def test_who_may(case):
    case.play()


# --- the three gates -----------------------------------------------------------------------------


def _all_but_mother(law) -> Story:
    story = wat_established(law)
    align_all(story, but=(MOTHER[0],))
    return story


def _ready_but_mother(law) -> Story:
    story = judged_met(hoe_established(law)).wait(20)
    align_all(story, AlignOn.WITHDRAWAL, minor=ANNA, but=(MOTHER[0],))
    return story


def _worker_dissents(law=None) -> Story:
    story = ready_to_withdraw(law)
    _position(story, WORKER[0], AlignOn.WITHDRAWAL, Position.DISSENTS, words=text("not safe"))
    return story


def _position(story: Story, person, on, position=Position.HEARD, *, who=LEAD, **more):
    minor = ANNA if on is AlignOn.WITHDRAWAL else None
    content = {"minor": minor, "wat": len(story.t.wat), "position": position, **more}
    story.do(a.Align, who, person=person, on=on, **content)


SETTING = Gate(
    clause="P21",
    rule="expectations.aligned",
    kind=a.SetExpectations,
    who=LEAD,
    story=_all_but_mother,
    undone=lambda _: expectations(ANNA, BEN),
    person=MOTHER[0],
)
WITHDRAWING = Gate(
    clause="P21",
    rule="ending.heard",
    kind=a.Withdraw,
    who=LEAD,
    story=_ready_but_mother,
    undone=lambda _: WITHDRAW,
    person=MOTHER[0],
)
ANSWERING = Gate(
    clause="P21",
    rule="ending.worker-answered",
    kind=a.Withdraw,
    who=LEAD,
    story=_worker_dissents,
    undone=lambda _: WITHDRAW,
    person=WORKER[0],
)
GATES = (SETTING, WITHDRAWING, ANSWERING)
each_gate = pytest.mark.parametrize("gate", GATES, ids=lambda g: g.rule)


@each_gate
@pytest.mark.parametrize("answer", ANSWERS)
def test_a_reasoned_exception_carries_it(gate, answer):
    gate.carried_by(answer)


@each_gate
@pytest.mark.parametrize("answer", NO_ANSWERS)
def test_what_is_no_answer_leaves_it_refused(gate, answer):
    gate.refusal(answer)


@each_gate
def test_a_policy_may_lower_it_to_a_warning(gate):
    gate.lowered_warns()


def test_an_exception_for_each_person_is_needed_where_no_general_one_is_given():
    """One person's reason is not another's."""
    story = wat_established()
    align_all(story, but=(MOTHER[0], FATHER[0]))
    one = (exception("P21", person=FATHER[0]),)
    no = story.refused(a.SetExpectations, LEAD, **expectations(ANNA, exceptions=one))
    assert [g.get("person") for g in no.violations[0].gaps] == [MOTHER[0]]
    both = (*one, exception("P21", person=MOTHER[0]))
    story.do(a.SetExpectations, LEAD, **expectations(ANNA, exceptions=both))


# --- setting expectations ------------------------------------------------------------------------


def test_everyone_who_takes_part_is_heard_before_expectations_are_set():
    """Children of any age included, and the trust person; not the one who sets them (1.3)."""
    story = wat_established()
    no = story.refused(a.SetExpectations, LEAD, **expectations(ANNA, BEN))
    fault = violation(no, "expectations.aligned")
    assert {g.code for g in fault.gaps} == {"not-aligned"}
    assert {g.get("person") for g in fault.gaps} == set(EVERYONE)


def test_each_remedy_hears_the_person_it_names():
    story = wat_established()
    no = story.refused(a.SetExpectations, LEAD, **expectations(ANNA, BEN))
    for gap in violation(no, "expectations.aligned").gaps:
        (remedy,) = gap.remedies
        about = dict(remedy.about)
        assert (remedy.act, about["person"]) == ("Align", gap.get("person"))
        story.do(
            a.Align,
            LEAD,
            person=about["person"],
            on=AlignOn(about["on"]),
            wat=about["wat"],
            position=Position.HEARD,
        )
    story.do(a.SetExpectations, LEAD, **expectations(ANNA, BEN))


def test_every_role_that_a_remedy_names_can_hear_that_person():
    """Whom the refusal sends somebody to can really do it (X12)."""
    story = wat_established()
    no = story.refused(a.SetExpectations, LEAD, **expectations(ANNA, BEN))
    for gap in violation(no, "expectations.aligned").gaps:
        person = PersonId(str(gap.get("person")))
        said = {"person": person, "on": AlignOn.EXPECTATIONS, "wat": 1, "position": Position.HEARD}
        for role in gap.remedies[0].roles:
            players = {(person, role), *role_players(role)}
            outcomes = [story.ask(a.Align, who, **said) for who in players]
            assert any(isinstance(o, Accepted) for o in outcomes), (person, role)


@pytest.mark.parametrize("position", Position, ids=lambda p: p.value)
def test_any_position_counts_since_alignment_is_no_consent(position):
    """Dissenting is being heard; not reached, refused and unsafe are recorded too (no veto)."""
    story = wat_established()
    if position is Position.UNSAFE_TO_INFORM:
        for person in (ANNA, BEN, WORKER[0], MOTHER[0], FATHER[0], GRAN[0], TRUST[0]):
            unsafe(story, person)
    align_all(story, position=position)
    story.do(a.SetExpectations, LEAD, **expectations(ANNA, BEN))


def test_that_it_is_unsafe_to_hear_somebody_stands_on_an_exception_that_runs():
    """Author, minor's interest and end are on the exception: a position alone has none of them."""
    story = wat_established()
    said = {
        "person": GRAN[0],
        "on": AlignOn.EXPECTATIONS,
        "wat": 1,
        "position": Position.UNSAFE_TO_INFORM,
    }
    no = violation(story.refused(a.Align, LEAD, **said), "informing.unsafe-position")
    assert no.clauses == ("P21", "P8c")
    assert [(g.code, g.get("person")) for g in no.gaps] == [("unsafe-without-exception", GRAN[0])]
    assert [r.act for g in no.gaps for r in g.remedies] == ["ExceptDuty"]
    unsafe(story, GRAN[0], days=7)
    no = violation(story.refused(a.Align, GRAN, **said), "informing.unsafe-position")
    assert [g.code for g in no.gaps] == ["unsafe-by-professionals"]
    story.do(a.Align, WORKER, **said)


def test_an_exception_that_has_ended_carries_no_position_either():
    story = wat_established()
    unsafe(story, GRAN[0], days=7)
    align_all(story, but=(GRAN[0],))
    story.do(
        a.Align,
        LEAD,
        person=GRAN[0],
        on=AlignOn.EXPECTATIONS,
        wat=1,
        position=Position.UNSAFE_TO_INFORM,
    )
    assert isinstance(story.ask(a.SetExpectations, LEAD, **expectations(ANNA, BEN)), Accepted)
    no = story.wait(8).refused(a.SetExpectations, LEAD, **expectations(ANNA, BEN))
    (gap,) = violation(no, "expectations.aligned").gaps
    assert (gap.code, gap.get("person")) == ("not-aligned", GRAN[0])


def test_nor_does_it_carry_one_when_withdrawing():
    story = judged_met(hoe_established()).wait(20)
    unsafe(story, GRAN[0], days=7)
    align_all(story, AlignOn.WITHDRAWAL, minor=ANNA, but=(GRAN[0],))
    story.do(
        a.Align,
        LEAD,
        person=GRAN[0],
        on=AlignOn.WITHDRAWAL,
        wat=2,
        minor=ANNA,
        position=Position.UNSAFE_TO_INFORM,
    )
    leaving = {"minor": ANNA, "outcome": WithdrawalOutcome.ACHIEVED}
    assert isinstance(story.ask(a.Withdraw, LEAD, **leaving), Accepted)
    no = story.wait(8).refused(a.Withdraw, LEAD, **leaving)
    (gap,) = violation(no, "ending.heard").gaps
    assert (gap.code, gap.get("person")) == ("not-aligned", GRAN[0])
    (remedy,) = gap.remedies
    assert (remedy.act, remedy.roles) == ("Align", (Role.CONSULTANT, Role.CARE_WORKER))
    about = {"on": "withdrawal", "person": GRAN[0], "wat": 2, "minor": ANNA}
    assert dict(remedy.about) == about


def test_what_is_found_for_one_child_says_nothing_about_taking_leave_of_another():
    """An exception states in which child's interest it is (P19, reading 10)."""
    story = judged_met(hoe_established()).wait(20)
    said = {"person": GRAN[0], "on": AlignOn.WITHDRAWAL, "wat": 2, "minor": ANNA}
    said["position"] = Position.UNSAFE_TO_INFORM
    unsafe(story, GRAN[0], minor=BEN)
    no = violation(story.refused(a.Align, LEAD, **said), "informing.unsafe-position")
    (gap,) = no.gaps
    (remedy,) = gap.remedies
    assert (gap.code, dict(remedy.about)) == (
        "unsafe-without-exception",
        {"person": GRAN[0], "minor": ANNA},
    )
    unsafe(story, GRAN[0], minor=ANNA)
    story.do(a.Align, LEAD, **said)


def test_nor_does_it_carry_a_position_on_when_its_own_exception_is_over():
    story = judged_met(hoe_established()).wait(20)
    unsafe(story, GRAN[0], minor=ANNA, days=7)
    unsafe(story, GRAN[0], minor=BEN)
    align_all(story, AlignOn.WITHDRAWAL, minor=ANNA, but=(GRAN[0],))
    _position(story, GRAN[0], AlignOn.WITHDRAWAL, Position.UNSAFE_TO_INFORM, minor=ANNA, wat=2)
    leaving = {"minor": ANNA, "outcome": WithdrawalOutcome.ACHIEVED}
    assert isinstance(story.ask(a.Withdraw, LEAD, **leaving), Accepted)
    no = story.wait(8).refused(a.Withdraw, LEAD, **leaving)
    assert [g.get("person") for g in violation(no, "ending.heard").gaps] == [GRAN[0]]


def test_who_gives_their_own_position_is_heard():
    story = _all_but_mother(None)
    _position(story, MOTHER[0], AlignOn.EXPECTATIONS, Position.DISSENTS, who=MOTHER)
    story.do(a.SetExpectations, LEAD, **expectations(ANNA, BEN))


def test_a_position_on_withdrawing_is_none_on_expectations():
    story = _all_but_mother(None)
    _position(story, MOTHER[0], AlignOn.WITHDRAWAL)
    no = story.refused(a.SetExpectations, LEAD, **expectations(ANNA, BEN))
    assert [g.get("person") for g in no.violations[0].gaps] == [MOTHER[0]]


def test_after_a_material_revision_everyone_is_asked_again():
    """A position on the version before doesn't count (reading 13)."""
    story = wat_established()
    align_all(story)
    story.do(a.ReviseWat, LEAD, **revision(story, material=True))
    no = story.refused(a.SetExpectations, LEAD, **expectations(ANNA, BEN, revises=2))
    assert {g.get("person") for g in no.violations[0].gaps} == set(EVERYONE)
    assert {dict(g.remedies[0].about)["wat"] for g in no.violations[0].gaps} == {2}


def test_after_a_revision_of_wording_positions_stand():
    story = wat_established()
    align_all(story)
    story.do(a.ReviseWat, LEAD, **revision(story, material=False))
    story.do(a.SetExpectations, LEAD, **expectations(ANNA, BEN, revises=2))


def test_who_joins_later_is_heard_too_and_who_has_left_is_not():
    story = wat_established()
    align_all(story)
    join(story, NEIGHBOUR)
    no = story.refused(a.SetExpectations, LEAD, **expectations(ANNA, BEN))
    assert [g.get("person") for g in no.violations[0].gaps] == [NEIGHBOUR[0]]
    leave(story, NEIGHBOUR)
    story.do(a.SetExpectations, LEAD, **expectations(ANNA, BEN))


def test_a_co_consultant_is_involved_as_well():
    story = wat_established()
    align_all(story)
    assign(story, CO)
    no = story.refused(a.SetExpectations, LEAD, **expectations(ANNA, BEN))
    assert [g.get("person") for g in no.violations[0].gaps] == [CO[0]]


# --- withdrawing ---------------------------------------------------------------------------------


def test_everyone_involved_with_the_child_is_heard_on_the_withdrawal():
    story = judged_met(hoe_established()).wait(20)
    no = story.refused(a.Withdraw, LEAD, **WITHDRAW)
    assert rules(no) == ["ending.heard"]
    gaps = no.violations[0].gaps
    # Ben's own part is about Ben: who is there for the brother only is not asked about his sister.
    assert {g.get("person") for g in gaps} == set(EVERYONE) - {BEN}
    for gap in gaps:
        (remedy,) = gap.remedies
        about = dict(remedy.about)
        assert (about["on"], about["minor"], about["wat"]) == ("withdrawal", ANNA, 2)
        _position(story, about["person"], AlignOn(about["on"]))
    story.do(a.Withdraw, LEAD, **WITHDRAW)


def test_a_position_on_the_siblings_withdrawal_is_none_on_this_ones():
    story = judged_met(hoe_established()).wait(20)
    align_all(story, AlignOn.WITHDRAWAL, minor=BEN)
    no = story.refused(a.Withdraw, LEAD, **WITHDRAW)
    assert rules(no) == ["ending.heard"]
    assert len(no.violations[0].gaps) == len(EVERYONE) - 1


def test_who_takes_part_for_the_other_child_is_not_asked():
    story = ready_to_withdraw()
    join(story, NEIGHBOUR, concerns=(BEN,))
    story.do(a.Withdraw, LEAD, **WITHDRAW)


def test_who_takes_part_for_this_child_is_asked():
    story = ready_to_withdraw()
    join(story, NEIGHBOUR, concerns=(ANNA,))
    no = story.refused(a.Withdraw, LEAD, **WITHDRAW)
    assert [g.get("person") for g in no.violations[0].gaps] == [NEIGHBOUR[0]]


@pytest.mark.parametrize(
    "outcome", [WithdrawalOutcome.TRANSFERRED, WithdrawalOutcome.MOVED_OUT_OF_JURISDICTION]
)
def test_whatever_the_outcome_people_are_heard(outcome):
    story = wat_established()
    content = {"minor": ANNA, "outcome": outcome, "ground": text()}
    assert rules(story.refused(a.Withdraw, LEAD, **content)) == ["ending.heard"]
    align_all(story, AlignOn.WITHDRAWAL, minor=ANNA)
    story.do(a.Withdraw, LEAD, **content)


def test_before_there_is_any_wat_people_are_heard_all_the_same():
    story = opened()
    content = {"minor": ANNA, "outcome": WithdrawalOutcome.TRANSFERRED, "ground": text()}
    no = story.refused(a.Withdraw, LEAD, **content)
    assert rules(no) == ["ending.heard"]
    gaps = no.violations[0].gaps
    assert {g.get("person") for g in gaps} == set(EVERYONE) - {BEN}
    for gap in gaps:
        (remedy,) = gap.remedies
        about = dict(remedy.about)
        assert (about["on"], about["minor"], about.get("wat")) == ("withdrawal", ANNA, None)
        _position(story, about["person"], AlignOn(about["on"]))
    story.do(a.Withdraw, LEAD, **content)


def test_a_position_before_there_was_a_wat_is_none_on_it():
    story = opened()
    for person in EVERYONE:
        _position(story, person, AlignOn.WITHDRAWAL)
    links = gathered(story)
    story.wait().do(a.EstablishWat, LEAD, **statements(), **links)
    content = {"minor": ANNA, "outcome": WithdrawalOutcome.TRANSFERRED, "ground": text()}
    no = story.refused(a.Withdraw, LEAD, **content)
    assert rules(no) == ["ending.heard"]
    assert len(no.violations[0].gaps) == len(EVERYONE) - 1


def test_only_a_position_on_withdrawing_can_be_given_before_there_is_a_wat():
    content = {"person": MOTHER[0], "position": Position.HEARD, "wat": 0}
    story = opened()
    no = story.refused(a.Align, LEAD, on=AlignOn.EXPECTATIONS, **content)
    assert rules(no) == ["form.position-on"]
    story = wat_established()
    no = story.refused(a.Align, LEAD, on=AlignOn.WITHDRAWAL, minor=ANNA, **content)
    assert rules(no) == ["form.position-on"]


def test_of_all_people_only_the_child_who_died_is_not_asked():
    story = hoe_established()
    content = {"minor": ANNA, "ground": text("ground")}
    no = story.refused(a.Withdraw, LEAD, outcome=WithdrawalOutcome.DECEASED, **content)
    asked = {g.get("person") for g in violation(no, "ending.heard").gaps}
    no = story.refused(a.Withdraw, LEAD, outcome=WithdrawalOutcome.TRANSFERRED, **content)
    everyone = {g.get("person") for g in violation(no, "ending.heard").gaps}
    assert everyone - asked == {ANNA}


def test_after_a_material_revision_the_withdrawal_is_aligned_anew():
    story = ready_to_withdraw()
    story.do(a.ReviseWat, LEAD, **revision(story, material=True))
    judged_met(story).wait(20)
    no = story.refused(a.Withdraw, LEAD, **WITHDRAW)
    assert rules(no) == ["ending.heard"]
    align_all(story, AlignOn.WITHDRAWAL, minor=ANNA)
    story.do(a.Withdraw, LEAD, **WITHDRAW)


def test_after_a_reopening_the_withdrawal_is_aligned_anew():
    story = ready_to_withdraw()
    story.do(a.Withdraw, LEAD, **WITHDRAW)
    story.wait().do(a.Reopen, LEAD, **reopening(story, ANNA))
    judged_met(story).wait(20)
    no = story.refused(a.Withdraw, LEAD, **WITHDRAW)
    assert rules(no) == ["ending.heard"]
    align_all(story, AlignOn.WITHDRAWAL, minor=ANNA)
    story.do(a.Withdraw, LEAD, **WITHDRAW)


def test_objections_refuse_nothing_once_they_were_heard():
    """The consultant decides after hearing all (case 21)."""
    story = judged_met(hoe_established()).wait(20)
    align_all(story, AlignOn.WITHDRAWAL, minor=ANNA, but=(WORKER[0],), position=Position.DISSENTS)
    _position(story, WORKER[0], AlignOn.WITHDRAWAL, Position.AGREES)
    story.do(a.Withdraw, LEAD, **WITHDRAW)


@pytest.mark.parametrize("gate", [SETTING, WITHDRAWING], ids=lambda g: g.rule)
def test_who_is_heard_afterwards_was_not_heard(gate):
    """An act dated before a position was taken doesn't rest on it, whenever it is written down."""
    story = gate.story(None)
    before = story.by(LEAD, at=story.now, recorded_at=story.now + timedelta(days=2))
    on = AlignOn.WITHDRAWAL if gate is WITHDRAWING else AlignOn.EXPECTATIONS
    story.wait()
    _position(story, MOTHER[0], on)
    content = gate.undone(story)
    no = story.refused(gate.kind, LEAD, by=before, **content)
    assert [g.get("person") for g in violation(no, gate.rule).gaps] == [MOTHER[0]]
    assert isinstance(story.ask(gate.kind, LEAD, **content), Accepted)


# --- a care worker who holds that it isn't safe --------------------------------------------------


def test_a_worker_who_dissents_gets_a_written_answer():
    """Case 21b: the answer goes to that worker, and the remedy says so."""
    story = _worker_dissents()
    no = story.refused(a.Withdraw, LEAD, **WITHDRAW)
    (fault,) = no.violations
    assert (fault.rule, fault.clauses) == ("ending.worker-answered", ("P21",))
    (gap,) = fault.gaps
    assert (gap.code, gap.get("person")) == ("dissent-unanswered", WORKER[0])
    (remedy,) = gap.remedies
    assert (remedy.act, remedy.roles) == ("Withdraw", (Role.CONSULTANT,))
    to = PersonId(str(dict(remedy.about)["answers"]))
    story.do(a.Withdraw, LEAD, **WITHDRAW, answers=(Answer(person=to, words=text()),))


def test_an_answer_to_somebody_else_is_none():
    story = _worker_dissents()
    answers = (Answer(person=MOTHER[0], words=text()),)
    assert codes(story.refused(a.Withdraw, LEAD, **WITHDRAW, answers=answers)) == [
        "dissent-unanswered"
    ]


def test_a_worker_who_came_round_needs_no_answer():
    story = _worker_dissents()
    _position(story, WORKER[0], AlignOn.WITHDRAWAL, Position.AGREES)
    story.do(a.Withdraw, LEAD, **WITHDRAW)


def test_a_worker_who_agreed_and_now_dissents_needs_one():
    """The latest position counts, by its own date."""
    story = ready_to_withdraw()
    _position(story, WORKER[0], AlignOn.WITHDRAWAL, Position.DISSENTS)
    by = story.by(LEAD, at=story.now - timedelta(hours=1), recorded_at=story.now)
    _position(story, WORKER[0], AlignOn.WITHDRAWAL, Position.AGREES, by=by)
    assert codes(story.refused(a.Withdraw, LEAD, **WITHDRAW)) == ["dissent-unanswered"]


def test_a_workers_dissent_about_the_sibling_needs_none_here():
    story = ready_to_withdraw()
    _position(story, WORKER[0], AlignOn.WITHDRAWAL, Position.DISSENTS, minor=BEN)
    story.do(a.Withdraw, LEAD, **WITHDRAW)


# --- whose position it is ------------------------------------------------------------------------


@pytest.mark.parametrize("who", [ANNA_, MOTHER, GRAN], ids=lambda w: w[0])
def test_nobody_of_family_or_network_speaks_for_another(who):
    story = wat_established()
    no = story.refused(
        a.Align,
        who,
        person=FATHER[0],
        on=AlignOn.EXPECTATIONS,
        wat=1,
        position=Position.AGREES,
    )
    fault = violation(no, "informing.own-position")
    assert (rules(no), fault.clauses) == (["informing.own-position"], ("P8c", "P21"))
    assert [(g.code, g.get("person")) for g in fault.gaps] == [("own-position-only", FATHER[0])]


def test_a_strangers_position_is_none():
    story = wat_established()
    no = story.refused(
        a.Align,
        LEAD,
        person=STRANGER[0],
        on=AlignOn.EXPECTATIONS,
        wat=1,
        position=Position.HEARD,
    )
    assert codes(no) == ["unknown-person"]


def test_who_recorded_a_position_stays_visible():
    story = wat_established()
    _position(story, MOTHER[0], AlignOn.EXPECTATIONS, Position.DISSENTS, words=text("my words"))
    _position(story, GRAN[0], AlignOn.EXPECTATIONS, Position.AGREES, who=GRAN)
    held = {p.person: p for p in story.t.aligned.values()}
    assert (held[MOTHER[0]].recorded_by, held[MOTHER[0]].words) == (LEAD[0], text("my words"))
    assert held[GRAN[0]].recorded_by is None


def test_a_position_may_be_written_down_for_whoever_gave_it():
    story = wat_established()
    by = story.by(MOTHER, recorded_by=WORKER[0], form=Form.SPOKEN)
    _position(story, MOTHER[0], AlignOn.EXPECTATIONS, Position.AGREES, who=MOTHER, by=by)
    (held,) = story.t.aligned.values()
    assert (held.person, held.position) == (MOTHER[0], Position.AGREES)
