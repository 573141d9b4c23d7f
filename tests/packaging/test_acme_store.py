"""A third party's adapter: built to a wheel, installed in a clean environment, found, judged."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from importlib.resources import files
from pathlib import Path

import pytest

SAMPLE = files("safetyframe.cli") / "two-siblings.yaml"
ACME = Path(__file__).parents[2] / "docs" / "examples" / "acme-store"


def run(*command: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    env = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "PYTEST", "VIRTUAL"))}
    words = [str(word) for word in command]
    done = subprocess.run(
        words, capture_output=True, text=True, cwd=cwd, env=env, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    # The build backend by its own command: what an isolated build would download is here already.
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=ACME)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def clean(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that holds the wheel, and borrows safetyframe and what tests need."""
    folder = tmp_path_factory.mktemp("clean")
    venv.create(folder, with_pip=False, symlinks=True)
    site = Path(sysconfig.get_path("purelib", "venv", {"base": str(folder)}))
    python = Path(sysconfig.get_path("scripts", "venv", {"base": str(folder)})) / "python"
    pip = (sys.executable, "-m", "pip", "--python", python, "install", "-q", "--no-index")
    run(*pip, "--no-deps", wheel, cwd=folder)
    borrowed = sysconfig.get_path("purelib")
    (site / "borrowed.pth").write_text(f"import site; site.addsitedir({borrowed!r})\n")
    return python


def test_the_wheel_holds_the_plugin_and_no_tests(wheel: Path):
    names = zipfile.ZipFile(wheel).namelist()
    assert "acme_store/__init__.py" in names
    assert any(name.endswith("entry_points.txt") for name in names)
    assert not any("test" in name for name in names)


def test_it_is_listed_with_what_it_can_and_can_not(clean: Path, tmp_path: Path):
    said = run(clean, "-m", "safetyframe.cli", "plugins", "--json", cwd=tmp_path).stdout
    (acme,) = (o for o in map(json.loads, said.splitlines()) if o["name"] == "acme")
    assert (acme["distribution"], acme["version"], acme["state"]) == (
        "acme-store",
        "0.1.0",
        "ready",
    )
    (store,) = acme["stores"]
    assert (store["schemes"], store["durable"], store["erases"]) == (["acme"], "yes", "no")


def test_the_command_line_keeps_a_file_in_it(clean: Path, tmp_path: Path):
    url = f"acme://{tmp_path}/cases"
    demo = run(clean, "-m", "safetyframe.cli", "run", SAMPLE, "--store", url, cwd=tmp_path)
    assert demo.stdout
    lines = (tmp_path / "cases" / "log.jsonl").read_text().splitlines()
    assert len(lines) > 10


def test_it_keeps_every_law_of_stores(clean: Path, tmp_path: Path):
    plain = ("-p", "no:cacheprovider", "-o", "addopts=", "-q", "-rs")
    said = run(clean, "-m", "pytest", *plain, ACME / "tests", cwd=tmp_path).stdout
    assert "failed" not in said
    skipped = {
        line.split(" is not judged: ")[1]
        for line in said.splitlines()
        if line.startswith("SKIPPED")
    }
    assert skipped == {
        "the vendor handed over no full",
        "the vendor handed over no restart",
        "the URL names no host and port: there is no connection to cut",
    }, said


def test_it_leans_on_public_names_only():
    for path in ACME.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert "safetyframe_plugins" not in text
        assert "import _" not in text.replace("from acme_store._", "")
