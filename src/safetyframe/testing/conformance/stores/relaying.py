"""Many workers at one outbox: every notice is sent, in order, by one worker at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from time import monotonic, sleep, time_ns
from typing import Final, TypeAlias, cast

from safetyframe.notice import DeliveryState
from safetyframe.ports import Outbox, Settled, Store
from safetyframe.testing.conformance.crowds import Crowd, restless
from safetyframe.testing.conformance.model import Broken, SealedLaw, demand
from safetyframe.testing.conformance.stores.bench import StoreBench
from safetyframe.testing.conformance.stores.making import ZONE, record
from safetyframe.testing.conformance.stores.racing import processes
from safetyframe.testing.conformance.stores.sending import at, claim, names, sent, tell
from safetyframe.values import TrajectoryId

__all__ = ["LAWS"]

_WORKERS: Final = 3
#: How many times as long as the feed may keep something back is waited where nothing goes on.
_PATIENCE: Final = 4
#: What one worker sent: when, of which trajectory, which act, and at which attempt.
_Log: TypeAlias = list[tuple[int, str, str, int]]


def _work(store: Store, worker: str, own: str, patience: float) -> _Log:
    """Claim, send and settle until all notices are sent, by whomever, and no more come."""
    box, log = cast("Outbox", store), _Log()
    waited, until = -1, monotonic()
    while True:
        now = datetime.fromtimestamp(time_ns() / 1e9, UTC)
        given = box.claim(worker, now=now, until=now + timedelta(minutes=5), limit=5)
        for one in given:
            n = one.notice
            log.append((time_ns(), n.trajectory, n.act, one.attempt))
        box.settle(
            worker,
            [Settled(notice=g.notice.id, state=DeliveryState.SENT, at=now) for g in given],
        )
        if not given:
            waits = box.backlog().get(DeliveryState.WAITING, 0)
            if not waits and len(store.read(TrajectoryId(f"{own}-end"))):
                return log
            if waits != waited:
                waited, until = waits, monotonic() + patience
            if monotonic() > until:
                raise Broken("notices wait on and on, and no worker is given them")
            sleep(0.002)


def _each_in_order(logs: list[_Log], wanted: dict[str, int]) -> None:
    lines: dict[str, list[tuple[int, str, int]]] = defaultdict(list)
    for when, trajectory, act, attempt in sorted(line for log in logs for line in log):
        lines[trajectory].append((when, act, attempt))
    for trajectory, each in wanted.items():
        order = [act for _, act, _ in lines[trajectory]]
        acts = [f"a{seq}" for seq in range(1, each + 1)]
        demand(set(order) == set(acts), "a notice was lost among many workers")
        demand(len(order) == len(acts), "a notice was sent twice though nothing went wrong")
        demand(order == acts, "notices of one trajectory were sent out of order among many workers")


def _end(store: Store, of: TrajectoryId) -> None:
    store.append(of, record(1), expected=0, zone=ZONE)


def _by_threads(bench: StoreBench) -> None:
    store, each = bench.open(), 12
    families = [bench.t(number) for number in range(4)]
    writers: list[Callable[[], object]] = [
        partial(tell, store, one, range(1, each + 1)) for one in families
    ]
    patience = _PATIENCE * bench.patience.seconds
    workers = [partial(_work, store, f"w{me}", bench.token, patience) for me in range(_WORKERS)]
    with restless():
        sending: Crowd[_Log] = Crowd(workers)
        writing: Crowd[object] = Crowd(writers)
        sending.begin()
        writing.begin()
        writing.end()
        _end(store, bench.t("end"))
        logs = sending.end()
    _each_in_order(logs, dict.fromkeys(families, each))


def _by_processes(bench: StoreBench) -> None:
    store, each = bench.open(), 10
    families = [bench.t(number) for number in range(4)]
    for one in families:
        tell(store, one, range(1, each // 2))
    work = partial(_work, own=bench.token, patience=_PATIENCE * bench.patience.seconds)
    jobs = [partial(work, worker=f"w{me}") for me in range(_WORKERS)]
    with processes(bench, jobs) as children:
        store = bench.open()
        for one in families:
            tell(store, one, range(each // 2, each + 1))
        _end(store, bench.t("end"))
        logs = [cast("_Log", child.result()) for child in children]
    _each_in_order(logs, dict.fromkeys(families, each))


def _reopened(bench: StoreBench) -> None:
    store = bench.open()
    tell(store, bench.t(), [1, 2, 3])
    one = bench.outbox(store).claim("w", now=at(0), until=at(5), limit=1)
    bench.outbox(store).settle("w", sent(one, 1))
    bench.outbox(store).claim("w", now=at(2), until=at(30), limit=1)
    store.close()
    store = bench.open()
    box = bench.outbox(store)
    demand(not claim(bench, box, "x", 3), "a hold is forgotten when the store is opened again")
    given = claim(bench, box, "x", 40)
    told = [(c.notice.act, c.attempt) for c in given]
    demand(told == [("a2", 2), ("a3", 1)], f"after reopening, with one sent, there come {told}")
    demand(names(given, bench.t()) == ["a2", "a3"], "a notice is lost when the store is reopened")


LAWS: Final[tuple[SealedLaw[StoreBench], ...]] = (
    SealedLaw(
        id="O-REOPENED",
        title="What waits, was sent, is held or was tried is known when the store is reopened.",
        check=_reopened,
        yes=("notices", "durable"),
        rests_on=("O-CLAIMS", "O-HOLDS", "O-LAPSES", "O-COUNTS", "S-REOPENED"),
    ),
    SealedLaw(
        id="O-THREADS",
        title="Many workers in threads send every notice once, in order, while writers go on.",
        check=_by_threads,
        yes=("notices",),
        rests_on=("O-CLAIMS", "O-HOLDS", "O-LETS-GO", "O-BACKLOG", "S-ONE-WINNER-THREADS"),
    ),
    SealedLaw(
        id="O-PROCESSES",
        title="Many workers in processes send every notice once, in order, while a writer goes on.",
        check=_by_processes,
        yes=("notices", "multi_process"),
        rests_on=("O-THREADS", "S-ONE-WINNER-PROCESSES"),
    ),
)
