"""P10: who answers for what is said out loud and tuned to the others; nothing is nobody's."""

from __future__ import annotations

import pytest

from safetyframe import acts as a
from safetyframe.acts.informing import Topic
from safetyframe.charter import Level
from safetyframe.outcome import Accepted, Unsure
from safetyframe.roles import Part, Role
from safetyframe.values import Form
from tests.support.cast import unsafe
from tests.support.expect import (
    ANSWERS,
    NEIGHBOUR,
    NO_ANSWER,
    join,
    leave,
    lowering,
    no,
    only,
    revise,
    says_what_it_does_not_know,
    sees,
    sees_nothing,
    under,
    violation,
    warning,
)
from tests.support.story import (
    ANNA,
    ANNA_,
    BEN,
    FATHER,
    GRAN,
    LEAD,
    MOTHER,
    STRANGER,
    TRUST,
    WORKER,
    exception,
    expectations_set,
    hoe_content,
    hoe_established,
    measure,
    text,
)
from tests.support.table import cells, check


@cells(a.AcceptMeasure, a.DeclineMeasure)
def test_who_may_answer_for_themselves(case):
    check(case)


def wording(**changes):
    return {
        "wat": 2,
        "about": text(),
        "serves": ("g1",),
        "bearers": (GRAN[0],),
        "minors": (ANNA, BEN),
        **changes,
    }


def ready(*bearers):
    """A measure is proposed to these bearers, who have not answered; nothing else is missing."""
    story = expectations_set()
    story.explain(Topic.WAT, WORKER[0], version=2, who=LEAD)
    key = measure(story, bearers=bearers or (GRAN[0],))
    content = {
        "wat": 2,
        "measures": (key,),
        "together": tuple(Part(person=p, role=r) for p, r in (WORKER, MOTHER, GRAN)),
        "invited": (FATHER[0], ANNA, BEN),
    }
    return story, content


# --- hard: nothing without a bearer --------------------------------------------------------------

BEARER = "hoe.bearer"


def test_a_measure_names_who_does_it():
    story = expectations_set()
    outcome = story.ask(a.ProposeMeasure, WORKER, **wording(bearers=()))
    only(outcome, BEARER)
    no(outcome, BEARER, "P10", "no-bearer")
    assert isinstance(story.ask(a.ProposeMeasure, WORKER, **wording()), Accepted)


def test_amending_it_cannot_take_the_bearers_away():
    story = expectations_set()
    key = measure(story)
    outcome = story.ask(a.AmendMeasure, WORKER, measure=key, **wording(bearers=()))
    only(outcome, BEARER)
    assert isinstance(story.ask(a.AmendMeasure, WORKER, measure=key, **wording()), Accepted)


def test_no_hoe_on_what_was_taken_on_by_people_who_have_left():
    story, content = _with_neighbour()
    outcome = story.ask(a.EstablishHoe, WORKER, **content)
    only(outcome, "hoe.bearers-there")
    (key,) = content["measures"]
    gap = no(outcome, "hoe.bearers-there", "P10", "no-bearer", measure=key)
    (remedy,) = gap.remedies
    assert (remedy.act, dict(remedy.about)) == ("AmendMeasure", {"measure": key})
    story.do(a.AmendMeasure, WORKER, measure=key, **wording())
    story.do(a.AcceptMeasure, GRAN, measure=key)
    assert isinstance(story.ask(a.EstablishHoe, WORKER, **content), Accepted)


def _with_neighbour():
    story, content = ready()
    join(story, NEIGHBOUR)
    key = measure(story, bearers=(NEIGHBOUR[0],))
    story.do(a.AcceptMeasure, NEIGHBOUR, measure=key)
    leave(story, NEIGHBOUR)
    return story, {**content, "measures": (key,)}


def test_one_bearer_who_is_still_there_is_enough():
    story, content = ready()
    join(story, NEIGHBOUR)
    key = measure(story, bearers=(NEIGHBOUR[0], GRAN[0]))
    for who in (NEIGHBOUR, GRAN):
        story.do(a.AcceptMeasure, who, measure=key)
    leave(story, NEIGHBOUR)
    content["measures"] = (key,)
    assert isinstance(story.ask(a.EstablishHoe, WORKER, **content), Accepted)


def test_neither_an_exception_nor_a_policy_makes_up_for_a_bearer():
    story, content = _with_neighbour()
    content["exceptions"] = (exception("P10", words=text()),)
    only(story.ask(a.EstablishHoe, WORKER, **content), "hoe.bearers-there")
    only(under(story, lowering("P10")).ask(a.EstablishHoe, WORKER, **content), "hoe.bearers-there")
    outcome = under(story, lowering("P10")).ask(a.ProposeMeasure, WORKER, **wording(bearers=()))
    only(outcome, BEARER)


def test_a_hoe_has_something_in_it_that_somebody_bears():
    story, content = ready()
    outcome = story.ask(a.EstablishHoe, WORKER, **{**content, "measures": ()})
    only(outcome, "hoe.some-measure")
    gap = no(outcome, "hoe.some-measure", "P10 P16", "no-measure")
    assert [r.act for r in gap.remedies] == ["ProposeMeasure"]


# --- the gate: accepted by whoever bears it ------------------------------------------------------

GATE = "hoe.accepted"


def test_what_its_bearer_has_not_accepted_is_no_agreement_until_they_do():
    story, content = ready()
    (key,) = content["measures"]
    outcome = story.ask(a.EstablishHoe, WORKER, **content)
    only(outcome, GATE)
    gap = no(outcome, GATE, "P10", "not-accepted", level=Level.EXPLAIN, measure=key, person=GRAN[0])
    (remedy,) = gap.remedies
    assert (remedy.act, dict(remedy.about)) == (
        "AcceptMeasure",
        {"measure": key, "person": GRAN[0]},
    )
    story.do(a.AcceptMeasure, GRAN, measure=key)
    assert isinstance(story.ask(a.EstablishHoe, WORKER, **content), Accepted)


def test_every_bearer_of_every_measure_answers():
    story, content = ready(GRAN[0], MOTHER[0], WORKER[0])
    other = measure(story, bearers=(ANNA,))
    (key,) = content["measures"]
    content["measures"] = (key, other)
    story.do(a.AcceptMeasure, MOTHER, measure=key)
    outcome = story.ask(a.EstablishHoe, WORKER, **content)
    missing = {(g.get("measure"), g.get("person")) for g in violation(outcome, GATE).gaps}
    assert missing == {(key, GRAN[0]), (key, WORKER[0]), (other, ANNA)}


def test_what_nobody_proposed_is_no_measure_and_breaks_nothing():
    story, content = ready()
    outcome = story.refused(a.EstablishHoe, WORKER, **{**content, "measures": ("nothing",)})
    assert outcome.clauses == ()
    assert not any(v.broken for v in outcome.violations)


def test_nor_does_it_hide_what_stands_after_it():
    story, content = ready()
    (key,) = content["measures"]
    outcome = story.ask(a.EstablishHoe, WORKER, **{**content, "measures": ("nothing", key)})
    no(outcome, GATE, "P10", "not-accepted", level=Level.EXPLAIN, measure=key, person=GRAN[0])


def test_who_declines_has_not_accepted():
    story, content = ready()
    (key,) = content["measures"]
    story.do(a.AcceptMeasure, GRAN, measure=key)
    story.do(a.DeclineMeasure, GRAN, measure=key, words=text())
    only(story.ask(a.EstablishHoe, WORKER, **content), GATE)
    story.do(a.AcceptMeasure, GRAN, measure=key)
    assert isinstance(story.ask(a.EstablishHoe, WORKER, **content), Accepted)


def test_an_amended_measure_is_asked_again():
    story, content = ready()
    (key,) = content["measures"]
    story.do(a.AcceptMeasure, GRAN, measure=key)
    story.do(a.AmendMeasure, WORKER, measure=key, **wording())
    only(story.ask(a.EstablishHoe, WORKER, **content), GATE)


@pytest.mark.parametrize("name", ANSWERS)
def test_a_reasoned_exception_answers_it(name):
    story, content = ready()
    given = ANSWERS[name](story, "P10", GRAN[0])
    outcome = story.ask(a.EstablishHoe, WORKER, **content, exceptions=(given,))
    assert isinstance(outcome, Accepted), outcome
    assert outcome.warnings == ()


@pytest.mark.parametrize("name", NO_ANSWER)
def test_no_other_exception_does(name):
    story, content = ready()
    given = NO_ANSWER[name](story, "P10", GRAN[0])
    only(story.ask(a.EstablishHoe, WORKER, **content, exceptions=(given,)), GATE)


def test_lowered_in_policy_it_warns():
    story, content = ready()
    outcome = under(story, lowering("P10")).ask(a.EstablishHoe, WORKER, **content)
    assert warning(outcome, GATE, "P10", "not-accepted").get("person") == GRAN[0]
    only(under(story, lowering("P16")).ask(a.EstablishHoe, WORKER, **content), GATE)


def test_whether_it_was_accepted_must_be_known():
    story, content = ready()
    (key,) = content["measures"]
    story.do(a.AcceptMeasure, GRAN, measure=key)
    story.t = story.t.hide("measures")
    outcome = story.ask(a.EstablishHoe, WORKER, **content)
    assert isinstance(outcome, Unsure)
    assert "measures" in outcome.unknown


# --- accepting is one's own ----------------------------------------------------------------------

OWN = pytest.mark.parametrize("kind", [a.AcceptMeasure, a.DeclineMeasure])


@OWN
def test_nobody_answers_what_somebody_else_was_asked(kind):
    story, content = ready()
    (key,) = content["measures"]
    outcome = story.ask(kind, WORKER, measure=key)
    no(outcome, "form.measure", "", "not-asked", measure=key)


@OWN
@pytest.mark.parametrize("recorder", [WORKER, LEAD, TRUST], ids=lambda who: who[0])
def test_a_professional_or_trust_person_may_write_the_answer_down(kind, recorder):
    story, content = ready()
    (key,) = content["measures"]
    by = story.by(GRAN, recorded_by=recorder[0], form=Form.SPOKEN)
    story.do(kind, GRAN, by=by, measure=key)
    held = story.t.measures[key]
    assert (held.accepted, held.declined) == (
        ((GRAN[0],), ()) if kind is a.AcceptMeasure else ((), (GRAN[0],))
    )


@OWN
@pytest.mark.parametrize("recorder", [MOTHER, ANNA_, STRANGER], ids=lambda who: who[0])
def test_nobody_else_may(kind, recorder):
    story, content = ready()
    (key,) = content["measures"]
    by = story.by(GRAN, recorded_by=recorder[0], form=Form.SPOKEN)
    outcome = story.ask(kind, GRAN, by=by, measure=key)
    only(outcome, "powers.recorded-by")
    no(outcome, "powers.recorded-by", "P8c", "recorder-has-no-part")


@OWN
def test_it_says_in_what_form_it_was_given(kind):
    story, content = ready()
    (key,) = content["measures"]
    by = story.by(GRAN, recorded_by=WORKER[0])
    no(
        story.ask(kind, GRAN, by=by, measure=key),
        "form.recorded",
        "",
        "no-form-of-recording",
    )


@OWN
def test_a_trust_person_takes_nothing_on_in_a_childs_name(kind):
    story, content = ready(ANNA)
    (key,) = content["measures"]
    by = story.by((TRUST[0], Role.TRUST_PERSON), on_behalf_of=ANNA)
    outcome = story.ask(kind, TRUST, by=by, measure=key)
    no(outcome, "powers.on-behalf", "P8c T6", "not-on-behalf")
    no(outcome, f"powers.{kind.__name__}", "P10 P8c", "not-this-role")


# --- what is looked at afterwards ----------------------------------------------------------------

WATCH = "watch.measures-borne"


def test_a_measure_whose_bearer_has_left_is_seen_at_once():
    story = hoe_established()
    key = story.t.hoe[1].measures[0]
    sees_nothing(story, WATCH)
    says_what_it_does_not_know(story, WATCH, "P10", "people measures hoe involvement")
    leave(story, GRAN)
    found = sees(story, WATCH, "P10", "bearer-left", measure=key)
    assert [r.act for r in found.remedies] == ["AmendMeasure"]
    story.do(a.AmendMeasure, WORKER, measure=key, **wording(bearers=(MOTHER[0],)))
    sees_nothing(story, WATCH, "bearer-left")


def test_a_measure_that_was_ended_is_nobodys_to_bear():
    story = hoe_established()
    key = story.t.hoe[1].measures[0]
    leave(story, GRAN)
    story.do(a.EndMeasure, WORKER, measure=key)
    sees_nothing(story, WATCH)


def test_a_measure_amended_since_waits_for_hoe_to_be_made_anew():
    story = hoe_established()
    key = story.t.hoe[1].measures[0]
    story.do(a.AmendMeasure, WORKER, measure=key, **wording())
    found = sees(story, WATCH, "P10", "amended-since", measure=key)
    assert [r.act for r in found.remedies] == ["EstablishHoe"]
    story.do(a.AcceptMeasure, GRAN, measure=key)
    story.do(a.EstablishHoe, WORKER, **{**hoe_content(story), "measures": (key,)})
    sees_nothing(story, WATCH)


FITS = "watch.measures-fit"


def test_a_measure_made_for_an_older_wat_is_looked_at_again():
    story = hoe_established()
    key = story.t.hoe[1].measures[0]
    sees_nothing(story, FITS)
    revise(story, material=False)
    sees_nothing(story, FITS)
    version = revise(story, material=True)
    found = sees(story, FITS, "P10 X6", "measure-for-an-older-wat", measure=key)
    assert [r.act for r in found.remedies] == ["AmendMeasure"]
    says_what_it_does_not_know(story, FITS, "P10 X6", "measures hoe wat involvement")
    story.do(a.AmendMeasure, WORKER, measure=key, **wording(wat=version))
    sees_nothing(story, FITS)


def test_a_measure_that_was_ended_need_not_fit():
    story = hoe_established()
    revise(story, material=True)
    story.do(a.EndMeasure, WORKER, measure=story.t.hoe[1].measures[0])
    sees_nothing(story, FITS)


# --- whom it is unsafe to inform carries nothing for that child (case 14) ------------------------

SAFE, UNSAFE = "hoe.bearers-safe", "watch.unsafe-not-counted"


def test_whom_it_is_unsafe_to_inform_is_given_no_measure_for_that_child():
    story = expectations_set()
    unsafe(story, GRAN[0], minor=BEN)
    content = {"wat": 2, "about": text(), "bearers": (MOTHER[0], GRAN[0]), "need": text()}
    for_ben = {**content, "serves": ("g2",), "minors": (BEN,)}
    gap = no(
        story.ask(a.ProposeMeasure, WORKER, **for_ben), SAFE, "P10", "bearer-unsafe", person="gran"
    )
    assert [r.act for r in gap.remedies] == ["AmendMeasure"]
    key = measure(story, bearers=(MOTHER[0],), minors=(BEN,), serves=("g2",))
    amended = story.ask(a.AmendMeasure, WORKER, measure=key, **for_ben)
    gap = no(amended, SAFE, "P10", "bearer-unsafe", measure=key)
    assert [dict(r.about) for r in gap.remedies] == [{"measure": key}]
    # A goal about both children is a goal about Ben, whomever the measure names.
    shared = {**content, "serves": ("g1",), "minors": (ANNA,)}
    no(story.ask(a.ProposeMeasure, WORKER, **shared), SAFE, "P10", "bearer-unsafe")


def test_for_the_goals_of_another_child_they_may_be():
    story = expectations_set()
    unsafe(story, GRAN[0], minor=ANNA)
    measure(story, serves=("g2",), minors=(BEN,))


def test_when_the_exception_has_ended_they_may_be_again():
    story = expectations_set()
    unsafe(story, GRAN[0], days=7)
    story.wait(7)
    measure(story)


def test_what_family_agreed_on_is_refused_to_the_worker_who_establishes_it_and_seen():
    story = expectations_set()
    content = hoe_content(story)
    story.explain(Topic.WAT, WORKER[0], MOTHER[0], version=2, who=LEAD)
    unsafe(story, GRAN[0])
    (key,) = content["measures"]
    no(story.ask(a.EstablishHoe, WORKER, **content), SAFE, "P10", "bearer-unsafe", measure=key)
    found = sees(story, UNSAFE, "P19 P10 P16 T7", "bearer-unsafe", measure=key, person="gran")
    assert [r.act for r in found.remedies] == ["AmendMeasure"]
    story.do(a.EstablishHoe, MOTHER, **content)  # she is not told (reading 14)
    sees(story, UNSAFE, "P19 P10 P16 T7", "bearer-unsafe", measure=key)
    reads = "people exceptions measures hoe directions wat involvement"
    says_what_it_does_not_know(story, UNSAFE, "P19 P10 P16 T7", reads)
    story.do(a.EndMeasure, WORKER, measure=key)
    sees_nothing(story, UNSAFE)


def test_a_goal_about_a_child_is_about_them_in_hoe_too_whomever_the_measure_names():
    story, content = ready()
    wording_ = {**wording(serves=("g1",), minors=(ANNA,)), "need": text()}
    story.do(a.ProposeMeasure, MOTHER, **wording_)
    key = story.last_id()
    story.do(a.AcceptMeasure, GRAN, measure=key)
    content["measures"] = (key,)
    assert isinstance(story.ask(a.EstablishHoe, WORKER, **content), Accepted)
    unsafe(story, GRAN[0], minor=BEN)
    no(story.ask(a.EstablishHoe, WORKER, **content), SAFE, "P10", "bearer-unsafe", measure=key)


# --- who left carries nothing any more (case 16) -------------------------------------------------

RISK = "watch.hoe-at-risk"


def test_hoe_is_at_risk_as_soon_as_a_bearer_leaves_and_a_review_is_due():
    story = hoe_established()
    sees_nothing(story, RISK)
    gone = story.now
    leave(story, GRAN)
    found = sees(story, RISK, "P10 P16", "hoe-at-risk", hoe=1, since=gone.isoformat())
    assert [r.act for r in found.remedies] == ["EstablishHoe"]
    found = sees(story, RISK, "P10 P16", "review-after-loss", since=gone.isoformat())
    assert [r.act for r in found.remedies] == ["Review"]
    says_what_it_does_not_know(story, RISK, "P10 P16", "people measures hoe reviews involvement")
    story.do(a.Review, WORKER, minors=(ANNA, BEN))
    sees_nothing(story, RISK, "review-after-loss")
    sees(story, RISK, "P10 P16", "hoe-at-risk")
    (key,) = story.t.hoe[1].measures
    content = {"wat": 2, "about": text(), "serves": ("g1",), "minors": (ANNA, BEN)}
    story.do(a.AmendMeasure, WORKER, measure=key, bearers=(MOTHER[0],), need=text(), **content)
    sees_nothing(story, RISK)


def test_a_review_from_before_looked_at_nothing_lost_since():
    story = hoe_established()
    story.do(a.Review, WORKER, minors=(ANNA, BEN))
    leave(story, GRAN)
    sees(story, RISK, "P10 P16", "review-after-loss")


def test_who_leaves_without_a_measure_puts_nothing_at_risk():
    story = hoe_established()
    leave(story, FATHER)
    sees_nothing(story, RISK)


def test_nor_does_an_exception_make_up_for_what_is_in_it_or_for_safety():
    """A HOE without a measure, or borne by whom it is unsafe to inform, is no HOE."""
    given = (exception("P10", words=text()), exception("P16", words=text()))
    story, content = ready()
    empty = {**content, "measures": (), "exceptions": given}
    only(story.ask(a.EstablishHoe, WORKER, **empty), "hoe.some-measure")
    story = expectations_set()
    content = hoe_content(story)
    story.explain(Topic.WAT, WORKER[0], MOTHER[0], version=2, who=LEAD)
    unsafe(story, GRAN[0], minor=BEN)
    outcome = story.ask(a.EstablishHoe, WORKER, **{**content, "exceptions": given})
    no(outcome, SAFE, "P10", "bearer-unsafe")
