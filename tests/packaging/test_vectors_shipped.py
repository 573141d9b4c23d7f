"""The vectors are part of what is installed, and reading them needs the core alone."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.resources import files

from tests.vectors import enforced


def test_a_file_for_every_clause_the_stages_and_the_schema_are_shipped():
    here = files("safetyframe.testing.vectors")
    shipped = {path.name for path in here.joinpath("data").iterdir()}
    clauses = (
        enforced.refusing_clauses() | enforced.informing_clauses() | enforced.watching_clauses()
    )
    assert shipped == {"stages.json", *(f"{clause}.json" for clause in clauses)}
    schema = json.loads(here.joinpath("vectors.schema.json").read_text(encoding="utf-8"))
    assert schema["$id"] == "urn:safetyframe:vectors:1"


def test_reading_and_running_them_needs_neither_hypothesis_nor_pytest():
    code = (
        "import sys, json\n"
        "from safetyframe.testing.vectors import load, run\n"
        "assert run(load(only=('X4',))).complete\n"
        "print(json.dumps(sorted(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in json.loads(done.stdout)}
    assert not loaded & {"hypothesis", "pytest", "jsonschema", "click", "yaml", "sqlite3"}
