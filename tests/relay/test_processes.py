"""Relays as processes, killed in the middle: none lost, order kept, what comes twice is marked.

``pytest -m deep tests/relay/test_processes.py -s`` does it with ten thousand, and prints figures.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import pytest

from safetyframe.notice import DeliveryState
from safetyframe_plugins.sqlite import SqliteStore
from tests.cli.cli import cli, command, environment
from tests.relay.faking import keep

WAITING, SENT = DeliveryState.WAITING, DeliveryState.SENT
RELAYS, HOLD, PATIENCE = 3, 3, 900


def fill(path, trajectories, records):
    """As many records for each trajectory, with two notices each, in turns."""
    store = SqliteStore(path)
    store._connection.execute("PRAGMA synchronous = OFF")  # nobody pulls the plug here
    made = defaultdict(list)
    for seq in range(1, records + 1):
        for n in range(trajectories):
            made[f"t-{n}"] += [x.id for x in keep(store, f"t-{n}", seq, ("p", "q"))]
    store.close()
    return made


def relay(folder):
    numbers = ("--hold", HOLD, "--idle", "0.2", "--batch", "25")
    return subprocess.Popen(
        command("relay", "sqlite:///one.db", "jsonl:///n.jsonl", *numbers),
        cwd=folder,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def lines(path):
    if not path.exists():
        return []
    whole = path.read_bytes().rpartition(b"\n")[0].splitlines()
    return [json.loads(line) for line in whole]


def storm(folder, made, kills):
    """Run relays, killing one after so many arrivals, until nothing waits; give what arrived."""
    total = sum(map(len, made.values()))
    marks = [total * (k + 1) // (kills + 1) for k in range(kills)]
    arrivals, crowd = folder / "n.jsonl", [relay(folder) for _ in range(RELAYS)]
    end = time.monotonic() + PATIENCE
    store = SqliteStore(folder / "one.db", busy_seconds=60)
    try:
        while store.backlog()[WAITING]:
            assert time.monotonic() < end
            if marks and arrivals.exists() and arrivals.read_bytes().count(b"\n") >= marks[0]:
                marks.pop(0)
                gone = crowd.pop(0)
                gone.kill()  # SIGKILL, in the middle of whatever it does
                gone.wait()
                crowd.append(relay(folder))
            time.sleep(0.02)
        assert store.backlog()[SENT] == total
    finally:
        for one in crowd:
            one.terminate()
        for one in crowd:
            one.wait()
        store.close()
    assert marks == []
    return lines(arrivals)


def judge(made, arrived):
    """Check what arrived; give how many came twice, and how many were marked."""
    seen, marked = defaultdict(list), 0
    for event in arrived:
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


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL as POSIX has it")
def test_relays_that_are_killed_lose_nothing_and_keep_the_order(tmp_path):
    made = fill(tmp_path / "one.db", trajectories=6, records=20)
    judge(made, storm(tmp_path, made, kills=2))


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL as POSIX has it")
def test_what_a_killed_relay_had_sent_comes_again_and_is_marked(tmp_path):
    made = fill(tmp_path / "one.db", trajectories=1, records=5)
    script = f"""
import os, signal
from pathlib import Path
from safetyframe.relay import Relay
from safetyframe_plugins.jsonl import JsonLines
from safetyframe_plugins.sqlite import SqliteStore
from tests.relay.faking import FakeWorld
folder, sent = Path({os.fspath(tmp_path)!r}), []
class Deadly(JsonLines):
    def send(self, message):
        super().send(message)
        sent.append(message)
        if len(sent) == 4:
            os.kill(os.getpid(), signal.SIGKILL)
store = SqliteStore(folder / "one.db")
Relay(store, Deadly(folder / "n.jsonl"), worker="w", world=FakeWorld().world).run(once=True)
"""
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", script], cwd=root, check=False)
    assert done.returncode == -signal.SIGKILL
    said = cli("relay", "sqlite:///one.db", "jsonl:///n.jsonl", "--once", "--json", cwd=tmp_path)
    assert said.objects[0]["duplicates"] == 10  # all were claimed; four had been sent
    arrived = lines(tmp_path / "n.jsonl")
    assert [event.get("attempt", "1") for event in arrived] == ["1"] * 4 + ["2"] * 10
    assert judge(made, arrived) == (4, 10)


@pytest.mark.deep
@pytest.mark.skipif(os.name != "posix", reason="SIGKILL as POSIX has it")
def test_ten_thousand_notices_and_nine_kills(tmp_path):
    made = fill(tmp_path / "one.db", trajectories=100, records=50)
    began = time.monotonic()
    arrived = storm(tmp_path, made, kills=9)
    took = time.monotonic() - began
    twice, marked = judge(made, arrived)
    total = sum(map(len, made.values()))
    sys.stdout.write(
        f"\n{total} notices, {RELAYS} relays, 9 of them killed: {len(arrived)} arrived in "
        f"{took:.0f} s, none lost; {twice} came twice, {marked} were marked as perhaps twice.\n"
    )
