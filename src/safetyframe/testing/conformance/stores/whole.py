"""An append with all that may go with one, and what may be left of it when it was broken off."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from attrs import frozen

from safetyframe.errors import StoreError, VersionConflictError
from safetyframe.ports import Appended, Store
from safetyframe.testing.conformance.model import Broken, demand
from safetyframe.testing.conformance.stores.bench import StoreBench
from safetyframe.testing.conformance.stores.making import ZONE, body, notice, record
from safetyframe.values import TrajectoryId

__all__ = ["Whole", "again", "whole_of"]

#: Seconds in which a server comes to an end with what its client no longer waits for.
_SETTLES: Final = 5.0
#: How often a store may fail after its server has come back, until it works again.
_TRIES: Final = 10


@frozen(kw_only=True)
class Whole:
    """An append with all that may go with it, after a first one; and what it must have left."""

    trajectory: TrajectoryId
    erases: bool
    notices: bool

    def begin(self, store: Store) -> None:
        """Append the first record, with the body that the second is to erase."""
        store.append(self.trajectory, record(1), expected=0, zone=ZONE, bodies=[body("old")])

    def append(self, store: Store) -> Appended:
        """Append the second record."""
        two = record(2)
        return store.append(
            self.trajectory,
            two,
            expected=1,
            zone=ZONE,
            bodies=[body("new"), body("more", "words " * 400)],
            erase=["old"] if self.erases else [],
            notices=[notice(self.trajectory, two, f"p-{n}") for n in range(2 * self.notices)],
        )

    def judge(self, bench: StoreBench, store: Store, *, acknowledged: bool, after: str) -> None:
        """Demand all of the second append or nothing of it, and that a retry is safe.

        Where there is a server, it may still be at it when its client is no more: what is half now
        has some time to become whole.
        """
        until = time.monotonic() + _SETTLES
        there = False
        while True:
            try:
                there = store.find(self.trajectory, record(2).act.id) is not None
                self._all_or_nothing(bench, store, there=there, after=after)
                break
            except Broken:
                if time.monotonic() > until:
                    raise
                time.sleep(0.05)
        demand(there or not acknowledged, f"what was acknowledged is gone after {after}")
        again = self.append(store)
        demand(again.already or not there, f"a retry after {after} takes the act for another one")
        self._all_or_nothing(bench, store, there=True, after=f"a retry after {after}")

    def _all_or_nothing(self, bench: StoreBench, store: Store, *, there: bool, after: str) -> None:
        half = f"half of an append is there after {after}: not alike are the record and"
        head = store.head(self.trajectory)
        demand(head is not None and head.version == 1 + there, f"{half} the head")
        demand(len(store.read(self.trajectory)) == 1 + there, f"{half} what is read")
        for name in ("new", "more"):
            seen = store.body(self.trajectory, name) is not None
            demand(seen is there, f"{half} a body")
        if self.erases:
            left = store.body(self.trajectory, "old") is not None
            demand(left is not there, f"{half} an erasure")
        if self.notices:
            sent = len(bench.outbox(store).deliveries(self.trajectory))
            demand(sent == 2 * there, f"{half} its notices ({sent} of 2)")


def whole_of(bench: StoreBench, name: object) -> Whole:
    """Make one for a trajectory of this name, with all that the store declares."""
    return Whole(trajectory=bench.t(name), erases=bench.can("erases"), notices=bench.can("notices"))


def again(call: Callable[[], object], when: str) -> object:
    """Call until it works; a connection that is found dead may cost an error each."""
    last: StoreError | None = None
    for number in range(_TRIES):
        try:
            return call()
        except VersionConflictError:
            raise
        except StoreError as error:
            last = error
            time.sleep(0.05 * number)
    raise Broken(f"{when} the same store never works again") from last
