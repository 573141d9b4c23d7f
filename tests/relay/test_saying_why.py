"""What a relay says of what stands in its way: once, without secrets, and that it is over."""

from datetime import timedelta

import pytest

from safetyframe.errors import MessengerError, StoreError, UndeliverableError
from safetyframe.relay import Counts, Pace, Relay, exposition
from safetyframe_plugins.memory import MemoryStore
from tests.relay.faking import FakeMessenger, FakeWorld, keep


def down(_):
    try:
        raise ConnectionRefusedError("10.0.0.7 as courier")
    except ConnectionRefusedError as error:
        raise MessengerError("nobody answers") from error


def odd(_):
    raise KeyError("pass-7")


def unknown(_):
    raise UndeliverableError("there is no queue 'q'")


class Told:
    """A relay in a world without time, its messenger, and what it said."""

    def __init__(self, store=None, act=down):
        self.store = MemoryStore() if store is None else store
        self.fake = FakeWorld()
        self.messenger = FakeMessenger(act)
        self.said = []
        pace = Pace(first=timedelta(seconds=1), longest=timedelta(seconds=1))
        self.relay = Relay(self.store, self.messenger, worker="w", world=self.fake.world, pace=pace)

    def run(self, rounds=1):
        left = [rounds]

        def after():
            left[0] -= 1
            if not left[0]:
                self.relay.stop()
            self.fake.pass_(timedelta(seconds=2))

        self.relay._stopping = False
        return self.relay.run(after=after, trouble=self.said.append)


def test_it_says_once_why_it_waits_and_once_that_this_is_over():
    told = Told()
    keep(told.store)
    told.run(4)
    assert told.said == ["nobody answers (ConnectionRefusedError)"]
    told.messenger.act = lambda _: None
    counts = told.run(2)
    assert told.said[1:] == [""]
    assert counts.why == ""
    assert len(told.messenger.taken) == 1


def test_a_change_is_said():
    told = Told()
    keep(told.store)
    told.run(2)
    told.messenger.act = odd
    told.run(2)
    told.messenger.act = unknown
    told.run(2)
    assert told.said[1:] == [
        "the messenger raised KeyError, which is no error of ours: ask its author",
        "there is no queue 'q'",
    ]


def test_what_is_not_ours_is_named_and_never_repeated():
    told = Told(act=odd)
    keep(told.store)
    counts = told.run(1)
    assert "pass-7" not in told.said[0] + exposition(counts, "w")
    told.messenger.act = down
    counts = told.run(1)
    assert "courier" not in told.said[1] + exposition(counts, "w")


def test_others_that_go_through_do_not_end_it():
    told = Told()
    told.messenger.act = lambda m: down(m) if m.notice.trajectory == "t-1" else None
    keep(told.store)
    told.run(1)
    for seq in (1, 2, 3):
        keep(told.store, "t-2", seq=seq)
        told.run(1)
    assert told.said == ["nobody answers (ConnectionRefusedError)"]


class Shaky:
    """An outbox that can't be used as long as `broken`."""

    def __init__(self, store):
        self._store = store
        self.broken = 3

    def claim(self, *args, **more):
        if self.broken:
            self.broken -= 1
            raise StoreError("busy") from OSError("/srv/secret")
        return self._store.claim(*args, **more)

    def __getattr__(self, name):
        return getattr(self._store, name)


def test_an_outbox_that_cannot_be_used_is_told_of_in_the_same_way():
    told = Told(Shaky(MemoryStore()), act=lambda _: None)
    counts = told.run(1)
    assert told.said == ["busy (OSError)", ""]
    assert counts.troubles == 3


class Careless(MessengerError):
    """A vendor's own, which forgets what its base wants to know."""

    def __init__(self):
        pass


@pytest.mark.parametrize(
    "error",
    [
        *(MessengerError("later", retry_after=odd) for odd in ("17", timedelta(17), [], 10**400)),
        Careless(),
    ],
    ids=["text", "timedelta", "list", "huge", "missing"],
)
def test_a_vendor_who_asks_for_more_time_in_no_number_stops_nothing(error):
    def busy(_):
        raise error

    told = Told(act=busy)
    keep(told.store)
    assert told.run(1).retried == 1
    (waiting,) = told.store.deliveries("t-1")
    assert waiting.attempts == 1


@pytest.mark.parametrize("why", ["", "MessengerError ConnectionRefusedError"])
def test_metrics_show_whether_something_stands_in_the_way_and_of_which_kind(why):
    (line,) = (
        one
        for one in exposition(Counts(why=why), "w").splitlines()
        if one.startswith("safetyframe_relay_hindered")
    )
    kind = f',why="{why}"' if why else ""
    assert line == f'safetyframe_relay_hindered{{worker="w"{kind}}} {int(bool(why))}'


def test_the_kind_is_that_of_what_was_raised():
    told = Told()
    keep(told.store)
    assert told.run(1).why == "MessengerError ConnectionRefusedError"
