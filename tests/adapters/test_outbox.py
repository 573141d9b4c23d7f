"""The outbox of each store that comes along: kept with the record, in order, by one at a time."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from safetyframe.errors import HostError, StoreError, TextIdReusedError, VersionConflictError
from safetyframe.notice import DeliveryState, Notice
from safetyframe.ports import Declared, Outbox, Settled
from safetyframe.values import ActId, PersonId, TrajectoryId
from safetyframe_plugins import memory, sqlite
from tests.adapters.making import NOON, T1, T2, body, opened, record, voice

WAITING, SENT, DELIVERED, FAILED = DeliveryState
SOON = NOON + timedelta(minutes=1)
LATER = NOON + timedelta(hours=1)


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Outbox]:
    kind = memory.MemoryStore if request.param == "memory" else None
    with opened(kind() if kind else sqlite.SqliteStore(tmp_path / "one.db")) as one:
        yield one


def told(trajectory: TrajectoryId, seq: int, *people: str) -> tuple[Notice, ...]:
    return tuple(
        Notice(trajectory=trajectory, act=ActId(f"a{seq}"), recipient=PersonId(p)) for p in people
    )


def keep(store, trajectory=T1, seq=1, people=("p", "q")):
    notices = told(trajectory, seq, *people)
    store.append(trajectory, record(seq), expected=seq - 1, notices=iter(notices))
    return notices


def claim(store, worker="w", now=NOON, until=SOON, **more):
    return list(store.claim(worker, now=now, until=until, **more))


def names(claimed):
    return [(c.notice.trajectory, c.notice.act, c.notice.recipient) for c in claimed]


def settle(store, notice, state=SENT, worker="w", **more):
    settled = Settled(notice=notice.id, state=state, at=NOON, **more)
    return list(store.settle(worker, [settled]))


def states(store, trajectory=T1):
    return [d.state for d in store.deliveries(trajectory)]


def test_it_is_an_outbox_and_says_so(store):
    assert isinstance(store, Outbox)
    assert memory.CAPABILITIES.notices is sqlite.CAPABILITIES.notices is Declared.YES


def test_notices_are_kept_with_their_record(store):
    notices = keep(store)
    found = store.deliveries(T1)
    assert [d.notice for d in found] == list(notices)
    assert {(d.state, d.since, d.attempts, d.at, d.reason) for d in found} == {
        (WAITING, record(1).recorded_at, 0, None, "")
    }
    assert store.backlog() == {WAITING: 2, SENT: 0, DELIVERED: 0, FAILED: 0}
    assert list(store.deliveries(T2)) == []


def test_an_append_that_fails_keeps_no_notice(store):
    store.append(T1, record(1), expected=0, bodies=[body()])
    for wrong, raised in (
        ({"expected": 7}, VersionConflictError),
        ({"expected": 1, "bodies": [body("x", "anders")]}, TextIdReusedError),
    ):
        with pytest.raises(raised):
            store.append(T1, record(2), notices=told(T1, 2, "p"), **wrong)
    assert store.backlog()[WAITING] == 0


def test_an_act_done_again_keeps_no_second_notice(store):
    one, two = keep(store)
    assert names(claim(store)) == names_of(one, two)
    settle(store, one)
    more = told(T1, 1, "p", "q", "r")
    assert store.append(T1, record(1), expected=0, notices=more).already
    assert [d.notice for d in store.deliveries(T1)] == [one, two]
    assert states(store) == [SENT, WAITING]


def names_of(*notices):
    return [(n.trajectory, n.act, n.recipient) for n in notices]


@pytest.mark.parametrize("wrong", [told(T2, 1, "p"), told(T1, 2, "p")], ids=["trajectory", "act"])
def test_a_notice_of_something_else_is_refused(store, wrong):
    with pytest.raises(HostError, match="the record that it is of"):
        store.append(T1, record(1), expected=0, notices=wrong)
    assert store.head(T1) is None


def test_a_notice_given_twice_is_one(store):
    one = told(T1, 1, "p")
    store.append(T1, record(1), expected=0, notices=one * 2)
    assert len(store.deliveries(T1)) == 1


def test_claims_come_in_the_order_of_the_records(store):
    notices = [*keep(store), *keep(store, T2), *keep(store, T1, 2)]
    given = claim(store)
    assert names(given) == names_of(*notices)
    assert [(c.attempt, c.since) for c in given[::2]] == [
        (1, record(1).recorded_at),
        (1, record(1).recorded_at),
        (1, record(2).recorded_at),
    ]


@pytest.mark.parametrize("limit", [1, 3, 0, -1])
def test_no_more_are_given_than_asked_for_and_none_is_left_out(store, limit):
    notices = [*keep(store), *keep(store, T1, 2), *keep(store, T2)]
    given = claim(store, limit=limit)
    assert names(given) == names_of(*notices[: max(limit, 0)])
    assert store.deliveries(T1)[-1].attempts == 0


def test_a_worker_holds_whole_trajectories_until_its_time_has_come(store):
    keep(store)
    keep(store, T2)
    first = claim(store, "w", limit=1)
    assert {c.notice.trajectory for c in first} == {T1}
    assert {c.notice.trajectory for c in claim(store, "v")} == {T2}
    just_before = SOON - timedelta(microseconds=1)
    assert claim(store, "u", now=just_before, until=LATER) == []
    again = claim(store, "u", now=SOON, until=LATER)
    assert [(c.notice.trajectory, c.attempt) for c in again] == [
        (T1, 2),
        (T1, 1),
        (T2, 2),
        (T2, 2),
    ]


def test_a_worker_that_claims_again_lets_go_of_what_it_held(store):
    keep(store)
    keep(store, T2)
    assert len(claim(store, "w")) == 4
    assert len(claim(store, "w", limit=1)) == 1  # of T1 again; T2 is free
    assert {c.notice.trajectory for c in claim(store, "v")} == {T2}


def test_settling_lets_go_of_everything(store):
    one, two = keep(store)
    claim(store)
    assert settle(store, one) == [one.id]
    assert [c.notice for c in claim(store, "v")] == [two]
    assert list(store.settle("v", [])) == []
    assert [(c.notice, c.attempt) for c in claim(store, "u")] == [(two, 3)]


def test_whoever_was_overtaken_settles_nothing(store):
    one, _ = keep(store)
    claim(store, "w")
    claim(store, "v", now=SOON, until=LATER)
    assert settle(store, one, worker="w") == []
    assert states(store) == [WAITING] * 2
    assert claim(store, "u", now=SOON, until=LATER) == []  # and does not let go of it either
    assert settle(store, one, WAITING, worker="v") == [one.id]
    assert settle(store, one, worker="w") == []  # v was the last to claim it
    assert settle(store, one, worker="v") == [one.id]


def test_whoever_was_late_but_not_overtaken_settles(store):
    one, _ = keep(store)
    claim(store, until=NOON)
    assert settle(store, one) == [one.id]
    assert settle(store, one, FAILED) == []  # it is settled
    assert states(store) == [SENT, WAITING]


def test_nobody_settles_what_was_never_claimed(store):
    one, _ = keep(store)
    assert settle(store, one) == []
    claim(store)
    (strange,) = told(T1, 9, "x")
    assert settle(store, strange) == []
    with pytest.raises(HostError, match="reported"):
        settle(store, one, DELIVERED)


def test_what_is_to_be_retried_holds_back_its_trajectory_and_no_other(store):
    one, _ = keep(store)
    keep(store, T1, 2)
    other = keep(store, T2)
    claim(store)
    assert settle(store, one, WAITING, retry_at=SOON, reason="down") == [one.id]
    assert names(claim(store)) == names_of(*other)
    found = store.deliveries(T1)[0]
    assert (found.state, found.attempts, found.at, found.reason) == (WAITING, 1, NOON, "down")
    store.settle("w", [])
    assert [c.attempt for c in claim(store, now=SOON, until=LATER)] == [2, 2, 2, 2, 3, 3]


def test_what_was_not_tried_does_not_count(store):
    one, two = keep(store)
    claim(store)
    again = [
        Settled(notice=one.id, state=WAITING, at=NOON, retry_at=NOON),
        Settled(notice=two.id, state=WAITING, at=NOON, tried=False),
    ]
    assert list(store.settle("w", again)) == [one.id, two.id]
    assert [c.attempt for c in claim(store)] == [2, 1]


def test_what_failed_is_passed_and_the_rest_goes_on(store):
    one, two = keep(store)
    claim(store)
    assert settle(store, one, FAILED, reason="unknown") == [one.id]
    assert [c.notice for c in claim(store)] == [two]
    (dead,) = store.failed()
    assert (dead.notice, dead.state, dead.reason, dead.attempts) == (one, FAILED, "unknown", 1)
    assert store.backlog() == {WAITING: 1, SENT: 0, DELIVERED: 0, FAILED: 1}
    assert list(store.failed(limit=0)) == []


def test_the_recipients_side_reports_on_what_was_sent_only(store):
    one, two = keep(store)
    assert not store.report(one.id, DELIVERED, at=NOON)
    claim(store)
    assert not store.report(one.id, DELIVERED, at=NOON)
    store.settle(
        "w",
        [
            Settled(notice=one.id, state=SENT, at=NOON),
            Settled(notice=two.id, state=FAILED, at=NOON),
        ],
    )
    assert store.report(one.id, DELIVERED, at=SOON)
    assert not store.report(two.id, DELIVERED, at=SOON)  # it was given up, not sent
    assert not store.report("nobody", FAILED, at=SOON)
    assert states(store) == [DELIVERED, FAILED]
    assert store.report(one.id, FAILED, at=LATER, reason="bounced")
    found = store.deliveries(T1, states=[FAILED])[0]
    assert (found.notice, found.reason, found.at) == (one, "bounced", LATER)
    assert store.report(one.id, DELIVERED, at=LATER)  # it got there after all
    with pytest.raises(HostError, match="delivered, or that it failed"):
        store.report(one.id, SENT, at=LATER)


def test_what_failed_is_revived_at_its_own_place(store):
    one, two = keep(store)
    (three, _) = keep(store, T1, 2)
    claim(store)
    sent = [Settled(notice=n.id, state=s, at=NOON) for n, s in ((one, FAILED), (two, SENT))]
    store.settle("w", sent)
    assert store.revive([one.id, two.id, "nobody"], at=SOON) == 1
    given = claim(store)
    assert [(c.notice, c.attempt) for c in given[:2]] == [(one, 1), (three, 2)]
    assert list(store.failed()) == []


def test_what_came_back_and_is_revived_was_not_sent_yet(store):
    one, _ = keep(store)
    claim(store)
    settle(store, one)
    assert store.report(one.id, FAILED, at=SOON, reason="bounced")
    assert store.revive([one.id], at=SOON) == 1
    assert not store.report(one.id, FAILED, at=LATER)  # that is about the time before
    assert store.deliveries(T1)[0].reason == ""


def test_what_failed_comes_the_oldest_first(store):
    notices = [*keep(store, T1, 1), *keep(store, T1, 2), *keep(store, T2, 1)]
    claim(store)
    store.settle("w", [Settled(notice=n.id, state=FAILED, at=NOON) for n in reversed(notices)])
    order = [*notices[:2], *notices[4:], *notices[2:4]]
    assert [d.notice for d in store.failed()] == order
    assert [d.notice for d in store.failed(limit=3)] == order[:3]


def test_deliveries_are_asked_for_by_state(store):
    one, two = keep(store)
    claim(store)
    settle(store, two)
    assert [d.notice for d in store.deliveries(T1, states=(s for s in [SENT]))] == [two]
    assert [d.notice for d in store.deliveries(T1, states=[WAITING, FAILED])] == [one]
    assert list(store.deliveries(T1, states=())) == []


def test_moments_are_instants_whatever_zone_they_are_written_in(store):
    from zoneinfo import ZoneInfo

    keep(store)
    brussels = SOON.astimezone(ZoneInfo("Europe/Brussels"))
    claim(store, until=brussels)
    assert claim(store, "v", now=SOON - timedelta(seconds=1), until=LATER) == []
    assert len(claim(store, "v", now=brussels, until=LATER)) == 2


def test_an_act_in_another_zone_is_kept_since_the_same_moment(store):
    from zoneinfo import ZoneInfo

    at = NOON.astimezone(ZoneInfo("Europe/Brussels"))
    store.append(T1, record(1, voice("a1", at=at)), expected=0, notices=told(T1, 1, "p"))
    assert store.deliveries(T1)[0].since == NOON


def test_a_closed_outbox_says_so(store):
    keep(store)
    store.close()
    for call in (
        lambda: claim(store),
        lambda: store.settle("w", []),
        lambda: store.report("x", FAILED, at=NOON),
        lambda: store.deliveries(T1),
        store.backlog,
        store.failed,
        lambda: store.revive([], at=NOON),
    ):
        with pytest.raises(StoreError, match="closed"):
            call()


def test_workers_at_once_share_and_nothing_is_given_to_two(store):
    """What two claim at the same moment is never the same trajectory, and each keeps its order."""
    trajectories = [TrajectoryId(f"t-{n}") for n in range(12)]
    for name in trajectories:
        for seq in range(1, 5):
            keep(store, name, seq)
    sent: list[tuple[str, str, str]] = []
    wrong: list[BaseException] = []

    def run(me: str) -> None:
        try:
            while store.backlog()[WAITING]:
                given = claim(store, me, limit=5)
                sent.extend(names(given))
                store.settle(me, [Settled(notice=c.notice.id, state=SENT, at=NOON) for c in given])
        except BaseException as error:  # noqa: BLE001 -- seen by the test, not by the thread
            wrong.append(error)

    crowd = [threading.Thread(target=run, args=(me,)) for me in "abcd"]
    for one in crowd:
        one.start()
    for one in crowd:
        one.join()
    assert wrong == []
    for name in trajectories:
        mine = [(act, person) for t, act, person in sent if t == name]
        assert mine == [(f"a{seq}", p) for seq in range(1, 5) for p in "pq"]
