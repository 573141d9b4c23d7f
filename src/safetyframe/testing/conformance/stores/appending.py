"""An append is all or nothing, at the version expected, and once for each act."""

from __future__ import annotations

from typing import Final

from attrs import evolve

from safetyframe.errors import (
    ActIdReusedError,
    HostError,
    TextIdReusedError,
    VersionConflictError,
)
from safetyframe.ports import Store
from safetyframe.testing.conformance.model import SealedLaw, demand
from safetyframe.testing.conformance.stores.bench import StoreBench
from safetyframe.testing.conformance.stores.expecting import expect
from safetyframe.testing.conformance.stores.making import ZONE, body, record, voice
from safetyframe.values import PersonId

__all__ = ["LAWS"]


def _stands(bench: StoreBench, store: Store, version: int, after: str) -> None:
    """Demand that records, head and feed say that this many records are there."""
    head = store.head(bench.t())
    demand((0 if head is None else head.version) == version, f"the head moved with {after}")
    demand(len(store.read(bench.t())) == version, f"a record was kept with {after}")
    shown = sum(item.trajectory == bench.t() for item in bench.feed(store, version))
    demand(shown == version, f"the feed shows a record of {after}")


def _expected(bench: StoreBench) -> None:
    store = bench.open()
    bench.fill(store, 2)
    for expected in (0, 1, 3, 4):
        late = record(expected + 1, voice("late"))
        with expect(VersionConflictError, f"an append at version {expected} of 2") as caught:
            store.append(bench.t(), late, expected=expected, zone=ZONE)
        error = caught.known()
        said = isinstance(error, VersionConflictError) and (error.expected, error.found)
        demand(said == (expected, 2), f"a conflict at {expected} of 2 names versions {said}")
        _stands(bench, store, 2, "an append at another version")
    with expect(VersionConflictError, "an append at version 1 of nothing"):
        store.append(bench.t(2), record(2), expected=1, zone=ZONE)
    demand(store.head(bench.t(2)) is None, "a conflict began a trajectory")


def _follows(bench: StoreBench) -> None:
    store = bench.open()
    bench.fill(store, 1)
    for seq in (1, 3):
        with expect(HostError, f"a record with seq {seq} appended at version 1"):
            store.append(bench.t(), record(seq, voice("new")), expected=1, zone=ZONE)
        _stands(bench, store, 1, "a record out of order")


def _nothing(bench: StoreBench) -> None:
    store = bench.open()
    store.append(bench.t(), record(1), expected=0, zone=ZONE, bodies=[body()])
    late, wrong = [body("y")], [body("z"), body("x", "something else")]
    with expect(VersionConflictError, "an append at another version"):
        store.append(bench.t(), record(1, voice("late")), expected=0, zone=ZONE, bodies=late)
    demand(store.body(bench.t(), "y") is None, "a body was kept without its record")
    with expect(TextIdReusedError, "an append with a text id that stands for other words"):
        store.append(bench.t(), record(2), expected=1, zone=ZONE, bodies=wrong)
    demand(store.body(bench.t(), "z") is None, "a body was kept without its record")
    demand(store.find(bench.t(), record(2).act.id) is None, "a record was kept without its body")
    _stands(bench, store, 1, "an append that was refused")
    demand(store.body(bench.t(), "x") == body(), "an append that was refused changed a body")
    store.append(bench.t(), record(2), expected=1, zone=ZONE, bodies=[body("z")])
    _stands(bench, store, 2, "an append after one that was refused")


def _twice(bench: StoreBench) -> None:
    store = bench.open()
    records = bench.fill(store, 3)
    first = next(i for i in bench.feed(store, 3) if i.record == records[1])
    for expected in (0, 1, 2, 3, 99):
        again = evolve(record(expected + 1, records[1].act), law="1" * 64)
        given = store.append(bench.t(), again, expected=expected, zone=ZONE, bodies=[body()])
        demand(
            given.already, f"an act that came again at version {expected} is not `already` there"
        )
        demand(given.record == records[1], "an act that came again gives another record back")
        demand(given.pos == first.pos, "an act that came again gives another position back")
        demand(list(store.read(bench.t())) == records, "an act that came again changed its record")
        demand(store.body(bench.t(), "x") is None, "an act that came again brought a body in")
        _stands(bench, store, 3, "an act that came again")


def _act_ids(bench: StoreBench) -> None:
    store = bench.open()
    records = bench.fill(store, 1)
    for expected in (0, 1, 7):
        other = record(expected + 1, voice("a1", person=PersonId("p-2")))
        with expect(ActIdReusedError, f"another act under a known id at version {expected}"):
            store.append(bench.t(), other, expected=expected, zone=ZONE)
        _stands(bench, store, 1, "another act under a known id")
    demand(
        list(store.read(bench.t())) == records, "another act under a known id replaced the first"
    )
    bench.fill(store, 1, bench.t(2))


def _text_ids(bench: StoreBench) -> None:
    store = bench.open()
    store.append(bench.t(), record(1), expected=0, zone=ZONE, bodies=[body()])
    for wrong in (
        [body("x", "other words")],
        [evolve(body(), salt="0" * 32)],
        [evolve(body(), language="fr")],
        [body("y"), body("y", "other words")],
    ):
        with expect(TextIdReusedError, "a text id for other words"):
            store.append(bench.t(), record(2), expected=1, zone=ZONE, bodies=wrong)
        demand(store.body(bench.t(), "x") == body(), "a body was written over")
    store.append(bench.t(), record(2), expected=1, zone=ZONE, bodies=iter([body(), body("y")]))
    demand(store.body(bench.t(), "x") == body(), "a body that came again is another now")
    demand(
        store.body(bench.t(), "y") == body("y"), "a body beside one that came again is not there"
    )
    theirs = body("x", "the words of another family")
    store.append(bench.t(2), record(1), expected=0, zone=ZONE, bodies=[theirs])
    kept = (store.body(bench.t(), "x"), store.body(bench.t(2), "x"))
    demand(kept == (body(), theirs), "a text id stands for one body over all trajectories")


def _says_where(bench: StoreBench) -> None:
    store = bench.open()
    bench.fill(store, 2)
    done = store.append(bench.t(2), record(1), expected=0, zone=ZONE)
    demand(not done.already, "a new act is said to be there `already`")
    demand(done.record == record(1), "an append gives another record back")
    shown = next(i for i in bench.feed(store, 3) if i.trajectory == bench.t(2))
    demand(shown.pos == done.pos, f"appended at position {done.pos}, in the feed at {shown.pos}")


LAWS: Final[tuple[SealedLaw[StoreBench], ...]] = (
    SealedLaw(
        id="S-EXPECTED",
        title="At another version than the one expected nothing is kept, and both are named.",
        check=_expected,
        rests_on=("S-FEED", "S-UNKNOWN"),
    ),
    SealedLaw(
        id="S-FOLLOWS",
        title="A record that does not follow the version expected is refused.",
        check=_follows,
        rests_on=("S-EXPECTED",),
    ),
    SealedLaw(
        id="S-ALL-OR-NOTHING",
        title="An append that is refused leaves no record, no body and no gap.",
        check=_nothing,
        rests_on=("S-EXPECTED", "S-TEXT-IDS"),
    ),
    SealedLaw(
        id="S-TWICE",
        title="The same act twice has one effect, whatever version is expected.",
        check=_twice,
        rests_on=("S-EXPECTED",),
    ),
    SealedLaw(
        id="S-ACT-IDS",
        title="An act id stands for one act within its trajectory, and is free in others.",
        check=_act_ids,
        rests_on=("S-TWICE",),
    ),
    SealedLaw(
        id="S-TEXT-IDS",
        title="A text id stands for one body within its trajectory, and is free in others.",
        check=_text_ids,
        rests_on=("S-BODIES",),
    ),
    SealedLaw(
        id="S-POSITION",
        title="An append gives the record back, and where it stands in the feed.",
        check=_says_where,
        rests_on=("S-FEED", "S-FEED-ORDER"),
    ),
)
