"""be_vlg:unborn: a child takes part from birth on, and not before."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from safetyframe import acts as a
from safetyframe.outcome import Accepted
from safetyframe.roles import Role
from safetyframe_plugins.be_vlg import Birth
from tests.support import story as s
from tests.support.cast import CARL, opening, reopening, withdrawn
from tests.support.expect import says_what_it_does_not_know, sees, sees_nothing
from tests.support.flanders import flemish, on, under
from tests.support.story import LEAD, Story, codes, text

DUE = "be_vlg:birth-due"
EXPECTED = {CARL: Birth(expected=date(2025, 6, 15), uncertain_days=20)}
EARLIEST, LATEST = date(2025, 5, 26), date(2025, 7, 5)
BORN = {CARL: Birth(on=date(2025, 6, 10))}


def expecting() -> Story:
    story = Story(law=flemish(EXPECTED))
    story.do(a.OpenInvolvement, LEAD, **opening(story, LEAD, CARL, unborn=(CARL,)))
    return story


def joining(story: Story) -> dict[str, object]:
    return {"person": CARL, "role": Role.MINOR, "since": story.now, "concerns": (CARL,)}


def test_an_involvement_names_who_cannot_have_been_born_as_unborn():
    story = Story(law=flemish(EXPECTED))
    no = story.refused(a.OpenInvolvement, LEAD, **opening(story, LEAD, CARL))
    assert no.clauses == ("be_vlg:unborn",)
    (gap,) = no.violations[0].gaps
    assert dict(gap.about) == {"minor": CARL, "on": "2025-05-26"}
    assert [(r.act, dict(r.about)) for r in gap.remedies] == [("OpenInvolvement", {"unborn": CARL})]
    expecting()


def test_nor_does_it_open_again_or_is_adopted_with_them_in_it():
    story = withdrawn(expecting(), CARL)
    assert codes(story.refused(a.Reopen, LEAD, **reopening(story, CARL))) == ["be_vlg:not-born-yet"]
    content = reopening(story, CARL, unborn=(CARL,))
    story.do(a.Reopen, LEAD, **content)
    assert CARL not in {p.person for p in story.t.people.values()}
    story = Story(law=flemish(EXPECTED))
    adopting = {
        "by": story.by(LEAD, mandate=s.MANDATE),
        "minors": (CARL,),
        "source": "old-1",
        "provenance": text(),
        "why": text(),
        "concern": text(),
        "necessity": s.decision(minors=(CARL,)),
    }
    no = story.refused(a.Adopt, LEAD, **adopting)
    assert "be_vlg:not-born-yet" in codes(no)
    yes = story.do(a.Adopt, LEAD, **adopting, unborn=(CARL,))
    assert CARL not in {p.person for p in yes.trajectory.people.values()}


@pytest.mark.parametrize(
    ("births", "first"), [(EXPECTED, EARLIEST), (BORN, date(2025, 6, 10))], ids=["expected", "born"]
)
def test_the_child_joins_from_the_first_day_it_can_have_been_born(births, first):
    story = on(under(expecting(), births), first - timedelta(days=1), time(23, 59))
    no = story.refused(a.AddParticipation, LEAD, **joining(story))
    assert codes(no) == ["be_vlg:not-born-yet"]
    given = (s.exception("P11"), s.exception("P8c"))  # whoever they are about, they carry nothing
    no = story.refused(a.AddParticipation, LEAD, **{**joining(story), "exceptions": given})
    assert "be_vlg:not-born-yet" in codes(no)
    on(story, first, time(0))
    story.do(a.AddParticipation, LEAD, **joining(story))


def test_others_join_at_any_time():
    story = expecting()
    parent = {"person": s.MOTHER[0], "role": Role.PARENT, "since": story.now}
    assert isinstance(story.ask(a.AddParticipation, LEAD, **parent, concerns=(CARL,)), Accepted)


def test_a_birth_that_must_have_come_is_seen_until_the_child_takes_part():
    story = on(expecting(), LATEST)
    sees_nothing(story, DUE)
    on(story, LATEST + timedelta(days=1), time(0))
    seen = sees(story, DUE, "be_vlg:unborn", "be_vlg:birth-due", minor=CARL, on=LATEST.isoformat())
    assert [(r.act, dict(r.about)) for r in seen.remedies] == [
        ("AddParticipation", {"person": CARL, "role": "minor"})
    ]
    says_what_it_does_not_know(story, DUE, "be_vlg:unborn", "people involvement")
    sees_nothing(under(story, BORN), DUE)
    under(story, EXPECTED)
    story.do(a.AddParticipation, LEAD, **joining(story))
    sees_nothing(story, DUE)


def test_where_no_involvement_is_open_no_birth_is_waited_for():
    story = on(withdrawn(expecting(), CARL), LATEST + timedelta(days=9))
    sees_nothing(story, DUE)
