"""Whatever happens to relays, none is lost and order is kept: a storm replayed from a seed.

Three relays at once, on one outbox: their messenger fails, their sends take long, they are killed
before and after a notice was taken, and another gets its turn in the middle of a send.
"""

from collections import defaultdict
from datetime import timedelta
from itertools import count, pairwise
from random import Random

import pytest

from safetyframe.errors import MessengerError
from safetyframe.notice import DeliveryState
from safetyframe.relay import Pace, Relay
from safetyframe_plugins.memory import MemoryStore
from tests.relay.faking import FakeMessenger, FakeWorld, keep

HOLD = timedelta(seconds=60)
WAITING = DeliveryState.WAITING


class Killed(BaseException):
    pass


class Mortal:
    """A process with a relay in it: once killed, it writes nothing more."""

    def __init__(self, storm, name):
        self.storm = storm
        self.busy = self.dead = False
        pace = Pace(hold=HOLD, batch=storm.dice.randint(1, 8), tries=1000)
        self.relay = Relay(
            self, FakeMessenger(self.send), worker=name, world=storm.fake.world, pace=pace
        )

    def claim(self, *args, **more):
        return self.storm.store.claim(*args, **more)

    def settle(self, worker, settled):
        if self.dead:
            raise Killed
        return self.storm.store.settle(worker, settled)

    def turn(self):
        if self.busy:
            return
        self.busy = True
        try:
            self.relay.round()
        except Killed:
            self.storm.crowd.remove(self)
        finally:
            self.busy = False

    def send(self, message):
        storm, dice = self.storm, self.storm.dice
        storm.fake.pass_(HOLD / 2 * dice.random())
        if dice.random() < 0.1 and storm.crowd:
            dice.choice(storm.crowd).turn()
        fate = dice.random()
        if fate < 0.15:
            raise MessengerError("down")
        if fate >= 0.2:
            storm.taken.append(message)
        if fate < 0.25:  # before it was taken, or after that and before anybody knew
            self.dead = True
            raise Killed


class Storm:
    def __init__(self, seed):
        self.dice = Random(seed)
        self.store = MemoryStore()
        self.fake = FakeWorld(chance=self.dice.random)
        self.crowd = []
        self.taken = []
        self.made = defaultdict(list)
        names = [f"t-{n}" for n in range(self.dice.randint(1, 5))]
        for seq in range(1, self.dice.randint(2, 9)):
            for name in names:
                people = ("p", "q")[: self.dice.randint(1, 2)]
                self.made[name] += keep(self.store, name, seq, people)

    def rage(self):
        names = count()
        for _ in range(3000):
            if not self.store.backlog()[WAITING]:
                return
            while len(self.crowd) < 3:
                self.crowd.append(Mortal(self, f"w-{next(names)}"))
            self.dice.choice(self.crowd).turn()
            self.fake.pass_(timedelta(seconds=self.dice.randint(0, 5)))
        pytest.fail("the storm does not end")


@pytest.mark.parametrize("seed", range(60))
def test_whatever_happens_none_is_lost_and_order_is_kept(seed):
    storm = Storm(seed)
    storm.rage()
    for name, made in storm.made.items():
        arrived = [m for m in storm.taken if m.notice.trajectory == name]
        assert list(dict.fromkeys(m.notice for m in arrived)) == made
        seen = set()
        for message in arrived:
            assert message.attempt >= 2 or message.notice not in seen
            seen.add(message.notice)
        # Going back, as after a crash, is all that is ever seen: nothing is left out on the way.
        places = [made.index(m.notice) for m in arrived]
        assert all(b <= a + 1 for a, b in pairwise(places))
