"""Notices, from when their record is kept until they are sent. The store holds the lock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from attrs import define, field, frozen

from safetyframe.errors import HostError
from safetyframe.notice import Delivery, DeliveryState, Notice
from safetyframe.ports import Claimed, Settled
from safetyframe.values import TrajectoryId, utc

__all__ = ["Notices"]

_WAITING, _SENT, _FAILED = DeliveryState.WAITING, DeliveryState.SENT, DeliveryState.FAILED


@define(kw_only=True)
class _Kept:
    """One notice. `sent` says that a messenger took it, whatever was heard of it since."""

    number: int
    notice: Notice
    since: datetime
    state: DeliveryState = _WAITING
    attempts: int = 0
    sent: bool = False
    at: datetime | None = None
    retry_at: datetime | None = None
    reason: str = ""

    def delivery(self) -> Delivery:
        return Delivery(
            notice=self.notice,
            state=self.state,
            since=self.since,
            attempts=self.attempts,
            at=self.at,
            reason=self.reason,
        )


@frozen
class _Hold:
    """Who claimed a trajectory last, and until when it is theirs; None once they let go."""

    worker: str
    until: datetime | None


@define
class Notices:
    """All notices of a store; `safetyframe.ports.Outbox` says what each method does."""

    _kept: dict[str, _Kept] = field(factory=dict[str, _Kept])
    _of: dict[TrajectoryId, dict[int, _Kept]] = field(factory=dict[TrajectoryId, dict[int, _Kept]])
    _waiting: dict[int, _Kept] = field(factory=dict[int, _Kept])
    _holds: dict[TrajectoryId, _Hold] = field(factory=dict[TrajectoryId, _Hold])

    def keep(self, notice: Notice, since: datetime) -> None:
        """Keep a notice of a record. One that is kept already is left as it is."""
        new = _Kept(number=len(self._kept), notice=notice, since=since)
        one = self._kept.setdefault(notice.id, new)
        if one.state is _WAITING:
            self._waiting.setdefault(one.number, one)
        self._of.setdefault(notice.trajectory, {}).setdefault(one.number, one)

    def claim(self, worker: str, now: datetime, until: datetime, limit: int) -> Sequence[Claimed]:
        """Give waiting notices, and hold their trajectories."""
        now, until = utc(now), utc(until)
        self._let_go(worker)
        given: list[_Kept] = []
        passed: set[TrajectoryId] = set()
        for one in self._waiting.values():
            if len(given) >= limit:
                break
            name = one.notice.trajectory
            if name not in passed and (self._held(name, now) or _later(one, now)):
                passed.add(name)
            elif name not in passed:
                given.append(one)
        for one in given:
            one.attempts += 1
            self._holds[one.notice.trajectory] = _Hold(worker, until)
        return tuple(
            Claimed(notice=one.notice, attempt=one.attempts, since=one.since) for one in given
        )

    def settle(self, worker: str, settled: Sequence[Settled]) -> Sequence[str]:
        """Write down what became of notices that `worker` was the last to claim."""
        done: list[str] = []
        for said in settled:
            one = self._kept.get(said.notice)
            hold = None if one is None else self._holds.get(one.notice.trajectory)
            if one is None or one.state is not _WAITING or hold is None or hold.worker != worker:
                continue
            one.state, one.at, one.reason = said.state, said.at, said.reason
            one.sent = said.state is _SENT
            one.retry_at = said.retry_at if said.state is _WAITING else None
            if said.state is not _WAITING:
                self._waiting.pop(one.number, None)
            elif not said.tried:
                one.attempts -= 1
            done.append(said.notice)
        self._let_go(worker)
        return tuple(done)

    def report(self, notice: str, state: DeliveryState, at: datetime, reason: str) -> bool:
        """Write down what was heard of a notice that was sent."""
        if state not in {DeliveryState.DELIVERED, _FAILED}:
            raise HostError("what is reported is that a notice was delivered, or that it failed")
        one = self._kept.get(notice)
        if one is None or not one.sent:
            return False
        one.state, one.at, one.reason = state, utc(at), reason
        return True

    def of(self, trajectory: TrajectoryId, states: frozenset[DeliveryState]) -> Sequence[Delivery]:
        """Give where the notices of a trajectory stand."""
        every = self._of.get(trajectory, {}).values()
        return tuple(one.delivery() for one in every if one.state in states)

    def backlog(self) -> Mapping[DeliveryState, int]:
        """Count the notices in each state."""
        counts = dict.fromkeys(DeliveryState, 0)
        for one in self._kept.values():
            counts[one.state] += 1
        return counts

    def failed(self, limit: int) -> Sequence[Delivery]:
        """Give notices that failed, the oldest first."""
        found = [one for one in self._kept.values() if one.state is _FAILED]
        found.sort(key=lambda one: one.since)
        return tuple(one.delivery() for one in found[: max(limit, 0)])

    def revive(self, notices: Sequence[str], at: datetime) -> int:
        """Let failed notices wait again, at their own place among the others."""
        revived = 0
        for name in notices:
            one = self._kept.get(name)
            if one is not None and one.state is _FAILED:
                one.state, one.at, one.reason, one.attempts = _WAITING, utc(at), "", 0
                one.sent, one.retry_at = False, None
                self._waiting[one.number] = one
                revived += 1
        self._waiting = dict(sorted(self._waiting.items()))
        return revived

    def _let_go(self, worker: str) -> None:
        for name, hold in self._holds.items():
            if hold.worker == worker:
                self._holds[name] = _Hold(worker, None)

    def _held(self, trajectory: TrajectoryId, now: datetime) -> bool:
        hold = self._holds.get(trajectory)
        return hold is not None and hold.until is not None and hold.until > now


def _later(one: _Kept, now: datetime) -> bool:
    return one.retry_at is not None and one.retry_at > now
