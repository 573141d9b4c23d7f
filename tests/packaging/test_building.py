"""What .ci/run calls to build and to try a release says what is wrong; hooks agree with it."""

from __future__ import annotations

import re
import tomllib
import zipfile
from pathlib import Path

import pytest
import yaml

from tests.packaging import each_extra, reproducible

TREE = Path(__file__).parents[2]
PROJECT = tomllib.loads((TREE / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]


def test_every_extra_that_is_offered_is_tried():
    assert set(each_extra.PARTS) == set(EXTRAS) - each_extra.OURS
    assert set(EXTRAS) >= each_extra.OURS


def test_what_needs_an_extra_is_read_from_the_wheel(tmp_path):
    wheel = tmp_path / "x-1-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as inside:
        said = "Provides-Extra: cli\nProvides-Extra: dev\nProvides-Extra: nats\n"
        inside.writestr("x-1.dist-info/METADATA", said)
    assert each_extra.extras_of(wheel) == ["cli", "nats"]


@pytest.fixture
def two(tmp_path):
    """Two builds that are the same."""
    for name in ("one", "other"):
        folder = tmp_path / name
        folder.mkdir()
        with zipfile.ZipFile(folder / "x.whl", "w") as inside:
            inside.writestr(zipfile.ZipInfo("a.py"), "1")
    return tmp_path / "one", tmp_path / "other"


def test_two_builds_that_are_the_same_differ_in_nothing(two):
    assert reproducible.differences(*two) == []


def test_what_differs_is_named_down_to_the_file_in_the_wheel(two):
    with zipfile.ZipFile(two[1] / "x.whl", "w") as inside:
        inside.writestr(zipfile.ZipInfo("a.py", (2020, 1, 1, 0, 0, 0)), "1")
    (two[0] / "y.tar.gz").write_bytes(b"")
    assert reproducible.differences(*two) == ["y.tar.gz was built once", "x.whl differs: a.py"]


def test_hooks_run_the_versions_that_ci_runs():
    held = yaml.safe_load((TREE / ".pre-commit-config.yaml").read_text("utf-8"))
    hooks = {hook["id"]: hook for repo in held["repos"] for hook in repo["hooks"]}
    assert set(hooks) == {"ruff-check", "ruff-format", "mypy"}
    (ruff,) = (each for each in EXTRAS["dev"] if each.startswith("ruff"))
    for name in ("ruff-check", "ruff-format"):
        assert hooks[name]["additional_dependencies"] == [ruff]
    ci = (TREE / ".ci" / "run").read_text("utf-8")
    for command in ("ruff check", "ruff format", "mypy --strict"):
        tool, _, rest = command.partition(" ")
        assert re.search(rf'"\$bin/{tool}" {rest}', ci)
        assert any(hook["entry"].startswith(command) for hook in hooks.values())


def test_what_a_release_needs_is_in_the_tree_and_in_the_sdist():
    sdist = tomllib.loads((TREE / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]
    for name in ("CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "README.md", "SECURITY.md"):
        assert (TREE / name).stat().st_size > 200
        assert f"/{name}" in sdist["targets"]["sdist"]["include"]
    assert PROJECT["license"] == "Apache-2.0"
    assert "Apache License" in (TREE / "LICENSE").read_text("utf-8")[:300]
