"""A session of pytest of its own, as somebody has who installed the kit."""

from __future__ import annotations

import subprocess
import sys


def session(folder, tests, *options):
    """Run `tests` (a module's text) in `folder`; gives what was printed, and the exit status."""
    (folder / "test_theirs.py").write_text(tests, "utf-8")
    (folder / "pytest.ini").write_text("[pytest]\n", "utf-8")  # or the tree's own would be found
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *options]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr, done.returncode
