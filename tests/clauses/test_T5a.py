"""T5a: from their first day on, everyone involved knows why the services are there."""

from __future__ import annotations

from datetime import timedelta

import pytest

from safetyframe import acts as a
from safetyframe.acts.informing import Matter, Topic
from safetyframe.outcome import DutyState
from safetyframe.roles import Role
from safetyframe.values import Form, PersonId, Reason
from tests.support.duty import (
    DAY_OF_OPENING,
    DutyCase,
    laws,
    nobody_involved_yet,
    owed_to,
    stands,
    state,
)
from tests.support.expect import (
    TEACHER,
    assign,
    hand_over,
    join,
    leave,
    revise,
    says_what_it_does_not_know,
    sees,
    sees_nothing,
)
from tests.support.story import (
    ANNA,
    BEN,
    LEAD,
    MOTHER,
    WORKER,
    exception,
    opened,
    text,
    wat_established,
)

CASE = DutyCase(
    clause="T5a",
    rule="inform.why",
    person=MOTHER,
    story=opened,
    before=nobody_involved_yet,
    day=DAY_OF_OPENING,
    do=lambda story, person: story.explain(Topic.WHY, person),
    remedy="Explain",
)


@laws
def test_the_duty(law):
    law(CASE)


def test_it_is_owed_to_everyone_who_takes_part_but_the_consultant_who_opened():
    story = opened()
    assign(story)
    join(story, TEACHER, professional=True)
    everyone = {"anna", "ben", "mother", "father", "gran", "trust", "w-1", "c-co", "teacher"}
    assert owed_to(story, "T5a") == everyone


def test_a_toddler_is_told_in_pictures():
    story = opened()
    assert state(story, "T5a", BEN) is DutyState.DUE
    story.do(
        a.Explain,
        WORKER,
        matters=(Matter(topic=Topic.WHY),),
        persons=(BEN,),
        form=Form.WORDS_AND_PICTURES,
        language="nl",
    )
    assert state(story, "T5a", BEN) is DutyState.DONE


def test_a_toddler_for_whom_it_is_too_early_stays_open_until_a_date():
    story = opened()
    later = story.now + timedelta(days=60)
    given = exception(
        "T5a", why=Reason.DEVELOPMENTALLY_DEFERRED, minor=BEN, person=BEN, until=later
    )
    story.do(a.ExceptDuty, WORKER, exception=given)
    assert state(story, "T5a", BEN) is DutyState.EXCEPTED
    assert state(story, "T5a", BEN, at=later) is DutyState.OVERDUE


def test_one_meeting_tells_all_who_attend_and_nobody_else():
    story = opened()
    story.explain(Topic.WHY, ANNA, MOTHER[0], who=LEAD)
    done = {o.person for o in story.law.duties(story.t, story.now) if o.state is DutyState.DONE}
    assert done == {ANNA, MOTHER[0]}


@pytest.mark.parametrize("topic", [t for t in Topic if t not in (Topic.WHY, Topic.AGREEMENTS)])
def test_telling_something_else_does_not_tell_why(topic):
    story = wat_established()
    story.explain(topic, MOTHER[0], version=1 if topic is Topic.WAT else None)
    assert state(story, "T5a", MOTHER[0]) is not DutyState.DONE


def test_an_emergency_raises_it_before_any_involvement_is_open():
    story = nobody_involved_yet()
    story.do(a.Protect, WORKER, minors=(ANNA,), measure=text())
    assert {"mother", "c-co"} <= owed_to(story, "T5a")
    owed = stands(story, "T5a", MOTHER[0])
    assert owed is not None
    assert owed.state is DutyState.DUE


def test_neither_a_revision_nor_a_handover_raises_it_anew():
    story = wat_established()
    story.explain(Topic.WHY, MOTHER[0])
    revise(story, material=True)
    hand_over(story)
    assert state(story, "T5a", MOTHER[0]) is DutyState.DONE


def test_a_child_of_whom_involvement_is_opened_later_has_its_own_day_one():
    story = opened().wait(10)
    story.explain(Topic.WHY, MOTHER[0], ANNA)
    cleo, at = PersonId("cleo"), story.now
    story.do(
        a.OpenInvolvement,
        LEAD,
        by=story.by(LEAD, mandate=story.records[0].act.by.mandate),
        minors=(cleo,),
        why=text("why"),
        concern=text("concern"),
        necessity=a.involvement.NecessityDecision(
            status=a.involvement.NecessityStatus.ESTABLISHED,
            minors=(cleo,),
            body="ocj-east",
            reference="d-2",
            decided_at=at,
            signed_by=PersonId("judge"),
        ),
    )
    assert stands(story, "T5a", cleo).since == at
    assert state(story, "T5a", MOTHER[0]) is DutyState.DUE
    assert state(story, "T5a", ANNA) is DutyState.DONE
    assert Role.MINOR in {p.role for p in story.t.people.values() if p.person == cleo}


def test_a_second_role_is_no_second_day_one():
    story = opened()
    story.explain(Topic.WHY, MOTHER[0])
    story.wait(20)
    join(story, (MOTHER[0], Role.NETWORK))
    assert state(story, "T5a", MOTHER[0]) is DutyState.DONE


def test_what_is_told_at_the_very_start_counts():
    story = opened(everyone=False)
    at = story.now
    join(story, MOTHER)
    by = story.by(LEAD, at=at, recorded_at=story.now)
    content = {"persons": (MOTHER[0],), "form": Form.SPOKEN, "language": "nl"}
    story.do(a.Explain, LEAD, by=by, matters=(Matter(topic=Topic.WHY),), **content)
    assert state(story, "T5a", MOTHER[0]) is DutyState.DONE


# --- told in time, written down later -------------------------------------------------------------


def test_what_was_told_in_time_and_written_down_on_a_later_day_is_done_and_late_on_paper():
    story = opened()
    friday = story.now
    told = {
        "matters": (Matter(topic=Topic.WHY),),
        "persons": (MOTHER[0],),
        "form": Form.SPOKEN,
        "language": "nl",
    }
    story.do(a.Explain, LEAD, by=story.by(LEAD, at=friday), **told)
    sees_nothing(story, "watch.recorded-late")
    story.wait(3)
    by = story.by(LEAD, at=friday + timedelta(minutes=1), recorded_at=story.now)
    story.do(a.Explain, LEAD, by=by, **told)
    found = sees(
        story,
        "watch.recorded-late",
        "T5a T5b P5a",
        "recorded-late",
        person=MOTHER[0],
        topic="why",
    )
    assert found.get("since") == by.at.isoformat()
    assert found.get("recorded") == by.recorded.isoformat()
    says_what_it_does_not_know(
        story, "watch.recorded-late", "T5a T5b P5a", "people told involvement"
    )
    assert state(story, "T5a", MOTHER[0]) is DutyState.DONE
    leave(story, MOTHER)
    sees_nothing(story, "watch.recorded-late")
