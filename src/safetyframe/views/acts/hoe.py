"""HOE, what was found of it, and the direction, as one viewer may know the acts."""

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
from safetyframe.views.slices.hoe import measure_at
from safetyframe.views.slices.wat import stated_at


def _measure(s: Sight, act: a.ProposeMeasure | a.AmendMeasure, _: int) -> Act | None:
    key = act.measure if isinstance(act, a.AmendMeasure) else act.id
    wat = s.wat(act.wat)
    if wat is None or key not in s.shown.measures or not s.eyes.about(act.minors):
        return None
    statements = parts.statement_ids(s.shown)
    return evolve(
        act,
        wat=wat,
        minors=s.eyes.cut(act.minors),
        serves=tuple(one for one in act.serves if one in statements),
        bearers=s.eyes.known(act.bearers),
    )


def _on_measure(
    s: Sight, act: a.EndMeasure | a.AcceptMeasure | a.DeclineMeasure, _: int
) -> Act | None:
    if not measure_at(s, act.measure, act.by.at):
        return None
    if not isinstance(act, a.EndMeasure) and not s.eyes.knows(act.by.person):
        return None  # nor is it shown that they were asked
    if isinstance(act, a.DeclineMeasure):
        return evolve(act, words=for_work(s, act.words))
    return act


def _hoe(s: Sight, act: a.EstablishHoe, _: int) -> Act | None:
    version = next((v for v in s.shown.hoe.values() if v.act == act.id), None)
    if version is None:
        return None
    return evolve(
        act,
        wat=version.wat,
        measures=version.measures,
        together=version.together,
        invited=version.invited,
        exceptions=parts.exceptions(s.eyes, act.exceptions),
    )


def _assess(s: Sight, act: a.AssessHoe, _: int) -> Act | None:
    hoe = s.numbers.hoe.get(act.hoe)
    if hoe is None or not stated_at(s, act.bottom_line, act.by.at):
        return None
    return evolve(act, hoe=hoe)


def _direct(s: Sight, act: a.DecideDirection, _: int) -> Act | None:
    if act.id not in s.shown.directions:
        return None
    return evolve(
        act,
        minors=s.eyes.cut(act.minors),
        together=parts.together(s.eyes, act.together),
        exceptions=parts.exceptions(s.eyes, act.exceptions),
    )


SHOW: Final[Mapping[type[Act], ShowAct]] = MappingProxyType(
    {
        a.ProposeMeasure: _measure,
        a.AmendMeasure: _measure,
        a.EndMeasure: _on_measure,
        a.AcceptMeasure: _on_measure,
        a.DeclineMeasure: _on_measure,
        a.EstablishHoe: _hoe,
        a.AssessHoe: _assess,
        a.DecideDirection: _direct,
    }
)
