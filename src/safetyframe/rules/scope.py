"""In scope or not: decisions about a minor need an open, regular involvement (P2)."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from safetyframe import acts as a
from safetyframe.outcome import Gap, Remedy
from safetyframe.roles import By
from safetyframe.rules import ask
from safetyframe.rules.model import gap, remedy
from safetyframe.trajectory import Trajectory
from safetyframe.values import PersonId

__all__ = ["foresee_open", "minor_open", "some_open"]


def some_open(t: Trajectory, minors: Collection[PersonId] | None = None) -> Iterator[Gap]:
    """Give the gap, if involvement is open with none of `minors`, or with no minor at all."""
    mine = [e for e in t.involvement.values() if minors is None or e.minor in minors]
    if not any(e.open and not e.emergency for e in mine):
        emergency = any(e.open for e in mine)
        ended = any(not e.emergency for e in mine)
        yield gap("emergency-only" if emergency else "no-open-involvement", _opens(reopen=ended))


def foresee_open(t: Trajectory, _: By) -> Iterator[Gap]:
    """Do as `some_open`, for whoever asks."""
    return some_open(t)


def minor_open(t: Trajectory, minor: PersonId) -> Iterator[Gap]:
    """Give the gap, if no involvement is open with `minor`."""
    if ask.open_episode(t, minor) is None:
        mine = [e for e in t.involvement.values() if e.minor == minor]
        emergency = any(e.open for e in mine)
        ended = any(not e.emergency for e in mine)
        opens = _opens(reopen=ended, minor=minor)
        yield gap("emergency-only" if emergency else "no-open-involvement", opens, minor=minor)


def _opens(*, reopen: bool, minor: PersonId | None = None) -> Remedy:
    return remedy(a.Reopen if reopen else a.OpenInvolvement, human=True, minor=minor)
