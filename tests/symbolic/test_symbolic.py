"""Crosshair solves for arguments that break a small predicate. Run it with `pytest -m symbolic`."""

from __future__ import annotations

import inspect
import subprocess
import sys
from importlib.util import find_spec

import pytest

from tests.symbolic import predicates

pytestmark = [
    pytest.mark.symbolic,
    pytest.mark.skipif(not find_spec("crosshair"), reason="needs the extra `symbolic`"),
]

PROPERTIES = [
    one.__name__
    for _, one in inspect.getmembers(predicates, inspect.isfunction)
    if one.__module__ == predicates.__name__ and not one.__name__.startswith("_")
]


def check(where: str) -> subprocess.CompletedProcess[str]:
    options = ("--analysis_kind=asserts", "--per_condition_timeout=30", "--report_all")
    return subprocess.run(
        [sys.executable, "-m", "crosshair", "check", *options, where],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("name", PROPERTIES)
def test_it_holds_on_every_path(name):
    """Not only that no way out was found in time: that there is none."""
    said = check(f"tests.symbolic.predicates.{name}")
    assert said.returncode == 0, said.stdout + said.stderr
    assert "Confirmed over all paths" in said.stdout, said.stdout + said.stderr


def test_a_planted_fault_is_found():
    said = check("tests.symbolic.planted")
    assert said.returncode == 1
    assert "AssertionError" in said.stdout
