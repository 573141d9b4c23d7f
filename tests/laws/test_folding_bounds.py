"""What a record leaves where another came before it, or at the very moment of another.

A file from elsewhere may hold what the law refuses: it is folded all the same, as what happened.
"""

from __future__ import annotations

from datetime import timedelta

import pytest
from attrs import evolve as changed

from safetyframe import acts as a
from safetyframe.acts.hoe import AssessHoe
from safetyframe.acts.informing import AlignOn, Matter, Position, Topic
from safetyframe.folding import evolve
from safetyframe.record import Record
from safetyframe.roles import Standing
from safetyframe.slices import Barrier
from safetyframe.trajectory import Trajectory
from safetyframe.values import Form, Reason
from tests.support.keeping import adopted
from tests.support.story import (
    ANNA,
    ANNA_,
    AUTHORITY,
    BEN,
    CO,
    LEAD,
    MOTHER,
    WORKER,
    decision,
    exception,
    hoe_established,
    opened,
    text,
)

SECOND = timedelta(seconds=1)
ENDED = a.NecessityStatus.ENDED


def put(story, t, kind, who, *, at=None, **content):
    """Fold an act in, whatever the law says of it."""
    act = story.act(kind, who, by=story.by(who, at=at or story.now), **content)
    act = changed(act, id=f"x{t.seq + 1}")
    return evolve(t, Record(seq=t.seq + 1, act=act, law="-"))


def minors(t):
    return {e.minor: e for e in t.involvement.values()}


def test_a_barrier_stands_from_its_first_moment_until_its_last():
    at = opened().now
    barrier = Barrier(
        id="b", persons=(ANNA, BEN), since=at, ground=text(), by=LEAD[0], until=at + SECOND
    )
    assert [barrier.holds(at + n * SECOND) for n in (-1, 0, 1)] == [False, True, False]


def test_a_second_end_leaves_the_first_as_it_was():
    story = opened()
    t = put(story, story.t, a.Withdraw, LEAD, minor=ANNA, outcome=a.WithdrawalOutcome.TRANSFERRED)
    story.wait()
    again = put(story, t, a.Withdraw, CO, minor=ANNA, outcome=a.WithdrawalOutcome.ACHIEVED)
    assert minors(again) == minors(t)
    assert minors(t)[ANNA].ended_at is not None
    assert minors(t)[BEN].open


@pytest.mark.parametrize(("days", "ends"), [(-1, False), (0, True), (1, True)])
def test_a_decision_ends_what_rests_on_none_that_is_later(days, ends):
    story = opened()
    rests_on = minors(story.t)[ANNA].necessity_at
    decided = decision(ENDED, minors=(ANNA,), at=rests_on + timedelta(days=days), reference="d-9")
    t = put(story, story.t, a.DecideNecessity, AUTHORITY, decision=decided)
    assert minors(t)[ANNA].open is not ends


def test_a_decision_too_old_for_one_child_ends_it_for_another():
    story = opened()
    later = story.now + timedelta(days=1)
    status = a.NecessityStatus.ESTABLISHED
    newer = decision(status, minors=(ANNA,), at=later, reference="d-8")
    t = put(story, story.t, a.DecideNecessity, AUTHORITY, decision=newer)
    decided = decision(ENDED, minors=(ANNA, BEN), at=story.now, reference="d-9")
    t = put(story, t, a.DecideNecessity, AUTHORITY, decision=decided)
    assert {minor: e.open for minor, e in minors(t).items()} == {ANNA: True, BEN: False}


def test_whoever_was_reached_is_so_from_that_moment_and_was_not_at_the_moment_it_was_said():
    story = opened()
    said = story.now
    story.do(a.ExceptDuty, LEAD, exception=exception("T5a", person=MOTHER[0]))
    (key,) = [k for k, e in story.t.exceptions.items() if e.why is Reason.NOT_REACHED]
    same = put(story, story.t, a.Speak, MOTHER, at=said, words=text())
    assert same.exceptions[key].reached_at is None
    story.wait()
    met = story.now
    t = put(story, story.t, a.Speak, MOTHER, words=text())
    one = t.exceptions[key]
    assert one.reached_at == met
    assert [one.holds(met + n * SECOND) for n in (-1, 0)] == [True, False]
    sooner = put(story, t, a.Speak, MOTHER, at=met - SECOND, words=text())
    assert sooner.exceptions[key].reached_at == met - SECOND
    story.wait()
    assert put(story, t, a.Speak, MOTHER, words=text()).exceptions[key] == one


def test_a_child_whose_part_ended_takes_part_again_when_it_is_opened_again():
    story = opened()
    (part,) = [p for p in story.t.people.values() if p.person == ANNA]
    t = put(story, story.t, a.EndParticipation, LEAD, participation=part.id, until=story.now)
    story.wait()
    necessity = decision(a.NecessityStatus.ESTABLISHED, minors=(ANNA,), at=story.now)
    t = put(
        story, t, a.Reopen, LEAD, minors=(ANNA,), necessity=necessity, why=text(), concern=text()
    )
    assert [p.active(story.now) for p in t.people.values() if p.person == ANNA] == [False, True]
    assert len([p for p in t.people.values() if p.person == BEN]) == 1


@pytest.mark.parametrize("who", [LEAD, CO], ids=["the lead", "a second consultant"])
def test_whoever_opens_leads_unless_they_do_already(who):
    story = opened()
    first = story.records[0].act
    content = {"why": text(), "goal": text(), "concern": text(), "necessity": first.necessity}
    t = story.t
    if who is CO:
        t = put(story, t, a.AddParticipation, LEAD, person=CO[0], role=CO[1], since=story.now)
    before = len(t.people)
    t = put(story, t, a.OpenInvolvement, who, minors=(ANNA,), **content)
    leads = [p.person for p in t.people.values() if p.standing is Standing.LEAD]
    assert leads == ([LEAD[0], CO[0]] if who is CO else [LEAD[0]])
    assert len(t.people) == before + (who is CO)


def test_of_two_explanations_the_later_is_kept_whichever_was_written_down_last():
    story = opened()
    said = {"persons": (MOTHER[0],), "matters": (Matter(topic=Topic.WHY),), "language": "nl"}
    t = put(story, story.t, a.Explain, WORKER, form=Form.SPOKEN, **said)
    earlier = put(story, t, a.Explain, WORKER, form=Form.WRITTEN, at=story.now - SECOND, **said)
    (told,) = [one for one in earlier.told.values() if one.person == MOTHER[0]]
    assert (told.at, told.form) == (story.now, Form.SPOKEN)


def test_of_two_assessments_the_later_is_kept_whichever_was_written_down_last():
    story = hoe_established()
    line = story.t.wat[max(story.t.wat.keys())].bottom_lines[0].id
    said = {"hoe": 1, "bottom_line": line}
    t = put(story, story.t, AssessHoe, LEAD, sufficient=True, **said)
    t = put(story, t, AssessHoe, LEAD, sufficient=False, at=story.now - SECOND, **said)
    assert [one.sufficient for one in t.assessed.values()] == [True]
    t = put(story, t, AssessHoe, LEAD, sufficient=False, **said)
    assert [one.sufficient for one in t.assessed.values()] == [False]


def test_of_an_older_file_workers_are_professionals_and_the_family_is_not():
    t = adopted().t
    found = {p.person: p.professional for p in t.people.values()}
    assert found[WORKER[0]] is True
    assert found[MOTHER[0]] is found[ANNA_[0]] is False


def test_a_slice_that_does_not_exist_is_named_with_those_that_do():
    with pytest.raises(ValueError, match="'wath' is no slice; the slices are people, handovers,"):
        Trajectory.start("t").hide("wath")


def test_who_opens_after_an_emergency_has_ended_it_and_made_it_regular():
    story = opened()
    first = story.records[0].act
    t = put(story, Trajectory.start("t"), a.Protect, WORKER, minors=(ANNA,), measure=text())
    story.wait()
    content = {"why": text(), "goal": text(), "concern": text(), "necessity": first.necessity}
    t = put(story, t, a.OpenInvolvement, LEAD, minors=(ANNA,), **content)
    emergency, regular = t.involvement.values()
    assert (emergency.ended_at, emergency.ended_by, emergency.closed_by, emergency.regularised) == (
        story.now, "x2", LEAD[0], True
    )  # fmt: skip
    assert (regular.open, regular.follows) == (True, emergency.id)


def test_what_is_known_is_as_late_as_the_last_that_was_written_down():
    story = opened()
    t = put(story, story.t, a.Speak, MOTHER, words=text())
    assert t.known_at == story.now
    sooner = put(story, t, a.Speak, MOTHER, at=story.now - SECOND, words=text())
    assert sooner.known_at == story.now


def test_of_two_who_answer_a_measure_each_keeps_their_own_answer():
    story = hoe_established()
    key = next(k for k, m in story.t.measures.items() if m.accepted)
    t = put(story, story.t, a.DeclineMeasure, MOTHER, measure=key)
    t = put(story, t, a.DeclineMeasure, WORKER, measure=key)
    assert set(t.measures[key].declined) == {MOTHER[0], WORKER[0]}
    t = put(story, t, a.AcceptMeasure, MOTHER, measure=key)
    assert t.measures[key].declined == (WORKER[0],)
    assert MOTHER[0] in t.measures[key].accepted


def test_a_part_that_ends_again_at_the_same_moment_ended_as_it_did():
    story = opened()
    (part,) = [p for p in story.t.people.values() if p.person == MOTHER[0]]
    ends = {"participation": part.id, "until": story.now}
    t = put(story, story.t, a.EndParticipation, LEAD, **ends)
    again = put(story, t, a.EndParticipation, LEAD, **ends)
    assert again.people[part.id] == t.people[part.id]
    assert t.people[part.id].ended_by == f"x{t.seq}"


def test_a_decision_about_a_child_who_has_left_ends_it_for_the_next():
    story = opened()
    t = put(story, story.t, a.Withdraw, LEAD, minor=ANNA, outcome=a.WithdrawalOutcome.ACHIEVED)
    story.wait()
    decided = decision(ENDED, minors=(ANNA, BEN), at=story.now, reference="d-9")
    after = put(story, t, a.DecideNecessity, AUTHORITY, decision=decided)
    assert minors(after)[ANNA] == minors(t)[ANNA]
    assert minors(after)[BEN].outcome is a.WithdrawalOutcome.MANDATE_ENDED_BY_GOVERNMENT


def test_what_was_opened_without_a_decision_rests_on_none():
    story = opened()
    content = {"why": text(), "goal": text(), "concern": text(), "necessity": None}
    t = Trajectory.start("t")
    after = put(story, t, a.OpenInvolvement, LEAD, minors=(ANNA,), **content)
    assert minors(after)[ANNA].open
    assert minors(after)[ANNA].necessity_at is None


def test_expectations_set_anew_are_of_whoever_set_them_and_taken_over_by_nobody():
    story = hoe_established()
    number = max(story.t.wat.keys())
    offer = put(story, story.t, a.OfferHandover, LEAD, to=CO[0])
    taken = put(story, offer, a.TakeOver, CO, handover=f"x{offer.seq}", confirms=number)
    assert taken.wat[number].confirmed_by == (CO[0],)
    set_ = put(story, taken, a.SetExpectations, CO, revises=number, material=False, expectations=())
    assert taken.wat[number].by == LEAD[0]
    assert (set_.wat[number + 1].by, set_.wat[number + 1].confirmed_by) == (CO[0], ())
    assert set_.wat[number] == taken.wat[number]


def test_what_is_put_right_twice_stands_as_it_was_put_right_last():
    story = opened()
    wrong = put(story, story.t, a.RecordConcern, WORKER, minors=(ANNA,), about=text())
    key = f"x{wrong.seq}"
    said = {"wrong": key, "reason": text()}
    once = put(story, wrong, a.Correct, WORKER, replacement=text("once"), **said)
    twice = put(story, once, a.Correct, WORKER, replacement=text("twice"), **said)
    assert twice.gathered[key].in_error_by == f"x{twice.seq}"
    assert [twice.gathered[f"x{t.seq}"].in_error_by for t in (once, twice)] == [None, None]


def test_what_a_measure_was_about_ended_at_the_moment_it_was_amended():
    story = hoe_established()
    key, held = next(iter(story.t.measures.items()))
    story.wait()
    whole = {"wat": held.wat, "about": text(), "serves": held.serves, "bearers": held.bearers}
    amended = put(story, story.t, a.AmendMeasure, WORKER, measure=key, minors=(BEN,), **whole)
    one = amended.measures[key]
    at = [one.about_at(story.now + n * SECOND) for n in (-1, 0, 1)]
    assert at == [held.minors, (BEN,), (BEN,)] != [(BEN,)] * 3


@pytest.mark.parametrize("seq", [0, 1, 3])
def test_a_log_with_a_gap_is_told_where(seq):
    story = opened()
    first, second = story.records[:2]
    t = evolve(Trajectory.start("t"), first)
    with pytest.raises(ValueError, match=rf"record {seq} does not follow 1: .* without gaps"):
        evolve(t, changed(second, seq=seq))


def test_of_two_explanations_at_one_moment_the_one_written_down_last_is_kept():
    story = opened()
    said = {"persons": (MOTHER[0],), "matters": (Matter(topic=Topic.WHY),), "language": "nl"}
    t = put(story, story.t, a.Explain, WORKER, form=Form.SPOKEN, **said)
    t = put(story, t, a.Explain, WORKER, form=Form.WRITTEN, **said)
    assert [one.form for one in t.told.values() if one.person == MOTHER[0]] == [Form.WRITTEN]


def test_a_position_that_was_not_got_is_no_contact():
    story = opened()
    story.do(a.ExceptDuty, LEAD, exception=exception("T5a", person=MOTHER[0]))
    story.wait()
    said = {"person": MOTHER[0], "on": AlignOn.EXPECTATIONS, "wat": 1}
    (key,) = [k for k, e in story.t.exceptions.items() if e.why is Reason.NOT_REACHED]
    got = {
        position: put(story, story.t, a.Align, LEAD, position=position, **said).exceptions[key]
        for position in Position
    }
    there = {position for position, one in got.items() if one.reached_at == story.now}
    assert there == {Position.HEARD, Position.AGREES, Position.DISSENTS}


def test_whoever_takes_over_ends_their_own_other_part_and_none_that_has_ended():
    story = opened()
    joins = {"person": CO[0], "since": story.now}
    first = put(story, story.t, a.AddParticipation, LEAD, role=CO[1], **joins)
    story.wait()
    ended = {"participation": f"x{first.seq}", "until": story.now}
    t = put(story, first, a.EndParticipation, LEAD, **ended)
    t = put(story, t, a.AddParticipation, LEAD, role=WORKER[1], **joins)
    second = f"x{t.seq}"
    t = put(story, t, a.OfferHandover, LEAD, to=CO[0])
    story.wait()
    after = put(story, t, a.TakeOver, CO, handover=f"x{t.seq}")
    assert after.people[f"x{first.seq}"] == t.people[f"x{first.seq}"]
    assert after.people[second] == t.people[second]
    leads = [p.person for p in after.people.values() if p.active(story.now) and p.standing]
    assert leads == [CO[0]]
