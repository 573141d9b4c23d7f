"""Case 8: a child who is not born yet, or whose date of birth nobody knows.

A form that insists on a date of birth keeps help out until there is one, or gets an invented date;
one that makes the child a participant at once owes explanations to nobody.
"""

from __future__ import annotations

from datetime import date, timedelta

from attrs import evolve

from safetyframe import acts as a
from safetyframe.acts.gathering import ViewTopic
from safetyframe.acts.informing import Topic
from safetyframe.folding import people
from safetyframe.outcome import DutyState
from safetyframe.roles import Role
from safetyframe.values import PersonId
from safetyframe_plugins.be_vlg import Birth
from tests.support.breaking import drop_duty, drop_from_pack, drop_watch, put
from tests.support.cast import CARL, opening
from tests.support.flanders import flemish, found, on
from tests.support.story import ANNA, LEAD, MOTHER, WORKER, Story, codes, text

CLAUSES = ("P2", "T5a", "T5b")

EXPECTED = {CARL: Birth(expected=date(2025, 6, 15), uncertain_days=20)}


def expecting(**births: Birth) -> Story:
    """An involvement is open with an unborn child; mother and care worker take part."""
    story = Story(law=flemish(EXPECTED | births))
    story.do(a.OpenInvolvement, LEAD, **opening(story, LEAD, CARL, unborn=(CARL,)))
    for person, role in (MOTHER, WORKER):
        content = {"person": person, "role": role, "since": story.now, "concerns": (CARL,)}
        story.do(a.AddParticipation, LEAD, **content)
    return story


def born(story: Story) -> None:
    """The child is born now and takes part."""
    content = {"person": CARL, "role": Role.MINOR, "since": story.now, "concerns": (CARL,)}
    story.do(a.AddParticipation, LEAD, **content)


def owed_to(story: Story, person: PersonId) -> dict[str, DutyState]:
    return {o.clause: o.state for o in story.law.duties(story.t, story.now) if o.person == person}


def test_an_involvement_opens_without_a_date_of_birth():
    """Help starts for a child who is not born yet: no date is asked for and none is invented."""
    story = expecting()
    assert [e.minor for e in story.t.involvement.values()] == [CARL]
    assert CARL not in {p.person for p in story.t.people.values()}


def test_concerns_and_views_are_about_the_unborn_child_already():
    """What worries and what protects is put on record about a child before it is born."""
    story = expecting()
    story.do(a.RecordConcern, WORKER, minors=(CARL,), about=text("worry"))
    story.do(a.ContributeView, MOTHER, topic=ViewTopic.DANGER, minors=(CARL,), view=text("view"))
    story.do(a.Protect, WORKER, minors=(CARL,), measure=text("now"))
    assert "unknown-minor" in codes(
        story.refused(a.RecordConcern, WORKER, minors=(ANNA,), about=text())
    )


def test_parents_are_informed_from_day_one():
    """The parents are owed the why and the goal now, whatever the child's age."""
    story = expecting()
    assert owed_to(story, MOTHER[0])["T5a"] is DutyState.DUE
    story.explain(Topic.WHY, MOTHER[0])
    assert owed_to(story, MOTHER[0])["T5a"] is DutyState.DONE


def test_nothing_is_owed_to_the_child_before_birth_and_nobody_forgets_it():
    """An unborn child is owed no explanation; that it takes no part yet stays to be seen."""
    story = expecting().wait(60)
    assert owed_to(story, CARL) == {}
    seen = [f for f in story.law.findings(story.t, story.now) if f.code == "minor-takes-no-part"]
    assert [f.get("minor") for f in seen] == [CARL]


def test_birth_is_the_childs_own_day_one():
    """From birth on everything is owed to the child too, counted from that day."""
    story = on(expecting(), date(2025, 6, 10))
    at = story.now
    born(story)
    mine = [o for o in story.law.duties(story.t, story.now) if o.person == CARL]
    assert {o.clause for o in mine} >= {"T5a", "T5b", "P27"}
    assert {o.since for o in mine} == {at}
    assert {o.state for o in mine} == {DutyState.DUE}
    assert "minor-takes-no-part" not in story.findings()


def test_the_expected_date_has_an_uncertainty():
    """The country's pack takes an expected date that may be off: no child joins before it can."""
    story = on(expecting(), date(2025, 5, 25))
    content = {"person": CARL, "role": Role.MINOR, "since": story.now, "concerns": (CARL,)}
    assert codes(story.refused(a.AddParticipation, LEAD, **content)) == ["be_vlg:not-born-yet"]
    on(story, date(2025, 5, 26))
    born(story)


def test_a_birth_that_must_have_come_is_asked_after():
    """Once the latest expected day is over, the missing date of birth is a finding."""
    story = on(expecting(), date(2025, 7, 5))
    assert found(story, "be_vlg:birth-due") == []
    story.now += timedelta(days=1)
    assert [f.get("minor") for f in found(story, "be_vlg:birth-due")] == [CARL]
    born(story)
    assert found(story, "be_vlg:birth-due") == []


_children = people._children


def _at_once(draft, record, act):
    """Everybody named takes part at once, born or not."""
    _children(draft, record, evolve(act, unborn=()))


BREAKS = {
    "who is unborn takes part at once": put("safetyframe.folding.people:_children", _at_once),
    "only who takes part is a minor here": put(
        "safetyframe.rules.ask:_opened_with", lambda _: frozenset()
    ),
    "nobody is owed the why": drop_duty("inform.why"),
    "a child who takes no part is not seen": drop_watch("watch.minor-joins"),
    "a child joins before it can be born": drop_from_pack("be_vlg:joins-at-birth"),
    "no birth is waited for": drop_from_pack("be_vlg:birth-due"),
}
