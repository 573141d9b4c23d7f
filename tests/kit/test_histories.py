"""Histories reach what they are asked to, and a failure is shown as the straight road to it."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument

from safetyframe import acts as a
from safetyframe.acts import ACTS
from safetyframe.acts.ending import WithdrawalOutcome
from safetyframe.errors import HostError
from safetyframe.folding import fold
from safetyframe.law import Law
from safetyframe.outcome import Accepted, Refused
from safetyframe.policy import Policy
from safetyframe.roles import Role
from safetyframe.testing import (
    Cast,
    Planner,
    hoe_established,
    road,
    say_act,
    smallest,
    strategies,
    text,
)
from safetyframe.testing.strategies import histories
from safetyframe.trajectory import Trajectory
from safetyframe.values import PersonId

PLAIN = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
    # Without the phase that explains: it plays a hundred lives more for every failure.
    phases=(Phase.generate, Phase.shrink),
)

by_name = {"ids": lambda kind: kind.__name__}

#: How many acts the straight road has, its opening and its goal included. A road that grows longer
#: makes every failure longer to read.
LENGTHS = {
    a.EstablishWat: 6,
    a.SetExpectations: 7,
    a.ReviseWat: 7,
    a.ProposeMeasure: 7,
    a.AcceptMeasure: 8,
    a.EstablishHoe: 11,
    a.AssessHoe: 12,
    a.Withdraw: 15,
    a.Reopen: 16,
}
LONGEST_OF_THE_OTHERS = 8


# --- reaching -------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ACTS, **by_name)
def test_a_history_reaches_any_kind_of_act(kind):
    @settings(PLAIN, max_examples=6)
    @given(histories(reach=kind, steps=4))
    def drawn(history):
        assert type(history.last.act) is kind
        assert isinstance(history.attempts[-1].outcome, Accepted)

    drawn()


# The other way round: where government decides that it ends, the involvement has ended with it.
OUTCOMES = [one for one in WithdrawalOutcome if one.value != "mandate-ended-by-government"]


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_it_says_what_was_asked_for(outcome):
    @settings(PLAIN, max_examples=4)
    @given(histories(reach=a.Withdraw, saying={"outcome": outcome, "minor": "ben"}, steps=3))
    def drawn(history):
        assert (history.last.act.outcome, history.last.act.minor) == (outcome, "ben")

    drawn()


def test_and_is_one_that_a_predicate_holds_of():
    def material(act):
        return act.material

    found = find(histories(reach=a.ReviseWat, where=material), lambda _: True, settings=PLAIN)
    assert found.last.act.material


def test_what_no_road_leads_to_is_the_askers_mistake():
    with pytest.raises(InvalidArgument, match="ReviseWat"):
        find(histories(reach=a.ReviseWat, where=lambda _: False, steps=1), bool)


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (
            {"reach": a.Withdraw, "saying": {"outcom": "achieved"}},
            "no Withdraw says outcom; it says minor, outcome, .*exceptions. Did you mean outcome",
        ),
        ({"reach": a.Speak, "saying": {"what Anna said": 1}}, r"no Speak says \?; it says words"),
        ({"reach": a.Speak, "saying": {"by": 1}}, "no Speak says by"),
        ({"reach": a.Speak, "saying": {"topic": "wat"}}, "no Speak says topic"),
        ({"reach": "Withdraw"}, "str is no kind of act: name classes of safetyframe.acts"),
        ({"reach": Law}, "Law is no kind of act"),
        ({"saying": {"minor": "ben"}}, "name it, reach="),
        ({"where": bool}, "name it, reach="),
        ({"roles": ("minor",)}, "`roles` names roles: Role.CONSULTANT, "),
        ({"roles": "minor"}, "`roles` names roles: Role.CONSULTANT, "),
        ({"roles": ()}, "somebody acts in a history: `roles` are some of Role.CONSULTANT, "),
    ],
)
def test_what_cannot_be_drawn_is_said_where_it_is_asked(asked, says):
    with pytest.raises(HostError, match=says) as caught:
        histories(**asked)
    assert "\n" not in str(caught.value)


@settings(PLAIN, max_examples=2)
@given(histories(reach=a.Explain, saying={"topic": "why", "person": "anna"}, steps=1))
def test_what_is_part_of_a_field_can_be_asked_for_as_remedies_do(history):
    act = history.last.act
    assert ([one.topic.value for one in act.matters], act.persons) == (["why"], ("anna",))


# --- shrinking ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ACTS, **by_name)
def test_the_straight_road_is_short(kind):
    assert len(road(kind).records) <= LENGTHS.get(kind, LONGEST_OF_THE_OTHERS)


@pytest.mark.parametrize("kind", ACTS, **by_name)
def test_of_the_straight_road_next_to_nothing_can_be_left_out(kind):
    """One act at most, beside the opening that every road begins with."""

    def reaches(run):
        return any(type(record.act) is kind for record in run.records)

    run = road(kind)
    needed = smallest(run, reaches)
    more = {type(record.act) for record in run.records} - {type(act) for act in needed}
    assert more <= {a.OpenInvolvement, a.RecordInformation}
    assert len(run.records) - len(needed) <= 1


@pytest.mark.parametrize("kind", [a.EstablishWat, a.EstablishHoe, a.Withdraw], **by_name)
def test_a_property_that_always_fails_shrinks_to_the_straight_road(kind):
    shown = find(histories(reach=kind), lambda _: True, settings=PLAIN)
    assert [*shown.acts] == [record.act for record in road(kind).records]
    assert len(shown.acts) <= LENGTHS[kind]


def test_a_life_without_a_goal_shrinks_to_its_opening():
    assert [type(act) for act in find(histories(), lambda _: True, settings=PLAIN).acts] == [
        a.OpenInvolvement
    ]


@pytest.mark.parametrize("kind", [a.Protect, a.KeepApart, a.DecideNecessity], **by_name)
def test_a_property_that_one_act_breaks_shrinks_to_that_act(kind):
    """Beside the opening: one act more at most, without which nobody is there to do it."""

    def breaks(history):
        return any(type(act) is kind for act in history.acts)

    shown = find(histories(), breaks, settings=settings(PLAIN, max_examples=2000))
    assert len(shown.acts) <= 3
    assert len(shown.attempts) <= 4


def test_a_property_of_refusals_shrinks_too():
    def breaks(history):
        return any(
            isinstance(one.outcome, Refused) and "P12" in one.outcome.clauses
            for one in history.attempts
        )

    shown = find(histories(), breaks, settings=settings(PLAIN, max_examples=2000))
    assert len(shown.attempts) <= 3


# --- lives ----------------------------------------------------------------------------------------


@PLAIN
@given(histories())
def test_a_history_is_a_history(history):
    start = Trajectory.start(history.trajectory.id)
    assert fold(history.records, start) == history.trajectory
    assert [record.seq for record in history.records] == [*range(1, len(history.records) + 1)]
    assert all(record.law == history.law.hash for record in history.records)
    assert Law().audit(history.records, start).breaches == ()
    kept = [one.act for one in history.attempts if isinstance(one.outcome, Accepted)]
    assert kept == [*history.acts]


@settings(PLAIN, max_examples=120)
@given(st.data())
def test_lives_differ(data):
    seen = data.draw(histories(steps=8))
    KINDS.update(type(act) for act in seen.acts)
    TRIED.update(type(one.act) for one in seen.attempts)
    TRIED.update(type(one.outcome) for one in seen.attempts)


KINDS: Counter[type] = Counter()
TRIED: Counter[type] = Counter()


def test_so_much_do_they_differ():
    test_lives_differ()
    assert sum(kind in TRIED for kind in ACTS) >= 30
    assert sum(kind in KINDS for kind in ACTS) >= 20
    assert TRIED[Refused] >= 100


CLIENT = (Role.MINOR, Role.PARENT, Role.NETWORK)


@PLAIN
@given(histories(roles=CLIENT, start=lambda law, _: hoe_established(law), steps=8))
def test_only_the_roles_named_act_after_the_start(history):
    began = len(hoe_established().records)
    assert all(act.by.role in CLIENT for act in history.acts[began:])
    tried = [one for one in history.attempts if one.before.seq >= began]
    assert all(one.act.by.role in CLIENT for one in tried)


CAST = Cast(
    lead=(PersonId("lou"), Role.CONSULTANT),
    consultants=((PersonId("cas"), Role.CONSULTANT),),
    minors=((PersonId("mila"), Role.MINOR),),
    joining=((PersonId("wim"), Role.CARE_WORKER), (PersonId("nora"), Role.NETWORK)),
    later=(),
)


@PLAIN
@given(histories(reach=a.Withdraw, cast=CAST))
def test_another_cast_plays(history):
    known = {person for person, _ in CAST.everyone}
    assert {act.by.person for act in history.acts} <= known
    assert {part.person for part in history.trajectory.people.values()} <= known
    assert history.last.act.minor == "mila"


def test_a_law_may_be_drawn_too():
    found = find(
        histories(law=strategies.laws(), steps=0),
        lambda h: h.law.policy.judgement_days is not None,
        settings=settings(PLAIN, max_examples=200),
    )
    assert found.law != Law(Policy())


@PLAIN
@given(histories(reach=a.EstablishWat, steps=2))
def test_one_can_go_on_from_a_history(history):
    planner = Planner(history.run(), bound=300)
    assert isinstance(planner.reach(a.EstablishHoe), Accepted), planner.stuck


# --- telling --------------------------------------------------------------------------------------


def test_a_failure_is_told_as_a_numbered_story(capsys):
    @settings(PLAIN, print_blob=False)
    @given(histories(reach=a.EstablishWat))
    def never(history):
        raise AssertionError

    with pytest.raises(AssertionError) as caught:
        never()
    told = "\n".join(caught.value.__notes__)
    assert "1. 2025-03-03 08:00 c-lead (consultant): OpenInvolvement(minors=anna,ben " in told
    assert "-  2025-03-03 08:01 c-lead (consultant): EstablishWat: refused by P15a P14 P4" in told
    assert "6. 2025-03-03 08:05 c-lead (consultant): EstablishWat(bottom_lines=b1,b2 " in told
    assert len(told) < 3000


def test_what_is_no_reference_is_not_told_in_a_story_either():
    story = road(a.EstablishWat).story
    prose = "Anna Peeters of the Mill Road"
    who = (prose, Role.NETWORK)
    act = story.act(a.OfferIdea, who, minors=(prose,), about=text("secret"))
    told = say_act(act)
    assert "? (network): OfferIdea(minors=?)" in told
    assert "Peeters" not in told
    assert "secret" not in told
