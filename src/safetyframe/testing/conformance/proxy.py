"""Stands between an adapter and its server: cuts connections, freezes them, lets nobody through."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from collections.abc import Generator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

__all__ = ["Proxy", "between"]

_RESET = struct.pack("ii", 1, 0)


class Proxy:
    """A listener on this machine that passes everything on to a server, until told otherwise.

    `accepted` counts the connections there have been, `passed` the pieces that were passed on since
    the last `cut_after` or `heal`. The port stays when it is stopped and started again.
    """

    def __init__(self, host: str, port: int) -> None:
        """Listen, on a port that the system chooses."""
        self.accepted = self.passed = self.port = 0
        self._server = (host, port)
        self._lock = threading.Lock()
        self._pieces: int | None = None
        self._answer: int | None = None
        self._thawed = threading.Event()
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self.start()

    def start(self) -> None:
        """Let everybody through, as from the beginning."""
        self._thawed.set()
        self._listener = socket.create_server(("127.0.0.1", self.port))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def stop(self) -> None:
        """Cut whoever is there, and refuse whoever comes."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thawed.set()
        self._cut(self._pairs)

    def cut_after(self, pieces: int) -> None:
        """Cut every connection once so many more pieces, either way, have been passed on."""
        with self._lock:
            self._pieces, self.passed = pieces, 0

    def heal(self) -> None:
        """Pass everything on again, for whoever connects anew."""
        with self._lock:
            self._pieces, self.passed = None, 0

    def cut_answer_after(self, count: int) -> None:
        """Cut one connection, once, when the server has answered with so many more bytes."""
        with self._lock:
            self._answer = count

    def freeze(self) -> None:
        """Keep every connection, and pass nothing on."""
        self._thawed.clear()

    def thaw(self) -> None:
        """Pass on what was kept back, and all that comes."""
        self._thawed.set()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            try:
                server = socket.create_connection(self._server, timeout=10)
                server.settimeout(None)
                for one in (client, server):
                    one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            except OSError:
                client.close()
                continue
            pair = (client, server)
            with self._lock:  # from here on it may be cut at any moment
                self.accepted += 1
                self._pairs.append(pair)
            if listener.fileno() < 0:  # it was stopped meanwhile
                self._cut([pair])
                return
            for one in pair:
                threading.Thread(target=self._pass_on, args=(one, pair), daemon=True).start()

    def _pass_on(self, one: socket.socket, pair: tuple[socket.socket, socket.socket]) -> None:
        client, server = pair
        with contextlib.suppress(OSError):
            while piece := one.recv(65536):
                self._thawed.wait()
                cut = self._to_cut(pair, len(piece) if one is server else 0)
                if cut:
                    self._cut(cut)
                    return
                (server if one is client else client).sendall(piece)
        for end in pair:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def _to_cut(
        self, pair: tuple[socket.socket, socket.socket], answered: int
    ) -> list[tuple[socket.socket, socket.socket]]:
        """Say which connections a piece cuts instead of being passed on."""
        with self._lock:
            if self._answer is not None and answered:
                self._answer -= answered
                if self._answer <= 0:
                    self._answer = None
                    return [pair]
            if self._pieces is not None:
                if self._pieces <= 0:
                    return self._pairs
                self._pieces -= 1
            self.passed += 1
            return []

    def _cut(self, pairs: list[tuple[socket.socket, socket.socket]]) -> None:
        """Reset both ends of each: neither side hears a farewell."""
        with self._lock:
            cut = list(pairs)
            self._pairs = [pair for pair in self._pairs if pair not in cut]
        for end in (end for pair in cut for end in pair):
            with contextlib.suppress(OSError):
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
                end.shutdown(socket.SHUT_RDWR)
            with contextlib.suppress(OSError):
                end.close()


@contextmanager
def between(url: str) -> Generator[tuple[str, Proxy] | None]:
    """Stand between whoever opens a URL and its server: gives the URL that leads through here.

    None for a URL that names no host and port.
    """
    parts = urlsplit(url)
    if not parts.hostname or not parts.port:
        yield None
        return
    proxy = Proxy(parts.hostname, parts.port)
    try:
        login, at, _ = parts.netloc.rpartition("@")
        through = parts._replace(netloc=f"{login}{at}127.0.0.1:{proxy.port}")
        yield urlunsplit(through), proxy
    finally:
        proxy.stop()
