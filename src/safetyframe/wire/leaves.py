"""The smallest things on the wire: strings of a kind, whole numbers, booleans, instants, choices.

Each is a `Leaf`: one function to read it, one to write it, and the JSON Schema that says the same.
Both functions take exact types only, and raise `MismatchError` for anything else. What they were
given never goes into the error, for it may be private.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from enum import Enum
from typing import Final, TypeAlias

from attrs import frozen

__all__ = [
    "DIGEST",
    "FLAG",
    "INSTANT",
    "LANGUAGE",
    "PLAIN",
    "REFERENCE",
    "WHOLE",
    "ZONE",
    "Json",
    "Leaf",
    "MismatchError",
    "choice",
]

#: What a JSON text can say.
Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


class MismatchError(Exception):
    """What was read or written is not what belongs there. Stays within `safetyframe.wire`."""

    def __init__(self, code: str, expected: str) -> None:
        super().__init__(code, expected)
        self.code = code
        self.expected = expected


@frozen(kw_only=True, eq=False)
class Leaf:
    """How one kind of value is read from JSON and written to it.

    `load` takes a second argument, which it ignores, because cattrs hands its hooks a type.
    """

    name: str
    load: Callable[[object, object], object]
    dump: Callable[[object], Json]
    schema: dict[str, Json]


# --------------------------------------------------------------------------------------- strings


def _word(
    name: str, check: Callable[[str], object], code: str, expected: str, **schema: Json
) -> Leaf:
    wrong = f"a string: {expected}"

    def load(raw: object, _: object = None) -> str:
        if type(raw) is str:
            if check(raw):
                return raw
            raise MismatchError(code, expected)
        raise MismatchError("wrong-type", wrong)

    return Leaf(name=name, load=load, dump=load, schema={"type": "string", **schema})


#: In a schema, next to a pattern: Python's `$` also matches before a newline at the end.
_NO_NEWLINE: Final[Json] = {"pattern": "\\n"}

_NO_CONTROL: Final[Json] = {"pattern": "[\\u0000-\\u001f\\u007f]"}
_UNSAFE: Final = re.compile("[\x00-\x1f\x7f\ud800-\udfff]").search


def _is_plain(raw: str) -> bool:
    return raw.isprintable() or not _UNSAFE(raw)


#: An id of the host's, a reference to a document, the name of a body. Never prose: no line breaks.
#: Half a surrogate pair is refused too: no store could keep it.
PLAIN: Final = _word(
    "plain",
    _is_plain,
    "bad-value",
    "characters without control characters",
    **{"not": _NO_CONTROL},
)

#: An opaque reference: what `safetyframe.values.is_reference` says, at twice the speed. A test
#: compares the two sign by sign.
REFERENCE: Final = _word(
    "reference",
    re.compile("[A-Za-z0-9._:/@+#-]{1,128}").fullmatch,
    "bad-reference",
    "an opaque reference: 1 to 128 signs out of a-z, A-Z, 0-9 and ._:/@+-#",
    pattern="^[A-Za-z0-9._:/@+#-]{1,128}$",
    **{"not": _NO_NEWLINE},
)

#: What `Body.digest` gives.
DIGEST: Final = _word(
    "digest",
    re.compile("[0-9a-f]{64}").fullmatch,
    "bad-value",
    "64 hexadecimal digits in lower case",
    pattern="^[0-9a-f]{64}$",
    **{"not": _NO_NEWLINE},
)

#: A language, in the shape of BCP 47.
LANGUAGE: Final = _word(
    "language",
    re.compile("[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,7}").fullmatch,
    "bad-value",
    "a BCP 47 language tag such as nl or fr-BE",
    pattern="^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,7}$",
    **{"not": _NO_NEWLINE},
)

#: A time zone, in the shape of an IANA name. Whether this machine knows it is not asked here.
ZONE: Final = _word(
    "zone",
    re.compile("[A-Za-z][A-Za-z0-9_+-]{0,31}(?:/[A-Za-z0-9_+-]{1,31}){0,2}").fullmatch,
    "bad-value",
    "the IANA name of a time zone such as Europe/Brussels",
    pattern="^[A-Za-z][A-Za-z0-9_+-]{0,31}(/[A-Za-z0-9_+-]{1,31}){0,2}$",
    **{"not": _NO_NEWLINE},
)


# --------------------------------------------------------------------- booleans and whole numbers


def _flag(raw: object, _: object = None) -> bool:
    if type(raw) is not bool:
        raise MismatchError("wrong-type", "true or false")
    return raw


FLAG: Final = Leaf(name="flag", load=_flag, dump=_flag, schema={"type": "boolean"})

#: Beyond this, readers that keep numbers as doubles lose digits (RFC 7493).
_SAFE: Final = 2**53 - 1


def _whole(raw: object, _: object = None) -> int:
    if type(raw) is not int:
        raise MismatchError("wrong-type", "a whole number")
    if not -_SAFE <= raw <= _SAFE:
        raise MismatchError("bad-value", f"a whole number between -{_SAFE} and {_SAFE}")
    return raw


WHOLE: Final = Leaf(
    name="whole",
    load=_whole,
    dump=_whole,
    schema={"type": "integer", "minimum": -_SAFE, "maximum": _SAFE},
)


# -------------------------------------------------------------------------------------- instants

_CLOCK: Final = (
    "[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,6})?"
)
_OFFSET: Final = "(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])"
_is_instant: Final = re.compile(_CLOCK + _OFFSET).fullmatch
_is_naive: Final = re.compile(_CLOCK).fullmatch
_INSTANT_LENGTHS: Final = frozenset({25, 32})  # as isoformat writes it, offset in whole minutes

_AN_INSTANT: Final = "an instant with its offset, such as 2026-03-01T10:00:00+01:00"


def _load_instant(raw: object, _: object = None) -> datetime:
    if type(raw) is not str:
        raise MismatchError("wrong-type", f"a string: {_AN_INSTANT}")
    if not _is_instant(raw):
        raise MismatchError("naive-time" if _is_naive(raw) else "bad-value", _AN_INSTANT)
    try:
        return datetime.fromisoformat(raw)
    except ValueError:
        pass  # outside the handler, so that the error does not carry the value along
    raise MismatchError("bad-value", "a day that exists")


def _dump_instant(value: object) -> str:
    if not isinstance(value, datetime):
        raise MismatchError("wrong-type", "an aware datetime")
    written = value.isoformat()
    if len(written) in _INSTANT_LENGTHS:
        return written
    if value.utcoffset() is None:
        raise MismatchError("naive-time", "an aware datetime")
    raise MismatchError("bad-value", "microseconds at most, and an offset in whole minutes")


#: One moment, with the offset from UTC that the clock on the wall had.
INSTANT: Final = Leaf(
    name="instant",
    load=_load_instant,
    dump=_dump_instant,
    schema={
        "type": "string",
        "format": "date-time",
        "pattern": f"^{_CLOCK}{_OFFSET}$",
        "not": _NO_NEWLINE,
    },
)


# --------------------------------------------------------------------------------------- choices


def choice(cls: type[Enum]) -> Leaf:
    """Make the leaf for an enumeration, which goes by its values. They must be strings."""
    members = {str(member.value): member for member in cls}
    written: dict[object, str] = {member: name for name, member in members.items()}
    if any(not isinstance(member.value, str) for member in cls):
        raise TypeError(f"{cls.__name__} has values that are no strings; the wire needs names")
    expected = "one of " + ", ".join(members)

    def load(raw: object, _: object = None) -> Enum:
        if type(raw) is not str:
            raise MismatchError("wrong-type", f"a string: {expected}")
        member = members.get(raw)
        if member is None:
            raise MismatchError("bad-value", expected)
        return member

    def dump(value: object) -> str:
        if type(value) is not cls:
            raise MismatchError("wrong-type", f"a {cls.__name__}")
        return written[value]

    return Leaf(
        name=cls.__name__,
        load=load,
        dump=dump,
        schema={"type": "string", "enum": list(members)},
    )
