"""Library, wire and charter move apart, and only on purpose."""

from __future__ import annotations

import json
import re
from importlib.metadata import version
from pathlib import Path

import pytest
from attrs import evolve

import safetyframe
from safetyframe import wire
from safetyframe.charter import CHARTER_VERSION, CLAUSES, Level
from safetyframe.versions import CHARTER, WIRE
from tests.packaging import versions

TREE = Path(__file__).parents[2]
NOW = versions.today()


def test_wire_and_charter_are_what_their_versions_were_pinned_for():
    found = versions.wrong(json.loads(versions.PINNED.read_text("utf-8")), NOW)
    assert not found, "\n".join(found)


def test_each_is_said_once_and_repeated_everywhere():
    assert safetyframe.__version__ == version("safetyframe")
    assert wire.WIRE_VERSION is WIRE
    assert CHARTER_VERSION is CHARTER
    for one in (safetyframe.__version__, f"{WIRE}.0", f"{CHARTER}.0"):
        assert re.fullmatch(r"\d+\.\d+\.\d+", one)


@pytest.mark.parametrize("what", ["wire", "charter"])
def test_a_change_without_a_new_version_is_said(what):
    ((version_, held),) = NOW[what].items()
    name = min(held)
    pinned = {**NOW, what: {version_: {**held, name: "1 another"}}}
    (said,) = versions.wrong(pinned, NOW)
    assert said.startswith(f"{what} {version_} is not what it was ({name})")
    assert not versions.wrong(NOW, NOW)


def test_a_new_version_waits_to_be_pinned():
    (said,) = versions.wrong({**NOW, "wire": {}}, NOW)
    assert said.startswith(f"wire {WIRE} is not pinned")


def test_a_level_moves_the_charter_and_prose_does_not_move_the_wire():
    changed = (evolve(CLAUSES[0], levels=frozenset({Level.HARD})), *CLAUSES[1:])
    assert versions.of_charter(changed)["levels"] != versions.of_charter()["levels"]
    schema = wire.schema("speak")
    reworded = json.loads(json.dumps(schema).replace(str(schema["description"]), "Otherwise."))
    assert reworded != schema
    assert versions._digest(versions._bare(reworded)) == versions._digest(versions._bare(schema))
    grown = {**schema, "required": [*schema["required"], "more"]}
    assert versions._digest(versions._bare(grown)) != versions._digest(versions._bare(schema))


def test_what_was_released_is_never_pinned_anew(tmp_path, monkeypatch):
    pinned = tmp_path / "versions.json"
    old = {"wire": {WIRE: {"speak": "1 old"}}, "charter": {CHARTER: {}}}
    pinned.write_text(json.dumps({"released": [f"wire {WIRE}"], **old}))
    monkeypatch.setattr(versions, "PINNED", pinned)
    assert versions.main(["--write"]) == 1
    held = json.loads(pinned.read_text())
    assert held["wire"] == old["wire"]
    assert held["charter"] == NOW["charter"]
    assert held["released"] == [f"wire {WIRE}"]


def test_a_release_fixes_what_is_pinned(tmp_path, monkeypatch):
    pinned = tmp_path / "versions.json"
    pinned.write_text('{"released": [], "wire": {}, "charter": {}}')
    monkeypatch.setattr(versions, "PINNED", pinned)
    assert versions.main(["--release"]) == 0
    assert json.loads(pinned.read_text()) == {
        "released": [f"charter {CHARTER}", f"wire {WIRE}"],
        **NOW,
    }


def test_the_page_names_each_version_that_is_written_down_here():
    page = (TREE / "docs" / "reference" / "versions.md").read_text("utf-8")
    for name in ("__version__", "WIRE", "CHARTER", "API"):
        assert f"`{name}`" in page
