"""What was done with the file itself, as one viewer may know it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from attrs import evolve

from safetyframe.roles import PROFESSIONAL
from safetyframe.rules import ask
from safetyframe.slices import (
    Adopted,
    Correction,
    Disclosed,
    Erased,
    Note,
    Ratified,
)
from safetyframe.values import PersonId
from safetyframe.views import parts
from safetyframe.views.eyes import Eyes
from safetyframe.views.numbers import numbered
from safetyframe.views.sight import Show, Sight


def _corrections(s: Sight) -> Iterator[Correction]:
    """Whoever was told what was wrong may know that it was, if not what it was."""
    eyes = s.eyes
    for one in s.t.corrections.values():
        if one.wrong in s.shown.gathered:
            named = eyes.known(one.misinformed) if eyes.professional else ()
            yield evolve(one, misinformed=named or _oneself(eyes, one.misinformed))
        elif eyes.person in one.misinformed:
            yield evolve(one, reason=None, replaced=False, misinformed=(eyes.person,))


def _oneself(eyes: Eyes, persons: tuple[PersonId, ...]) -> tuple[PersonId, ...]:
    return (eyes.person,) if eyes.person in persons else ()


def _notes(s: Sight) -> Iterator[Note]:
    eyes = s.eyes
    seen = (
        evolve(one, audience=parts.audience(eyes, one.audience, own=one.person == eyes.person))
        for one in s.t.notes.values()
        if notices(s, one)
    )
    yield from numbered(seen)


def notices(s: Sight, one: Note) -> bool:
    """Say whether a note is for this viewer: their own, or beside something that they see.

    Where nobody has said for whom, a professional's is for professionals; the client side's own
    version stands wherever what it stands beside is shown.
    """
    if s.eyes.person in {one.person, one.recorded_by}:
        return True
    if not ask.known_act(s.shown, one.about):
        return False
    if one.audience is None:
        return s.eyes.professional or one.role not in PROFESSIONAL
    return s.eyes.admitted(one.audience)


def _ratified(s: Sight) -> Iterator[Ratified]:
    if s.eyes.professional or s.eyes.authority:
        for one in s.t.ratified.values():
            yield evolve(one, acts=_known_acts(s, one.acts))


def _disclosed(s: Sight) -> Iterator[Disclosed]:
    if s.eyes.professional:
        for one in s.t.disclosed.values():
            yield evolve(one, items=_known_acts(s, one.items))


def _known_acts(s: Sight, named: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(one for one in named if ask.known_act(s.shown, one))


def _erased(s: Sight) -> Iterator[Erased]:
    if s.eyes.professional or s.eyes.authority:
        yield from s.t.erased.values()


def _adopted(s: Sight) -> Iterator[Adopted]:
    yield from s.t.adopted.values()


SHOW: Final[Mapping[str, Show]] = MappingProxyType(
    {
        "corrections": _corrections,
        "notes": _notes,
        "ratified": _ratified,
        "disclosed": _disclosed,
        "erased": _erased,
        "adopted": _adopted,
    }
)
