"""The kit is there for whoever asks, and nobody else carries it."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

from safetyframe import testing


def loaded_by(statement: str) -> set[str]:
    code = f"import sys, json; {statement}; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout))


def test_every_name_promised_is_there():
    assert dir(testing) == sorted(testing.__all__)
    for name in testing.__all__:
        assert getattr(testing, name) is not None


def test_what_type_checkers_see_is_what_is_loaded():
    tree = ast.parse(Path(testing.__file__).read_text(encoding="utf-8"))
    guarded = next(n for n in tree.body if isinstance(n, ast.If))
    seen = {
        alias.name: (node.module or "").removeprefix("safetyframe.testing.")
        for node in guarded.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.name != "strategies"  # a package of its own, loaded as one
    }
    assert seen == testing._HOME_OF
    assert {*seen, "strategies"} == set(testing.__all__)


def test_an_unknown_name_is_an_attribute_error_that_names_it():
    with pytest.raises(AttributeError, match="no_such_thing"):
        testing.no_such_thing  # noqa: B018


def test_the_library_does_not_load_the_kit():
    assert "safetyframe.testing" not in loaded_by("import safetyframe.frame, safetyframe.cli")


@pytest.mark.parametrize("heavy", ["hypothesis", "pytest"])
def test_telling_planning_and_walking_need_no_other_tool(heavy):
    names = "Story, Planner, road, tell, walk, smallest, reach"
    assert heavy not in loaded_by(f"from safetyframe.testing import {names}")


def test_strategies_need_no_pytest():
    assert "pytest" not in loaded_by("import safetyframe.testing.strategies")


def test_without_hypothesis_the_error_says_what_to_install():
    code = """
import sys
sys.modules["hypothesis"] = None  # as if it were not installed
import safetyframe.testing
try:
    safetyframe.testing.strategies
except ImportError as error:
    print(error.name, error)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("hypothesis safetyframe.testing.strategies needs hypothesis")
    assert "pip install 'safetyframe[testing]'" in done.stdout


def test_without_pytest_the_kill_gate_says_what_to_install():
    code = """
import runpy, sys
sys.modules["pytest"] = None  # as if it were not installed
runpy.run_module("safetyframe.testing.mutate", run_name="__main__")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr == (
        "safetyframe.testing.mutate needs pytest, which is not installed: "
        "pip install 'safetyframe[testing]'\n"
    )


def test_the_exhaustion_needs_no_other_tool():
    code = """
import sys
sys.modules["pytest"] = sys.modules["hypothesis"] = None  # as if they were not installed
from safetyframe.testing.exhaust.__main__ import main
main(["--depth", "1", "--roots", "start", "--jobs", "1"])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "held at every step" in done.stdout
