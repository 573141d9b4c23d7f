"""Notices of a Django project on their way: `manage.py safetyframe_relay`, and the command line."""

import json
import os
import subprocess
import sys

import pytest

from safetyframe.cli.commands.relay import command as relay_command
from tests.adapters.django_app.test_django_site import EXAMPLE, ROOT

SETTINGS = """
from records.settings import *
DATABASES["default"]["NAME"] = {name!r}
"""
#: Two notices wait; then each line of arguments in turn, with how it ended and what it printed.
PLAY = """
import contextlib, io, json, sys
import django
django.setup()
from django.core.management import call_command, execute_from_command_line
from safetyframe_plugins.django.store import DjangoStore
from tests.relay.faking import keep
call_command("migrate", verbosity=0)
keep(DjangoStore(), seq=1, people=("p", "q"))
for words in json.loads(sys.argv[1]):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            execute_from_command_line(["manage.py", "safetyframe_relay", *words])
            status = 0
        except SystemExit as end:
            status = end.code
    print(json.dumps([status, out.getvalue(), err.getvalue()]))
"""
PLAYED = {
    "once": ("--once", "--lang", "en", "jsonl:///first.jsonl"),
    "again": ("jsonl:///first.jsonl", "--once", "--json", "--first", "3", "--worker=-w"),
    "nothing": (),
    "hold": ("jsonl:///first.jsonl", "--hold", "0"),
    "database": ("--dead", "--database", "nope"),
    "revive": ("--revive", "x", "--revive", "y"),
    "all": ("--all", "--lang", "en"),
    "help": ("--help",),
}
#: The command line, each time with the settings that are named first.
CLI = """
import json, os, sys
from safetyframe.cli import main
for settings, *words in json.loads(sys.argv[1]):
    os.environ["DJANGO_SETTINGS_MODULE"] = settings
    print("---", main(words), file=sys.stderr)
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A project of its own, with what its commands said."""
    folder = tmp_path_factory.mktemp("project")
    (folder / "here.py").write_text(SETTINGS.format(name=str(folder / "host.db")), "utf-8")
    (folder / "broken.py").write_text("raise RuntimeError('hush')", "utf-8")
    done = run(folder, PLAY, list(PLAYED.values()))
    assert done.returncode == 0, done.stderr
    said = dict(zip(PLAYED, map(json.loads, done.stdout.splitlines()), strict=True))
    return folder, said


def run(folder, code, words):
    """Run Python in `folder`, in a project."""
    paths = os.pathsep.join(map(str, (folder, EXAMPLE, ROOT)))
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code, json.dumps(words)],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "here",
            "PYTHONPATH": paths,
            "PYTHONDONTWRITEBYTECODE": "1",
            "LC_ALL": "C.UTF-8",
        },
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def test_a_command_of_the_project_carries_them(project):
    folder, said = project
    status, out, err = said["once"]
    assert (status, err) == (0, "")
    assert out.startswith("2 sent (0 of them perhaps not for the first time)")
    lines = (folder / "first.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["data"]["recipient"] for line in lines] == ["p", "q"]
    status, out, err = said["again"]
    assert (status, json.loads(out)["sent"], json.loads(out)["worker"]) == (0, 0, "-w")
    assert said["all"] == [0, "0 wait again.\n", ""]


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("nothing", "name a MESSENGER"),
        ("hold", "--hold"),
        ("database", "DATABASES has no 'nope'"),
        ("revive", "2 of these are no notices that failed"),
    ],
)
def test_what_it_cannot_carry_out_is_one_line_and_a_status(project, name, what):
    status, out, err = project[1][name]
    assert (status, out) == (2, "")
    (line,) = err.splitlines()
    assert what in line


def test_it_takes_every_option_of_the_command_line(project):
    status, said, _ = project[1]["help"]
    assert status == 0
    for option in relay_command.params:
        assert option.name == "store" or option.opts[0] in said


def test_the_command_line_sets_the_project_up(project):
    folder, _ = project
    asked = [
        ["", "relay", "--dead", "django://default"],
        ["no.such", "relay", "--dead", "django://default"],
        ["broken", "relay", "--dead", "django://default"],
        ["here", "relay", "django://default", "jsonl:///second.jsonl", "--once", "--json"],
        ["here", "conform", "django://default"],
    ]
    done = run(folder, CLI, asked)
    assert json.loads(done.stdout)["worker"]
    unset, missing, broken, fine, conform = done.stderr.split("---")[:5]
    assert "set DJANGO_SETTINGS_MODULE" in unset
    assert "safetyframe_relay" in unset
    assert "2\n" in missing
    assert "can't be imported" in missing
    assert "it raised RuntimeError" in broken
    assert fine == " 2\n"
    assert "holds something" in conform
    assert "hush" not in done.stderr
