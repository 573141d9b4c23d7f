"""P16: only after WAT do the care workers look, with family and network, for HOE."""

from __future__ import annotations

from datetime import timedelta

import pytest

from safetyframe import acts as a
from safetyframe.acts.informing import Topic
from safetyframe.charter import Level
from safetyframe.outcome import Accepted, Unsure
from safetyframe.roles import Part, Role
from safetyframe.values import Form
from tests.support.cast import unsafe
from tests.support.duty import acknowledge
from tests.support.expect import (
    ANSWERS,
    NEIGHBOUR,
    NO_ANSWER,
    SECOND_WORKER,
    TEACHER,
    gap_of,
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
from tests.support.kin import (
    BEN_AUNT,
    BEN_FATHER,
    half_siblings_with_wat,
    measure_for,
)
from tests.support.story import (
    ANNA,
    ANNA_,
    BEN,
    BEN_,
    FATHER,
    GRAN,
    LEAD,
    MOTHER,
    WORKER,
    align_all,
    exception,
    expectations_set,
    gathered,
    hoe_content,
    hoe_established,
    opened,
    statements,
    text,
    wat_established,
)
from tests.support.table import cells, check


@cells(a.EstablishHoe)
def test_who_may_establish_hoe(case):
    check(case)


def parts(*people):
    return tuple(Part(person=p, role=r) for p, r in people)


def ready():
    """Nothing is missing for a HOE."""
    story = expectations_set()
    story.explain(Topic.WAT, WORKER[0], MOTHER[0], version=2, who=LEAD)
    story.wait()
    return story, hoe_content(story)


def test_with_nothing_missing_it_is_accepted():
    story, content = ready()
    outcome = story.ask(a.EstablishHoe, WORKER, **content)
    assert isinstance(outcome, Accepted)
    assert outcome.warnings == ()


# --- order: after WAT ----------------------------------------------------------------------------

ORDER = "hoe.after-wat"


def test_without_wat_there_is_no_hoe():
    story = opened()
    content = {"wat": 1, "measures": (), "together": parts(WORKER, GRAN)}
    gap = no(story.ask(a.EstablishHoe, WORKER, **content), ORDER, "P16 X4", "no-wat")
    (remedy,) = gap.remedies
    assert (remedy.act, remedy.roles, remedy.human) == ("EstablishWat", (Role.CONSULTANT,), True)


def test_once_wat_stands_hoe_follows():
    story = opened()
    story.do(a.EstablishWat, LEAD, **statements(), **gathered(story))
    story.explain(Topic.WAT, WORKER[0], version=1, who=LEAD)
    assert isinstance(story.ask(a.EstablishHoe, WORKER, **hoe_content(story)), Accepted)


def test_what_can_says_no_before_wat_and_depends_after():
    for build, can in ((opened, "no"), (wat_established, "depends")):
        story = build()
        said = {p.act: p for p in story.law.what_can(story.t, story.by(WORKER))}
        assert said["EstablishHoe"].can.value == can


@pytest.mark.parametrize("version", [0, 1, 3])
def test_it_refers_to_the_wat_in_force(version):
    story, content = ready()
    outcome = story.ask(a.EstablishHoe, WORKER, **{**content, "wat": version})
    only(outcome, ORDER)
    assert no(outcome, ORDER, "P16 X4", "not-the-wat-in-force").get("version") == 2


def test_a_hoe_that_came_before_the_wat_it_names_is_refused():
    story, content = ready()
    at = story.t.wat[2].at - timedelta(seconds=1)
    by = story.by(WORKER, at=at, recorded_at=story.now)
    outcome = story.ask(a.EstablishHoe, WORKER, by=by, **content)
    assert no(outcome, ORDER, "P16 X4", "wat-is-later").get("version") == 2


def test_no_exception_turns_the_order_round():
    story = opened()
    given = exception("P16", words=text())
    content = {"wat": 1, "measures": (), "together": parts(WORKER, GRAN), "exceptions": (given,)}
    no(story.ask(a.EstablishHoe, WORKER, **content), ORDER, "P16 X4", "no-wat")


def test_nor_does_a_policy_that_lowers_the_gate():
    story = opened()
    content = {"wat": 1, "measures": (), "together": parts(WORKER, GRAN)}
    outcome = under(story, lowering("P16")).ask(a.EstablishHoe, WORKER, **content)
    no(outcome, ORDER, "P16 X4", "no-wat")
    no(outcome, "hoe.some-measure", "P10 P16", "no-measure")


def test_whether_there_is_a_wat_must_be_known():
    story, content = ready()
    story.t = story.t.hide("wat")
    outcome = story.ask(a.EstablishHoe, WORKER, **content)
    assert isinstance(outcome, Unsure)
    assert "wat" in outcome.unknown


def test_a_hoe_has_something_to_do_in_it():
    story, content = ready()
    outcome = story.ask(a.EstablishHoe, WORKER, **{**content, "measures": ()})
    only(outcome, "hoe.some-measure")
    gap = no(outcome, "hoe.some-measure", "P10 P16", "no-measure")
    assert [r.act for r in gap.remedies] == ["ProposeMeasure"]


# --- the minimum: a care worker with somebody of family or network -------------------------------


@pytest.mark.parametrize("who", [MOTHER, FATHER, GRAN, ANNA_, BEN_], ids=lambda who: who[0])
def test_one_of_family_or_network_beside_the_worker_is_the_minimum(who):
    story, content = ready()
    content.update(together=parts(WORKER, who), invited=everyone())
    assert isinstance(story.ask(a.EstablishHoe, WORKER, **content), Accepted)


def everyone():
    return (MOTHER[0], FATHER[0], GRAN[0], ANNA, BEN)


@pytest.mark.parametrize(
    ("who", "together", "code"),
    [
        (WORKER, (WORKER,), "no-family-or-network"),
        (MOTHER, (MOTHER, GRAN), "no-care-worker"),
    ],
    ids=["worker-alone", "family-alone"],
)
def test_below_the_minimum_it_is_refused_and_no_exception_helps(who, together, code):
    story, content = ready()
    content.update(together=parts(*together), invited=everyone())
    given = exception("P16", words=text())
    for exceptions in ((), (given,)):
        outcome = story.ask(a.EstablishHoe, who, **content, exceptions=exceptions)
        only(outcome, "hoe.together")
        no(outcome, "hoe.together", "P16 P17", code)


def test_it_says_whether_a_care_worker_must_come_in_or_only_join_in():
    story, content = ready()
    content.update(together=parts(MOTHER, GRAN), invited=everyone())
    gap = no(story.ask(a.EstablishHoe, MOTHER, **content), "hoe.together", "P16 P17", NO_WORKER)
    (remedy,) = gap.remedies
    assert (remedy.act, dict(remedy.about)) == ("EstablishHoe", {})
    leave(story, WORKER)
    gap = no(story.ask(a.EstablishHoe, MOTHER, **content), "hoe.together", "P16 P17", NO_WORKER)
    (remedy,) = gap.remedies
    assert (remedy.act, dict(remedy.about)) == ("AddParticipation", {"role": "care-worker"})


NO_WORKER = "no-care-worker"


def test_lowering_the_gate_does_not_lower_the_minimum():
    story, content = ready()
    content.update(together=parts(WORKER))
    outcome = under(story, lowering("P16")).ask(a.EstablishHoe, WORKER, **content)
    only(outcome, "hoe.together")


def test_filling_the_gap_leads_to_acceptance():
    story, content = ready()
    refused = story.refused(a.EstablishHoe, WORKER, **{**content, "together": parts(WORKER)})
    gap_of(violation(refused, "hoe.together").gaps, "no-family-or-network")
    content["together"] = parts(WORKER, GRAN)
    content["invited"] = everyone()
    assert isinstance(story.ask(a.EstablishHoe, WORKER, **content), Accepted)


# --- the gate: everyone of family and network took part or was asked -----------------------------

GATE = "hoe.everyone-invited"


@pytest.mark.parametrize("who", [FATHER, ANNA_, BEN_, MOTHER, GRAN], ids=lambda who: who[0])
def test_who_was_not_asked_is_missing_until_they_are(who):
    story, content = ready()
    together = tuple(p for p in content["together"] if p.person != who[0])
    asked = tuple(p for p in everyone() if p != who[0])
    content.update(together=together, invited=asked)
    outcome = story.ask(a.EstablishHoe, WORKER, **content)
    only(outcome, GATE)
    gap = no(outcome, GATE, "P16", "not-invited", level=Level.EXPLAIN, person=who[0])
    (remedy,) = gap.remedies
    assert remedy.act == "EstablishHoe"
    assert dict(remedy.about) == {"invited": who[0]}
    content["invited"] = (*asked, who[0])
    assert isinstance(story.ask(a.EstablishHoe, WORKER, **content), Accepted)


def test_each_one_who_was_not_asked_is_named():
    story, content = ready()
    outcome = story.ask(a.EstablishHoe, WORKER, **{**content, "invited": ()})
    found = violation(outcome, GATE)
    assert {g.get("person") for g in found.gaps} == {"father", "anna", "ben"}


def test_a_new_partner_is_asked_too_and_professionals_need_not_be():
    story, content = ready()
    join(story, NEIGHBOUR)
    join(story, SECOND_WORKER)
    outcome = story.ask(a.EstablishHoe, WORKER, **content)
    assert {g.get("person") for g in violation(outcome, GATE).gaps} == {"neighbour"}


def test_a_teacher_in_the_network_is_asked_too():
    story, content = ready()
    join(story, TEACHER, professional=True)
    outcome = story.ask(a.EstablishHoe, WORKER, **content)
    assert {g.get("person") for g in violation(outcome, GATE).gaps} == {"teacher"}


def test_who_has_left_need_not_be_asked():
    story, content = ready()
    leave(story, FATHER)
    content["invited"] = (ANNA, BEN)
    assert isinstance(story.ask(a.EstablishHoe, WORKER, **content), Accepted)


@pytest.mark.parametrize("name", ANSWERS)
def test_a_reasoned_exception_answers_it(name):
    story, content = ready()
    content["invited"] = (ANNA, BEN)
    given = ANSWERS[name](story, "P16", FATHER[0])
    outcome = story.ask(a.EstablishHoe, WORKER, **content, exceptions=(given,))
    assert isinstance(outcome, Accepted), outcome
    assert outcome.warnings == ()


@pytest.mark.parametrize("name", NO_ANSWER)
def test_no_other_exception_does(name):
    story, content = ready()
    content["invited"] = (ANNA, BEN)
    given = NO_ANSWER[name](story, "P16", FATHER[0])
    outcome = story.ask(a.EstablishHoe, WORKER, **content, exceptions=(given,))
    only(outcome, GATE)


def test_lowered_in_policy_it_warns():
    story, content = ready()
    content["invited"] = (ANNA, BEN)
    outcome = under(story, lowering("P16")).ask(a.EstablishHoe, WORKER, **content)
    assert warning(outcome, GATE, "P16", "not-invited").get("person") == FATHER[0]
    only(under(story, lowering("P10")).ask(a.EstablishHoe, WORKER, **content), GATE)


# --- per child (case 7) --------------------------------------------------------------------------


def for_one(minor, *, told=()):
    """An HOE for one child, where the network has somebody for each."""
    story = half_siblings_with_wat()
    for who in (WORKER, *told):
        story.explain(Topic.WAT, who[0], version=1, who=LEAD)
    return story, measure_for(story, minor, bearer=GRAN if minor == ANNA else BEN_AUNT)


def agreement(key, *who, invited=()):
    return {"wat": 1, "measures": (key,), "together": parts(*who), "invited": invited}


def test_hoe_for_one_child_asks_along_who_is_there_for_that_child():
    story, key = for_one(ANNA)
    outcome = story.ask(a.EstablishHoe, WORKER, **agreement(key, WORKER, GRAN))
    persons = {g.get("person") for g in violation(outcome, GATE).gaps}
    assert persons == {MOTHER[0], FATHER[0], ANNA}
    story, key = for_one(BEN)
    outcome = story.ask(a.EstablishHoe, WORKER, **agreement(key, WORKER, BEN_AUNT))
    persons = {g.get("person") for g in violation(outcome, GATE).gaps}
    assert persons == {MOTHER[0], BEN_FATHER[0], BEN}


def test_hoe_for_both_asks_everyone_along():
    story = half_siblings_with_wat()
    key = measure_for(story, ANNA, BEN, bearer=GRAN)
    outcome = story.ask(a.EstablishHoe, WORKER, **agreement(key, WORKER, GRAN))
    persons = {g.get("person") for g in violation(outcome, GATE).gaps}
    assert {FATHER[0], BEN_FATHER[0], BEN_AUNT[0]} <= persons


# --- a restricted person's own act (reading 14) --------------------------------------------------


def apart(story, *people, who=WORKER):
    story.do(a.KeepApart, who, persons=people, ground=text("ban"))


def test_a_restricted_persons_own_act_is_taken_when_another_makes_the_quorum():
    story, content = ready()
    apart(story, FATHER[0], MOTHER[0])
    story.explain(Topic.WAT, FATHER[0], version=2, who=LEAD)
    content["together"] = parts(WORKER, MOTHER, FATHER)
    content["invited"] = everyone()
    outcome = story.do(a.EstablishHoe, FATHER, **content)
    assert outcome.warnings == ()
    sees(story, "watch.barriers-kept", "X16 P8c", "barrier-crossed", hoe=1)


def test_a_restricted_person_does_not_make_the_quorum_and_is_not_told_why():
    story, content = ready()
    join(story, TEACHER, professional=True)
    story.explain(Topic.WAT, FATHER[0], version=2, who=LEAD)
    content["together"] = parts(WORKER, FATHER, TEACHER)
    content["invited"] = everyone()
    assert isinstance(story.ask(a.EstablishHoe, FATHER, **content), Accepted)
    apart(story, FATHER[0], TEACHER[0])
    outcome = story.ask(a.EstablishHoe, FATHER, **content)
    only(outcome, "hoe.together")
    no(outcome, "hoe.together", "P16 P17", "no-family-or-network")
    assert "X16" not in outcome.clauses
    assert "barrier" not in repr(outcome.violations)


# --- what is looked at afterwards ----------------------------------------------------------------


def test_hoe_on_an_older_material_wat_is_seen_until_it_is_made_anew():
    story = hoe_established()
    sees_nothing(story, "watch.hoe-fresh")
    revise(story, material=False)
    sees_nothing(story, "watch.hoe-fresh")
    revise(story, material=True)
    found = sees(story, "watch.hoe-fresh", "P16 X6", "hoe-stale", hoe=1, wat=4)
    assert [r.act for r in found.remedies] == ["EstablishHoe"]
    story.explain(Topic.WAT, WORKER[0], version=4, who=LEAD)
    story.do(a.EstablishHoe, WORKER, **hoe_content(story))
    sees_nothing(story, "watch.hoe-fresh")
    says_what_it_does_not_know(story, "watch.hoe-fresh", "P16 X6", "hoe wat involvement")


def test_a_hoe_that_one_side_has_left_is_seen():
    story = hoe_established()
    rule, clauses = "watch.hoe-still-together", "P16 P17"
    sees_nothing(story, rule)
    says_what_it_does_not_know(story, rule, clauses, "people hoe involvement")
    leave(story, WORKER)
    sees(story, rule, clauses, "hoe-without-care-worker", hoe=1)
    join(story, SECOND_WORKER)
    sees_nothing(story, rule)
    for who in (MOTHER, FATHER, GRAN, ANNA_, BEN_):
        leave(story, who)
    sees(story, rule, clauses, "hoe-without-family-or-network", hoe=1)
    join(story, NEIGHBOUR)
    sees_nothing(story, rule)


CONFIRM = "watch.parts-confirmed"


def test_a_part_that_another_wrote_down_waits_for_the_persons_own_yes():
    story = hoe_established()
    waiting = {f.get("person") for f in story.law.findings(story.t, story.now) if f.rule == CONFIRM}
    assert waiting == {MOTHER[0], GRAN[0]}
    found = sees(story, CONFIRM, "P16", "part-unconfirmed", person=MOTHER[0])
    (remedy,) = found.remedies
    assert remedy.act == "Acknowledge"
    assert dict(remedy.about) == {"topic": "agreements", "version": 1, "person": MOTHER[0]}
    acknowledge(story, MOTHER, Topic.AGREEMENTS, 1)
    sees_nothing(story, CONFIRM, person=MOTHER[0])
    acknowledge(story, GRAN, Topic.AGREEMENTS, 1)
    sees_nothing(story, CONFIRM)
    says_what_it_does_not_know(story, CONFIRM, "P16", "hoe told involvement")


def test_being_told_of_the_agreements_is_no_confirmation():
    story = hoe_established()
    story.explain(Topic.AGREEMENTS, MOTHER[0], version=1)
    sees(story, CONFIRM, "P16", "part-unconfirmed", person=MOTHER[0])


def test_who_establishes_it_in_person_confirms_by_that():
    story, content = ready()
    story.do(a.EstablishHoe, MOTHER, **content)
    sees_nothing(story, CONFIRM, person=MOTHER[0])
    sees(story, CONFIRM, "P16", "part-unconfirmed", person=WORKER[0])


def test_who_has_it_written_down_by_another_still_confirms():
    story, content = ready()
    by = story.by(MOTHER, recorded_by=WORKER[0], form=Form.SPOKEN)
    story.do(a.EstablishHoe, MOTHER, by=by, **content)
    sees(story, CONFIRM, "P16", "part-unconfirmed", person=MOTHER[0])
    acknowledge(story, MOTHER, Topic.AGREEMENTS, 1)
    sees_nothing(story, CONFIRM, person=MOTHER[0])


def test_a_confirmation_of_the_former_hoe_is_none_of_this_one():
    story = hoe_established()
    acknowledge(story, MOTHER, Topic.AGREEMENTS, 1)
    story.do(a.EstablishHoe, WORKER, **hoe_content(story))
    sees(story, CONFIRM, "P16", "part-unconfirmed", person=MOTHER[0])


def test_establishing_is_needed_again_only_after_a_material_revision():
    story = hoe_established()
    align_all(story)
    story.do(
        a.SetExpectations,
        LEAD,
        revises=2,
        material=True,
        reason=text(),
        expectations=(a.wat.Expectation(id="e2", words=text(), minors=(ANNA, BEN)),),
    )
    sees(story, "watch.hoe-fresh", "P16 X6", "hoe-stale", hoe=1, wat=3)


# --- whom it is unsafe to inform makes no quorum for that child (case 14) ------------------------


def _with_gran_alone(story):
    content = hoe_content(story, invited=(MOTHER[0], FATHER[0], ANNA, BEN))
    content["together"] = tuple(p for p in content["together"] if p.person in (WORKER[0], GRAN[0]))
    (key,) = content["measures"]
    return {**content, "measures": (key,)}


def _mothers_measure(story):
    story.do(
        a.ProposeMeasure,
        WORKER,
        wat=2,
        about=text(),
        serves=("g1",),
        bearers=(MOTHER[0],),
        minors=(ANNA, BEN),
        need=text(),
    )
    key = story.last_id()
    story.do(a.AcceptMeasure, MOTHER, measure=key)
    return key


def test_whom_it_is_unsafe_to_inform_makes_no_family_or_network_for_a_worker():
    story = expectations_set()
    story.explain(Topic.WAT, WORKER[0], GRAN[0], version=2, who=LEAD)
    content = {**_with_gran_alone(story), "measures": (_mothers_measure(story),)}
    assert isinstance(story.ask(a.EstablishHoe, WORKER, **content), Accepted)
    unsafe(story, GRAN[0], minor=BEN)
    no(
        story.ask(a.EstablishHoe, WORKER, **content),
        "hoe.together",
        "P16 P17",
        "no-family-or-network",
    )
    story.do(a.EstablishHoe, GRAN, **content)  # her own act is taken like anyone's (reading 14)
    found = sees(story, UNSAFE, "P19 P10 P16 T7", "quorum-unsafe", hoe=1)
    assert [r.act for r in found.remedies] == ["EstablishHoe"]
    both = {**content, "together": (*content["together"], Part(person="mother", role=Role.PARENT))}
    story.do(a.EstablishHoe, WORKER, **both)
    sees_nothing(story, UNSAFE, "quorum-unsafe")


UNSAFE = "watch.unsafe-not-counted"
