"""T5a, looked at: a child who takes no part is owed nothing, so that is never passed over."""

from __future__ import annotations

from safetyframe import acts as a
from safetyframe.acts.informing import Topic
from safetyframe.outcome import DutyState
from safetyframe.roles import Role
from tests.support.cast import CARL, opening, withdrawn
from tests.support.expect import leave, says_what_it_does_not_know, sees, sees_nothing
from tests.support.story import ANNA, ANNA_, LEAD, MANDATE, Story, opened, text

WATCH = "watch.minor-joins"


def test_an_unborn_child_is_seen_until_it_joins_and_is_owed_everything_from_then_on():
    story = Story()
    story.do(a.OpenInvolvement, LEAD, **opening(story, LEAD, CARL, unborn=(CARL,)))
    found = sees(story, WATCH, "T5a", "minor-takes-no-part", minor=CARL)
    assert [(r.act, dict(r.about)) for r in found.remedies] == [
        ("AddParticipation", {"person": CARL, "role": "minor"})
    ]
    says_what_it_does_not_know(story, WATCH, "T5a", "people involvement")
    story.wait(60)
    assert CARL not in {owed.person for owed in story.law.duties(story.t, story.now)}
    born = story.now
    content = {"person": CARL, "role": Role.MINOR, "since": born, "concerns": (CARL,)}
    story.do(a.AddParticipation, LEAD, **content)
    sees_nothing(story, WATCH)
    owed = {o.clause: o for o in story.law.duties(story.t, story.now) if o.person == CARL}
    assert owed["T5a"].state is DutyState.DUE
    assert owed["T5a"].since == born
    story.explain(Topic.WHY, CARL, who=LEAD)
    owed = {o.clause: o for o in story.law.duties(story.t, story.now) if o.person == CARL}
    assert owed["T5a"].state is DutyState.DONE


def test_a_child_who_left_while_involvement_is_open_is_seen():
    story = opened()
    sees_nothing(story, WATCH)
    leave(story, ANNA_)
    sees(story, WATCH, "T5a", "minor-takes-no-part", minor=ANNA)
    withdrawn(story)
    sees_nothing(story, WATCH)


def test_a_child_who_takes_part_as_something_else_is_seen():
    story = Story()
    by = story.by(LEAD, mandate=MANDATE)
    story.do(a.OpenInvolvement, LEAD, **opening(story, LEAD, CARL, unborn=(CARL,), by=by))
    story.do(a.AddParticipation, LEAD, person=CARL, role=Role.NETWORK, since=story.now)
    sees(story, WATCH, "T5a", "minor-takes-no-part", minor=CARL)


def test_an_emergency_alone_raises_nothing():
    story = opened()
    story.do(a.Protect, LEAD, minors=(CARL,), measure=text())
    sees_nothing(story, WATCH)
