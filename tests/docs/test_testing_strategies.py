"""What the page on strategies shows, runs, and prints what it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import settings

from safetyframe.testing import strategies
from tests.docs.playing.blocks import named

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "testing-strategies.md"
TEXT = PAGE.read_text(encoding="utf-8")
EXAMPLES = [named(PAGE, one) for one in ("withdrawn", "road", "staged", "free", "values")]
SHOWN = re.search(r"<!-- output of the example above -->\n```text\n(.*?)```", TEXT, re.DOTALL)


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_examples_run(number, capsys):
    names: dict[str, object] = {}
    exec(compile(EXAMPLES[number], str(PAGE), "exec"), names)  # noqa: S102  it is our own page
    tests = [held for name, held in names.items() if name.startswith("test_")]
    for test in tests:
        settings(max_examples=15)(test)()
    shown = capsys.readouterr().out
    assert tests or shown
    if shown:
        assert SHOWN is not None
        assert shown == SHOWN[1]


def test_every_strategy_is_on_the_page():
    named = set(re.findall(r"\w+", TEXT))
    values = {"History", "ZONES", "enums", "single_findings", "single_possibilities"}
    assert set(strategies.__all__) - values <= named
