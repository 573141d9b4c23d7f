"""Who was told, and where they stand, as one viewer may know it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final

from attrs import evolve

from safetyframe.acts.informing import Topic
from safetyframe.slices import (
    ABOUT_THEM,
    Excepted,
    GatheredKind,
    PositionTaken,
    Reviewed,
    Told,
)
from safetyframe.views import parts
from safetyframe.views.numbers import numbered
from safetyframe.views.sight import Show, Sight


def _told(s: Sight) -> Iterator[Told]:
    latest: dict[object, Told] = {}
    for one in s.t.told.values():
        version = _told_version(s, one)
        if not s.eyes.knows(one.person):
            continue
        if (version is None) is not (one.version is None):
            continue  # it was about a version that is not theirs
        own = s.eyes.professional or one.person == s.eyes.person
        seen = evolve(
            one,
            version=version,
            form=one.form if own else None,
            language=one.language if own else None,
            interpreter=own and one.interpreter,
        )
        before = latest.get(seen.key)
        if before is None or before.at <= seen.at:
            latest[seen.key] = seen
    yield from latest.values()


def _told_version(s: Sight, one: Told) -> int | None:
    if one.version is None:
        return None
    numbers = s.numbers.hoe if one.topic is Topic.AGREEMENTS else s.numbers.wat
    return numbers.get(one.version)


def _exceptions(s: Sight) -> Iterator[Excepted]:
    for one in s.t.exceptions.values():
        if one.minor in s.eyes.minors and not parts.hides_reason(s.eyes, one.person, one.why):
            yield evolve(
                one,
                words=one.words if s.eyes.professional else None,
                reached_at=_reached(s, one),
            )


def _reached(s: Sight, one: Excepted) -> datetime | None:
    """When the viewer knows that somebody who was not reached was met again."""
    if one.reached_at is None:
        return None
    talks = (
        g.at
        for g in s.shown.gathered.values()
        if g.kind is GatheredKind.CONVERSATION and one.person in g.persons
    )
    voices = (v.at for v in s.shown.voices.values() if v.person == one.person)
    answers = (
        p.at
        for p in s.shown.aligned.values()
        if p.person == one.person and p.position not in ABOUT_THEM
    )
    return min((at for at in (*talks, *voices, *answers) if at > one.at), default=None)


def _aligned(s: Sight) -> Iterator[PositionTaken]:
    def seen() -> Iterator[PositionTaken]:
        for one in s.t.aligned.values():
            wat = s.wat(one.wat)
            if (
                wat is not None
                and not parts.hides_position(s.eyes, one.person, one.position)
                and (one.minor is None or one.minor in s.eyes.minors)
            ):
                yield evolve(one, wat=wat)

    yield from numbered(seen())


def _reviews(s: Sight) -> Iterator[Reviewed]:
    for one in s.t.reviews.values():
        if s.eyes.about(one.minors):
            known = parts.gathered_ids(s.shown, one.strengths)
            yield evolve(one, minors=s.eyes.cut(one.minors), strengths=known)


SHOW: Final[Mapping[str, Show]] = MappingProxyType(
    {
        "told": _told,
        "exceptions": _exceptions,
        "aligned": _aligned,
        "reviews": _reviews,
    }
)
