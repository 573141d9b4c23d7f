"""The demo: a fresh file, every act, what is due, and commands to try that work."""

import re
import shlex
import subprocess
import sys

from safetyframe.cli.script import read_sample
from safetyframe.frame import Frame
from tests.cli.cli import cli, environment


def test_it_goes_as_the_sample_expects(played):
    _, demo = played
    assert demo.status == 0, demo
    assert demo.err == ""
    total = len(read_sample().steps)
    refused = sum(
        s.expect is not None and s.expect.verdict == "refused" for s in read_sample().steps
    )
    assert f"{total} acts: {total - refused} accepted, {refused} refused." in demo.lines
    assert "All as the script expects." in demo.lines


def test_each_act_has_number_day_verdict_person_capacity_and_name(played):
    _, demo = played
    acts = [line for line in demo.lines if re.match(r" *\d+  2025-", line)]
    assert len(acts) == len(read_sample().steps)
    for number, line in enumerate(acts, start=1):
        assert re.match(
            rf" *{number}  2025-\d\d-\d\d  (accepted|refused )  \S+ \([a-z ]+\): [a-z]", line
        ), line


def test_days_are_civil_days_of_the_trajectory(played):
    _, demo = played
    assert any(line.startswith("  1  2025-01-13") for line in demo.lines)


def test_refusals_name_clauses_and_reasons_and_next_steps(played):
    _, demo = played
    at = next(
        n for n, line in enumerate(demo.lines) if "worker-1 (care worker): establish WAT" in line
    )
    assert demo.lines[at].endswith("  P12 X3")
    after = [line.strip() for line in demo.lines[at + 1 : at + 5]]
    assert after == [
        "A care worker tries to set the WAT.",
        "P12 X3",
        "Acting as care worker, nobody may do this: establish WAT.",
        "Next: the lead consultant establishes WAT.",
    ]


def test_it_is_plain_when_nobody_looks(played):
    _, demo = played
    assert "\x1b" not in demo.out


def test_no_prose_of_the_script_is_printed(played):
    _, demo = played
    for step in read_sample().steps:
        for body in step.bodies:
            assert body.words not in demo.out


def test_every_sentence_has_words(played):
    _, demo = played
    assert "there are no words for it" not in demo.out


def test_the_file_is_a_store_and_holds_what_was_accepted(played):
    folder, demo = played
    assert f"The file: {folder / 'demo.db'}" in demo.lines
    with Frame.open(f"sqlite:///{folder / 'demo.db'}") as frame:
        script = read_sample()
        accepted = [s.act.id for s in script.steps if s.expect is None]
        assert [r.act.id for r in frame.records(script.trajectory)] == accepted


def test_what_to_try_next_works(played):
    folder, demo = played
    at = demo.lines.index("What to try next")
    tries = [line.strip() for line in demo.lines[at + 1 :] if line.strip()]
    assert len(tries) >= 4
    for line in tries:
        typed = shlex.split(line)
        assert typed[:3] == [sys.executable, "-m", "safetyframe.cli"]
        done = subprocess.run(
            typed, cwd=folder, env=environment(), capture_output=True, check=False
        )
        assert done.returncode == 0, done
        assert done.stdout
        assert not done.stderr


def test_who_looks_at_the_end_can_be_named(tmp_path):
    demo = cli("demo", "--file", "d.db", "--for", "child-a", cwd=tmp_path)
    assert demo.status == 0, demo
    at = demo.lines.index("What to try next")
    assert demo.lines[at + 1].endswith(" --for child-a")
    said = cli("demo", "--file", "e.db", "--for", "Jan Peeters", cwd=tmp_path).trouble()
    assert said.startswith("--for: expected an opaque reference")
    assert not (tmp_path / "e.db").exists()


def test_what_is_said_is_said_to_whoever_did_it(tmp_path):
    # Nobody learns from an acceptance how many records there are.
    demo = cli("demo", "--file", "d.db", "--json", cwd=tmp_path)
    assert not any("seq" in each for each in demo.objects)


def test_it_never_writes_over_a_file(tmp_path):
    there = tmp_path / "there.db"
    there.write_text("mine")
    said = cli("demo", "--file", "there.db", cwd=tmp_path).trouble()
    assert said == "there.db: it is there already; name a file that is not"
    assert there.read_text() == "mine"
    assert "it is there already" in cli("demo", "--file", ".", cwd=tmp_path).trouble()
    assert "No such file" in cli("demo", "--file", "no/such.db", cwd=tmp_path).trouble()


def test_without_a_file_it_makes_a_folder_that_stays(tmp_path):
    demo = cli("demo", "--json", cwd=tmp_path, TMPDIR=str(tmp_path))
    assert demo.status == 0
    (folder,) = tmp_path.iterdir()
    assert [f.name for f in folder.iterdir()] == ["two-siblings.db"]
    store = demo.objects[-1]["store"]
    assert cli("show", "family-7", "--store", store, "--for", "p-1", cwd=tmp_path).status == 0


def test_signs_that_mean_something_in_a_url_are_fine_in_a_name(tmp_path):
    name = "a b#c?d%20é.db"
    demo = cli("demo", "--file", name, "--lang", "en", cwd=tmp_path, LC_ALL="nl_BE.UTF-8")
    assert demo.status == 0, demo
    assert "All as the script expects." in demo.lines
    assert (tmp_path / name).exists()
    at = demo.lines.index("What to try next")
    store = shlex.split(demo.lines[at + 1])[6]
    assert store.startswith("sqlite:///")
    assert cli("findings", "family-7", "--store", store, "--for", "p-1", cwd=tmp_path).status == 0


def test_it_speaks_dutch_where_the_terminal_does(tmp_path):
    demo = cli("demo", "--file", "d.db", cwd=tmp_path, LC_ALL="nl_BE.UTF-8")
    assert demo.status == 0
    assert "Als hulpverlener mag niemand dit doen: de WAT vastleggen." in demo.out
    assert "Alles zoals het script verwacht." in demo.out
    assert "Er ontbreekt iets of er staat iets in de weg" not in demo.out
