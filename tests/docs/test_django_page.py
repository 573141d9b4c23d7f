"""What the page about Django shows, runs in the example project."""

import subprocess
import sys
from pathlib import Path

from tests.docs.playing.blocks import named

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "docs" / "examples" / "django_records"
PAGE = ROOT / "docs" / "how-to" / "embed-in-django.md"
BEFORE = """
import django
from django.conf import settings
from records import settings as theirs
names = {n: getattr(theirs, n) for n in dir(theirs) if n.isupper()}
names["DATABASES"]["default"]["NAME"] = ":memory:"
settings.configure(**names)
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
"""
AFTER = """
call_command("safetyframe_show", "family-7", "--as", "child-1")
"""


def test_the_examples_run():
    blocks = [named(PAGE, "act"), named(PAGE, "worker")]
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", "\n".join((BEFORE, *blocks, AFTER))],
        env={"PYTHONPATH": str(EXAMPLE), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert "safetyframe_show family-7 --as child-1" in PAGE.read_text("utf-8")
    seq, no, shown = done.stdout.strip().splitlines()
    assert seq == "1"
    assert "Frame(DjangoStore.here())" in no
    assert shown == "nothing to show"
