"""A real validator for the schemas, and ways to change a payload."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from functools import cache

from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from safetyframe.wire import schema


@cache
def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(schema(name), format_checker=Draft202012Validator.FORMAT_CHECKER)


def is_valid(payload: dict) -> bool:
    """Say whether a payload fits the schema of the type it names."""
    return validator(payload["type"]).is_valid(payload)


def at(payload: object, path: tuple) -> object:
    for step in path:
        payload = payload[step]
    return payload


def put(payload: dict, path: tuple, value: object) -> dict:
    """Give a copy of the payload with `value` at `path`."""
    changed = copy.deepcopy(payload)
    at(changed, path[:-1])[path[-1]] = value
    return changed


def without(payload: dict, path: tuple) -> dict:
    """Give a copy of the payload with nothing at `path`."""
    changed = copy.deepcopy(payload)
    del at(changed, path[:-1])[path[-1]]
    return changed


def paths(payload: object, here: tuple = ()) -> Iterator[tuple]:
    """Every path in the payload, its root first."""
    yield here
    steps = payload.items() if isinstance(payload, dict) else []
    steps = enumerate(payload) if isinstance(payload, list) else steps
    for step, part in steps:
        yield from paths(part, (*here, step))


#: What may stand where something else belongs.
FOREIGN = [
    None, True, False, 0, 1, -1, 7, 2**53, 10**30, 1.5, -0.5,
    "", "7", "true", "null", "x y", "x\n", "nl\n", "a" * 129, "speak", "spoken", "lead", "b" * 64,
    "2026-03-01T10:00:00", "2026-03-01", "2026-03-01T10:00:00Z", "2026-03-01T10:00:00+01:00\n",
    "2026-02-30T10:00:00+01:00", "2026-03-01T10:00:00.1234567+01:00", "2026-03-01 10:00:00+01:00",
    "2026-W09-7T10:00:00+01:00", "20260301T100000+0100", "2026-03-01T24:00:00+01:00",
    "2026-03-01T10:00:00+01:75", "2026-03-01t10:00:00z", "٢٠٢٦-03-01T10:00:00+01:00",
    [], ["p:1"], [None], [[]], {}, {"id": "x"}, {"type": "speak", "version": 1},
]  # fmt: skip


@st.composite
def changed(draw, payload: dict) -> dict:
    """A payload with one change somewhere: a key gone, a key too many, another kind of value."""
    path = draw(st.sampled_from(list(paths(payload))[1:]))
    part = at(payload, path)
    ways = ["drop", "swap", "wrap", "text"]
    if isinstance(part, dict):
        ways.append("grow")
    if isinstance(part, list) and part:
        ways.append("unwrap")
    match draw(st.sampled_from(ways)):
        case "drop":
            return without(payload, path)
        case "swap":
            return put(payload, path, draw(st.sampled_from(FOREIGN)))
        case "wrap":
            return put(payload, path, [part])
        case "text":
            return put(payload, path, str(part))
        case "unwrap":
            return put(payload, path, part[0])
        case "grow":
            key = draw(st.sampled_from(["extra", "", "Id", "id ", "type", "by", "until"]))
            return put(payload, (*path, key), draw(st.sampled_from(FOREIGN)))
