"""Files that commands write: whole, or not at all."""

from __future__ import annotations

import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from safetyframe.cli.trouble import Trouble

__all__ = ["written_whole"]


@contextmanager
def written_whole(path: Path, *, private: bool = False) -> Generator[TextIO]:
    """Give a file beside `path` to write to, and put it in its place when all went well.

    What was at `path` before stays as it was until then. A `private` file is for its owner alone.
    Raises `Trouble`, which names `path`, for what is no file and for what the system
    does not allow.
    """
    if path.exists() and not path.is_file():
        raise Trouble(f"{path}: it is there already, and no file; name one")
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        number = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600 if private else 0o666)
        with os.fdopen(number, "w", encoding="utf-8") as file:
            yield file
        aside.replace(path)
    except OSError as error:
        raise Trouble(f"{path}: {error.strerror or type(error).__name__}") from None
    finally:
        aside.unlink(missing_ok=True)
