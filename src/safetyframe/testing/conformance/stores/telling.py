"""What a store says when something is wrong: in our errors, and without anybody's words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

from safetyframe.errors import (
    ActIdReusedError,
    AdapterError,
    SafetyframeError,
    StoreError,
    TextIdReusedError,
    UnsupportedError,
    VersionConflictError,
)
from safetyframe.notice import Notice
from safetyframe.ports import Store
from safetyframe.testing.conformance.model import SealedLaw, demand
from safetyframe.testing.conformance.stores.bench import StoreBench
from safetyframe.testing.conformance.stores.expecting import expect
from safetyframe.testing.conformance.stores.making import PERSON, SAID, ZONE, body, record, voice
from safetyframe.values import PersonId

__all__ = ["LAWS", "chained", "silent"]


def silent(bench: StoreBench, shown: str, where: str) -> None:
    """Demand that nothing private is in what is shown."""
    password = urlsplit(bench.url).password
    for private, name in (
        (SAID, "what somebody said"),
        (body().salt, "a salt"),
        (PERSON, "a person's reference"),
        ("p-hidden", "a person's reference"),
        (password or PERSON, "the password of the URL"),
    ):
        demand(private not in shown, f"{where} shows {name}")


def chained(error: BaseException) -> str:
    """Give all that a traceback of `error` would show of it and its causes in words."""
    shown: list[str] = []
    one: BaseException | None = error
    while one is not None:
        shown.append(f"{one!s} {one!r}")
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
    return " ".join(shown)


def _silent(bench: StoreBench) -> None:
    store = bench.open()
    store.append(bench.t(), record(1), expected=0, zone=ZONE, bodies=[body()])
    hidden = voice("a1", person=PersonId("p-hidden"))
    tried: tuple[tuple[type[SafetyframeError], str, Callable[[], object]], ...] = (
        (VersionConflictError, "a conflict", lambda: _append(store, bench, 3, [])),
        (ActIdReusedError, "an act id used twice", lambda: _other(store, bench, hidden)),
        (TextIdReusedError, "a text id used twice", lambda: _append(store, bench, 2, ["words"])),
        (TextIdReusedError, "a text id used twice", lambda: _append(store, bench, 2, ["\ud800"])),
    )
    for kind, what, call in tried:
        with expect(kind, what) as caught:
            call()
        silent(bench, chained(caught.known()), f"the error of {what}")
    silent(bench, f"{store!r} {store!s}", "the repr of the store")


def _append(store: Store, bench: StoreBench, seq: int, words: list[str]) -> object:
    bodies = [body("x", one) for one in words]
    return store.append(bench.t(), record(seq), expected=seq - 1, zone=ZONE, bodies=bodies)


def _other(store: Store, bench: StoreBench, act: object) -> object:
    del act
    other = record(2, voice("a1", person=PersonId("p-hidden")))
    return store.append(bench.t(), other, expected=1, zone=ZONE)


def _closed(bench: StoreBench) -> None:
    store = bench.open()
    bench.fill(store, 1)
    store.close()
    store.close()
    calls: tuple[tuple[str, Callable[[], object]], ...] = (
        ("append", lambda: store.append(bench.t(), record(2), expected=1, zone=ZONE)),
        ("read", lambda: store.read(bench.t())),
        ("head", lambda: store.head(bench.t())),
        ("find", lambda: store.find(bench.t(), record(1).act.id)),
        ("trajectories", store.trajectories),
        ("feed", store.feed),
        ("body", lambda: store.body(bench.t(), "x")),
    )
    for name, call in calls:
        with expect(StoreError, f"{name} on a store that is closed"):
            call()
    with expect(AdapterError, "erase_body on a store that is closed"):
        store.erase_body(bench.t(), "x")


def _nowhere(bench: StoreBench) -> None:
    def reach() -> None:
        store = bench.open(bench.handles.nowhere)
        store.read(bench.t())  # some open nothing before they must

    with expect(StoreError, "opening a store that cannot be reached") as caught:
        reach()
    error = caught.known()
    demand(error.__cause__ is not None, "the error of a store out of reach chains no cause")
    silent(bench, chained(error), "the error of a store out of reach")
    nowhere = urlsplit(bench.handles.nowhere or "").password
    shown = nowhere is not None and nowhere in chained(error)
    demand(not shown, "the error of a store out of reach shows the password of the URL")


def _no_notices(bench: StoreBench) -> None:
    store = bench.open()
    one = Notice(trajectory=bench.t(), act=record(1).act.id, recipient=PersonId("p-9"))
    with expect(UnsupportedError, "an append with a notice, which is declared NO,"):
        store.append(bench.t(), record(1), expected=0, zone=ZONE, notices=iter([one]))
    demand(store.head(bench.t()) is None, "an append that is not supported kept its record")


LAWS: Final[tuple[SealedLaw[StoreBench], ...]] = (
    SealedLaw(
        id="S-SILENT",
        title="No error and no repr shows words, salts, persons or the password of the URL.",
        check=_silent,
        rests_on=("S-EXPECTED", "S-ACT-IDS", "S-TEXT-IDS"),
    ),
    SealedLaw(
        id="S-CLOSED",
        title="A store that is closed says so at every call; closing twice is safe.",
        check=_closed,
        rests_on=("S-KEEPS",),
    ),
    SealedLaw(
        id="S-NOWHERE",
        title="A store that can't be reached is a StoreError with its cause, and no password.",
        check=_nowhere,
        handles=("nowhere",),
    ),
    SealedLaw(
        id="S-NO-NOTICES",
        title="A store that declares no notices says so when given one, and keeps nothing.",
        check=_no_notices,
        no=("notices",),
        rests_on=("S-KEEPS",),
    ),
)
