"""Hosts of all four kinds answer as the law does; one mistake in any of them is found and told."""

from __future__ import annotations

import pytest

from safetyframe import HostError, Law, Trajectory
from safetyframe.testing.hosts import Answer, Verdict, answer_of
from safetyframe.testing.machines import Budget, check_host
from safetyframe.testing.trials import Wrong
from tests.kit import hosts

SMALL = Budget(plays=7, steps=8)


@pytest.mark.parametrize(
    "host", [hosts.AsksOnly, hosts.Snapshot, hosts.Records, hosts.Audits], ids=lambda h: h.__name__
)
def test_a_faithful_host_answers_as_the_law_does(host):
    tally = check_host(host, budget=SMALL)
    assert tally.accepted > 100
    assert tally.refused > 50


@pytest.mark.parametrize(
    ("host", "says"),
    [
        (hosts.ForgetsEnds, "people"),
        (hosts.LoadsTooLittle, "the host"),
        (hosts.LosesPositions, "aligned"),
        (hosts.LosesWrites, "judged"),
        (hosts.MapsTitles, "the host"),
        (hosts.StampsItsOwnTime, "the host"),
        (hosts.ImportsByDate, "the host's audit"),
        (hosts.DropsRefusals, "lacks"),
    ],
    ids=lambda x: getattr(x, "__name__", ""),
)
def test_a_mistake_is_found_and_told(host, says):
    with pytest.raises(Wrong, match=says) as caught:
        check_host(host)
    told = str(caught.value)
    assert "  1  " in told
    assert len(caught.value.tale.lines) < 30


class Codes:
    """A web host: a status and a few codes, no outcome."""

    def __init__(self):
        self.law, self.t = Law(), Trajectory.start("family-1")

    def do(self, act):
        outcome = self.law.decide(self.t, act)
        answer = answer_of(outcome)
        if answer.verdict is Verdict.ACCEPTED:
            self.t = outcome.trajectory
        return self.told(answer)

    def told(self, answer):
        return Answer(verdict=answer.verdict)


class OtherCodes(Codes):
    def told(self, answer):
        return Answer(verdict=answer.verdict, clauses=answer.clauses - {"P12"})


class Fails(Codes):
    def do(self, act):
        if self.t.seq == 3:
            raise KeyError("no such row")
        return super().do(act)


def test_a_host_that_tells_little_is_compared_in_that():
    check_host(Codes, budget=SMALL)


def test_what_it_tells_is_compared():
    with pytest.raises(Wrong, match="of the clauses the host lacks P12"):
        check_host(OtherCodes)


def test_an_exception_of_the_host_is_told_with_the_acts_that_led_there():
    with pytest.raises(Wrong, match="it raised KeyError") as caught:
        check_host(Fails)
    assert type(caught.value.tale.lines[0].act).__name__ == "OpenInvolvement"


class HidesWhatItKeeps(Codes):
    def trajectory(self):
        raise KeyError("no such row")


class CannotKeep(hosts.Audits):
    def keep(self, act):
        raise KeyError("no such row")


class CannotAudit(hosts.Audits):
    def audit(self):
        raise KeyError("no such row")


@pytest.mark.parametrize(
    ("host", "says"),
    [
        (HidesWhatItKeeps, "the host shows what it keeps: it raised KeyError"),
        (CannotKeep, "the host answers: it raised KeyError"),
        (CannotAudit, "the host audits: it raised KeyError"),
    ],
    ids=lambda x: getattr(x, "__name__", ""),
)
def test_wherever_a_host_raises_it_is_told_and_what_the_exception_says_is_not(host, says):
    with pytest.raises(Wrong, match=says) as caught:
        check_host(host, budget=SMALL)
    assert "no such row" not in str(caught.value)
    assert isinstance(caught.value.__cause__, KeyError)


def test_who_raises_is_not_shown_to_have_accepted():
    with pytest.raises(Wrong) as caught:
        check_host(Fails, budget=SMALL)
    last = next(line for line in str(caught.value).splitlines() if line.startswith("  4  "))
    assert last.endswith("raised KeyError")


def hanging(kind, method, stop, asked):
    """A host that gives no answer until it is stopped: by hand, or by a limit of time."""

    def waits(self, *_):
        asked.append(self)
        raise stop

    return type("Hangs", (kind,), {method: waits})


@pytest.mark.parametrize("stop", [KeyboardInterrupt, pytest.fail.Exception])
@pytest.mark.parametrize(
    ("kind", "method", "says"),
    [
        (Codes, "do", "the host answers"),
        (Codes, "trajectory", "the host shows what it keeps"),
        (hosts.Audits, "keep", "the host answers"),
        (hosts.Audits, "audit", "the host audits"),
    ],
)
def test_a_host_that_hangs_is_told_with_its_story_when_it_is_stopped(kind, method, says, stop):
    asked = []
    with pytest.raises(stop) as caught:
        check_host(hanging(kind, method, stop, asked), budget=SMALL)
    assert len(asked) == 1  # nothing would stop it a second time
    told = caught.value.__notes__[0]  # Hypothesis adds some of its own
    assert told.startswith(f"{says}: it was stopped before it did\n")
    first = told.splitlines()[2]
    assert first.startswith("  1  OpenInvolvement by ")
    assert first.endswith("no answer") is (method in ("do", "keep"))


class Yes(Codes):
    def do(self, act):
        return True


@pytest.mark.parametrize(
    ("host", "says"), [(object, "object has neither"), (Yes, "what was given is a bool")]
)
def test_what_is_no_host_or_no_answer_is_said_to_be_none(host, says):
    with pytest.raises(HostError, match=says):
        check_host(host, budget=SMALL)


@pytest.mark.parametrize(("acts", "says"), [((), "no kind"), ({Trajectory}, "Trajectory is no")])
def test_a_host_that_takes_no_kind_of_act_shows_nothing(acts, says):
    with pytest.raises(HostError, match=says):
        check_host(Codes, acts=acts, budget=SMALL)


def test_an_answer_is_one_of_three():
    with pytest.raises(TypeError, match="verdict"):
        Answer(verdict="accepted")
    assert Answer(verdict=Verdict.REFUSED, clauses=["P12"]).clauses == {"P12"}


def test_the_law_of_the_host_may_be_another_than_the_charters_own():
    from safetyframe import Lowered, Policy

    policy = Policy(lowered=(Lowered(clause="P21", reason="agreed in the region"),))

    class Lowers(Codes):
        def __init__(self):
            super().__init__()
            self.law = Law(policy)

    check_host(Lowers, law=Law(policy), budget=SMALL)
    with pytest.raises(Wrong, match="the law says refused, the host says accepted"):
        check_host(Lowers)


def test_a_host_that_throws_dice_is_told_as_such():
    class Dice(Codes):
        asked = 0

        def do(self, act):
            Dice.asked += 1
            return Answer(verdict=Verdict.UNSURE) if Dice.asked == 60 else super().do(act)

    with pytest.raises(Wrong, match="hang on something else too"):
        check_host(Dice)
