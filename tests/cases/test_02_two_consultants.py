"""Case 2: two consultants at once.

A job share, a file that two services hold, siblings that were split: with two owners two people
tell one family two things.
"""

from datetime import timedelta

import pytest
from attrs import evolve

from safetyframe import acts as a
from safetyframe.acts.wat import StatementKind
from safetyframe.outcome import Accepted
from safetyframe.powers import Cell
from safetyframe.roles import Role, Standing
from safetyframe.values import TrajectoryId
from tests.support.breaking import drop_watch, put, set_cell, silence_rule
from tests.support.cast import assign, deputise, hand_over, part_of, revision
from tests.support.expect import SUCCESSOR
from tests.support.story import (
    ANNA,
    AUTHORITY,
    BEN,
    CO,
    DEPUTY,
    LEAD,
    codes,
    gathered,
    opened,
    statements,
    text,
    wat_established,
)

CLAUSES = ("P12", "P3")


def test_there_is_one_lead_at_any_instant():
    """A second lead is refused for any time in which there is one already."""
    story = opened()
    for since in (story.now, story.now + timedelta(days=30)):
        no = story.refused(
            a.AssignConsultant, AUTHORITY, person=CO[0], standing=Standing.LEAD, since=since
        )
        assert codes(no) == ["lead-exists"]
    assert len([p for p in story.t.people.values() if p.standing is Standing.LEAD]) == 1


def test_the_lead_passes_without_a_moment_of_two():
    """Whoever is appointed in the lead's place begins when the other ends."""
    story = opened()
    assign(story, SUCCESSOR, Standing.LEAD, replaces=part_of(story, LEAD))
    first, second = (p for p in story.t.people.values() if p.standing is Standing.LEAD)
    assert first.until == second.since


def test_other_consultants_draft():
    """A second consultant proposes words for WAT, and nothing is established by it."""
    story = opened()
    assign(story, CO)
    story.do(a.DraftWat, CO, kind=StatementKind.GOAL, minors=(ANNA,), words=text())
    assert len(story.t.wat) == 0


def test_establishing_is_for_the_lead():
    """A second consultant neither establishes nor revises WAT, nor says what is expected."""
    story = opened()
    assign(story, CO)
    content = {**statements(), **gathered(story)}
    assert "not-lead" in codes(story.refused(a.EstablishWat, CO, **content))
    story.do(a.EstablishWat, LEAD, **content)
    changed = revision(story, material=True)
    assert "not-lead" in codes(story.refused(a.ReviseWat, CO, **changed))


def test_or_for_the_named_deputy():
    """Whom the authority named as deputy establishes WAT within that time."""
    story = opened()
    content = {**statements(), **gathered(story)}
    assert codes(story.refused(a.EstablishWat, DEPUTY, **content)) == ["not-taking-part"]
    deputise(story, 7)
    story.do(a.EstablishWat, DEPUTY, **content)
    assert story.t.wat[1].by == DEPUTY[0]


def _split(*, lead=SUCCESSOR, words="b1-elsewhere"):
    """Two trajectories of siblings, who were together once: one WAT about Ben, one about Anna."""
    here, there = wat_established(), wat_established()
    there.t = evolve(there.t, id=TrajectoryId("t-ben"))
    for story, minor in ((here, ANNA), (there, BEN)):
        mine = statements()
        only = {
            name: tuple(evolve(s, minors=(minor,)) for s in mine[name] if minor in s.minors)
            for name in mine
        }
        if story is there:
            first, *others = only["bottom_lines"]
            only["bottom_lines"] = (evolve(first, words=text(words)), *others)
        story.do(a.ReviseWat, LEAD, **{**revision(story, material=True), **only})
    if lead is not LEAD:
        hand_over(there, lead, confirms=2)
    return here, there


def _conflicts(here, there):
    now = max(here.now, there.now)
    found = here.law.findings(here.t, now, linked=(there.t,))
    return [f for f in found if f.code == "bottom-lines-conflict"]


def test_siblings_with_different_leads_and_conflicting_bottom_lines_are_found():
    """Linked siblings whose leads say two things under one bottom line are a finding."""
    (found,) = _conflicts(*_split())
    assert found.get("target") == "b1"
    assert (found.get("lead"), found.get("person")) == (LEAD[0], SUCCESSOR[0])


@pytest.mark.parametrize("how", [{"words": "b1"}, {"lead": LEAD}], ids=["same-lines", "one-lead"])
def test_two_leads_who_say_the_same_and_one_lead_who_differs_are_no_conflict(how):
    """Different leads alone are none, and one lead may set each child another bar."""
    assert _conflicts(*_split(**how)) == []


def test_a_second_consultant_may_do_the_rest_of_the_work():
    """What is not the lead's own is open to every consultant who takes part."""
    story = opened()
    assign(story, CO)
    outcome = story.ask(a.Review, CO, minors=(ANNA,))
    assert isinstance(outcome, Accepted)


BREAKS = {
    "two leads": silence_rule("involvement.one-lead"),
    "the lead is not ended": put("safetyframe.folding.people:_end", lambda *_: None),
    "nobody drafts": set_cell(a.DraftWat, Role.CONSULTANT, Cell.LEAD),
    "any consultant establishes": set_cell(a.EstablishWat, Role.CONSULTANT, Cell.YES),
    "any consultant revises": set_cell(a.ReviseWat, Role.CONSULTANT, Cell.YES),
    "no deputy establishes": set_cell(a.EstablishWat, Role.CONSULTANT, Cell.LEAD),
    "conflicts go unseen": drop_watch("watch.leads-agree"),
    "any two leads conflict": put("safetyframe.findings.linked:evolve", lambda *_, **__: object()),
    "only the lead reviews": set_cell(a.Review, Role.CONSULTANT, Cell.LEAD),
}
