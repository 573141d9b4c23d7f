"""From events to lines of the open format: what the mapping names, and what it can't find."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final, cast

from safetyframe.auditing.logs.events import Event
from safetyframe.auditing.logs.mapping import Mapping, Meaning, Source
from safetyframe.errors import HostError, PayloadError
from safetyframe.values import is_reference, utc
from safetyframe.wire import Json
from safetyframe.wire.text import decode, encode

__all__ = ["converted"]

_NO_DIGEST: Final = "0" * 64
_MISSING: Final = object()


def converted(events: Iterable[Event], mapping: Mapping) -> Iterator[str]:
    """Give lines of the open format, trajectory by trajectory, each in the order of its moments.

    Events are sorted, so they are all held at once. Raises `HostError` for kinds of events that the
    mapping neither maps nor ignores, before anything is given, and for events of no case.
    """
    cases: dict[str, list[tuple[Event, int]]] = {}
    strange: Counter[str] = Counter()
    homeless = 0
    for number, event in enumerate(events):
        if event.kind in mapping.ignore:
            continue
        if event.kind not in mapping.acts:
            strange[event.kind] += 1
        homeless += not event.cases
        for case in event.cases:
            cases.setdefault(case, []).append((event, number))
    if strange:
        told = ", ".join(f"{kind!r} ({count})" for kind, count in strange.most_common(10))
        raise HostError(f"the mapping says nothing of these events: {told}; map or ignore them")
    if homeless:
        raise HostError(
            f"{homeless} events belong to no {mapping.case!r}: name the type of object that stands "
            "for a trajectory in [trajectory] case"
        )
    for case in sorted(cases):
        name = reference(case)
        head: dict[str, Json] = {"trajectory": name, "zone": _zone(cases[case][0][0], mapping)}
        yield encode({**head, "lacks": list(mapping.lacks)} if mapping.lacks else head)
        for event, _ in sorted(cases[case], key=lambda pair: (_place(pair[0], mapping), pair[1])):
            yield encode(_line(name, event, mapping.acts[event.kind]))


def _zone(event: Event, mapping: Mapping) -> Json:
    return event.said.get(mapping.zone_in, mapping.zone) if mapping.zone_in else mapping.zone


def _place(event: Event, mapping: Mapping) -> datetime | int:
    """Where an event stands among those of its case."""
    if not mapping.order:
        return event.at
    place = event.said.get(mapping.order)
    if not isinstance(place, int):
        raise HostError(
            f"an event says no number under {mapping.order!r}: name the attribute that counts them "
            "in [trajectory] order, or leave it out, and their moments order them"
        )
    return place


def reference(name: str) -> str:
    """Give a name of theirs as a reference: itself where it is one, else a digest of it.

    So that nobody's name comes along by way of an id.
    """
    if is_reference(name):
        return name
    # A log may hold half a sign; that is no reason to stop.
    return f"log:{hashlib.sha256(name.encode(errors='surrogatepass')).hexdigest()[:32]}"


def _line(trajectory: str, event: Event, meaning: Meaning) -> dict[str, Json]:
    act: dict[str, Json] = {
        "type": meaning.name,
        "version": meaning.version,
        "id": reference(event.id),
        "by": {"at": utc(event.at).isoformat()},
    }
    lacks = list(meaning.lacks)
    for path, source in meaning.sources.items():
        value = _value(event, source, path)
        if value is _MISSING and not source.optional:
            lacks.append(".".join(path))
            continue
        if value is _MISSING:
            if not source.absent:
                continue
            (value,) = source.absent
        holder = act
        for step in path[:-1]:
            holder = cast("dict[str, Json]", holder.setdefault(step, {}))
        holder[path[-1]] = cast("Json", value)
    line: dict[str, Json] = {"trajectory": trajectory, "act": act}
    if lacks:
        line["lacks"] = cast("Json", sorted(set(lacks)))
    return line


def _value(event: Event, source: Source, path: tuple[str, ...]) -> object:
    match source.way:
        case "value":
            return source.value
        case "objects":
            return [reference(one) for one in _related(event, source)] or _MISSING
        case "object":
            found = _related(event, source)
            return reference(found[0]) if len(found) == 1 else _MISSING
        case "text":
            name = reference(f"{reference(event.id)}.{'.'.join(path)}")
            return {"id": name, "digest": _NO_DIGEST, "language": source.name}
        case _:
            return _attribute(event, source)


def _related(event: Event, source: Source) -> tuple[str, ...]:
    if source.relation is None:
        return event.objects.get(source.name, ())
    return event.as_.get((source.name, source.relation), ())


def _attribute(event: Event, source: Source) -> object:
    said = event.said.get(source.name)
    if said is None or said == "":
        return _MISSING
    if source.json:
        try:
            return decode(said) if isinstance(said, str) else _MISSING
        except PayloadError:
            return _MISSING
    if source.words is not None:
        return source.words.get(str(said), _MISSING)
    return reference(said) if isinstance(said, str) else said
