"""``safetyframe plain``: what a hook finds in the prose that a host writes (P7)."""

from __future__ import annotations

import json
import shlex
import subprocess
import sysconfig
from pathlib import Path

import pytest
import yaml

from tests.cli.cli import cli, environment
from tests.cli.test_objects import check

ROOT = Path(__file__).parents[2]
PRIVATE = "Sam heeft borderline."
#: Each is short enough; in one sentence they are too long.
FIRST, SECOND = "Sam" + " en dan" * 6, "en dan " * 6 + "slaapt."
FAMILY = ("--lang", "nl", "--reader", "family")


def test_each_thing_found_has_its_place_and_the_prose_is_not_repeated(tmp_path):
    (tmp_path / "a.txt").write_text(f"Dag.\n{PRIVATE}\n\n{FIRST} {SECOND}\n", "utf-8")
    (tmp_path / "b.txt").write_bytes(f"\ufeffDag.\r\nDag. {PRIVATE}".encode())
    ended = cli("plain", "a.txt", "b.txt", *FAMILY, cwd=tmp_path)
    assert (ended.status, ended.err) == (1, "")
    assert ended.lines == [
        "a.txt:2:11: Geen woord voor deze lezer. Gewoner: wat je ziet en hoort.",
        "a.txt:4:1: 26 woorden in één zin; deze lezer kan er 20 aan.",
        "b.txt:2:16: Geen woord voor deze lezer. Gewoner: wat je ziet en hoort.",
    ]
    assert not any(word in ended.out for word in ("Sam", "borderline", "slaapt"))


def test_plain_prose_has_status_0_and_says_nothing(tmp_path):
    (tmp_path / "a.txt").write_text("Oma slaapt bij Sam.\n", "utf-8")
    ended = cli("plain", "a.txt", *FAMILY, cwd=tmp_path)
    assert (ended.status, ended.out, ended.err) == (0, "", "")


def test_who_reads_decides(tmp_path):
    (tmp_path / "a.txt").write_text("De hulpverlener komt.\n", "utf-8")
    told = {
        reader: cli("plain", "a.txt", "--lang", "nl", "--reader", reader, cwd=tmp_path).status
        for reader in ("professional", "family", "child")
    }
    assert told == {"professional": 0, "family": 0, "child": 1}
    assert cli("plain", "a.txt", "--lang", "en", "--reader", "child", cwd=tmp_path).status == 0


def test_the_reading_ease_is_of_the_whole(tmp_path):
    hard = "Verantwoordelijkheidsgevoel organiseren kinderbeschermingsmaatregelen. " * 10
    (tmp_path / "a.txt").write_text(hard, "utf-8")
    ended = cli("plain", "a.txt", *FAMILY, "--json", cwd=tmp_path)
    assert check(ended) == {"plain/1"}
    (found,) = ended.objects
    assert (found["line"], found["column"], found["measure"]) == (1, 1, "ease")
    assert found["value"] < found["limit"] == 60


@pytest.mark.parametrize(
    ("name", "between", "lines"),
    [
        ("a.md", "\n", [3]),
        ("a.md", "\n\n", []),
        ("a.md", "\n- ", []),
        ("a.md", "\n1. ", []),
        ("a.md", "\n# ", []),
        ("a.txt", "\n", []),
        ("a.txt", " ", [3]),
    ],
)
def test_a_sentence_goes_on_in_the_next_line_of_markdown(tmp_path, name, between, lines):
    (tmp_path / name).write_text(f"# Dag\n\n{FIRST}{between}{SECOND}\n", "utf-8")
    ended = cli("plain", name, *FAMILY, "--json", cwd=tmp_path)
    assert [one["line"] for one in ended.objects] == lines


def test_the_input_is_read_too(tmp_path):
    ended = cli("plain", "-", *FAMILY, "--json", cwd=tmp_path, stdin=f"\n{PRIVATE}")
    assert [(one["file"], one["line"], one["column"]) for one in ended.objects] == [("-", 2, 11)]


def test_what_cannot_be_read_is_one_line(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"geheim \xff\xfe")
    assert "UTF-8" in cli("plain", "a.txt", *FAMILY, cwd=tmp_path).trouble()
    assert "geheim" not in cli("plain", "a.txt", *FAMILY, cwd=tmp_path).trouble()
    assert "none.txt" in cli("plain", "none.txt", *FAMILY, cwd=tmp_path).trouble()
    assert "directory" in cli("plain", ".", *FAMILY, cwd=tmp_path).trouble()
    assert "--reader" in cli("plain", "a.txt", "--lang", "nl", cwd=tmp_path).trouble()
    assert "--lang" in cli("plain", "a.txt", "--reader", "child", cwd=tmp_path).trouble()


# --- as a hook ------------------------------------------------------------------------------------


def test_the_hook_runs_as_it_is_declared(tmp_path):
    """What pre-commit does with a hook: the entry, its arguments, and then the files."""
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    (tmp_path / "good.txt").write_text("Oma slaapt bij Sam.\n", "utf-8")
    (tmp_path / "bad.txt").write_text(PRIVATE, "utf-8")
    program, *words = shlex.split(hook["entry"])
    installed = Path(sysconfig.get_path("scripts")) / program

    def run(*files):
        return subprocess.run(
            [installed, *words, *hook["args"], *files],
            cwd=tmp_path,
            env=environment(),
            capture_output=True,
            text=True,
            check=False,
        )

    assert run("good.txt").returncode == 0
    ended = run("good.txt", "bad.txt")
    assert (ended.returncode, ended.stderr) == (1, "")
    assert ended.stdout.startswith("bad.txt:1:11: ")
    # It is installed with what the command line needs.
    assert hook["language"] == "python"
    assert hook["additional_dependencies"] == [".[cli]"]
    assert json.dumps(hook).count("safetyframe-plain") == 1
