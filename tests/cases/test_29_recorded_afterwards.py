"""Case 29: Friday's talk is written down on Monday.

Either the date is made up to look in time, or a duty that was done shows as neglected for good.
"""

from __future__ import annotations

from datetime import timedelta

from safetyframe import Frame
from safetyframe import acts as a
from safetyframe.acts.informing import Matter, Topic
from safetyframe.outcome import Accepted, DutyState
from safetyframe.roles import Role
from safetyframe.values import Form, PersonId
from tests.support.breaking import drop_watch, put, silence_power
from tests.support.story import LEAD, MOTHER, codes, opened, rules

CLAUSES = ("T5a", "T5b", "P5a")

TOLD = {
    "matters": (Matter(topic=Topic.WHY),),
    "persons": (MOTHER[0],),
    "form": Form.SPOKEN,
    "language": "nl",
}


def monday():
    """The lead told the mother on day 1, and gets to writing it down three days later."""
    story = opened()
    friday = story.now
    story.wait(3)
    return story, story.by(LEAD, at=friday, recorded_at=story.now)


def state(law, t, at):
    (owed,) = (d for d in law.duties(t, at) if (d.duty, d.person) == ("inform.why", MOTHER[0]))
    return owed.state


def test_the_duty_goes_by_when_it_was_done_and_writing_it_down_late_is_seen_as_such():
    """A duty goes by when it was done; that it was written down late is a finding of its own."""
    story, by = monday()
    assert state(story.law, story.t, story.now) is DutyState.OVERDUE
    story.do(a.Explain, LEAD, by=by, **TOLD)
    assert state(story.law, story.t, story.now) is DutyState.DONE
    (late,) = (f for f in story.law.findings(story.t, story.now) if f.code == "recorded-late")
    assert (late.get("person"), late.get("since")) == (MOTHER[0], by.at.isoformat())


def test_both_moments_are_kept():
    """When it happened and when it was written down are both on record, and neither is made up."""
    story, by = monday()
    record = story.do(a.Explain, LEAD, by=by, **TOLD).record
    assert (record.act.by.at, record.recorded_at) == (by.at, by.recorded_at)
    assert record.recorded_at - record.act.by.at == timedelta(days=3)


def test_nothing_is_dated_before_whoever_did_it_took_part():
    """An act from before its actor took part is refused."""
    story, _ = monday()
    newcomer = (PersonId("w-2"), Role.CARE_WORKER)
    story.do(a.AddParticipation, LEAD, person=newcomer[0], role=newcomer[1], since=story.now)
    by = story.by(newcomer, at=story.now - timedelta(days=1), recorded_at=story.now)
    no = story.refused(a.Explain, newcomer, by=by, **TOLD)
    assert rules(no) == ["form.participation"]


def test_nothing_is_put_on_record_that_has_yet_to_happen():
    """What lies after the moment of writing is refused: a plan is a plan."""
    story, _ = monday()
    by = story.by(LEAD, at=story.now + timedelta(hours=1), recorded_at=story.now)
    assert codes(story.refused(a.Explain, LEAD, by=by, **TOLD)) == ["future"]


def test_what_was_known_at_a_moment_can_be_asked_for(tmp_path):
    """What was known on a day is told as it was known then, whatever was written down later."""
    story, by = monday()
    between = by.at + timedelta(days=2)
    story.do(a.Explain, LEAD, by=by, **TOLD)
    with Frame.open(f"sqlite:///{tmp_path / 'cases.db'}") as frame:
        for record in story.records:
            assert isinstance(frame.do("t-1", record.act), Accepted)
        then = frame.trajectory("t-1", at=between)
        assert state(frame.law, then, between) is DutyState.OVERDUE
        assert state(frame.law, frame.trajectory("t-1"), story.now) is DutyState.DONE
        assert "overdue" in {f.code for f in frame.findings("t-1", between)}


BREAKS = {
    "late on paper is not seen": drop_watch("watch.recorded-late"),
    "anyone acts before they came": silence_power("form.participation"),
    "the future is on record": put("safetyframe.law.deciding:faults", lambda _: ()),
    "only the writing counts": put(
        "safetyframe.duties:_discharges", lambda _t, _d, told, since, _v: told.recorded_at < since
    ),
    "what was known then is forgotten": put(
        "safetyframe.program.asking:takewhile", lambda _keep, records: records
    ),
}
