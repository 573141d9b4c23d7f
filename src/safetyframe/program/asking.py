"""The questions a frame answers, as programs. What is shown is as it had been written down by then.

`notify` says that the store keeps notices: then those that never arrived are asked for too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import takewhile

from safetyframe.errors import HostError
from safetyframe.findings import Relation
from safetyframe.folding import fold
from safetyframe.law import Law
from safetyframe.notice import DeliveryState, Undelivered
from safetyframe.outcome import Findings, Possibilities
from safetyframe.program import effects
from safetyframe.program.effects import Fetch, Steps, find, loaded, read, reference, tracked
from safetyframe.record import Record
from safetyframe.roles import By
from safetyframe.trajectory import Trajectory
from safetyframe.values import Body, is_aware
from safetyframe.views import View, Viewer

__all__ = [
    "body",
    "findings",
    "findings_for",
    "may",
    "may_for",
    "records",
    "records_for",
    "show",
    "trajectory",
]

_LOST = (DeliveryState.WAITING, DeliveryState.FAILED)


def trajectory(name: str, at: datetime | None = None) -> Steps[Trajectory]:
    """Give a trajectory as it is, or as it had been written down by `at`."""
    known = reference(name)
    if at is not None and not is_aware(at):
        raise HostError("`at` has no offset from UTC: give an aware datetime")
    now = yield from loaded(known, fresh=True)
    if at is None or now.known_at is None or at >= now.known_at:
        return now
    start = Trajectory.start(known, zone=now.zone)
    every = yield from read(known)
    # The log is in the order of putting on record, so what stands behind a later record was not
    # there yet either, whatever moment it names.
    return fold(takewhile(lambda r: r.recorded_at <= at, every), start)


def records(name: str) -> Steps[Sequence[Record]]:
    """Give every record of a trajectory."""
    return (yield from read(reference(name)))


def findings(
    law: Law,
    name: str,
    at: datetime,
    *,
    linked: Iterable[str],
    related: Iterable[Relation],
    notify: bool,
) -> Steps[Findings]:
    """Give everything to look at, beside what is linked."""
    beside: list[Trajectory] = []
    for one in linked:
        beside.append((yield from trajectory(one, at)))  # noqa: PERF401 -- nor can a list yield
    now = yield from trajectory(name, at)
    lost = yield from _undelivered(now, notify=notify)
    return law.findings(now, at, linked=beside, related=related, undelivered=lost)


def may(law: Law, name: str, by: By) -> Steps[Possibilities]:
    """Say what `by` could do now."""
    return law.what_can((yield from trajectory(name)), by)


def show(law: Law, name: str, viewer: Viewer) -> Steps[View[Trajectory]]:
    """Give a trajectory as `viewer` may know it."""
    return law.show((yield from trajectory(name, viewer.at)), viewer)


def records_for(law: Law, name: str, viewer: Viewer) -> Steps[View[tuple[Record, ...]]]:
    """Give the records that `viewer` may know of."""
    then = yield from trajectory(name, viewer.at)
    every = yield from read(then.id)
    return law.show(tuple(takewhile(lambda r: r.seq <= then.seq, every)), viewer, then)


def findings_for(law: Law, name: str, viewer: Viewer, *, notify: bool) -> Steps[View[Findings]]:
    """Give what there is to look at in what `viewer` may know."""
    then = yield from trajectory(name, viewer.at)
    lost = yield from _undelivered(then, notify=notify)
    return law.show(law.findings(then, viewer.at), viewer, then, undelivered=lost)


def may_for(law: Law, name: str, by: By) -> Steps[View[Possibilities]]:
    """Say to `by` themself what they could do."""
    then = yield from trajectory(name, by.at)
    return law.show(law.what_can(then, by), Viewer.of(by), then)


def body(name: str, text: str) -> Steps[Body | None]:
    """Give the body of a text."""
    answer = yield Fetch(trajectory=reference(name), text=text)
    if answer is not None and not isinstance(answer, Body):
        raise effects.wrong("Fetch", answer)
    return answer


def _undelivered(then: Trajectory, *, notify: bool) -> Steps[tuple[Undelivered, ...]]:
    """Give the notices of records up to `then` that have not reached whom they are for."""
    lost: list[Undelivered] = []
    for one in (yield from tracked(then.id, _LOST)) if notify else ():
        record = yield from find(then.id, one.notice.act)
        if record is not None and record.seq <= then.seq:
            failed = one.state is DeliveryState.FAILED
            lost.append(Undelivered(record=record, recipient=one.notice.recipient, failed=failed))
    return tuple(lost)
