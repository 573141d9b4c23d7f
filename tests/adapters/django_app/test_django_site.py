"""In processes of their own, for settings are global: the example, commands, the admin, opening."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "docs" / "examples" / "django_records"


def run(*args, **env):
    """Run Python on its own, in the example's folder, with warnings as errors."""
    paths = os.pathsep.join(map(str, (EXAMPLE, ROOT)))
    clean = {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"}
    return subprocess.run(
        [sys.executable, "-W", "error", *args],
        env={**clean, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1", **env},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_the_example_keeps_its_promises():
    done = run(str(EXAMPLE / "manage.py"), "test", "records")
    assert done.returncode == 0, done.stderr
    assert "Ran 4 tests" in done.stderr


def test_commands_and_the_admin_show_a_person_what_is_theirs():
    done = run(str(EXAMPLE / "manage.py"), "test", "tests.adapters.django_app.looking")
    assert done.returncode == 0, done.stderr
    assert "Ran 13 tests" in done.stderr


def test_the_migrations_make_what_the_models_say():
    done = run(str(EXAMPLE / "manage.py"), "makemigrations", "--check", "--dry-run")
    assert done.returncode == 0, done.stdout + done.stderr


OPEN = """
from safetyframe import Frame
from safetyframe.errors import SafetyframeError
{before}
try:
    Frame.open("django://{alias}")
except SafetyframeError as error:
    print(type(error).__name__, error)
"""
CONFIGURED = """
import django
from django.conf import settings
settings.configure(INSTALLED_APPS=[{apps}], DATABASES={{"default": {{
    "ENGINE": "django.db.backends.sqlite3", "NAME": {name!r}}}}})
"""
OURS = '"safetyframe_plugins.django"'


@pytest.mark.parametrize(
    ("before", "alias", "said"),
    [
        ("", "default", "HostError Django has no settings here: set DJANGO_SETTINGS_MODULE"),
        (
            CONFIGURED.format(apps=OURS, name=":memory:"),
            "default",
            "HostError Django is not set up: call django.setup()",
        ),
        (
            CONFIGURED.format(apps="", name=":memory:") + "django.setup()",
            "default",
            'HostError add "safetyframe_plugins.django" to INSTALLED_APPS',
        ),
        (
            CONFIGURED.format(apps=OURS, name=":memory:") + "django.setup()",
            "default",
            "run manage.py migrate safetyframe --database=default",
        ),
        (
            CONFIGURED.format(apps=OURS, name=":memory:") + "django.setup()",
            "other",
            "HostError DATABASES has no 'other'; it has: default",
        ),
        (
            CONFIGURED.format(apps=OURS, name="/no/such/folder/x.db") + "django.setup()",
            "default",
            "StoreError the database 'default' can't be reached",
        ),
        ("", "user:hush@host/name", "HostError write django://ALIAS"),
        (
            "import sys; sys.modules['django'] = None",
            "default",
            "PluginError store 'django' needs django: pip install 'safetyframe[django]'",
        ),
    ],
    ids=["settings", "setup", "installed", "migrated", "alias", "reach", "url", "django"],
)
def test_what_is_wrong_with_opening_is_said_with_what_to_do(before, alias, said):
    done = run("-c", OPEN.format(before=before, alias=alias))
    assert said in done.stdout, done.stdout + done.stderr
    assert "hush" not in done.stdout + done.stderr


def test_with_everything_in_place_it_opens():
    migrated = "\nfrom django.core.management import call_command as c; c('migrate', verbosity=0)"
    before = CONFIGURED.format(apps=OURS, name=":memory:") + "django.setup()" + migrated
    done = run("-c", OPEN.format(before=before, alias="default"))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_settings_that_are_not_there_are_named_as_such():
    done = run("-c", OPEN.format(before="", alias="default"), DJANGO_SETTINGS_MODULE="no.such")
    assert "HostError the module that DJANGO_SETTINGS_MODULE names" in done.stdout
