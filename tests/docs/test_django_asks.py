"""The Django system with tables of its own decides as a host that keeps the records does.

Random histories, from nothing or from a stage on, up to the withdrawal. Each act is done in the
example and in a frame on Django's store beside it; the kit compares both answers with the law's,
and every slice that the rows hold with the fold. `-m deep` plays many more, on both servers.
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
from tests.docs.playing.blocks import named
from tests.support.servers import postgres

PLAYING = Path(__file__).parent / "asks_only" / "playing.py"
EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "django_asks"


def run(*command, cwd=None, timeout=600):
    """Run in an environment that leads nowhere else."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "DJANGO", "VIRTUAL"))}
    words = [str(word) for word in command]
    done = subprocess.run(
        words, capture_output=True, text=True, cwd=cwd, env=env, timeout=timeout, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def played(database, *variants, plays=12, steps=8, seed=0):
    command = (sys.executable, "-W", "error", PLAYING, database, ",".join(variants))
    # The longest takes minutes, on a busy machine many: what hangs is all that this should end.
    return json.loads(run(*command, plays, steps, seed, timeout=7_200))


#: Stages and planning bring it there; what is merely random never comes so far.
FAR = ("EstablishWat", "SetExpectations", "EstablishHoe", "Judge", "Withdraw")


def faithful(database, *, at_least, reaching=FAR, **budget):
    """Play, and see that every answer was the same; give what was done."""
    found = played(database, "faithful", **budget)["faithful"]
    assert "wrong" not in found, found["wrong"]
    accepted, refused = found["acts_accepted"], found["acts_refused"]
    assert sum(accepted.values()) > at_least
    assert sum(refused.values()) > 0
    assert set(reaching) <= set(accepted)
    return found


def test_it_decides_as_the_record_host_does_on_sqlite():
    faithful("sqlite", at_least=80, plays=3, steps=4)


def test_it_decides_as_the_record_host_does_on_postgresql():
    with postgres().database() as url:
        faithful(url, at_least=20, reaching=("EstablishWat",), plays=1, steps=3)


ALL_LAND = {"answers": ["Accepted"] * 4, "voices": 4}


def test_of_several_at_once_each_has_its_turn_on_sqlite(tmp_path):
    assert played(f"sqlite:{tmp_path / 'cases.db'}", "race") == ALL_LAND


def test_of_several_at_once_each_has_its_turn_on_postgresql():
    with postgres().database() as url:
        assert played(url, "race") == ALL_LAND


@pytest.mark.deep
def test_it_decides_as_the_record_host_does_until_every_act_was_done_on_sqlite():
    done: set[str] = set()
    for seed in range(1, 9):  # some acts are rare: which seed brings them is chance
        found = faithful("sqlite", at_least=350, plays=15, steps=12, seed=seed)
        done |= set(found["acts_accepted"])
        if set(found["taken"]) <= done and seed > 1:
            return
    raise AssertionError(f"never accepted: {sorted(set(found['taken']) - done)}")


@pytest.mark.deep
def test_it_decides_as_the_record_host_does_for_long_on_postgresql():
    with postgres().database() as url:
        faithful(url, at_least=700, plays=25, steps=12, seed=3)


def test_mistakes_in_the_mapping_are_found():
    says = {
        "forgets_until": "not so people",
        "loses_exceptions": "not so exceptions",
        "confuses_versions": "not so hoe",
        "fills_what_it_writes/answers": "the host says unsure",
    }
    found = played("sqlite", *says)
    assert {one: says[one] in found[one]["wrong"] for one in says} == dict.fromkeys(says, True)


@pytest.mark.deep
def test_barriers_that_are_none_for_lack_of_a_table_are_found():
    # Few keep people apart, so it takes long.
    found = played("sqlite", "has_no_barriers")
    assert "not so barriers" in found["has_no_barriers"]["wrong"]


@pytest.mark.deep
def test_a_mistake_is_seen_in_the_answers_too():
    found = played("sqlite", "forgets_until/answers")
    assert "the host answers as the law does" in found["forgets_until/answers"]["wrong"]


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
    block = named(EXAMPLE / "README.md", "from-readme")
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
    assert f"takes {counted.strip()} of the {len(ACTS)} acts" in (EXAMPLE / "README.md").read_text(
        "utf-8"
    )
