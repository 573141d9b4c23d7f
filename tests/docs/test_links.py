"""Links of the pages beside the documentation; Sphinx holds those within it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TREE = Path(__file__).parents[2]
PAGES = sorted([*TREE.glob("*.md"), *TREE.glob("docs/examples/**/README.md")])
LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)(?:#([\w.-]+))?\)")


def anchors(page: Path) -> set[str]:
    """Headings as a forge makes anchors of them."""
    heads = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}


def broken(page: Path, text: str) -> list[str]:
    """Give the links in a text that lead nowhere from the folder of `page`."""
    found = []
    for path, anchor in LINK.findall(text):
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            found.append(f"{path}#{anchor}")
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(TREE)))
def test_every_link_leads_somewhere(page):
    assert broken(page, page.read_text("utf-8")) == []


def test_a_link_that_leads_nowhere_is_seen():
    assert len(PAGES) > 5
    assert broken(PAGES[0], "[a](no/such.md) [b](README.md#no-such) [c](README.md)") == [
        "no/such.md#",
        "README.md#no-such",
    ]
