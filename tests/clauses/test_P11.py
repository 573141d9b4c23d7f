"""P11: roles are clearly divided: everyone takes part in a named role, for a period."""

from datetime import timedelta

import pytest

from safetyframe import acts as a
from safetyframe.acts.keeping import AdoptedPart
from safetyframe.charter import Level
from safetyframe.outcome import Accepted
from safetyframe.roles import Role
from tests.support.cast import (
    NEIGHBOUR,
    adopting,
    cases,
    join,
    leave,
    part_of,
    reopening,
    row,
    violation,
    withdrawn,
)
from tests.support.gates import ANSWERS, NO_ANSWERS, Gate, cannot_be_lowered
from tests.support.story import (
    ANNA,
    AUTHORITY,
    GRAN,
    LEAD,
    MOTHER,
    STRANGER,
    WORKER,
    Story,
    codes,
    exception,
    opened,
    rules,
    text,
)

TABLE = (
    #   act                     rests on   who may
    row(a.AddParticipation, "P11 P8c", "lead deputy co worker authority"),
    row(
        a.EndParticipation,
        "P11 P8c",
        "lead deputy co worker minor parent network trust authority",
    ),
)


@pytest.mark.parametrize("case", cases(TABLE), ids=str)
def test_who_may(case):
    case.play()


def test_no_policy_lowers_it():
    cannot_be_lowered("P11")


# --- everyone has a role and a period ------------------------------------------------------------

JOINING = [Role.CARE_WORKER, Role.MINOR, Role.PARENT, Role.NETWORK, Role.TRUST_PERSON]


@pytest.mark.parametrize("role", JOINING, ids=lambda r: r.value)
@pytest.mark.parametrize("who", [LEAD, WORKER], ids=lambda w: w[0])
def test_a_professional_lets_anyone_join_but_a_consultant(who, role):
    story = opened()
    until = story.now + timedelta(days=90)
    story.do(
        a.AddParticipation,
        who,
        person=NEIGHBOUR[0],
        role=role,
        since=story.now,
        until=until,
    )
    part = story.t.people[story.last_id()]
    assert (part.person, part.role, part.until) == (NEIGHBOUR[0], role, until)


@pytest.mark.parametrize("role", [Role.AUTHORITY, Role.SYSTEM], ids=lambda r: r.value)
@pytest.mark.parametrize("who", [LEAD, WORKER, AUTHORITY], ids=lambda w: w[0])
def test_government_and_systems_are_no_part_in_a_trajectory(who, role):
    story = opened()
    no = story.refused(a.AddParticipation, who, person=NEIGHBOUR[0], role=role, since=story.now)
    assert codes(no, "involvement.consultant-source") == ["no-such-part"]


@pytest.mark.parametrize(
    ("person", "role"),
    [
        pytest.param(MOTHER[0], Role.NETWORK, id="a parent as network"),
        pytest.param(MOTHER[0], Role.CARE_WORKER, id="a parent as care worker"),
        pytest.param(GRAN[0], Role.PARENT, id="a grandmother as parent"),
        pytest.param(WORKER[0], Role.NETWORK, id="a worker as network"),
        pytest.param(STRANGER[0], Role.PARENT, id="somebody who takes no part"),
    ],
)
def test_every_act_is_done_in_a_capacity_that_the_actor_has(person, role):
    """Acting outside one's part is a fault of form (reading 8)."""
    story = opened()
    no = story.refused(a.RecordStrength, (person, role), minors=(ANNA,), about=text())
    assert (rules(no), no.clauses) == (["form.participation"], ())


def test_a_part_that_is_over_gives_nothing_more():
    story = opened()
    leave(story, WORKER)
    no = story.refused(a.RecordStrength, WORKER, minors=(ANNA,), about=text())
    assert rules(no) == ["form.participation"]


def test_a_part_stays_on_record_when_it_ends():
    story = opened()
    part = part_of(story, GRAN)
    leave(story, GRAN)
    assert story.t.people[part].person == GRAN[0]
    join(story, GRAN)
    assert len([p for p in story.t.people.values() if p.person == GRAN[0]]) == 2


def test_who_speaks_without_taking_part_is_not_silenced_and_is_seen():
    """Nobody may block speaking; that the role is unclear becomes a finding."""
    story = opened()
    story.do(a.Speak, STRANGER, words=text())
    assert "voice-from-outside" in story.findings()


# --- care worker and network member in one person ------------------------------------------------


def _worker_here(law) -> Story:
    return opened(law)


NEIGHBOUR_TOO = Gate(
    clause="P11",
    rule="involvement.double-role",
    kind=a.AddParticipation,
    who=LEAD,
    story=_worker_here,
    undone=lambda story: {"person": WORKER[0], "role": Role.NETWORK, "since": story.now},
    person=WORKER[0],
    level=Level.HARD,
)
WORKER_TOO = Gate(
    clause="P11",
    rule="involvement.double-role",
    kind=a.AddParticipation,
    who=LEAD,
    story=_worker_here,
    undone=lambda story: {"person": GRAN[0], "role": Role.CARE_WORKER, "since": story.now},
    person=GRAN[0],
    level=Level.HARD,
)
ELSEWHERE = Gate(
    clause="P11",
    rule="involvement.double-role",
    kind=a.AddParticipation,
    who=LEAD,
    story=_worker_here,
    undone=lambda story: {
        "person": NEIGHBOUR[0],
        "role": Role.NETWORK,
        "since": story.now,
        "elsewhere": (Role.CARE_WORKER,),
    },
    person=NEIGHBOUR[0],
    level=Level.HARD,
)
each_way = pytest.mark.parametrize(
    "double", [NEIGHBOUR_TOO, WORKER_TOO, ELSEWHERE], ids=["neighbour", "worker", "elsewhere"]
)


@each_way
def test_it_is_disclosed_or_refused(double):
    (gap,) = double.refusal().violations[0].gaps
    assert (gap.code, gap.get("person")) == ("double-role-undisclosed", double.person)


@each_way
@pytest.mark.parametrize("answer", ANSWERS)
def test_disclosed_with_a_reason_it_is_accepted(double, answer):
    double.carried_by(answer)


@each_way
@pytest.mark.parametrize("answer", NO_ANSWERS)
def test_what_discloses_nothing_leaves_it_refused(double, answer):
    double.refusal(answer)


def test_one_after_the_other_needs_no_disclosure():
    story = opened()
    leave(story, WORKER)
    join(story, (WORKER[0], Role.NETWORK))


def test_in_two_roles_each_act_names_the_one_it_is_done_in():
    """As a neighbour the care worker may not do what care workers do (case 5)."""
    story = opened()
    neighbour = (WORKER[0], Role.NETWORK)
    join(story, neighbour, exceptions=(exception("P11", person=WORKER[0]),))
    story.do(a.Review, WORKER, minors=(ANNA,))
    no = story.refused(a.Review, neighbour, minors=(ANNA,))
    assert rules(no) == ["powers.Review"]


@pytest.mark.parametrize("role", [Role.MINOR, Role.PARENT], ids=lambda r: r.value)
def test_no_disclosure_makes_a_care_worker_the_parent_or_the_child(role):
    """That is another side altogether."""
    story = opened()
    excepted = (exception("P11", person=WORKER[0]),)
    no = story.refused(
        a.AddParticipation,
        LEAD,
        person=WORKER[0],
        role=role,
        since=story.now,
        exceptions=excepted,
    )
    assert "P11" in no.clauses
    assert codes(no) == ["two-sides"]


def test_nobody_is_opened_again_for_who_has_become_a_care_worker_here():
    """Whom a reopening is about takes part as a minor from then on, as with an opening."""
    story = withdrawn(opened()).wait(30)
    (part,) = (p for p in story.t.people.values() if p.person == ANNA)
    story.do(a.EndParticipation, LEAD, participation=part.id, until=story.now)
    again = reopening(story, ANNA)
    assert isinstance(story.ask(a.Reopen, LEAD, **again), Accepted)
    joins = {"person": ANNA, "role": Role.CARE_WORKER, "since": story.now}
    story.do(a.AddParticipation, LEAD, **joins)
    no = story.refused(a.Reopen, LEAD, **again)
    (fault,) = no.violations
    assert (fault.rule, fault.clauses) == ("involvement.one-side", ("P1", "P8c", "P11"))
    assert [(g.code, g.get("other")) for g in fault.gaps] == [("two-sides", "care-worker")]


def test_all_that_is_wrong_with_a_joining_is_told_at_once():
    """Who asks, where the consultant comes from, and the side already taken."""
    story = opened()
    no = story.refused(
        a.AddParticipation,
        MOTHER,
        person=WORKER[0],
        role=Role.CONSULTANT,
        since=story.now - timedelta(days=3),
    )
    assert set(rules(no)) == {
        "powers.AddParticipation",
        "involvement.one-side",
        "involvement.consultant-source",
        "involvement.not-back-dated",
    }
    assert violation(no, "powers.AddParticipation").clauses == ("P11", "P8c")


def test_everyone_who_joined_can_be_told_apart():
    story = opened()
    assert isinstance(story.ask(a.Speak, MOTHER, words=text()), Accepted)
    roles = {p.person: p.role for p in story.t.people.values()}
    assert (roles[LEAD[0]], roles[WORKER[0]]) == (Role.CONSULTANT, Role.CARE_WORKER)


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        (((LEAD[0], Role.PARENT),), "two-sides"),
        (((ANNA, Role.CARE_WORKER),), "two-sides"),
        (((MOTHER[0], Role.PARENT), (MOTHER[0], Role.CARE_WORKER)), "two-sides"),
        (((MOTHER[0], Role.PARENT), (MOTHER[0], Role.PARENT)), "named-twice"),
        (((ANNA, Role.MINOR),), "named-twice"),
        ((("bot", Role.SYSTEM),), "no-such-part"),
        ((("judge", Role.AUTHORITY),), "no-such-part"),
        ((("c-9", Role.CONSULTANT),), "consultant-from-authority"),
    ],
)
def test_an_adopted_file_gives_everyone_one_role_that_they_can_have(parts, code):
    story = Story()
    brought = tuple(AdoptedPart(person=p, role=r, since=story.now) for p, r in parts)
    no = violation(
        story.refused(a.Adopt, LEAD, **adopting(story, LEAD, ANNA, parts=brought)),
        "adopting.parts",
    )
    assert no.clauses == ("P11", "P8c", "P12")
    assert code in {g.code for g in no.gaps}
    fine = AdoptedPart(person=WORKER[0], role=Role.CARE_WORKER, since=story.now)
    story.do(a.Adopt, LEAD, **adopting(story, LEAD, ANNA, parts=(fine,)))
