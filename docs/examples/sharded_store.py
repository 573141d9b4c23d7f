"""Several database servers behind one frame: each trajectory lives on one of them, by its id.

A stable hash says where, so the list of servers is part of the data: never reorder it, and never
add to it without moving what then belongs elsewhere. Each server keeps a feed of its own, and there
is no feed over all of them: two servers have no common order of commits, and one made up here would
skip records. Whoever follows keeps a position for each server, see `feeds`.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from safetyframe.errors import UnsupportedError
from safetyframe.notice import Delivery, DeliveryState
from safetyframe.ports import Appended, Claimed, ErasedState, FeedItem, Head, Settled
from safetyframe.record import Record
from safetyframe.values import ActId, Body, TrajectoryId


class ShardedStore:
    """A `Store` and an `Outbox` over several of them. A transaction of the host's joins one."""

    def __init__(self, shards: Sequence[Any]) -> None:
        """Take the stores, always in the same order."""
        self.shards = tuple(shards)

    def shard(self, trajectory: TrajectoryId) -> Any:
        """Give the store of a trajectory; `shard(…).within(…)` joins a transaction there."""
        digest = hashlib.sha256(trajectory.encode()).digest()
        return self.shards[int.from_bytes(digest[:8], "big") % len(self.shards)]

    def append(self, trajectory: TrajectoryId, record: Record, **rest: Any) -> Appended:
        """Append there; `pos` is a position in the feed of that server."""
        return self.shard(trajectory).append(trajectory, record, **rest)

    def read(self, trajectory: TrajectoryId, *, after: int = 0) -> Sequence[Record]:
        return self.shard(trajectory).read(trajectory, after=after)

    def head(self, trajectory: TrajectoryId) -> Head | None:
        return self.shard(trajectory).head(trajectory)

    def find(self, trajectory: TrajectoryId, act: ActId) -> Record | None:
        return self.shard(trajectory).find(trajectory, act)

    def body(self, trajectory: TrajectoryId, text: str) -> Body | None:
        return self.shard(trajectory).body(trajectory, text)

    def erase_body(self, trajectory: TrajectoryId, text: str) -> ErasedState:
        return self.shard(trajectory).erase_body(trajectory, text)

    def trajectories(self) -> Sequence[TrajectoryId]:
        """Give those of the first server, then those of the next: in order on each."""
        return tuple(one for shard in self.shards for one in shard.trajectories())

    def feed(self, *, after: int = 0, limit: int = 1000) -> Sequence[FeedItem]:
        raise UnsupportedError("several servers have no common order: read `feeds`, one for each")

    def feeds(
        self, positions: Sequence[int], *, limit: int = 1000
    ) -> tuple[Sequence[int], Sequence[FeedItem]]:
        """Give what is new on each server since `positions`, one for each, and the positions now.

        Nothing is skipped, and the order of each trajectory is kept.
        """
        items: list[FeedItem] = []
        now = list(positions)
        for number, shard in enumerate(self.shards):
            piece = shard.feed(after=now[number], limit=limit)
            items.extend(piece)
            now[number] = piece[-1].pos if piece else now[number]
        return now, items

    def claim(
        self, worker: str, *, now: datetime, until: datetime, limit: int = 100
    ) -> Sequence[Claimed]:
        """Claim on each server in turn; each lets go of what `worker` held there."""
        given: list[Claimed] = []
        for shard in self.shards:
            room = max(limit - len(given), 0)
            given.extend(shard.claim(worker, now=now, until=until, limit=room))
        return given

    def settle(self, worker: str, settled: Iterable[Settled]) -> Sequence[str]:
        told = tuple(settled)  # each server knows its own notices, and passes over the rest
        return [one for shard in self.shards for one in shard.settle(worker, told)]

    def report(self, notice: str, state: DeliveryState, *, at: datetime, reason: str = "") -> bool:
        return any(s.report(notice, state, at=at, reason=reason) for s in self.shards)

    def deliveries(self, trajectory: TrajectoryId, **rest: Any) -> Sequence[Delivery]:
        return self.shard(trajectory).deliveries(trajectory, **rest)

    def backlog(self) -> Mapping[DeliveryState, int]:
        total: Counter[DeliveryState] = Counter()
        for shard in self.shards:
            total.update(shard.backlog())
        return total

    def failed(self, *, limit: int = 100) -> Sequence[Delivery]:
        every = [one for shard in self.shards for one in shard.failed(limit=limit)]
        return sorted(every, key=lambda one: one.since)[: max(limit, 0)]

    def revive(self, notices: Iterable[str], *, at: datetime) -> int:
        told = tuple(notices)
        return sum(shard.revive(told, at=at) for shard in self.shards)

    def close(self) -> None:
        for shard in self.shards:
            shard.close()
