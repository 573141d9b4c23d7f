"""The order of the pages, from the lists of links that the pages have anyway.

Where a page says ``<!-- pages: A heading -->``, the links to Markdown files in the list right below
become a part of the table of contents, under that heading. A page that no list names is a warning
of Sphinx's own, and so an error. ``<!-- pages of: A heading, 0*.md -->`` takes whatever is there.
"""

import re
from typing import Any

from sphinx.application import Sphinx

_LIST = re.compile(r"^<!-- pages: (.+?) -->\n+((?:[-| ].*(?:\n|\Z))+)", re.MULTILINE)
_GLOB = re.compile(r"^<!-- pages of: (.+?), (\S+) -->$", re.MULTILINE)
_LINK = re.compile(r"\]\(([^)#\s]+)\.md\)")


def _toctree(heading: str, entries: list[str], *options: str) -> str:
    said = "\n".join((f":caption: {heading}", *options))
    return f"\n```{{toctree}}\n{said}\n\n" + "\n".join(entries) + "\n```\n"


def _listed(found: re.Match[str]) -> str:
    entries = list(dict.fromkeys(_LINK.findall(found[2])))
    return found[2] + _toctree(found[1], entries, ":hidden:")


def _whatever(found: re.Match[str]) -> str:
    return _toctree(found[1], [found[2].removesuffix(".md")], ":glob:", ":maxdepth: 1")


def read(app: Sphinx, docname: str, source: list[str]) -> None:
    """Put tables of contents where a page has its lists."""
    source[0] = _GLOB.sub(_whatever, _LIST.sub(_listed, source[0]))


def setup(app: Sphinx) -> dict[str, Any]:
    """Register with Sphinx."""
    app.connect("source-read", read)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
