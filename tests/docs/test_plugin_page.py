"""What the page for vendors shows, loads, and is listed as it says."""

import re
import sys
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner

import safetyframe.plugins
from safetyframe.cli.commands.plugins import command
from safetyframe.errors import PluginError
from safetyframe.plugins import PluginState, load

PAGE = (Path(__file__).parents[2] / "docs" / "how-to" / "write-a-plugin.md").read_text("utf-8")


def block(name):
    found = re.search(rf"<!-- \w+: {name} -->\n```\w+\n(.*?)```", PAGE, re.DOTALL)
    assert found, name
    return found[1]


@pytest.fixture
def acme():
    module = ModuleType("acme_bus")
    exec(compile(block("hook"), "docs", "exec"), vars(module))  # noqa: S102  it is our own page
    return module


def test_it_is_ready_without_its_driver_and_says_what_to_install(acme, monkeypatch):
    found = load((acme,), installed=False)
    assert [r.state for r in found.reports] == [PluginState.READY]
    with pytest.raises(PluginError) as e:
        found.messenger_for("acme://x")
    first, second = block("listing").splitlines()
    assert str(e.value) == f"messenger 'acme' {second}"
    monkeypatch.setattr(safetyframe.plugins, "load", lambda: found)
    said = CliRunner().invoke(command, ["--lang", "en"], env={"COLUMNS": "200"}).output
    assert [line.strip() for line in said.splitlines()][1:] == [first, second]


def test_with_its_driver_it_is_opened(acme, tmp_path, monkeypatch):
    (tmp_path / "acme_driver.py").write_text("Bus = str\n")
    monkeypatch.syspath_prepend(tmp_path)
    assert load((acme,), installed=False).messenger_for("acme://x").open("acme://x") == "acme://x"
    del sys.modules["acme_driver"]
