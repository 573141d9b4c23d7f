"""The JSON Schema of an answer to somebody who asks what is on record about them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from safetyframe.cli.objects import Json

__all__ = ["ABOUT", "DEFS", "FIELDS", "KIND"]

KIND: Final = "subject-access/1"
ABOUT: Final = "All that is on record about one person, as far as they may know it."

_TEXT: Final[Json] = {"type": "string"}
_MAYBE_TEXT: Final[Json] = {"type": ["string", "null"]}
_TEXTS: Final[Json] = {"type": "array", "items": _TEXT}
_BOOL: Final[Json] = {"type": "boolean"}
_COUNT: Final[Json] = {"type": "integer", "minimum": 0}
_MOMENT: Final[Json] = {"type": "string", "format": "date-time"}
_MAYBE_MOMENT: Final[Json] = {"type": ["string", "null"], "format": "date-time"}
_ROLES: Final = (
    "consultant",
    "care-worker",
    "minor",
    "parent",
    "network",
    "trust-person",
    "authority",
    "system",
)


def _object(**properties: Json) -> dict[str, Json]:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def _many(name: str) -> Json:
    return {"type": "array", "items": {"$ref": f"#/$defs/{name}"}}


FIELDS: Final[Mapping[str, Json]] = {
    "person": _TEXT,
    "trajectory": _TEXT,
    "zone": _TEXT,
    "at": _MOMENT,
    "parts": _many("own-part"),
    "entries": _many("own-entry"),
    "told": _many("own-told"),
    "corrections": _many("own-correction"),
    "recipients": _many("own-recipient"),
    "erased": _many("own-erased"),
    "texts": _many("own-text"),
    "absent": _many("own-absent"),
}

DEFS: Final[Mapping[str, Json]] = {
    "own-part": _object(
        part=_TEXT,
        role={"enum": list(_ROLES)},
        standing={"enum": ["lead", "deputy", "co", None]},
        since=_MOMENT,
        until=_MAYBE_MOMENT,
        added_by=_MAYBE_TEXT,
        concerns=_TEXTS,
        language=_MAYBE_TEXT,
    ),
    "own-entry": _object(
        number=_COUNT,
        act=_TEXT,
        name=_TEXT,
        by=_TEXT,
        role={"enum": list(_ROLES)},
        recorded_by=_MAYBE_TEXT,
        on_behalf_of=_MAYBE_TEXT,
        occurred_at=_MOMENT,
        recorded_at=_MOMENT,
        names_you_in=_TEXTS,
        content={"type": "object"},
    ),
    "own-told": _object(
        topic=_TEXT,
        version={"type": ["integer", "null"]},
        acknowledged=_BOOL,
        by=_TEXT,
        at=_MOMENT,
        recorded_at=_MOMENT,
        form=_MAYBE_TEXT,
        language=_MAYBE_TEXT,
        interpreter=_BOOL,
    ),
    "own-correction": _object(act=_TEXT, at=_MOMENT, by=_TEXT, replaced=_BOOL),
    "own-recipient": _object(
        act=_TEXT,
        at=_MOMENT,
        by=_TEXT,
        recipient=_TEXT,
        to={"enum": ["person", "organisation", "court", "authority"]},
        items=_TEXTS,
    ),
    "own-erased": _object(
        act=_TEXT,
        at=_MOMENT,
        by=_TEXT,
        kind={"enum": ["wrong-family", "third-party", "excessive", "retention", "other"]},
    ),
    # `words` are there when they were asked for; null for words that are no longer kept.
    "own-text": {
        **_object(text=_TEXT, language=_TEXT),
        "properties": {"text": _TEXT, "language": _TEXT, "words": _MAYBE_TEXT},
    },
    "own-absent": _object(what=_TEXT, clauses=_TEXTS),
}
