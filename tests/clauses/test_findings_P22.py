"""P22, looked at: what was sent to somebody and did not arrive has told them nothing."""

from __future__ import annotations

from safetyframe import acts as a
from safetyframe.acts.informing import Matter, Topic
from safetyframe.findings import Relation
from safetyframe.notice import Undelivered
from safetyframe.outcome import Accepted, DutyState
from safetyframe.record import Record
from safetyframe.roles import Audience, Role
from safetyframe.values import Form, PersonId
from safetyframe.views import Viewer
from tests.support.expect import NEIGHBOUR, join, leave, says_what_it_does_not_know
from tests.support.story import (
    ANNA_,
    CO,
    FATHER,
    GRAN,
    LEAD,
    MOTHER,
    WORKER,
    Story,
    opened,
    text,
    wat_established,
)

RULE = "watch.notice-arrived"


def speak(story: Story, who=MOTHER, **more) -> Accepted:
    everyone = Audience(roles=tuple(Role))
    return story.do(a.Speak, who, words=text("w"), audience=everyone, **more)


def in_writing(story: Story, person: PersonId, topic: Topic = Topic.WAT) -> Accepted:
    version = 1 if topic is Topic.WAT else None
    return story.do(
        a.Explain,
        WORKER,
        matters=(Matter(topic=topic, version=version),),
        persons=(person,),
        form=Form.WRITTEN,
        language="nl",
    )


def lost(record: Record, person: PersonId, *, failed: bool = True) -> Undelivered:
    return Undelivered(record=record, recipient=person, failed=failed)


def owed(story: Story, person: PersonId, clause: str, undelivered=()) -> DutyState:
    (found,) = [
        o
        for o in story.law.duties(story.t, story.now, undelivered=undelivered)
        if (o.person, o.clause) == (person, clause)
    ]
    return found.state


def test_what_was_explained_in_writing_and_did_not_arrive_has_told_nobody():
    story = wat_established()
    record = in_writing(story, FATHER[0]).record
    assert owed(story, FATHER[0], "P22") is DutyState.DONE
    gone = [lost(record, FATHER[0])]
    assert owed(story, FATHER[0], "P22", gone) is DutyState.DUE
    assert owed(story, FATHER[0], "P22", [lost(record, GRAN[0])]) is DutyState.DONE
    found = story.law.findings(story.t, story.now, undelivered=gone)
    assert ("inform.wat", FATHER[0]) in {(f.rule, f.get("person")) for f in found}


def test_what_was_told_face_to_face_needs_no_notice():
    story = wat_established()
    told_ = story.explain(Topic.WAT, FATHER[0], version=1)
    assert owed(story, FATHER[0], "P22", [lost(told_.record, FATHER[0])]) is DutyState.DONE


def test_a_notice_that_waits_is_looked_at_from_the_next_civil_day_on():
    story = wat_established()
    record = in_writing(story, FATHER[0]).record
    waiting = [lost(record, FATHER[0], failed=False)]
    assert owed(story, FATHER[0], "P22", waiting) is DutyState.DONE
    assert codes(story, waiting) == []
    story.wait(1)
    assert owed(story, FATHER[0], "P22", waiting) is DutyState.OVERDUE
    assert codes(story, waiting) == ["notice-waiting"]


def codes(story: Story, undelivered) -> list[str]:
    found = story.law.findings(story.t, story.now, undelivered=undelivered)
    return [f.code for f in found if f.rule == RULE]


def test_a_failed_notice_is_a_finding_with_its_remedy():
    story = opened()
    record = speak(story).record
    (found,) = [
        f
        for f in story.law.findings(story.t, story.now, undelivered=[lost(record, GRAN[0])])
        if f.rule == RULE
    ]
    assert (found.code, found.clauses) == ("notice-failed", ("T5a", "T5b", "P22"))
    assert (found.get("person"), found.get("act")) == (GRAN[0], record.act.id)
    assert [r.act for r in found.remedies] == ["Explain"]


def test_a_notice_to_who_takes_no_part_any_more_is_no_matter():
    story = opened()
    join(story, NEIGHBOUR)
    record = speak(story).record
    leave(story, NEIGHBOUR)
    story.wait()
    assert codes(story, [lost(record, NEIGHBOUR[0])]) == []


def shown(story: Story, who, undelivered) -> list[str]:
    found = story.law.findings(story.t, story.now)
    view = story.law.show(
        found, Viewer(person=who[0], at=story.now), story.t, undelivered=undelivered
    )
    return [str(f.get("person")) for f in view.shown if f.rule == RULE]


def test_a_failed_notice_is_shown_to_professionals_and_to_its_recipient():
    story = opened()
    gone = [lost(speak(story).record, GRAN[0])]
    for who in (LEAD, CO, WORKER, GRAN):
        expected = [GRAN[0]] if who is not CO else shown(story, CO, gone)
        assert shown(story, who, gone) == expected
    for who in (MOTHER, FATHER, ANNA_):
        assert shown(story, who, gone) == []


def test_a_failed_notice_of_what_one_may_not_know_is_not_shown():
    story = opened()
    only = Audience(persons=(GRAN[0],))
    record = story.do(a.Speak, ANNA_, words=text("w"), audience=only).record
    assert shown(story, WORKER, [lost(record, GRAN[0])]) == []
    assert shown(story, GRAN, [lost(record, GRAN[0])]) == [GRAN[0]]


def test_where_nothing_is_undelivered_nothing_changes():
    story = wat_established()
    in_writing(story, FATHER[0])
    related = (Relation(person=GRAN[0], other=FATHER[0]),)
    found = story.law.findings(story.t, story.now, related=related)
    assert story.law.findings(story.t, story.now, related=related, undelivered=()) == found


def test_where_it_is_not_known_who_takes_part_it_is_said():
    says_what_it_does_not_know(opened(), RULE, "T5a T5b P22", "people")
