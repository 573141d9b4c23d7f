"""A messenger that writes notices to a file, one JSON line each: for trials, tutorials and tests.

``jsonl:///notices.jsonl`` is a file in the working directory, ``jsonl:////var/spool/n.jsonl`` (four
slashes) an absolute one; ``%20`` and its like are decoded. Each line is a CloudEvent. Whoever reads
along sees what a broker would: that there is something, for whom, and not what.
"""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from safetyframe.errors import HostError, MessengerError
from safetyframe.plugins import MessengerProvider, Provides, hookimpl
from safetyframe.ports import Declared, Message, MessengerCapabilities

__all__ = ["CAPABILITIES", "JsonLines", "open_jsonl", "safetyframe_provides"]

CAPABILITIES: Final = MessengerCapabilities(
    ordered=Declared.YES, durable=Declared.YES, deduplicates=Declared.NO
)

_PREFIX: Final = "jsonl:///"


class JsonLines:
    """A `safetyframe.ports.Messenger` that appends to the file `path`, made when it is missing.

    Several processes may append at once. A line is on the disk when `send` returns. Raises
    `MessengerError` for a file that can't be written to.
    """

    def __init__(self, path: Path) -> None:
        """Open the file. What somebody who was killed left half written is ended first."""
        self._path = path.absolute()
        self._lock = threading.Lock()
        try:
            flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
            self._file: int | None = _opened(self._path, flags)
        except OSError as error:
            raise self._failure(error) from error
        self._torn = self._ends_torn(self._file)

    def send(self, message: Message) -> None:
        """Append one line, and return when it is on the disk."""
        said = {**message.attributes, "data": dict(message.data)}
        line = json.dumps(said, separators=(",", ":")).encode() + b"\n"
        with self._lock:
            if self._file is None:
                raise MessengerError(f"{self._path}: this messenger is closed; open it again")
            try:
                whole = b"\n" * self._torn + line
                # In one piece, at the end: what others write meanwhile comes before or after.
                self._torn = os.write(self._file, whole) < len(whole)
                os.fsync(self._file)
            except OSError as error:
                raise self._failure(error) from error
            if self._torn:
                raise MessengerError(f"{self._path}: there was no room for a whole line")

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            if self._file is not None:
                os.close(self._file)
            self._file = None

    def _failure(self, error: OSError) -> MessengerError:
        return MessengerError(f"{self._path}: it cannot be written to: {error.strerror}")

    def _ends_torn(self, file: int) -> bool:
        size = os.lseek(file, 0, os.SEEK_END)
        if not size:
            return False
        os.lseek(file, size - 1, os.SEEK_SET)
        return os.read(file, 1) != b"\n"


def _opened(path: Path, flags: int) -> int:
    """Open the file, and bring its name to the disk: without, a power cut takes the lines too."""
    file = os.open(path, flags, 0o600)
    if hasattr(os, "O_DIRECTORY"):  # Windows can't be asked to
        try:
            folder = os.open(path.resolve().parent, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
        except OSError:
            os.close(file)
            raise
    return file


def open_jsonl(url: str) -> JsonLines:
    """Open the file that `url` names. Raises `HostError` for a URL that names none."""
    name = unquote(url.removeprefix(_PREFIX))
    if not url.startswith(_PREFIX) or "?" in url or "#" in url or "\0" in name or not name:
        raise HostError("write jsonl:///notices.jsonl for a file here, jsonl:////data/n.jsonl else")
    return JsonLines(Path(name))


@hookimpl
def safetyframe_provides() -> Provides:
    """Hand over the messenger."""
    messenger = MessengerProvider(
        name="jsonl", schemes=("jsonl",), open=open_jsonl, capabilities=CAPABILITIES
    )
    return Provides(api=1, messengers=(messenger,))
