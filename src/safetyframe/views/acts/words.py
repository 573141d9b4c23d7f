"""What was gathered, said and scaled, as one viewer may know the acts."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from attrs import evolve

from safetyframe import acts as a
from safetyframe.acts import Act
from safetyframe.views import parts
from safetyframe.views.acts.theirs import ShowAct
from safetyframe.views.sight import Sight
from safetyframe.views.slices.words import hears, ref_of

_Gathering = (
    a.RecordConcern
    | a.ContributeView
    | a.RecordInformation
    | a.RecordConversation
    | a.RecordStrength
    | a.RecordWhatWorks
    | a.DraftWat
    | a.OfferIdea
)


def _gather(s: Sight, act: _Gathering, _: int) -> Act | None:
    if act.id not in s.shown.gathered:
        return None
    changes: dict[str, Any] = {}
    if isinstance(act, a.RecordConversation):
        changes["persons"] = s.eyes.known(act.persons)
        changes["summary"] = s.shown.gathered[act.id].text
        changes["exceptions"] = parts.exceptions(s.eyes, act.exceptions)
    if isinstance(act, a.RecordWhatWorks):
        changes["contributors"] = s.eyes.known(act.contributors)
    return evolve(
        act,
        minors=s.eyes.cut(act.minors),
        audience=parts.audience(s.eyes, act.audience, own=False),
        **changes,
    )


def _speak(s: Sight, act: a.Speak, seq: int) -> Act | None:
    voice = s.t.voices.get(seq)
    if voice is None or voice.act != act.id or not hears(s, voice):
        return None
    return evolve(
        act,
        minors=s.eyes.cut(act.minors),
        audience=parts.audience(s.eyes, act.audience, own=False),
    )


def _scale(s: Sight, act: a.Scale, _: int) -> Act | None:
    return evolve(act, words=None) if act.minor in s.eyes.minors else None


def _dissent(s: Sight, act: a.Dissent, seq: int) -> Act | None:
    voice = s.t.voices.get(seq)
    if voice is None or voice.act != act.id or not hears(s, voice):
        return None
    ref = ref_of(s, voice)
    if ref is None and act.by.on_behalf_of != s.eyes.person:
        return None
    return evolve(act, ref=ref or "?")  # what was disputed in their name, they may not know of


SHOW: Final[Mapping[type[Act], ShowAct]] = MappingProxyType(
    {
        a.RecordConcern: _gather,
        a.ContributeView: _gather,
        a.RecordInformation: _gather,
        a.RecordConversation: _gather,
        a.RecordStrength: _gather,
        a.RecordWhatWorks: _gather,
        a.DraftWat: _gather,
        a.OfferIdea: _gather,
        a.Speak: _speak,
        a.Scale: _scale,
        a.Dissent: _dissent,
    }
)
