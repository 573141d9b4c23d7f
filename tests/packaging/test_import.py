"""Importing stays light, and the public names are the ones promised."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from importlib.metadata import entry_points, version
from importlib.resources import files
from pathlib import Path

import pytest

import safetyframe

HEAVY = (
    "pluggy",
    "cattrs",
    "hypothesis",
    "sqlite3",
    "click",
    "jinja2",
    "yaml",
    "sqlalchemy",
    "django",
)

PUBLIC = [
    "CLAUSES",
    "SLICES",
    "Accepted",
    "ActId",
    "ActIdReusedError",
    "AdapterError",
    "AsyncFrame",
    "Audience",
    "Body",
    "By",
    "Can",
    "Clause",
    "Delivery",
    "DeliveryState",
    "DutyState",
    "Evidence",
    "Finding",
    "Findings",
    "Form",
    "Frame",
    "Gap",
    "HostError",
    "Law",
    "Level",
    "Lowered",
    "Mandate",
    "MessengerError",
    "NeedsHistoryError",
    "Notice",
    "OpenItem",
    "Outcome",
    "Owed",
    "Pack",
    "Part",
    "Participation",
    "PayloadError",
    "PersonId",
    "PluginError",
    "Policy",
    "PolicyError",
    "Possibilities",
    "Possibility",
    "Provision",
    "Reason",
    "ReasonedException",
    "Record",
    "Refused",
    "RegistryError",
    "Relation",
    "Remedy",
    "Role",
    "SafetyframeError",
    "Standing",
    "StoreError",
    "Text",
    "Trajectory",
    "TrajectoryId",
    "UndeliverableError",
    "Undelivered",
    "UnsupportedError",
    "Unsure",
    "VersionConflictError",
    "View",
    "Viewer",
    "Violation",
    "__version__",
    "clause",
    "evolve",
    "fold",
    "in_threads",
]


def loaded_by(statement: str) -> set[str]:
    code = f"import sys, json; {statement}; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout))


@pytest.mark.parametrize("heavy", HEAVY)
def test_import_safetyframe_loads_no_plugin_system_converter_or_driver(heavy):
    assert heavy not in loaded_by("import safetyframe")


def test_import_safetyframe_alone_builds_no_act_and_no_rule():
    loaded = {m for m in loaded_by("import safetyframe") if m.startswith("safetyframe.")}
    assert loaded == set()


@pytest.mark.parametrize("heavy", HEAVY)
def test_the_law_needs_none_of_them_either(heavy):
    assert heavy not in loaded_by("from safetyframe import Law; Law()")


def test_no_plugin_is_loaded_at_import():
    loaded = loaded_by("import safetyframe.frame, safetyframe.plugins")
    assert not {m for m in loaded if m.startswith("safetyframe_plugins")}


def test_public_names_are_these_and_all_resolve():
    assert sorted(safetyframe.__all__) == sorted(PUBLIC)
    assert dir(safetyframe) == sorted(PUBLIC)
    for name in PUBLIC:
        assert getattr(safetyframe, name) is not None


def test_what_type_checkers_see_is_what_is_loaded():
    tree = ast.parse(Path(safetyframe.__file__).read_text(encoding="utf-8"))
    guarded = next(n for n in tree.body if isinstance(n, ast.If))
    seen = {
        alias.name: (node.module or "").removeprefix("safetyframe.")
        for node in guarded.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert seen == safetyframe._HOME_OF


def test_an_unknown_name_is_an_attribute_error_that_names_it():
    with pytest.raises(AttributeError, match="no_such_thing"):
        safetyframe.no_such_thing  # noqa: B018


def test_version_and_entry_points_are_those_of_the_distribution():
    assert safetyframe.__version__ == version("safetyframe")
    found = {e.name: e.value for e in entry_points(group="safetyframe")}
    ours = {
        "amqp",
        "be_vlg",
        "django",
        "jsonl",
        "memory",
        "nats",
        "registries",
        "sql",
        "sqlite",
        "webhooks",
    }
    assert found == {name: f"safetyframe_plugins.{name}" for name in ours}


@pytest.mark.parametrize("package", ["safetyframe", "safetyframe_plugins"])
def test_types_are_part_of_the_product(package):
    assert files(package).joinpath("py.typed").is_file()


def test_the_sample_is_shipped():
    assert files("safetyframe.cli").joinpath("two-siblings.yaml").is_file()
