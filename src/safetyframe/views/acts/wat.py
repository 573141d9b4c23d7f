"""WAT and judging, as one viewer may know the acts."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from attrs import evolve

from safetyframe import acts as a
from safetyframe.acts import Act
from safetyframe.views import parts
from safetyframe.views.acts.theirs import ShowAct, for_work
from safetyframe.views.sight import Sight


def _wat(s: Sight, act: a.EstablishWat | a.ReviseWat, _: int) -> Act | None:
    version = next((v for v in s.shown.wat.values() if v.act == act.id), None)
    if version is None:
        return None
    changes: dict[str, Any] = {}
    if isinstance(act, a.ReviseWat):
        changes["revises"] = s.wat(act.revises) or 0
    return evolve(
        act,
        bottom_lines=version.bottom_lines,
        dangers=version.dangers,
        goals=version.goals,
        information=version.information,
        conversations=version.conversations,
        weighed=version.weighed,
        exceptions=parts.exceptions(s.eyes, act.exceptions),
        **changes,
    )


def _expect(s: Sight, act: a.SetExpectations, _: int) -> Act | None:
    version = next((v for v in s.shown.wat.values() if v.act == act.id), None)
    if version is None:
        return None
    return evolve(
        act,
        revises=s.wat(act.revises) or 0,
        expectations=version.expectations,
        exceptions=parts.exceptions(s.eyes, act.exceptions),
    )


def _judge(s: Sight, act: a.Judge, _: int) -> Act | None:
    wat = s.wat(act.wat)
    if wat is None or act.minor not in s.eyes.minors:
        return None
    if act.target not in parts.statement_ids(s.shown):
        return None
    return evolve(act, wat=wat, evidence=for_work(s, act.evidence))


SHOW: Final[Mapping[type[Act], ShowAct]] = MappingProxyType(
    {
        a.EstablishWat: _wat,
        a.ReviseWat: _wat,
        a.SetExpectations: _expect,
        a.Judge: _judge,
    }
)
