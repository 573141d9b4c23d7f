"""An audit of a Django project's records, by the URL of its store."""

import os
import subprocess
import sys

import pytest

from tests.adapters.django_app.test_django_site import EXAMPLE, ROOT
from tests.auditing.test_stores import as_lines
from tests.cli.cli import cli

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


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A project with seven trajectories in its own database, and the same as lines beside it."""
    folder = tmp_path_factory.mktemp("project")
    (folder / "here.py").write_text(SETTINGS.format(name=str(folder / "host.db")), "utf-8")
    (folder / "broken.py").write_text("raise RuntimeError('hush')", "utf-8")
    as_lines(folder / "all.jsonl")
    made = subprocess.run(
        [sys.executable, "-W", "error", "-c", FILL],
        env={**os.environ, **there(folder)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    return folder


def there(folder, settings="here"):
    paths = os.pathsep.join(map(str, (folder, EXAMPLE, ROOT)))
    return {"DJANGO_SETTINGS_MODULE": settings, "PYTHONPATH": paths}


@pytest.mark.parametrize("more", [(), ("--jobs", "2"), ("--json",)], ids=" ".join)
def test_it_finds_what_is_found_in_the_same_records_as_lines(project, more):
    found = cli("audit", "django://default", *more, cwd=project, **there(project))
    assert found == cli("audit", "all.jsonl", *more, cwd=project)
    assert found.status == 1
    assert "powers.Judge" in found.out or found.lines[0].startswith("Trajectories: 7.")


def test_a_project_that_is_not_there_or_broken_is_one_line(project):
    told = {
        settings: cli("audit", "django://default", cwd=project, **there(project, settings))
        for settings in ("", "nowhere", "broken")
    }
    assert "set DJANGO_SETTINGS_MODULE" in told[""].trouble()
    assert "can't be imported" in told["nowhere"].trouble()
    assert "RuntimeError" in told["broken"].trouble()
    assert "hush" not in told["broken"].err
