"""The command line, loaded once: it becomes one command after another, each in a child.

Most of what a command takes is loading. A child of this process has that behind it, and is what the
command is otherwise: arguments, folder, streams, exit status and environment are its own.
"""

import atexit
import json
import os
import signal
import subprocess
import sys
import tempfile
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from runpy import run_module

from tests.support.signals import listening

__all__ = ["Warm", "warm"]

_ROOT = Path(__file__).resolve().parents[2]
#: These load what few commands need.
_OF_OTHERS = ("amqp", "django", "nats", "sql")
_STREAMS = ("in", "out", "err")


class Warm:
    """The process, seen from the tests. It ends when they do."""

    def __init__(self):
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__],
            cwd=_ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            preexec_fn=listening,  # noqa: PLW1509 - no other thread of this process holds a lock
            start_new_session=True,
        )

    def run(self, arguments, *, cwd, env, stdin, timeout):
        """Run a command to its end: give its exit status, and what it printed on either stream."""
        with tempfile.TemporaryDirectory() as folder:
            streams = [Path(folder, name) for name in _STREAMS]
            streams[0].write_bytes((stdin or "").encode("utf-8", "surrogateescape"))
            asked = [list(map(str, arguments)), str(cwd), env, list(map(str, streams)), timeout]
            self._process.stdin.write(json.dumps(asked) + "\n")
            self._process.stdin.flush()
            status = int(self._process.stdout.readline())
            out, err = (one.read_text("utf-8", "surrogateescape") for one in streams[1:])
        assert status != -signal.SIGALRM, f"not done in {timeout} s: {arguments}"
        return status, out, err

    def end(self, owner):
        """Let it go, unless this is a process that was forked from its owner's."""
        if os.getpid() == owner:
            self._process.stdin.close()
            self._process.stdout.close()
            self._process.wait(60)


@cache
def warm():
    """Give the one of this process."""
    made = Warm()
    atexit.register(made.end, os.getpid())
    return made


def _serve():
    for package in ("safetyframe.cli", "safetyframe.cli.commands", "safetyframe_plugins"):
        for found in iter_modules(import_module(package).__path__, f"{package}."):
            if not found.name.endswith(("__main__", *_OF_OTHERS)):
                import_module(found.name)
    for line in sys.stdin:
        child = os.fork()
        if not child:
            _become(*json.loads(line))
            run_module("safetyframe.cli", run_name="__main__", alter_sys=True)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        print(status, flush=True)  # noqa: T201 - that is how it answers


def _become(arguments, cwd, env, streams, timeout):
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(timeout)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    sys.argv[1:] = arguments
    sys.path[0] = cwd
    for number, path in enumerate(streams):
        os.dup2(os.open(path, os.O_RDWR | os.O_CREAT), number)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - to the end
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", 1, "utf-8", "backslashreplace", closefd=False)  # noqa: SIM115


if __name__ == "__main__":
    _serve()
