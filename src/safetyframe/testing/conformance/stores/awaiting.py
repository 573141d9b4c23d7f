"""A store whose methods are coroutines: all of them, and none holds its loop up."""

from __future__ import annotations

import time
from contextlib import suppress
from inspect import iscoroutinefunction
from typing import Final

from safetyframe.errors import StoreError
from safetyframe.ports import Store
from safetyframe.ports.coroutines import METHODS
from safetyframe.testing.conformance.crowds import Crowd
from safetyframe.testing.conformance.driving import Driven
from safetyframe.testing.conformance.model import SealedLaw, demand
from safetyframe.testing.conformance.proxy import between
from safetyframe.testing.conformance.stores.bench import StoreBench

__all__ = ["LAWS"]

#: Seconds in which a call comes to where it waits, and a loop that is free to something else.
_UNDER_WAY: Final = 0.2
_FREE: Final = 2.0


def _coroutines(bench: StoreBench) -> None:
    store: object = bench.open()
    kind = type(store.wrapped if isinstance(store, Driven) else store)
    waits = {iscoroutinefunction(getattr(kind, name, None)) for name in METHODS}
    demand(len(waits) == 1, "some methods are coroutines and some are not: nobody waits for those")
    if waits == {True}:
        _held_up(bench)


def _held_up(bench: StoreBench) -> None:
    """Let its server answer nothing for a while, where it has one that can be stood before."""
    with between(bench.url) as found:
        if found is None:
            return
        through, proxy = found
        store = bench.open(through)
        bench.fill(store, 1)
        proxy.freeze()
        try:
            asking = Crowd([lambda: _asked(bench, store)])
            asking.begin()
            time.sleep(_UNDER_WAY)
            free = bench.loop_goes_on(_FREE)
        finally:
            proxy.thaw()
        asking.end()
        demand(
            free, "a coroutine that waits for its server holds up the loop, and all that is on it"
        )


def _asked(bench: StoreBench, store: Store) -> None:
    with suppress(StoreError):  # it did not want to wait so long
        store.read(bench.t())


LAWS: Final[tuple[SealedLaw[StoreBench], ...]] = (
    SealedLaw(
        id="S-COROUTINES",
        title="Its methods are coroutines that hold up no loop, or none of them is one.",
        check=_coroutines,
        rests_on=("S-METHODS", "S-KEEPS"),
    ),
)
