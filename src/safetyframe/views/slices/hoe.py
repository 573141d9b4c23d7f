"""HOE, what was found of it, and the direction, as one viewer may know them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final

from attrs import evolve

from safetyframe.slices import (
    AboutBefore,
    Assessment,
    Direction,
    HoeVersion,
    Measure,
)
from safetyframe.views import parts
from safetyframe.views.eyes import Eyes
from safetyframe.views.numbers import counted, first_of, numbered
from safetyframe.views.sight import Show, Sight
from safetyframe.views.slices.wat import stated_at


def _measures(s: Sight) -> Iterator[Measure]:
    eyes, statements = s.eyes, parts.statement_ids(s.shown)
    for one in s.t.measures.values():
        wat = s.wat(one.wat)
        if wat is None or not eyes.about(one.minors):
            continue
        before = (AboutBefore(until=b.until, minors=eyes.cut(b.minors)) for b in one.before)
        yield evolve(
            one,
            wat=wat,
            minors=eyes.cut(one.minors),
            serves=tuple(x for x in one.serves if x in statements),
            bearers=eyes.known(one.bearers),
            accepted=eyes.known(one.accepted),
            declined=eyes.known(one.declined),
            before=tuple(b for b in before if b.minors),
        )


def _hoe(s: Sight) -> Iterator[HoeVersion]:
    seen: dict[int, HoeVersion] = {}
    for number, version in s.t.hoe.items():
        wat = s.wat(version.wat)
        if wat is not None:
            seen[number] = evolve(
                version,
                wat=wat,
                recorded_by=version.recorded_by if s.eyes.professional else None,
                measures=tuple(key for key in version.measures if measure_at(s, key, version.at)),
                together=parts.together(s.eyes, version.together),
                invited=s.eyes.known(version.invited),
            )
    numbers = counted((number, _agreed(s.eyes, one)) for number, one in seen.items())
    s.numbers = evolve(s.numbers, hoe=numbers)
    for one in first_of(numbers, seen):
        yield evolve(one, number=numbers[one.number])


def _agreed(eyes: Eyes, one: HoeVersion) -> object:
    """What makes an HOE another one for this viewer; None when none of it is theirs to see."""
    if eyes.whole:
        return one.act
    return (one.act, one.measures) if one.measures else None


def measure_at(s: Sight, key: str, at: datetime) -> bool:
    """Say whether a measure was the viewer's to see at `at`: it may have been amended since."""
    held = s.t.measures.get(key)
    return held is not None and key in s.shown.measures and s.eyes.about(held.about_at(at))


def _assessed(s: Sight) -> Iterator[Assessment]:
    latest: dict[object, Assessment] = {}
    for one in s.t.assessed.values():
        if stated_at(s, one.bottom_line, one.at) and one.hoe in s.numbers.hoe:
            seen = evolve(one, hoe=s.numbers.hoe[one.hoe])
            before = latest.get(seen.key)
            if before is None or (before.at, before.seq) <= (seen.at, seen.seq):
                latest[seen.key] = seen
    yield from numbered(latest.values())


def _directions(s: Sight) -> Iterator[Direction]:
    for one in s.t.directions.values():
        if s.eyes.about(one.minors):
            yield evolve(
                one,
                minors=s.eyes.cut(one.minors),
                together=parts.together(s.eyes, one.together),
            )


SHOW: Final[Mapping[str, Show]] = MappingProxyType(
    {
        "measures": _measures,
        "hoe": _hoe,
        "assessed": _assessed,
        "directions": _directions,
    }
)
