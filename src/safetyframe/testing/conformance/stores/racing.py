"""Many writers and readers at once: over threads, and over processes where that is declared."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from typing import Final, cast

from safetyframe.errors import VersionConflictError
from safetyframe.ports import FeedItem, Store
from safetyframe.testing.conformance.crowds import Crowd, restless, together
from safetyframe.testing.conformance.model import Broken, SealedLaw, demand
from safetyframe.testing.conformance.processes import Child, Line
from safetyframe.testing.conformance.stores.bench import Opening, StoreBench
from safetyframe.testing.conformance.stores.making import ZONE, body, record, voice
from safetyframe.values import TrajectoryId

__all__ = ["LAWS", "processes"]

_THREADS: Final = 6
_PROCESSES: Final = 3
#: How often somebody who speaks may find that another was before them.
_TURNS: Final = 1_000


def _race(store: Store, of: TrajectoryId, me: str, versions: int) -> list[int]:
    """Try to be first at each version, and give those that were won."""
    won: list[int] = []
    for seq in range(1, versions + 1):
        try:
            store.append(
                of,
                record(seq, voice(f"{me}-{seq}")),
                expected=seq - 1,
                zone=ZONE,
                bodies=[body(f"{me}-{seq}")],
            )
            won.append(seq)
        except VersionConflictError as lost:
            free = lost.found < seq
            demand(not free, f"version {seq} was refused while the store was at {lost.found}")
    return won


def _voices(store: Store, of: TrajectoryId, me: str, count: int) -> None:
    """Speak `count` times, whoever else does: after a conflict load, and try again."""
    for number in range(count):
        said = body(f"{me}-{number}")
        act = voice(f"{me}-{number}", words=said.text)
        for _ in range(_TURNS):
            head = store.head(of)
            version = 0 if head is None else head.version
            with suppress(VersionConflictError):
                store.append(
                    of, record(version + 1, act), expected=version, zone=ZONE, bodies=[said]
                )
                break
        else:
            raise Broken(f"a voice was refused {_TURNS} times, loaded anew each time")


def _one_winner(bench: StoreBench, store: Store, won: list[list[int]], versions: int) -> None:
    every = sorted(seq for mine in won for seq in mine)
    demand(every == list(range(1, versions + 1)), "a version has not exactly one winner")
    kept = store.read(bench.t())
    demand([one.seq for one in kept] == every, "the log is not what the winners wrote")
    for me, mine in enumerate(won):
        for seq in mine:
            name = f"{me}-{seq}"
            demand(kept[seq - 1].act.id == name, f"version {seq} holds another's act")
            demand(store.body(bench.t(), name) is not None, "a winner's body is not there")
    bodies = sum(
        store.body(bench.t(), f"{me}-{seq}") is not None for me in range(len(won)) for seq in every
    )
    demand(bodies == versions, "a loser's body was kept")


def _winner_of_threads(bench: StoreBench) -> None:
    store, versions = bench.open(), 100 if bench.deep else 25
    jobs = [partial(_race, store, bench.t(), str(me), versions) for me in range(_THREADS)]
    _one_winner(bench, store, together(jobs), versions)


def _winner_of_processes(bench: StoreBench) -> None:
    versions = 200 if bench.deep else 25
    jobs = [partial(_race, of=bench.t(), me=str(me), versions=versions) for me in range(_PROCESSES)]
    with processes(bench, jobs) as children:
        won = [cast("list[int]", child.result()) for child in children]
    _one_winner(bench, bench.open(), won, versions)


def _all_land(bench: StoreBench, store: Store, each: int, many: int) -> None:
    wanted = {f"{me}-{number}" for me in range(many) for number in range(each)}
    kept = store.read(bench.t())
    demand([one.seq for one in kept] == list(range(1, len(wanted) + 1)), "voices are not counted")
    demand({one.act.id for one in kept} == wanted, "not every voice has landed")
    silent = [name for name in wanted if store.body(bench.t(), name) is None]
    demand(not silent, "a voice has landed without its words")


def _voices_of_threads(bench: StoreBench) -> None:
    store, each = bench.open(), 8
    together([partial(_voices, store, bench.t(), str(me), each) for me in range(_THREADS)])
    _all_land(bench, store, each, _THREADS)


def _voices_of_processes(bench: StoreBench) -> None:
    each = 12
    jobs = [partial(_voices, of=bench.t(), me=str(me), count=each) for me in range(_PROCESSES)]
    with processes(bench, jobs) as children:
        for child in children:
            child.result()
    _all_land(bench, bench.open(), each, _PROCESSES)


def _same_act_at_once(bench: StoreBench) -> None:
    store, acts = bench.open(), 15

    def tell() -> list[bool]:
        told: list[bool] = []
        for seq in range(1, acts + 1):
            try:
                told.append(store.append(bench.t(), record(seq), expected=seq - 1).already)
            except VersionConflictError as lost:
                demand(lost.found < seq - 1, "an act that is on record is refused for its version")
                told.append(True)
        return told

    told = together([tell] * 4)
    for number in range(acts):
        first = [not one[number] for one in told].count(True)
        demand(first == 1, f"an act that came four times at once was written {first} times")
    demand(len(store.read(bench.t())) == acts, "an act is on record twice")


# --- the feed, and halves ---------------------------------------------------------------------


def _write(store: Store, of: TrajectoryId, each: int) -> None:
    for seq in range(1, each + 1):
        store.append(of, record(seq), expected=seq - 1, zone=ZONE, bodies=[body(f"x{seq}")])


def _nothing_skipped(seen: list[FeedItem], names: list[TrajectoryId], each: int) -> None:
    for name in names:
        order = [item.record.seq for item in seen if item.trajectory == name]
        wanted = list(range(1, each + 1))
        demand(
            sorted(order) == wanted,
            "a reader that follows the feed misses records, or has one twice",
        )
        demand(order == wanted, "the feed shows a trajectory out of order")


def _feed_of_threads(bench: StoreBench) -> None:
    store, each = bench.open(), 25
    names = [bench.t(name) for name in range(4)]
    with restless():
        crowd = Crowd([partial(_write, store, name, each) for name in names])
        crowd.begin()
        seen = bench.follow(lambda: store, lambda seen: len(seen) >= each * len(names), limit=7)
        crowd.end()
    _nothing_skipped(seen, names, each)


def _feed_of_processes(bench: StoreBench) -> None:
    each = 25
    names = [bench.t(name) for name in range(_PROCESSES)]
    with processes(bench, [partial(_write, of=name, each=each) for name in names]) as children:
        store = bench.open()
        seen = bench.follow(lambda: store, lambda seen: len(seen) >= each * len(names), limit=7)
        for child in children:
            child.result()
    _nothing_skipped(seen, names, each)


def _no_half(bench: StoreBench) -> None:
    """Whoever sees a record sees its body; whoever sees the head sees the record."""
    store, each = bench.open(), 40
    name = bench.t()
    with restless():
        crowd = Crowd([partial(_write, store, name, each)])
        crowd.begin()
        while crowd.busy:
            _look(store, name)
        crowd.end()
    _look(store, name)


def _look(store: Store, name: TrajectoryId) -> None:
    head = store.head(name)
    version = 0 if head is None else head.version
    records = store.read(name)
    demand(len(records) >= version, "a head is seen before its record")
    for last in records[-1:]:
        there = store.body(name, f"x{last.seq}") is not None
        demand(there, "a reader sees a record without its body")
        found = store.find(name, last.act.id) is not None
        demand(found, "a reader sees a record that is not found by its act")


# --- processes --------------------------------------------------------------------------------


@contextmanager
def processes(bench: StoreBench, jobs: Sequence[Callable[..., object]]) -> Generator[list[Child]]:
    """Do each job on the store in a process of its own, begun together."""
    bench.open()  # so that the place is made once
    children = [bench.child(_in_process, bench.opening, job) for job in jobs]
    try:
        for child in children:
            child.hear()
        for child in children:
            child.go()
        yield children
    finally:
        for child in children:
            child.end()


def _in_process(line: Line, opening: Opening, job: Callable[..., object]) -> object:
    with opening() as store:
        line.say("ready")
        line.wait()
        return job(store)


LAWS: Final[tuple[SealedLaw[StoreBench], ...]] = (
    SealedLaw(
        id="S-ONE-WINNER-THREADS",
        title="Of many threads that write at one version, exactly one wins.",
        check=_winner_of_threads,
        rests_on=("S-EXPECTED", "S-BODIES", "S-ALL-OR-NOTHING"),
    ),
    SealedLaw(
        id="S-ONE-WINNER-PROCESSES",
        title="Of many processes that write at one version, exactly one wins.",
        check=_winner_of_processes,
        yes=("multi_process",),
        rests_on=("S-ONE-WINNER-THREADS", "S-REOPENED"),
    ),
    SealedLaw(
        id="S-VOICES-THREADS",
        title="Many threads that speak on one trajectory all land, when each tries again.",
        check=_voices_of_threads,
        rests_on=("S-ONE-WINNER-THREADS",),
    ),
    SealedLaw(
        id="S-VOICES-PROCESSES",
        title="Many processes that speak on one trajectory all land, when each tries again.",
        check=_voices_of_processes,
        yes=("multi_process",),
        rests_on=("S-ONE-WINNER-PROCESSES", "S-VOICES-THREADS"),
    ),
    SealedLaw(
        id="S-TWICE-THREADS",
        title="The same act from many threads at once has one effect.",
        check=_same_act_at_once,
        rests_on=("S-TWICE", "S-ONE-WINNER-THREADS"),
    ),
    SealedLaw(
        id="S-FEED-THREADS",
        title="Whoever follows the feed while threads write misses nothing, in order.",
        check=_feed_of_threads,
        rests_on=("S-FEED", "S-FEED-ORDER", "S-ONE-WINNER-THREADS"),
    ),
    SealedLaw(
        id="S-FEED-PROCESSES",
        title="Whoever follows the feed while processes write misses nothing, in order.",
        check=_feed_of_processes,
        yes=("multi_process",),
        rests_on=("S-FEED-THREADS", "S-ONE-WINNER-PROCESSES"),
    ),
    SealedLaw(
        id="S-NO-HALF",
        title="A reader among writers never sees half of an append.",
        check=_no_half,
        rests_on=("S-KEEPS", "S-BODIES", "S-FIND"),
    ),
)
