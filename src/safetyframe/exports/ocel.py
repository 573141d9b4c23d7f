"""OCEL 2.0: the acts that somebody may know of as an event log, for process mining.

docs/reference/ocel.md says what stands where. ``ocel.toml`` beside this file is the mapping by
which `safetyframe convert` reads such a log back as a history.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final, TypeAlias, cast, get_args, get_type_hints

from attrs import define, field, fields

from safetyframe import acts as a
from safetyframe.acts import ACTS, Act
from safetyframe.errors import HostError
from safetyframe.exports.seen import both
from safetyframe.record import Record
from safetyframe.roles import By
from safetyframe.trajectory import Trajectory
from safetyframe.values import PersonId, is_reference
from safetyframe.views import View
from safetyframe.wire import ACT_NAMES, Json, dump

__all__ = ["ocel", "way_of"]

_Said: TypeAlias = dict[str, Json]

_TYPES: Final = ("trajectory", "person", "statement", "measure")
#: Fields that name statements of WAT, or measures: beside the field itself the event is related.
_STATEMENTS: Final = frozenset({"target", "goal", "bottom_line", "serves", "statement"})
_STATED: Final = frozenset({"bottom_lines", "dangers", "goals", "expectations"})
_MEASURES: Final = frozenset({"measure", "measures"})
_LISTS: Final = _STATED | {"serves", "measures"}


def ocel(view: View[Trajectory], records: View[tuple[Record, ...]]) -> dict[str, Json]:
    """Give an OCEL 2.0 log: an event for each act, related to persons, statements and measures.

    Events are in the order in which they were written down, as the viewer counts; `time` is when
    each happened. Whoever is not to be known is not there. Raises `HostError` for views that do not
    belong together.
    """
    t, shown = both(view, records)
    log = _Log(t)
    events = [log.event(number, record) for number, record in enumerate(shown, 1)]
    return {
        "objectTypes": [{"name": name, "attributes": []} for name in _TYPES],
        "eventTypes": [_kind(kind) for kind in ACTS],
        "objects": list(log.objects.values()),
        "events": list(events),
    }


def way_of(kind: type[Any], name: str) -> str:
    """Say how a field of an act, or of its `by`, is told.

    ``person`` and ``persons`` are relations; ``json`` is a text that holds JSON; the others are the
    types of attributes of OCEL.
    """
    return _WAYS[kind][name]


def _way(hint: object) -> str:
    kinds = [kind for kind in get_args(hint) or (hint,) if kind is not type(None)]
    if hint == tuple[PersonId, ...]:
        return "persons"
    match kinds:
        case [one] if one is PersonId:
            return "person"
        case [one] if one is bool:
            return "boolean"
        case [one] if one is int:
            return "integer"
        case [one] if one is datetime:
            return "time"
        case [one] if isinstance(one, type) and (one is str or hasattr(one, "__members__")):
            return "string"
        case [one] if getattr(one, "__supertype__", None) is str:
            return "string"
        case _:
            return "json"


def _ways(kind: type[Any]) -> dict[str, str]:
    hints = get_type_hints(kind)
    return {one.name: _way(hints[one.name]) for one in fields(kind)}


_WAYS: Final[Mapping[type[Any], Mapping[str, str]]] = {one: _ways(one) for one in (*ACTS, By)}
#: What every event has beside the fields of its act.
_COMMON: Final = {"number": "integer", "zone": "string"}
_BY: Final = tuple(one.name for one in fields(By) if one.name != "at")


def _kind(kind: type[Act]) -> Json:
    """One type of event, with the attributes that such an event may have."""
    ways = dict(_COMMON)
    ways |= {f"by.{name}": way_of(By, name) for name in _BY}
    ways |= {name: way for name, way in _WAYS[kind].items() if name not in {"id", "by"}}
    told: list[Json] = [
        {"name": name, "type": "string" if way == "json" else way}
        for name, way in ways.items()
        if way not in {"person", "persons"}
    ]
    return {"name": ACT_NAMES[kind][0], "attributes": told}


@define
class _Log:
    """A log while it is made: the objects that its events are related to."""

    t: Trajectory
    objects: dict[str, Json] = field(factory=dict[str, Json])

    def event(self, number: int, record: Record) -> Json:
        act = record.act
        said = dump(act)
        by = cast("_Said", said.pop("by"))
        name, at = said.pop("type"), by.pop("at")
        del said["version"]
        key = said.pop("id")
        told: list[Json] = [
            {"name": "number", "value": number},
            {"name": "zone", "value": self.t.zone},
        ]
        links = [self._link("trajectory", self.t.id, "trajectory")]
        whole: type[Any]
        for whole, values, prefix in ((By, by, "by."), (type(act), said, "")):
            for one, value in values.items():
                way = way_of(whole, one)
                if way in {"person", "persons"}:
                    persons = value if isinstance(value, list) else [value]
                    links += [self._link("person", p, f"{prefix}{one}") for p in persons]
                elif value is not None:
                    plain = _text(value) if way == "json" else value
                    told.append({"name": f"{prefix}{one}", "value": plain})
        links += [self._link(*link) for link in _more(act)]
        return {
            "id": key,
            "type": name,
            "time": at,
            "attributes": told,
            "relationships": [one for one in links if one is not None],
        }

    def _link(self, kind: str, name: Json, qualifier: str) -> Json:
        """Relate to an object, which is in the log from then on. What is no reference is none."""
        if not is_reference(name):
            return None
        # A blank is in no reference: the id of a measure is nobody's.
        key = f"{name}" if kind in {"trajectory", "person"} else f"{kind} {name}"
        found = self.objects.setdefault(key, {"id": key, "type": kind, "attributes": []})
        if cast("_Said", found)["type"] != kind:
            raise HostError("a person goes by the name of the trajectory: OCEL needs two names")
        return {"objectId": key, "qualifier": qualifier}


def _more(act: Act) -> Iterator[tuple[str, Json, str]]:
    """Statements, measures and persons that an act names deeper, or by a name alone."""
    for name in _WAYS[type(act)]:
        value: Any = getattr(act, name)
        many: tuple[Any, ...] = value if name in _LISTS else (value,)
        if name in _STATEMENTS:
            yield from (("statement", one, name) for one in many if one is not None)
        elif name in _MEASURES:
            yield from (("measure", one, name) for one in many)
        elif name in _STATED:
            yield from (("statement", one.id, name) for one in many)
    if isinstance(act, a.ProposeMeasure):
        yield "measure", act.id, "proposes"
    if isinstance(act, a.EstablishHoe | a.DecideDirection):
        yield from (("person", part.person, "together") for part in act.together)


def _text(value: Json) -> str:
    return json.dumps(value, separators=(",", ":"))
