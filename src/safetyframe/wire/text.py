"""JSON as text, read strictly: no NaN, no key twice, nothing behind the end, no bottomless nesting.

What `encode` writes is ASCII without blanks, so that no file, pipe or column can spoil it.
"""

from __future__ import annotations

from json import JSONDecoder, JSONEncoder
from typing import Final, NoReturn, cast

from safetyframe.errors import PayloadError
from safetyframe.wire.leaves import Json

__all__ = ["decode", "encode"]


def _no_constant(_: str) -> NoReturn:
    raise ValueError


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError
    return made


_DECODE: Final = JSONDecoder(parse_constant=_no_constant, object_pairs_hook=_object).decode
_ENCODE: Final = JSONEncoder(separators=(",", ":"), allow_nan=False, check_circular=False).encode


def decode(text: str | bytes) -> Json:
    """Parse one JSON text; bytes are UTF-8. Raises PayloadError with the code ``not-json``."""
    try:
        return cast("Json", _DECODE(text.decode() if isinstance(text, bytes) else text))
    except (ValueError, RecursionError):  # among them JSONDecodeError and UnicodeDecodeError
        pass  # outside the handler: those errors carry the whole text along
    raise PayloadError((), "one JSON text in UTF-8: no NaN, no key twice, not too deep", "not-json")


def encode(document: Json) -> str:
    """Write a JSON text on one line."""
    return _ENCODE(document)
