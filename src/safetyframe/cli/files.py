"""Files that commands write: whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from safetyframe.cli.trouble import Trouble

__all__ = ["whole_file"]


@contextmanager
def whole_file(path: Path, *, private: bool = True) -> Generator[TextIO]:
    """Give a file that is at `path` when all went well. Until then what was there stays there.

    Only its owner may read a `private` one: what it holds may be about a family. Raises `Trouble`,
    which names `path`, for what is there and is no file, and for what the system does not allow.
    """
    if path.exists() and not path.is_file():  # a folder, or a device: nothing to put another for
        raise Trouble(f"{path}: it can't be written: it is there already, and no file")
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    mode = 0o600 if private else 0o666
    try:
        aside.unlink(missing_ok=True)  # of a process that was killed, and had this number
        # Never through a link that somebody laid there meanwhile.
        handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        try:
            with open(handle, "w", encoding="utf-8", newline="\n") as file:  # noqa: PTH123 - a descriptor
                yield file
                file.flush()
                os.fsync(handle)
            aside.replace(path)
        finally:
            aside.unlink(missing_ok=True)
    except OSError as error:
        raise Trouble(f"{path}: it can't be written: {error.strerror}") from error
