"""Reads gettext's PO files, the form in which translators get our words and give them back.

The files are read as they are: nothing is compiled, so nothing can be forgotten. Of the format it
knows what our files use: contexts, texts, counted texts in two forms, comments. Our languages count
alike, one and any other number (``nplurals=2; plural=(n != 1)``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from attrs import frozen

from safetyframe.texts.model import Plural, Template

__all__ = ["Entry", "read_po"]

_LINE: Final = re.compile(
    r'(?:(msgctxt|msgid_plural|msgid|msgstr\[[01]\]|msgstr)\s+)?"((?:[^"\\]|\\["\\nt])*)"'
)
_ESCAPE: Final = re.compile(r"\\(.)")
_SIGNS: Final = {"n": "\n", "t": "\t", '"': '"', "\\": "\\"}
_ONE: Final = frozenset({"msgctxt", "msgid", "msgstr"})
_COUNTED: Final = frozenset({"msgctxt", "msgid", "msgid_plural", "msgstr[0]", "msgstr[1]"})


@frozen(kw_only=True)
class Entry:
    """One text: what it is for, its English, and its translation ("" where there is none)."""

    context: str
    source: Template
    text: Template


def read_po(content: str) -> tuple[Entry, ...]:
    """Read a PO or POT file; a text marked fuzzy counts as not translated.

    The header is left out. Raises `ValueError`, with the number of the line, for what it can't
    read, and for a context that comes twice.
    """
    entries = tuple(_entries(content))
    seen: set[str] = set()
    for entry in entries:
        if entry.context in seen:
            raise ValueError(f"two entries of context {entry.context!r}: keep one")
        seen.add(entry.context)
    return entries


def _entries(content: str) -> Iterator[Entry]:
    parts: dict[str, str] = {}
    keyword, fuzzy = "", False
    for number, line in enumerate([*content.splitlines(), ""], start=1):
        stripped = line.strip()
        if not stripped:
            if parts:
                yield from _entry(parts, number, fuzzy=fuzzy)
            parts, keyword, fuzzy = {}, "", False
        elif stripped.startswith("#"):
            fuzzy = fuzzy or (stripped.startswith("#,") and "fuzzy" in stripped)
        else:
            found = _LINE.fullmatch(stripped)
            keyword = (found.group(1) if found else None) or keyword
            if found is None or not keyword:
                raise ValueError(
                    f'line {number}: expected msgctxt, msgid or msgstr and a "text", with a blank '
                    "line between entries"
                )
            if found.group(1) and keyword in parts:
                raise ValueError(f"line {number}: a second {keyword} in one entry")
            text = _ESCAPE.sub(lambda sign: _SIGNS[sign.group(1)], found.group(2))
            parts[keyword] = parts.get(keyword, "") + text


def _entry(parts: dict[str, str], number: int, *, fuzzy: bool) -> Iterator[Entry]:
    if parts.keys() == {"msgid", "msgstr"} and not parts["msgid"]:
        return  # the header
    if parts.keys() not in (_ONE, _COUNTED):
        raise ValueError(
            f"line {number}: the entry before needs msgctxt, msgid and msgstr, or what is counted "
            "msgctxt, msgid, msgid_plural, msgstr[0] and msgstr[1]"
        )
    many = parts.keys() == _COUNTED
    text = (parts["msgstr[0]"], parts["msgstr[1]"]) if many else (parts["msgstr"],)
    yield Entry(
        context=parts["msgctxt"],
        source=_template(parts["msgid"], *((parts["msgid_plural"],) if many else ())),
        text="" if fuzzy else _template(*text),
    )


def _template(one: str, *many: str) -> Template:
    """Give a text; a counted one of which a form is missing is missing."""
    if not many:
        return one
    return Plural(one=one, many=many[0]) if one and many[0] else ""
