"""Sees a trajectory as the specification does: the state of charter.qnt, from what is in force."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from safetyframe.acts.ending import WithdrawalOutcome
from safetyframe.acts.informing import AlignOn, Topic
from safetyframe.roles import CLIENT_SIDE, Role
from safetyframe.slices import Episode, GatheredKind, JudgementSeries
from safetyframe.trajectory import Trajectory
from safetyframe.values import PersonId, civil_date
from tests.spec.writing import ROLES, since_material
from tests.support.story import ANNA, BEN

__all__ = ["state_of"]

SUSTAINED_DAYS = 14
_MINORS = (ANNA, BEN)


def state_of(t: Trajectory, now: datetime) -> dict[str, Any]:
    """Give the state that the specification would hold of this trajectory."""
    episodes = {minor: _episodes(t, minor) for minor in _MINORS}
    fresh = since_material(t)
    measures = [*t.measures.values()]
    hoe = t.hoe[len(t.hoe)] if len(t.hoe) else None
    wat = t.wat[len(t.wat)] if len(t.wat) else None
    return {
        "part": {str(person): _part(t, person, now) for person in ROLES},
        "necessity": {str(minor): _necessity(t, minor) for minor in _MINORS},
        "newer": {str(minor): _newer(t, episodes[minor]) for minor in _MINORS},
        "involvement": {str(minor): _involvement(t, minor) for minor in _MINORS},
        "episode": {str(minor): len(episodes[minor]) for minor in _MINORS},
        "ends": {str(minor): sum(not e.open for e in episodes[minor]) for minor in _MINORS},
        "achieved": {str(minor): _achieved(episodes[minor]) for minor in _MINORS},
        "info": any(g.kind is GatheredKind.INFORMATION for g in fresh),
        "talk": any(g.kind is GatheredKind.CONVERSATION for g in fresh),
        "views": frozenset(
            (g.topic.value, _side(g.role))
            for g in fresh
            if g.topic is not None and g.role is not Role.SYSTEM
        ),
        "wat": len(t.wat),
        "material": 0 if wat is None else wat.material,
        "expectations": wat is not None and wat.expectations_set,
        "measure": _measure(measures),
        "measureMaterial": t.wat[measures[-1].wat].material if measures else 0,
        "hoe": len(t.hoe),
        "hoeWat": 0 if hoe is None else hoe.wat,
        "hoeMaterial": 0 if hoe is None else t.wat[hoe.wat].material,
        "explained": _explained(t),
        "judged": {
            (str(s.minor), s.target): _judgement(t, s, now, episodes[s.minor])
            for s in t.judged.values()
        },
        "heard": {
            str(p.person): t.wat[p.wat].material
            for p in _positions(t)
            if p.on is AlignOn.EXPECTATIONS
        },
        "heardOn": {
            (str(p.minor), str(p.person)): {
                "material": t.wat[p.wat].material if p.wat else 0,
                "episode": _episode_at(episodes[p.minor], p.at),
            }
            for p in _positions(t)
            if p.on is AlignOn.WITHDRAWAL and p.minor is not None
        },
        "voices": len(t.voices),
        "acts": t.seq,
    }


def _positions(t: Trajectory) -> list[Any]:
    return sorted(t.aligned.values(), key=lambda p: p.seq)


def _part(t: Trajectory, person: PersonId, now: datetime) -> str:
    parts = [p for p in t.people.values() if p.person == person]
    running = [p for p in parts if p.active(now)]
    if not running:
        return "ended" if parts else "none"
    (part,) = running
    return "plain" if part.standing is None else part.standing.value


def _necessity(t: Trajectory, minor: PersonId) -> str:
    known = [n for n in t.necessity.values() if minor in n.decision.minors]
    return max(known, key=lambda n: n.seq).decision.status.value if known else "unknown"


def _newer(t: Trajectory, episodes: list[Episode]) -> bool:
    """Whether a decision is known that came after the last opening."""
    return bool(episodes) and any(
        n.seq > episodes[-1].seq and episodes[-1].minor in n.decision.minors
        for n in t.necessity.values()
    )


def _episodes(t: Trajectory, minor: PersonId) -> list[Episode]:
    return [e for e in t.involvement.values() if e.minor == minor and not e.emergency]


def _involvement(t: Trajectory, minor: PersonId) -> str:
    of_minor = [e for e in t.involvement.values() if e.minor == minor]
    if not of_minor:
        return "none"
    if any(e.open and not e.emergency for e in of_minor):
        return "open"
    return "emergency" if any(e.open for e in of_minor) else "closed"


def _achieved(episodes: list[Episode]) -> bool:
    ended = [e for e in episodes if not e.open]
    return bool(ended) and ended[-1].outcome is WithdrawalOutcome.ACHIEVED


def _episode_at(episodes: Iterable[Episode], at: datetime) -> int:
    return sum(e.opened_at <= at for e in episodes)


def _side(role: Role) -> str:
    if role in CLIENT_SIDE:
        return "client"
    return "worker" if role is Role.CARE_WORKER else role.value


def _measure(measures: list[Any]) -> str:
    if not measures:
        return "none"
    last = measures[-1]
    return "accepted" if set(last.bearers) <= set(last.accepted) else "proposed"


def _explained(t: Trajectory) -> dict[str, int]:
    told: dict[str, int] = {}
    for one in t.told.values():
        if one.topic is Topic.WAT and one.version is not None and not one.acknowledged:
            material = t.wat[one.version].material
            told[str(one.person)] = max(material, told.get(str(one.person), 0))
    return told


def _judgement(
    t: Trajectory, series: JudgementSeries, now: datetime, episodes: list[Episode]
) -> dict[str, Any]:
    """The last judgement, and whether an unbroken series of "met" has lasted long enough."""

    def where(j: Any) -> tuple[int, int]:
        return t.wat[j.wat].material, _episode_at(episodes, j.at)

    last = series.items[-1]
    since = None
    for j in reversed(series.items):
        if not j.met or where(j) != where(last):
            break
        since = j.at
    days = 0 if since is None else (civil_date(now, t.zone) - civil_date(since, t.zone)).days
    material, episode = where(last)
    return {
        "met": last.met,
        "material": material,
        "episode": episode,
        "sustained": days >= SUSTAINED_DAYS,
    }
