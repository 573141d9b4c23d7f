"""Changes that no test notices, each by name with the reason.

equivalents.toml: nobody can notice, by design. survivors.toml: somebody could, and no test does.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

__all__ = ["reasons", "survivors"]

_HERE = Path(__file__).parent


def reasons() -> Mapping[str, str]:
    """Give the reason why nobody can notice, by the id of the change. Named once, or an error."""
    return _read("equivalents.toml", "equivalent", ())


def survivors() -> Mapping[str, str]:
    """Give why a change lives that could be noticed. What is an equivalent can't be one of them."""
    return _read("survivors.toml", "survivor", reasons())


def _read(name: str, kind: str, elsewhere: Iterable[str]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for group in tomllib.loads((_HERE / name).read_text("utf-8")).get(kind, ()):
        for one in group["changes"]:
            if one in found or one in elsewhere:
                msg = f"named twice: {one}"
                raise ValueError(msg)
            found[one] = group["why"]
    return found
