"""A bug planted for the laws of stores: each is caught by its own law, and by no other."""

import pytest

from safetyframe.testing.conformance import Verdict, judge, judge_all
from safetyframe.testing.conformance.stores import LAWS, joining
from tests.kit.conform.planted import PLANTED
from tests.kit.conform.planted_alike import ALIKE, READS_A_PAGE
from tests.kit.conform.planted_more import MORE
from tests.kit.conform.planted_processes import OF_PROCESSES

EVERY = (*PLANTED, *MORE, *ALIKE, *OF_PROCESSES)
#: Those that need other processes for most laws, and seconds of their time.
DEAR = {"ErasesAfterwards", "FeedsNoFirst", "LocksThreadsOnly", "KeepsInMind", "TellsNobody"}
DEAR |= {one.name for one in OF_PROCESSES}

#: The laws of what somebody does beside a transaction that is open. A store whose writers wait for
#: one another is given time for that, in vain: the others need not have so much of it.
BESIDE = {"S-FEED-GAP", "S-JOINS-WINNER"}


def test_every_law_has_a_bug():
    """Those of connections and restarts are in test_served.py."""
    planted = {one.law for one in EVERY} | {"S-CUT", "S-RESTARTED"}
    assert planted == {law.id for law in LAWS}


@pytest.mark.parametrize(
    "planted",
    [
        pytest.param(one, id=one.name, marks=[pytest.mark.deep] if one.name in DEAR else [])
        for one in EVERY
    ],
)
def test_it_is_caught_by_its_own_law_alone(planted, monkeypatch):
    if planted.law not in BESIDE:
        monkeypatch.setattr(joining, "_WAITS", 0.03)
    results = judge_all(planted.subject)
    failed = [(one.law, one.reason) for one in results if one.verdict is Verdict.FAIL]
    assert [law for law, _ in failed] == [planted.law], failed
    told = {one.law: one.reason for one in results if one.verdict is Verdict.NOT_JUDGED}
    unable = ("the vendor handed over no", "the URL names no host")
    roots = {
        why.removeprefix("it rests on ").partition(",")[0]
        for why in told.values()
        if not why.startswith(unable)
    }
    assert roots <= {planted.law}


def test_what_shows_in_a_deep_run_alone():
    subject = READS_A_PAGE.subject
    ends = {one: judge(subject, subject.law(one)).verdict for one in ("S-READ-ON", "S-KEEPS")}
    assert ends == {"S-READ-ON": Verdict.FAIL, "S-KEEPS": Verdict.PASS}
