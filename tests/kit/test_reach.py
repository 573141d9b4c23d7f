"""The planner comes where chance alone does not: counted, and printed on request."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from safetyframe.testing import reach

RUNS = 100  # as many as the command plays
PROOF = Path(__file__).parents[2] / "docs" / "explanation" / "proof.md"

#: What share of planned runs comes to each milestone, at least. Well below what is measured, so
#: that only a planner or a remedy that got worse goes below.
FLOORS = {
    "WAT": 0.9,
    "HOE": 0.8,
    "material revision": 0.15,
    "closure refused": 0.75,
    "closure achieved": 0.6,
    "reopening": 0.35,
    "closed twice": 0.15,
}
BEYOND_CHANCE = ("WAT", "HOE", "material revision", "closure achieved")


@cache
def measured():
    plans = reach.planned(RUNS)
    return reach.measure(plans), reach.measure(reach.by_chance(plans))


@pytest.mark.parametrize("milestone", FLOORS)
def test_planned_runs_come_far(milestone):
    planned, _ = measured()
    assert planned.share(milestone) >= FLOORS[milestone]


@pytest.mark.parametrize("milestone", BEYOND_CHANCE)
def test_chance_alone_hardly_ever_does(milestone):
    planned, chance = measured()
    assert chance.share(milestone) <= 0.05
    assert planned.share(milestone) >= chance.share(milestone) + 0.1


def test_chance_is_given_as_many_tries():
    planned, chance = measured()
    assert (planned.runs, planned.tried) == (chance.runs, chance.tried)


def test_floors_are_there_for_every_milestone():
    planned, _ = measured()
    assert [name for name, _ in planned.milestones] == [*FLOORS]


def test_the_command_prints_both_shares():
    command = [sys.executable, "-m", "safetyframe.testing.reach", "--runs", "2", "--seed", "7"]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    assert lines[0].split() == ["planned", "by", "chance"]
    assert all(any(line.startswith(name) for line in lines) for name in FLOORS)
    assert lines[-3].split() == ["runs", "2", "2"]


@pytest.mark.skipif(not PROOF.exists(), reason="the tests run against a wheel: no pages")
def test_the_page_has_what_the_command_prints():
    shown = PROOF.read_text(encoding="utf-8").partition("safetyframe.testing.reach`):")[2]
    assert shown.split("```")[1].removeprefix("text").strip("\n") == reach.table(*measured())


def test_no_runs_are_a_mistake(capsys):
    with pytest.raises(SystemExit) as caught:
        reach.main(["--runs", "0"])
    assert caught.value.code == 2
    assert "1 or more" in capsys.readouterr().err


def test_ctrl_c_prints_what_was_played_so_far(monkeypatch, capsys):
    played = reach.planned

    def stops(runs, seed):
        if seed == 1:
            raise KeyboardInterrupt
        return played(runs, seed)

    monkeypatch.setattr(reach, "planned", stops)
    assert reach.main(["--runs", "9"]) == 130
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "interrupted: this is what was played so far"
    assert said[-3].split() == ["runs", "1", "1"]
    monkeypatch.setattr(reach, "planned", lambda _, __: stops(1, 1))
    assert reach.main([]) == 130
    assert capsys.readouterr().out.splitlines() == said[:1]
