"""X13 (tests/laws/test_non_interference.py), one pair of lives to a test: each can be asked alone.

Named so that a usual run, which has X13 already, does not find it.
"""

from __future__ import annotations

import pytest

from tests.laws.histories import trial


@pytest.mark.parametrize("seed", range(32))
def test_x13_one_life(seed):
    assert trial(seed).differences == []
