"""Every public value and every act has a strategy, and what is drawn is well formed and plain."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import NewType

import attrs
import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st
from hypothesis.errors import NoSuchExample

import safetyframe
from safetyframe import acts as a
from safetyframe import outcome, ports, record, roles, slices, values, views, wire
from safetyframe.acts import ACTS
from safetyframe.law import Law
from safetyframe.outcome import Accepted, Refused, Unsure
from safetyframe.policy import Policy
from safetyframe.roles import Role
from safetyframe.rules.form import by_faults, faults
from safetyframe.testing import ANNA, DAY_ONE, LEAD, road, strategies
from safetyframe.testing.strategies import (
    STRATEGIES,
    acts,
    acts_for,
    histories,
    strategy_for,
)
from safetyframe.trajectory import SLICES, Trajectory
from safetyframe.values import Mandate, is_aware, is_reference

#: What is public and no value: what goes wrong, what holds values together, and packs, which are
#: made of functions.
NO_VALUES = frozenset({"AsyncFrame", "Frame", "Pack", "Provision"})
#: Of modules that hold more than values: protocols, and what the views are made with.
NO_VALUES_THERE = frozenset(
    {
        *("AsyncOutbox", "AsyncStore", "Joins", "Messenger", "Outbox", "Registry", "Store"),
        *("Eyes", "Sight"),
    }
)

#: As Hypothesis comes: what this tree suppresses is looked at here. Only how long drawing takes is
#: not, since that says more about the machine.
PLAIN = settings(
    max_examples=12,  # Hypothesis looks at the health of the first ten
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
    # Without the phase that explains: it plays a hundred lives more for every failure.
    phases=(Phase.generate, Phase.shrink),
)
#: For what is looked for.
SEEKING = settings(PLAIN, max_examples=500)

ENUMS = [kind for kind in STRATEGIES if isinstance(kind, type) and issubclass(kind, Enum)]

ids = {"ids": lambda kind: getattr(kind, "__name__", str(kind))}


def is_value(thing):
    if isinstance(thing, NewType):
        return True
    return isinstance(thing, type) and not issubclass(thing, Exception)


def public():
    for module in (safetyframe, a, outcome, ports, record, roles, slices, values, views):
        for name in module.__all__:
            thing = getattr(module, name)
            if is_value(thing) and name not in NO_VALUES | NO_VALUES_THERE:
                yield thing


# --- complete -------------------------------------------------------------------------------------


def test_every_public_value_and_every_act_has_a_strategy():
    assert [thing for thing in public() if thing not in STRATEGIES] == []
    assert [kind for kind in ACTS if kind not in STRATEGIES] == []


def test_what_is_no_value_is_still_public():
    assert set(safetyframe.__all__) >= NO_VALUES


def test_what_has_no_strategy_says_so():
    with pytest.raises(KeyError):
        strategy_for(safetyframe.Frame)


@pytest.mark.parametrize("kind", [k for k in STRATEGIES if k not in ACTS], **ids)
def test_each_draws_what_it_says_and_is_healthy(kind):
    wanted = kind.__supertype__ if isinstance(kind, NewType) else kind

    @PLAIN
    @given(strategy_for(kind))
    def drawn(value):
        assert isinstance(value, wanted)

    drawn()


def test_of_an_enum_every_member_is_drawn_some_time():
    seen = set()

    @settings(PLAIN, max_examples=400)
    @given(st.tuples(*(strategies.enums(kind) for kind in ENUMS)))
    def drawn(members):
        seen.update(members)

    drawn()
    assert seen == {member for kind in ENUMS for member in kind}


# --- acts -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ACTS, **ids)
def test_each_act_is_well_formed_and_goes_over_the_wire(kind):
    @PLAIN
    @given(acts(kind))
    def drawn(act):
        assert type(act) is kind
        assert faults(act) == ()
        assert wire.loads(wire.dumps(act)) == act

    drawn()


@pytest.mark.parametrize("kind", [a.Speak, a.EstablishWat, a.Withdraw], **ids)
def test_the_plainest_act_is_by_the_lead_on_day_one(kind):
    act = find(acts(kind), lambda _: True, settings=PLAIN)
    assert (act.by.person, act.by.role) == LEAD
    assert (act.id, act.by.at, act.by.mandate) == ("a1", DAY_ONE, None)


@pytest.mark.parametrize("kind", [a.Speak, a.Protect, a.Withdraw], **ids)
def test_what_may_be_left_out_is_left_out_and_given(kind):
    optional = [one.name for one in attrs.fields(kind) if one.default is None]
    seen = set()

    @settings(PLAIN, max_examples=80)
    @given(acts(kind))
    def drawn(act):
        seen.update((name, getattr(act, name) is None) for name in optional)

    drawn()
    assert seen == {(name, left_out) for name in optional for left_out in (True, False)}


def test_of_no_kind_named_any_is_drawn(monkeypatch):
    """Which kind, that is: what is in each has tests above."""
    monkeypatch.setattr(sys.modules["safetyframe.testing.strategies.acts"], "built", st.just)
    seen = set()

    @settings(PLAIN, max_examples=800)
    @given(acts())
    def drawn(kind):
        seen.add(kind)

    drawn()
    assert seen == set(ACTS)


def test_a_field_that_nothing_is_known_of_is_an_error_that_names_it():
    @attrs.frozen
    class Odd:
        thing: complex

    with pytest.raises(TypeError, match=r"'thing'.*complex"):
        strategies.content.built(Odd)


# --- acts in a trajectory -------------------------------------------------------------------------


@PLAIN
@given(st.data())
def test_an_act_for_a_trajectory_cites_what_is_there(data):
    history = data.draw(histories(reach=a.EstablishHoe))
    measures = {"nothing", *history.trajectory.measures}
    act = data.draw(acts_for(history.trajectory, (a.AcceptMeasure, a.EndMeasure, a.Judge)))
    if isinstance(act, a.Judge):
        assert act.wat == len(history.trajectory.wat)
    else:
        assert act.measure in measures
    assert act.id not in {record.act.id for record in history.records}
    assert act.by.recorded > history.records[-1].recorded_at


@PLAIN
@given(st.data(), st.sets(st.sampled_from(Role), min_size=1))
def test_an_act_for_a_trajectory_is_by_those_named(data, roles):
    history = data.draw(histories(steps=2))
    act = data.draw(acts_for(history.trajectory, roles=tuple(roles)))
    assert act.by.role in roles or act.by.person == "stranger"


@PLAIN
@given(st.data())
def test_of_acts_for_a_trajectory_both_answers_come(data):
    history = data.draw(histories())
    act = data.draw(acts_for(history.trajectory, scrambled=data.draw(st.booleans())))
    assert isinstance(Law().decide(history.trajectory, act), Accepted | Refused)


@pytest.mark.parametrize("wanted", [Accepted, Refused])
def test_either_answer_is_found(wanted):
    t = road(a.EstablishWat).t
    found = find(
        acts_for(t), lambda act: isinstance(Law().decide(t, act), wanted), settings=SEEKING
    )
    assert isinstance(Law().decide(t, found), wanted)


def test_the_plainest_act_for_a_trajectory_makes_the_first_of_every_choice():
    drawn = find(acts_for(road(a.EstablishWat).t, (a.Judge,)), lambda _: True, settings=PLAIN)
    assert (drawn.by.person, drawn.minor, drawn.target, drawn.met) == (LEAD[0], ANNA, "g1", True)


# --- values ---------------------------------------------------------------------------------------


@PLAIN
@given(strategies.instants(), strategies.periods())
def test_instants_are_aware_and_periods_run_forward(instant, period):
    since, until = period
    assert is_aware(instant)
    assert instant >= DAY_ONE
    assert until is None or since < until.astimezone(UTC)


def test_an_hour_that_a_clock_runs_through_twice_is_drawn():
    twice = find(strategies.instants(), lambda at: at.fold == 1, settings=SEEKING)
    assert twice.utcoffset() != twice.replace(fold=0).utcoffset()


def test_the_plainest_instant_is_the_first_in_utc():
    start = datetime(2030, 1, 1, 9, tzinfo=UTC)
    found = find(
        strategies.instants(start, start + timedelta(days=3)), lambda _: True, settings=PLAIN
    )
    assert (found, found.tzinfo) == (start, UTC)


@PLAIN
@given(strategies.bys())
def test_who_does_something_is_well_formed(by):
    assert by_faults(by) == ()
    assert (by.form is None) is (by.recorded_by is None)


@PLAIN
@given(strategies.references(), strategies.person_ids(), strategies.texts())
def test_references_are_references(reference, person, text):
    assert all(map(is_reference, (reference, person, text.id)))
    assert len(text.digest) == 64


@PLAIN
@given(strategies.bodies())
def test_a_body_gives_its_reference(body):
    assert body.text.digest == body.digest


def test_mandates_that_run_and_that_do_not_are_drawn():
    for runs in (True, False):
        found = find(
            strategies.mandates(), lambda m, r=runs: m.covers(DAY_ONE) is r, settings=SEEKING
        )
        assert isinstance(found, Mandate)


def test_the_plainest_policy_is_the_charter_and_others_are_not():
    assert find(strategies.policies(), lambda _: True, settings=PLAIN) == Policy()
    assert (
        find(strategies.laws(), lambda law: law.hash != Law().hash, settings=SEEKING).policy
        != Policy()
    )


# --- trajectories and answers ---------------------------------------------------------------------


def test_a_trajectory_knows_all_unless_asked_to_hide():
    with pytest.raises(NoSuchExample):
        find(strategies.trajectories(steps=1), lambda t: t.unknown, settings=PLAIN)
    seen = set()

    @settings(PLAIN, max_examples=60)
    @given(strategies.trajectories(steps=0, hiding=True))
    def drawn(t):
        seen.update(t.unknown)

    drawn()
    assert seen == set(SLICES)


@PLAIN
@given(strategies.trajectories(hiding=True))
def test_what_is_known_of_a_trajectory_goes_over_the_wire(t):
    assert isinstance(t, Trajectory)
    assert wire.loads(wire.dumps(t)) == t


@PLAIN
@given(strategies.records())
def test_a_record_goes_over_the_wire(record):
    assert wire.loads(wire.dumps(record)) == record


@pytest.mark.parametrize("kind", [Accepted, Refused, Unsure])
def test_every_kind_of_answer_comes(kind):
    assert isinstance(
        find(strategies.outcomes(), lambda one: isinstance(one, kind), settings=SEEKING), kind
    )
