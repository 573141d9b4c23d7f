"""Case 6: the consultant is related to the family.

Nothing stops somebody from deciding for government about their own relatives.
"""

from datetime import timedelta

import pytest
from attrs import evolve

from safetyframe import Relation
from safetyframe import acts as a
from safetyframe.roles import Role, Standing
from safetyframe.values import TrajectoryId
from tests.support.breaking import drop_watch, put, silence_rule
from tests.support.cast import assign, join, opening, violation
from tests.support.expect import SUCCESSOR
from tests.support.story import (
    AUTHORITY,
    BEN,
    CO,
    GRAN,
    LEAD,
    MOTHER,
    codes,
    opened,
    text,
)

CLAUSES = ("P8c", "P24")

OTHER_SIDES = [Role.PARENT, Role.NETWORK, Role.MINOR, Role.TRUST_PERSON, Role.CARE_WORKER]


@pytest.mark.parametrize("role", OTHER_SIDES, ids=lambda r: r.value)
def test_a_consultant_takes_no_part_for_family_or_network(role):
    """Who is a consultant here joins on no other side, however it is explained."""
    story = opened()
    content = {"person": LEAD[0], "role": role, "since": story.now}
    no = story.refused(a.AddParticipation, LEAD, **content)
    found = violation(no, "involvement.one-side")
    assert {"P8c"} <= set(found.clauses)
    assert found.gaps[0].code == "two-sides"


@pytest.mark.parametrize("who", [MOTHER, GRAN], ids=lambda who: who[0])
def test_nobody_of_family_or_network_becomes_a_consultant(who):
    """Who takes part for family or network is not assigned, deputised or handed over to."""
    story = opened()
    week = {"since": story.now, "until": story.now + timedelta(days=7), "ground": text()}
    for kind, content in (
        (a.AssignConsultant, {"standing": Standing.CO, "since": story.now}),
        (a.DeputiseConsultant, week),
    ):
        assert codes(story.refused(kind, AUTHORITY, person=who[0], **content)) == ["two-sides"]
    story.do(a.OfferHandover, LEAD, to=who[0])
    taker = (who[0], Role.CONSULTANT)
    no = story.refused(a.TakeOver, taker, handover=story.last_id())
    assert "two-sides" in codes(no)


def test_nor_in_a_linked_trajectory():
    """What somebody is in a linked trajectory counts as if it were here, both ways round."""
    story = opened()
    no = story.refused(
        a.AssignConsultant,
        AUTHORITY,
        person=CO[0],
        standing=Standing.CO,
        since=story.now,
        elsewhere=(Role.NETWORK,),
    )
    assert codes(no) == ["two-sides"]
    no = story.refused(
        a.AddParticipation,
        LEAD,
        person="aunt",
        role=Role.NETWORK,
        since=story.now,
        elsewhere=(Role.CONSULTANT,),
    )
    assert codes(no) == ["two-sides"]
    opener = (CO[0], Role.CONSULTANT)
    content = opening(story, opener, BEN, elsewhere=(Role.PARENT,))
    assert "two-sides" in codes(story.refused(a.OpenInvolvement, opener, **content))


def test_two_sides_in_linked_trajectories_are_found_where_nobody_said_so():
    """With the linked trajectory beside it, a consultant who is family there is a finding."""
    story, other = opened(), opened()
    other.t = evolve(other.t, id=TrajectoryId("t-2"))
    join(other, (SUCCESSOR[0], Role.NETWORK))
    assign(story, SUCCESSOR)
    found = story.law.findings(story.t, story.now, linked=(other.t,))
    (two,) = [f for f in found if f.code == "two-sides-linked"]
    assert (two.get("person"), two.get("trajectory")) == (SUCCESSOR[0], "t-2")


def test_a_consultant_who_is_related_is_found_from_what_a_registry_says():
    """That a consultant is related to the family, as a registry says, is a finding."""
    story = opened()
    assert "conflict-of-interest" not in story.findings()
    related = (Relation(person=GRAN[0], other=LEAD[0]),)
    found = story.law.findings(story.t, story.now, related=related)
    (conflict,) = [f for f in found if f.code == "conflict-of-interest"]
    assert (conflict.get("person"), conflict.get("related")) == (LEAD[0], GRAN[0])


BREAKS = {
    "sides are not kept apart": silence_rule("involvement.one-side"),
    "linked trajectories do not count": put(
        "safetyframe.rules.participation:_held_by",
        lambda t, act: {
            p.role for p in t.people.values() if p.person == getattr(act, "person", "")
        },
    ),
    "linked sides go unseen": drop_watch("watch.one-side-linked"),
    "relatives go unseen": drop_watch("watch.no-conflict-of-interest"),
}
