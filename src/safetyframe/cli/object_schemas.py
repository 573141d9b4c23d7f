"""JSON Schemas (draft 2020-12) of the objects that commands print, by kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from safetyframe.cli import answers

if TYPE_CHECKING:
    from safetyframe.cli.objects import Json

__all__ = ["KINDS", "schema_of"]

_TEXT: Final[Json] = {"type": "string"}
_MAYBE_TEXT: Final[Json] = {"type": ["string", "null"]}
_BOOL: Final[Json] = {"type": "boolean"}
_COUNT: Final[Json] = {"type": "integer", "minimum": 0}
_TEXTS: Final[Json] = {"type": "array", "items": {"type": "string"}}


def _object(**properties: Json) -> dict[str, Json]:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def _many(name: str) -> Json:
    return {"type": "array", "items": {"$ref": f"#/$defs/{name}"}}


def _one_of(*values: str) -> Json:
    return {"enum": list(values)}


_COUNTS: Final[Json] = {"type": "object", "additionalProperties": _COUNT}
_BY_CLAUSE: Final[Json] = {"type": "object", "additionalProperties": _COUNTS}
_SIDE: Final[Json] = {"type": ["integer", "array", "null"], "items": {"type": "string"}}
_ROLE: Final = _one_of(
    "consultant",
    "care-worker",
    "minor",
    "parent",
    "network",
    "trust-person",
    "authority",
    "system",
)
_LEVEL: Final = _one_of("hard", "explain", "warn", "doc", "invariant", "empty")
_DECLARED: Final = _one_of("yes", "no")

_FINDING: Final[Mapping[str, Json]] = {
    "rule": _TEXT,
    "clauses": _TEXTS,
    "level": _LEVEL,
    "code": _TEXT,
    "state": {"enum": ["due", "overdue", None]},
    "about": {"$ref": "#/$defs/facts"},
    "text": {"$ref": "#/$defs/words"},
    "remedies": _many("remedy"),
}

_DEFS: Final[Mapping[str, Json]] = {
    # Facts by name: references, numbers, dates; null for what is none of these.
    "facts": {
        "type": "object",
        "additionalProperties": {"type": ["string", "integer", "boolean", "null"]},
    },
    "words": _object(nl=_TEXT, en=_TEXT),
    "remedy": _object(
        act=_TEXT,
        roles={"type": "array", "items": _ROLE},
        about={"$ref": "#/$defs/facts"},
        human=_BOOL,
    ),
    "gap": _object(
        code=_TEXT,
        about={"$ref": "#/$defs/facts"},
        text={"$ref": "#/$defs/words"},
        remedies=_many("remedy"),
    ),
    "violation": _object(rule=_TEXT, clauses=_TEXTS, level=_LEVEL, broken=_BOOL, gaps=_many("gap")),
    "finding": _object(**_FINDING),
    "change": _object(
        version=_COUNT,
        statement=_TEXT,
        of=_one_of("bottom-line", "danger", "goal", "expectation"),
        kind=_one_of(
            "added",
            "removed",
            "reworded",
            "minors",
            "links",
            "safe-enough",
            "sustained-days",
            "scale-at-least",
        ),
        material=_BOOL,
        minors=_TEXTS,
        before=_SIDE,
        after=_SIDE,
        text={"$ref": "#/$defs/words"},
    ),
    "open-item": _object(clause=_TEXT, person=_MAYBE_TEXT, target=_MAYBE_TEXT, state=_TEXT),
    "cited-rule": _object(id=_TEXT, gate=_BOOL, guards=_TEXTS),
    "cited-row": _object(
        act=_TEXT, cells={"type": "object", "additionalProperties": {"type": "string"}}
    ),
    "cited-duty": _object(id=_TEXT, to={"type": "array", "items": _ROLE}),
    "audit-gap": _object(code=_TEXT, about={"$ref": "#/$defs/facts"}),
    "audit-look": _object(
        trajectory=_TEXT,
        hard=_COUNT,
        explain=_COUNT,
        informing=_COUNT,
        advice=_COUNT,
        unjudged=_COUNT,
    ),
    "pack": _object(name=_TEXT, version=_TEXT, review=_TEXT),
    "store": _object(
        name=_TEXT,
        schemes=_TEXTS,
        durable=_DECLARED,
        multi_process=_DECLARED,
        erases=_DECLARED,
        notices=_DECLARED,
        joins=_DECLARED,
        needs=_MAYBE_TEXT,
    ),
    "messenger": _object(
        name=_TEXT,
        schemes=_TEXTS,
        ordered=_DECLARED,
        durable=_DECLARED,
        deduplicates=_DECLARED,
        needs=_MAYBE_TEXT,
    ),
    "registry": _object(
        name=_TEXT,
        schemes=_TEXTS,
        proofs=_DECLARED,
        past=_DECLARED,
        relations=_DECLARED,
        needs=_MAYBE_TEXT,
    ),
}


_FIELDS: Final[Mapping[str, tuple[str, Mapping[str, Json]]]] = {
    "step/1": (
        "One act of a script, and what became of it.",
        {
            "number": _COUNT,
            "place": _TEXT,
            "id": _MAYBE_TEXT,
            "type": _TEXT,
            "at": {"type": "string", "format": "date-time"},
            "day": {"type": "string", "format": "date"},
            "person": _MAYBE_TEXT,
            "role": _ROLE,
            "verdict": _one_of("accepted", "refused", "unsure", "already"),
            "expected": _BOOL,
            "note": _MAYBE_TEXT,
            "clauses": _TEXTS,
            "violations": _many("violation"),
            "unknown": _TEXTS,
            "warnings": _many("finding"),
            "leaves_open": _many("open-item"),
        },
    ),
    "summary/1": (
        "How many acts of a script were tried, and what became of them.",
        {
            "acts": _COUNT,
            "of": _COUNT,
            "accepted": _COUNT,
            "refused": _COUNT,
            "unsure": _COUNT,
            "already": _COUNT,
            "unexpected": _COUNT,
        },
    ),
    "finding/1": ("Something to look at: a duty that is open, or advice.", _FINDING),
    "possibility/1": (
        "What somebody may do of one kind of act.",
        {
            "act": _TEXT,
            "can": _one_of("yes", "no", "depends"),
            "violations": _many("violation"),
            "rules": _TEXTS,
            "unknown": _TEXTS,
        },
    ),
    "view/1": (
        "A trajectory as one viewer may know it, with the last records and what changed in WAT.",
        {
            "view": {"type": "object"},
            "last": {"type": "array", "items": {"type": "object"}},
            "changes": _many("change"),
        },
    ),
    "clause/1": (
        "A clause of the charter, and all that rests on it.",
        {
            "charter": _TEXT,
            "charter_version": _TEXT,
            "id": _TEXT,
            "place": _TEXT,
            "kinds": _TEXTS,
            "bearer": _TEXTS,
            "levels": {"type": "array", "items": _LEVEL},
            "derives_from": _TEXTS,
            "nl": _TEXT,
            "en": _TEXT,
            "rules": _many("cited-rule"),
            "rows": _many("cited-row"),
            "duties": _many("cited-duty"),
            "watches": _TEXTS,
            "tests": _MAYBE_TEXT,
        },
    ),
    "plugin/1": (
        "What became of one plugin.",
        {
            "name": _TEXT,
            "distribution": _MAYBE_TEXT,
            "version": _MAYBE_TEXT,
            "state": _one_of("ready", "clashing", "broken"),
            "stores": _many("store"),
            "messengers": _many("messenger"),
            "registries": _many("registry"),
            "rules": _TEXTS,
            "packs": _many("pack"),
            "problem": _MAYBE_TEXT,
            "advice": _MAYBE_TEXT,
        },
    ),
    "relay/1": (
        "What a relay did, and how the outbox stands.",
        {
            "worker": _TEXT,
            "sent": _COUNT,
            "duplicates": _COUNT,
            "retried": _COUNT,
            "failed": _COUNT,
            "troubles": _COUNT,
            "waiting": _COUNT,
            "dead": _COUNT,
            "lag": {"type": ["number", "null"], "minimum": 0},
        },
    ),
    "dead-letter/1": (
        "A notice that failed.",
        {
            "id": _TEXT,
            "trajectory": _MAYBE_TEXT,
            "act": _MAYBE_TEXT,
            "recipient": _MAYBE_TEXT,
            "reason": _TEXT,
            "attempts": _COUNT,
            "since": _TEXT,
            "at": _MAYBE_TEXT,
        },
    ),
    "revived/1": ("How many failed notices wait again.", {"number": _COUNT}),
    "audit-item/1": (
        "One thing that an audit found at one act, or could not judge.",
        {
            "found": _one_of("breach", "late", "overdue", "unjudged"),
            "trajectory": _TEXT,
            "seq": _COUNT,
            "act": _MAYBE_TEXT,
            "type": _TEXT,
            "at": {"type": ["string", "null"], "format": "date-time"},
            "month": _MAYBE_TEXT,
            "rule": _MAYBE_TEXT,
            "clauses": _TEXTS,
            "level": {"enum": ["hard", "explain", "warn", None]},
            "gaps": _many("audit-gap"),
            "unknown": _TEXTS,
        },
    ),
    "audit-bad-line/1": (
        "A line of a history, or a record of a store, that could not be read.",
        {"source": _TEXT, "line": {"type": ["integer", "null"], "minimum": 1}, "problem": _TEXT},
    ),
    "audit-summary/1": (
        "What an audit came to; breaches and advice by clause and month.",
        {
            "trajectories": _COUNT,
            "records": _COUNT,
            "judged": _COUNT,
            "found": _COUNT,
            "torn": _COUNT,
            "breaches": _BY_CLAUSE,
            "advice": _BY_CLAUSE,
            "rules": _COUNTS,
            "unjudged_acts": _COUNT,
            "unjudged": _COUNTS,
            "bad_lines": _COUNTS,
            "first": _many("audit-look"),
        },
    ),
    "converted/1": (
        "A history that was made of an event log.",
        {"output": _TEXT, "lines": _COUNT},
    ),
    "page/1": (
        "A page that was written.",
        {"output": _TEXT, "trajectory": _TEXT, "person": _TEXT},
    ),
    "exported/1": (
        "What was exported to a file, and for whose eyes.",
        {
            "output": _TEXT,
            "to": _one_of("fhir", "ocel", "subject"),
            "trajectory": _TEXT,
            "person": _TEXT,
        },
    ),
    "plain/1": (
        "Something in prose that is too hard for who has to read it: where, and never what.",
        {
            "file": _TEXT,
            "line": {"type": "integer", "minimum": 1},
            "column": {"type": "integer", "minimum": 1},
            "measure": _one_of("length", "ease", "jargon"),
            "value": {"type": ["number", "null"]},
            "limit": {"type": ["number", "null"]},
            "instead": _MAYBE_TEXT,
        },
    ),
    answers.KIND: (answers.ABOUT, answers.FIELDS),
    "schema/1": ("A JSON Schema.", {"name": _TEXT, "schema": {"type": "object"}}),
    "schema-name/1": ("The name of a JSON Schema.", {"name": _TEXT}),
}
#: Fields that only `demo` adds to a summary.
_DEMO: Final[Mapping[str, Json]] = {"store": _TEXT, "trajectory": _TEXT}

#: The kinds of objects that commands print.
KINDS: Final[tuple[str, ...]] = tuple(_FIELDS)


def schema_of(kind: str) -> dict[str, Json]:
    """Give the schema of one of `KINDS`. It stands alone."""
    description, fields = _FIELDS[kind]
    tagged: dict[str, Json] = {"safetyframe": {"const": kind}, **fields}
    body = _object(**tagged)
    if kind == "summary/1":
        body["properties"] = {**tagged, **_DEMO}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:safetyframe:cli:{kind.replace('/', ':')}",
        "title": kind,
        "description": description,
        **body,
        "$defs": dict(answers.DEFS if kind == answers.KIND else _DEFS),
    }
