"""A bug planted for the laws of stores: each is caught by its own law, and by no other."""

import pytest

from safetyframe.testing.conformance import Verdict, judge_all
from tests.kit.conform.planted import PLANTED

#: Those that need other processes for most laws, and seconds of their time.
DEAR = {"LocksThreadsOnly", "KeepsInMind", "TellsNobody"}


@pytest.mark.parametrize(
    "planted",
    [
        pytest.param(one, id=one.name, marks=[pytest.mark.deep] if one.name in DEAR else [])
        for one in PLANTED
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
