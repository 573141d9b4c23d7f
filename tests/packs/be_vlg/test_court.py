"""be_vlg:court: a court is given what is listed, and nothing by default."""

from __future__ import annotations

import pytest

from safetyframe import acts as a
from safetyframe.law import Law
from safetyframe.outcome import Accepted
from safetyframe.values import PersonId
from tests.support.flanders import flemish, under
from tests.support.story import ANNA, BEN, LEAD, Story, opened, text


def family(**settings: object) -> tuple[Story, str, str]:
    """Two facts on record, either of which a court might want."""
    story = opened(flemish(**settings))
    ids = []
    for _ in range(2):
        story.do(a.RecordInformation, LEAD, minors=(ANNA, BEN), about=text("info"))
        ids.append(story.last_id())
    return story, ids[0], ids[1]


def ask(story: Story, *items: str, to: a.Recipient = a.Recipient.COURT):
    return story.ask(
        a.Disclose,
        LEAD,
        recipient=PersonId("court-1"),
        to=to,
        ground=text("ground"),
        items=items,
    )


def test_nothing_by_default():
    story, one, _ = family()
    no = ask(story, one)
    assert no.clauses == ("be_vlg:court", "P19")
    (gap,) = no.violations[0].gaps
    assert (gap.code, dict(gap.about)) == ("be_vlg:not-for-court", {"about": one})
    assert [(r.act, r.human) for r in gap.remedies] == [("Disclose", True)]


def test_what_is_listed_for_this_trajectory_and_nothing_else():
    story, one, two = family()
    under(story, for_court={"t-1": [one]})
    assert isinstance(ask(story, one), Accepted)
    no = ask(story, one, two)
    assert [g.get("about") for v in no.violations for g in v.gaps] == [two]
    under(story, for_court={"t-2": [one, two]})
    assert not isinstance(ask(story, one), Accepted)


@pytest.mark.parametrize("to", [r for r in a.Recipient if r is not a.Recipient.COURT])
def test_others_are_no_court(to):
    story, one, two = family()
    assert isinstance(ask(story, one, two, to=to), Accepted)


def test_without_the_pack_a_court_is_given_what_is_named():
    story, one, _ = family()
    story.law = Law()
    assert isinstance(ask(story, one), Accepted)
