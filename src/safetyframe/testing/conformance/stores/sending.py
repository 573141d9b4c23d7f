"""What the laws of the outbox share: times, and records that have something to tell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from safetyframe.notice import DeliveryState, Notice
from safetyframe.ports import Claimed, Outbox, Settled, Store
from safetyframe.testing.conformance.stores.bench import StoreBench
from safetyframe.testing.conformance.stores.making import NOON, ZONE, notice, record
from safetyframe.values import TrajectoryId

__all__ = ["at", "claim", "names", "sent", "settled", "tell"]


def at(minutes: float) -> datetime:
    """So many minutes into the trial."""
    return NOON + timedelta(days=1, minutes=minutes)


def tell(store: Store, of: TrajectoryId, seqs: Iterable[int], to: Sequence[str] = ("p-9",)) -> None:
    """Append records with these numbers, each with a notice to everybody in `to`."""
    for seq in seqs:
        one = record(seq)
        store.append(
            of, one, expected=seq - 1, zone=ZONE, notices=[notice(of, one, who) for who in to]
        )


def claim(
    bench: StoreBench, box: Outbox, worker: str, now: float, *, hold: float = 10, limit: int = 1000
) -> list[Claimed]:
    """Claim at `now` for `hold` minutes, and give what is this law's own."""
    given = box.claim(worker, now=at(now), until=at(now + hold), limit=limit)
    return [one for one in given if one.notice.trajectory.startswith(f"{bench.token}-")]


def names(claimed: Iterable[Claimed], of: TrajectoryId) -> list[str]:
    """Name the acts that the claimed notices of one trajectory are about, in order."""
    return [one.notice.act for one in claimed if one.notice.trajectory == of]


def settled(
    one: Notice,
    state: DeliveryState,
    minutes: float,
    *,
    retry: float | None = None,
    reason: str = "",
    tried: bool = True,
) -> Settled:
    """Say what became of a notice."""
    return Settled(
        notice=one.id,
        state=state,
        at=at(minutes),
        retry_at=None if retry is None else at(retry),
        reason=reason,
        tried=tried,
    )


def sent(claimed: Iterable[Claimed], minutes: float) -> list[Settled]:
    """Say that all that was claimed is sent."""
    return [settled(one.notice, DeliveryState.SENT, minutes) for one in claimed]
