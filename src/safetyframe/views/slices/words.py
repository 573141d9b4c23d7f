"""What was gathered, said and scaled, as one viewer may know it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from attrs import evolve

from safetyframe.acts.voices import Dissented
from safetyframe.slices import (
    Gathered,
    GatheredKind,
    ScaleAnswer,
    Voice,
)
from safetyframe.views import parts
from safetyframe.views.numbers import numbered
from safetyframe.views.sight import Show, Sight


def _gathered(s: Sight) -> Iterator[Gathered]:
    """Whoever took part in it knows of it, unless it is for others; not what was written of it."""
    eyes = s.eyes
    for one in s.t.gathered.values():
        own = one.person == eyes.person
        admitted = own or eyes.for_work(one.audience)
        there = one.audience is None and eyes.person in one.persons
        if (admitted or there) and eyes.about(one.minors):
            yield evolve(
                one,
                text=one.text if admitted or one.kind is not GatheredKind.CONVERSATION else None,
                minors=eyes.cut(one.minors),
                persons=eyes.known(one.persons),
                audience=parts.audience(eyes, one.audience, own=own),
            )


def _voices(s: Sight) -> Iterator[Voice]:
    eyes = s.eyes
    seen = (
        evolve(
            one,
            minors=eyes.cut(one.minors),
            ref=ref_of(s, one),
            audience=parts.audience(eyes, one.audience, own=one.person == eyes.person),
        )
        for one in s.t.voices.values()
        if hears(s, one)
    )
    yield from numbered(seen)


def hears(s: Sight, one: Voice) -> bool:
    """Say whether a voice is for this viewer: their own, or one whose audience they are.

    A dissent stands wherever what it disputes is shown (case 12).
    """
    own = s.eyes.person in {one.person, one.recorded_by, one.on_behalf_of}
    if one.against is None:
        return own or (s.eyes.admitted(one.audience) and s.eyes.about(one.minors))
    return own or ref_of(s, one) is not None


def ref_of(s: Sight, one: Voice) -> str | None:
    """What a dissent disputes, as the viewer knows it; None when it is not shown to them."""
    if one.ref is None:
        return None
    shown, known = s.shown, False
    match one.against:
        case Dissented.WAT:
            found = _version(s.numbers.wat, one.ref)
            if found is None or one.statement is None:
                return found
            return found if parts.states(shown.wat[int(found)], one.statement) else None
        case Dissented.HOE:
            return _version(s.numbers.hoe, one.ref)
        case Dissented.JUDGEMENT:
            known = any(j.act == one.ref for js in shown.judged.values() for j in js.items)
        case Dissented.WITHDRAWAL:
            known = any(e.ended_by == one.ref for e in shown.involvement.values())
        case Dissented.DIRECTION:
            known = one.ref in shown.directions
        case None:
            pass
    return one.ref if known else None


def _version(numbers: Mapping[int, int], ref: str) -> str | None:
    found = numbers.get(int(ref)) if ref.isdecimal() else None
    return None if found is None else str(found)


def _scales(s: Sight) -> Iterator[ScaleAnswer]:
    yield from numbered(one for one in s.t.scales.values() if one.minor in s.eyes.minors)


SHOW: Final[Mapping[str, Show]] = MappingProxyType(
    {
        "gathered": _gathered,
        "voices": _voices,
        "scales": _scales,
    }
)
