"""The JSON Schema of the vectors: of a clause's file, of the stages, of requests and answers."""

from __future__ import annotations

from typing import Any

from safetyframe import wire
from safetyframe.outcome import DutyState
from safetyframe.roles import Role
from safetyframe.testing.vectors.model import FORMAT
from safetyframe.trajectory import SLICES


def _object(properties: dict[str, Any], *, optional: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }


def _list(items: Any, **more: Any) -> dict[str, Any]:
    return {"type": "array", "items": items, **more}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{name}"}


_STRING = {"type": "string"}
_CLAUSE = {"type": "string", "pattern": "^[A-Z][0-9]+[a-z]?$"}
_RULE = {"type": "string", "pattern": "^[a-z]+\\.[A-Za-z0-9-]+$"}
_CODE = {"type": "string", "pattern": "^[a-z0-9-]+$"}
_REFERENCE = {"type": "string", "pattern": "^[A-Za-z0-9._:/@+#-]{1,128}$"}
_INSTANT = {"type": "string", "format": "date-time"}
_COUNT = {"type": "integer", "minimum": 0}
_FACTS = {"type": "object", "additionalProperties": {"type": ["string", "integer", "boolean"]}}
_LEVEL = {"enum": ["hard", "explain", "warn"]}
_STATE = {"enum": [state.value for state in DutyState]}


def _or_null(shape: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [shape, {"type": "null"}]}


_HEAD = {
    "format": {"const": FORMAT},
    "charter": _object({"id": _STRING, "version": _STRING}),
}

_OURS: dict[str, Any] = {
    "clause-file": _object({**_HEAD, "clause": _CLAUSE, "vectors": _list(_ref("vector"))}),
    "stages-file": _object(
        {**_HEAD, "trajectory": _ref("trajectory-head"), "stages": _list(_ref("stage"))}
    ),
    "trajectory-head": _object({"id": _REFERENCE, "zone": _STRING}),
    "stage": _object(
        {"name": _CODE, "after": _or_null(_CODE), "records": _list(_ref("the-record"))}
    ),
    "vector": _object(
        {
            "id": {"type": "string", "pattern": "^[A-Z][0-9]+[a-z]?/[a-z0-9-]+$"},
            "title": {"type": "string", "minLength": 1},
            "ask": {"enum": ["decide", "findings", "owed"]},
            "given": _object(
                {
                    "stage": _or_null(_CODE),
                    "records": _list(_ref("the-record")),
                    "unknown": _ref("slices"),
                    "policy": _ref("policy"),
                }
            ),
            "when": {
                "oneOf": [_object({"act": _ref("the-act")}), _object({"as_of": _INSTANT})],
            },
            "then": _ref("answer"),
        }
    ),
    "slices": _list({"enum": list(SLICES)}, uniqueItems=True),
    "policy": _object(
        {
            "lowered": _list(_object({"clause": _CLAUSE, "reason": _STRING})),
            "due_days": {"type": "object", "additionalProperties": _COUNT},
            "judgement_days": _or_null(_COUNT),
        }
    ),
    "request": _object(
        {
            "id": _STRING,
            "ask": {"enum": ["decide", "findings", "owed"]},
            "trajectory": _ref("trajectory-head"),
            "policy": _ref("policy"),
            "records": _list(_ref("the-record")),
            "unknown": _ref("slices"),
            "act": _ref("the-act"),
            "as_of": _INSTANT,
            "clause": _CLAUSE,
        },
        optional=("act", "as_of", "clause"),
    ),
    "reply": {
        "oneOf": [
            _object({"id": _STRING, "answer": _ref("answer")}),
            _object({"id": _STRING, "not_implemented": _STRING}),
        ]
    },
    "answer": {
        "oneOf": [
            _ref("accepted"),
            _ref("refused"),
            _ref("unsure"),
            _object({"findings": _list(_ref("finding"))}),
            _object({"owed": _list(_ref("owed"))}),
        ]
    },
    "accepted": _object(
        {
            "verdict": {"const": "accepted"},
            "record": _object(
                {
                    "seq": {"type": "integer", "minimum": 1},
                    "act": _REFERENCE,
                    "leaves_open": _list(
                        _object(
                            {
                                "clause": _CLAUSE,
                                "person": _or_null(_REFERENCE),
                                "target": _or_null(_STRING),
                                "state": _STRING,
                            }
                        )
                    ),
                    "misinformed": _list(_REFERENCE),
                }
            ),
            "changes": {
                "type": "object",
                "propertyNames": {"enum": list(SLICES)},
                "additionalProperties": _list({"type": "object"}, minItems=1),
            },
            "warnings": _list(_ref("finding")),
        }
    ),
    "refused": _object(
        {
            "verdict": {"const": "refused"},
            "violations": _list(_ref("violation"), minItems=1),
            "unknown": _ref("slices"),
        }
    ),
    "unsure": _object(
        {
            "verdict": {"const": "unsure"},
            "unknown": {**_list({"enum": list(SLICES)}), "minItems": 1},
        }
    ),
    "violation": _object(
        {
            "rule": _RULE,
            "clauses": _list(_CLAUSE, uniqueItems=True),
            "level": _LEVEL,
            "broken": {"type": "boolean"},
            "gaps": _list(
                _object({"code": _CODE, "about": _FACTS, "remedies": _list(_ref("remedy"))}),
                minItems=1,
            ),
        }
    ),
    "remedy": _object(
        {
            "act": {"enum": sorted(act.__name__ for act in wire.ACT_NAMES)},
            "roles": _list({"enum": [role.value for role in Role]}),
            "about": _FACTS,
            "human": {"type": "boolean"},
        }
    ),
    "finding": _object(
        {
            "rule": {"type": "string"},
            "clauses": _list(_CLAUSE),
            "level": _LEVEL,
            "code": _CODE,
            "state": _or_null(_STATE),
            "about": _FACTS,
            "remedies": _list(_ref("remedy")),
        }
    ),
    "owed": _object(
        {
            "duty": _RULE,
            "clause": _CLAUSE,
            "person": _REFERENCE,
            "state": _STATE,
            "since": _INSTANT,
            "due_on": {"type": "string", "format": "date"},
            "level": _LEVEL,
            "version": _or_null({"type": "integer"}),
            "until": _or_null(_INSTANT),
            "remedies": _list(_ref("remedy")),
        }
    ),
}


def _by_type(forms: list[str]) -> dict[str, Any]:
    """One of these documents, as its type says: a fault is then told where it is, and quickly."""
    names = [form.rpartition("/")[2] for form in forms]
    return {
        "type": "object",
        "required": ["type"],
        "properties": {"type": {"enum": names}},
        "allOf": [
            {"if": {"properties": {"type": {"const": name}}}, "then": {"$ref": form}}
            for name, form in zip(names, forms, strict=True)
        ],
    }


def schema() -> dict[str, Any]:
    """One schema for all; the wire forms of acts and records are the library's own."""
    record = wire.schema("record")
    forms: dict[str, Any] = dict(record["$defs"])  # type: ignore[call-overload]
    act = wire.schema("act")
    whole = {name: part for name, part in record.items() if not name.startswith("$")}
    whole["properties"] = {**whole["properties"], "act": _ref("the-act")}
    forms["the-record"] = whole
    forms["the-act"] = _by_type([one["$ref"] for one in act["oneOf"]])
    assert not set(forms) & set(_OURS), set(forms) & set(_OURS)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:safetyframe:vectors:{FORMAT}",
        "title": "vectors",
        "description": "A file of vectors: of one clause, or the stages that they share.",
        "oneOf": [_ref("clause-file"), _ref("stages-file")],
        "$defs": {**_OURS, **forms},
    }
