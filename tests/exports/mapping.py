"""The mapping by which our own logs are read back: ``python -m tests.exports.mapping`` writes it.

It follows from the classes of the acts, and a test compares it with the file that is shipped.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from attrs import NOTHING, fields

from safetyframe.acts import ACTS
from safetyframe.exports.ocel import way_of
from safetyframe.roles import By
from safetyframe.wire import ACT_NAMES

__all__ = ["SHIPPED", "written"]

SHIPPED: Final = Path(str(files("safetyframe.exports") / "ocel.toml"))
_HEAD: Final = """\
# How `safetyframe convert` reads a log that `safetyframe export --to ocel` wrote.

[trajectory]
case = "trajectory"
zone = { attribute = "zone" }
order = "number"
"""


def written() -> str:
    """The whole file."""
    parts = [_HEAD]
    for kind in ACTS:
        name = ACT_NAMES[kind][0]
        parts.append(f'\n[act."{name}"]\ntype = "{name}"\n')
        parts += [_line(By, one, "by.") for one in fields(By) if one.name != "at"]
        parts += [_line(kind, one) for one in fields(kind) if one.name not in {"id", "by"}]
    return "".join(parts)


def _line(kind: type[Any], one: Any, prefix: str = "") -> str:
    """Where one field stands. What may be none is optional."""
    name, way = f"{prefix}{one.name}", way_of(kind, one.name)
    none = one.default is not NOTHING or way == "persons" or "None" in str(one.type)
    more = ", optional = true" if none else ""
    match way:
        case "person":
            return f'{name} = {{ object = "person", as = "{name}"{more} }}\n'
        case "persons":
            return f'{name} = {{ objects = "person", as = "{name}"{more} }}\n'
        case "json":
            return f'{name} = {{ attribute = "{name}", json = true{more} }}\n'
        case _:
            return f'{name} = {{ attribute = "{name}"{more} }}\n'


if __name__ == "__main__":
    SHIPPED.write_text(written(), "utf-8")
