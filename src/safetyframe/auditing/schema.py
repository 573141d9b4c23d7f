"""The JSON Schema of a line of the open format."""

from __future__ import annotations

from typing import Final, cast

from safetyframe.trajectory import SLICES
from safetyframe.wire import Json, schema

__all__ = ["NAME", "line_schema"]

#: What the schema goes by.
NAME: Final = "history-line"


def line_schema() -> dict[str, Json]:
    """Give the schema (draft 2020-12) of a line. It stands alone.

    An act that `lacks` something may miss just that, so of such a one only its type is looked at.
    """
    acts, records = schema("act"), schema("record")
    trajectory: Json = {"type": "string", "pattern": "^[A-Za-z0-9._:/@+#-]{1,128}$"}
    names: Json = {"type": "array", "items": {"type": "string"}, "minItems": 1}
    part: Json = {
        "type": "object",
        "properties": {"type": {"type": "string"}},
        "required": ["type"],
    }
    slices: Json = {"type": "array", "items": {"enum": list(SLICES)}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:safetyframe:history-line:1",
        "title": NAME,
        "description": "A line of a history: an act, a record, or the beginning of a trajectory.",
        "type": "object",
        "oneOf": [
            _line(trajectory=trajectory, act={"$ref": _pointer(acts)}),
            _line(trajectory=trajectory, act=part, lacks=names),
            _line(trajectory=trajectory, record={"$ref": _pointer(records)}),
            {
                **_line(trajectory=trajectory, zone={"type": "string"}, lacks=slices),
                "required": ["trajectory"],
            },
        ],
        "$defs": {"act": acts, "record": records},
    }


def _line(**properties: Json) -> dict[str, Json]:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def _pointer(document: dict[str, Json]) -> str:
    return cast("str", document["$id"])
