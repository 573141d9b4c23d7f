"""P15a: when worries and danger ahead are worded, what clients and network know is taken in."""

import pytest

from safetyframe import acts as a
from safetyframe.acts.gathering import ViewTopic
from safetyframe.acts.voices import Dissented
from safetyframe.acts.wat import Weighed
from safetyframe.outcome import Accepted
from safetyframe.roles import Role
from safetyframe.slices import GatheredKind
from safetyframe.values import Form
from tests.support.cast import NEIGHBOUR, cases, join, leave, revision, row
from tests.support.gates import ANSWERS, NO_ANSWERS, wat_gates, with_view, without_views
from tests.support.keeping import correct
from tests.support.story import (
    ANNA,
    ANNA_,
    FATHER,
    GRAN,
    LEAD,
    MOTHER,
    SYSTEM,
    TRUST,
    WORKER,
    codes,
    exception,
    gathered,
    opened,
    rules,
    statements,
    text,
    wat_established,
)

RULE = "wat.client-expertise"
EVERYONE = "lead deputy co worker minor parent network"

TABLE = (
    #   act                   rests on         who may
    row(a.RecordConcern, "P15a P8c", f"{EVERYONE} system"),
    row(a.ContributeView, "P15a P15b P8c", f"{EVERYONE} system"),
)


@pytest.mark.parametrize("case", cases(TABLE), ids=str)
def test_who_may(case):
    case.play()


def _unheard(story, links):
    """Everyone's view but the clients'."""
    return without_views(story, links, role={Role.PARENT, Role.MINOR, Role.NETWORK})


GATES = wat_gates("P15a", RULE, _unheard)
each_gate = pytest.mark.parametrize("gate", GATES, ids=str)


@each_gate
def test_without_a_view_of_the_client_side_it_is_refused(gate):
    (gap,) = gate.refusal().violations[0].gaps
    assert gap.code == "no-client-view"
    (remedy,) = gap.remedies
    assert (remedy.act, set(remedy.roles)) == (
        "ContributeView",
        {Role.MINOR, Role.PARENT, Role.NETWORK},
    )
    assert dict(remedy.about) == {"topic": "danger"}


@pytest.mark.parametrize("who", [ANNA_, MOTHER, FATHER, GRAN], ids=lambda w: w[0])
@pytest.mark.parametrize("topic", [ViewTopic.DANGER, ViewTopic.CONCERN], ids=lambda t: t.value)
def test_a_view_of_any_of_them_on_worries_or_danger_is_enough(who, topic):
    story = opened()
    links = with_view(story, _unheard(story, gathered(story)), who, topic)
    story.do(a.EstablishWat, LEAD, **statements(), **links)


@pytest.mark.parametrize(
    ("who", "topic"),
    [
        pytest.param(WORKER, ViewTopic.DANGER, id="the worker's view"),
        pytest.param(LEAD, ViewTopic.DANGER, id="the consultant's own"),
        pytest.param(SYSTEM, ViewTopic.DANGER, id="a system's"),
        pytest.param(MOTHER, ViewTopic.SAFETY, id="the mother's, on what safety is"),
    ],
)
def test_another_view_does_not_stand_in_for_it(who, topic):
    story = opened()
    links = with_view(story, _unheard(story, gathered(story)), who, topic)
    assert rules(story.refused(a.EstablishWat, LEAD, **statements(), **links)) == [RULE]


def test_a_view_that_was_given_and_not_weighed_counts_for_nothing():
    story = opened()
    links = _unheard(story, gathered(story))  # the mother spoke; nobody took it in
    assert rules(story.refused(a.EstablishWat, LEAD, **statements(), **links)) == [RULE]


def test_a_professional_in_the_network_is_not_the_client_side():
    """The teacher takes part for the network, and counts as the professional (reading 5)."""
    story = opened()
    join(story, NEIGHBOUR, professional=True)
    links = with_view(story, _unheard(story, gathered(story)), NEIGHBOUR, ViewTopic.DANGER)
    assert rules(story.refused(a.EstablishWat, LEAD, **statements(), **links)) == [RULE]


def test_a_care_worker_who_is_also_a_neighbour_is_not_the_client_side():
    """Counted as a professional, whatever chair the view came from (case 5)."""
    story = opened()
    neighbour = (WORKER[0], Role.NETWORK)
    join(story, neighbour, exceptions=(exception("P11", person=WORKER[0]),))
    links = with_view(story, _unheard(story, gathered(story)), neighbour, ViewTopic.DANGER)
    assert rules(story.refused(a.EstablishWat, LEAD, **statements(), **links)) == [RULE]


def test_a_view_written_down_for_a_child_is_the_childs():
    """A trusted adult records what the child showed, in the form it was shown (reading 3)."""
    story = opened()
    links = _unheard(story, gathered(story))
    by = story.by(ANNA_, recorded_by=TRUST[0], form=Form.DRAWING)
    story.do(a.ContributeView, ANNA_, by=by, topic=ViewTopic.DANGER, minors=(ANNA,), view=text())
    weighed = (*links["weighed"], Weighed(view=story.last_id(), how=text()))
    story.do(a.EstablishWat, LEAD, **statements(), **{**links, "weighed": weighed})


def test_what_somebody_knew_who_has_left_since_was_still_taken_in():
    """The grandmother gave her view and her part ended: it remains the network's expertise."""
    story = opened()
    links = with_view(story, _unheard(story, gathered(story)), GRAN, ViewTopic.DANGER)
    leave(story, GRAN)
    assert isinstance(story.ask(a.EstablishWat, LEAD, **statements(), **links), Accepted)


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


def test_a_systems_view_is_marked_as_a_proposal():
    story = opened()
    story.do(a.ContributeView, SYSTEM, topic=ViewTopic.DANGER, minors=(ANNA,), view=text())
    held = story.t.gathered[story.last_id()]
    assert (held.kind, held.role) == (GatheredKind.VIEW, Role.SYSTEM)


def test_a_parent_who_disputes_the_danger_blocks_no_wat_and_is_not_hidden():
    """Dissent is attached to the version; agreement was never asked (case 12)."""
    story = wat_established()
    story.do(
        a.Dissent,
        MOTHER,
        against=Dissented.WAT,
        ref="1",
        statement="d1",
        words=text("not so"),
    )
    (voice,) = story.t.voices.values()
    assert (voice.person, voice.ref, voice.statement) == (MOTHER[0], "1", "d1")


def test_a_view_that_was_found_wrong_counts_for_neither_side():
    for who, rule in ((LEAD, "wat.safety-together"), (WORKER, "wat.worker-expertise")):
        story = opened()
        links = gathered(story)
        for item in links["weighed"]:
            if story.t.gathered[item.view].person == who[0]:
                correct(story, item.view, who)
        assert codes(story.refused(a.EstablishWat, LEAD, **statements(), **links), rule)
