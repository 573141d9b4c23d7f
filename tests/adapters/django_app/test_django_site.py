"""In processes of their own, for settings are global: the example, commands, the admin, opening."""

import json
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


#: Each piece of code in a fork of a process that has loaded what all of them need.
FORKS = """
import json, os, sys
import django, safetyframe, safetyframe.frame
from safetyframe import Frame
from safetyframe.errors import SafetyframeError
for alias, before in json.loads(sys.argv[1]):
    if os.fork():
        os.wait()
        continue
    try:
        exec(before)
        Frame.open(f"django://{alias}")
        said = "opened"
    except SafetyframeError as error:
        said = f"{type(error).__name__} {error}"
    finally:
        print(said, flush=True)
        os._exit(0)
"""
CONFIGURED = """
import django
from django.conf import settings
settings.configure(INSTALLED_APPS=[{apps}], DATABASES={{"default": {{
    "ENGINE": "django.db.backends.sqlite3", "NAME": {name!r}}}}})
"""
OURS = '"safetyframe_plugins.django"'
READY = CONFIGURED.format(apps=OURS, name=":memory:") + "django.setup()"
WRONG = {
    "settings": (
        "default",
        "",
        "HostError Django has no settings here: set DJANGO_SETTINGS_MODULE",
    ),
    "setup": (
        "default",
        CONFIGURED.format(apps=OURS, name=":memory:"),
        "HostError Django is not set up: call django.setup()",
    ),
    "installed": (
        "default",
        CONFIGURED.format(apps="", name=":memory:") + "django.setup()",
        'HostError add "safetyframe_plugins.django" to INSTALLED_APPS',
    ),
    "migrated": ("default", READY, "run manage.py migrate safetyframe --database=default"),
    "alias": ("other", READY, "HostError DATABASES has no 'other'; it has: default"),
    "reach": (
        "default",
        CONFIGURED.format(apps=OURS, name="/no/such/folder/x.db") + "django.setup()",
        "StoreError the database 'default' can't be reached",
    ),
    "url": ("user:hush@host/name", "", "HostError write django://ALIAS"),
    "django": (
        "default",
        "import sys; sys.modules['django'] = None",
        "PluginError store 'django' needs django: pip install 'safetyframe[django]'",
    ),
    "missing": (
        "default",
        "os.environ['DJANGO_SETTINGS_MODULE'] = 'no.such'",
        "HostError the module that DJANGO_SETTINGS_MODULE names",
    ),
    "nothing": (
        "default",
        READY + "\nfrom django.core.management import call_command as c; c('migrate', verbosity=0)",
        "opened",
    ),
}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no forks here")
def test_what_is_wrong_with_opening_is_said_with_what_to_do():
    done = run("-c", FORKS, json.dumps([one[:2] for one in WRONG.values()]))
    assert (done.returncode, done.stderr) == (0, "")
    found = dict(zip(WRONG, done.stdout.splitlines(), strict=True))
    for name, (_, _, said) in WRONG.items():
        assert said in found[name], name
    assert "hush" not in done.stdout
