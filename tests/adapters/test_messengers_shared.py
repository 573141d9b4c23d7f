"""Messengers on brokers in a process that forks, and in one that is interrupted by Ctrl-C."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.adapters import mailboxes

ROOT = Path(__file__).parents[2]
PLACES = {"nats": mailboxes.nats_place, "amqp": mailboxes.amqp_place}

#: What both scripts begin with. They send act after act, all about one trajectory.
BEGIN = """
import os, signal, sys, threading
from datetime import UTC, datetime
from safetyframe.notice import Notice
from safetyframe.ports import Message
from safetyframe_plugins.{name} import open_{name}
messenger = open_{name}(sys.argv[1])
def send(act):
    notice = Notice(trajectory="t1", act=act, recipient="p-1")
    messenger.send(Message(notice=notice, attempt=1, since=datetime(2026, 1, 1, tzinfo=UTC)))
"""

FORK = """
send("parent-1")
lock = messenger._wires.get()._thread._lock
lock.acquire()  # as another thread might, at the moment of the fork
if os.fork() == 0:
    try:
        send("child")
        messenger.close()
        os._exit(0)
    finally:
        os._exit(1)
_, status = os.wait()
lock.release()
send("parent-2")
messenger.close()
sys.exit(os.waitstatus_to_exitcode(status))
"""

INTERRUPT = """
signal.signal(signal.SIGINT, signal.default_int_handler)
def told(word):
    print(word, flush=True)
    sys.stdin.readline()
send("before")
told("ready")
try:
    threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start()
    send("interrupted")
except KeyboardInterrupt:
    told("interrupted")
send("after")
messenger.close()
print("done")
"""


@pytest.fixture(params=PLACES)
def place(request, tmp_path):
    with PLACES[request.param](tmp_path / "place") as url:
        yield request.param, url, mailboxes.WORLDS[url]


def script(name, rest, url):
    return [sys.executable, "-c", BEGIN.format(name=name) + rest, url]


def acts(world):
    return [json.loads(said)["data"]["act"] for said in world.received()]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no forks here")
def test_a_forked_process_sends_over_a_connection_of_its_own(place):
    name, url, world = place
    done = subprocess.run(script(name, FORK, url), cwd=ROOT, check=False, timeout=60)
    assert done.returncode == 0
    assert acts(world) == ["parent-1", "child", "parent-2"]
    assert world.proxy.accepted == 2  # the parent kept its own


@pytest.mark.skipif(os.name != "posix", reason="Ctrl-C as POSIX has it")
def test_ctrl_c_ends_the_wait_and_the_next_is_sent_over_another_connection(place):
    name, url, world = place
    patient = url.replace("timeout=1", "timeout=600").replace("timeout=2", "timeout=600")
    with subprocess.Popen(
        script(name, INTERRUPT, patient),
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
    ) as process:
        hangs = threading.Timer(60, process.kill)
        hangs.start()
        try:
            assert process.stdout.readline() == "ready\n"
            world.proxy.freeze()
            process.stdin.write("\n")
            assert process.stdout.readline() == "interrupted\n"
            world.proxy.thaw()
            rest, _ = process.communicate("\n", timeout=60)
        finally:
            hangs.cancel()
            process.kill()
    assert (rest, process.returncode) == ("done\n", 0)
    assert acts(world)[0] == "before"
    assert "after" in acts(world)
    assert world.proxy.accepted == 2  # what was under way there comes in front of nothing else
