"""What no table says and the law does: which acts move, raise and refuse, as it was observed.

`observed.json` is written by ``python -m tests.lawmap --write``, which tries every act in every
look of a small family and reads the vectors; a test holds it against the law of today.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from attrs import frozen

from safetyframe.lawmap.model import Move

__all__ = ["Observed", "observed", "read"]

_Names = tuple[str, ...]


@frozen(kw_only=True)
class Observed:
    """Acts by what they were seen to do.

    `moves` are from stage to stage; `raised` and `lapses` are by duty; `refusing` gives the clauses
    of whatever was seen to refuse, by its id, and `vectors` those whose answer names an id.
    """

    moves: tuple[Move, ...]
    raised: Mapping[str, _Names]
    lapses: Mapping[str, _Names]
    refusing: Mapping[str, _Names]
    vectors: Mapping[str, _Names]


@cache
def observed() -> Observed:
    """Give what was observed when this version was made."""
    return read((files("safetyframe.lawmap") / "observed.json").read_text(encoding="utf-8"))


def read(text: str) -> Observed:
    """Read what was observed from its JSON."""
    raw: dict[str, Any] = json.loads(text)
    return Observed(
        moves=tuple(Move(before=b, after=a, acts=tuple(acts)) for b, a, acts in raw["moves"]),
        raised=_lists(raw["raised"]),
        lapses=_lists(raw["lapses"]),
        refusing=_lists(raw["refusing"]),
        vectors=_lists(raw["vectors"]),
    )


def _lists(raw: dict[str, list[str]]) -> dict[str, _Names]:
    return {name: tuple(held) for name, held in raw.items()}
