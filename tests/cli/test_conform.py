"""``safetyframe conform``: the laws of stores from a terminal."""

import json

import pytest

from safetyframe.testing.conformance.stores import LAWS
from safetyframe_plugins.sqlite import open_sqlite
from tests.cli.cli import cli, python


def test_a_name_is_tried_in_places_of_its_own(tmp_path):
    said = cli("conform", "memory", "--json", "report.json", cwd=tmp_path)
    assert said.status == 0, said
    for law in LAWS:
        assert f" {law.id} " in said.out
    assert "memory conforms to the laws of stores" in said.out.splitlines()[-1]
    whole = json.loads((tmp_path / "report.json").read_text("utf-8"))
    (one,) = whole["adapters"]
    assert (whole["format"], one["adapter"]) == ("safetyframe-conformance/1", "memory")
    assert [law["id"] for law in one["laws"]] == [law.id for law in LAWS]
    assert [p.name for p in tmp_path.iterdir()] == ["report.json"]


def test_one_url_serves_all_laws_when_it_leads_to_an_empty_store(tmp_path):
    said = cli("conform", "sqlite:///empty.db", cwd=tmp_path)
    assert said.status == 0, said
    assert "not judged  S-APART" in said.out


def test_a_store_that_holds_anything_is_refused_and_left_alone(tmp_path):
    from tests.adapters.making import fill, opened

    with opened(open_sqlite(f"sqlite:///{tmp_path}/full.db")) as store:
        fill(store, 1)
    before = (tmp_path / "full.db").read_bytes()
    said = cli("conform", "sqlite:///full.db", cwd=tmp_path)
    assert (said.status, said.out) == (2, "")
    assert "holds something" in said.err
    assert (tmp_path / "full.db").read_bytes() == before


@pytest.mark.parametrize("what", ["acme", "acme://host/one", "sqlite://"])
def test_what_nobody_opens_is_said_on_one_line(tmp_path, what):
    said = cli("conform", what, cwd=tmp_path)
    assert (said.status, said.out) == (2, "")
    assert said.err.count("\n") == 1


def test_a_report_with_no_folder_to_go_to_is_said_before_and_not_after(tmp_path):
    said = cli("conform", "memory", "--json", "none/report.json", cwd=tmp_path)
    assert said.trouble() == "none/report.json: there is no folder none; make it first"
    assert said.out == ""


def test_a_law_that_fails_is_status_1(tmp_path):
    code = """
import sys
from safetyframe.cli.app import run
from safetyframe_plugins import memory
memory.MemoryStore.close = lambda self: None
sys.exit(run(["conform", "memory"]))
"""
    said = python(code, cwd=tmp_path)
    assert said.status == 1, said
    assert "FAIL        S-CLOSED" in said.out
    assert "does not conform" in said.out


def test_without_the_extra_it_says_what_to_install(tmp_path):
    code = """
import sys
from importlib import util
find = util.find_spec
util.find_spec = lambda name, *rest: None if name == "hypothesis" else find(name, *rest)
from safetyframe.cli.app import run
sys.exit(run(["conform", "memory"]))
"""
    said = python(code, cwd=tmp_path)
    assert said.status == 2, said
    assert "pip install 'safetyframe[testing]'" in said.err
