"""Acts and records as plain JSON in the shape of the wire, for the oracle, which reads no other.

Unlike the wire it carries what no wire would: a moment without an offset, for one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from enum import Enum
from typing import Any, Final, cast

import attrs

from safetyframe.record import Record
from safetyframe.wire.names import ACT_NAMES

__all__ = ["Listed", "plain"]

_NAMES: Final = cast("Mapping[type[object], tuple[str, int]]", ACT_NAMES)


def plain(thing: object) -> Any:  # noqa: ANN401  what comes out is JSON
    """Give an act, or anything within one, in the shape of the wire."""
    if isinstance(thing, Enum):
        return thing.value
    if isinstance(thing, datetime):
        return thing.isoformat()
    if isinstance(thing, tuple):
        return [plain(one) for one in cast("tuple[object, ...]", thing)]
    kind: type[Any] = type(thing)
    if attrs.has(kind):
        named = {"type": _NAMES[kind][0]} if kind in _NAMES else {}
        return {**named, **{f.name: plain(getattr(thing, f.name)) for f in attrs.fields(kind)}}
    return thing


class Listed:
    """Records in plain form, each written once."""

    def __init__(self) -> None:
        """Begin with none written."""
        self._held: dict[int, tuple[Record, dict[str, Any]]] = {}

    def __call__(self, records: Iterable[Record]) -> list[dict[str, Any]]:
        """Give these records, in their order."""
        found: list[dict[str, Any]] = []
        for one in records:
            if id(one) not in self._held:
                # The record is held too, so that no other comes to have its id.
                self._held[id(one)] = one, {"seq": one.seq, "act": plain(one.act)}
            found.append(self._held[id(one)][1])
        return found
