"""Where an adapter is opened: a fresh place for each law, where the vendor can give one."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import TypeAlias, cast

from safetyframe.errors import HostError

__all__ = ["Place", "placed"]

#: A URL; or what makes a fresh, empty place for each law: called with a folder (or nothing), it
#: gives a URL, or a context manager that gives one and puts the place away.
Place: TypeAlias = str | Callable[..., "str | AbstractContextManager[str]"]


@contextmanager
def placed(place: Place, folder: Path) -> Generator[str]:
    """Make a place in `folder`, and put it away afterwards."""
    with ExitStack() as stack:
        given: object = place
        if callable(place):
            folder.mkdir(exist_ok=True)
            given = place(folder) if inspect.signature(place).parameters else place()
        if isinstance(given, AbstractContextManager):
            given = stack.enter_context(cast("AbstractContextManager[object]", given))
        if not isinstance(given, str):
            raise HostError("the place of an adapter is a URL, or a callable that gives one")
        yield given
