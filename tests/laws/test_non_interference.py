"""X13: an act that is invisible to somebody leaves everything they are told as it was.

Two histories of one family, one of them with secrets planted anywhere; whoever must not learn of
these asks everything of both. The answers are the same, in every form they come in. The one
exception, an answer to an act of their own that must protect others, names no reason.

`pytest -m deep -s tests/laws/test_non_interference.py` plays ten thousand, in chunks that can run
side by side, and prints the figure.
"""

from __future__ import annotations

import pytest

from tests.laws import histories, leaks
from tests.laws.histories import Tally, trial, trials
from tests.support.secrets import CATALOGUE

BUDGET = 60  # histories, in every run; a leak shows within a dozen
DEEP, CHUNK = 10_000, 500


@pytest.fixture(scope="module")
def tally() -> Tally:
    return trials(0, BUDGET)


def test_a_secret_act_leaves_all_that_is_told_as_it_was(tally):
    print(tally)  # noqa: T201 - the figure
    assert tally.differences == []


def test_every_kind_of_secret_was_planted(tally):
    assert set(tally.secrets) == {secret.name for secret in CATALOGUE}
    assert tally.secrets.total() > 10 * BUDGET
    assert tally.tokens > tally.secrets.total()


def test_the_answer_to_an_own_act_changes_only_where_others_must_be_protected(tally):
    assert "barrier.kept-apart" in tally.verdicts
    assert set(tally.verdicts) <= {*histories.MUST_PROTECT, *histories.NO_QUORUM}


def test_who_is_restricted_meets_with_no_other_answer_either():
    """Their act is taken like anyone's. It makes no quorum, and no more than that (reading 14)."""
    tally = Tally()
    for seed in range(50_000, 50_000 + BUDGET // 4):
        tally += trial(seed, only=histories.restricts)
    assert tally.differences == []
    assert tally.secrets["kept apart"] > BUDGET // 4
    assert set(tally.verdicts) <= histories.NO_QUORUM


def test_the_base_comes_to_wat_and_hoe_and_an_end():
    marks = [histories.family(seed).marks() for seed in range(40)]
    for mark in ("WAT", "HOE", "accepted Withdraw", "accepted Judge", "material revision"):
        assert sum(found[mark] > 0 for found in marks) > 3, mark


@pytest.mark.parametrize("leak", leaks.LEAKS, ids=lambda leak: leak.__name__)
def test_a_leak_made_on_purpose_is_caught(leak, monkeypatch):
    leak(monkeypatch)
    assert any(trial(seed).differences for seed in range(BUDGET))


@pytest.mark.deep
@pytest.mark.parametrize("chunk", range(DEEP // CHUNK))
def test_it_holds_for_ten_thousand(chunk):
    first = 100_000 + chunk * CHUNK
    tally = trials(first, first + CHUNK)
    print(f"\nchunk {chunk}: {tally}")  # noqa: T201 - the figure
    assert tally.differences == []
