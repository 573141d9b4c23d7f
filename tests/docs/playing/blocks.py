"""The blocks of a page, and what is said of each right above it."""

from __future__ import annotations

import re
from pathlib import Path

from attrs import frozen

DOCS = Path(__file__).parents[3] / "docs"

_FENCE = re.compile(
    r"^(?:<!-- (?P<kind>[a-z ]+?)(?:: (?P<name>.*?))? -->\n+)?"
    r"```(?P<language>\w+)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


@frozen(kw_only=True)
class Block:
    """A fenced block: its language and text, and the comment above it (`kind: name`)."""

    language: str
    text: str
    line: int
    kind: str = ""
    name: str = ""


def blocks(page: Path) -> list[Block]:
    """Give every fenced block of a page that names its language."""
    return parse(page.read_text("utf-8"))


def parse(said: str) -> list[Block]:
    """Give the blocks of what a page says."""
    return [
        Block(
            language=found["language"],
            text=found["text"],
            line=said.count("\n", 0, found.start("language")) + 1,
            kind=found["kind"] or "",
            name=found["name"] or "",
        )
        for found in _FENCE.finditer(said)
    ]


def named(page: Path, name: str) -> str:
    """Give the text of the one block that a page calls so."""
    (block,) = (block for block in blocks(page) if block.name == name)
    return block.text


def fences(page: Path) -> int:
    """Count the lines that open a fence with a language, however they are written."""
    return len(re.findall(r"^\s*```\w+", page.read_text("utf-8"), re.MULTILINE))
