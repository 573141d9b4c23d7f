"""Whether the bodies that come along with an act are those of its texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, cast

from attrs import fields, has

from safetyframe.acts import Act
from safetyframe.errors import HostError
from safetyframe.values import Body, Text

__all__ = ["check_bodies", "texts_of"]

_SALT_BYTES: Final = 16


def check_bodies(act: Act, bodies: Iterable[Body]) -> tuple[Body, ...]:
    """Give `bodies` back when each is the body of a text in `act`, and no other.

    Raises `HostError`, which names the text and never its words. A body may be left out: prose can
    be kept elsewhere.
    """
    given = tuple(bodies)
    texts = {text.id: text for text in texts_of(act)} if given else {}
    seen: set[str] = set()
    for body in given:
        fault = _fault(body, texts, seen)
        if fault:
            # Raised here, where nothing is chained: an encoder's error carries what it was given.
            raise HostError(f"body {body.id!r} {fault}")
        seen.add(body.id)
    return given


def texts_of(value: object) -> Iterator[Text]:
    """Run over every text an act refers to, however deep."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, tuple):
        for item in cast("tuple[object, ...]", value):
            yield from texts_of(item)
    elif has(kind := type(value)):
        for attribute in fields(kind):
            yield from texts_of(getattr(value, attribute.name))


def _fault(body: Body, texts: dict[str, Text], seen: set[str]) -> str:
    text = texts.get(body.id)
    if text is None:
        return "belongs to no text of this act"
    if body.id in seen:
        return "is given twice"
    if body.language != text.language:
        return "is in another language than its text says"
    try:
        salt = len(bytes.fromhex(body.salt))
        same = body.digest == text.digest
    except UnicodeError:
        return "holds words that are no Unicode text"
    except ValueError:
        return "has a salt that is not hex"
    if salt < _SALT_BYTES:
        return f"has a salt of {salt} bytes: a digest keeps silent with {_SALT_BYTES} random ones"
    return "" if same else "does not match the digest of its text"
