"""Case 3: the consultant is suddenly away, and somebody stands in.

A colleague borrows the login, or all powers vanish with whoever fell ill.
"""

from datetime import timedelta

import pytest

from safetyframe import acts as a
from safetyframe.acts.informing import Topic
from safetyframe.powers import Cell
from safetyframe.roles import Role
from tests.support.breaking import drop_watch, set_cell, silence_power, silence_rule
from tests.support.cast import assign, deputise, part_of, revision, violation
from tests.support.story import (
    ANNA,
    AUTHORITY,
    CO,
    DEPUTY,
    LEAD,
    WORKER,
    codes,
    expectations_set,
    opened,
    text,
    wat_established,
)

CLAUSES = ("P8c", "P12")


def test_standing_in_has_an_end_and_a_ground():
    """A deputy is given for a time and on a ground; without either it is refused."""
    story = opened()
    whole = {"person": DEPUTY[0], "since": story.now, "until": story.now + timedelta(days=7)}
    for content, code in (
        ({**whole, "until": None, "ground": text()}, "deputy-without-end"),
        (whole, "deputy-without-ground"),
    ):
        no = story.refused(a.DeputiseConsultant, AUTHORITY, **content)
        assert violation(no, "involvement.deputy-ends").clauses == ("P8c", "P12")
        assert codes(no) == [code]
    story.do(a.DeputiseConsultant, AUTHORITY, **whole, ground=text("ill"))
    assert story.t.people[story.last_id()].ground == text("ill")


@pytest.mark.parametrize("who", [LEAD, CO, WORKER], ids=lambda who: who[0])
def test_only_the_authority_gives_it(who):
    """Neither the lead nor a colleague hands the power on: the authority does."""
    story = opened()
    assign(story, CO)
    no = story.refused(
        a.DeputiseConsultant,
        who,
        person=DEPUTY[0],
        since=story.now,
        until=story.now + timedelta(days=7),
        ground=text(),
    )
    assert violation(no, "powers.DeputiseConsultant").gaps[0].code == "not-this-role"


def test_nobody_acts_with_the_lead_s_name():
    """A colleague who writes WAT down as if the lead had done it is refused."""
    story = wat_established()
    assign(story, CO)
    changed = revision(story, material=False)
    borrowed = story.by(LEAD, recorded_by=CO[0])
    no = story.refused(a.ReviseWat, LEAD, by=borrowed, **changed)
    assert "not-an-own-act" in codes(no)


def test_the_deputy_acts_in_their_own_name_within_the_time_given():
    """Inside the period the deputy does what the lead does; before and after it they do not."""
    story = expectations_set()
    start = story.now + timedelta(days=1)
    deputise(story, 7, since=start)
    judging = {"wat": 2, "minor": ANNA, "target": "g1", "met": False}
    assert "not-taking-part" in codes(story.refused(a.Judge, DEPUTY, **judging))
    story.now = start
    story.do(a.ReviseWat, DEPUTY, **{**revision(story, material=False), "revises": 2})
    assert story.t.wat[3].by == DEPUTY[0]
    story.now = start + timedelta(days=7)
    again = {**judging, "wat": 3}
    assert "not-taking-part" in codes(story.refused(a.Judge, DEPUTY, **again))
    assert story.t.wat[3].by == DEPUTY[0]
    story.do(a.Judge, LEAD, **again)


def test_powers_do_not_vanish_with_who_is_away():
    """When the lead's own part has ended, the deputy goes on for the time given, and no longer."""
    story = wat_established()
    deputise(story, 7)
    story.do(a.EndParticipation, AUTHORITY, participation=part_of(story, LEAD), until=story.now)
    changed = revision(story, material=False)
    story.do(a.ReviseWat, DEPUTY, **changed)
    assert "no-lead" in story.findings()
    story.wait(8)
    assert "not-taking-part" in codes(story.refused(a.ReviseWat, DEPUTY, **changed))


def test_its_end_is_told_before_and_after():
    """While a deputy stands in the end is a finding, and afterwards until somebody leads again."""
    story = opened()
    deputise(story, 14)
    assert "deputy-until" in story.findings()
    story.wait(15)
    assert "deputy-until" not in story.findings()
    assert "deputy-over" in story.findings()
    story.do(a.Review, LEAD, minors=(ANNA,))
    assert "deputy-over" not in story.findings()


def test_a_colleague_who_takes_part_explains_in_their_own_name():
    """What needs no lead a second consultant does under their own name."""
    story = wat_established()
    assign(story, CO)
    story.explain(Topic.WAT, ANNA, version=1, who=CO)
    assert {one.by for one in story.t.told.values()} == {CO[0]}


BREAKS = {
    "no end and no ground are needed": silence_rule("involvement.deputy-ends"),
    "a consultant deputises": set_cell(a.DeputiseConsultant, Role.CONSULTANT, Cell.YES),
    "a worker deputises": set_cell(a.DeputiseConsultant, Role.CARE_WORKER, Cell.YES),
    "the login is shared": silence_power("powers.recorded-by"),
    "outside the time it goes on": silence_power("form.participation"),
    "no deputy revises": set_cell(a.ReviseWat, Role.CONSULTANT, Cell.LEAD),
    "the end is silent": drop_watch("watch.deputies-end"),
    "only the lead explains": set_cell(a.Explain, Role.CONSULTANT, Cell.LEAD),
}
