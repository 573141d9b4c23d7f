"""The file: lines that are whole or were never written, and a lock that processes share."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from safetyframe.errors import StoreError

__all__ = ["Log"]


class Log:
    """A file of lines. Not for threads: the store has a lock of its own for those."""

    def __init__(self, folder: Path) -> None:
        """Open it in `folder`, which is made where its parent is there."""
        try:
            folder.mkdir(exist_ok=True)
            new = not (folder / "log.jsonl").exists()
            self._file = os.open(folder / "log.jsonl", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            if new:  # or a crash of the machine could take the name of the file away again
                _sync_folder(folder)
        except OSError as error:
            raise _failed("opened", error) from error
        self._seen = 0

    @contextmanager
    def locked(self, *, writing: bool) -> Iterator[None]:
        """Hold the file: alone for writing, with other readers for reading."""
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX if writing else fcntl.LOCK_SH)
        except OSError as error:
            raise _failed("locked", error) from error
        try:
            yield
        finally:
            fcntl.flock(self._file, fcntl.LOCK_UN)

    def news(self) -> list[bytes]:
        """Give the whole lines that were not given before. What has no end is no line."""
        try:
            size = os.fstat(self._file).st_size
            if size < self._seen:
                raise StoreError("the log is shorter than it was: it was replaced; open it again")
            found = b""
            while len(found) < size - self._seen:
                more = os.pread(self._file, size - self._seen - len(found), self._seen + len(found))
                if not more:
                    break
                found += more
        except OSError as error:
            raise _failed("read", error) from error
        whole = found[: found.rfind(b"\n") + 1]
        self._seen += len(whole)
        return whole.splitlines()

    def add(self, line: bytes) -> None:
        """Put a line on disk, or leave the file as it was. Call `news` first, and hold the lock."""
        try:
            os.ftruncate(self._file, self._seen)  # half a line of somebody who crashed
            left = memoryview(line + b"\n")
            at = self._seen
            while left:
                written = os.pwrite(self._file, left, at)
                at, left = at + written, left[written:]
            os.fsync(self._file)
        except OSError as error:
            with suppress(OSError):  # then it is half a line, or one that was never acknowledged
                os.ftruncate(self._file, self._seen)
            raise _failed("written", error) from error
        self._seen = at

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._file)


def _sync_folder(folder: Path) -> None:
    for one in (folder, folder.parent):
        opened = os.open(one, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def _failed(what: str, error: OSError) -> StoreError:
    return StoreError(f"the log could not be {what}: {error.strerror or 'for no reason given'}")
