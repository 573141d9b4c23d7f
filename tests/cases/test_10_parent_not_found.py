"""Case 10: nobody knows where a parent is.

Either nothing can begin without that parent, or the parent is silently forgotten.
"""

from datetime import timedelta

import pytest

from safetyframe import acts as a
from safetyframe.acts.informing import AlignOn, Position, Topic
from safetyframe.outcome import Accepted, DutyState
from safetyframe.slices import Excepted
from safetyframe.values import Reason
from tests.support.breaking import drop_duty, drop_handler, drop_watch, silence_rule
from tests.support.cast import expectations
from tests.support.duty import stands, state
from tests.support.story import (
    ANNA,
    BEN,
    FATHER,
    LEAD,
    WORKER,
    align_all,
    exception,
    gathered,
    hoe_content,
    hoe_established,
    opened,
    statements,
    text,
    wat_established,
)

CLAUSES = ("T5a", "T5b", "P21")

TOLD = ("T5a", "T5b", "P18a", "P18b", "P22", "P27")
LOST = FATHER[0]


def _tried(story, *clauses, days=14):
    """Somebody tried to reach him, without luck, and will try again after so many days."""
    until = story.now + timedelta(days=days)
    for clause in clauses:
        given = exception(
            clause, why=Reason.NOT_REACHED, person=LOST, until=until, words=text("tried")
        )
        story.do(a.ExceptDuty, WORKER, exception=given)
    return until


def _align(story, position):
    story.do(
        a.Align,
        LEAD,
        person=LOST,
        on=AlignOn.EXPECTATIONS,
        wat=len(story.t.wat),
        position=position,
    )


def test_the_trajectory_begins_without_the_parent():
    """Involvement opens, WAT and HOE are established, though one parent was never reached."""
    story = opened()
    _tried(story, "T5a")
    story.do(a.EstablishWat, LEAD, **statements(), **gathered(story))
    align_all(story, but=(LOST,))
    _align(story, Position.NOT_REACHED)
    story.do(a.SetExpectations, LEAD, **expectations(ANNA, BEN))
    story.explain(Topic.WAT, WORKER[0], version=2, who=LEAD)
    outcome = story.ask(a.EstablishHoe, WORKER, **hoe_content(story))
    assert isinstance(outcome, Accepted), outcome


def test_the_parent_is_not_passed_over_in_silence():
    """Without a word on why, setting expectations is refused and all that is not told is found."""
    story = wat_established()
    align_all(story, but=(LOST,))
    no = story.refused(a.SetExpectations, LEAD, **expectations(ANNA, BEN))
    assert [g.get("person") for v in no.violations for g in v.gaps] == [LOST]
    story.wait()
    for clause in ("T5a", "T5b", "P18b", "P22", "P27"):
        assert state(story, clause, LOST) is DutyState.OVERDUE
    assert LOST in {
        f.get("person")
        for f in story.law.findings(story.t, story.now)
        if f.code == "not-spoken-with"
    }


def test_each_attempt_is_on_record_with_its_date():
    """Every attempt is an act of its own, with who tried, when, and until when that holds."""
    story = opened()
    _tried(story, "T5a")
    story.wait(14)
    _tried(story, "T5a")
    attempts = [r.act for r in story.records if isinstance(r.act, a.ExceptDuty)]
    assert [(x.by.person, x.exception.why) for x in attempts] == [
        (WORKER[0], Reason.NOT_REACHED)
    ] * 2
    assert (attempts[1].by.at - attempts[0].by.at).days == 14
    held = story.t.exceptions["T5a", LOST, ANNA, False]
    assert (held.act, held.words) == (attempts[1].id, text("tried"))


@pytest.mark.parametrize("clause", ["T5a", "T5b", "P18b", "P22", "P27"])
def test_after_an_attempt_the_next_one_falls_due(clause):
    """An attempt excuses until its date; from that day the duty is open again."""
    story = wat_established()
    until = _tried(story, clause)
    owed = stands(story, clause, LOST)
    assert (owed.state, owed.until) == (DutyState.EXCEPTED, until)
    assert state(story, clause, LOST, at=until) is DutyState.OVERDUE
    story.now = until
    _tried(story, clause)
    assert state(story, clause, LOST) is DutyState.EXCEPTED


def test_a_position_that_was_not_reached_is_asked_again():
    """Not reached counts as heard for the moment, and is a finding until somebody tries again."""
    story = wat_established()
    _align(story, Position.NOT_REACHED)
    assert "offer-stale" not in story.findings()
    assert "offer-stale" in story.wait().findings()
    _align(story, Position.NOT_REACHED)
    assert "offer-stale" not in story.findings()


@pytest.mark.parametrize("clause", TOLD)
def test_when_the_parent_is_found_a_personal_day_1_begins(clause):
    """From the day of the first contact all that is in force is due to the parent, that day."""
    story = hoe_established()
    _tried(story, *TOLD, days=90)
    assert state(story.wait(40), clause, LOST) is DutyState.EXCEPTED
    found = story.now
    story.do(a.RecordConversation, WORKER, minors=(ANNA,), persons=(LOST,))
    owed = stands(story, clause, LOST)
    assert (owed.state, owed.since) == (DutyState.DUE, found)
    assert owed.version == {"P22": 1, "P18a": 1}.get(clause)
    assert state(story, clause, LOST, at=found + timedelta(days=1)) is DutyState.OVERDUE


def test_the_versions_then_due_are_those_in_force():
    """What is told on that day is the WAT and the agreements as they stand, not older ones."""
    story = hoe_established()
    _tried(story, *TOLD, days=90)
    story.wait(40)
    story.do(a.RecordConversation, WORKER, minors=(ANNA,), persons=(LOST,))
    remedies = {
        c: dict(r.about)["version"]
        for c in ("P22", "P18a")
        for r in stands(story, c, LOST).remedies
    }
    assert remedies == {"P22": 2, "P18a": 1}
    story.explain(Topic.WAT, LOST, version=2)
    story.explain(Topic.AGREEMENTS, LOST, version=1)
    assert {state(story, c, LOST) for c in ("P22", "P18a")} == {DutyState.DONE}


def test_when_the_parent_is_found_their_position_is_asked():
    """A parent who has been met since is asked where they stand; until then it is a finding."""
    story = wat_established()
    _align(story, Position.NOT_REACHED)
    story.do(a.RecordConversation, WORKER, minors=(ANNA,), persons=(LOST,))
    assert "reached-since" in story.findings()
    _align(story, Position.DISSENTS)
    assert "reached-since" not in story.findings()


def _for_ever():
    Excepted.holds = lambda self, at: self.at <= at


BREAKS = {
    "nobody need be heard": silence_rule("expectations.aligned"),
    "attempts are not kept": drop_handler(a.ExceptDuty, "exceptions"),
    "an attempt excuses for ever": _for_ever,
    "being met changes nothing": drop_handler(a.RecordConversation, "exceptions"),
    "not reached is not heard": drop_handler(a.Align, "aligned"),
    "stale offers go unseen": drop_watch("watch.asked-again"),
    "who was not spoken with goes unseen": drop_watch("watch.spoken-with"),
    "the reason is not owed": drop_duty("inform.why"),
    "the goal is not owed": drop_duty("inform.goal"),
    "WAT is not owed": drop_duty("inform.wat"),
    "agreements are not owed": drop_duty("inform.agreements"),
    "roles are not owed": drop_duty("inform.roles"),
    "mandates are not owed": drop_duty("inform.mandates-clients"),
}
