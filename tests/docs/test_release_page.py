"""The commands of `how-to/release.md` that check and build do what the page says."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import safetyframe
from safetyframe import versions
from tests.docs.playing.blocks import blocks

TREE = Path(__file__).parents[2]
PAGE = TREE / "docs" / "how-to" / "release.md"
BLOCKS = {block.name: block.text for block in blocks(PAGE)}
assert PAGE.name == "release.md"


def run(text, cwd):
    found = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-euc", text],
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PATH": found},
        timeout=400,
        check=False,
    )


def test_what_is_kept_is_as_it_was_written_down():
    done = run(BLOCKS["kept"], TREE)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


def test_pages_that_say_a_version_say_the_one_that_this_is():
    """A release raises it: docs/how-to/release.md."""
    said = (
        f"safetyframe {safetyframe.__version__}\nwire {versions.WIRE}\ncharter {versions.CHARTER}\n"
    )
    assert said in (TREE / "docs" / "reference" / "versions.md").read_text("utf-8")
    plain = (TREE / "docs" / "explanation" / "plain-words.md").read_text("utf-8")
    assert f"rev: v{safetyframe.__version__} " in plain


@pytest.mark.skipif(not (TREE / "src").is_dir(), reason="the tests run against a wheel: no sources")
def test_a_release_is_built_twice_alike(tmp_path):
    copy = tmp_path / "checkout"
    away = shutil.ignore_patterns(".git", ".venv", "__pycache__", ".*_cache", "dist", "build")
    shutil.copytree(TREE, copy, symlinks=True, ignore=away)
    done = run(BLOCKS["build"], copy)
    assert (done.returncode, done.stdout) == (0, "built twice, byte for byte the same\n"), (
        done.stderr
    )
    kinds = sorted(path.suffix for path in (copy / "dist").iterdir())
    assert kinds == [".gz", ".whl"]
