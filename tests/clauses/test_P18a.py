"""P18a: what has been agreed is explained clearly to clients and network."""

from __future__ import annotations

import pytest

from safetyframe import acts as a
from safetyframe.acts.informing import Matter, Topic
from safetyframe.outcome import Accepted, DutyState
from safetyframe.values import Form
from tests.support.duty import (
    DAY_OF_HOE,
    DutyCase,
    acknowledge,
    laws,
    owed_to,
    stands,
    state,
)
from tests.support.expect import NEIGHBOUR, TEACHER, hand_over, join, no, revise
from tests.support.story import (
    ANNA,
    BEN,
    FATHER,
    GRAN,
    LEAD,
    MOTHER,
    WORKER,
    exception,
    expectations_set,
    hoe_content,
    hoe_established,
)
from tests.support.table import cells, check

CASE = DutyCase(
    clause="P18a",
    rule="inform.agreements",
    person=MOTHER,
    story=hoe_established,
    before=expectations_set,
    day=DAY_OF_HOE,
    do=lambda story, person: story.explain(Topic.AGREEMENTS, person, version=len(story.t.hoe)),
    remedy="Explain",
    version=1,
    reads=("hoe", "measures"),
    reopens=False,
)


@laws
def test_the_duty(law):
    law(CASE)


@cells(a.Explain, a.ExceptDuty)
def test_who_may_explain_and_except(case):
    check(case)


def test_it_is_owed_to_children_parents_and_network_of_any_age_and_kind():
    story = hoe_established()
    join(story, TEACHER, professional=True)
    assert owed_to(story, "P18a") == {"anna", "ben", "mother", "father", "gran", "teacher"}


def _explain_as(story, who):
    return story.ask(
        a.Explain,
        who,
        matters=(Matter(topic=Topic.AGREEMENTS, version=1),),
        persons=(FATHER[0],),
        form=Form.SPOKEN,
        language="nl",
    )


def test_the_network_members_chair_may_explain_and_another_member_may_not():
    story = hoe_established()
    join(story, NEIGHBOUR, chair=True)
    assert isinstance(_explain_as(story, NEIGHBOUR), Accepted)
    gap = no(_explain_as(story, GRAN), "powers.Explain", "P18a P22 P8c", "not-chair")
    assert gap.get("person") == GRAN[0]


def test_the_chair_may_explain_and_nothing_more():
    story = hoe_established()
    join(story, NEIGHBOUR, chair=True)
    given = exception("P18a", person=FATHER[0])
    outcome = story.ask(a.ExceptDuty, NEIGHBOUR, exception=given)
    no(outcome, "powers.ExceptDuty", "P18a P22 P8c", "not-this-role")


def test_a_parent_in_the_chair_is_not_the_networks_chair():
    story = hoe_established()
    join(story, ("aunt", MOTHER[1]), chair=True)
    outcome = _explain_as(story, ("aunt", MOTHER[1]))
    no(outcome, "powers.Explain", "P18a P22 P8c", "not-this-role")


def test_who_was_in_the_chair_once_is_not_any_more():
    story = hoe_established()
    key = join(story, NEIGHBOUR, chair=True)
    story.wait()
    story.do(a.EndParticipation, WORKER, participation=key, until=story.now)
    join(story, NEIGHBOUR)
    outcome = _explain_as(story, NEIGHBOUR)
    no(outcome, "powers.Explain", "P18a P22 P8c", "not-chair")


def test_the_chairs_explanation_discharges_it():
    story = hoe_established()
    join(story, NEIGHBOUR, chair=True)
    story.explain(Topic.AGREEMENTS, ANNA, BEN, version=1, who=NEIGHBOUR)
    assert state(story, "P18a", ANNA) is DutyState.DONE
    assert state(story, "P18a", BEN) is DutyState.DONE


@pytest.mark.parametrize("topic", [Topic.WAT, Topic.ROLES, Topic.GOAL])
def test_telling_something_else_is_not_explaining_the_agreements(topic):
    story = hoe_established()
    story.explain(topic, MOTHER[0], version=2 if topic is Topic.WAT else None)
    assert state(story, "P18a", MOTHER[0]) is DutyState.DUE


def test_confirming_the_agreements_oneself_discharges_it():
    story = hoe_established()
    acknowledge(story, GRAN, Topic.AGREEMENTS, 1)
    assert state(story, "P18a", GRAN[0]) is DutyState.DONE


def test_a_new_hoe_raises_it_anew():
    story = hoe_established()
    story.explain(Topic.AGREEMENTS, MOTHER[0], version=1, who=LEAD)
    story.wait(8)
    content = hoe_content(story)
    at = story.now
    story.do(a.EstablishHoe, WORKER, **content)
    owed = stands(story, "P18a", MOTHER[0])
    assert (owed.state, owed.version, owed.since) == (DutyState.DUE, 2, at)
    story.explain(Topic.AGREEMENTS, MOTHER[0], version=1)
    assert state(story, "P18a", MOTHER[0]) is DutyState.DUE
    story.explain(Topic.AGREEMENTS, MOTHER[0], version=2)
    assert state(story, "P18a", MOTHER[0]) is DutyState.DONE


def test_neither_a_revision_of_wording_nor_a_handover_does():
    story = hoe_established()
    story.explain(Topic.AGREEMENTS, MOTHER[0], version=1)
    revise(story, material=False)
    hand_over(story)
    assert state(story, "P18a", MOTHER[0]) is DutyState.DONE


def test_agreements_about_one_child_are_not_owed_to_who_is_there_for_the_other():
    story = expectations_set()
    story.explain(Topic.WAT, WORKER[0], version=2, who=LEAD)
    join(story, NEIGHBOUR, concerns=(BEN,))
    content = hoe_content(story, invited=(FATHER[0], ANNA, BEN, NEIGHBOUR[0]))
    (key,) = content["measures"]
    before = story.t.measures[key]
    story.do(
        a.AmendMeasure,
        WORKER,
        measure=key,
        wat=before.wat,
        about=before.about,
        serves=before.serves,
        bearers=before.bearers,
        minors=(ANNA,),
    )
    story.do(a.AcceptMeasure, GRAN, measure=key)
    story.do(a.EstablishHoe, WORKER, **content)
    assert stands(story, "P18a", MOTHER[0]) is not None
    assert stands(story, "P18a", NEIGHBOUR[0]) is None
