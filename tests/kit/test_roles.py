"""Rules about roles: what they say, what they catch, and that an empty one is no pass."""

from __future__ import annotations

import pytest
from attrs import evolve

from safetyframe import Accepted, HostError, Law, Refused, Role, Trajectory
from safetyframe.acts import (
    Act,
    AddParticipation,
    Adopt,
    EstablishHoe,
    EstablishWat,
    OpenInvolvement,
    RecordConcern,
    ReviseWat,
    Speak,
    TakeOver,
)
from safetyframe.testing.cast import LEAD
from safetyframe.testing.playing import Budget
from safetyframe.testing.roles import RoleRules
from safetyframe.testing.trials import Wrong
from tests.kit.planted import laws

SMALL = Budget(plays=7, steps=6)


class House:
    """Keeps what the law accepts."""

    def __init__(self):
        self.law, self.t = Law(), Trajectory.start("family-1")

    def do(self, act):
        outcome = self.law.decide(self.t, self.mapped(act))
        if isinstance(outcome, Accepted):
            self.t = outcome.trajectory
        return outcome

    def mapped(self, act):
        return act

    def trajectory(self):
        return self.t


class SignsForTheLead(House):
    """Whoever claims to be a consultant is taken for the one who leads."""

    def mapped(self, act):
        if act.by.role is Role.CONSULTANT and isinstance(act, ReviseWat):
            return evolve(act, by=evolve(act.by, person=LEAD[0]))
        return act


class DoesMore(House):
    """A worker's concern quietly becomes part of WAT."""

    def do(self, act):
        outcome = super().do(act)
        if isinstance(outcome, Accepted) and isinstance(act, RecordConcern) and len(self.t.wat):
            number = len(self.t.wat)
            wat = evolve(self.t.wat[number], confirmed_by=(act.by.person,))
            draft = self.t.wat.edit()
            draft[number] = wat
            self.t = evolve(self.t, wat=draft.freeze())
        return outcome


def test_a_host_that_maps_nothing_wrongly_passes():
    tally = RoleRules(host=House, budget=SMALL).never(by={Role.CARE_WORKER}, changes="wat")
    assert tally.accepted
    assert tally.clauses_refused["P12"]


def test_who_claims_a_role_is_judged_by_the_parts_they_have():
    with pytest.raises(Wrong, match="ReviseWat was accepted and changed wat") as caught:
        RoleRules(host=SignsForTheLead).never(by={Role.CARE_WORKER}, changes="wat")
    by = caught.value.tale.lines[-1].act.by
    assert (by.person[:2], by.role) == ("w-", Role.CONSULTANT)


def test_what_a_host_does_beside_the_act_counts_where_it_shows_it():
    with pytest.raises(Wrong, match="RecordConcern was accepted and changed wat"):
        RoleRules(host=DoesMore).never(
            by={Role.CARE_WORKER, Role.NETWORK}, does=RecordConcern, changes="wat"
        )


def test_one_who_writes_it_down_for_another_counts_too():
    """That workers establish HOE is as it should be; this rule is wrong, and the story says so."""
    with pytest.raises(Wrong, match="EstablishHoe was accepted"):
        RoleRules().never(by={Role.CARE_WORKER}, does=EstablishHoe)


def test_all_that_is_said_must_be_the_case():
    class Lets(House):
        def __init__(self):
            super().__init__()
            self.law = laws.WorkerRevisesWat()

    rules = RoleRules(host=Lets)
    rules.never(by={Role.CARE_WORKER}, does=AddParticipation, changes="wat")
    with pytest.raises(Wrong, match="makes more_versions"):
        rules.never(by={Role.CARE_WORKER}, does=ReviseWat, makes=more_versions)


def more_versions(before, after):
    return len(after.wat) > len(before.wat)


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ({"by": {Role.MINOR}}, "never happens"),
        ({"by": set(), "changes": "wat"}, "by whom"),
        ({"by": {Role.MINOR}, "changes": "watt"}, "watt is no slice"),
        ({"by": {"minor"}, "changes": "wat"}, "`by` names roles"),
        ({"by": {Role.MINOR}, "does": Trajectory}, "Trajectory is no kind of act"),
        ({"by": {Role.MINOR}, "does": "ReviseWat"}, "str is no kind of act"),
        ({"by": {Role.MINOR}, "changes": "wat", "starting": "later"}, "later is no stage"),
        ({"by": {Role.MINOR}, "changes": "wat", "starting": ()}, "from some stage"),
    ],
)
def test_a_rule_that_says_nothing_is_refused(rule, says):
    with pytest.raises(HostError, match=says):
        RoleRules().never(**rule)


def test_a_rule_that_nobody_put_to_the_test_is_no_pass():
    rules = RoleRules(budget=Budget(plays=1, steps=1))
    with pytest.raises(HostError, match="nothing is shown") as caught:
        rules.never(by={Role.SYSTEM}, changes="handovers")
    assert str(caught.value) == (
        "never by system, changes handovers: nothing that was accepted of anybody changed "
        "handovers, so nothing is shown. Check the rule and what it is held against, or play more: "
        "budget=Budget(plays=10)"
    )


class DecidesOtherwise:
    """The charter's law, but for what it refuses."""

    def __init__(self, *refused):
        self.law, self.refused = Law(), refused

    def decide(self, trajectory, act):
        if isinstance(act, self.refused):
            return Refused(violations=())
        return self.law.decide(trajectory, act)


class Unseen(House):
    """Shows nothing of what it keeps."""

    trajectory = None


FEW = Budget(plays=2, steps=2)


@pytest.mark.parametrize(
    ("rules", "rule", "says"),
    [
        (
            RoleRules(DecidesOtherwise(TakeOver), budget=FEW),
            {"does": TakeOver},
            "never by minor, TakeOver: no TakeOver was accepted of anybody, so nothing is shown",
        ),
        (
            RoleRules(DecidesOtherwise(TakeOver), budget=FEW),
            {"does": TakeOver, "changes": "handovers"},
            "no TakeOver was accepted of anybody that changed handovers, so",
        ),
        (
            RoleRules(DecidesOtherwise(Act), budget=FEW),
            {"changes": ("wat", "hoe")},
            "nothing that was accepted of anybody changed wat or hoe, so",
        ),
        (
            RoleRules(DecidesOtherwise(Act), budget=FEW),
            {"makes": bool},
            "nothing was accepted of anybody, so",
        ),
    ],
)
def test_what_is_accepted_of_nobody_tests_no_rule(rules, rule, says):
    with pytest.raises(HostError, match=says) as caught:
        rules.never(by=Role.MINOR, **rule)
    assert str(caught.value).endswith("play more: budget=Budget(plays=20)")


@pytest.mark.parametrize("rules", [RoleRules(budget=FEW), RoleRules(host=Unseen, budget=FEW)])
def test_what_such_an_act_never_does_tests_no_rule(rules):
    with pytest.raises(HostError) as caught:
        rules.never(by=Role.MINOR, does=Speak, changes="wat")
    assert str(caught.value) == (
        "never by minor, Speak, changes wat: no Speak was accepted of anybody that changed wat, "
        "so nothing is shown. No such act ever does: name some of TakeOver, EstablishWat, "
        "ReviseWat, SetExpectations, or leave `does` out"
    )


def test_who_never_tries_it_tests_no_rule():
    rules = RoleRules(DecidesOtherwise(Act), host=House, budget=Budget(plays=1, steps=1))
    with pytest.raises(HostError, match="nobody of these roles tried it, so nothing is shown"):
        rules.never(by=Role.SYSTEM, does=OpenInvolvement, starting="opened")


def test_what_is_accepted_of_others_tests_a_rule():
    tally = RoleRules(budget=FEW).never(by=Role.MINOR, does=EstablishWat, starting="judged")
    assert tally.acts_accepted["EstablishWat"]


@pytest.mark.parametrize("rule", [{"does": Adopt}, {"changes": "adopted"}])
def test_a_rule_about_adopting_is_played_from_nothing_too(rule):
    tally = RoleRules(budget=Budget(plays=16)).never(by=Role.PARENT, **rule)
    assert tally.acts_accepted["Adopt"]
    assert tally.acts_refused["Adopt"]


@pytest.mark.parametrize("given", [{"plays": 0}, {"steps": 0}, {"plays": -1}])
def test_a_budget_for_nothing_is_refused(given):
    with pytest.raises(ValueError, match="must be >= 1"):
        Budget(**given)


def test_one_role_one_kind_and_one_stage_need_no_list():
    rules = RoleRules(budget=Budget(plays=2, steps=3))
    one = rules.never(by=Role.CONSULTANT, does=EstablishHoe, starting="judged")
    assert one == rules.never(by=[Role.CONSULTANT], does=[EstablishHoe], starting=["judged"])


def test_the_same_budget_plays_the_same_and_another_seed_does_not():
    def played(seed):
        budget = Budget(plays=3, steps=5, seed=seed)
        return RoleRules(budget=budget).never(by={Role.CARE_WORKER}, changes="wat")

    assert played(1) == played(1) != played(2)


def test_a_host_that_raises_is_told():
    class Raises(House):
        def mapped(self, act):
            raise KeyError(act.id)

    with pytest.raises(Wrong, match="the host answers: it raised KeyError") as caught:
        RoleRules(host=Raises).never(by={Role.CARE_WORKER}, changes="wat")
    assert str(caught.value).count("raised KeyError") == 2  # on the line of the act too
    assert isinstance(caught.value.__cause__, KeyError)  # whoever mends it sees where


def test_a_host_that_cannot_show_what_it_keeps_is_told():
    class Hides(House):
        def trajectory(self):
            raise KeyError("no such row")

    with pytest.raises(Wrong, match="the host shows what it keeps: it raised KeyError"):
        RoleRules(host=Hides).never(by={Role.CARE_WORKER}, changes="wat")


@pytest.mark.parametrize(
    ("whose", "rules"),
    [
        ("the host", lambda hangs: RoleRules(host=lambda: hangs)),
        ("the law", RoleRules),
    ],
)
def test_who_hangs_is_told_with_the_story_when_stopped(whose, rules):
    class Hangs:
        def do(self, act):
            raise KeyboardInterrupt

        def decide(self, trajectory, act):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt) as caught:
        rules(Hangs()).never(by={Role.CARE_WORKER}, changes="wat")
    (told,) = caught.value.__notes__
    assert told.startswith(f"{whose} answers: it was stopped before it did\n")
    assert told.splitlines()[2].endswith("no answer")


class Mute:
    def do(self, act):
        """Gives nothing."""


@pytest.mark.parametrize(
    ("host", "says"), [(object, "object has neither"), (Mute, "what was given is a NoneType")]
)
def test_what_is_no_host_is_said_to_be_none(host, says):
    with pytest.raises(HostError, match=says):
        RoleRules(host=host).never(by={Role.CARE_WORKER}, changes="wat")


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"law": Law}, r"`law` is a law, not the class Law: give Law\(\)"),
        ({"law": "charter"}, r"`law` is a law, not a str: give Law\(\), or what has its `decide`"),
        (
            {"host": House()},
            "a fresh host each time it is called, and a House can't be: give",
        ),
        ({"host": "House"}, "a str can't be"),
        ({"budget": 30}, "`budget` says how much is played: give a Budget"),
    ],
)
def test_what_rules_cannot_be_held_against_is_said_in_a_line(given, says):
    with pytest.raises(HostError, match=says) as caught:
        RoleRules(**given)
    assert "\n" not in str(caught.value)
