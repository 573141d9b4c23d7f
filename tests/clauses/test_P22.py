"""P22: nobody involved is in the dark about WAT has to change; least of all who makes HOE."""

from __future__ import annotations

from datetime import timedelta

import pytest
from attrs import evolve

from safetyframe import acts as a
from safetyframe.acts.informing import Topic
from safetyframe.acts.wat import BottomLine, DangerStatement, SafetyGoal
from safetyframe.charter import Level
from safetyframe.outcome import Accepted, DutyState, Unsure
from safetyframe.roles import Part
from tests.support.duty import (
    DAY_OF_WAT,
    DutyCase,
    acknowledge,
    laws,
    owed_to,
    stands,
    state,
)
from tests.support.expect import (
    ANSWERS,
    NEIGHBOUR,
    NO_ANSWER,
    SUCCESSOR,
    TEACHER,
    assign,
    expectation,
    hand_over,
    join,
    leave,
    lowering,
    no,
    only,
    revise,
    under,
    warning,
)
from tests.support.keeping import correct, told_wrong
from tests.support.kin import BEN_FATHER, half_siblings_with_wat, measure_for
from tests.support.story import (
    ANNA,
    BEN,
    CO,
    FATHER,
    GRAN,
    LEAD,
    MOTHER,
    TRUST,
    WORKER,
    align_all,
    exception,
    expectations_set,
    gathered,
    hoe_content,
    opened,
    text,
    wat_established,
)
from tests.support.table import cells, check

CASE = DutyCase(
    clause="P22",
    rule="inform.wat",
    person=FATHER,
    story=wat_established,
    before=opened,
    day=DAY_OF_WAT,
    do=lambda story, person: story.explain(Topic.WAT, person, version=len(story.t.wat)),
    remedy="Explain",
    version=1,
    reads=("wat",),
    reopens=False,
)


@laws
def test_the_duty(law):
    law(CASE)


@cells(a.Explain, a.ExceptDuty)
def test_who_may_explain_and_except(case):
    check(case)


def test_it_is_owed_to_everyone_who_takes_part_but_its_author():
    story = wat_established()
    assign(story)
    join(story, TEACHER, professional=True)
    everyone = {"anna", "ben", "mother", "father", "gran", "trust", "w-1", "c-co", "teacher"}
    assert owed_to(story, "P22") == everyone


def test_a_material_revision_raises_it_anew():
    story = wat_established()
    story.explain(Topic.WAT, FATHER[0], version=1)
    story.wait(5)
    at = story.now
    revise(story, material=True)
    owed = stands(story, "P22", FATHER[0])
    assert (owed.state, owed.version, owed.since) == (DutyState.DUE, 2, at)
    story.explain(Topic.WAT, FATHER[0], version=1)
    assert state(story, "P22", FATHER[0]) is DutyState.DUE
    story.explain(Topic.WAT, FATHER[0], version=2)
    assert state(story, "P22", FATHER[0]) is DutyState.DONE


def test_expectations_that_change_raise_it_anew():
    story = expectations_set()
    story.explain(Topic.WAT, FATHER[0], version=2)
    align_all(story)
    story.do(
        a.SetExpectations,
        LEAD,
        revises=2,
        material=True,
        reason=text(),
        expectations=(expectation("e1"), expectation("e2")),
    )
    assert state(story, "P22", FATHER[0]) is DutyState.DUE


def test_a_revision_of_wording_does_not():
    story = wat_established()
    story.explain(Topic.WAT, FATHER[0], version=1)
    revise(story, material=False)
    assert state(story, "P22", FATHER[0]) is DutyState.DONE


def test_the_new_wording_explained_is_wat_explained():
    story = wat_established()
    revise(story, material=False)
    story.explain(Topic.WAT, FATHER[0], version=2)
    assert state(story, "P22", FATHER[0]) is DutyState.DONE


def test_its_remedy_names_the_text_in_force_not_an_older_wording():
    story = wat_established()
    revise(story, material=False)
    (remedy,) = stands(story, "P22", FATHER[0]).remedies
    assert dict(remedy.about)["version"] == 2


@pytest.mark.parametrize("topic", [Topic.GOAL, Topic.WORRIES, Topic.WHY])
def test_telling_something_else_is_not_explaining_wat(topic):
    story = wat_established()
    story.explain(topic, FATHER[0])
    assert state(story, "P22", FATHER[0]) is DutyState.DUE


def test_a_successor_owes_it_until_taking_wat_over_as_it_is():
    story = wat_established()
    hand_over(story)
    assert state(story, "P22", SUCCESSOR[0]) is DutyState.DUE
    story = wat_established()
    hand_over(story, confirms=1)
    assert stands(story, "P22", SUCCESSOR[0]) is None


def test_a_successor_who_took_it_over_knows_its_later_wordings_too():
    story = wat_established()
    hand_over(story, confirms=1)
    revise(story, material=False, who=SUCCESSOR)
    assert stands(story, "P22", SUCCESSOR[0]) is None


def _for_anna_only():
    return {
        "bottom_lines": (
            BottomLine(id="b1", words=text(), minors=(ANNA,), dangers=("d1",), goals=("g1",)),
        ),
        "dangers": (DangerStatement(id="d1", words=text(), minors=(ANNA,)),),
        "goals": (
            SafetyGoal(id="g1", words=text(), minors=(ANNA,), dangers=("d1",), safe_enough=text()),
        ),
    }


def test_a_wat_about_one_child_is_not_owed_to_who_is_there_for_the_other():
    story = opened()
    join(story, NEIGHBOUR, concerns=(BEN,))
    story.do(a.EstablishWat, LEAD, **_for_anna_only(), **gathered(story))
    assert state(story, "P22", MOTHER[0]) is DutyState.DUE
    assert stands(story, "P22", NEIGHBOUR[0]) is None


# --- the narrow gate: whoever establishes HOE has had the WAT in force explained -----------------

RULE = "hoe.wat-explained"


def _ready():
    story = expectations_set()
    story.wait()
    return story, hoe_content(story)


def test_who_has_not_had_wat_explained_establishes_no_hoe():
    story, content = _ready()
    outcome = story.refused(a.EstablishHoe, WORKER, **content)
    only(outcome, RULE)
    gap = no(
        outcome,
        RULE,
        "P22",
        "wat-not-explained",
        level=Level.EXPLAIN,
        person=WORKER[0],
        version=2,
    )
    (remedy,) = gap.remedies
    assert remedy.act == "Explain"
    assert dict(remedy.about) == {"topic": "wat", "version": 2, "person": WORKER[0]}
    story.explain(Topic.WAT, WORKER[0], version=2, who=LEAD)
    assert isinstance(story.ask(a.EstablishHoe, WORKER, **content), Accepted)


@pytest.mark.parametrize("who", [WORKER, MOTHER, GRAN], ids=lambda who: who[0])
def test_it_is_asked_of_whoever_establishes_whatever_their_role(who):
    story, content = _ready()
    no(
        story.ask(a.EstablishHoe, who, **content),
        RULE,
        "P22",
        "wat-not-explained",
        level=Level.EXPLAIN,
        person=who[0],
    )
    story.explain(Topic.WAT, who[0], version=2, who=LEAD)
    assert isinstance(story.ask(a.EstablishHoe, who, **content), Accepted)


def test_a_confirmation_of_ones_own_will_do():
    story, content = _ready()
    acknowledge(story, WORKER, Topic.WAT, 2)
    assert isinstance(story.ask(a.EstablishHoe, WORKER, **content), Accepted)


def test_an_explanation_before_a_material_revision_does_not_count():
    story = wat_established()
    story.explain(Topic.WAT, WORKER[0], version=1, who=LEAD)
    revise(story, material=True)
    content = hoe_content(story)
    no(
        story.ask(a.EstablishHoe, WORKER, **content),
        RULE,
        "P22",
        "wat-not-explained",
        level=Level.EXPLAIN,
        version=2,
    )


def test_an_explanation_before_a_revision_of_wording_counts():
    story = wat_established()
    story.explain(Topic.WAT, WORKER[0], version=1, who=LEAD)
    revise(story, material=False)
    content = hoe_content(story)
    assert isinstance(story.ask(a.EstablishHoe, WORKER, **content), Accepted)


def test_an_explanation_of_another_topic_or_to_another_person_does_not_count():
    story, content = _ready()
    story.explain(Topic.GOAL, WORKER[0], version=2, who=LEAD)
    story.explain(Topic.WAT, MOTHER[0], version=2, who=LEAD)
    only(story.ask(a.EstablishHoe, WORKER, **content), RULE)


def test_an_explanation_that_came_after_the_act_does_not_count():
    story, content = _ready()
    before = story.by(WORKER, recorded_at=story.now)
    story.wait(0.1)
    story.explain(Topic.WAT, WORKER[0], version=2, who=LEAD)
    only(story.ask(a.EstablishHoe, WORKER, by=before, **content), RULE)


def test_an_explanation_in_the_same_meeting_counts():
    story, content = _ready()
    at = story.now
    story.explain(Topic.WAT, WORKER[0], version=2, who=LEAD)
    by = story.by(WORKER, at=at, recorded_at=story.now)
    assert isinstance(story.ask(a.EstablishHoe, WORKER, by=by, **content), Accepted)


def test_where_there_is_no_wat_to_explain_it_says_nothing():
    story = opened()
    outcome = story.refused(a.EstablishHoe, WORKER, wat=1, measures=(), together=())
    assert not any(v.broken or v.rule == RULE for v in outcome.violations)


@pytest.mark.parametrize("name", ANSWERS)
def test_a_reasoned_exception_answers_it(name):
    story, content = _ready()
    given = ANSWERS[name](story, "P22", WORKER[0])
    outcome = story.ask(a.EstablishHoe, WORKER, **content, exceptions=(given,))
    assert isinstance(outcome, Accepted), outcome
    assert outcome.warnings == ()


@pytest.mark.parametrize("name", NO_ANSWER)
def test_no_other_exception_does(name):
    story, content = _ready()
    given = NO_ANSWER[name](story, "P22", WORKER[0])
    only(story.ask(a.EstablishHoe, WORKER, **content, exceptions=(given,)), RULE)


def test_lowered_in_policy_it_warns():
    story, content = _ready()
    outcome = under(story, lowering("P22")).ask(a.EstablishHoe, WORKER, **content)
    found = warning(outcome, RULE, "P22", "wat-not-explained")
    assert found.get("person") == WORKER[0]
    only(under(story, lowering("P16")).ask(a.EstablishHoe, WORKER, **content), RULE)


@pytest.mark.parametrize("name", ["wat", "told"])
def test_what_is_not_known_is_no_yes(name):
    story, content = _ready()
    story.explain(Topic.WAT, WORKER[0], version=2, who=LEAD)
    story.t = story.t.hide(name)
    outcome = story.ask(a.EstablishHoe, WORKER, **content)
    assert isinstance(outcome, Unsure)
    assert name in outcome.unknown


def test_no_other_act_waits_for_an_explanation():
    story, _ = _ready()
    story.do(
        a.ProposeMeasure,
        WORKER,
        wat=2,
        about=text(),
        serves=("g1",),
        bearers=(GRAN[0],),
        minors=(ANNA, BEN),
    )
    story.do(a.Judge, LEAD, wat=2, minor=ANNA, target="g1", met=False)


# --- what was told was wrong ---------------------------------------------------------------------


def corrections(story):
    """Who is owed a correction, and how that stands."""
    owed = story.law.duties(story.t, story.now)
    return {d.person: d.state for d in owed if d.duty == "inform.correction"}


def test_whoever_was_told_the_wrong_thing_is_to_be_told_that_it_was():
    story, wrong = told_wrong()
    assert corrections(story) == {}
    record = correct(story, wrong).record
    assert record.misinformed == tuple(sorted((WORKER[0], MOTHER[0], BEN)))
    assert corrections(story) == dict.fromkeys(record.misinformed, DutyState.DUE)
    (owed,) = (
        d
        for d in story.law.duties(story.t, story.now)
        if (d.duty, d.person) == ("inform.correction", BEN)
    )
    assert owed.clause == "P22"
    assert [(r.act, dict(r.about)) for r in owed.remedies] == [
        ("Explain", {"topic": "correction", "person": BEN})
    ]
    story.wait(2)
    assert set(corrections(story).values()) == {DutyState.OVERDUE}
    story.explain(Topic.WAT, BEN, version=2, who=LEAD)
    assert corrections(story)[BEN] is DutyState.OVERDUE
    story.explain(Topic.CORRECTION, BEN, MOTHER[0], who=LEAD)
    assert corrections(story) == {
        WORKER[0]: DutyState.OVERDUE,
        MOTHER[0]: DutyState.DONE,
        BEN: DutyState.DONE,
    }


def test_a_later_correction_is_told_anew_to_those_whom_it_concerns():
    story, wrong = told_wrong()
    correct(story, wrong)
    story.wait()
    story.explain(Topic.CORRECTION, WORKER[0], MOTHER[0], BEN, who=LEAD)
    talk = story.t.wat[2].conversations[0]
    record = correct(story, talk).record
    assert record.misinformed == tuple(sorted((WORKER[0], MOTHER[0], BEN, ANNA)))
    assert set(corrections(story).values()) == {DutyState.DUE}


def test_whoever_believed_it_in_establishing_is_told_too_and_the_corrector_is_not():
    story = wat_established()
    view = next(
        w.view for w in story.t.wat[1].weighed if story.t.gathered[w.view].role is WORKER[1]
    )
    assert correct(story, view, WORKER).record.misinformed == (LEAD[0],)


def test_a_correction_is_excepted_with_a_reason_and_ends_for_who_leaves():
    story, wrong = told_wrong()
    correct(story, wrong)
    until = story.now + timedelta(days=5)
    story.do(a.ExceptDuty, LEAD, exception=exception("P22", person=BEN, until=until))
    assert corrections(story)[BEN] is DutyState.EXCEPTED
    leave(story, MOTHER)
    assert MOTHER[0] not in corrections(story)


def test_recipients_outside_are_on_the_list_of_those_told_the_wrong_thing():
    story, wrong = told_wrong()
    other = story.records[0].act.id
    for recipient, item in (("court-1", wrong), ("court-2", other)):
        content = {"to": a.Recipient.COURT, "ground": text("ground"), "items": (item,)}
        story.do(a.Disclose, LEAD, recipient=recipient, **content)
    record = correct(story, wrong).record
    assert "court-1" in record.misinformed
    assert "court-2" not in record.misinformed
    assert "court-1" not in corrections(story)
    assert GRAN[0] not in record.misinformed


def test_what_was_disclosed_at_the_very_moment_of_the_correction_was_told_wrong_too():
    story, wrong = told_wrong()
    content = {"recipient": "court-1", "to": a.Recipient.COURT, "ground": text("ground")}
    story.do(a.Disclose, LEAD, items=(wrong,), **content)
    (disclosed,) = story.t.disclosed.values()
    by = story.by(LEAD, at=disclosed.at, recorded_at=story.now)
    told = story.ask(a.Correct, LEAD, by=by, wrong=wrong, reason=text("wrong"))
    assert isinstance(told, Accepted), told
    assert "court-1" in told.record.misinformed


def test_what_was_explained_at_the_very_moment_of_the_correction_was_told_wrong_too():
    story, wrong = told_wrong()
    told = next(t for t in story.t.told.values() if t.person == MOTHER[0] and t.version == 2)
    by = story.by(LEAD, at=told.at, recorded_at=story.now)
    given = story.ask(a.Correct, LEAD, by=by, wrong=wrong, reason=text("wrong"))
    assert isinstance(given, Accepted), given
    assert MOTHER[0] in given.record.misinformed


# --- per child (case 7) --------------------------------------------------------------------------


def about_ben(story, days):
    """A material revision that changes nothing but a goal about Ben."""
    reasons = tuple(exception(c) for c in ("P14", "P4", "P15a", "P15b"))
    before = story.t.wat[len(story.t.wat)]
    goals = tuple(evolve(g, sustained_days=days) if g.minors == (BEN,) else g for g in before.goals)
    story.do(
        a.ReviseWat,
        LEAD,
        revises=before.number,
        material=True,
        reason=text(),
        bottom_lines=before.bottom_lines,
        dangers=before.dangers,
        goals=goals,
        exceptions=reasons,
    )


def agreed_by(story, who, key):
    together = tuple(Part(person=p, role=r) for p, r in dict.fromkeys((WORKER, who, MOTHER)))
    return story.ask(
        a.EstablishHoe,
        who,
        wat=len(story.t.wat),
        measures=(key,),
        together=together,
        exceptions=(exception("P16"),),
    )


def test_a_revision_about_another_child_leaves_what_somebody_was_told():
    story = half_siblings_with_wat()
    story.explain(Topic.WAT, FATHER[0], BEN_FATHER[0], WORKER[0], version=1, who=LEAD)
    anna, ben = (measure_for(story, m, bearer=MOTHER) for m in (ANNA, BEN))
    about_ben(story, 40)
    assert isinstance(agreed_by(story, FATHER, anna), Accepted)
    no(
        agreed_by(story, BEN_FATHER, ben),
        "hoe.wat-explained",
        "P22",
        "wat-not-explained",
        level=Level.EXPLAIN,
    )
    no(
        agreed_by(story, WORKER, anna),
        "hoe.wat-explained",
        "P22",
        "wat-not-explained",
        level=Level.EXPLAIN,
    )


def test_and_who_was_told_nothing_still_knows_nothing():
    story = half_siblings_with_wat()
    anna = measure_for(story, ANNA, bearer=MOTHER)
    about_ben(story, 40)
    no(
        agreed_by(story, FATHER, anna),
        "hoe.wat-explained",
        "P22",
        "wat-not-explained",
        level=Level.EXPLAIN,
    )


def test_a_correction_is_owed_in_whatever_capacity_one_was_told():
    story = expectations_set()
    assign(story, CO)
    join(story, TRUST)
    told = {CO[0], WORKER[0], ANNA, MOTHER[0], GRAN[0], TRUST[0]}
    story.explain(Topic.WAT, *sorted(told), version=2, who=LEAD)
    correct(story, story.t.wat[2].information[0])
    assert corrections(story) == dict.fromkeys(told, DutyState.DUE)
