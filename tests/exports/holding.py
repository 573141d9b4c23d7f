"""Whether an export holds anything that its Views do not: the words, moments and numbers of both.

What a View holds is read from `wire.export`, which other tests judge. `vocabulary` are words of the
form itself, written down by whoever tests it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from datetime import UTC, date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from safetyframe import wire
from tests.exports.seeing import Seen

__all__ = ["leaves", "strangers"]

_URL: Final = re.compile(r"urn:uuid:[0-9a-f-]{36}")


def leaves(said: Any, at: str = "") -> Iterator[tuple[str, Any]]:
    """Every value that is no list and no object, with the way to it."""
    if isinstance(said, dict):
        for name, value in said.items():
            yield from leaves(value, f"{at}.{name}")
    elif isinstance(said, list):
        for number, value in enumerate(said):
            yield from leaves(value, f"{at}[{number}]")
    else:
        yield at, said


def strangers(said: Any, seen: Seen, vocabulary: AbstractSet[str]) -> list[tuple[str, Any]]:
    """What stands in `said` and neither in what is seen nor in the vocabulary."""
    known = [value for one in seen.both for _, value in leaves(wire.export(one))]
    words = {value for value in known if isinstance(value, str)} | vocabulary
    moments = {moment for value in words if (moment := _moment(value)) is not None}
    zone = ZoneInfo(seen.view.shown.zone)
    days = {moment.astimezone(zone).date() for moment in moments}
    numbers = {value for value in known if isinstance(value, int)}

    def holds(value: Any) -> bool:
        if isinstance(value, int | None):
            return value in numbers or value is None
        moment = _moment(value)
        if moment is not None:
            return moment in moments
        day = _day(value)
        return value in words or (day in days if day else bool(_URL.fullmatch(value)))

    return [(at, value) for at, value in leaves(said) if not holds(value)]


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return None if found.tzinfo is None else found.astimezone(UTC)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
