"""Who is to be told that something is on record: by a notice that says no more than that (X13)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from attrs import asdict, evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from safetyframe import acts as a
from safetyframe.index import UnknownSliceError
from safetyframe.law.notifying import to_be_told
from safetyframe.notice import Notice
from safetyframe.outcome import Accepted
from safetyframe.roles import Audience, Role
from safetyframe.testing.strategies import histories
from safetyframe.trajectory import SLICES, Trajectory
from safetyframe.values import ActId, Form, PersonId, Reason, TrajectoryId
from safetyframe.views import KNOWN_BY, Viewer, eyes_of, project, show_record
from tests.support.expect import NEIGHBOUR, join, leave
from tests.support.kin import BEN_FATHER, BEN_WORKER, half_siblings
from tests.support.story import (
    ANNA,
    ANNA_,
    FATHER,
    GRAN,
    LEAD,
    MOTHER,
    TRUST,
    WORKER,
    Story,
    exception,
    gathered,
    opened,
    statements,
    text,
)

RULE = "watch.notice-arrived"


def told(story: Story, outcome: Accepted) -> set[str]:
    return {notice.recipient for notice in story.law.notices(outcome)}


def speak(story: Story, who=MOTHER, **more) -> Accepted:
    everyone = Audience(roles=tuple(Role))
    return story.do(a.Speak, who, words=text("w"), audience=everyone, **more)


def test_everyone_who_takes_part_is_told_but_whoever_did_it():
    story = opened()
    takes_part = {p.person for p in story.t.people.values()}
    assert told(story, speak(story)) == takes_part - {MOTHER[0]}


def test_whoever_wrote_it_down_for_another_is_not_told_either():
    story = opened()
    by = story.by(ANNA_, recorded_by=TRUST[0], form=Form.SPOKEN)
    recipients = told(story, speak(story, ANNA_, by=by))
    assert recipients.isdisjoint({ANNA, TRUST[0]})
    assert MOTHER[0] in recipients


def test_a_voice_is_told_to_its_audience_alone():
    story = opened()
    only = Audience(persons=(GRAN[0],))
    outcome = story.do(a.Speak, ANNA_, words=text("w"), audience=only)
    assert told(story, outcome) == {GRAN[0]}
    assert told(story, story.do(a.Speak, ANNA_, words=text("v"))) == set()


def test_what_is_about_one_child_is_told_to_nobody_of_the_other():
    story = half_siblings()
    join(story, BEN_WORKER)
    outcome = story.do(a.RecordConversation, BEN_WORKER, minors=("ben",), persons=(BEN_FATHER[0],))
    recipients = told(story, outcome)
    assert BEN_FATHER[0] in recipients
    assert FATHER[0] not in recipients
    assert ANNA not in recipients


def test_who_left_is_told_nothing_and_who_joins_is_told_of_it():
    story = opened()
    join(story, NEIGHBOUR)
    leave(story, NEIGHBOUR)
    story.wait()
    assert NEIGHBOUR[0] not in told(story, speak(story))
    joining = story.do(
        a.AddParticipation, LEAD, person=NEIGHBOUR[0], role=NEIGHBOUR[1], since=story.now
    )
    assert NEIGHBOUR[0] in told(story, joining)


@pytest.mark.parametrize("why", [Reason.UNSAFE_TO_INFORM, Reason.LEGALLY_BARRED])
def test_whom_it_is_unsafe_or_unlawful_to_inform_is_sent_nothing_while_that_is_so(why: Reason):
    story = opened()
    until = story.now + timedelta(days=10)
    hidden = exception("T5a", why=why, person=FATHER[0], until=until)
    assert FATHER[0] not in told(story, story.do(a.ExceptDuty, WORKER, exception=hidden))
    assert FATHER[0] not in told(story, speak(story))
    assert GRAN[0] in told(story, speak(story))
    story.now = until
    assert FATHER[0] in told(story, speak(story))


def test_another_reason_keeps_no_notice_back():
    story = opened()
    given_ = exception("T5a", why=Reason.NOT_REACHED, person=FATHER[0])
    story.do(a.ExceptDuty, WORKER, exception=given_)
    assert FATHER[0] in told(story, speak(story))


def test_an_unsafe_exception_for_everyone_silences_all():
    story = opened()
    links = gathered(story)
    hidden = exception("P15a", why=Reason.UNSAFE_TO_INFORM)
    story.do(a.EstablishWat, LEAD, **statements(), **links, exceptions=(hidden,))
    assert told(story, speak(story)) == set()


@pytest.mark.parametrize("hidden", ["people", "exceptions"])
def test_where_it_is_not_known_who_takes_part_or_is_in_danger_nobody_is_told(hidden: str):
    story = opened()
    story.t = story.t.hide(hidden)
    assert told(story, speak(story)) == set()


def test_a_notice_holds_three_references_and_one_id_for_them():
    story = opened()
    outcome = speak(story)
    one = story.law.notices(outcome)[0]
    assert asdict(one) == {
        "trajectory": story.t.id,
        "act": outcome.record.act.id,
        "recipient": one.recipient,
    }
    names = {
        Notice(trajectory=TrajectoryId(t), act=ActId(x), recipient=PersonId(p)).id
        for t, x, p in [("t", "a", "p"), ("t", "p", "a"), ("ta", "p", "x"), ("t", "ap", "x")]
    }
    assert len(names) == 4
    again = Notice(trajectory=one.trajectory, act=one.act, recipient=one.recipient)
    assert again.id == one.id


def told_by_whole_views(law, outcome: Accepted) -> set[str]:
    """Whom the whole trajectory as each may know it says are to be told: the slow way."""
    at = outcome.record.recorded_at
    return {
        person
        for person in to_be_told(outcome)
        if law.show(outcome.record, Viewer(person=person, at=at), outcome.trajectory).shown
    }


def notified(law, outcome: Accepted) -> set[str]:
    return {notice.recipient for notice in law.notices(outcome)}


def seen_by_few(record, viewer: Viewer, t: Trajectory, known):
    return show_record(project(t, eyes_of(t, viewer), known), record)


def seen_whole(law, record, viewer: Viewer, t: Trajectory):
    return law.show(record, viewer, t).shown


def said(ask, *of):
    """What is said; or that it can't be, since what the act left there is hidden."""
    try:
        return ask(*of)
    except UnknownSliceError:
        return UnknownSliceError


def told_alike(law, t: Trajectory, records, *hidden: str) -> set[type]:
    seen = set()
    for record in records:
        outcome = law.decide(t, record.act)
        assert isinstance(outcome, Accepted)
        t = outcome.trajectory
        seen.add(type(record.act))
        if hidden:
            outcome = evolve(outcome, trajectory=t.hide(*hidden))
        known, now = KNOWN_BY.get(type(record.act)), outcome.trajectory
        for person in to_be_told(outcome):
            viewer = Viewer(person=person, at=record.recorded_at)
            few = said(seen_by_few, record, viewer, now, known)
            assert few == said(seen_whole, law, record, viewer, now), type(record.act)
        got = said(notified, law, outcome)
        assert got == said(told_by_whole_views, law, outcome), type(record.act)
    return seen


@given(histories(steps=8), st.sets(st.sampled_from(sorted({*SLICES} - {"people"})), max_size=2))
@settings(max_examples=12, deadline=None)
def test_a_few_slices_say_what_the_whole_trajectory_says(history, hidden):
    t = Trajectory.start(history.trajectory.id, zone=history.trajectory.zone)
    told_alike(history.law, t, history.records)
    told_alike(history.law, t, history.records, *hidden)


class Spied(Trajectory):
    """A trajectory that remembers which of its slices were asked for."""

    def __getattribute__(self, name: str):
        if name in SLICES:
            object.__getattribute__(self, "asked").add(name)
        return object.__getattribute__(self, name)


def spied(t: Trajectory, asked: set[str]) -> Trajectory:
    one = object.__new__(Spied)
    one.__dict__.update(t.__dict__, asked=asked)
    return one


@given(histories(steps=8))
@settings(max_examples=12, deadline=None)
def test_no_act_of_another_is_known_by_a_slice_that_is_not_named(history):
    """What showing reads of what a viewer sees is in `KNOWN_BY`, even where it found nothing."""
    law, t = history.law, Trajectory.start(history.trajectory.id, zone=history.trajectory.zone)
    for record in history.records:
        outcome = law.decide(t, record.act)
        assert isinstance(outcome, Accepted)
        t = outcome.trajectory
        named = KNOWN_BY.get(type(record.act))
        for person in to_be_told(outcome) if named is not None else ():
            sight = project(t, eyes_of(t, Viewer(person=person, at=record.recorded_at)))
            asked: set[str] = set()
            sight.shown = spied(sight.shown, asked)
            show_record(sight, record)
            assert asked <= named, type(record.act)


@given(histories(steps=8))
@settings(max_examples=25, deadline=None)
def test_a_notice_goes_to_nobody_who_may_not_know_of_its_record(history):
    law, t = history.law, Trajectory.start(history.trajectory.id, zone=history.trajectory.zone)
    for record in history.records:
        outcome = law.decide(t, record.act)
        assert isinstance(outcome, Accepted)
        for notice in law.notices(outcome):
            viewer = Viewer(person=notice.recipient, at=record.recorded_at)
            mine = law.show(outcome.trajectory, viewer).shown
            assert any(p.person == notice.recipient for p in mine.people.values())
            assert law.show(outcome.record, viewer, outcome.trajectory).shown is not None
            assert notice.recipient != record.act.by.person
        t = outcome.trajectory
