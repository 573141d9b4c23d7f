"""P15b: what the youth care workers know counts equally when worries and danger are worded."""

import pytest

from safetyframe import acts as a
from safetyframe.acts.gathering import ViewTopic
from safetyframe.outcome import Accepted
from safetyframe.roles import Role
from safetyframe.values import PersonId, Reason
from tests.support.cast import join, leave, revision
from tests.support.gates import ANSWERS, NO_ANSWERS, wat_gates, with_view, without_views
from tests.support.story import (
    ANNA,
    BEN,
    GRAN,
    LEAD,
    MOTHER,
    SYSTEM,
    WORKER,
    Story,
    exception,
    gathered,
    opened,
    rules,
    statements,
    text,
    wat_established,
)

RULE = "wat.worker-expertise"
WORRY = {ViewTopic.CONCERN, ViewTopic.DANGER}


def _unheard(story, links):
    """Everyone's view but the care worker's on worries and danger."""
    return without_views(story, links, role={Role.CARE_WORKER}, topic=WORRY)


GATES = wat_gates("P15b", RULE, _unheard)
each_gate = pytest.mark.parametrize("gate", GATES, ids=str)


@each_gate
def test_without_a_care_workers_view_it_is_refused(gate):
    (gap,) = gate.refusal().violations[0].gaps
    assert gap.code == "no-worker-view"
    (remedy,) = gap.remedies
    assert (remedy.act, remedy.roles) == ("ContributeView", (Role.CARE_WORKER,))
    assert dict(remedy.about) == {"topic": "danger"}


@pytest.mark.parametrize("topic", sorted(WORRY, key=lambda t: t.value), ids=lambda t: t.value)
def test_a_care_workers_view_on_worries_or_danger_is_enough(topic):
    story = opened()
    links = with_view(story, _unheard(story, gathered(story)), WORKER, topic)
    story.do(a.EstablishWat, LEAD, **statements(), **links)


@pytest.mark.parametrize(
    ("who", "topic"),
    [
        pytest.param(LEAD, ViewTopic.DANGER, id="the consultant's"),
        pytest.param(GRAN, ViewTopic.DANGER, id="the grandmother's"),
        pytest.param(SYSTEM, ViewTopic.DANGER, id="a system's"),
        pytest.param(WORKER, ViewTopic.SAFETY, id="the worker's, on what safety is"),
    ],
)
def test_another_view_does_not_stand_in_for_it(who, topic):
    story = opened()
    links = with_view(story, _unheard(story, gathered(story)), who, topic)
    assert rules(story.refused(a.EstablishWat, LEAD, **statements(), **links)) == [RULE]


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


def test_what_a_worker_knew_who_has_left_since_was_still_taken_in():
    story = opened()
    links = gathered(story)
    leave(story, WORKER)
    assert isinstance(story.ask(a.EstablishWat, LEAD, **statements(), **links), Accepted)


def _waiting_list() -> Story:
    """WAT stands before any care worker is there: normal practice (case 26)."""
    story = opened(everyone=False)
    join(story, MOTHER)
    story.do(a.RecordInformation, LEAD, minors=(ANNA, BEN), about=text())
    information = story.last_id()
    story.do(a.RecordConversation, LEAD, minors=(ANNA, BEN), persons=(MOTHER[0],))
    conversation = story.last_id()
    links = {"information": (information,), "conversations": (conversation,), "weighed": ()}
    links = with_view(story, links, LEAD, ViewTopic.SAFETY)
    links = with_view(story, links, MOTHER, ViewTopic.DANGER)
    not_yet = tuple(exception(norm, why=Reason.NOT_YET_ASSIGNED) for norm in ("P4", "P15b"))
    story.do(a.EstablishWat, LEAD, **statements(), **links, exceptions=not_yet)
    return story


def test_not_yet_assigned_carries_it_and_reopens_when_a_worker_joins():
    story = _waiting_list()
    assert "worker-view-missing" not in story.findings()
    newcomer = (PersonId("w-2"), Role.CARE_WORKER)
    join(story, newcomer)
    assert "worker-view-missing" in story.findings()
    story.do(a.ContributeView, newcomer, topic=ViewTopic.DANGER, minors=(ANNA,), view=text())
    assert "worker-view-missing" not in story.findings()


def test_without_a_worker_there_is_an_unmet_need():
    assert "need-without-care-worker" in _waiting_list().findings()
