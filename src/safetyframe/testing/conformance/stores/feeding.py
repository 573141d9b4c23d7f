"""The feed over all trajectories: in order of commit, and nothing is ever skipped."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from safetyframe.testing.conformance.model import SealedLaw, demand
from safetyframe.testing.conformance.stores.bench import StoreBench
from safetyframe.testing.conformance.stores.making import NOON, ZONE, record, voice
from safetyframe.values import TrajectoryId

__all__ = ["LAWS"]


def _goes_on(bench: StoreBench) -> None:
    store = bench.open()
    bench.fill(store, 3)
    bench.fill(store, 4, bench.t(2))
    whole = bench.feed(store, 7)
    kept = {(i.trajectory, i.record.seq, i.record.act.id) for i in whole}
    once = len(whole) == len(kept)
    demand(once, "of seven records the feed shows not each one once")
    for size in (1, 2, 5):
        pieces = bench.feed(store, 7, limit=size)
        demand(pieces == whole, f"read in pieces of {size} the feed is another")
    last = whole[-1].pos
    rest = [item for item in store.feed(after=last) if bench.mine(item)]
    demand(not rest, "after the last position the feed goes on")
    for limit in (0, -1):
        demand(not store.feed(limit=limit), f"a feed with limit={limit} gives something")


def _in_order(bench: StoreBench) -> None:
    store = bench.open()
    written: list[tuple[TrajectoryId, int]] = []
    for number in range(12):
        name, seq = ("z", "a", "m")[number % 3], number // 3 + 1
        at = NOON - timedelta(days=number)  # acts may be written down long after they were done
        one = record(seq, voice(f"{chr(122 - number)}", at=at))
        store.append(bench.t(name), one, expected=seq - 1, zone=ZONE)
        written.append((bench.t(name), seq))
    shown = [(item.trajectory, item.record.seq) for item in bench.feed(store, 12)]
    demand(shown == written, "the feed is not in the order in which records were committed")


LAWS: Final[tuple[SealedLaw[StoreBench], ...]] = (
    SealedLaw(
        id="S-FEED",
        title="The feed shows every record once, and goes on from any position.",
        check=_goes_on,
        rests_on=("S-KEEPS",),
    ),
    SealedLaw(
        id="S-FEED-ORDER",
        title="Of two appends one after the other, the feed shows the first one first.",
        check=_in_order,
        rests_on=("S-FEED",),
    ),
)
