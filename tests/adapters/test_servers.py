"""What tests start is gone after them, whatever becomes of them."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.waiting import until

CODE = """
import os, signal, subprocess, sys
from pathlib import Path
from tests.support.afterwards import end_afterwards

folder = Path(sys.argv[1])
for name in ("one", "stopped", "two"):
    place = folder / name
    place.mkdir()
    end_afterwards(place / "pid", place)
    nothing = subprocess.DEVNULL
    server = subprocess.Popen(["sleep", "600"], stdout=nothing, stderr=nothing)
    (place / "pid").write_text(f"{server.pid}" + "\\n" * (name == "one"))  # not all end the line
    print(server.pid, flush=True)
(folder / "stopped" / "pid").unlink()  # it was stopped: its number may be another's by now
os.kill(os.getpid(), int(sys.argv[2]))
"""


def runs(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"  # one that has ended, of which nobody has asked how


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="processes as Linux shows them")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_servers_end_with_the_tests_that_started_them(tmp_path, how):
    asked = [sys.executable, "-c", CODE, str(tmp_path), str(int(how))]
    done = subprocess.run(asked, capture_output=True, text=True, check=False, timeout=60)
    one, stopped, two = map(int, done.stdout.split())
    try:
        until(lambda: not list(tmp_path.iterdir()), what="their folders being gone")
        assert not runs(one)
        assert runs(stopped)
        assert not runs(two)
    finally:
        os.kill(stopped, signal.SIGKILL)
