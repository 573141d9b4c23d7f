"""A store within a transaction of the host's: joined, committed, rolled back, never poisoned."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Final, TypeVar, cast

from safetyframe.errors import (
    ActIdReusedError,
    HostError,
    StoreError,
    TextIdReusedError,
    UnsupportedError,
    VersionConflictError,
)
from safetyframe.ports import FeedItem, Joins, Store, is_joined
from safetyframe.testing.conformance.crowds import Crowd, together
from safetyframe.testing.conformance.model import Broken, SealedLaw, demand
from safetyframe.testing.conformance.stores.bench import Hosting, StoreBench
from safetyframe.testing.conformance.stores.expecting import expect
from safetyframe.testing.conformance.stores.making import ZONE, body, notice, record, voice
from safetyframe.values import TrajectoryId

__all__ = ["LAWS"]

T = TypeVar("T")

#: Seconds after which an append is taken to wait for a transaction that is open.
_WAITS: Final = 0.75


def _within(store: Store, work: Hosting) -> Store:
    return cast("Joins", store).within(work.transaction)


def _outside(look: Callable[[], T]) -> T:
    """Look from another thread: some hosts give every thread a connection of its own."""
    return together([look])[0]


def _told(bench: StoreBench, store: Store, seq: int = 1) -> None:
    """Append a record with all that may go with one."""
    one = record(seq)
    notices = [notice(bench.t(), one)] if bench.can("notices") else []
    store.append(
        bench.t(),
        one,
        expected=seq - 1,
        zone=ZONE,
        bodies=[body(f"x{seq}")],
        notices=notices,
    )


def _there(bench: StoreBench, store: Store) -> tuple[bool, ...]:
    """Say of everything that goes with the first record whether it is there."""
    kept = [
        store.head(bench.t()) is not None,
        len(store.read(bench.t())) == 1,
        store.find(bench.t(), record(1).act.id) is not None,
        store.body(bench.t(), "x1") is not None,
    ]
    if bench.can("notices"):
        kept.append(len(bench.outbox(store).deliveries(bench.t())) == 1)
    return tuple(kept)


def _committed(bench: StoreBench) -> None:
    store = bench.open()
    with bench.begin() as work:
        work.note("host-1")
        _told(bench, _within(store, work))
        early = any(_outside(lambda: _there(bench, store)))
        demand(not early, "what was told in a transaction is seen before the host commits")
        work.commit()
    demand(all(_there(bench, store)), "what was told in a transaction is not there after it")
    demand("host-1" in bench.noted(), "what the host did in its transaction is lost")
    shown = [item.record for item in bench.feed(store, 1)]
    demand(shown == [record(1)], "the feed does not show what was told in a transaction")


def _rolled_back(bench: StoreBench) -> None:
    store = bench.open()
    store.append(bench.t(2), record(1), expected=0, zone=ZONE, bodies=[body("old")])
    with bench.begin() as work:
        work.note("host-2")
        inner = _within(store, work)
        _told(bench, inner)
        if bench.can("erases"):
            inner.append(bench.t(2), record(2), expected=1, zone=ZONE, erase=["old"])
        work.rollback()
    demand(not any(_there(bench, store)), "what the host rolled back is there")
    demand(store.body(bench.t(2), "old") == body("old"), "an erasure that was rolled back erased")
    demand("host-2" not in bench.noted(), "it committed what the host had rolled back")
    _told(bench, store)
    demand(all(_there(bench, store)), "after a rollback the same can't be told again")


def _reads_its_own(bench: StoreBench) -> None:
    store = bench.open()
    bench.fill(store, 1, bench.t(2))
    with bench.begin() as work:
        inner = _within(store, work)
        _told(bench, inner)
        demand(all(_there(bench, inner)), "in a transaction it does not see what was told there")
        _told(bench, inner, 2)
        again = inner.append(bench.t(), record(1), expected=0, zone=ZONE)
        demand(again.already, "in a transaction it takes an act that came again for a new one")
        head = inner.head(bench.t(2))
        demand(head is not None, "in a transaction it does not see what was there before")
        work.commit()
    demand(len(store.read(bench.t())) == len((1, 2)), "of two records of a transaction one is lost")


def _never_poisoned(bench: StoreBench) -> None:
    store = bench.open()
    store.append(bench.t(), record(1), expected=0, zone=ZONE, bodies=[body("x1")])
    other = record(2, voice("a1", at=record(9).recorded_at))
    wrong: tuple[tuple[type[StoreError | HostError], Callable[[Store], object]], ...] = (
        (
            VersionConflictError,
            lambda s: s.append(bench.t(), record(5), expected=4, zone=ZONE, bodies=[body("y")]),
        ),
        (ActIdReusedError, lambda s: s.append(bench.t(), other, expected=1, zone=ZONE)),
        (HostError, lambda s: s.append(bench.t(), record(7), expected=1, zone=ZONE)),
        (StoreError, lambda s: s.append(bench.t(), record(2), expected=1, zone="Europe/Lisbon")),
        (
            TextIdReusedError,
            lambda s: s.append(
                bench.t(),
                record(2),
                expected=1,
                zone=ZONE,
                bodies=[body("y"), body("x1", "other words")],
            ),
        ),
    )
    with bench.begin() as work:
        work.note("before")
        inner = _within(store, work)
        inner.append(bench.t(2), record(1), expected=0, zone=ZONE)
        work.note("early")
        for kind, call in wrong:
            with expect(kind, f"in a transaction, what raises {kind.__name__} outside,"):
                call(inner)
        work.note("between")
        _told(bench, inner, 2)
        work.note("after")
        work.commit()
    marks = bench.noted()
    demand(
        {"before", "early", "between", "after"} <= marks,
        "a call that failed undid what the host did",
    )
    kept = [one.seq for one in store.read(bench.t())]
    demand(kept == [1, 2], f"after calls that failed, and one that did not, there are {kept}")
    demand(store.head(bench.t(2)) is not None, "a call that failed undid what was told before it")
    demand(store.body(bench.t(), "y") is None, "a call that failed left a body behind")


def _closes_nothing(bench: StoreBench) -> None:
    store = bench.open()
    with bench.begin() as work:
        inner = _within(store, work)
        _told(bench, inner)
        inner.close()
        work.note("still-open")
        _within(store, work).read(bench.t())
        work.commit()
    demand("still-open" in bench.noted(), "closing a store within ended the host's transaction")
    demand(all(_there(bench, store)), "closing a store within undid what was told there")


def _one_winner(bench: StoreBench) -> None:
    store = bench.open()
    for number, ends in enumerate(("committed", "rolled back")):
        name = bench.t(number)

        def late(of: TrajectoryId = name) -> str:
            try:
                store.append(of, record(1, voice("late")), expected=0, zone=ZONE)
            except VersionConflictError:
                return "conflict"
            except StoreError:  # it did not want to wait so long
                return "error"
            return "kept"

        with bench.begin() as work:
            early = record(1, voice("early"))
            _within(store, work).append(name, early, expected=0, zone=ZONE)
            crowd = Crowd([late])
            crowd.begin()
            crowd.wait(min(_WAITS, bench.patience.seconds) / 3)
            (work.commit if ends == "committed" else work.rollback)()
        (came,) = crowd.end()
        kept = [one.act.id for one in store.read(name)]
        told = f"beside a transaction that was {ends} the append of another is {came}"
        if ends == "committed":
            demand(kept == ["early"] and came != "kept", f"{told}, and the log holds {kept}")
        else:
            demand(
                kept == (["late"] if came == "kept" else []), f"{told}, yet the log holds {kept}"
            )
            demand(came != "conflict", f"{told} with what never was")


def _gap(bench: StoreBench) -> None:
    """A slow transaction has taken its place in the feed, and a later one commits before it."""
    store, seen = bench.open(), list[FeedItem]()
    bench.fill(store, 1, bench.t("base"))
    ready = threading.Event()

    def later() -> None:
        with bench.begin() as work:
            _within(store, work).append(bench.t("fast"), record(1), expected=0, zone=ZONE)
            work.commit()
        ready.set()

    def read_on() -> None:
        while True:
            after = seen[-1].pos if seen else 0
            piece = store.feed(after=after)
            if not piece:
                return
            seen.extend(piece)

    def seen_all() -> bool:
        read_on()
        return want <= {item.trajectory for item in seen}

    want = {bench.t(name) for name in ("base", "slow", "fast")}
    with bench.begin() as slow:
        _within(store, slow).append(bench.t("slow"), record(1), expected=0, zone=ZONE)
        crowd = Crowd([later])
        crowd.begin()
        ready.wait(
            min(_WAITS, bench.patience.seconds)
        )  # where writers wait for one another, it does not come
        _outside(read_on)
        slow.commit()
    crowd.end()
    try:
        bench.patient(seen_all)
    except Broken:
        said = "a slow transaction was skipped: whoever had read on before it committed"
        raise Broken(f"{said} never sees its record") from None
    mine = [item.trajectory for item in seen if bench.mine(item)]
    demand(len(mine) == len(set(mine)), "the feed shows a record twice")


def _says_so(bench: StoreBench) -> None:
    store = bench.open()
    beside = "a store that is in no transaction says that it is joined: a frame would forget all"
    demand(not is_joined(store), beside)
    with bench.begin() as work:
        inner = _within(store, work)
        demand(
            is_joined(inner),
            "a store within a transaction does not say that it is joined: a frame would remember "
            "what is rolled back",
        )
        work.rollback()


def _unsupported(bench: StoreBench) -> None:
    store = bench.open()
    if getattr(store, "within", None) is not None:
        with expect(UnsupportedError, "`within`, which is declared NO,"):
            cast("Joins", store).within(object())


LAWS: Final[tuple[SealedLaw[StoreBench], ...]] = (
    SealedLaw(
        id="S-JOINS-COMMIT",
        title="What is told in the host's transaction is there when the host commits, not before.",
        check=_committed,
        yes=("joins",),
        handles=("begin", "noted"),
        rests_on=("S-FEED", "S-BODIES", "S-UNKNOWN"),
    ),
    SealedLaw(
        id="S-JOINS-ROLLBACK",
        title="What the host rolls back was never there.",
        check=_rolled_back,
        yes=("joins",),
        handles=("begin", "noted"),
        rests_on=("S-JOINS-COMMIT",),
    ),
    SealedLaw(
        id="S-JOINS-READS",
        title="Within a transaction a store sees what was told there.",
        check=_reads_its_own,
        yes=("joins",),
        handles=("begin", "noted"),
        rests_on=("S-JOINS-COMMIT", "S-TWICE"),
    ),
    SealedLaw(
        id="S-JOINS-UNPOISONED",
        title="A call that fails leaves the host's transaction usable, and nothing in it.",
        check=_never_poisoned,
        yes=("joins",),
        handles=("begin", "noted"),
        rests_on=("S-JOINS-COMMIT", "S-ALL-OR-NOTHING", "S-ACT-IDS", "S-ZONE", "S-FOLLOWS"),
    ),
    SealedLaw(
        id="S-JOINS-CLOSE",
        title="Closing a store within a transaction closes nothing else.",
        check=_closes_nothing,
        yes=("joins",),
        handles=("begin", "noted"),
        rests_on=("S-JOINS-COMMIT",),
    ),
    SealedLaw(
        id="S-JOINS-WINNER",
        title="A transaction and a writer beside it at one version: exactly one wins.",
        check=_one_winner,
        yes=("joins",),
        handles=("begin", "noted"),
        rests_on=("S-JOINS-COMMIT", "S-JOINS-ROLLBACK", "S-ONE-WINNER-THREADS"),
    ),
    SealedLaw(
        id="S-FEED-GAP",
        title="Whoever follows the feed never skips a transaction that commits after a later one.",
        check=_gap,
        yes=("joins",),
        handles=("begin", "noted"),
        rests_on=("S-JOINS-COMMIT", "S-FEED"),
    ),
    SealedLaw(
        id="S-JOINS-SAYS-SO",
        title="A store within a transaction says that it is joined, and one beside it does not.",
        check=_says_so,
        yes=("joins",),
        handles=("begin", "noted"),
        rests_on=("S-JOINS-COMMIT",),
    ),
    SealedLaw(
        id="S-NO-JOINS",
        title="A store that declares not to join says so when it is asked to.",
        check=_unsupported,
        no=("joins",),
    ),
)
