"""Relays as processes, what befalls them and what they send to, and what is to have arrived."""

import json
import subprocess
import time
from collections import defaultdict
from itertools import pairwise

from attrs import frozen

from safetyframe.notice import DeliveryState
from safetyframe_plugins.sqlite import SqliteStore
from tests.cli.cli import command, environment
from tests.relay.faking import keep

WAITING, SENT = DeliveryState.WAITING, DeliveryState.SENT
PATIENCE = 900  # a bound on a run that hangs; no timing


def fill(path, made, trajectories, records):
    """So many more records for each trajectory, in turns, with two notices each; told in `made`."""
    store = SqliteStore(path, busy_seconds=60)
    store._connection.execute("PRAGMA synchronous = OFF")  # nobody pulls the plug here
    names = [f"t-{n}" for n in range(trajectories)]
    first = len(made[names[0]]) // 2 + 1
    for seq in range(first, first + records):
        for name in names:
            made[name] += [notice.id for notice in keep(store, name, seq, ("p", "q"))]
    store.close()


def relay(folder, messenger, *numbers):
    return subprocess.Popen(
        command("relay", "sqlite:///one.db", messenger, *numbers),
        cwd=folder,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@frozen(kw_only=True)
class Storm:
    """`relays` at once carry notices to `messenger`, until `blows` have fallen and nothing waits.

    Before each blow, and after the last, come so many `records` for each of `trajectories`; it
    falls when half of their notices are sent. A blow is called with the storm and its crowd.
    """

    folder: object
    messenger: str
    numbers: tuple
    trajectories: int
    records: int
    blows: tuple
    relays: int = 2

    def start(self):
        return relay(self.folder, self.messenger, *self.numbers)

    def kill(self, crowd):
        """SIGKILL one, in the middle of whatever it does; another one comes."""
        gone = crowd.pop(0)
        assert gone.poll() is None  # it had not ended by itself
        gone.kill()
        gone.wait()
        crowd.append(self.start())

    def rage(self):
        """Give what was made, by trajectory, and how many waited when each blow fell."""
        made, waited = defaultdict(list), []
        path, end = self.folder / "one.db", time.monotonic() + PATIENCE
        SqliteStore(path).close()
        crowd = [self.start() for _ in range(self.relays)]
        store = SqliteStore(path, busy_seconds=60)
        try:
            for blow in (*self.blows, None):
                fill(path, made, self.trajectories, self.records)
                most = self.trajectories * self.records if blow else 0
                while (waits := store.backlog()[WAITING]) > most:
                    assert time.monotonic() < end, f"{waits} notices still wait"
                    time.sleep(0.02)
                if blow is not None:
                    waited.append(waits)
                    blow(self, crowd)
            assert store.backlog()[SENT] == sum(map(len, made.values()))
        finally:
            for one in crowd:
                one.terminate()
            for one in crowd:
                one.wait()
            store.close()
        return made, waited


def judge(made, arrived):
    """Check what arrived; give how many came twice, and how many were marked."""
    seen, marked = defaultdict(list), 0
    for event in map(json.loads, arrived):
        mine = seen[event["partitionkey"]]
        again = int(event.get("attempt", "1")) > 1
        marked += again
        assert again or event["id"] not in mine  # what comes twice is marked
        mine.append(event["id"])
    assert set(seen) == set(made)
    for name, ids in seen.items():
        assert list(dict.fromkeys(ids)) == made[name]  # none is lost, and the first come in order
        places = [made[name].index(one) for one in ids]
        assert all(b <= a + 1 for a, b in pairwise(places))  # going back, and never ahead
    return len(arrived) - sum(map(len, made.values())), marked


def told(storm, arrived, made, waited, took):
    """Write down the figures of a storm."""
    twice, marked = judge(made, arrived)
    return (
        f"{sum(map(len, made.values()))} notices, {storm.relays} relays, {len(storm.blows)} blows "
        f"(while {min(waited)} to {max(waited)} waited): {len(arrived)} arrived in {took:.0f} s, "
        f"none lost, in order; {twice} came twice, {marked} were marked as perhaps twice."
    )
