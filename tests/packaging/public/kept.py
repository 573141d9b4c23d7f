"""The list that is kept, today's, and what is between them."""

from __future__ import annotations

from pathlib import Path

from tests.packaging.public import commands, names

KEPT = Path(__file__).parent / "public.txt"

_HOW = """
Something public is not what it was. Lines with - are what others may lean on today: taking one away
or changing it breaks them. Where it was not meant, undo it. Where it was meant:
  1. python -m tests.packaging.public --write, and read the difference
  2. say it in CHANGELOG.md, and how to change over where a - stands
  3. move the version as docs/reference/versions.md says
"""


def today() -> str:
    """All that is public now."""
    return "\n".join([*names.lines(), *commands.lines(), ""])


def difference(before: str, now: str) -> str:
    """Say what changed, each line with those it stands under; empty where nothing did."""
    removed, added = _placed(before), _placed(now)
    gone = [f"- {line}" for line in removed if line not in set(added)]
    new = [f"+ {line}" for line in added if line not in set(removed)]
    return "\n".join([*gone, *new, _HOW]) if gone or new else ""


def _placed(text: str) -> list[str]:
    """Each line with those that it is indented under, so that no line is taken for another."""
    found: list[str] = []
    above: list[str] = []
    for line in text.splitlines():
        depth = (len(line) - len(line.lstrip())) // 2
        above = [*above[:depth], line.strip()]
        found.append(" > ".join(above))
    return found
