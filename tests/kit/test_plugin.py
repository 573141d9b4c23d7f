"""The pytest plugin: fixtures, the report, and nothing for those who do not ask."""

from __future__ import annotations

import pytest

from tests.kit.session import session

FIXTURES = """
import pytest
from safetyframe import Role
from safetyframe.acts import ReviseWat, Speak
from safetyframe.testing.reached import STAGES
from safetyframe.testing.story import text

@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_is_reached(trajectory_at, stage):
    assert trajectory_at(stage).t.seq > 0

def test_the_stages_are_what_they_are_called(trajectory_at):
    assert not trajectory_at("opened").t.wat.keys()
    assert list(trajectory_at("wat-established").t.wat) == [1]
    assert trajectory_at("expectations-set").t.wat[2].expectations
    assert list(trajectory_at("hoe-established").t.hoe) == [1]
    assert len(trajectory_at("judged").t.judged) > 0
    ended = [e.ended_at is not None for e in trajectory_at("closed").t.involvement.values()]
    assert sorted(ended) == [False, True]
    assert len(trajectory_at("reopened").t.involvement) == 3

def test_an_unknown_stage_is_named(trajectory_at):
    with pytest.raises(ValueError, match="the stages are opened"):
        trajectory_at("wat")

def test_the_clock(clock):
    began = clock()
    assert began.utcoffset() is not None
    clock.tick(days=2, hours=1)
    assert (clock.now - began).days == 2
    with pytest.raises(ValueError, match="go back"):
        clock.tick(days=-1)
    with pytest.raises(ValueError, match="go back"):
        clock.set(began)
    with pytest.raises(ValueError, match="no offset"):
        clock.set(began.replace(tzinfo=None))

def test_two_acts(cast, trajectory_at):
    story = trajectory_at("opened")
    gran, = [who for who in cast.of(Role.NETWORK) if who[0] == "gran"]
    story.do(Speak, gran, words=text("w"))
    story.refused(Speak, cast.system, words=text("w"))
"""

BUG = """
from safetyframe import Law, Role
from safetyframe.acts import EstablishHoe
from safetyframe.testing.roles import RoleRules

def test_rule():
    RoleRules(Law()).never(by={Role.CARE_WORKER}, does=EstablishHoe)
"""


def test_the_fixtures(tmp_path):
    said, status = session(tmp_path, FIXTURES)
    assert status == 0, said
    assert "11 passed" in said
    assert "clause by clause" not in said


def row(said, clause):
    return next(line.split()[1:] for line in said.splitlines() if line.split()[:1] == [clause])


@pytest.mark.parametrize("options", [(), ("-n", "2")], ids=["alone", "xdist"])
def test_the_report_counts_what_the_session_decided(tmp_path, options):
    said, status = session(
        tmp_path, FIXTURES, "--safetyframe-report", "-k", "two_acts or clock", *options
    )
    assert status == 0, said
    assert "7 acts accepted, 1 refused, 0 unsure" in said
    assert row(said, "T6") == ["1", "1"]
    assert "never refused:" in said


def test_a_failure_is_told_as_a_story(tmp_path):
    said, status = session(tmp_path, BUG)
    assert status == 1
    assert "never by care-worker, EstablishHoe: EstablishHoe was accepted" in said
    assert "  1  OpenInvolvement by c-lead (consultant)" in said
    assert "def _play" not in said  # the rule is shown, and nothing of the kit's own


REFUSED = """
from safetyframe.acts import Withdraw
from safetyframe.testing import ANNA

def test_story(trajectory_at, cast):
    trajectory_at("wat-established").do(Withdraw, cast.lead, minor=ANNA, outcome="achieved")
"""


def test_a_story_that_is_refused_is_told_too(tmp_path):
    said, status = session(tmp_path, REFUSED)
    assert status == 1
    assert "UnexpectedError: Withdraw was to be accepted: it is refused by " in said
    assert " 13  EstablishWat by c-lead (consultant)" in said
    assert " 14  Withdraw by c-lead (consultant)" in said
    assert "Violation(" not in said
    assert "Trajectory(" not in said
    assert "def do" not in said


def test_it_can_be_left_out(tmp_path):
    tests = "def test_clock(clock):\n    pass\n"
    said, status = session(tmp_path, tests, "-p", "no:safetyframe")
    assert status == 1
    assert "fixture 'clock' not found" in said


QUIET = """
import sys

def test_nothing_was_loaded():
    loaded = {name.split(".")[0] for name in sys.modules}
    assert "hypothesis" not in loaded
    assert "safetyframe.law" not in sys.modules
    assert "safetyframe.testing.tally" not in sys.modules
"""


def test_a_session_that_does_not_ask_loads_nothing(tmp_path):
    # The hypothesis package has a pytest plugin of its own, which is not what is asked about here.
    said, status = session(tmp_path, QUIET, "-p", "no:hypothesispytest")
    assert status == 0, said
