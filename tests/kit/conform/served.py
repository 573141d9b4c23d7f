"""The reference behind a server, so that connections can be cut and the server restarted."""

import contextlib
import pickle
import socket
import struct
import threading
from urllib.parse import urlsplit

from attrs import evolve

from safetyframe.errors import SafetyframeError, StoreError
from safetyframe.ports import Outbox
from safetyframe.ports.coroutines import METHODS
from tests.kit.conform.reference import CAPABILITIES, NO, YES, Place, Reference

SERVED = evolve(CAPABILITIES, durable=YES, multi_process=YES, joins=NO)
_LENGTH = struct.Struct("!I")


def _send(line, what):
    payload = pickle.dumps(what)
    line.sendall(_LENGTH.pack(len(payload)) + payload)


def _receive(line):
    def exactly(count):
        got = b""
        while len(got) < count:
            piece = line.recv(count - len(got))
            if not piece:
                raise ConnectionResetError("the other side is gone")
            got += piece
        return got

    (length,) = _LENGTH.unpack(exactly(_LENGTH.size))
    return pickle.loads(exactly(length))  # noqa: S301 -- from ourselves


class Server:
    """Answers calls of the reference's methods; its port stays when it restarts."""

    def __init__(self, kind=Reference):
        self.place, self.kind, self.lines = Place(), kind, []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self._begin()

    def _begin(self):
        threading.Thread(target=self._accept, args=(self.listener,), daemon=True).start()

    def _accept(self, listener):
        with contextlib.suppress(OSError):
            while True:
                line, _ = listener.accept()
                self.lines.append(line)
                threading.Thread(target=self._serve, args=(line,), daemon=True).start()

    def _serve(self, line):
        with contextlib.suppress(OSError, EOFError):
            while True:
                name, args, options = _receive(line)
                try:
                    answer = (True, getattr(self.kind(self.place), name)(*args, **options))
                except SafetyframeError as error:
                    answer = (False, error)
                _send(line, answer)

    def stop(self):
        with contextlib.suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        lines, self.lines = self.lines, []
        for line in lines:
            with contextlib.suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
            line.close()

    def restart(self):
        self.stop()
        self.forget()
        self.listener = socket.create_server(("127.0.0.1", self.port))
        self._begin()

    def forget(self):
        """A server that lasts forgets nothing."""


class Client:
    """A store that asks a server, over one connection that is made anew when it breaks."""

    def __init__(self, url):
        parts = urlsplit(url)
        self.server = (parts.hostname, parts.port)
        self.lock, self.line, self.closed = threading.Lock(), None, False

    def ask(self, name, *args, **options):
        options = {k: list(v) if k in ("bodies", "erase", "notices", "states") else v
                   for k, v in options.items()}  # fmt: skip
        with self.lock:
            if self.closed:
                raise StoreError("this store is closed")
            try:
                if self.line is None:
                    self.line = socket.create_connection(self.server, timeout=10)
                _send(self.line, (name, args, options))
                good, answer = _receive(self.line)
            except OSError as error:
                self.drop()
                raise StoreError("the server can't be reached") from error
        if not good:
            raise answer
        return answer

    def drop(self):
        if self.line is not None:
            self.line.close()
            self.line = None

    def close(self):
        with self.lock:
            self.closed = True
            self.drop()

    def settle(self, worker, settled):
        return self.ask("settle", worker, list(settled))

    def revive(self, notices, *, at):
        return self.ask("revive", list(notices), at=at)


def _asks(name):
    return lambda self, *args, **options: self.ask(name, *args, **options)


for _name in (
    *("append", "read", "head", "find", "trajectories", "feed", "body", "erase_body"),
    *("claim", "report", "deliveries", "backlog", "failed"),
):
    setattr(Client, _name, _asks(_name))


def with_coroutines(through):
    """A client whose methods are coroutines, each of which calls the plain one by `through`."""

    class Later:
        def __init__(self, url):
            self.plain = Client(url)

    def later(name):
        async def method(self, *args, **options):
            return await through(getattr(self.plain, name), *args, **options)

        return method

    for name in {*METHODS, *(name for name in vars(Outbox) if not name.startswith("_"))}:
        setattr(Later, name, later(name))
    return Later


async def at_once(call, *args, **options):
    """Wait where everybody waits."""
    return call(*args, **options)


class ErasesInTwo(Client):
    """Asks for an erasure once the record is there."""

    def append(self, trajectory, record, *, erase=(), **rest):
        gone = list(erase)
        given = self.ask("append", trajectory, record, **rest)
        return evolve(given, erased=tuple((t, self.erase_body(trajectory, t)) for t in gone))


class NeverTriesAgain(Client):
    """Keeps a connection that is dead."""

    def drop(self):
        if self.line is not None:
            self.line.close()


class HidesTheCause(Client):
    """Says that it can't be reached, and not why."""

    def ask(self, *args, **options):
        try:
            return super().ask(*args, **options)
        except StoreError as error:
            if error.__cause__ is None:
                raise
            raise StoreError("the server can't be reached") from None


class Forgetful(Server):
    """Acknowledges what it has not written down."""

    def forget(self):
        data = self.place.data.copy()
        data.log = data.log[:1]
        self.place.data = data
