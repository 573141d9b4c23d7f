"""The loop of the relay, in a world without time."""

from datetime import timedelta

import pytest

from safetyframe.errors import HostError, MessengerError, StoreError, UndeliverableError
from safetyframe.notice import DeliveryState
from safetyframe.relay import Counts, Pace, Relay
from safetyframe.values import TrajectoryId
from safetyframe_plugins.memory import MemoryStore
from tests.relay.faking import FakeMessenger, FakeWorld, down, keep

WAITING, SENT, DELIVERED, FAILED = DeliveryState
T1 = TrajectoryId("t-1")


@pytest.fixture
def store():
    return MemoryStore()


@pytest.fixture
def fake():
    return FakeWorld()


def relay(store, messenger, fake, worker="w", **pace):
    return Relay(store, messenger, worker=worker, world=fake.world, pace=Pace(**pace))


def states(store, trajectory=T1):
    return [d.state for d in store.deliveries(trajectory)]


def test_what_waits_is_sent_in_order_and_settled(store, fake):
    for seq in (1, 2, 3):
        keep(store, seq=seq, people=("p", "q"))
    messenger = FakeMessenger()
    done = relay(store, messenger, fake, batch=4).run(once=True)
    assert messenger.said == [(f"a{n}", p, 1) for n in (1, 2, 3) for p in "pq"]
    assert states(store) == [SENT] * 6
    assert (done.sent, done.duplicates) == (6, 0)
    assert relay(store, messenger, fake).run(once=True) == Counts()


def test_a_message_says_where_it_comes_from_and_since_when(store, fake):
    (notice,) = keep(store)
    messenger = FakeMessenger()
    Relay(store, messenger, worker="w", world=fake.world, source="urn:centre-1").run(once=True)
    (message,) = messenger.taken
    assert message.notice == notice
    assert message.attributes["source"] == "urn:centre-1"
    assert message.since == store.deliveries(T1)[0].since


def test_what_is_not_taken_is_tried_again_and_holds_back_its_trajectory_only(store, fake):
    keep(store, seq=1)
    keep(store, seq=2)
    keep(store, "t-2")
    messenger = FakeMessenger(lambda m: down(m) if m.notice.trajectory == T1 else None)
    one = relay(store, messenger, fake)
    counts = one.run(once=True)
    assert [m.notice.trajectory for m in messenger.taken] == ["t-2"]
    assert (counts.sent, counts.retried, counts.failed) == (1, 1, 0)
    first, second = store.deliveries(T1)
    assert (first.state, first.attempts, first.reason) == (WAITING, 1, "not-taken")
    assert (second.state, second.attempts) == (WAITING, 0)  # it was never tried
    messenger.act = lambda _: None
    assert one.round() == 0
    fake.pass_(timedelta(seconds=5))
    one.run(once=True)
    assert messenger.said[1:] == [("a1", "p", 2), ("a2", "p", 1)]


def test_waits_double_up_to_the_longest_and_are_spread(store):
    keep(store)
    fake = FakeWorld(chance=lambda: 1.0)
    one = relay(
        store,
        FakeMessenger(down),
        fake,
        first=timedelta(seconds=10),
        longest=timedelta(seconds=60),
        idle=timedelta(seconds=1),
    )
    tried = []
    for second in range(160):
        if one.round():
            tried.append(second)
        fake.pass_(timedelta(seconds=1))
    assert tried == [0, 10, 30, 70, 130]
    pace = Pace(first=timedelta(seconds=10), longest=timedelta(seconds=60))
    assert pace.wait(2, 0.0) == timedelta(seconds=10)
    assert pace.wait(10_000, 0.5) == timedelta(seconds=45)
    assert Pace(first=timedelta(days=900_000_000)).wait(99, 0.0) == Pace().longest / 2


@pytest.mark.parametrize(
    ("asked", "waits"),
    [
        (None, 10),
        (4, 10),  # its own back-off is longer
        (-1, 10),
        (float("nan"), 10),
        (17.5, 17.5),
        (7200, 7200),  # longer than the longest wait of its own
        (86_400, 86_400),
        (86_401, 86_400),  # a day at most
        (float("inf"), 86_400),
    ],
)
def test_whoever_asks_for_more_time_gets_it_up_to_a_day(store, fake, asked, waits):
    keep(store)

    def busy(_):
        raise MessengerError("come back later", retry_after=asked)

    messenger = FakeMessenger(busy)
    one = relay(store, messenger, fake, first=timedelta(seconds=20))
    assert one.round() == 1
    messenger.act = lambda _: None
    fake.pass_(timedelta(seconds=waits - 0.001))
    assert one.round() == 0
    fake.pass_(timedelta(seconds=0.001))
    assert one.round() == 1


def test_too_many_tries_give_it_up_and_the_rest_goes_on_with_tries_of_its_own(store, fake):
    keep(store, seq=1)
    keep(store, seq=2)
    messenger = FakeMessenger(down)
    one = relay(store, messenger, fake, tries=3, first=timedelta(seconds=1))
    for _ in range(3):
        one.run(once=True)
        fake.pass_(timedelta(hours=1))
    first, second = store.deliveries(T1)
    assert (first.state, first.attempts, first.reason) == (FAILED, 3, "given-up")
    assert (second.state, second.attempts) == (WAITING, 1)
    messenger.act = lambda _: None
    counts = one.run(once=True)
    assert messenger.said == [("a2", "p", 2)]
    assert (counts.sent, counts.retried, counts.failed) == (1, 3, 1)


def test_what_never_will_be_taken_fails_at_once_and_the_rest_goes_on(store, fake):
    keep(store, people=("p", "q"))

    def unknown(message):
        if message.notice.recipient == "p":
            raise UndeliverableError("no such place")

    messenger = FakeMessenger(unknown)
    counts = relay(store, messenger, fake).run(once=True)
    assert messenger.said == [("a1", "q", 1)]
    assert [(d.state, d.reason) for d in store.deliveries(T1)] == [
        (FAILED, "undeliverable"),
        (SENT, ""),
    ]
    assert (counts.sent, counts.failed) == (1, 1)


def test_a_messenger_that_breaks_its_promise_loses_nothing(store, fake):
    keep(store)

    def broken(_):
        raise RuntimeError("p-1 lives at")

    relay(store, FakeMessenger(broken), fake).run(once=True)
    (found,) = store.deliveries(T1)
    assert (found.state, found.reason) == (WAITING, "messenger-broken")


@pytest.mark.parametrize("clock", ["both", "sleeping machine", "set back"])
def test_nothing_is_sent_after_half_of_the_hold(store, fake, clock):
    for seq in range(1, 6):
        keep(store, seq=seq)

    def slow(_):
        fake.at += timedelta(seconds=-60 if clock == "set back" else 20)
        fake.seconds += 0 if clock == "sleeping machine" else 20

    messenger = FakeMessenger(slow)
    one = relay(store, messenger, fake, hold=timedelta(seconds=60))
    assert one.round() == 2
    assert [d.state for d in store.deliveries(T1)] == [SENT] * 2 + [WAITING] * 3
    assert [d.attempts for d in store.deliveries(T1)] == [1, 1, 0, 0, 0]
    one.run(once=True)
    assert messenger.said == [(f"a{n}", "p", 1) for n in range(1, 6)]


def test_whoever_was_overtaken_leaves_the_notice_to_the_other(store, fake):
    """Its send took longer than its hold: another has claimed it, and sends it again."""
    keep(store)
    other = relay(store, FakeMessenger(), fake, "v")

    def slow(_):
        fake.pass_(timedelta(minutes=3))
        other.round()

    one = relay(store, FakeMessenger(slow), fake)
    counts = one.run(once=True)
    assert counts.sent == 1
    assert other.measure().duplicates == 1
    assert store.deliveries(T1)[0].attempts == 2


def test_it_stops_after_the_notice_in_hand_and_lets_go_of_the_rest(store, fake):
    for seq in range(1, 5):
        keep(store, seq=seq)
    messenger = FakeMessenger()
    one = relay(store, messenger, fake)
    messenger.act = lambda m: one.stop() if m.notice.act == "a2" else None
    one.run()
    assert messenger.said == [("a1", "p", 1), ("a2", "p", 1)]
    assert [d.state for d in store.deliveries(T1)] == [SENT, SENT, WAITING, WAITING]
    assert fake.pauses == []
    relay(store, messenger, fake, "v").run(once=True)  # at once: nothing is held any more
    assert messenger.said[2:] == [("a3", "p", 1), ("a4", "p", 1)]


def test_ctrl_c_in_the_middle_of_a_send_settles_what_was_sent(store, fake):
    keep(store, seq=1)
    keep(store, seq=2)

    def interrupted(message):
        if message.notice.act == "a2":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        relay(store, FakeMessenger(interrupted), fake).run()
    assert [(d.state, d.attempts) for d in store.deliveries(T1)] == [(SENT, 1), (WAITING, 1)]


def test_it_waits_when_there_is_nothing_to_do(store, fake):
    messenger = FakeMessenger()
    one = relay(store, messenger, fake, idle=timedelta(seconds=7))
    rounds = []

    def after():
        rounds.append(fake.seconds)
        if len(rounds) == 3:
            keep(store)
        if messenger.taken:
            one.stop()

    one.run(after=after)
    assert rounds == [0, 7, 14, 21]
    assert len(messenger.taken) == 1


class Shaky:
    """An outbox that can't be used a few times."""

    def __init__(self, store, times):
        self._store = store
        self._times = times

    def claim(self, *args, **more):
        if self._times:
            self._times -= 1
            raise StoreError("busy")
        return self._store.claim(*args, **more)

    def __getattr__(self, name):
        return getattr(self._store, name)


def test_an_outbox_that_cannot_be_used_is_told_of_and_tried_again(store, fake):
    keep(store)
    with pytest.raises(StoreError):
        relay(Shaky(store, 1), FakeMessenger(), fake).run(once=True)
    messenger, told = FakeMessenger(), []
    one = relay(Shaky(store, 3), messenger, fake)
    counts = one.run(after=one.stop, trouble=told.append)
    assert fake.pauses == [2.5, 5, 10]
    assert told == ["busy", ""]
    assert (counts.troubles, counts.sent) == (3, 1)


def test_a_pace_of_nothing_is_refused():
    for wrong in ({"batch": 0}, {"tries": -1}, {"hold": timedelta()}, {"idle": timedelta(-1)}):
        with pytest.raises(HostError, match="more than nothing"):
            Pace(**wrong)


def test_lag_is_the_age_of_the_oldest_that_waits_of_those_met(store, fake):
    keep(store)
    keep(store, "t-2", seq=1)
    since = store.deliveries(T1)[0].since
    one = relay(store, FakeMessenger(down), fake)
    assert one.measure() == Counts(waiting=2)  # nothing was met yet: nothing is claimed of it
    fake.at = since
    one.run(once=True)
    fake.pass_(timedelta(minutes=2))
    assert one.measure().lag == timedelta(minutes=2)
    fake.pass_(timedelta(minutes=3))
    relay(store, FakeMessenger(), fake, "v").run(once=True)
    found = one.measure()
    assert (found.waiting, found.lag) == (0, timedelta())
    keep(store, "t-2", seq=2)
    assert one.measure().lag is None


def test_lag_forgets_what_another_relay_got_through(store, fake):
    keep(store)
    one = relay(store, FakeMessenger(down), fake)
    one.run(once=True)
    keep(store, "t-2")
    fake.pass_(timedelta(minutes=2))
    relay(store, FakeMessenger(), fake, "v", batch=1).round()
    assert states(store) == [SENT]
    found = one.measure()
    assert (found.waiting, found.lag) == (1, None)
