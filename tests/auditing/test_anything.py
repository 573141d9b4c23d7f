"""Whatever stands in a history, an audit goes on, and tells nothing of what stands there."""

from __future__ import annotations

import json
import random
from copy import deepcopy
from typing import Any

import pytest

from safetyframe import Law, Policy
from safetyframe.auditing import Auditor, BadLine, History, Summary, in_json
from tests.auditing.lines import line, read
from tests.auditing.test_parts import STORIES

HISTORIES = [
    [json.loads(line(record if whole else record.act)) for record in story.records]
    for story in STORIES
    for whole in (True, False)
]
#: Where many a system puts *for ever*, and what Python can't move to another zone.
ENDS = (
    "9999-12-31T23:59:59.999999+00:00",
    "9999-12-31T23:59:59-12:00",
    "0001-01-01T00:00:00+00:00",
    "0001-01-01T00:00:00+14:00",
)
VALUES: tuple[Any, ...] = (
    *ENDS,
    *(10**18, -1, 0, 1e308, None, True, [], {}, "", "geheim papa", "\ud800", "x" * 200),
    *("t-1", "anna", "c-lead", ["anna"], "2025-10-26T02:30:00+02:00", "nl", "consultant"),
)
#: With days, so that what is due is reckoned.
AUDITOR = Auditor(Law(Policy(due_days={"T5a": 7, "P22": 3, "P18a": 7})))


def judged(lines: list[Any]) -> Summary:
    """Audit what is left of a history; see that nothing private is told."""
    total = Summary()
    for one in read([json.dumps(each).encode() for each in lines]):
        result = AUDITOR.audit(one) if isinstance(one, History) else one
        told = [result] if isinstance(result, BadLine) else result.items
        assert "geheim" not in json.dumps([in_json(each) for each in told])
        total += Summary.of(result)
    return total


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a JSON value."""
    inner: list[tuple[Any, Any]] = []
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    return [path, *(place for key, part in inner for place in places(part, (*path, key)))]


def put(value: Any, path: tuple[Any, ...], new: Any) -> None:
    for key in path[:-1]:
        value = value[key]
    value[path[-1]] = new


@pytest.mark.parametrize("end", ENDS)
def test_a_moment_at_either_end_of_the_calendar_stops_no_audit(end: str):
    for history in HISTORIES:
        lines = deepcopy(history)
        moments = [
            (number, place)
            for number, each in enumerate(lines)
            for place in places(each)
            if place and place[-1] in ("at", "until", "since", "recorded_at")
        ]
        for number, place in moments[:: max(len(moments) // 25, 1)]:
            changed = deepcopy(lines)
            put(changed[number], place, end)
            assert judged(changed).records >= len(lines) - 1


def test_nothing_that_may_stand_in_a_line_stops_an_audit():
    rng = random.Random(7)
    total = Summary()
    for _ in range(250):
        lines = deepcopy(rng.choice(HISTORIES))
        for _ in range(rng.randint(1, 3)):
            number, what = rng.randrange(len(lines)), rng.random()
            if what < 0.8:
                place = rng.choice([one for one in places(lines[number]) if one])
                put(lines[number], place, rng.choice(VALUES))
            elif what < 0.9 or len(lines) == 1:
                lines.insert(rng.randrange(len(lines)), deepcopy(lines[number]))
            else:
                del lines[number]
        total += judged(lines)
    assert total.judged > 1000
    assert total.bad_lines["file"] > 100
    assert total.unjudged_acts > 100
