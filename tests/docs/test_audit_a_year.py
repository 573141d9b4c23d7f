"""The recipes of docs/how-to/audit-a-year.md: each comes to what one process comes to.

Those for Dask and Spark run in an environment that is thrown away, since both are large and neither
is needed: `-m deep`.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from tests.auditing.test_parts import written

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "how-to" / "audit-a-year.md").read_text("utf-8")
_RECIPE = r"<!-- (?:recipe|not run): ([a-z-]+)[ ;][^\n]*-->\n```python\n(.*?)```"
RECIPES = dict(re.findall(_RECIPE, PAGE, re.DOTALL))


#: Each writes the report of the folder that it is given as one line of JSON.
RUN = {
    "one": "print(json.dumps(audited([sys.argv[1]]).in_json()))",
    "pool": "print(json.dumps(audited([sys.argv[1]]).in_json()))",
    "dask": """
with Client(n_workers=2, threads_per_worker=1, dashboard_address=None) as client:
    print(json.dumps(audited([sys.argv[1]], client).in_json()))
""",
    "spark": """
spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
print(json.dumps(audited([sys.argv[1]], spark).in_json()))
spark.stop()
""",
    "spark-table": """
from pathlib import Path
from pyspark.sql import SparkSession
rows = [
    (json.loads(line)["trajectory"], number, line)
    for path in sorted(Path(sys.argv[1]).rglob("*.jsonl"))
    for number, line in enumerate(path.read_text().splitlines())
]
rows.reverse()  # a table has no order
spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
table = spark.createDataFrame(rows, "trajectory string, number int, line string")
print(json.dumps(audited(table).in_json()))
spark.stop()
""",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Files with breaches here and there, and lines that can't be read."""
    there = tmp_path_factory.mktemp("year")
    for n in range(3):
        path = written(there / f"{n}.jsonl", 9)
        path.write_bytes(path.read_bytes().replace(b'"t-', f'"f{n}-'.encode()))
    return there


def run(name, folder, python=sys.executable):
    """Run a recipe as a program of its own, and give the report."""
    begin = "import json, sys\n\nif __name__ == '__main__':\n"
    indented = "".join(f"    {line}\n" for line in RUN[name].strip().splitlines())
    program = folder.parent / f"recipe_{name.replace('-', '_')}.py"
    program.write_text(f"{RECIPES[name]}\n\n{begin}{indented}")
    env = {**os.environ, "PYSPARK_PYTHON": python, "PYSPARK_DRIVER_PYTHON": python}
    done = subprocess.run(
        [python, program, folder], capture_output=True, text=True, env=env, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture(scope="module")
def alone(folder):
    """What one process comes to."""
    report = run("one", folder)
    assert report["trajectories"] == 27
    assert report["rules"]["powers.Judge"] == 27
    assert sum(report["bad_lines"].values()) == 3
    return report


def test_every_recipe_is_run():
    assert RECIPES.keys() == {*RUN, "policy"}


def test_a_process_pool_comes_to_the_same(folder, alone):
    assert run("pool", folder) == alone


def test_the_command_comes_to_the_same(folder, alone):
    command = [sys.executable, "-m", "safetyframe.cli", "audit", str(folder), "--jobs", "2"]
    done = subprocess.run([*command, "--json"], capture_output=True, text=True, check=False)
    summary = json.loads(done.stdout.splitlines()[-1])
    assert {name: summary[name] for name in alone} == alone


def test_another_policy_gives_other_days(folder):
    from safetyframe.auditing import parts_of

    given = {}
    exec(RECIPES["policy"], given)  # noqa: S102 -- our own page
    audit_part = given["audit_part"]
    (part, *_) = parts_of([folder])
    found = [audit_part(part).summary, given["year_end"](part).summary]
    late = [sum(n for (c, _), n in one.breaches.items() if c == "P22") for one in found]
    assert late[1] > late[0]  # of what is due at the end of the histories, all is overdue by then


# --- on a cluster ---------------------------------------------------------------------------------


def environment(folder, *packages):
    """Give a Python with these packages and this project, and nothing else."""
    venv.create(folder, with_pip=True)
    python = str(folder / "bin" / "python")
    quiet = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    install = [python, "-m", "pip", "install", "-q", *packages, str(ROOT)]
    subprocess.run(install, check=True, env=quiet)
    return python


@pytest.mark.deep
def test_dask_comes_to_the_same(tmp_path_factory, folder, alone):
    python = environment(tmp_path_factory.mktemp("dask"), "dask[distributed]==2026.8.0")
    assert run("dask", folder, python) == alone


@pytest.fixture(scope="module")
def sparks(tmp_path_factory):
    if shutil.which("java") is None:
        pytest.skip("Spark runs on Java, and there is none here: install one, such as 17")
    return environment(tmp_path_factory.mktemp("spark"), "pyspark==4.3.0")


@pytest.mark.deep
def test_spark_comes_to_the_same(sparks, folder, alone):
    assert run("spark", folder, sparks) == alone


@pytest.mark.deep
def test_a_table_of_spark_comes_to_the_same(sparks, folder, tmp_path):
    # Whoever filled the column `trajectory` has read every line.
    for path in folder.glob("*.jsonl"):
        lines = [text for text in path.read_bytes().splitlines(True) if b"geheim" not in text]
        (tmp_path / path.name).write_bytes(b"".join(lines))
    report = run("spark-table", tmp_path, sparks)
    assert report == run("one", tmp_path)
    assert report["trajectories"] == 27
