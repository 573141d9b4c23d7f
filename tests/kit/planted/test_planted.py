"""Every law that is wrong on purpose is caught by the kit, within its default budget.

The kit is used as the docs show it: `check_law`, `check_host`, `RoleRules`, public names only. The
charter's own law passes all of what catches the others.
"""

from __future__ import annotations

import pytest

from safetyframe import Accepted, Law, Role, Trajectory
from safetyframe.acts import EstablishHoe, ReviseWat
from safetyframe.testing.machines import Budget, check_host, check_law
from safetyframe.testing.roles import RoleRules
from safetyframe.testing.trials import Wrong
from tests.kit.planted import careless, laws


def by_invariants(law):
    check_law(law)


def by_comparing(law):
    """As a host that keeps what it is given, next to the charter's own law."""

    class House:
        def __init__(self):
            self.t = Trajectory.start("family-1")

        def do(self, act):
            outcome = law.decide(self.t, act)
            if isinstance(outcome, Accepted):
                self.t = outcome.trajectory
            return outcome

        def trajectory(self):
            return self.t

    check_host(House)


def consultants_make_no_hoe(law):
    RoleRules(law).never(by={Role.CONSULTANT}, does=EstablishHoe)


def only_consultants_move_wat(law):
    RoleRules(law).never(by={Role.CARE_WORKER, Role.NETWORK}, changes="wat")


def workers_revise_nothing(law):
    RoleRules(law).never(by={Role.CARE_WORKER}, does=ReviseWat, starting="hoe-established")


def machines_decide_no_necessity(law):
    RoleRules(law).never(by={Role.SYSTEM}, changes="necessity")


def one_side_makes_no_hoe(law):
    def hoe_of_one(before, after):
        made = after.hoe.get(len(after.hoe))
        return len(after.hoe) > len(before.hoe) and len({p.person for p in made.together}) == 1

    everyone = set(Role) - {Role.AUTHORITY, Role.SYSTEM}
    RoleRules(law).never(by=everyone, makes=hoe_of_one)


CAUGHT = [
    (laws.ConsultantAuthorsHoe, consultants_make_no_hoe, "EstablishHoe was accepted"),
    (laws.ConsultantAuthorsHoe, by_invariants, "a consultant established HOE"),
    (laws.WorkerRevisesWat, only_consultants_move_wat, "ReviseWat was accepted and changed wat"),
    (laws.WorkerRevisesWat, workers_revise_nothing, "ReviseWat was accepted"),
    (laws.WorkerRevisesWat, by_invariants, "ReviseWat"),
    (laws.IgnoresOneSibling, by_invariants, "achieved for ben, although"),
    (laws.RevisionDeletesExplanations, by_invariants, "told"),
    (laws.LastWrittenWins, by_invariants, "although"),
    (laws.StaleJudgementCounts, by_invariants, "although"),
    (laws.ViewShowsACount, by_invariants, "sees a difference"),
    (laws.PluginDecidesNecessity, machines_decide_no_necessity, "changed necessity"),
    (laws.NetworkIsSilenced, by_invariants, "Speak was refused by house.order"),
    (laws.ExpiredExceptionCounts, by_invariants, "an exception that had run out"),
    (laws.CountsChairs, by_invariants, "nobody of family or network|no care worker"),
    (laws.CountsChairs, one_side_makes_no_hoe, "EstablishHoe was accepted"),
    (laws.HoeOnNoWat, by_invariants, "never established"),
    (laws.IgnoresOneSibling, by_comparing, "the law says|of the|keeps"),
    (laws.RefusesWithoutAReason, by_invariants, "names no clause"),
    (laws.CoConsultantWithdraws, by_invariants, "no lead consultant then"),
    (laws.GoalsAreOptional, by_invariants, "is linked to no goal|when it is safe enough"),
    (laws.Moody, by_invariants, "asked again, the answer is another|was refused by house.mood"),
    (laws.WordsAreCorrected, by_invariants, "voices"),
    (careless.WhoLeftKeepsPower, by_invariants, "is no lead consultant then|refuses by powers"),
    (careless.EmergencyIsOpen, by_invariants, "refuses by ending.minor-open"),
    (careless.BarriersAreForgotten, by_invariants, "refuses by barrier.kept-apart X16"),
    (careless.DissentIsAVeto, by_invariants, "refused by ending.heard P21, which the charter read"),
    (careless.AnyNecessityDoes, by_invariants, "refuses by involvement.in-scope P2"),
    (careless.TakesDownWhatIsToCome, by_invariants, "refuses by form.act"),
    (careless.NobodyIsHeard, by_invariants, "refuses by ending.heard P21"),
    (careless.NobodyIsInvited, by_invariants, "refuses by hoe.everyone-invited P16"),
    (careless.BothSidesOfTheTable, by_invariants, "refuses by involvement.one-side"),
    (careless.WorkersAreNotAsked, by_invariants, "refuses by wat.worker-expertise P15b"),
    (
        careless.ErasingTakesTheObjectionToo,
        by_invariants,
        "differs in voices",
    ),
    (careless.ChildrenAreOwedNothing, by_invariants, "inform.* is due where the charter is read"),
    (careless.EverythingIsDone, by_invariants, "inform.* is due where the charter is read"),
    (careless.RecordsAreOpen, by_invariants, "that is for others"),
    (careless.GatheredIsOpen, by_invariants, "sees a difference"),
    (careless.EverybodyIsTold, by_invariants, "that they may not know of"),
    (careless.NoticesTalk, by_invariants, "says more than that there is something"),
]
#: The invariants are held against the charter's own law in `test_machines`.
CHECKS = tuple(dict.fromkeys(check for _, check, _ in CAUGHT if check is not by_invariants))


@pytest.mark.parametrize(
    ("law", "check", "says"), CAUGHT, ids=[f"{law.__name__}-{c.__name__}" for law, c, _ in CAUGHT]
)
def test_a_wrong_law_is_caught(law, check, says):
    with pytest.raises(Wrong, match=says) as caught:
        check(law())
    assert len(caught.value.tale.lines) < 60 or law is laws.Moody  # which can't be played again


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_charters_own_law_passes(check):
    check(Law())


def test_so_does_a_wrapper_that_changes_nothing():
    check_law(laws.Planted(), budget=Budget(plays=3))
