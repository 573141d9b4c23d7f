"""The pack's page names all that the pack has, and its example runs."""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from typing import Any

import pytest

from safetyframe_plugins import be_vlg
from tests.mutants import pieces_of

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "be-vlg.md"


@pytest.fixture(scope="module")
def page() -> str:
    if not PAGE.exists():
        pytest.skip("the project's pages are not here")
    return PAGE.read_text(encoding="utf-8")


def test_it_names_every_provision_piece_and_setting_and_asks_for_review(page: str):
    pack = be_vlg.pack({}, months_ahead=0)
    named = {p.id for p in pack.provisions} | {n for n in pieces_of(pack) if ":bar-" not in n}
    for name in named | set(inspect.signature(be_vlg.pack).parameters):
        assert f"`{name}`" in page, name
    assert set(re.findall(r"`(be_vlg:[a-z0-9-]+)`", page)) == named
    assert "needs legal review" in page


def test_its_example_runs(page: str):
    (example,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    names: dict[str, Any] = {}
    exec(compile(example, str(PAGE), "exec"), names)  # noqa: S102  it is our own page
    assert [p.name for p in names["law"].packs] == ["be_vlg"]
