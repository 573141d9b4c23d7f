"""An erased body is gone for good, and what is not to be erased stays."""

from __future__ import annotations

import time
from typing import Final

from safetyframe.errors import TextIdReusedError, UnsupportedError, VersionConflictError
from safetyframe.ports import ErasedState, Store
from safetyframe.testing.conformance.model import SealedLaw, demand
from safetyframe.testing.conformance.stores.bench import StoreBench
from safetyframe.testing.conformance.stores.expecting import expect
from safetyframe.testing.conformance.stores.making import ZONE, body, record
from safetyframe.values import Body

__all__ = ["LAWS"]

_GONE: Final = (ErasedState.ERASED, ErasedState.PENDING)


def _begun(bench: StoreBench) -> Store:
    store = bench.open()
    given = [body("x"), body("y"), body("z")]
    store.append(bench.t(), record(1), expected=0, zone=ZONE, bodies=given)
    return store


def _erases(bench: StoreBench) -> None:
    store = _begun(bench)
    store.append(bench.t(2), record(1), expected=0, zone=ZONE, bodies=[body("x")])
    for _ in range(2):
        state = store.erase_body(bench.t(), "x")
        demand(state in _GONE, f"erasing a body gave {state}")
        demand(store.body(bench.t(), "x") is None, "an erased body can still be read")
    for trajectory, text in ((bench.t(), "nobody"), (bench.t(3), "x")):
        state = store.erase_body(trajectory, text)
        demand(state is ErasedState.NEVER_HELD, f"erasing what was never there gave {state}")
    demand(store.body(bench.t(), "y") == body("y"), "erasing one body took another along")
    demand(store.body(bench.t(2), "x") == body("x"), "erasing took another family's body along")
    demand(list(store.read(bench.t())) == [record(1)], "erasing a body changed the records")


def _with_a_record(bench: StoreBench) -> None:
    store = _begun(bench)
    done = store.append(
        bench.t(), record(2), expected=1, zone=ZONE, bodies=[body("why")], erase=iter(["x", "none"])
    )
    said = dict(done.erased)
    demand(list(said) == ["x", "none"], f"of two texts to be erased the append speaks of {said}")
    demand(said["x"] in _GONE, f"the text to be erased is {said['x']}")
    demand(said["none"] is ErasedState.NEVER_HELD, f"a text never held is {said['none']}")
    demand(store.body(bench.t(), "x") is None, "what was to be erased with a record is there still")
    kept = (store.body(bench.t(), "y"), store.body(bench.t(), "why"))
    demand(kept == (body("y"), body("why")), "an erasure took another body along")


def _not_kept(bench: StoreBench) -> None:
    store = _begun(bench)
    with expect(VersionConflictError, "an append at another version"):
        store.append(bench.t(), record(3), expected=2, zone=ZONE, erase=["x"])
    with expect(TextIdReusedError, "an append with other words under a known id"):
        other = [body("y", "other words")]
        store.append(bench.t(), record(2), expected=1, zone=ZONE, bodies=other, erase=["x"])
    demand(store.body(bench.t(), "x") == body("x"), "a record that was not kept erased a body")


def _finished(bench: StoreBench) -> None:
    store = _begun(bench)
    store.append(bench.t(), record(2), expected=1, zone=ZONE)
    again = store.append(bench.t(), record(2), expected=1, zone=ZONE, erase=["x"])
    said = dict(again.erased).get("x")
    demand(said in _GONE, f"an act that came again, with a text to erase, says {said} of it")
    left = store.body(bench.t(), "x")
    demand(left is None, "an act that came again did not finish its erasure")


def _stays_away(bench: StoreBench) -> None:
    store = _begun(bench)
    store.erase_body(bench.t(), "x")
    again = store.append(bench.t(), record(1), expected=0, zone=ZONE, bodies=[body("x")])
    demand(again.already, "an act that came again is not `already` there")
    demand(store.body(bench.t(), "x") is None, "a retry brought an erased body back")
    with expect(TextIdReusedError, "a new act with the body of an erased text"):
        store.append(bench.t(), record(2), expected=1, zone=ZONE, bodies=[body("x")])
    demand(store.body(bench.t(), "x") is None, "a new act brought an erased body back")


def _feed_goes_on(bench: StoreBench) -> None:
    """Some write a table anew to erase, and number its rows anew with it."""
    store = _begun(bench)
    bench.fill(store, 2, bench.t(2))
    before = bench.feed(store, 3)
    store.append(bench.t(), record(2), expected=1, zone=ZONE, erase=["x"])
    store.erase_body(bench.t(), "y")
    store.erase_body(bench.t(), "x")
    after = bench.feed(store, 4)
    demand(after[:3] == before, "an erasure moved what was in the feed")
    bench.fill(store, 1, bench.t(3))
    last = [item.trajectory for item in bench.feed(store, 5)[4:]]
    demand(last == [bench.t(3)], "after an erasure a record takes a place that was taken before")
    seen = [item for item in store.feed(after=after[-1].pos) if bench.mine(item)]
    demand(len(seen) == 1, "whoever goes on after an erasure does not see what came since")


def _no_trace(bench: StoreBench) -> None:
    store = bench.open()
    short, long = body("x", "where they live now"), body("w", _long())
    store.append(
        bench.t(), record(1), expected=0, zone=ZONE, bodies=[body("y"), short, long, body("z")]
    )
    alive = short.words.encode() in _raw(bench)
    demand(alive, "`raw` does not show a body that is kept: nothing can be seen in it")
    one = store.append(bench.t(), record(2), expected=1, zone=ZONE, erase=["x"])
    state = dict(one.erased)["x"]
    demand(_settled(store, bench, "x", state), "an erasure stays pending though nobody reads")
    demand(_settled(store, bench, "w", None), "an erasure stays pending though nobody reads")
    kept = _raw(bench)
    for gone in (short, long):
        for part in (gone.salt.encode(), *_pieces(gone)):
            demand(part not in kept, "words or salt of an erased body are still in what is kept")
    demand(store.body(bench.t(), "y") == body("y"), "an erasure took another body along")


def _raw(bench: StoreBench) -> bytes:
    raw = bench.handles.raw
    return b"" if raw is None else raw(bench.url)


def _long() -> str:
    return " ".join(f"piece-{number * 7919 % 10007:05d}" for number in range(4_000))


def _pieces(gone: Body) -> list[bytes]:
    words = gone.words.encode()[len("hush-e8a2c5 ") :]
    stride = max(14, len(words) // 40)
    return [words[i : i + 14] for i in range(0, len(words) - 13, stride)]


def _settled(store: Store, bench: StoreBench, text: str, state: ErasedState | None) -> bool:
    patience = time.monotonic() + 10
    while state is not ErasedState.ERASED and time.monotonic() < patience:
        state = store.erase_body(bench.t(), text)
    return state is ErasedState.ERASED


def _unsupported(bench: StoreBench) -> None:
    store = _begun(bench)
    with expect(UnsupportedError, "erasing a body, which is declared NO,"):
        store.erase_body(bench.t(), "x")
    with expect(UnsupportedError, "an append with a text to erase, which is declared NO,"):
        store.append(bench.t(), record(2), expected=1, zone=ZONE, erase=["x"])
    demand(len(store.read(bench.t())) == 1, "an append that is not supported kept its record")
    demand(store.body(bench.t(), "x") == body("x"), "what is declared NO erased a body")


LAWS: Final[tuple[SealedLaw[StoreBench], ...]] = (
    SealedLaw(
        id="S-ERASES",
        title="An erased body can't be read any more, and no other is touched.",
        check=_erases,
        yes=("erases",),
        rests_on=("S-BODIES",),
    ),
    SealedLaw(
        id="S-ERASES-WITH",
        title="What a record erases is gone with it, and the append says how that ended.",
        check=_with_a_record,
        yes=("erases",),
        rests_on=("S-ERASES",),
    ),
    SealedLaw(
        id="S-ERASES-NOTHING",
        title="A record that is not kept erases nothing.",
        check=_not_kept,
        yes=("erases",),
        rests_on=("S-ERASES-WITH", "S-EXPECTED", "S-TEXT-IDS"),
    ),
    SealedLaw(
        id="S-ERASES-LATER",
        title="An act that comes again finishes the erasure it asks for.",
        check=_finished,
        yes=("erases",),
        rests_on=("S-ERASES-WITH", "S-TWICE"),
    ),
    SealedLaw(
        id="S-ERASED-STAYS",
        title="An erased body does not come back, with a retry or with another act.",
        check=_stays_away,
        yes=("erases",),
        rests_on=("S-ERASES", "S-TWICE", "S-TEXT-IDS"),
    ),
    SealedLaw(
        id="S-ERASED-FEED",
        title="An erasure moves nothing in the feed, and the feed goes on behind it.",
        check=_feed_goes_on,
        yes=("erases",),
        rests_on=("S-ERASES-WITH", "S-FEED-ORDER"),
    ),
    SealedLaw(
        id="S-NO-TRACE",
        title="Nothing that the store keeps anywhere holds words or salt of an erased body.",
        check=_no_trace,
        yes=("erases",),
        handles=("raw",),
        rests_on=("S-ERASES-WITH",),
    ),
    SealedLaw(
        id="S-NO-ERASING",
        title="A store that declares not to erase says so when asked, and changes nothing.",
        check=_unsupported,
        no=("erases",),
        rests_on=("S-BODIES",),
    ),
)
