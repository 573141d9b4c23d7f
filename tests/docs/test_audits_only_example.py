"""The host that only audits: the page says what is wrong, what is not known, and where to look."""

import json
import subprocess
import sys
from pathlib import Path

from safetyframe import Role
from safetyframe import acts as a
from safetyframe.wire import dump
from tests.support.story import ANNA, WORKER, Story, ready_to_withdraw, statements, text

FILE = Path(__file__).parents[2] / "docs" / "examples" / "audits_only" / "nightly.py"

ANNA_SPEAKS = (ANNA, Role.MINOR)


def export(path, name, acts, *, lacks=()):
    lines = [{"trajectory": name, "lacks": list(lacks)}] if lacks else []
    lines += [{"trajectory": name, "act": dump(act)} for act in acts]
    with path.open("a", encoding="utf-8") as file:
        file.writelines(json.dumps(line) + "\n" for line in lines)


def nightly(folder):
    done = subprocess.run(
        [sys.executable, "-W", "error", FILE, folder],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert not done.stderr
    return done.returncode, done.stdout


def test_the_page(tmp_path):
    story = ready_to_withdraw()
    good = [record.act for record in story.records]
    links = {n: getattr(story.t.wat[1], n) for n in ("information", "conversations", "weighed")}
    # A care worker moves the WAT: that is the lead consultant's alone.
    bad = story.act(a.EstablishWat, WORKER, **statements(), **links)
    export(tmp_path / "night.jsonl", "family-1", good[:5])
    export(tmp_path / "night.jsonl", "family-2", [*good, bad])
    status, said = nightly(tmp_path)
    assert status == 1
    assert "2 trajectories" in said
    assert f"{len(good) + 6} acts, {len(good) + 6} of them judged" in said
    assert " 1  P12: " in said
    assert "Look first at family-2" in said


def test_what_is_not_known_is_not_fine(tmp_path):
    acts = [record.act for record in ready_to_withdraw().records]
    export(tmp_path / "night.jsonl", "family-1", acts[:5], lacks=("people",))
    with (tmp_path / "night.jsonl").open("a") as file:
        file.write("{torn\n")
    status, said = nightly(tmp_path)
    assert status == 1
    assert "1 lines not to be read" in said
    assert "0 found. 0 not to be judged" not in said


def test_a_family_in_two_files_is_told(tmp_path):
    acts = [record.act for record in ready_to_withdraw().records]
    export(tmp_path / "one.jsonl", "family-1", acts[:5])
    export(tmp_path / "two.jsonl", "family-1", acts[5:9])
    status, said = nightly(tmp_path)
    assert status == 1
    assert "1 trajectories are in two files" in said


def test_a_night_without_an_export_is_no_good_night(tmp_path):
    (tmp_path / "night.jsonl").write_bytes(b"")
    assert nightly(tmp_path)[0] == 1


def test_a_good_night(tmp_path):
    story = Story()
    export(tmp_path / "night.jsonl", "family-1", [story.act(a.Speak, ANNA_SPEAKS, words=text("w"))])
    status, said = nightly(tmp_path)
    assert (status, "0 found. 0 not to be judged" in said) == (0, True), said
