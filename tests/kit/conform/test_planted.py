"""A bug planted for the laws of stores: each is caught by its own law, and by no other."""

import pytest

from safetyframe.testing.conformance import Verdict, judge_all
from safetyframe.testing.conformance.stores import LAWS
from tests.kit.conform.planted import PLANTED
from tests.kit.conform.planted_more import MORE

#: Those that need other processes for most laws, and seconds of their time.
DEAR = {"ErasesAfterwards", "FeedsNoFirst", "LocksThreadsOnly", "KeepsInMind", "TellsNobody"}


#: What no bug is planted for, and why.
UNPLANTED = {
    "S-VOICES-THREADS": "it takes a store on which one of many never gets its turn",
    "S-VOICES-PROCESSES": "the same, of processes",
    "S-FEED-PROCESSES": "what breaks it and not S-FEED-THREADS breaks S-ONE-WINNER-PROCESSES",
    "S-ACKNOWLEDGED": "what breaks it and not S-KILLED takes a disk that loses what it has",
    "S-JOINS-WINNER": "it takes two transactions of one server",
    "O-REOPENED": "what breaks it and not S-REOPENED takes an outbox in another file",
    "O-PROCESSES": "what breaks it and not O-THREADS takes another file too",
}


def test_every_law_has_a_bug_or_a_reason():
    """Those of connections and restarts are in test_served.py."""
    planted = {one.law for one in (*PLANTED, *MORE)} | {"S-CUT", "S-RESTARTED"}
    assert {law.id for law in LAWS} - planted == set(UNPLANTED)


@pytest.mark.parametrize(
    "planted",
    [
        pytest.param(one, id=one.name, marks=[pytest.mark.deep] if one.name in DEAR else [])
        for one in (*PLANTED, *MORE)
    ],
)
def test_it_is_caught_by_its_own_law_alone(planted):
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
