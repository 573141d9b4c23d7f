"""The gate that breaks the law on purpose: it is as good as what it lets pass."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from safetyframe.powers import POWERS
from safetyframe.rules import RULES
from safetyframe.testing.mutate import of_charter
from safetyframe.testing.mutate.equivalents import EQUIVALENTS
from safetyframe.testing.mutate.reporting import unused
from safetyframe.testing.mutate.selecting import files_by_name, files_of
from tests.mutants import ALL
from tests.support.signals import listening

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the gate needs os.fork")

HOUSE = """
from safetyframe import acts as a
from safetyframe.packs import gap, rule

def _two(t, act, policy):
    if len(act.bearers) < 2:
        yield gap("house:one-bearer")

RULES = (rule("house:two-bearers", "house:two", (a.ProposeMeasure,), "measures", _two),)
"""
TELLS = """
from safetyframe import Law
from safetyframe import acts as a
from safetyframe.testing import GRAN, MOTHER, WORKER, expectations_set
from safetyframe.testing.story import text
from house import RULES

def ask(*bearers):
    story = expectations_set()
    story.law = Law(extra_rules=RULES)
    return story.ask(
        a.ProposeMeasure, WORKER, wat=2, about=text(), serves=("g1",), need=text(),
        bearers=tuple(who[0] for who in bearers), minors=("anna",),
    )
"""
REFUSES = """
from tells import GRAN, MOTHER, ask

def test_one_is_too_few():
    (found,) = ask(GRAN).violations
    assert (found.rule, found.clauses, found.level.name) == (
        "house:two-bearers", ("house:two",), "HARD"
    )

def test_two_will_do():
    assert ask(GRAN, MOTHER).record
"""
VACUOUS = """
from tells import GRAN, ask

def test_one_is_too_few():
    assert ask(GRAN) is not None
"""
COMMAND = (sys.executable, "-m", "safetyframe.testing.mutate")
THEIRS = ("--without-charter", "--plus", "house:RULES", "--jobs", "1")


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    """A stranger's project: a rule of a house, and no test yet."""
    (tmp_path / "tests").mkdir()
    (tmp_path / "house.py").write_text(HOUSE)
    (tmp_path / "tells.py").write_text(TELLS)
    (tmp_path / "pytest.ini").write_text("[pytest]\npythonpath = .\n")
    return tmp_path


def write(home: Path, text: str, name: str = "test_house_two.py") -> None:
    (home / "tests" / name).write_text(text)


def gate(home: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *THEIRS, *more], cwd=home, capture_output=True, text=True, check=False
    )


def test_good_tests_kill_everything(theirs):
    write(theirs, REFUSES)
    done = gate(theirs, "--deep")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "survivors" not in done.stdout
    (total,) = (line.split() for line in done.stdout.splitlines() if line.startswith("all "))
    assert total == ["all", "6", "6", "0", "0"]


def test_a_vacuous_test_of_a_clause_lets_mutants_survive_and_they_are_named(theirs):
    write(theirs, VACUOUS)
    done = gate(theirs, "--json")
    assert done.returncode == 1, done.stderr
    said = json.loads(done.stdout)
    assert (said["mutants"], said["killed"], said["survived"]) == (6, 0, 6)
    assert "survives: rule silent: house:two-bearers" in done.stderr
    assert {v["how"] for v in said["verdicts"]} == {"1 tests stayed green"}


def test_tests_of_another_clause_are_not_asked(theirs):
    write(theirs, REFUSES, "test_house_three.py")
    done = gate(theirs)
    assert done.returncode == 1
    assert "no test file is named after what it cites" in done.stdout


def test_a_file_that_cannot_be_imported_kills_nothing_and_stops(theirs):
    write(theirs, "import no_such_thing\n" + REFUSES)
    done = gate(theirs)
    assert done.returncode == 2
    assert "no_such_thing" in done.stderr
    assert "killed" not in done.stdout


def test_tests_that_are_red_before_anything_is_broken_stop(theirs):
    write(theirs, REFUSES + "\ndef test_no():\n    assert False\n")
    done = gate(theirs)
    assert done.returncode == 2
    assert "test_no" in done.stderr
    assert "must be green before anything is broken" in done.stderr


def test_tests_that_die_kill_nothing(theirs):
    """As in an interpreter that crashed: that proves nothing about the law."""
    broken = VACUOUS + "    import os\n    if hasattr(ask(GRAN), 'record'):\n        os._exit(1)\n"
    write(theirs, broken)
    done = gate(theirs, "--kind", "rule silent")
    assert done.returncode == 1
    assert "died or took too long" in done.stdout


def test_what_is_called_equivalent_and_is_killed_is_reported(theirs):
    write(theirs, REFUSES)
    with (theirs / "house.py").open("a") as more:
        more.write(
            "from safetyframe.testing.mutate import Equivalent\n"
            "SAID = (*RULES, Equivalent(of='rule silent: house:*', why='planted'))\n"
        )
    options = ("--without-charter", "--plus", "house:SAID", "--jobs", "1")
    quick = subprocess.run([*COMMAND, *options], cwd=theirs, capture_output=True, check=False)
    deep = subprocess.run(
        [*COMMAND, *options, "--deep"], cwd=theirs, capture_output=True, text=True, check=False
    )
    assert (quick.returncode, deep.returncode) == (0, 1)
    assert "called equivalent, and killed" in deep.stdout


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--only", "no such thing"), "nothing to break"),
        (("--tests", "nowhere"), "no directory"),
        (("--plus", "house:NOTHING"), "NOTHING"),
        (("--plus", "house"), "MODULE:NAME"),
        (("--depth",), "usage"),
    ],
)
def test_what_cannot_be_judged_is_no_success(theirs, options, said):
    write(theirs, REFUSES)
    done = gate(theirs, *options)
    assert done.returncode == 2
    assert said in done.stderr


def test_listing_breaks_nothing(theirs):
    done = gate(theirs, "--list")
    assert done.returncode == 0
    assert "rule inverted: house:two-bearers  [house:two]" in done.stdout.splitlines()


def test_interrupted_it_ends_its_children_and_says_what_is_left(theirs):
    # The run on the law as it is must end: only what is broken sleeps.
    write(
        theirs,
        "import time\n" + VACUOUS + "    if hasattr(ask(GRAN), 'record'):\n"
        "        open('begun', 'a').close()\n        time.sleep(600)\n",
    )
    with subprocess.Popen(
        [*COMMAND, *THEIRS],
        cwd=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=listening,  # noqa: PLW1509 - no other thread of this process holds a lock
    ) as running:
        try:
            while not (theirs / "begun").exists():
                assert running.poll() is None
                time.sleep(0.05)
            running.send_signal(signal.SIGINT)
            _, told = running.communicate(timeout=60)
        except BaseException:
            running.kill()
            raise
    assert running.returncode == 130
    assert "interrupted: 6 of 6 were not judged" in told


# --- what is broken ------------------------------------------------------------------------------


def test_every_rule_and_row_of_the_charter_is_broken_in_every_way():
    mutants = list(of_charter())
    kinds = Counter(one.kind for one in mutants)
    for how in ("silent", "inverted", "loud", "made a warning"):
        assert kinds[f"gate {how}"] + kinds[f"rule {how}"] == len(RULES)
    for how in ("row dropped", "row opened", "row miscited", "row of somebody's own"):
        assert kinds[how] == len(POWERS)
    ids = [one.id for one in mutants]
    assert len(set(ids)) == len(ids)


def test_every_mutant_has_tests_that_speak_for_it():
    named = files_by_name(Path(__file__).parents[1])
    assert [one.id for one in (*of_charter(), *ALL()) if not files_of(one, named)] == []


def test_every_equivalent_excuses_something_and_says_why():
    assert unused(EQUIVALENTS, list(of_charter())) == ()
    assert all(len(one.why) > 40 for one in EQUIVALENTS)
