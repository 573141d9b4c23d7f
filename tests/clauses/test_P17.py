"""P17: the way there, HOE, is worked out by network and care worker, not by a consultant."""

from __future__ import annotations

import pytest

from safetyframe import acts as a
from safetyframe.errors import PolicyError
from safetyframe.outcome import Accepted
from safetyframe.policy import Lowered, Policy
from safetyframe.roles import Part, Role
from safetyframe.values import Form
from tests.support.expect import (
    NEIGHBOUR,
    SECOND_WORKER,
    assign,
    gap_of,
    join,
    leave,
    no,
    only,
    sees,
    sees_nothing,
    violation,
)
from tests.support.recorded import not_for_another
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
    exception,
    expectations_set,
    hoe_content,
    hoe_established,
    measure,
    text,
)
from tests.support.table import cells, check, stage


@cells(a.ProposeMeasure, a.AmendMeasure, a.EndMeasure, a.EstablishHoe)
def test_who_may_make_hoe(case):
    check(case)


def parts(*people):
    return tuple(Part(person=p, role=r) for p, r in people)


def ready():
    """Nothing is missing for a HOE; everyone has had WAT explained."""
    story = stage()
    content = hoe_content(story, invited=(FATHER[0], ANNA, BEN, NEIGHBOUR[0], MOTHER[0], GRAN[0]))
    return story, content


@pytest.mark.parametrize("who", [WORKER, MOTHER, GRAN, ANNA_], ids=lambda who: who[0])
def test_care_worker_and_client_side_establish_it_whoever_of_them_writes_it_down(who):
    story, content = ready()
    content["together"] = parts(*{WORKER, GRAN, who})
    outcome = story.do(a.EstablishHoe, who, **content)
    hoe = outcome.trajectory.hoe[1]
    assert (hoe.by, hoe.wat) == (who[0], 2)


# --- together: at least one of each side, counted as persons -------------------------------------


def test_a_care_worker_alone_does_not():
    story, content = ready()
    outcome = story.ask(a.EstablishHoe, WORKER, **{**content, "together": parts(WORKER)})
    only(outcome, "hoe.together")
    gap = no(outcome, "hoe.together", "P16 P17", "no-family-or-network")
    assert [r.act for r in gap.remedies] == ["EstablishHoe"]


def test_family_and_network_alone_do_not():
    story, content = ready()
    outcome = story.ask(a.EstablishHoe, GRAN, **{**content, "together": parts(GRAN, MOTHER)})
    only(outcome, "hoe.together")
    gap = no(outcome, "hoe.together", "P16 P17", "no-care-worker", role="care-worker")
    assert [r.act for r in gap.remedies] == ["EstablishHoe"]


def test_two_care_workers_are_one_side():
    story, content = ready()
    join(story, SECOND_WORKER)
    content["together"] = parts(WORKER, SECOND_WORKER)
    outcome = story.ask(a.EstablishHoe, WORKER, **content)
    no(outcome, "hoe.together", "P16 P17", "no-family-or-network")


def test_who_writes_it_down_took_part():
    story, content = ready()
    content["together"] = parts(WORKER, GRAN)
    outcome = story.ask(a.EstablishHoe, MOTHER, **content)
    only(outcome, "hoe.together")
    no(outcome, "hoe.together", "P16 P17", "actor-took-no-part")


def test_a_worker_who_is_also_a_neighbour_counts_as_the_professional():
    story, content = ready()
    disclosed = exception("P11", person=WORKER[0], words=text())
    join(story, (WORKER[0], Role.NETWORK), exceptions=(disclosed,))
    content["together"] = parts(WORKER, (WORKER[0], Role.NETWORK))
    outcome = story.ask(a.EstablishHoe, WORKER, **content)
    no(outcome, "hoe.together", "P16 P17", "no-family-or-network")
    content["together"] = parts((WORKER[0], Role.NETWORK))
    outcome = story.ask(a.EstablishHoe, WORKER, **content)
    assert gap_of(violation(outcome, "hoe.together").gaps, "no-care-worker")


def test_a_teacher_who_takes_part_as_a_professional_is_not_family_or_network():
    story, content = ready()
    join(story, ("teacher", Role.NETWORK), professional=True)
    content["together"] = parts(WORKER, ("teacher", Role.NETWORK))
    outcome = story.ask(a.EstablishHoe, WORKER, **content)
    no(outcome, "hoe.together", "P16 P17", "no-family-or-network")


def test_a_grandmother_who_has_left_does_not_count():
    story, content = ready()
    leave(story, GRAN)
    content["together"] = parts(WORKER, GRAN)
    outcome = story.ask(a.EstablishHoe, WORKER, **content)
    no(outcome, "hoe.together", "P16 P17", "no-family-or-network")


def test_no_exception_makes_up_for_a_missing_side():
    for clause in ("P16", "P17", "P10"):
        story, content = ready()
        given = exception(clause, words=text())
        content.update(together=parts(WORKER), exceptions=(given,))
        outcome = story.ask(a.EstablishHoe, WORKER, **content)
        no(outcome, "hoe.together", "P16 P17", "no-family-or-network")


def test_no_policy_lowers_it():
    with pytest.raises(PolicyError, match="HARD never bends"):
        Policy(lowered=(Lowered(clause="P17", reason="the consultant knows best here"),))


# --- no consultant among the authors, nor behind the pen -----------------------------------------


@pytest.mark.parametrize(
    ("who", "role"),
    [
        (LEAD, "consultant"),
        (CO, "consultant"),
        (TRUST, "trust-person"),
    ],
    ids=["lead", "co", "trust"],
)
def test_only_care_workers_family_and_network_are_its_authors(who, role):
    story, content = ready()
    content["together"] = parts(WORKER, GRAN, who)
    outcome = story.ask(a.EstablishHoe, WORKER, **content)
    only(outcome, "hoe.no-consultant")
    gap = no(outcome, "hoe.no-consultant", "P17 X5", "not-an-author-of-hoe")
    assert (gap.get("person"), gap.get("role")) == (who[0], role)


def test_a_consultant_may_offer_ideas_and_find_hoe_insufficient():
    story = hoe_established()
    story.do(a.OfferIdea, LEAD, minors=(ANNA, BEN), about=text())
    story.do(a.AssessHoe, LEAD, hoe=1, bottom_line="b1", sufficient=False, why=text())
    assert [h.number for h in story.t.hoe.values()] == [1]
    assert len(story.t.measures) == 1


def test_a_consultant_who_found_it_insufficient_does_not_write_the_better_one():
    story, content = ready()
    outcome = story.ask(a.EstablishHoe, LEAD, **{**content, "together": parts(LEAD, WORKER, GRAN)})
    no(outcome, "powers.EstablishHoe", "P17 P16 X5", "not-this-role")
    no(outcome, "hoe.no-consultant", "P17 X5", "not-an-author-of-hoe")


@pytest.mark.parametrize("recorder", [WORKER, SECOND_WORKER, TRUST], ids=lambda who: who[0])
@pytest.mark.parametrize("who", [MOTHER, GRAN, ANNA_], ids=lambda who: who[0])
def test_a_worker_or_trust_person_may_write_a_part_down_for_the_person(who, recorder):
    story, content = ready()
    join(story, SECOND_WORKER)
    content["together"] = parts(*{WORKER, GRAN, who})
    by = story.by(who, recorded_by=recorder[0], form=Form.SPOKEN)
    outcome = story.do(a.EstablishHoe, who, by=by, **content)
    hoe = outcome.trajectory.hoe[1]
    assert (hoe.by, hoe.recorded_by) == (who[0], recorder[0])


@pytest.mark.parametrize("recorder", [LEAD, CO], ids=lambda who: who[0])
@pytest.mark.parametrize("who", [WORKER, MOTHER, GRAN], ids=lambda who: who[0])
def test_a_consultant_may_write_nobodys_part_down(who, recorder):
    story, content = ready()
    content["together"] = parts(*{WORKER, GRAN, who})
    by = story.by(who, recorded_by=recorder[0], form=Form.SPOKEN)
    outcome = story.ask(a.EstablishHoe, who, by=by, **content)
    only(outcome, "hoe.recorded-by-consultant")
    no(outcome, "hoe.recorded-by-consultant", "P17 X5", "consultant-records")


@pytest.mark.parametrize("recorder", [GRAN, STRANGER], ids=lambda who: who[0])
def test_nor_may_somebody_without_such_a_part(recorder):
    story, content = ready()
    by = story.by(MOTHER, recorded_by=recorder[0], form=Form.SPOKEN)
    outcome = story.ask(a.EstablishHoe, MOTHER, by=by, **content)
    only(outcome, "powers.recorded-by")
    no(outcome, "powers.recorded-by", "P8c", "recorder-has-no-part")


def test_who_writes_it_down_for_another_says_in_what_form_it_was_given():
    story, content = ready()
    by = story.by(MOTHER, recorded_by=WORKER[0])
    outcome = story.ask(a.EstablishHoe, MOTHER, by=by, **content)
    only(outcome, "form.recorded")
    no(outcome, "form.recorded", "", "no-form-of-recording")


def test_a_worker_who_has_left_writes_nobodys_part_down():
    story, content = ready()
    join(story, SECOND_WORKER)
    leave(story, SECOND_WORKER)
    by = story.by(MOTHER, recorded_by=SECOND_WORKER[0], form=Form.SPOKEN)
    outcome = story.ask(a.EstablishHoe, MOTHER, by=by, **content)
    no(outcome, "powers.recorded-by", "P8c", "recorder-has-no-part")


# --- measures ------------------------------------------------------------------------------------


def test_measures_are_not_written_down_for_another():
    story = expectations_set()
    by = story.by(MOTHER, recorded_by=LEAD[0], form=Form.SPOKEN)
    content = {"wat": 2, "about": text(), "serves": ("g1",), "bearers": (GRAN[0],)}
    outcome = story.ask(a.ProposeMeasure, MOTHER, by=by, minors=(ANNA,), **content)
    no(outcome, "powers.recorded-by", "P8c", "not-an-own-act")


def test_a_measure_that_a_consultant_bears_is_still_proposed_by_others():
    story = expectations_set()
    key = measure(story, bearers=(LEAD[0],))
    story.do(a.AcceptMeasure, LEAD, measure=key)
    outcome = story.ask(a.EndMeasure, LEAD, measure=key)
    no(outcome, "powers.EndMeasure", "P17", "not-this-role")
    assert isinstance(story.ask(a.EndMeasure, GRAN, measure=key), Accepted)


def test_a_consultant_cannot_become_a_care_worker_to_write_hoe():
    story, content = ready()
    outcome = story.ask(
        a.AddParticipation, WORKER, person=LEAD[0], role=Role.CARE_WORKER, since=story.now
    )
    no(outcome, "involvement.one-side", "P1 P8c P11", "two-sides", person=LEAD[0])
    outcome = story.ask(
        a.EstablishHoe, (LEAD[0], Role.CARE_WORKER), **{**content, "together": parts(LEAD, GRAN)}
    )
    no(outcome, "form.participation", "", "not-taking-part")


# --- what is looked at afterwards ----------------------------------------------------------------


def test_a_hoe_that_the_consultant_has_not_found_enough_is_seen():
    story = hoe_established()
    sees(story, "watch.hoe-sufficient", "P12 P17", "hoe-not-assessed", target="b1")
    story.do(a.AssessHoe, LEAD, hoe=1, bottom_line="b1", sufficient=False, why=text())
    sees(story, "watch.hoe-sufficient", "P12 P17", "hoe-insufficient", target="b1")
    for line in ("b1", "b2"):
        story.do(a.AssessHoe, LEAD, hoe=1, bottom_line=line, sufficient=True)
    sees_nothing(story, "watch.hoe-sufficient")


def test_a_hoe_without_a_care_worker_is_seen():
    story = hoe_established()
    sees_nothing(story, "watch.hoe-still-together")
    leave(story, WORKER)
    sees(story, "watch.hoe-still-together", "P16 P17", "hoe-without-care-worker", hoe=1)
    join(story, SECOND_WORKER)
    sees_nothing(story, "watch.hoe-still-together")


def test_the_consultant_stays_out_of_it_when_the_network_falls_apart():
    story = hoe_established()
    leave(story, GRAN)
    before = story.t.wat
    content = hoe_content_without_gran(story)
    outcome = story.ask(a.EstablishHoe, LEAD, **content)
    no(outcome, "powers.EstablishHoe", "P17 P16 X5", "not-this-role")
    assert isinstance(story.ask(a.EstablishHoe, WORKER, **content), Accepted)
    assert story.t.wat == before
    assert len(story.t.hoe) == 1


def hoe_content_without_gran(story):
    key = measure(story, bearers=(MOTHER[0],))
    story.do(a.AcceptMeasure, MOTHER, measure=key)
    return {
        "wat": 2,
        "measures": (key,),
        "together": parts(WORKER, MOTHER),
        "invited": (FATHER[0], ANNA, BEN),
    }


def test_nobody_is_an_author_in_a_role_they_do_not_hold():
    story, content = ready()
    assign(story, ("c-new", Role.CONSULTANT))
    content["together"] = parts(WORKER, GRAN, ("c-new", Role.NETWORK))
    outcome = story.ask(a.EstablishHoe, WORKER, **content)
    no(outcome, "form.parts", "", "not-taking-part", person="c-new")


@pytest.mark.parametrize("kind", [a.ProposeMeasure, a.AmendMeasure, a.EndMeasure])
def test_nobody_writes_it_down_for_another(kind):
    not_for_another(kind)


def test_no_exception_makes_a_consultant_an_author():
    story, content = ready()
    content["together"] = parts(WORKER, GRAN, LEAD)
    content["exceptions"] = (exception("P16", words=text()), exception("P17", words=text()))
    outcome = story.ask(a.EstablishHoe, WORKER, **content)
    no(outcome, "hoe.no-consultant", "P17 X5", "not-an-author-of-hoe")
