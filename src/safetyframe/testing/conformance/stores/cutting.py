"""A connection that is cut in the middle of an append."""

from __future__ import annotations

from functools import partial
from typing import Final

from safetyframe.errors import StoreError
from safetyframe.ports import Store
from safetyframe.testing.conformance.model import SealedLaw, demand, unjudged
from safetyframe.testing.conformance.proxy import between
from safetyframe.testing.conformance.stores.bench import StoreBench
from safetyframe.testing.conformance.stores.telling import chained, silent
from safetyframe.testing.conformance.stores.whole import Whole, again, whole_of

__all__ = ["LAWS"]

#: How many of the pieces that an append sends and gets are cut off, unless all are asked for.
_POINTS: Final = 8


def _cut(bench: StoreBench) -> None:
    with between(bench.url) as found:
        if found is None:
            unjudged("the URL names no host and port: there is no connection to cut")
        through, proxy = found
        direct, store = bench.open(), bench.open(through)
        whole = whole_of(bench, "none")
        whole.begin(store)
        proxy.heal()
        whole.append(store)
        pieces = proxy.passed
        if not pieces:
            unjudged("nothing passes by the host and port of the URL: no connection to cut")
        step = max(1, pieces // _POINTS)
        for point in range(0, pieces + 1, 1 if bench.deep else step):
            one = whole_of(bench, point)
            again(partial(one.begin, store), "after its connection was cut")
            proxy.cut_after(point)
            acknowledged = _tried(bench, one, store)
            proxy.heal()
            after = f"its connection was cut after {point} of {pieces} pieces"
            one.judge(bench, direct, acknowledged=acknowledged, after=after)
        again(lambda: store.read(bench.t()), "after its connection was cut")


def _tried(bench: StoreBench, one: Whole, store: Store) -> bool:
    try:
        one.append(store)
    except StoreError as error:
        demand(error.__cause__ is not None, "the error of a cut connection chains no cause")
        silent(bench, chained(error), "the error of a cut connection")
        return False
    return True


LAWS: Final[tuple[SealedLaw[StoreBench], ...]] = (
    SealedLaw(
        id="S-CUT",
        title="A connection cut in an append leaves all or nothing; a retry is safe, and works.",
        check=_cut,
        rests_on=("S-ALL-OR-NOTHING", "S-TWICE"),
    ),
)
