"""What autodoc has to be told about this library: where names belong, and how attrs writes types."""

import sys
from typing import Any

import attrs
from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

_OURS = ("safetyframe", "safetyframe_plugins")


def _types(app: Sphinx, what: str, name: str, obj: Any, *_: Any) -> None:
    """Give the `__init__` that attrs wrote the types that its fields have, and no strings."""
    if what in {"class", "exception"} and attrs.has(obj) and "__init__" in vars(obj):
        attrs.resolve_types(obj)
        types = {f.alias: f.type for f in attrs.fields(obj) if f.init}
        obj.__init__.__annotations__ = {**types, "return": None}


def _foreign(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, shown: nodes.TextElement
) -> nodes.TextElement | None:
    """Leave a name that is not ours as it is. One of ours without an entry stays a warning."""
    root = str(node.get("reftarget", "")).split(".")[0]
    ours = root in _OURS or root not in sys.modules
    return None if node.get("refdomain") != "py" or ours else shown


def setup(app: Sphinx) -> dict[str, Any]:
    """Register with Sphinx."""
    app.connect("autodoc-before-process-signature", lambda app, obj, bound: None)
    app.connect("missing-reference", _foreign)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
