"""The order of the pages, from the lists of links that the pages have anyway.

Where a page says ``<!-- pages: A heading -->``, the links to Markdown files in the list right below
become a part of the table of contents, under that heading. A page that no list names is a warning
of Sphinx's own, and so an error. ``<!-- pages of: A heading, 0*.md -->`` takes whatever is there.
What lies in a folder of `apart` (see conf.py) is reached from its own list and stands in no
sidebar: a sidebar is made once for every page, out of all that is in it.
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


def leave_out(app: Sphinx, _: Any) -> None:
    """Expect a page that is kept apart in no table of contents."""
    if app.env.docname.startswith(tuple(app.config.apart)):
        app.env.metadata[app.env.docname]["orphan"] = ""


def setup(app: Sphinx) -> dict[str, Any]:
    """Register with Sphinx."""
    app.add_config_value("apart", (), "env")
    app.connect("source-read", read)
    app.connect("doctree-read", leave_out)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
