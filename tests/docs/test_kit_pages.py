"""What the pages about the kit say of their examples is so. The tutorial itself is played."""

from __future__ import annotations

import re

import pytest

from tests.docs.playing.blocks import DOCS, named

TUTORIAL = DOCS / "tutorial" / "tester.md"
HOW_TO = DOCS / "how-to" / "prove-your-mapping.md"
_CLEVER = re.compile(r"        if isinstance\(act, ReviseWat\).*?(?=        outcome =)", re.DOTALL)


def run(code):
    names = {"__name__": "example"}
    exec(compile(code, "docs", "exec"), names)  # noqa: S102  it is our own page
    return names


def test_it_takes_less_than_thirty_lines():
    code = named(TUTORIAL, "host") + named(TUTORIAL, "property")
    assert len([line for line in code.splitlines() if line.strip()]) < 30


def test_without_the_clever_lines_it_passes():
    code = _CLEVER.sub("", named(TUTORIAL, "host"))
    assert code != named(TUTORIAL, "host")
    run(code + named(TUTORIAL, "property"))


def test_the_how_to_runs_and_prints_its_report(capsys):
    run(named(HOW_TO, "snapshot"))
    assert "never refused" in capsys.readouterr().out


@pytest.mark.parametrize("page", sorted(DOCS.glob("**/*.md")), ids=lambda p: p.name)
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#]+\.md)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), target
