"""What was done with the file itself, as one viewer may know the acts."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from attrs import evolve

from safetyframe import acts as a
from safetyframe.acts import Act
from safetyframe.views import parts
from safetyframe.views.acts.theirs import ShowAct, for_work
from safetyframe.views.sight import Sight
from safetyframe.views.slices.keeping import notices


def _correct(s: Sight, act: a.Correct, _: int) -> Act | None:
    return act if act.wrong in s.shown.gathered else None


def _annotate(s: Sight, act: a.Annotate, seq: int) -> Act | None:
    note = s.t.notes.get(seq)
    if note is None or note.act != act.id or not notices(s, note):
        return None
    return evolve(act, audience=parts.audience(s.eyes, act.audience, own=False))


def _ratify(s: Sight, act: a.Ratify, _: int) -> Act | None:
    held = s.shown.ratified.get(act.id)
    return None if held is None else evolve(act, acts=held.acts)


def _disclose(s: Sight, act: a.Disclose, _: int) -> Act | None:
    held = s.shown.disclosed.get(act.id)
    return None if held is None else evolve(act, items=held.items)


def _erase(s: Sight, act: a.Erase, _: int) -> Act | None:
    return act if act.id in s.shown.erased else None


def _adopt(s: Sight, act: a.Adopt, _: int) -> Act | None:
    if not s.eyes.about(act.minors):
        return None
    parts_seen = (
        evolve(
            part,
            concerns=s.eyes.cut(part.concerns),
            language=part.language if s.eyes.professional else None,
        )
        for part in act.parts
        if s.eyes.knows(part.person)
    )
    return evolve(
        act,
        minors=s.eyes.cut(act.minors),
        parts=tuple(parts_seen),
        concern=for_work(s, act.concern),
        necessity=None if act.necessity is None else parts.decision(s.eyes, act.necessity),
        elsewhere=(),
    )


SHOW: Final[Mapping[type[Act], ShowAct]] = MappingProxyType(
    {
        a.Correct: _correct,
        a.Annotate: _annotate,
        a.Ratify: _ratify,
        a.Disclose: _disclose,
        a.Erase: _erase,
        a.Adopt: _adopt,
    }
)
