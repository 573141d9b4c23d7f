"""What became of a notice is written down: sent, to be retried, failed, delivered, revived."""

from __future__ import annotations

from typing import Final

from safetyframe.notice import Delivery, DeliveryState, Notice
from safetyframe.ports import Outbox
from safetyframe.testing.conformance.model import SealedLaw, demand
from safetyframe.testing.conformance.stores.bench import StoreBench
from safetyframe.testing.conformance.stores.making import notice, record
from safetyframe.testing.conformance.stores.sending import at, claim, names, sent, settled, tell

__all__ = ["LAWS"]

_WAITING, _SENT, _FAILED, _DELIVERED = (
    DeliveryState.WAITING,
    DeliveryState.SENT,
    DeliveryState.FAILED,
    DeliveryState.DELIVERED,
)


def _about(bench: StoreBench, seq: int) -> Notice:
    return notice(bench.t(), record(seq))


def _retries(bench: StoreBench) -> None:
    store = bench.open()
    box = bench.outbox(store)
    tell(store, bench.t(1), [1, 2])
    tell(store, bench.t(2), [1])
    given = claim(bench, box, "w", 0)
    first = next(one.notice for one in given if one.notice.trajectory == bench.t(1))
    other = next(one.notice for one in given if one.notice.trajectory == bench.t(2))
    late = settled(first, _WAITING, 1, retry=30, reason="timed-out")
    box.settle("w", [late, settled(other, _SENT, 1)])
    told = next(one for one in box.deliveries(bench.t(1)) if one.notice == first)
    said = (told.state, told.reason, told.attempts)
    demand(said == (_WAITING, "timed-out", 1), f"a notice to be retried is kept as {said}")
    tell(store, bench.t(2), [2])
    given = claim(bench, box, "w", 29)
    demand(
        names(given, bench.t(1)) == [], "what is to be retried later, or comes after it, is given"
    )
    demand(names(given, bench.t(2)) == ["a2"], "one that is to be retried holds other families up")
    box.settle("w", sent(given, 29))
    given = claim(bench, box, "w", 30)
    demand(names(given, bench.t(1)) == ["a1", "a2"], "at the time of its retry it is not given")


def _fenced(bench: StoreBench) -> None:
    store = bench.open()
    box = bench.outbox(store)
    tell(store, bench.t(1), [1])
    tell(store, bench.t(2), [1])
    slow = claim(bench, box, "slow", 0, hold=10)
    taken = box.claim("fast", now=at(20), until=at(40), limit=1)[0].notice
    done = box.settle("slow", sent(slow, 21))
    demand(
        taken.id not in done, "a worker whose hold lapsed settles what another has claimed since"
    )
    free = next(one.notice for one in slow if one.notice != taken)
    demand(free.id in done, "what nobody has claimed since can't be settled after its hold")
    (left,) = box.deliveries(taken.trajectory)
    demand(left.state is _WAITING, "a late settling changed what another worker has claimed")
    again = claim(bench, box, "third", 22)
    demand(not again, "a late settling let go of what another worker holds")
    done = box.settle("fast", [settled(taken, _FAILED, 23, reason="gone")])
    demand(list(done) == [taken.id], "whoever claimed last can't settle it")


def _fails(bench: StoreBench) -> None:
    store = bench.open()
    box = bench.outbox(store)
    tell(store, bench.t(), [1, 2, 3])
    box.claim("w", now=at(0), until=at(9), limit=1)
    box.settle("w", [settled(_about(bench, 1), _FAILED, 1, reason="unknown-recipient")])
    given = claim(bench, box, "w", 2)
    demand(names(given, bench.t()) == ["a2", "a3"], "what failed does not let the next go on")
    box.settle("w", [settled(one.notice, _FAILED, 3, reason="refused") for one in given])
    failed = _mine(bench, box)
    told = [(one.notice.act, one.state, one.reason, one.attempts, one.at) for one in failed]
    wanted = [
        ("a1", _FAILED, "unknown-recipient", 1, at(1)),
        ("a2", _FAILED, "refused", 1, at(3)),
        ("a3", _FAILED, "refused", 1, at(3)),
    ]
    demand(
        told == wanted, "those that failed are not listed, the oldest first, with reason and time"
    )
    demand(len(box.failed(limit=1)) == 1, "a list of failures keeps to no limit")


def _mine(bench: StoreBench, box: Outbox) -> list[Delivery]:
    every = box.failed(limit=100_000)
    return [one for one in every if one.notice.trajectory.startswith(f"{bench.token}-")]


def _revives(bench: StoreBench) -> None:
    store = bench.open()
    box = bench.outbox(store)
    tell(store, bench.t(), [1, 2, 3])
    box.claim("w", now=at(0), until=at(9), limit=1)
    one, two = _about(bench, 1), _about(bench, 2)
    box.settle("w", [settled(one, _FAILED, 1, reason="refused")])
    box.claim("w", now=at(2), until=at(9), limit=1)
    box.settle("w", [settled(two, _SENT, 2)])
    number = box.revive([one.id, two.id, _about(bench, 3).id, "0" * 32], at=at(3))
    demand(
        number == 1, f"of one that failed, one sent, one waiting and one unknown {number} revived"
    )
    (back,) = box.deliveries(bench.t(), states=[_WAITING])[:1]
    told = (back.notice, back.attempts)
    demand(told == (one, 0), "a revived notice does not wait again with no attempts counted")
    given = claim(bench, box, "w", 4)
    order = [(c.notice.act, c.attempt) for c in given]
    demand(order == [("a1", 1), ("a3", 1)], f"after a revival there come {order}")
    demand(not _mine(bench, box), "a revived notice is still among those that failed")


def _reports(bench: StoreBench) -> None:
    store = bench.open()
    box = bench.outbox(store)
    tell(store, bench.t(), [1, 2, 3])
    early = box.report(_about(bench, 1).id, _DELIVERED, at=at(0))
    demand(early is False, "one that was never sent is reported on")
    demand(
        not box.deliveries(bench.t(), states=[_DELIVERED]), "one that was never sent is delivered"
    )
    claimed = claim(bench, box, "w", 1)
    box.settle("w", sent(claimed[:2], 1))
    known = box.report(_about(bench, 1).id, _DELIVERED, at=at(2))
    bounced = box.report(_about(bench, 2).id, _FAILED, at=at(3), reason="bounced")
    demand(known is True and bounced is True, "a report on a notice that was sent is refused")
    unknown = box.report("0" * 32, _DELIVERED, at=at(3))
    demand(unknown is False, "a report on a notice nobody knows is taken")
    told = [(d.state, d.reason, d.at) for d in box.deliveries(bench.t())[:2]]
    wanted = [(_DELIVERED, "", at(2)), (_FAILED, "bounced", at(3))]
    demand(told == wanted, "what the recipient's side reported is not what is kept")
    given = claim(bench, box, "w", 4)
    demand(names(given, bench.t()) == ["a3"], "what was delivered, or came back, is sent again")


def _deliveries(bench: StoreBench) -> None:
    store = bench.open()
    box = bench.outbox(store)
    tell(store, bench.t(), [1, 2, 3, 4], ("p-9", "p-8"))
    given = box.claim("w", now=at(0), until=at(9), limit=4)
    box.settle("w", sent(given, 1))
    tell(store, bench.t(2), [1, 2])  # of acts that have the same names
    mine = {one.notice.trajectory for one in box.deliveries(bench.t())}
    demand(mine == {bench.t()}, "a notice of another trajectory is listed")
    every = [one.notice.act for one in box.deliveries(bench.t())]
    wanted = [f"a{seq}" for seq in (1, 1, 2, 2, 3, 3, 4, 4)]
    demand(every == wanted, "the notices of a trajectory are not listed in order of their records")
    for states, acts in (
        ([_SENT], ["a1", "a1", "a2", "a2"]),
        ([_WAITING], ["a3", "a3", "a4", "a4"]),
        ([_SENT, _WAITING], wanted),
        ([_FAILED], []),
        ([], []),
    ):
        seen = [one.notice.act for one in box.deliveries(bench.t(), states=iter(states))]
        demand(seen == acts, f"of two records sent and two waiting {states} gives {seen}")
    demand(not box.deliveries(bench.t(3)), "an unknown trajectory has notices")


def _backlog(bench: StoreBench) -> None:
    store = bench.open()
    box = bench.outbox(store)
    before = {state: box.backlog().get(state, 0) for state in DeliveryState}
    tell(store, bench.t(), [1, 2, 3, 4])
    given = claim(bench, box, "w", 0)
    ends = (_SENT, _SENT, _FAILED)
    box.settle("w", [settled(c.notice, end, 1) for c, end in zip(given, ends, strict=False)])
    box.report(given[0].notice.id, _DELIVERED, at=at(2))
    after = box.backlog()
    grown = {state: after.get(state, 0) - before[state] for state in DeliveryState}
    wanted = {_WAITING: 1, _SENT: 1, _DELIVERED: 1, _FAILED: 1}
    demand(grown == wanted, f"one in each state is counted as {grown}")


def _unknown(bench: StoreBench) -> None:
    store = bench.open()
    box = bench.outbox(store)
    tell(store, bench.t(), [1])
    claim(bench, box, "w", 0)
    stranger = notice(bench.t(2), record(1))
    done = box.settle("w", [settled(stranger, _SENT, 1), settled(_about(bench, 1), _SENT, 1)])
    demand(list(done) == [_about(bench, 1).id], "a notice nobody knows is said to be settled")


def _untried(bench: StoreBench) -> None:
    store = bench.open()
    box = bench.outbox(store)
    tell(store, bench.t(), [1, 2])
    for turn in (1, 2):
        given = claim(bench, box, "w", turn)
        counted = [one.attempt for one in given]
        demand(counted == [turn, 1], f"behind one that was tried {turn} times: {counted}")
        failed, behind = (one.notice for one in given)
        box.settle(
            "w", [settled(failed, _WAITING, turn), settled(behind, _WAITING, turn, tried=False)]
        )
        kept = [one.attempts for one in box.deliveries(bench.t())]
        demand(kept == [turn, 0], f"of one tried and one never sent there are kept {kept}")


LAWS: Final[tuple[SealedLaw[StoreBench], ...]] = (
    SealedLaw(
        id="O-RETRIES",
        title="What is to be retried waits until then, and its trajectory with it; others do not.",
        check=_retries,
        yes=("notices",),
        rests_on=("O-CLAIMS", "O-LETS-GO", "O-COUNTS"),
    ),
    SealedLaw(
        id="O-UNTRIED",
        title="What was claimed and never sent has its attempt taken back.",
        check=_untried,
        yes=("notices",),
        rests_on=("O-CLAIMS", "O-LETS-GO", "O-COUNTS", "O-DELIVERIES"),
    ),
    SealedLaw(
        id="O-FENCED",
        title="A worker that comes late does not settle what another has claimed since.",
        check=_fenced,
        yes=("notices",),
        rests_on=("O-CLAIMS", "O-HOLDS", "O-LAPSES", "O-DELIVERIES"),
    ),
    SealedLaw(
        id="O-FAILS",
        title="What failed lets the next go on, and is listed, the oldest first.",
        check=_fails,
        yes=("notices",),
        rests_on=("O-CLAIMS", "O-LIMITS", "O-LETS-GO", "O-COUNTS"),
    ),
    SealedLaw(
        id="O-REVIVES",
        title="What failed can wait again, in its place and as if never tried; nothing else can.",
        check=_revives,
        yes=("notices",),
        rests_on=("O-FAILS", "O-COUNTS", "O-DELIVERIES"),
    ),
    SealedLaw(
        id="O-REPORTS",
        title="What the recipient's side says of a notice that was sent is kept.",
        check=_reports,
        yes=("notices",),
        rests_on=("O-CLAIMS", "O-LETS-GO", "O-DELIVERIES", "O-FAILS"),
    ),
    SealedLaw(
        id="O-DELIVERIES",
        title="Where the notices of a trajectory stand is told in order, and state by state.",
        check=_deliveries,
        yes=("notices",),
        rests_on=("O-CLAIMS", "O-LIMITS"),
    ),
    SealedLaw(
        id="O-BACKLOG",
        title="The backlog counts the notices in each state.",
        check=_backlog,
        yes=("notices",),
        rests_on=("O-CLAIMS", "O-REPORTS"),
    ),
    SealedLaw(
        id="O-UNKNOWN",
        title="Settling a notice nobody knows settles nothing else wrongly.",
        check=_unknown,
        yes=("notices",),
        rests_on=("O-CLAIMS",),
    ),
)
