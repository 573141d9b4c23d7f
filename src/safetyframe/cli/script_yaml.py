"""Builds what JSON can say out of a YAML document, and notes the line of every value.

It goes by YAML's events, so that no scalar is ever resolved to a date or a boolean nobody meant, no
alias is ever followed, and no tag ever makes an object. Only this module imports PyYAML.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, cast

import yaml
from yaml.reader import Reader

from safetyframe import wire
from safetyframe.cli.script import FieldPath, Raw, ScriptError

__all__ = ["read_document"]

_DEEP: Final = 40  # no act nests half as deep
_DIGITS: Final = 16  # the wire takes no number with more

_WORDS: Final[dict[str, bool | None]] = {
    "": None,
    "~": None,
    "null": None,
    "true": True,
    "false": False,
}


def read_document(file: str, text: str) -> Raw | None:
    """Read the one document in `text`; None when there is none. Raises `ScriptError`."""
    return _Builder(file, text).document()


class _Builder:
    def __init__(self, file: str, text: str) -> None:
        self._file = file
        self._text = text
        self._lines: dict[FieldPath, int] = {}
        odd = Reader.NON_PRINTABLE.search(text)
        if odd is not None:
            line = text.count("\n", 0, odd.start()) + 1
            raise ScriptError(file, line, (), "YAML without control characters", "not-yaml")
        # The loader written in C, where PyYAML came with it, gives the same events sooner.
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        self._events: Iterator[yaml.Event] = yaml.parse(text, Loader=loader)

    def document(self) -> Raw | None:
        self._next()  # the stream starts
        if isinstance(self._next(), yaml.StreamEndEvent):
            return None
        first = self._next()
        value = self._value(first, ())
        self._next()  # the document ends
        more = self._next()
        if not isinstance(more, yaml.StreamEndEvent):
            raise self._wrong(more, (), "one YAML document in a file", "many-documents")
        return Raw(line=_line(first), value=value, lines=self._lines)

    def _next(self) -> yaml.Event:
        try:
            return next(self._events)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line = 1 if mark is None else mark.line + 1
        except yaml.YAMLError:
            line = 1
        # Outside the handlers: those errors show what they found.
        lines = self._text.split("\n")
        found = lines[line - 1] if line <= len(lines) else ""
        tab = "\t" in found[: len(found) - len(found.lstrip())]
        expected = "YAML indented with blanks, not with tabs" if tab else "well-formed YAML"
        raise ScriptError(self._file, line, (), expected, "not-yaml")

    def _value(self, event: yaml.Event, path: FieldPath) -> object:
        self._lines[path] = _line(event)
        if not isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) or event.anchor:
            raise self._wrong(event, path, "no anchors and no aliases", "alias")
        if event.tag is not None:
            raise self._wrong(event, path, "no YAML tags", "tag")
        if len(path) > _DEEP:
            raise self._wrong(event, path, "less nesting", "too-deep")
        if isinstance(event, yaml.ScalarEvent):
            return _scalar(event.value) if event.implicit[0] else str(event.value)
        return self._items(path) if isinstance(event, yaml.SequenceStartEvent) else self._keys(path)

    def _items(self, path: FieldPath) -> list[object]:
        items: list[object] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            items.append(self._value(event, (*path, len(items))))
        return items

    def _keys(self, path: FieldPath) -> dict[str, object]:
        made: dict[str, object] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent) or event.anchor or event.tag is not None:
                raise self._wrong(event, path, "keys that are plain words", "bad-key")
            key = str(event.value)
            if key in made:
                raise self._wrong(event, (*path, key), "every key once", "duplicate-key")
            made[key] = self._value(self._next(), (*path, key))
            self._lines[(*path, key)] = _line(event)
        return made

    def _wrong(self, event: yaml.Event, path: FieldPath, expected: str, code: str) -> ScriptError:
        field = _known(path[2:] if path[:1] == ("steps",) else path)
        return ScriptError(self._file, _line(event), field, expected, code)


def _line(event: yaml.Event) -> int:
    return 1 if event.start_mark is None else event.start_mark.line + 1


def _scalar(value: str) -> object:
    if value in _WORDS:
        return _WORDS[value]
    digits = value.removeprefix("-")
    whole = digits.isascii() and digits.isdigit() and len(digits) <= _DIGITS
    return int(value) if whole and (digits == "0" or digits[0] != "0") else value


def _known(path: FieldPath) -> FieldPath:
    """Give the path up to the first key that no act has: such a key may be anything."""
    names = {"safetyframe", "trajectory", "zone", "steps", "expect", "refused", "body"}
    definitions = cast("dict[str, dict[str, wire.Json]]", wire.schema("act")["$defs"])
    for one in definitions.values():
        names.update(cast("dict[str, wire.Json]", one.get("properties", {})))
    for end, part in enumerate(path):
        if isinstance(part, str) and part not in names:
            return path[:end]
    return path
