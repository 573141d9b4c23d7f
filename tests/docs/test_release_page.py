"""The commands of `how-to/release.md` that check and build do what the page says."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

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
