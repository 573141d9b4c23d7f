"""When two answers are the same answer, and where they part.

Order counts nowhere but inside what an act changed; an instant is the same in every offset. All
else is exact: a number in quotes, a key left out or added are other answers.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final, cast

from safetyframe.testing.vectors.model import Object
from safetyframe.wire import Json

__all__ = ["canonical", "differences"]

_INSTANT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)")
#: In here lies the form that a trajectory has on the wire, where the order of lists says something.
_ORDERED: Final = "changes"
_AT_MOST: Final = 8


def canonical(answer: Json) -> str:
    """Give one text for all answers that say the same."""
    return _text(_settle(answer, ordered=False))


def _text(value: Json) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def _settle(value: Json, *, ordered: bool) -> Json:
    if isinstance(value, dict):
        return {
            name: _changed(part) if name == _ORDERED else _settle(part, ordered=ordered)
            for name, part in value.items()
        }
    if isinstance(value, list):
        settled = [_settle(part, ordered=ordered) for part in value]
        return settled if ordered else sorted(settled, key=_text)
    if isinstance(value, str) and _INSTANT.fullmatch(value):
        return _instant(value)
    return value


def _changed(slices: Json) -> Json:
    """Settle what changed: the items of a slice in any order, each as the wire has it."""
    if not isinstance(slices, dict):
        return slices
    return {
        name: sorted((_settle(item, ordered=True) for item in items), key=_text)
        if isinstance(items, list)
        else items
        for name, items in slices.items()
    }


def _instant(value: str) -> str:
    try:
        return datetime.fromisoformat(value).astimezone(UTC).isoformat()
    except (ValueError, OverflowError):  # the thirtieth of February: looks like one and is none
        return value


def differences(expected: Object, given: Json) -> tuple[str, ...]:
    """Say where an answer parts from the one expected, a line each; none if it is the same."""
    if canonical(expected) == canonical(given):
        return ()
    found = list(_parting(_settle(expected, ordered=False), _settle(given, ordered=False), ""))
    more = len(found) - _AT_MOST
    return (*found[:_AT_MOST], *([f"and {more} more"] if more > 0 else ()))


def _parting(expected: Json, given: Json, path: str) -> Iterator[str]:
    if isinstance(expected, dict) and isinstance(given, dict):
        for name in sorted({*expected, *given}):
            at = f"{path}.{name}" if path else name
            if name not in given:
                yield f"{at}: missing, expected {_short(expected[name])}"
            elif name not in expected:
                yield f"{at}: not expected, got {_short(given[name])}"
            else:
                yield from _parting(expected[name], given[name], at)
    elif isinstance(expected, list) and isinstance(given, list):
        yield from _bags(expected, given, path)
    elif _text(expected) != _text(given):  # by their texts, for 1 is not True and not 1.0
        yield f"{path}: expected {_short(expected)}, got {_short(given)}"


def _bags(expected: list[Json], given: list[Json], path: str) -> Iterator[str]:
    left = [_text(one) for one in given]
    lacking: list[Json] = []
    for one in expected:
        if _text(one) in left:
            left.remove(_text(one))
        else:
            lacking.append(one)
    surplus = [cast("Json", json.loads(one)) for one in left]
    if len(lacking) == len(surplus) == 1:
        yield from _parting(lacking[0], surplus[0], f"{path}[]")
        return
    yield from (f"{path}[]: missing {_short(one)}" for one in lacking)
    yield from (f"{path}[]: not expected {_short(one)}" for one in surplus)
    if not lacking and not surplus and _text(expected) != _text(given):
        yield f"{path}: another order"


def _short(value: Json) -> str:
    text = _text(value)
    return text if len(text) <= 200 else f"{text[:197]}..."  # noqa: PLR2004
