"""A process that is killed, a disk that is full, a server that restarts: all or nothing."""

from __future__ import annotations

import sys
import threading
import time
from contextlib import nullcontext, suppress
from types import FrameType
from typing import TYPE_CHECKING, Final

from safetyframe.errors import StoreError
from safetyframe.ports import FeedItem, Store
from safetyframe.testing.conformance.driving import Driven
from safetyframe.testing.conformance.model import Broken, SealedLaw, demand, unjudged
from safetyframe.testing.conformance.processes import Child, Line, die
from safetyframe.testing.conformance.stores.bench import Opening, StoreBench
from safetyframe.testing.conformance.stores.expecting import expect
from safetyframe.testing.conformance.stores.making import ZONE, body, notice, record
from safetyframe.testing.conformance.stores.telling import chained, silent
from safetyframe.testing.conformance.stores.whole import Whole, again, whole_of
from safetyframe.values import Body, TrajectoryId

if TYPE_CHECKING:
    from _typeshed import TraceFunction

__all__ = ["LAWS"]


# --- killed -----------------------------------------------------------------------------------


def _killed(bench: StoreBench) -> None:
    """Halve the way between a step before which nothing is kept and one after which all is.

    Where half is kept at one step or more, that is found: there is no way from nothing to all that
    does not lead through it.
    """
    steps, later = (
        bench.child(_die_at, bench.opening, whole_of(bench, f"count-{number}"), 0).result()
        for number in (1, 2)
    )
    if not isinstance(steps, int) or not steps:
        unjudged("none of the adapter's own lines runs in an append: nothing to stop at")
    # Where an append takes more steps the more there is, each death has to have a place of its own.
    steady = steps == later
    for step in range(1, steps + 1) if bench.deep else ():
        _kept_after(bench, step, steps, steady=steady)
    nothing, everything = 0, steps + 1
    while everything - nothing > 1:
        step = (nothing + everything) // 2
        if _kept_after(bench, step, steps, steady=steady):
            everything = step
        else:
            nothing = step


def _kept_after(bench: StoreBench, step: int, steps: int, *, steady: bool) -> bool:
    """Kill a process at a step of its append; say whether all is kept, or nothing."""
    after = f"its process was killed at step {step} of {steps}"
    with nullcontext(bench.url) if steady else bench.another(f"step-{step}") as url:
        one = whole_of(bench, f"step-{step}")
        child = bench.child(_die_at, bench.opening_of(url), one, step)
        demand(child.hear() == "begun", "another process could not begin")
        acknowledged = child.result() is not None
        store = bench.open(url)
        kept = one.judge(bench, store, acknowledged=acknowledged, after=after)
        shown = bench.follow(lambda: store, lambda seen: len(_of(seen, one)) >= len((1, 2)))
        order = [item.record.seq for item in _of(shown, one)]
        demand(order == [1, 2], f"the feed shows records as {order} after {after}")
        bench.let_go()
    return kept


def _of(seen: list[FeedItem], one: Whole) -> list[FeedItem]:
    return [item for item in seen if item.trajectory == one.trajectory]


def _die_at(line: Line, opening: Opening, whole: Whole, point: int) -> object:
    """Append, and die at the step `point` of the adapter's own code; give the number of steps."""
    count = 0

    def local(frame: FrameType, event: str, _: object) -> TraceFunction:
        nonlocal count
        if event in ("line", "return"):
            count += 1
            if count == point:
                die()
        return local

    def trace(frame: FrameType, event: str, _: object) -> TraceFunction | None:
        name = str(frame.f_globals.get("__name__", ""))
        return local if name.startswith(mine) else None

    mine: tuple[str, ...] = ("\0",)
    threading.settrace(trace)  # an async adapter runs in the thread of its loop
    with opening() as store:
        whole.begin(store)
        line.say("begun")
        mine = _modules(store)  # only now: the loop's thread is looked at from its beginning on
        sys.settrace(trace)
        whole.append(store)
        sys.settrace(None)
        threading.settrace(None)
        total = count
        line.say("acknowledged")
        return total


def _modules(store: object) -> tuple[str, ...]:
    """Name the modules that an adapter is made of: those beside the one that holds its class.

    A store around another one, as `safetyframe.in_threads` makes, is made of both.
    """
    made: object = store.wrapped if isinstance(store, Driven) else store
    names = {kind.__module__ for kind in type(made).__mro__ if kind is not object}
    packages = {name.rpartition(".")[0] for name in names} - {"", "safetyframe"}
    held = [one for one in getattr(made, "__dict__", {}).values() if isinstance(one, Store)]
    inner = (name for one in held if one is not made for name in _modules(one))
    return tuple(names | {f"{package}." for package in packages} | set(inner))


def _acknowledged(bench: StoreBench) -> None:
    """Write on and on in another process, and kill it while it does, without choosing where."""
    acknowledged = 0
    bench.open()
    for more in (7, 23):
        writer = bench.child(_stream, bench.opening, bench.t(), acknowledged)
        for _ in range(more):
            acknowledged = _number(writer, acknowledged)
        writer.kill()
        with suppress(Broken):
            while (said := writer.hear()) is not None:
                acknowledged = max(acknowledged, said if isinstance(said, int) else 0)
        store = bench.open()
        kept = [one.seq for one in store.read(bench.t())]
        demand(kept == list(range(1, len(kept) + 1)), "the log of a killed process has a hole")
        demand(len(kept) >= acknowledged, "what was acknowledged is gone after a kill")
        demand(len(kept) <= acknowledged + 1, "more is there than was ever appended")
        for seq in kept:
            demand(store.body(bench.t(), f"x{seq}") is not None, "a body is lost with a kill")
        acknowledged = len(kept)


def _number(child: Child, before: int) -> int:
    said = child.hear()
    if not isinstance(said, int):
        raise Broken("a writer in another process came to an end by itself")
    return max(said, before)


def _stream(line: Line, opening: Opening, of: TrajectoryId, seq: int) -> object:
    with opening() as store:
        while True:
            seq += 1
            words = [body(f"x{seq}", "words " * 50)]
            store.append(of, record(seq), expected=seq - 1, zone=ZONE, bodies=words)
            line.say(seq)


# --- full, and restarted ----------------------------------------------------------------------


def _full(bench: StoreBench) -> None:
    full = bench.handles.full
    if full is None:
        unjudged("the vendor handed over no full")
    store, seq = bench.open(), 1
    store.append(bench.t(), record(1), expected=0, zone=ZONE, bodies=[body("old")])

    def long() -> Body:
        return body(f"x{seq}", "full " * 20_000)

    with full(bench.url):
        with expect(StoreError, "appending to what is full") as caught:
            while seq < 500:  # noqa: PLR2004 -- some 50 MB: whoever takes all that is not full
                seq += 1
                store.append(bench.t(), record(seq), expected=seq - 1, zone=ZONE, bodies=[long()])
        # Once more, with all that may go with a record: and a body that comes twice, which those
        # that write the usual in one statement put in by another way.
        with expect(StoreError, "appending to what is still full"):
            store.append(
                bench.t(),
                record(seq),
                expected=seq - 1,
                zone=ZONE,
                bodies=[long(), long()],
                erase=["old"] if bench.can("erases") else [],
                notices=[notice(bench.t(), record(seq))] if bench.can("notices") else [],
            )
    error = caught.known()
    demand(error.__cause__ is not None, "the error of a full disk chains no cause")
    silent(bench, chained(error), "the error of a full disk")
    kept = [one.seq for one in store.read(bench.t())]
    demand(kept == list(range(1, seq)), "an append to a full disk left more or less than nothing")
    demand(store.body(bench.t(), f"x{seq}") is None, "a full disk kept a body without its record")
    demand(store.body(bench.t(), "old") == body("old"), "on a full disk a body was erased")
    told = bench.outbox(store).deliveries(bench.t()) if bench.can("notices") else ()
    demand(not told, "a full disk kept a notice without its record")
    bodies = [long()]
    store.append(bench.t(), record(seq), expected=seq - 1, zone=ZONE, bodies=bodies)
    demand(len(store.read(bench.t())) == seq, "once there is room again it can't be appended to")


def _restarted(bench: StoreBench) -> None:
    restart = bench.handles.restart
    if restart is None:
        unjudged("the vendor handed over no restart")
    store, stop = bench.open(), threading.Event()
    bench.fill(store, 2)
    acknowledged: list[int] = []

    def stream() -> None:
        seq = 0
        while not stop.is_set():
            with suppress(StoreError):
                words = [body(f"x{seq + 1}")]
                store.append(bench.t("s"), record(seq + 1), expected=seq, zone=ZONE, bodies=words)
                seq += 1
                acknowledged.append(seq)

    writer = threading.Thread(target=stream, daemon=True)
    writer.start()
    try:
        time.sleep(0.2)
        restart(bench.url)
        again(lambda: store.read(bench.t()), "after its server restarted")
    finally:
        stop.set()  # or it would go on for ever after a store that fails
        writer.join(30)
    demand(len(store.read(bench.t())) == len((1, 2)), "records are gone after a restart")
    kept = [one.seq for one in store.read(bench.t("s"))]
    demand(kept == list(range(1, len(kept) + 1)), "the log has a hole after a restart")
    demand(set(acknowledged) <= set(kept), "what was acknowledged is gone after a restart")
    for seq in kept:
        demand(store.body(bench.t("s"), f"x{seq}") is not None, "a body is lost with a restart")


LAWS: Final[tuple[SealedLaw[StoreBench], ...]] = (
    SealedLaw(
        id="S-KILLED",
        title="A process killed at any step of an append leaves all or nothing; a retry is safe.",
        check=_killed,
        yes=("durable",),
        rests_on=("S-REOPENED", "S-ALL-OR-NOTHING", "S-TWICE"),
    ),
    SealedLaw(
        id="S-ACKNOWLEDGED",
        title="What was acknowledged is there after its process was killed.",
        check=_acknowledged,
        yes=("durable",),
        rests_on=("S-REOPENED", "S-KILLED"),
    ),
    SealedLaw(
        id="S-FULL",
        title="An append to a full disk is a StoreError and leaves nothing; with room it goes on.",
        check=_full,
        handles=("full",),
        rests_on=("S-ALL-OR-NOTHING",),
    ),
    SealedLaw(
        id="S-RESTARTED",
        title="When its server restarts nothing acknowledged is lost, and the store works again.",
        check=_restarted,
        yes=("durable",),
        handles=("restart",),
        rests_on=("S-REOPENED",),
    ),
)
