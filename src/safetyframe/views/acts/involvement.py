"""Opening, taking part and ending, as one viewer may know the acts."""

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


def _necessity(s: Sight, act: a.DecideNecessity | a.RecordNecessity, _: int) -> Act | None:
    if not s.eyes.about(act.decision.minors):
        return None
    return evolve(act, decision=parts.decision(s.eyes, act.decision))


def _open(s: Sight, act: a.OpenInvolvement, _: int) -> Act | None:
    if not s.eyes.about(act.minors):
        return None
    return evolve(
        act,
        minors=s.eyes.cut(act.minors),
        necessity=parts.decision(s.eyes, act.necessity),
        concern=for_work(s, act.concern),
        elsewhere=(),
    )


def _reopen(s: Sight, act: a.Reopen, _: int) -> Act | None:
    if not s.eyes.about(act.minors):
        return None
    return evolve(
        act,
        minors=s.eyes.cut(act.minors),
        necessity=parts.decision(s.eyes, act.necessity),
        concern=for_work(s, act.concern),
    )


def _consultant(s: Sight, act: a.AssignConsultant | a.DeputiseConsultant, _: int) -> Act | None:
    within = s.eyes.professional or s.eyes.authority or act.person == s.eyes.person
    return evolve(
        act,
        ground=for_work(s, act.ground),
        elsewhere=(),
        evidence=act.evidence if within else None,
    )


def _offer(s: Sight, act: a.OfferHandover, _: int) -> Act | None:
    return act if s.eyes.professional or s.eyes.authority else None


def _take_over(s: Sight, act: a.TakeOver, _: int) -> Act | None:
    confirms = None if act.confirms is None else s.wat(act.confirms)
    return evolve(act, confirms=confirms, elsewhere=())


def _join(s: Sight, act: a.AddParticipation, _: int) -> Act | None:
    if act.id not in s.shown.people:
        return None
    own = s.eyes.professional or act.person == s.eyes.person
    return evolve(
        act,
        concerns=s.eyes.cut(act.concerns),
        language=act.language if own else None,
        ground=act.ground if own else None,
        elsewhere=(),
        evidence=act.evidence if own or s.eyes.authority else None,
        exceptions=parts.exceptions(s.eyes, act.exceptions),
    )


def _leave(s: Sight, act: a.EndParticipation, _: int) -> Act | None:
    part = s.shown.people.get(act.participation)
    if part is None:
        return None
    own = s.eyes.professional or part.person == s.eyes.person
    return evolve(act, reason=act.reason if own else None)


def _protect(s: Sight, act: a.Protect, _: int) -> Act | None:
    if not s.eyes.for_work(act.audience) or not s.eyes.about(act.minors):
        return None
    return evolve(
        act,
        minors=s.eyes.cut(act.minors),
        audience=parts.audience(s.eyes, act.audience, own=False),
    )


def _keep_apart(s: Sight, act: a.KeepApart, _: int) -> Act | None:
    if act.id not in s.shown.barriers:
        return None
    return evolve(act, audience=parts.audience(s.eyes, act.audience, own=False))


def _withdraw(s: Sight, act: a.Withdraw, _: int) -> Act | None:
    if act.minor not in s.eyes.minors:
        return None
    return evolve(
        act,
        ground=for_work(s, act.ground),
        answers=tuple(
            one for one in act.answers if s.eyes.professional or one.person == s.eyes.person
        ),
        exceptions=parts.exceptions(s.eyes, act.exceptions),
    )


SHOW: Final[Mapping[type[Act], ShowAct]] = MappingProxyType(
    {
        a.DecideNecessity: _necessity,
        a.RecordNecessity: _necessity,
        a.OpenInvolvement: _open,
        a.AssignConsultant: _consultant,
        a.DeputiseConsultant: _consultant,
        a.OfferHandover: _offer,
        a.TakeOver: _take_over,
        a.AddParticipation: _join,
        a.EndParticipation: _leave,
        a.Protect: _protect,
        a.KeepApart: _keep_apart,
        a.Withdraw: _withdraw,
        a.Reopen: _reopen,
    }
)
