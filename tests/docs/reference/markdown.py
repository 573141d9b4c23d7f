"""Markdown in small: headings, tables, and links from an entry to another."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Sequence

MADE = "<!-- Made by `python -m tests.docs.reference --write`; do not edit by hand. -->"


def page(title: str, *parts: str) -> str:
    """Give a whole page."""
    return "\n\n".join((f"# {title}", MADE, *(part for part in parts if part))) + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Give a table; a sign that would end a cell is escaped."""
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join(lines)


def code(names: Iterable[str]) -> str:
    """Give names as code, with commas between."""
    return ", ".join(f"`{name}`" for name in names)


def anchor(heading: str) -> str:
    """Give the anchor that a forge, and MyST, makes of a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def clauses(ids: Iterable[str], *, here: bool = False) -> str:
    """Give clauses, each a link to its entry."""
    to = "" if here else "clauses.md"
    return " ".join(f"[{one}]({to}#{anchor(one)})" for one in ids)


def prose(doc: str | None) -> str:
    """Give a docstring as Markdown: what stands in backticks stays code."""
    return inspect.cleandoc(doc or "").replace("``", "`").replace("::\n", ":\n")


def first(doc: str | None) -> str:
    """Give the first sentence of a docstring, on one line."""
    whole = " ".join(prose(doc).split("\n\n")[0].split())
    found = re.match(r".+?[.:](?= [A-Z`]|$)", whole)
    return (found[0] if found else whole).rstrip(":")
