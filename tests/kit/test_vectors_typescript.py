"""Another language can do it: a runner in TypeScript, and one chapter of the law in TypeScript.

Needs node 20 or newer with npm (see `tests/support/npm.py`), which fetches the compiler and
the types of node.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from safetyframe.testing.vectors import DATA, SCHEMA, load
from tests.support import npm

HERE = Path(__file__).parent.parent / "vectors" / "typescript"
PATIENCE = 300
SERVE = (sys.executable, "-m", "safetyframe.testing.vectors", "serve")
VECTORS = load()


def run(*command, cwd=None, **more):
    return subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, timeout=PATIENCE, check=False, **more
    )


@pytest.fixture(scope="module")
def typescript(request, tmp_path_factory):
    """Compile the runner; gives a function that runs one of its programs."""
    cache = npm.kept(request, tmp_path_factory)
    (node,), folder = npm.needed(
        "the runner in TypeScript", lambda: npm.installed(HERE, cache / "typescript")
    )
    parts = sorted([HERE / "package.json", HERE / "tsconfig.json", *(HERE / "src").glob("*.ts")])
    known = hashlib.sha256(b"".join(part.read_bytes() for part in parts)).hexdigest()[:16]

    def compiled(home):
        for part in parts:
            copy = home / part.relative_to(HERE)
            copy.parent.mkdir(exist_ok=True)
            shutil.copy(part, copy)
        done = run(node, str(folder / "node_modules" / "typescript" / "bin" / "tsc"), cwd=home)
        assert (done.returncode, done.stdout) == (0, "")

    home = npm.once(folder / f"made-{known}", compiled)  # below what npm fetched, so it is found

    def program(name):
        return node, str(home / "built" / f"{name}.js")

    return program


def table(output):
    """What a runner counted, per clause: passed, failed, not implemented."""
    rows = (line.split() for line in output.splitlines() if not line.startswith(("FAILED", " ")))
    return {name: tuple(map(int, counts)) for name, *counts in rows if counts[0].isdigit()}


def failed(output):
    found = (line.split()[1] for line in output.splitlines() if line.startswith("FAILED"))
    return {name.rstrip(":") for name in found}


def judge(typescript, *command, clauses=()):
    options = [part for clause in clauses for part in ("--clause", clause)]
    return run(*typescript("runner"), str(DATA), *options, "--", *command)


def test_our_law_passes_every_vector_before_a_runner_in_typescript(typescript):
    done = judge(typescript, *SERVE)
    assert (done.returncode, done.stderr) == (0, "")
    counted = table(done.stdout)
    assert counted["all"] == (len(VECTORS), 0, 0)
    assert set(counted) - {"all"} == {one.clause for one in VECTORS}


def test_a_chapter_in_typescript_passes_what_it_has_and_says_what_it_has_not(typescript):
    done = judge(typescript, *typescript("serve"))
    assert done.returncode == 0, done.stdout
    passed, wrong, not_implemented = table(done.stdout)["all"]
    assert wrong == 0
    assert passed + not_implemented == len(VECTORS)
    chapter = {"speak", "scale", "dissent"}
    whole = [one for one in VECTORS if one.act and one.act["type"] in chapter]
    assert passed >= len(whole) > 0


def test_both_runners_count_the_same(typescript):
    ours = run(
        *(sys.executable, "-m", "safetyframe.testing.vectors", "judge", "--"),
        *typescript("serve"),
    )
    assert ours.returncode == 0, ours.stdout
    theirs = judge(typescript, *typescript("serve"))
    assert table(ours.stdout) == table(theirs.stdout)


@pytest.mark.parametrize(
    ("bug", "clause", "caught"),
    [
        ("a-system-may-speak", "T6", "T6/system-speaks"),
        ("who-wrote-it-down-is-lost", "T6", "T6/written-down"),
        ("unknown-is-yes", "T6", "T6/beside-it-unknown"),
        ("only-the-first-reason", "T6", "T6/scale-over-ten"),
    ],
)
def test_a_bug_planted_in_it_is_caught_by_both(typescript, bug, clause, caught):
    program = (*typescript("serve"), bug)
    theirs = judge(typescript, *program, clauses=(clause,))
    assert theirs.returncode == 1
    assert caught in failed(theirs.stdout)
    judging = (sys.executable, "-m", "safetyframe.testing.vectors", "judge", "--clause", clause)
    ours = run(*judging, "--", *program)
    assert ours.returncode == 1
    assert failed(ours.stdout) == failed(theirs.stdout)


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda file: file.update(format=2), "is not of format 1"),
        (lambda file: file["vectors"][0].pop("then"), "does not keep to the schema"),
        (lambda file: file["vectors"][0]["when"]["act"].pop("by"), "does not keep to the schema"),
    ],
)
def test_a_file_that_is_none_is_not_judged_by(typescript, tmp_path, spoil, says):
    data = tmp_path / "data"
    data.mkdir()
    shutil.copy(SCHEMA, tmp_path / SCHEMA.name)
    for name in ("X4.json", "stages.json"):
        shutil.copy(DATA / name, data / name)
    file = json.loads((data / "X4.json").read_text(encoding="utf-8"))
    spoil(file)
    (data / "X4.json").write_text(json.dumps(file), encoding="utf-8")
    done = run(*typescript("runner"), str(data), "--", *SERVE)
    assert done.returncode == 2
    assert says in done.stderr


@pytest.mark.parametrize(
    ("program", "status", "says"),
    [
        (("-c", "print('hello')"), 2, "vectors: "),
        (("-c", 'print(\'{"id": "nobody"}\')'), 2, "answers nothing asked"),
        (("-c", "pass"), 1, "answered 0 times"),
    ],
)
def test_a_program_that_does_not_answer_does_not_pass(typescript, program, status, says):
    done = judge(typescript, sys.executable, *program, clauses=("X4",))
    assert done.returncode == status
    assert says in done.stdout + done.stderr


def test_nothing_fetched_is_named_by_where_it_came_from():
    lock = json.loads((HERE / "package-lock.json").read_text(encoding="utf-8"))
    fetched = {name: one for name, one in lock["packages"].items() if name}
    assert {name.rpartition("node_modules/")[2] for name in fetched} == {
        "@types/node",
        "typescript",
        "undici-types",
    }
    for name, one in fetched.items():
        assert "resolved" not in one, name
        assert one["integrity"].startswith("sha512-")
        assert one["dev"] is True


def test_it_needs_nothing_at_run_time():
    package = json.loads((HERE / "package.json").read_text(encoding="utf-8"))
    assert "dependencies" not in package
    options = json.loads((HERE / "tsconfig.json").read_text(encoding="utf-8"))["compilerOptions"]
    assert options["strict"] is True
    for path in (HERE / "src").glob("*.ts"):
        lines = path.read_text(encoding="utf-8").splitlines()
        sources = [line.rpartition('from "')[2] for line in lines if ' from "' in line]
        assert all(source.startswith(("./", "node:")) for source in sources), path.name
        assert not any(" as any" in line or ": any" in line for line in lines), path.name
