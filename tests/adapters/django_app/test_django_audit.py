"""An audit of a Django project's records, by the URL of its store."""

import json
import os
import subprocess
import sys

import pytest

from tests.adapters.django_app.test_django_site import EXAMPLE, ROOT
from tests.auditing.test_stores import as_lines
from tests.cli.cli import Ended, environment

SETTINGS = """
from records.settings import *
DATABASES["default"]["NAME"] = {name!r}
"""
FILL = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from safetyframe_plugins.django.store import DjangoStore
from tests.auditing.test_stores import fill
fill(DjangoStore())
"""


#: Each command in a fork of a process that has loaded what all of them need.
CLI = """
import json, os, sys
import django, safetyframe.cli.auditing, safetyframe.frame
from safetyframe.cli import main
for number, (settings, *words) in enumerate(json.loads(sys.argv[1])):
    if os.fork():
        os.wait()
        continue
    os.environ["DJANGO_SETTINGS_MODULE"] = settings
    for handle, name in ((1, "out"), (2, "err")):
        os.dup2(os.open(f"{number}.{name}", os.O_CREAT | os.O_WRONLY), handle)
    status = main(words)
    sys.stdout.flush()
    with open(f"{number}.status", "w") as told:
        told.write(str(status))
    os._exit(0)
"""
MORE = [(), ("--jobs", "2"), ("--json",)]
STORE = ("audit", "django://default")
ASKED = [
    *(("here", *STORE, *more) for more in MORE),
    *(("here", "audit", "all.jsonl", *more) for more in MORE),
    *((settings, *STORE) for settings in ("", "nowhere", "broken")),
]


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """What is told of a project with seven trajectories in its database, and of the same lines."""
    folder = tmp_path_factory.mktemp("project")
    (folder / "here.py").write_text(SETTINGS.format(name=str(folder / "host.db")), "utf-8")
    (folder / "broken.py").write_text("raise RuntimeError('hush')", "utf-8")
    as_lines(folder / "all.jsonl")
    paths = os.pathsep.join(map(str, (folder, EXAMPLE, ROOT)))
    there = {"DJANGO_SETTINGS_MODULE": "here", "PYTHONPATH": paths}
    made = subprocess.run(
        [sys.executable, "-W", "error", "-c", FILL],
        env={**os.environ, **there},
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    asked = [sys.executable, "-c", CLI, json.dumps(ASKED)]
    subprocess.run(asked, env=environment(**there), cwd=folder, check=True)

    def ended(number):
        out, err = ((folder / f"{number}.{end}").read_text("utf-8") for end in ("out", "err"))
        return Ended(int((folder / f"{number}.status").read_text()), out, err)

    return {one: ended(number) for number, one in enumerate(ASKED)}


@pytest.mark.parametrize("more", MORE, ids=" ".join)
def test_it_finds_what_is_found_in_the_same_records_as_lines(told, more):
    found = told["here", *STORE, *more]
    assert found == told["here", "audit", "all.jsonl", *more]
    assert found.status == 1
    assert "powers.Judge" in found.out or found.lines[0].startswith("Trajectories: 7.")


def test_a_project_that_is_not_there_or_broken_is_one_line(told):
    unset, missing, broken = (told[settings, *STORE] for settings in ("", "nowhere", "broken"))
    assert "set DJANGO_SETTINGS_MODULE" in unset.trouble()
    assert "can't be imported" in missing.trouble()
    assert "RuntimeError" in broken.trouble()
    assert "hush" not in broken.err
