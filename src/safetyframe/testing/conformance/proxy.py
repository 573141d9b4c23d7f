"""Stands between an adapter and its server, and cuts the connection or holds it up."""

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
    """A listener on this machine that passes everything on to a server, until told otherwise."""

    def __init__(self, host: str, port: int) -> None:
        """Listen, on a port that the system chooses."""
        self._server = (host, port)
        self._lock = threading.Lock()
        self._left: int | None = None
        self._passed = 0
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def port(self) -> int:
        """Where it listens."""
        port: int = self._listener.getsockname()[1]
        return port

    @property
    def passed(self) -> int:
        """How many pieces have been passed on since the last `cut_after` or `heal`."""
        return self._passed

    def cut_after(self, pieces: int) -> None:
        """Cut every connection once so many more pieces, either way, have been passed on."""
        with self._lock:
            self._left, self._passed = pieces, 0

    def heal(self) -> None:
        """Pass everything on again, for whoever connects anew."""
        with self._lock:
            self._left, self._passed = None, 0

    def close(self) -> None:
        """Cut all, and listen no more."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._cut()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            try:
                server = socket.create_connection(self._server, timeout=10)
                server.settimeout(None)
            except OSError:
                client.close()
                continue
            self._pairs.append((client, server))
            for one, other in ((client, server), (server, client)):
                threading.Thread(target=self._pass_on, args=(one, other), daemon=True).start()

    def _pass_on(self, one: socket.socket, other: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while piece := one.recv(65536):
                with self._lock:
                    cut = self._left is not None and self._left <= 0
                    if self._left is not None and not cut:
                        self._left -= 1
                    self._passed += 1
                if cut:
                    self._cut()
                    return
                other.sendall(piece)
        for end in (one, other):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def _cut(self) -> None:
        """Reset both ends of every connection: neither side hears a farewell."""
        pairs, self._pairs = self._pairs, []
        for end in (end for pair in pairs for end in pair):
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
        proxy.close()
