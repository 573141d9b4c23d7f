"""Changes that nobody can notice, by design: equivalents.toml names each, with the reason."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

__all__ = ["reasons"]


def reasons() -> Mapping[str, str]:
    """Give the reason by the id of the change. A change that is named twice is an error."""
    text = Path(__file__).with_name("equivalents.toml").read_text("utf-8")
    found: dict[str, str] = {}
    for group in tomllib.loads(text)["equivalent"]:
        for one in group["changes"]:
            if one in found:
                msg = f"named twice: {one}"
                raise ValueError(msg)
            found[one] = group["why"]
    return found
