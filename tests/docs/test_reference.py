"""The reference is current, and nothing that there is lacks an entry.

The first test holds the pages against what would be written now. The others read the pages alone
and hold them against the tables, so that a page which leaves something out is found as well.
"""

from __future__ import annotations

import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import attrs
import pytest

from safetyframe.acts import ACTS
from safetyframe.charter import CLAUSES
from safetyframe.cli import trouble
from safetyframe.cli.object_schemas import KINDS
from safetyframe.duties import DUTIES
from safetyframe.findings import WATCHES
from safetyframe.plugins import Hooks
from safetyframe.ports import Capabilities, MessengerCapabilities, RegistryCapabilities
from safetyframe.rules import RULES
from safetyframe.testing.conformance.messengers import LAWS as OF_MESSENGERS
from safetyframe.testing.conformance.registries import LAWS as OF_REGISTRIES
from safetyframe.testing.conformance.stores import LAWS as OF_STORES
from safetyframe.trajectory import SLICES
from safetyframe.wire.names import ACT_NAMES, DOCUMENT_NAMES
from tests.docs.reference import __main__ as making
from tests.packaging.public import kept
from tests.packaging.public.names import modules

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"
REMEDY = "python -m tests.docs.reference --write"


def said(name: str) -> str:
    return (REFERENCE / name).read_text("utf-8")


def headings(name: str, depth: int = 2) -> list[str]:
    return re.findall(rf"^{'#' * depth} (.+)$", said(name), re.MULTILINE)


def first_cells(name: str) -> list[str]:
    """Every first cell of a table that is code."""
    return re.findall(r"^\| `([^`]+)`", said(name), re.MULTILINE)


def test_the_pages_are_what_would_be_written_now():
    # In a process of its own: cattrs puts types where annotations were, and signatures change.
    done = subprocess.run(
        [sys.executable, "-m", "tests.docs.reference"],
        cwd=REFERENCE.parents[1],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_page_that_is_stale_is_said_so_and_written(tmp_path, monkeypatch, capsys):
    (tmp_path / "api").mkdir()
    (tmp_path / "api" / "gone.md").write_text("a page that nobody makes", "utf-8")
    monkeypatch.setattr(making, "REFERENCE", tmp_path)
    monkeypatch.setattr(making.api, "modules", lambda: ("safetyframe.record",))
    assert making.main() == 1
    assert "gone.md is stale" in capsys.readouterr().out
    assert making.main("--write") == 0
    assert making.main() == 0
    assert not (tmp_path / "api" / "gone.md").exists()
    assert "## Record" in (tmp_path / "api" / "safetyframe.record.md").read_text("utf-8")


def test_every_clause_has_an_entry():
    assert sorted(headings("charter/clauses.md")) == sorted(clause.id for clause in CLAUSES)


def test_every_act_has_an_entry():
    assert sorted(headings("charter/acts.md", 3)) == sorted(act.__name__ for act in ACTS)


def test_every_rule_has_an_entry():
    assert sorted(first_cells("charter/rules.md")) == sorted(rule.id for rule in RULES)


def test_every_duty_and_every_watch_has_an_entry():
    wanted = [*(duty.id for duty in DUTIES), *(watch.id for watch in WATCHES)]
    assert sorted(first_cells("charter/duties.md")) == sorted(wanted)


def test_every_document_slice_and_kind_has_an_entry():
    cells, page = first_cells("wire.md"), said("wire.md")
    names = {name for name, _ in (*ACT_NAMES.values(), *DOCUMENT_NAMES.values())}
    assert names <= set(cells)
    assert [one for one in (*SLICES, *KINDS) if f"`{one}`" not in page] == []
    objects = said("command-line.md")
    assert [kind for kind in KINDS if f"`{kind}`" not in objects] == []


def test_every_hook_and_every_capability_has_an_entry():
    page = said("plugins.md")
    hooks = [name for name in vars(Hooks) if not name.startswith("_")]
    assert hooks
    assert [name for name in hooks if f"`{name}()`" not in page] == []
    heads = [
        re.split(r" *\| *", line.strip("| "))
        for line in re.findall(r"^\| name .*$", page, re.MULTILINE)
    ]
    for each in (Capabilities, MessengerCapabilities, RegistryCapabilities):
        names = [field.name for field in attrs.fields(each)]
        assert ["name", "URL", *names, "needs"] in heads


def test_every_law_has_an_entry():
    wanted = {law.id for laws in (OF_STORES, OF_MESSENGERS, OF_REGISTRIES) for law in laws}
    assert set(first_cells("laws.md")) == wanted


def test_every_exit_status_has_an_entry():
    table = said("command-line.md").split("## Exit status")[1].split("##")[0]
    statuses = {int(one) for one in re.findall(r"^\| (\d+) \|", table, re.MULTILINE)}
    named = {
        value for name, value in vars(trouble).items() if name.isupper() and type(value) is int
    }
    assert statuses == {0, *(value for value in named if value < 256)}


@pytest.mark.parametrize("module", modules())
def test_every_public_name_has_an_entry(module: str):
    name = f"api/{module}.md"
    assert f"]({name})" in said("names.md"), REMEDY
    elsewhere = re.findall(r"^- `(\w+)`: \[", said(name), re.MULTILINE)
    entries = [*headings(name), *elsewhere]
    assert set(import_module(module).__all__) <= set(entries), REMEDY


def test_an_entry_elsewhere_is_there():
    for module in modules():
        page = said(f"api/{module}.md")
        for name, home in re.findall(r"^- `(\w+)`: \[[^]]*\]\(([\w.]+\.md)#", page, re.MULTILINE):
            assert name in headings(f"api/{home}"), (module, name, home)


def test_the_glossary_has_only_words_that_are_used_here():
    rows = re.findall(r"^\| (.+) \|$", said("glossary.md"), re.MULTILINE)[1:]
    cells = [re.split(r" *\| *", row) for row in rows]
    assert len(cells) > 20
    assert {len(row) for row in cells} == {5}
    public = set(re.findall(r"\w+", kept.KEPT.read_text("utf-8")))
    assert [row[3] for row in cells if row[3].strip("`") not in public] == []


def test_the_guarantees_name_every_law_once():
    page = (REFERENCE.parent / "explanation" / "guarantees.md").read_text("utf-8")
    named = re.findall(r"`([SOMR]-[A-Z-]+)`", page)
    assert sorted(named) == sorted(set(first_cells("laws.md")))
