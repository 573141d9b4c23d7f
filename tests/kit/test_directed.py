"""What chance hardly comes to is played all the same: every kind of act, one instant, the night."""

from __future__ import annotations

from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve

from safetyframe import Accepted, Law, Record, Refused, Trajectory
from safetyframe import acts as a
from safetyframe.acts import ACTS
from safetyframe.folding import evolve as onward
from safetyframe.outcome import Gap
from safetyframe.policy import Policy
from safetyframe.rules.model import rule
from safetyframe.testing.directed import by_night, leading_to
from safetyframe.testing.machines import Budget, check_host, check_law
from safetyframe.testing.trials import LawTrial, Wrong
from tests.kit.planted.laws import Planted

ZONE = ZoneInfo("Europe/Brussels")
# Whatever the budget, what is led to is led to: so little leaves it for the directed plays alone.
LEAST = Budget(plays=1, steps=1)
# To these chance does not come within the default budget; for the law the last two are more.
SELDOM = (
    a.RecordNecessity,
    a.TakeOver,
    a.KeepApart,
    a.AmendMeasure,
    a.AssessHoe,
    a.Ratify,
    a.Adopt,
)
SELDOM_FOR_A_LAW = (*SELDOM, a.DecideNecessity, a.DeclineMeasure)


class Quiet:
    """Answers as the law does, and shows nothing of what it keeps."""

    def __init__(self):
        self.law = Law()
        self.t = Trajectory.start("family-1")

    def do(self, act):
        outcome = self.law.decide(self.t, act)
        if isinstance(outcome, Accepted) and self.keeps(act):
            self.t = outcome.trajectory
        return outcome

    def keeps(self, act):
        return True


class Shown(Quiet):
    """Shows what it keeps."""

    def trajectory(self):
        return self.t


def losing(kind, host=Shown):
    """A host that answers acts of this kind and keeps nothing of them."""

    class Loses(host):
        def keeps(self, act):
            return not isinstance(act, kind)

    return Loses


class LosesEffect(Planted):
    """Writes down acts of one kind, and changes nothing by them."""

    def __init__(self, kind):
        super().__init__()
        self.kind = kind

    def decide(self, trajectory, act):
        outcome = self.law.decide(trajectory, act)
        if not isinstance(act, self.kind) or not isinstance(outcome, Accepted):
            return outcome
        after = outcome.trajectory
        return evolve(
            outcome, trajectory=evolve(trajectory, seq=after.seq, known_at=after.known_at)
        )


def name(kind):
    return kind.__name__


@pytest.mark.parametrize("kind", SELDOM, ids=name)
def test_a_host_that_keeps_nothing_of_a_kind_of_act_is_caught(kind):
    with pytest.raises(Wrong, match="the host keeps what the law folds") as caught:
        check_host(losing(kind), budget=LEAST)
    assert isinstance(caught.value.acts[-1], kind)


@pytest.mark.parametrize("kind", [k for k in SELDOM if k is not a.AmendMeasure], ids=name)
def test_so_is_one_that_shows_nothing(kind):
    with pytest.raises(Wrong, match="the host answers as the law does"):
        check_host(losing(kind, Quiet), budget=LEAST)


@pytest.mark.parametrize("kind", SELDOM_FOR_A_LAW, ids=name)
def test_a_law_that_loses_the_effect_of_a_kind_of_act_is_caught(kind):
    with pytest.raises(Wrong, match="invariant one-fold") as caught:
        check_law(LosesEffect(kind), budget=LEAST)
    assert isinstance(caught.value.acts[-1], kind)


# --- instants -------------------------------------------------------------------------------------


def forgetting(host):
    """A host that drops the second of two acts at one instant."""

    class Forgets(host):
        last = None

        def keeps(self, act):
            before, self.last = self.last, act.by.at
            return act.by.at != before

    return Forgets


@pytest.mark.parametrize("host", [Shown, Quiet])
def test_a_host_that_drops_the_second_act_of_an_instant_is_caught(host):
    with pytest.raises(Wrong) as caught:
        check_host(forgetting(host))
    instants = [act.by.at for act in caught.value.acts]
    assert len(set(instants)) < len(instants)


def at_night(act):
    return act.by.at.tzinfo is not None and act.by.at.astimezone(ZONE).hour < 6


class WithdrawsByNight(Planted):
    """Between midnight and six it does not mind whether a withdrawal as achieved may be."""

    def decide(self, trajectory, act):
        outcome = self.law.decide(trajectory, act)
        achieved = isinstance(act, a.Withdraw) and act.outcome is a.WithdrawalOutcome.ACHIEVED
        if isinstance(outcome, Refused) and achieved and at_night(act):
            others = [v for v in outcome.violations if not v.rule.startswith("ending.")]
            if not others:
                record = Record(seq=trajectory.seq + 1, act=act, law=self.law.hash)
                return Accepted(record=record, trajectory=onward(trajectory, record))
        return outcome


class WithdrawsByNightHere(Shown):
    """A host of which the law does so."""

    def __init__(self):
        super().__init__()
        self.law = WithdrawsByNight()


def test_who_withdraws_by_night_is_caught():
    with pytest.raises(Wrong, match="invariant") as caught:
        check_law(WithdrawsByNight())
    assert at_night(caught.value.acts[-1])
    with pytest.raises(Wrong, match="the law says refused, the host says accepted") as caught:
        check_host(WithdrawsByNightHere)
    assert at_night(caught.value.acts[-1])


def test_the_night_goes_over_midnight_and_ends_in_a_withdrawal():
    trial = LawTrial()
    outcomes = [trial.put(act) for act in by_night()]
    last = trial.records[-1].act
    assert isinstance(last, a.Withdraw)
    assert at_night(last)
    refused = [act for act, o in zip(by_night(), outcomes, strict=True) if isinstance(o, Refused)]
    assert {type(act) for act in refused} == {a.Withdraw}
    evening = [act.by.at.astimezone(ZONE) for act in by_night()]
    assert any(one.hour == 23 and other.hour == 0 for one, other in pairwise(evening))


# --- what is not reached --------------------------------------------------------------------------


def test_every_kind_of_act_is_accepted_whatever_the_budget():
    assert check_host(Shown, budget=LEAST).acts_never_accepted() == ()
    assert check_law(budget=LEAST).acts_never_accepted() == ()


def test_a_kind_that_a_law_never_accepts_is_named_in_the_report():
    never = rule(
        *("house.no-adopting", "house:1", (a.Adopt,), ""), lambda *_: (Gap(code="house.no"),)
    )
    law = Law(Policy(), (never,))
    assert leading_to(a.Adopt, law) == ()
    tally = check_law(law, budget=LEAST)
    assert tally.acts_never_accepted() == ("Adopt",)
    assert tally.report().splitlines()[-1] == "acts never accepted: Adopt"


def test_of_the_directed_plays_too_only_the_acts_that_a_host_takes_are_played():
    took = set()

    class Takes(Shown):
        def do(self, act):
            took.add(type(act))
            return super().do(act)

    kinds = {a.OpenInvolvement, a.RecordNecessity}
    tally = check_host(Takes, acts=kinds, budget=LEAST)
    assert took == kinds
    assert tally.acts_accepted["RecordNecessity"]


def test_no_act_of_a_directed_play_has_the_id_of_another():
    for kind in ACTS:
        ids = [act.id for act in leading_to(kind, Law())]
        assert len(set(ids)) == len(ids), kind
