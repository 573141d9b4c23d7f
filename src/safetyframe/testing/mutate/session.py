"""One run of pytest, of which nothing is seen unless it goes wrong."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Generator
from importlib.util import find_spec
from typing import IO

import pytest

from safetyframe.testing.mutate.running import Judge

__all__ = ["run"]


def run(judge: Judge) -> bool:
    """Let pytest collect the files of the plan, and the judge do the rest. True: interrupted."""
    files = sorted({str(path) for paths in judge.plan.files.values() for path in paths})
    if not files:  # pytest would look for tests by itself
        judge.judge()
        return False
    options = ["-q", "-p", "no:cacheprovider", "--no-header"]
    # The kit's own plugin makes pytest want to rewrite what is imported here already.
    options += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
    if find_spec("xdist"):  # an addopts with `-n` must not hand the tests to others
        options += ["-n", "0"]
    if find_spec("pytest_randomly"):
        options += ["-p", "no:randomly"]
    with tempfile.TemporaryFile() as told, _said_to(told):
        status = pytest.main([*options, *files], plugins=[judge])
        told.seek(0)
        text = told.read().decode(errors="replace")
    if status == pytest.ExitCode.INTERRUPTED:
        return True
    if status not in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED} and not judge.unready:
        judge.unready.append(text)
    return False


@contextlib.contextmanager
def _said_to(file: IO[bytes]) -> Generator[None]:
    """Send what this process and its children print to `file`."""
    sys.stdout.flush()
    sys.stderr.flush()
    kept = {stream: os.dup(stream) for stream in (1, 2)}
    try:
        for stream in kept:
            os.dup2(file.fileno(), stream)
        yield
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        for stream, held in kept.items():
            os.dup2(held, stream)
            os.close(held)
