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
from pathlib import Path

import pytest

from tests.cli.cli import cli
from tests.relay.storming import Storm, fill, judge, told

pytestmark = pytest.mark.skipif(os.name != "posix", reason="SIGKILL as POSIX has it")


def lines(folder):
    return (folder / "n.jsonl").read_bytes().rpartition(b"\n")[0].splitlines()


def storm(folder, kills, **sizes):
    return Storm(
        folder=folder,
        messenger="jsonl:///n.jsonl",
        numbers=("--hold", 3, "--idle", "0.2", "--batch", "25"),
        blows=(Storm.kill,) * kills,
        relays=3,
        **sizes,
    )


def test_relays_that_are_killed_lose_nothing_and_keep_the_order(tmp_path):
    made, _ = storm(tmp_path, kills=2, trajectories=6, records=7).rage()
    judge(made, lines(tmp_path))


def test_what_a_killed_relay_had_sent_comes_again_and_is_marked(tmp_path):
    made = defaultdict(list)
    fill(tmp_path / "one.db", made, trajectories=1, records=5)
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
    arrived = lines(tmp_path)
    attempts = [json.loads(line).get("attempt", "1") for line in arrived]
    assert attempts == ["1"] * 4 + ["2"] * 10
    assert judge(made, arrived) == (4, 10)


@pytest.mark.deep
def test_ten_thousand_notices_and_nine_kills(tmp_path):
    one = storm(tmp_path, kills=9, trajectories=100, records=5)
    began = time.monotonic()
    made, waited = one.rage()
    took = time.monotonic() - began
    sys.stdout.write(f"\njsonl: {told(one, lines(tmp_path), made, waited, took)}\n")
