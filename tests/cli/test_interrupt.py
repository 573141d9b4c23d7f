"""Ctrl-C in the middle: one line, and nothing half written."""

import os
import signal
import sys

import pytest

from safetyframe.frame import Frame
from tests.cli.cli import cli, interrupted, python, words, write_lines

MANY = 3000

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals as POSIX has them")


@pytest.fixture(scope="module")
def long_script(tmp_path_factory):
    folder = tmp_path_factory.mktemp("long")
    return write_lines(folder / "long.jsonl", *(words(n) for n in range(1, MANY + 1)))


def records(store):
    with Frame.open(f"sqlite:///{store}") as frame:
        return frame.records("t-1")


@pytest.mark.parametrize("after", [1, 40])
def test_the_store_holds_a_prefix_and_the_script_can_be_played_on(after, long_script, tmp_path):
    store = tmp_path / "cases.db"
    ended = interrupted(
        "run", long_script, "--store", f"sqlite:///{store}", cwd=tmp_path, after=after
    )
    said = ended.trouble(130)
    assert said.startswith("interrupted; ")
    kept = records(store)
    assert after <= len(kept) < MANY
    assert [r.act.id for r in kept] == [f"act-{n}" for n in range(1, len(kept) + 1)]
    with Frame.open(f"sqlite:///{store}") as frame:
        for record in kept:
            assert frame.body("t-1", f"{record.act.id}.1") is not None
    # Playing on is tried with a shorter script, whose beginning is the same.
    short = tmp_path / "short.jsonl"
    lines = long_script.read_text(encoding="utf-8").splitlines(keepends=True)
    short.write_text("".join(lines[: len(kept) + 3]), encoding="utf-8")
    again = cli("run", short, "--store", f"sqlite:///{store}", cwd=tmp_path)
    assert again.status == 0, again
    assert f"{len(kept) + 2} acts: 2 accepted, {len(kept)} already on record." in again.lines


def test_the_demo_says_where_its_acts_are(tmp_path):
    ended = interrupted("demo", "--file", "demo.db", cwd=tmp_path, after=5)
    said = ended.trouble(130)
    assert str(tmp_path / "demo.db") in said
    with Frame.open(f"sqlite:///{tmp_path / 'demo.db'}") as frame:
        assert frame.records("family-7")


def test_while_loading_it_is_one_line_too(tmp_path):
    code = (
        "import sys\n"
        "class Slow:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'click': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Slow())\n"
        "from safetyframe.cli import main\n"
        "sys.exit(main(['demo']))"
    )
    assert python(code, cwd=tmp_path).trouble(130) == "interrupted"


def test_while_only_looking(home, tmp_path):
    code = (
        "import os, signal, sys\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "import safetyframe.cli.looking as t\n"
        f"t.tell_findings = lambda *a: os.kill(os.getpid(), {int(signal.SIGINT)})\n"
        "from safetyframe.cli import main\n"
        f"sys.exit(main(['findings', 'family-7', '--store', 'sqlite:///{home}/demo.db',"
        "'--for', 'consultant-2']))"
    )
    assert python(code, cwd=tmp_path).trouble(130) == "interrupted"


def test_a_reader_that_goes_away_stops_the_play_and_is_no_traceback(long_script, tmp_path):
    code = (
        "import subprocess, sys\n"
        f"p = subprocess.Popen([{sys.executable!r}, '-m', 'safetyframe.cli', 'run', "
        f"{str(long_script)!r}, '--store', 'sqlite:///cases.db'], stdout=subprocess.PIPE)\n"
        "p.stdout.readline(); p.stdout.close(); sys.exit(p.wait())"
    )
    said = python(code, cwd=tmp_path).trouble()
    assert said.startswith("nobody reads the output any more; ")
    kept = records(tmp_path / "cases.db")
    assert 0 < len(kept) < MANY
