"""WAT and the state of its goals, as one viewer may know them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final

from attrs import evolve

from safetyframe.rules import ask
from safetyframe.slices import (
    Judgement,
    JudgementSeries,
    WatVersion,
)
from safetyframe.values import PersonId
from safetyframe.views import parts
from safetyframe.views.numbers import counted, first_of
from safetyframe.views.sight import Show, Sight


def _wat(s: Sight) -> Iterator[WatVersion]:
    seen = {number: _wat_version(s, version) for number, version in s.t.wat.items()}
    numbers = counted(
        (number, one.act if s.eyes.whole else _content(one)) for number, one in seen.items()
    )
    s.numbers = evolve(s.numbers, wat=numbers)
    confirmed: dict[int, dict[PersonId, None]] = {}
    for version, number in numbers.items():
        # Whoever took over a version that looks like this one took over this one.
        confirmed.setdefault(number, {}).update(dict.fromkeys(seen[version].confirmed_by))

    material = 1
    for one in first_of(numbers, seen):
        # A revision that is not material leaves in force what was: that which the viewer knows.
        if one.number in {one.material, 1}:
            material = numbers[one.number]
        number = numbers[one.number]
        yield evolve(one, number=number, material=material, confirmed_by=tuple(confirmed[number]))


def _content(one: WatVersion) -> object:
    return (one.bottom_lines, one.dangers, one.goals, one.expectations)


def _wat_version(s: Sight, one: WatVersion) -> WatVersion:
    eyes = s.eyes
    bottom_lines, dangers, goals, expectations = ask.said_of(one, eyes.minors)
    work = eyes.professional and eyes.whole
    return evolve(
        one,
        dangers=dangers,
        goals=goals,
        bottom_lines=bottom_lines,
        expectations=expectations,
        expectations_set=one.expectations_set and (eyes.whole or bool(expectations)),
        # What a version rests on is handed down to the next by whoever sets expectations: for eyes
        # that do not see every version it would tell of one that they do not see.
        information=parts.gathered_ids(s.shown, one.information) if work else (),
        conversations=parts.gathered_ids(s.shown, one.conversations) if work else (),
        weighed=parts.weighed(eyes, s.shown, one.weighed) if work else (),
    )


def stated_at(s: Sight, statement: str, at: datetime) -> bool:
    """Say whether a statement stood at `at` in the WAT that the viewer knows."""
    standing = [version for version in s.shown.wat.values() if version.at <= at]
    return bool(standing) and parts.states(standing[-1], statement)


def _judged(s: Sight) -> Iterator[JudgementSeries]:
    statements = parts.statement_ids(s.shown)
    number = 0
    for series in s.t.judged.values():
        if series.minor not in s.eyes.minors or series.target not in statements:
            continue
        items: list[Judgement] = []
        for one in series.items:
            wat = s.wat(one.wat)
            if wat is not None:
                number += 1
                items.append(evolve(one, wat=wat, seq=number))
        if items:
            yield evolve(series, items=tuple(items))


SHOW: Final[Mapping[str, Show]] = MappingProxyType(
    {
        "wat": _wat,
        "judged": _judged,
    }
)
