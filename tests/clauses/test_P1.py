"""P1: consultants and care workers of youth-care organisations are partners."""

from datetime import timedelta

import pytest

from safetyframe import acts as a
from safetyframe.acts.gathering import ViewTopic
from safetyframe.outcome import Accepted
from safetyframe.roles import Role, Standing
from tests.support.cast import (
    CAST,
    NEIGHBOUR,
    adopting,
    assign,
    cases,
    join,
    leave,
    opening,
    part_of,
    row,
    violation,
    with_consultants,
)
from tests.support.gates import cannot_be_lowered
from tests.support.keeping import correct, inform
from tests.support.story import (
    ANNA,
    AUTHORITY,
    BEN,
    CO,
    FATHER,
    GRAN,
    LEAD,
    MOTHER,
    SYSTEM,
    TRUST,
    WORKER,
    Story,
    exception,
    opened,
    rules,
    text,
)

ONE_SIDE = "involvement.one-side"
MAY_END = "involvement.may-end"
OTHER_SIDES = (WORKER, MOTHER, GRAN, TRUST, (ANNA, Role.MINOR))


def test_no_policy_lowers_it():
    cannot_be_lowered("P1")


# --- one person, one side ------------------------------------------------------------------------


def _two_sides(outcome, person, role, other):
    fault = violation(outcome, ONE_SIDE)
    assert fault.clauses == ("P1", "P8c", "P11")
    (gap,) = fault.gaps
    assert gap.code == "two-sides"
    assert (gap.get("person"), gap.get("role"), gap.get("other")) == (person, role, other)


@pytest.mark.parametrize("who", OTHER_SIDES, ids=lambda w: w[1].value)
def test_who_sits_elsewhere_becomes_no_consultant(who):
    """Neither assigned, nor deputised, nor by a handover, nor by opening (reading 5, case 6)."""
    story = opened()
    now, person = story.now, who[0]
    until = now + timedelta(days=7)
    story.do(a.OfferHandover, LEAD, to=person)
    offer = story.last_id()
    for kind, by, content in (
        (a.AssignConsultant, AUTHORITY, {"person": person, "standing": Standing.CO, "since": now}),
        (a.DeputiseConsultant, AUTHORITY, {"person": person, "since": now, "until": until}),
        (
            a.AddParticipation,
            AUTHORITY,
            {"person": person, "role": Role.CONSULTANT, "since": now},
        ),
        (a.TakeOver, (person, Role.CONSULTANT), {"handover": offer}),
        (
            a.OpenInvolvement,
            (person, Role.CONSULTANT),
            opening(story, (person, Role.CONSULTANT), ANNA),
        ),
    ):
        _two_sides(story.ask(kind, by, **content), person, "consultant", who[1].value)


@pytest.mark.parametrize("who", OTHER_SIDES, ids=lambda w: w[1].value)
@pytest.mark.parametrize("name", ["lead", "co", "deputy"])
def test_a_consultant_of_whatever_standing_sits_nowhere_else(name, who):
    story = with_consultants(opened())
    person = CAST[name][0]
    outcome = story.ask(a.AddParticipation, WORKER, person=person, role=who[1], since=story.now)
    _two_sides(outcome, person, who[1].value, "consultant")


@pytest.mark.parametrize("role", [r for _, r in OTHER_SIDES], ids=lambda r: r.value)
def test_nor_in_a_linked_trajectory(role):
    """Evidence of a part elsewhere counts as a part (reading 5)."""
    story = opened()
    outcome = story.ask(
        a.AssignConsultant,
        AUTHORITY,
        person=CO[0],
        standing=Standing.CO,
        since=story.now,
        elsewhere=(role,),
    )
    _two_sides(outcome, CO[0], "consultant", role.value)
    outcome = story.ask(
        a.AddParticipation,
        LEAD,
        person=NEIGHBOUR[0],
        role=role,
        since=story.now,
        elsewhere=(Role.CONSULTANT,),
    )
    _two_sides(outcome, NEIGHBOUR[0], role.value, "consultant")


def test_being_a_consultant_elsewhere_too_is_no_other_side():
    story = opened()
    assign(story, CO, elsewhere=(Role.CONSULTANT,))


def test_no_exception_puts_a_consultant_on_two_sides():
    """What is foreseen for a care worker in the network is not foreseen here (reading 12)."""
    story = opened()
    excepted = (exception("P11", person=LEAD[0]), exception("P1"))
    no = story.refused(
        a.AddParticipation,
        WORKER,
        person=LEAD[0],
        role=Role.NETWORK,
        since=story.now,
        exceptions=excepted,
    )
    assert ONE_SIDE in rules(no)


@pytest.mark.parametrize(("days", "free"), [(-0.001, False), (0, True), (30, True)])
def test_sides_may_be_changed_but_not_held_at_the_same_time(days, free):
    story = opened()
    story.do(
        a.EndParticipation,
        LEAD,
        participation=part_of(story, WORKER),
        until=story.now + timedelta(days=10),
    )
    since = story.t.people[_last_part(story, WORKER)].until + timedelta(days=days)
    outcome = story.ask(
        a.AssignConsultant, AUTHORITY, person=WORKER[0], standing=Standing.CO, since=since
    )
    assert isinstance(outcome, Accepted) is free


def _last_part(story: Story, who) -> str:
    return [p.id for p in story.t.people.values() if p.person == who[0]][-1]


def test_who_comes_later_is_no_consultant_meanwhile():
    """A part that begins next month already bars an open-ended assignment today."""
    story = opened()
    then = story.now + timedelta(days=30)
    join(story, NEIGHBOUR, since=then)
    content = {"person": NEIGHBOUR[0], "standing": Standing.CO, "since": story.now}
    assert rules(story.refused(a.AssignConsultant, AUTHORITY, **content)) == [ONE_SIDE]
    story.do(a.AssignConsultant, AUTHORITY, **content, until=then)


def test_nobody_opens_on_themselves_as_the_child():
    story = Story()
    no = story.refused(a.OpenInvolvement, LEAD, **opening(story, LEAD, LEAD[0]))
    _two_sides(no, LEAD[0], "consultant", "minor")


def test_nobody_opens_on_a_colleague_as_the_child():
    """By opening, the minors named join as minors: consultants can't be among them."""
    story = with_consultants(opened())
    no = story.refused(a.OpenInvolvement, LEAD, **opening(story, LEAD, CO[0]))
    assert ONE_SIDE in rules(no)


# --- neither ends the other, or rewrites what the other recorded ---------------------------------


def _end(story: Story, who, whose):
    return story.ask(a.EndParticipation, who, participation=part_of(story, whose), until=story.now)


@pytest.mark.parametrize(
    ("who", "whose", "code"),
    [
        pytest.param(WORKER, LEAD, "consultant-from-authority", id="a worker a lead's"),
        pytest.param(WORKER, CO, "consultant-from-authority", id="a worker a consultant's"),
        pytest.param(CO, LEAD, "consultant-from-authority", id="a co-consultant the lead's"),
        pytest.param(LEAD, CO, "consultant-from-authority", id="the lead a co-consultant's"),
        pytest.param(MOTHER, WORKER, "own-end-only", id="the mother the worker's"),
        pytest.param(MOTHER, FATHER, "own-end-only", id="the mother the father's"),
        pytest.param(GRAN, MOTHER, "own-end-only", id="the grandmother the mother's"),
        pytest.param(TRUST, GRAN, "own-end-only", id="the trust person the grandmother's"),
        pytest.param((ANNA, Role.MINOR), TRUST, "own-end-only", id="the child the trust person's"),
        pytest.param(AUTHORITY, WORKER, "authority-ends-consultants-only", id="authority worker"),
        pytest.param(AUTHORITY, MOTHER, "authority-ends-consultants-only", id="authority mother"),
    ],
)
def test_nobody_ends_a_part_that_is_not_theirs_to_end(who, whose, code):
    story = with_consultants(opened())
    no = _end(story, who, whose)
    fault = violation(no, MAY_END)
    assert (rules(no), fault.clauses) == ([MAY_END], ("P8c", "P1"))
    assert [g.code for g in fault.gaps] == [code]
    (remedy,) = fault.gaps[0].remedies
    roles = (Role.AUTHORITY,) if "authority" in code.removeprefix("authority") else WORK
    part = part_of(story, whose)
    assert (remedy.act, remedy.roles) == ("EndParticipation", roles)
    assert dict(remedy.about) == {"participation": part}


WORK = (Role.CONSULTANT, Role.CARE_WORKER)


@pytest.mark.parametrize(
    ("who", "whose"),
    [
        *((who, who) for who in (LEAD, CO, WORKER, MOTHER, GRAN, TRUST)),
        *((LEAD, WORKER), (CO, GRAN), (WORKER, GRAN), (AUTHORITY, LEAD), (AUTHORITY, CO)),
    ],
    ids=lambda w: w[0],
)
def test_own_parts_and_those_that_are_theirs_to_end_are_ended(who, whose):
    story = with_consultants(opened())
    part = part_of(story, whose)
    story.keep(_end(story, who, whose))
    assert story.t.people[part].ended_by == story.last_id()


@pytest.mark.parametrize(("first", "second"), [(WORKER, LEAD), (LEAD, WORKER)], ids=["w", "c"])
def test_neither_takes_the_place_of_what_the_other_recorded(first, second):
    """A record can't be overwritten by using its id again."""
    story = opened()
    content = {"topic": ViewTopic.DANGER, "minors": (ANNA, BEN), "view": text("mine")}
    story.do(a.ContributeView, first, **content)
    mine = story.t.gathered[story.last_id()]
    content = {**content, "view": text("yours"), "id": story.last_id()}
    story.refused(a.ContributeView, second, **content)
    assert story.t.gathered[mine.id] == mine


@pytest.mark.parametrize(("who", "role"), [(LEAD, "consultant"), (WORKER, "care-worker")])
def test_a_side_that_is_empty_while_involvement_is_open_is_found(who, role):
    story = opened()
    assert "role-vacant" not in story.findings()
    leave(story, who, who)
    vacant = [
        f.get("role") for f in story.law.findings(story.t, story.now) if f.code == "role-vacant"
    ]
    assert vacant == [role]


# --- neither rewrites what the other recorded ----------------------------------------------------

CORRECTING = (row(a.Correct, "P1 P8c", "lead deputy co worker"),)


@pytest.mark.parametrize("case", cases(CORRECTING), ids=str)
def test_who_may_correct_what_was_recorded(case):
    case.play()


@pytest.mark.parametrize(("made", "by"), [(LEAD, WORKER), (WORKER, LEAD), (MOTHER, WORKER)])
def test_the_side_that_made_a_record_replaces_it_and_another_stands_beside_it(made, by):
    story = opened()
    wrong = inform(story, made)
    no = violation(
        story.refused(a.Correct, by, wrong=wrong, reason=text("reason")), "keeping.own-side"
    )
    assert no.clauses == ("P1", "P8c")
    (gap,) = no.gaps
    assert (gap.code, gap.get("about"), gap.get("role")) == (
        "other-side-recorded",
        wrong,
        made[1].value,
    )
    assert [(r.act, dict(r.about)) for r in gap.remedies] == [("Annotate", {"about": wrong})]
    story.do(a.Annotate, by, about=wrong, words=text("as we see it"))
    assert story.t.gathered[wrong].in_error_by is None


def test_a_colleague_of_the_same_side_may_correct_and_so_may_either_what_a_system_proposed():
    story = with_consultants(opened())
    correct(story, inform(story, LEAD), CO)
    for who in (LEAD, WORKER):
        correct(story, inform(story, SYSTEM), who, replacement=text("right"))
        replaced = story.t.gathered[story.last_id()]
        assert (replaced.person, replaced.role) == who


@pytest.mark.parametrize("side", [Role.CARE_WORKER, Role.PARENT])
def test_whoever_adopts_a_file_is_on_no_other_side_in_a_linked_one(side):
    story = Story()
    no = story.refused(a.Adopt, LEAD, **adopting(story, LEAD, ANNA, elsewhere=(side,)))
    found = violation(no, "adopting.one-side")
    assert found.clauses == ("P1", "P8c", "P11")
    (gap,) = found.gaps
    assert (gap.code, gap.get("other")) == ("two-sides", side.value)
