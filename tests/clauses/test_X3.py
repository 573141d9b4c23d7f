"""X3: whoever established a valid WAT was a consultant in charge at that moment; a later change of
role takes nothing away from it."""

from datetime import timedelta

import pytest

from safetyframe import acts as a
from safetyframe.acts.informing import Topic
from safetyframe.outcome import Accepted
from safetyframe.roles import Role, Standing
from tests.support.cast import (
    assign,
    deputise,
    expectations,
    hand_over,
    leave,
    part_of,
    revision,
    violation,
)
from tests.support.gates import cannot_be_lowered
from tests.support.story import (
    ANNA,
    AUTHORITY,
    CO,
    DEPUTY,
    LEAD,
    WORKER,
    Story,
    exception,
    gathered,
    hoe_content,
    opened,
    rules,
    statements,
    wat_established,
)

P21 = (exception("P21"),)


def wording(story: Story, who, *, at=None):
    """Ask for a revision of wording, done at `at` and written down now."""
    by = story.by(who, at=at or story.now, recorded_at=story.now)
    return story.ask(a.ReviseWat, who, by=by, **revision(story, material=False))


def unauthorised(story: Story) -> list[int]:
    """The versions whose author had no lead or deputy's part when establishing them."""
    return [
        version.number
        for version in story.t.wat.values()
        if not any(
            part.person == version.by
            and part.role is Role.CONSULTANT
            and part.standing in (Standing.LEAD, Standing.DEPUTY)
            and part.active(version.at)
            for part in story.t.people.values()
        )
    ]


def test_nobody_may_bend_it_by_policy():
    cannot_be_lowered("X3")


def test_a_version_stands_though_its_author_has_left():
    """Handed over, ended, even become a care worker since: the WAT is as good as it was."""
    story = wat_established()
    assign(story, CO)
    version = story.t.wat[1]
    hand_over(story)
    assert story.t.wat[1] == version
    story.do(a.AddParticipation, CO, person=LEAD[0], role=Role.CARE_WORKER, since=story.now)
    assert story.t.wat[1] == version
    assert unauthorised(story) == []
    story.explain(Topic.WAT, WORKER[0], version=1, who=CO)
    story.do(a.EstablishHoe, WORKER, **hoe_content(story))
    assert story.t.hoe[1].wat == 1


def test_a_deputys_version_stands_after_the_period():
    story = opened()
    deputise(story, 7)
    story.do(a.EstablishWat, DEPUTY, **statements(), **gathered(story))
    story.wait(30)
    assert (story.t.wat[1].by, unauthorised(story)) == (DEPUTY[0], [])
    assert isinstance(wording(story, LEAD), Accepted)
    assert rules(wording(story, DEPUTY)) == ["form.participation"]


def test_every_version_of_a_long_story_was_established_in_charge():
    story = wat_established()
    deputise(story, 30)
    story.keep(wording(story, DEPUTY))
    story.wait(40)
    assign(story, CO)
    hand_over(story, confirms=2)
    story.keep(wording(story, CO))
    story.do(a.SetExpectations, CO, **expectations(ANNA, revises=3, exceptions=P21))
    assign(story, LEAD, Standing.LEAD, replaces=part_of(story, CO), since=story.now)
    story.wait().keep(wording(story, LEAD))
    assert [v.by for v in story.t.wat.values()] == [
        LEAD[0],
        DEPUTY[0],
        CO[0],
        CO[0],
        LEAD[0],
    ]
    assert unauthorised(story) == []


def test_an_act_is_judged_at_the_moment_it_was_done_not_written_down():
    """Friday's act by Friday's lead is entered on Monday, after the handover (case 29)."""
    story = wat_established()
    assign(story, CO)
    friday = story.now
    story.wait(3)
    hand_over(story)
    assert isinstance(wording(story, LEAD, at=friday), Accepted)
    assert rules(wording(story, LEAD)) == ["form.participation"]


def test_a_successor_does_not_reach_back_to_before_the_own_part():
    story = wat_established()
    before = story.now
    story.wait(3)
    assign(story, CO)
    hand_over(story)
    assert rules(wording(story, CO, at=before)) == ["form.participation"]


def test_a_co_consultant_does_not_reach_back_either():
    """In charge since today, a co-consultant yesterday: yesterday's act is a co-consultant's."""
    story = wat_established()
    assign(story, CO)
    yesterday = story.now
    story.wait()
    hand_over(story)
    assert isinstance(wording(story, CO), Accepted)
    no = wording(story, CO, at=yesterday)
    fault = violation(no, "powers.ReviseWat")
    assert (rules(no), fault.clauses) == (["powers.ReviseWat"], ("P12", "X3"))
    assert [g.code for g in fault.gaps] == ["not-lead"]


@pytest.mark.parametrize("days", [0, 30])
def test_appointing_a_successor_gives_a_lead_who_left_no_power_back(days):
    """Neither for the time in between nor for the time to come."""
    story = wat_established()
    former = part_of(story, LEAD)
    leave(story, LEAD, LEAD)
    story.wait(30)
    between = story.now - timedelta(days=10)
    outcome = story.ask(
        a.AssignConsultant,
        AUTHORITY,
        person=CO[0],
        standing=Standing.LEAD,
        since=story.now + timedelta(days=days),
        replaces=former,
    )
    if isinstance(outcome, Accepted):
        story.keep(outcome)
    assert rules(wording(story, LEAD, at=between)) == ["form.participation"]
    assert rules(wording(story, LEAD)) == ["form.participation"]
