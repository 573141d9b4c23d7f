"""Notices commit with their records, and are claimed in order, by one worker at a time."""

from __future__ import annotations

from typing import Final

from safetyframe.errors import StoreError, TextIdReusedError, VersionConflictError
from safetyframe.notice import Delivery, DeliveryState
from safetyframe.ports import Claimed
from safetyframe.testing.conformance.model import SealedLaw, demand
from safetyframe.testing.conformance.stores.bench import StoreBench
from safetyframe.testing.conformance.stores.expecting import expect
from safetyframe.testing.conformance.stores.making import ZONE, body, notice, record
from safetyframe.testing.conformance.stores.sending import at, claim, names, sent, settled, tell

__all__ = ["LAWS"]

#: More notices than some statements take.
_MANY: Final = 150


def _commits(bench: StoreBench) -> None:
    store = bench.open()
    box = bench.outbox(store)
    tell(store, bench.t(), [1], ("p-9", "p-8"))
    kept = {one.notice.recipient: one for one in box.deliveries(bench.t())}
    demand(set(kept) == {"p-9", "p-8"}, f"of two notices of a record {len(kept)} are kept")
    for who, one in kept.items():
        wanted = Delivery(
            notice=notice(bench.t(), record(1), who),
            state=DeliveryState.WAITING,
            since=record(1).recorded_at,
        )
        fresh = (one.notice, one.state, one.since, one.attempts, one.reason)
        asked = (wanted.notice, wanted.state, wanted.since, 0, "")
        demand(fresh == asked, "a notice does not wait, untried, since its act was written down")
    tell(store, bench.t(2), [1], [f"p-{number}" for number in range(_MANY)])
    there = [one.notice.trajectory for one in box.deliveries(bench.t(2))].count(bench.t(2))
    demand(there == _MANY, f"of {_MANY} notices of one record {there} are there")


def _not_kept(bench: StoreBench) -> None:
    store = bench.open()
    box = bench.outbox(store)
    store.append(bench.t(), record(1), expected=0, zone=ZONE, bodies=[body()])
    late, two = record(4), record(2)
    with expect(VersionConflictError, "an append at another version"):
        notices = [notice(bench.t(), late)]
        store.append(bench.t(), late, expected=3, zone=ZONE, notices=notices)
    with expect(TextIdReusedError, "an append with other words under a known id"):
        wrong, notices = [body("x", "other words")], [notice(bench.t(), two)]
        store.append(bench.t(), two, expected=1, zone=ZONE, bodies=wrong, notices=notices)
    demand(not box.deliveries(bench.t()), "an append that was refused left a notice")
    demand(not claim(bench, box, "w", 0), "the notice of an append that was refused is sent")


def _twice(bench: StoreBench) -> None:
    store = bench.open()
    box = bench.outbox(store)
    tell(store, bench.t(), [1])
    for who in ("p-9", "p-8"):
        again = [notice(bench.t(), record(1), who)]
        store.append(bench.t(), record(1), expected=0, zone=ZONE, notices=again)
    kept = [one.notice.recipient for one in box.deliveries(bench.t())]
    demand(kept == ["p-9"], "an act that came again brought a notice in")
    box.settle("w", sent(claim(bench, box, "w", 0), 1))
    store.append(
        bench.t(), record(1), expected=0, zone=ZONE, notices=[notice(bench.t(), record(1))]
    )
    demand(not claim(bench, box, "w", 2), "an act that came again has its notice sent again")


def _claims(bench: StoreBench) -> None:
    store = bench.open()
    box = bench.outbox(store)
    tell(store, bench.t("b"), [1, 2])
    tell(store, bench.t("a"), [1, 2, 3])
    tell(store, bench.t("b"), [3])
    given = claim(bench, box, "w", 0)
    for name in "ab":
        order = names(given, bench.t(name))
        demand(order == ["a1", "a2", "a3"], f"notices of one trajectory are given as {order}")
    demand(all(one.attempt == 1 for one in given), "what was never tried is a later attempt")
    since = {one.since for one in given if one.notice.act == "a2"}
    demand(since == {record(2).recorded_at}, "a notice is not given since its act was written down")
    ids = [one.notice.id for one in given]
    done = box.settle("w", sent(given, 1))
    demand(sorted(done) == sorted(ids), "settling does not give the ids that were settled")
    demand(not claim(bench, box, "w", 2), "what was sent is given again")
    tell(store, bench.t("a"), [4])
    order = names(claim(bench, box, "w", 3), bench.t("a"))
    demand(order == ["a4"], "after some were sent, others do not come from the first that waits")


def _limits(bench: StoreBench) -> None:
    store = bench.open()
    box = bench.outbox(store)
    tell(store, bench.t(), range(1, 6))
    seen: list[str] = []
    for minute in range(5):
        given = box.claim("w", now=at(minute), until=at(minute + 1), limit=2)
        demand(len(given) <= len((1, 2)), f"a claim with limit=2 gives {len(given)}")
        seen += names(given, bench.t())
        box.settle("w", sent(given, minute))
    demand(seen == [f"a{seq}" for seq in range(1, 6)], f"claimed two by two they come as {seen}")
    tell(store, bench.t(), [6])
    given = box.claim("w", now=at(9), until=at(10), limit=0)
    demand(not given, "a claim with limit=0 gives something")


def _holds(bench: StoreBench) -> None:
    store = bench.open()
    box = bench.outbox(store)
    tell(store, bench.t(1), [1, 2])
    first = box.claim("w1", now=at(0), until=at(10), limit=1)
    demand(names(first, bench.t(1)) == ["a1"], "a first claim does not give the first notice")
    tell(store, bench.t(1), [3])
    tell(store, bench.t(2), [1])
    given = claim(bench, box, "w2", 5)
    demand(not names(given, bench.t(1)), "a trajectory that one worker holds is given to another")
    demand(names(given, bench.t(2)) == ["a1"], "what nobody holds is not given")
    box.settle("w2", sent(given, 6))
    demand(not claim(bench, box, "w2", 9), "settling its own let go of what another worker holds")


def _lapses(bench: StoreBench) -> None:
    store = bench.open()
    box = bench.outbox(store)
    tell(store, bench.t(), [1, 2])
    claim(bench, box, "w1", 0, hold=10)
    given = claim(bench, box, "w2", 10)
    demand(names(given, bench.t()) == ["a1", "a2"], "a hold does not end at its `until`")


def _lets_go(bench: StoreBench) -> None:
    store = bench.open()
    box = bench.outbox(store)
    tell(store, bench.t(1), [1, 2])
    one = box.claim("w1", now=at(0), until=at(60), limit=1)
    box.settle("w1", sent(one, 1))
    given = claim(bench, box, "w2", 2, hold=60)
    demand(names(given, bench.t(1)) == ["a2"], "settling does not let go of the trajectory")
    box.settle("w2", [])
    given = claim(bench, box, "w1", 3, hold=60)
    demand(names(given, bench.t(1)) == ["a2"], "settling nothing does not let go")
    box.settle("w1", sent(given, 4))
    tell(store, bench.t(2), [1])
    tell(store, bench.t(3), [1])
    held = box.claim("w1", now=at(5), until=at(60), limit=1)
    again = box.claim("w1", now=at(6), until=at(60), limit=1)
    left = {one.notice.trajectory for one in (*held, *again)}
    given = claim(bench, box, "w2", 7)
    free = {bench.t(2), bench.t(3)} - {one.notice.trajectory for one in again}
    got = {one.notice.trajectory for one in given}
    demand(free <= got, "a worker that claims again still holds what it held before")
    demand(bool(left), "nothing was given to hold")


def _counts(bench: StoreBench) -> None:
    store = bench.open()
    box = bench.outbox(store)
    tell(store, bench.t(), [1])
    given: list[Claimed] = []
    for attempt in (1, 2, 3):
        given = claim(bench, box, f"w{attempt}", 20 * attempt)
        said = [one.attempt for one in given]
        demand(said == [attempt], f"the claim number {attempt} is said to be attempt {said}")
        kept = [one.attempts for one in box.deliveries(bench.t())]
        demand(kept == [attempt], f"after {attempt} claims {kept} attempts are counted")
    retry = settled(given[0].notice, DeliveryState.WAITING, 61, retry=62)
    box.settle("w3", [retry])
    said = [one.attempt for one in claim(bench, box, "w4", 63)]
    demand(said == [4], "an attempt that was settled is counted no longer")


def _closed(bench: StoreBench) -> None:
    store = bench.open()
    box = bench.outbox(store)
    tell(store, bench.t(), [1])
    store.close()
    one = notice(bench.t(), record(1))
    for name, call in (
        ("claim", lambda: box.claim("w", now=at(0), until=at(1))),
        ("settle", lambda: box.settle("w", [settled(one, DeliveryState.SENT, 0)])),
        ("report", lambda: box.report(one.id, DeliveryState.DELIVERED, at=at(0))),
        ("deliveries", lambda: box.deliveries(bench.t())),
        ("backlog", box.backlog),
        ("failed", box.failed),
        ("revive", lambda: box.revive([one.id], at=at(0))),
    ):
        with expect(StoreError, f"{name} on a store that is closed"):
            call()


LAWS: Final[tuple[SealedLaw[StoreBench], ...]] = (
    SealedLaw(
        id="O-COMMITS",
        title="The notices of a record wait as soon as it is kept, untried.",
        check=_commits,
        yes=("notices",),
        rests_on=("S-KEEPS",),
    ),
    SealedLaw(
        id="O-NOT-KEPT",
        title="A record that is not kept leaves no notice.",
        check=_not_kept,
        yes=("notices",),
        rests_on=("O-COMMITS", "S-ALL-OR-NOTHING"),
    ),
    SealedLaw(
        id="O-TWICE",
        title="An act that comes again adds no notice.",
        check=_twice,
        yes=("notices",),
        rests_on=("O-COMMITS", "O-CLAIMS", "S-TWICE"),
    ),
    SealedLaw(
        id="O-CLAIMS",
        title="Notices are claimed in the order of their records, until they are sent.",
        check=_claims,
        yes=("notices",),
        rests_on=("O-COMMITS",),
    ),
    SealedLaw(
        id="O-LIMITS",
        title="A claim gives no more than its limit, and the next one goes on.",
        check=_limits,
        yes=("notices",),
        rests_on=("O-CLAIMS",),
    ),
    SealedLaw(
        id="O-HOLDS",
        title="What one worker holds is given to no other before its time is over.",
        check=_holds,
        yes=("notices",),
        rests_on=("O-CLAIMS", "O-LIMITS"),
    ),
    SealedLaw(
        id="O-LAPSES",
        title="A hold ends at its time, and another worker is given what was held.",
        check=_lapses,
        yes=("notices",),
        rests_on=("O-CLAIMS",),
    ),
    SealedLaw(
        id="O-LETS-GO",
        title="Settling and claiming again let go of all that a worker held.",
        check=_lets_go,
        yes=("notices",),
        rests_on=("O-CLAIMS", "O-LIMITS"),
    ),
    SealedLaw(
        id="O-COUNTS",
        title="Every claim is an attempt, counted before the notice is given.",
        check=_counts,
        yes=("notices",),
        rests_on=("O-CLAIMS", "O-LAPSES", "O-LETS-GO"),
    ),
    SealedLaw(
        id="O-CLOSED",
        title="The outbox of a store that is closed says so at every call.",
        check=_closed,
        yes=("notices",),
        rests_on=("O-COMMITS", "S-CLOSED"),
    ),
)
