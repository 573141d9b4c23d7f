"""Events as logs have them: OCEL 2.0 in JSON, XES in XML. Read strictly where it matters."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from math import isfinite
from pathlib import Path
from typing import Final, NoReturn, cast
from xml.etree import ElementTree as ET

from attrs import field, frozen

from safetyframe.auditing.reading import instant_of
from safetyframe.errors import PayloadError
from safetyframe.wire import Json

__all__ = ["Event", "read_ocel", "read_xes"]

_VALUES: Final = frozenset({"string", "date", "int", "float", "boolean", "id"})


@frozen(kw_only=True)
class Event:
    """One event of one case: its kind in the words of the log, when, and what it says.

    `objects` are those it is related to: their ids by their type, and `as_` these by their type and
    the qualifier of the relation. `cases` are the ids of what stands for a trajectory; an event of
    several belongs to each.
    """

    id: str
    kind: str
    at: datetime
    cases: tuple[str, ...]
    said: Mapping[str, Json] = field(factory=dict[str, Json])
    objects: Mapping[str, tuple[str, ...]] = field(factory=dict[str, tuple[str, ...]])
    as_: Mapping[tuple[str, str], tuple[str, ...]] = field(
        factory=dict[tuple[str, str], tuple[str, ...]]
    )


def read_ocel(path: Path, case: str) -> Iterator[Event]:
    """Read an OCEL 2.0 JSON file; objects of the type `case` stand for trajectories.

    The whole file is in memory: its format leaves no other way. Raises `PayloadError`.
    """
    try:
        log = cast("object", json.loads(path.read_bytes(), parse_constant=_no_number))
    except (ValueError, RecursionError):
        log = None
    if not isinstance(log, dict):
        raise PayloadError((path.name,), "an OCEL 2.0 log in JSON", "not-ocel")
    told = cast("dict[str, object]", log)
    kinds = {_text(one, "id", at): _text(one, "type", at) for at, one in _each(told, "objects")}
    for at, one in _each(told, "events"):
        related: dict[str, list[str]] = {}
        qualified: dict[tuple[str, str], list[str]] = {}
        for within, link in _each(one, "relationships", at):
            name = _text(link, "objectId", within)
            if name not in kinds:
                raise PayloadError((*within, "objectId"), "the id of an object in this log")
            related.setdefault(kinds[name], []).append(name)
            qualified.setdefault((kinds[name], str(link.get("qualifier"))), []).append(name)
        objects = {kind: tuple(dict.fromkeys(names)) for kind, names in related.items()}
        yield Event(
            id=_text(one, "id", at),
            kind=_text(one, "type", at),
            at=_moment(one.get("time"), (*at, "time")),
            cases=objects.get(case, ()),
            said={
                _text(pair, "name", within): cast("Json", pair.get("value"))
                for within, pair in _each(one, "attributes", at)
            },
            objects=objects,
            as_={key: tuple(dict.fromkeys(names)) for key, names in qualified.items()},
        )


def read_xes(path: Path) -> Iterator[Event]:
    """Read an XES file as a stream; every trace is a case, by its ``concept:name``.

    Raises `PayloadError`.
    """
    number = 0
    try:
        for _, node in ET.iterparse(path, events=("end",)):  # noqa: S314 -- expat bounds expansion
            if node.tag.rpartition("}")[2] != "trace":
                continue
            number += 1
            yield from _trace(node, number)
            node.clear()
    except ET.ParseError as error:
        line, _ = error.position
        raise PayloadError((path.name, line), "XML as XES has it", "not-xes") from None


def _trace(node: ET.Element, number: int) -> Iterator[Event]:
    case = _attributes(node).get("concept:name")
    at = ("trace", number)
    if not isinstance(case, str) or not case:
        raise PayloadError((*at, "concept:name"), "the name of the case")
    count = 0
    for child in node:
        if child.tag.rpartition("}")[2] != "event":
            continue
        count += 1
        said = _attributes(child)
        kind = said.get("concept:name")
        if not isinstance(kind, str) or not kind:
            raise PayloadError((*at, "event", count, "concept:name"), "the name of the event")
        yield Event(
            id=f"{case}.{count}",
            kind=kind,
            at=_moment(said.get("time:timestamp"), (*at, "event", count, "time:timestamp")),
            cases=(case,),
            said=said,
        )


def _attributes(node: ET.Element) -> dict[str, Json]:
    """The simple attributes of a trace or an event."""
    found: dict[str, Json] = {}
    for child in node:
        kind = child.tag.rpartition("}")[2]
        key, value = child.get("key"), child.get("value")
        if kind in _VALUES and key is not None and value is not None:
            found[key] = _typed(kind, value)
    return found


def _typed(kind: str, value: str) -> Json:
    if kind == "boolean":
        return value.strip().lower() in {"true", "1"}
    if kind in {"int", "float"}:
        try:
            number = int(value) if kind == "int" else float(value)
        except ValueError:
            return value
        return number if isfinite(number) else value
    return value


def _no_number(_: str) -> NoReturn:
    raise ValueError  # NaN and Infinity are no JSON


# --- reading JSON -----------------------------------------------------------------------------

_Path = tuple[str | int, ...]


def _each(
    holder: dict[str, object], key: str, at: _Path = ()
) -> Iterator[tuple[_Path, dict[str, object]]]:
    value = holder.get(key, [])
    if not isinstance(value, list):
        raise PayloadError((*at, key), "a list")
    for number, one in enumerate(cast("list[object]", value)):
        if not isinstance(one, dict):
            raise PayloadError((*at, key, number), "an object")
        yield (*at, key, number), cast("dict[str, object]", one)


def _text(holder: dict[str, object], key: str, at: _Path) -> str:
    value = holder.get(key)
    if not isinstance(value, str) or not value:
        raise PayloadError((*at, key), "a text that is not empty")
    return value


def _moment(value: object, at: _Path) -> datetime:
    moment = instant_of(value)
    if moment is None:
        raise PayloadError(at, "a moment with its offset, such as 2025-03-01T09:00:00+01:00")
    return moment
