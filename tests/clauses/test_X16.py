"""X16: nobody meets whom a contact barrier keeps them apart from, but on a stated ground."""

from __future__ import annotations

from datetime import timedelta

import pytest
from attrs import evolve

from safetyframe import acts as a
from safetyframe.acts.informing import Matter, Topic
from safetyframe.outcome import Accepted, Unsure
from safetyframe.roles import Part
from safetyframe.values import Form, Reason
from tests.support.expect import (
    NEIGHBOUR,
    join,
    keep_apart,
    no,
    only,
    says_what_it_does_not_know,
    sees,
    sees_nothing,
)
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
    measure,
    opened,
    text,
)
from tests.support.table import cells, check

RULE, CLAUSES = "barrier.kept-apart", "X16 P19 P8c"


@cells(a.KeepApart)
def test_who_may_keep_people_apart(case):
    check(case)


def talk(*persons):
    return {"minors": (ANNA,), "persons": persons}


def telling(*persons):
    return {
        "matters": (Matter(topic=Topic.WHY),),
        "persons": persons,
        "form": Form.SPOKEN,
        "language": "nl",
    }


def direction(*persons):
    roles = {who[0]: who[1] for who in (WORKER, MOTHER, FATHER, GRAN, LEAD)}
    together = tuple(Part(person=p, role=roles[p], position=text()) for p in (WORKER[0], *persons))
    return {"direction": text(), "minors": (ANNA, BEN), "together": together}


MEETINGS = {
    a.RecordConversation: talk,
    a.Explain: telling,
    a.Review: talk,
    a.DecideDirection: direction,
}
MEETING = pytest.mark.parametrize("kind", MEETINGS, ids=lambda kind: kind.__name__)
BARRED = (FATHER[0], MOTHER[0])


def apart(story=None):
    story = story or opened()
    return story, keep_apart(story, *BARRED)


def hoe():
    """A HOE in which father and mother take part together; nothing else is missing."""
    story = expectations_set()
    story.explain(Topic.WAT, WORKER[0], FATHER[0], version=2, who=LEAD)
    key = measure(story)
    story.do(a.AcceptMeasure, GRAN, measure=key)
    together = tuple(Part(person=p, role=r) for p, r in (WORKER, MOTHER, FATHER, GRAN))
    return story, {"wat": 2, "measures": (key,), "together": together, "invited": (ANNA, BEN)}


@MEETING
def test_people_who_are_kept_apart_do_not_meet(kind):
    story = opened()
    content = MEETINGS[kind](*BARRED)
    assert isinstance(story.ask(kind, WORKER, **content), Accepted)
    story, barrier = apart(story)
    outcome = story.ask(kind, WORKER, **content)
    only(outcome, RULE)
    gap = no(outcome, RULE, CLAUSES, "kept-apart", barrier=barrier)
    assert [r.act for r in gap.remedies] == [kind.__name__]
    for one in BARRED:
        assert isinstance(story.ask(kind, WORKER, **MEETINGS[kind](one, GRAN[0])), Accepted)


def test_nor_do_they_establish_hoe_together():
    story, content = hoe()
    assert isinstance(story.ask(a.EstablishHoe, WORKER, **content), Accepted)
    story, barrier = apart(story)
    outcome = story.ask(a.EstablishHoe, WORKER, **content)
    only(outcome, RULE)
    no(outcome, RULE, CLAUSES, "kept-apart", barrier=barrier)
    given = exception("X16", why=Reason.OTHER, words=text())
    assert isinstance(story.ask(a.EstablishHoe, WORKER, **content, exceptions=(given,)), Accepted)


@MEETING
@pytest.mark.parametrize("why", [Reason.OTHER, Reason.LEGALLY_BARRED, Reason.UNSAFE_TO_INFORM])
def test_a_stated_ground_in_a_minors_interest_lets_them(kind, why):
    story, _ = apart()
    given = exception("X16", why=why, words=text())
    outcome = story.ask(kind, WORKER, **MEETINGS[kind](*BARRED), exceptions=(given,))
    assert isinstance(outcome, Accepted), outcome


@MEETING
@pytest.mark.parametrize(
    "name", ["expired", "ends-now", "other-clause", "no-words", "a-code-alone"]
)
def test_no_other_ground_does(kind, name):
    story, _ = apart()
    given = {
        "expired": exception("X16", words=text(), until=story.now - timedelta(days=1)),
        "ends-now": exception("X16", words=text(), until=story.now),
        "other-clause": exception("P19", words=text()),
        "no-words": exception("X16", why=Reason.OTHER),
        "a-code-alone": exception("X16", why=Reason.LEGALLY_BARRED),
    }[name]
    outcome = story.ask(kind, WORKER, **MEETINGS[kind](*BARRED), exceptions=(given,))
    no(outcome, RULE, CLAUSES, "kept-apart")


def test_a_ground_names_the_minor_in_whose_interest_it_is():
    story, _ = apart()
    given = exception("X16", words=text(), minor="nobody-knows")
    outcome = story.ask(a.RecordConversation, WORKER, **talk(*BARRED), exceptions=(given,))
    no(outcome, "form.exceptions", "", "unknown-minor")


def test_who_holds_the_meeting_is_in_it():
    story = opened()
    keep_apart(story, WORKER[0], FATHER[0], who=LEAD)
    outcome = story.ask(a.RecordConversation, LEAD, **talk(WORKER[0], FATHER[0]))
    only(outcome, RULE)
    assert isinstance(story.ask(a.RecordConversation, LEAD, **talk(FATHER[0])), Accepted)


def test_two_barriers_are_two_reasons():
    story, first = apart()
    second = keep_apart(story, FATHER[0], ANNA)
    outcome = story.ask(a.RecordConversation, WORKER, **talk(*BARRED, ANNA))
    for barrier in (first, second):
        no(outcome, RULE, CLAUSES, "kept-apart", barrier=barrier)


def test_a_barrier_keeps_any_two_of_its_persons_apart():
    story = opened()
    keep_apart(story, *BARRED, ANNA)
    for two in ((FATHER[0], ANNA), (MOTHER[0], ANNA)):
        only(story.ask(a.RecordConversation, WORKER, **talk(*two)), RULE)


@pytest.mark.parametrize("who", [LEAD, WORKER], ids=lambda who: who[0])
def test_a_barrier_holds_until_its_end_and_not_after(who):
    story = opened()
    keep_apart(story, *BARRED, who=who, until=story.now + timedelta(days=30))
    story.wait(29.9)
    only(story.ask(a.RecordConversation, WORKER, **talk(*BARRED)), RULE)
    story.wait(0.1)
    assert isinstance(story.ask(a.RecordConversation, WORKER, **talk(*BARRED)), Accepted)


def test_a_barrier_can_be_ended_by_another_in_its_place():
    story, barrier = apart()
    story.wait()
    keep_apart(story, *BARRED, replaces=barrier, until=story.now)
    story.wait(0.1)
    assert isinstance(story.ask(a.RecordConversation, WORKER, **talk(*BARRED)), Accepted)


def test_what_was_before_the_barrier_was_no_crossing():
    story, _ = apart()
    before = story.by(WORKER, at=story.now - timedelta(minutes=2), recorded_at=story.now)
    outcome = story.ask(a.RecordConversation, WORKER, by=before, **talk(*BARRED))
    assert isinstance(outcome, Accepted)


@MEETING
def test_whether_there_is_a_barrier_must_be_known(kind):
    story, _ = apart()
    story.t = story.t.hide("barriers")
    outcome = story.ask(kind, WORKER, **MEETINGS[kind](GRAN[0]))
    assert isinstance(outcome, Unsure)
    assert "barriers" in outcome.unknown


# --- reading 14: a hidden restriction never shows in what the restricted person is told ----------


def test_the_restricted_persons_own_act_is_taken_like_anyones():
    story, _ = apart()
    outcome = story.ask(a.RecordConversation, FATHER, **talk(*BARRED))
    assert isinstance(outcome, Accepted)
    assert outcome.warnings == ()
    outcome = story.ask(a.DecideDirection, FATHER, **direction(*BARRED))
    assert isinstance(outcome, Accepted)
    assert outcome.warnings == ()


def test_and_what_it_is_told_is_the_same_with_and_without_the_restriction():
    free, held = opened(), opened()
    keep_apart(held, *BARRED)
    for kind, content in (
        (a.RecordConversation, talk(*BARRED)),
        (a.DecideDirection, direction(*BARRED)),
    ):
        for story in (free, held):
            assert isinstance(story.ask(kind, FATHER, **content), Accepted)
    can = [s.law.what_can(s.t, evolve(s.by(FATHER), at=held.now)) for s in (free, held)]
    assert can[0] == can[1]


@pytest.mark.parametrize("kind", [a.RecordConversation, a.DecideDirection])
def test_the_professionals_see_the_crossing(kind):
    story, barrier = apart()
    sees_nothing(story, "watch.barriers-kept")
    story.do(kind, FATHER, **MEETINGS[kind](*BARRED))
    sees(story, "watch.barriers-kept", "X16 P8c", "barrier-crossed", barrier=barrier)


def test_they_see_it_in_hoe_too_and_not_where_nobody_was_kept_apart():
    story, content = hoe()
    barrier = keep_apart(story, *BARRED)
    story.do(a.EstablishHoe, FATHER, **content)
    sees(story, "watch.barriers-kept", "X16 P8c", "barrier-crossed", barrier=barrier, hoe=1)
    says_what_it_does_not_know(
        story, "watch.barriers-kept", "X16 P8c", "barriers hoe directions gathered"
    )
    story, content = hoe()
    story.do(a.EstablishHoe, FATHER, **content)
    keep_apart(story, *BARRED)
    sees_nothing(story, "watch.barriers-kept")


def test_a_measure_borne_by_somebody_kept_apart_from_its_child_is_seen():
    story = expectations_set()
    join(story, NEIGHBOUR)
    keep_apart(story, NEIGHBOUR[0], ANNA)
    rule, clauses = "watch.bearers-apart", "X16 P8c"
    sees_nothing(story, rule)
    measure(story, bearers=(NEIGHBOUR[0],), minors=(BEN,))
    measure(story, bearers=(GRAN[0],), minors=(ANNA,))
    sees_nothing(story, rule)
    key = measure(story, bearers=(NEIGHBOUR[0],), minors=(ANNA,))
    story.do(a.AcceptMeasure, NEIGHBOUR, measure=key)
    sees(story, rule, clauses, "bearer-kept-apart", measure=key)
    says_what_it_does_not_know(story, rule, clauses, "barriers measures")
    story.do(a.EndMeasure, WORKER, measure=key)
    sees_nothing(story, rule)
