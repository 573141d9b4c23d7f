"""P24 and P8c, looked at: nobody decides for government on two sides, or about their own family."""

from __future__ import annotations

from attrs import evolve

from safetyframe import acts as a
from safetyframe.charter import Level
from safetyframe.findings import Relation
from safetyframe.roles import Role, Standing
from tests.support.expect import SUCCESSOR, assign, join, leave
from tests.support.story import GRAN, LEAD, MOTHER, WORKER, opened

SIDES, INTEREST = "watch.one-side-linked", "watch.no-conflict-of-interest"


def _seen(story, rule, **beside):
    return [f for f in story.law.findings(story.t, story.now, **beside) if f.rule == rule]


def _linked():
    story = opened()
    story.t = evolve(story.t, id="t-2")
    return story


def test_a_consultant_here_who_is_family_in_a_linked_trajectory_is_seen():
    story, other = opened(), _linked()
    join(other, (SUCCESSOR[0], Role.NETWORK))
    assign(story, SUCCESSOR)
    story.wait()
    (found,) = _seen(story, SIDES, linked=(other.t,))
    assert (found.code, found.clauses) == ("two-sides-linked", ("P8c", "P24"))
    assert found.level is Level.WARN
    assert (found.get("person"), found.get("trajectory")) == (SUCCESSOR[0], "t-2")
    assert _seen(story, SIDES) == []
    other.now = story.now
    assert [f.get("person") for f in _seen(other, SIDES, linked=(story.t,))] == [SUCCESSOR[0]]


def test_the_same_side_in_both_is_no_matter_nor_is_a_part_that_ended():
    story, other = opened(), _linked()
    assert _seen(story, SIDES, linked=(other.t,)) == []
    join(other, (SUCCESSOR[0], Role.NETWORK))
    leave(other, (SUCCESSOR[0], Role.NETWORK))
    assign(story, SUCCESSOR)
    story.wait()
    assert _seen(story, SIDES, linked=(other.t,)) == []


def test_a_consultant_who_is_related_to_family_or_network_is_seen():
    story = opened()
    related = (Relation(person=GRAN[0], other=LEAD[0]),)
    (found,) = _seen(story, INTEREST, related=related)
    assert (found.code, found.clauses) == ("conflict-of-interest", ("P8c", "P24"))
    assert (found.get("person"), found.get("related")) == (LEAD[0], GRAN[0])
    assert [r.act for r in found.remedies] == ["AssignConsultant"]
    turned = (Relation(person=LEAD[0], other=GRAN[0]),)
    assert len(_seen(story, INTEREST, related=turned)) == 1
    assert _seen(story, INTEREST) == []


def test_so_is_one_who_is_related_to_the_family_of_a_linked_trajectory():
    story, other = opened(), _linked()
    join(other, SECOND)
    story.wait()
    related = (Relation(person=LEAD[0], other=SECOND[0]),)
    assert _seen(story, INTEREST, related=related) == []
    (found,) = _seen(story, INTEREST, related=related, linked=(other.t,))
    assert found.get("related") == SECOND[0]


SECOND = ("aunt", Role.NETWORK)


def test_relatives_among_themselves_are_none_and_colleagues_neither():
    story = opened()
    related = (
        Relation(person=GRAN[0], other=MOTHER[0]),
        Relation(person=WORKER[0], other=LEAD[0]),
    )
    assert _seen(story, INTEREST, related=related) == []


def test_a_consultant_who_left_has_no_conflict_any_more():
    story = opened()
    assign(story, SUCCESSOR, Standing.CO)
    related = (Relation(person=SUCCESSOR[0], other=GRAN[0]),)
    assert len(_seen(story, INTEREST, related=related)) == 1
    story.do(a.EndParticipation, SUCCESSOR, participation=story.last_id(), until=story.now)
    assert _seen(story, INTEREST, related=related) == []
