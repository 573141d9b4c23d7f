"""The Django system with tables of its own decides as the law does on the records themselves.

Random histories, from nothing or from a stage on, up to the withdrawal. After each act the kit
compares the answer and every slice that the rows hold. `-m deep` plays many more, on both servers.
"""

import json
import os
import re
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from safetyframe.acts import ACTS
from tests.support.servers import postgres

PLAYING = Path(__file__).parent / "asks_only" / "playing.py"
EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "django_asks"
README = (EXAMPLE / "README.md").read_text("utf-8")


def run(*command, cwd=None, timeout=600):
    """Run in an environment that leads nowhere else."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "DJANGO", "VIRTUAL"))}
    words = [str(word) for word in command]
    done = subprocess.run(
        words, capture_output=True, text=True, cwd=cwd, env=env, timeout=timeout, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def played(database="sqlite", variant="faithful", *, plays=12, steps=8, seed=0):
    command = (sys.executable, "-W", "error", PLAYING, database, variant, plays, steps, seed)
    return json.loads(run(*command, timeout=3000))


def faithful(found, *, at_least, reaching=("EstablishWat", "SetExpectations", "EstablishHoe")):
    assert "wrong" not in found, found["wrong"]
    accepted, refused = found["acts_accepted"], found["acts_refused"]
    assert sum(accepted.values()) > at_least
    assert sum(refused.values()) > 0
    # Stages and planning bring it there; what is merely random never comes so far.
    assert set(reaching) <= set(accepted)


def test_it_decides_as_the_law_does_on_sqlite():
    faithful(played(plays=4, steps=5), at_least=100, reaching=("EstablishHoe", "Judge", "Withdraw"))


def test_it_decides_as_the_law_does_on_postgresql():
    with postgres().database() as url:
        faithful(played(url, plays=2, steps=3), at_least=20, reaching=("OpenInvolvement",))


ALL_LAND = {"answers": ["Accepted"] * 4, "voices": 4}


def test_of_several_at_once_each_has_its_turn_on_sqlite(tmp_path):
    assert played(f"sqlite:{tmp_path / 'cases.db'}", "race") == ALL_LAND


def test_of_several_at_once_each_has_its_turn_on_postgresql():
    with postgres().database() as url:
        assert played(url, "race") == ALL_LAND


@pytest.mark.deep
@pytest.mark.parametrize("seed", [1, 2])
def test_it_decides_as_the_law_does_for_long_on_sqlite(seed):
    found = played(plays=40, steps=12, seed=seed)
    faithful(found, at_least=1000, reaching=found["taken"])


@pytest.mark.deep
def test_it_decides_as_the_law_does_for_long_on_postgresql():
    with postgres().database() as url:
        found = played(url, plays=25, steps=12, seed=3)
    faithful(found, at_least=700, reaching=("EstablishHoe", "Judge", "Withdraw"))


@pytest.mark.parametrize(
    ("mistake", "says"),
    [
        ("forgets_until", "not so people"),
        ("loses_exceptions", "not so exceptions"),
        ("confuses_versions", "not so hoe"),
        ("has_no_barriers", "not so barriers"),
        ("fills_what_it_writes/answers", "the host says unsure"),
    ],
)
def test_a_mistake_in_the_mapping_is_found(mistake, says):
    assert says in played(variant=mistake)["wrong"]


@pytest.mark.deep
def test_a_mistake_is_seen_in_the_answers_too():
    assert "the host answers as the law does" in played(variant="forgets_until/answers")["wrong"]


# --- from its README ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The example by itself, in an environment of its own that borrows what it needs installed."""
    folder = tmp_path_factory.mktemp("site")
    venv.create(folder / "env", with_pip=False, symlinks=True)
    names = {"base": str(folder / "env")}
    borrowed = sysconfig.get_path("purelib")
    pure = Path(sysconfig.get_path("purelib", "venv", names))
    (pure / "borrowed.pth").write_text(f"import site; site.addsitedir({borrowed!r})\n")
    for path in EXAMPLE.rglob("*"):
        if path.suffix in {".py", ".md"}:
            there = folder / "site" / path.relative_to(EXAMPLE)
            there.parent.mkdir(parents=True, exist_ok=True)
            there.write_bytes(path.read_bytes())
    return folder / "site", Path(sysconfig.get_path("scripts", "venv", names)) / "python"


def test_it_starts_from_its_readme(site):
    folder, python = site
    (block,) = re.findall(r"```bash\n(.*?)```", README, re.DOTALL)
    install, *commands = block.splitlines()
    assert install == "pip install 'safetyframe[django]'"  # what the environment borrows
    said = []
    for command in commands:
        program, *words = command.split()
        assert program == "python"
        said.append(run(python, "-W", "error", *words, cwd=folder))
    _, demo, withdraw, tests = said
    assert "consultant-1 leads" in demo
    assert withdraw.startswith("Refused.")
    assert "P21" in withdraw
    assert "Next: the lead consultant establishes WAT." in withdraw
    assert re.search(r"^Ran [7-9] tests.*\nOK|^Ran [7-9] tests[^F]*OK", tests, re.MULTILINE), tests
    # Whoever takes no part is told less, and there is no migration that was forgotten.
    stranger = run(
        python, *["manage.py", "withdraw", "family-7", "child-1", "--by", "stranger-9"], cwd=folder
    )
    assert "mother-1" in withdraw
    assert "mother-1" not in stranger
    assert "No changes" in run(python, *["manage.py", "makemigrations", "--check"], cwd=folder)


def test_the_readme_counts_rightly(site):
    folder, python = site
    asked = "import django; django.setup(); from cases.kept import WRITES; print(len(WRITES))"
    counted = run(
        python,
        "-c",
        f"import os; os.environ['DJANGO_SETTINGS_MODULE'] = 'cases.settings'; {asked}",
        cwd=folder,
    )
    assert f"takes {counted.strip()} of the {len(ACTS)} acts" in README
