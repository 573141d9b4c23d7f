"""P4: both partners work out jointly what safety means."""

import pytest

from safetyframe import acts as a
from safetyframe.acts.gathering import ViewTopic
from safetyframe.roles import Role
from tests.support.cast import assign, revision
from tests.support.gates import ANSWERS, NO_ANSWERS, wat_gates, with_view, without_views
from tests.support.story import (
    CO,
    LEAD,
    MOTHER,
    WORKER,
    gathered,
    opened,
    rules,
    statements,
    wat_established,
)

RULE = "wat.safety-together"
SAFETY = {ViewTopic.SAFETY}


def _unheard(*roles: Role):
    """Without what these roles said on safety."""
    return lambda story, links: without_views(story, links, role=set(roles), topic=SAFETY)


WAYS = {
    "nobody": (Role.CONSULTANT, Role.CARE_WORKER),
    "the worker alone": (Role.CONSULTANT,),
    "the consultant alone": (Role.CARE_WORKER,),
}
GATES = wat_gates("P4", RULE, _unheard(*WAYS["nobody"]))
each_gate = pytest.mark.parametrize("gate", GATES, ids=str)


@pytest.mark.parametrize("missing", WAYS.values(), ids=WAYS)
def test_each_partner_is_asked_and_each_ones_remedy_supplies_it(missing):
    for gate in wat_gates("P4", RULE, _unheard(*missing)):
        gaps = gate.refusal().violations[0].gaps
        assert [(g.code, g.get("role")) for g in gaps] == [
            ("no-view-on-safety", role.value) for role in missing
        ]
        for gap, role in zip(gaps, missing, strict=True):
            (remedy,) = gap.remedies
            assert (remedy.act, remedy.roles) == ("ContributeView", (role,))
            assert dict(remedy.about) == {"topic": "safety"}
    story = opened()
    links = _unheard(*missing)(story, gathered(story))
    for role in missing:
        who = LEAD if role is Role.CONSULTANT else WORKER
        links = with_view(story, links, who, ViewTopic.SAFETY)
    story.do(a.EstablishWat, LEAD, **statements(), **links)


@pytest.mark.parametrize(
    ("who", "topic"),
    [
        pytest.param(MOTHER, ViewTopic.SAFETY, id="the mother's"),
        pytest.param(LEAD, ViewTopic.SAFETY, id="the consultant's own"),
        pytest.param(WORKER, ViewTopic.DANGER, id="the worker's, on danger"),
    ],
)
def test_another_view_does_not_stand_in_for_the_workers(who, topic):
    story = opened()
    links = with_view(story, _unheard(Role.CARE_WORKER)(story, gathered(story)), who, topic)
    assert rules(story.refused(a.EstablishWat, LEAD, **statements(), **links)) == [RULE]


def test_the_consultants_view_need_not_be_the_leads():
    story = opened()
    assign(story, CO)
    links = with_view(
        story, _unheard(Role.CONSULTANT)(story, gathered(story)), CO, ViewTopic.SAFETY
    )
    story.do(a.EstablishWat, LEAD, **statements(), **links)


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


def test_a_revision_of_wording_asks_for_no_new_views():
    story = wat_established()
    story.do(a.ReviseWat, LEAD, **revision(story, material=False))


def test_whoever_establishes_alone_is_refused_on_every_ground_at_once():
    """Nothing gathered and nobody heard: four gates, four reasons."""
    story = opened()
    no = story.refused(a.EstablishWat, LEAD, **statements())
    assert no.clauses == ("P15a", "P14", "P4", "P15b")
