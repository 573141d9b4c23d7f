"""A store in one SQLite file, with nothing but Python's own ``sqlite3``.

``sqlite:///cases.db`` is a file in the working directory, ``sqlite:////var/lib/cases.db`` (four
slashes) an absolute one, ``sqlite:///C:/data/cases.db`` one on Windows. ``%20`` and its like are
decoded; there are no options. A store in memory is ``memory://``: ``:memory:`` is refused. The file
must be on a disk of this machine: a write-ahead log does not work over a network.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from safetyframe.errors import HostError
from safetyframe.plugins import Provides, StoreProvider, hookimpl
from safetyframe.ports import Capabilities, Declared
from safetyframe_plugins.sqlite._store import SqliteStore

__all__ = ["CAPABILITIES", "SqliteStore", "open_sqlite", "path_of", "safetyframe_provides"]

CAPABILITIES: Final = Capabilities(
    durable=Declared.YES,
    multi_process=Declared.YES,
    erases=Declared.YES,
    notices=Declared.YES,
    joins=Declared.NO,
)

_PREFIX: Final = "sqlite:///"
_STRAY_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")


def path_of(url: str) -> Path:
    """Give the file that `url` names, made absolute so that a later ``chdir`` changes nothing.

    Raises HostError for a URL that names none.
    """
    if not url.startswith(_PREFIX):
        raise HostError(
            "write sqlite:///file.db for a file here, sqlite:////data/file.db elsewhere"
        )
    rest = url.removeprefix(_PREFIX)
    if "?" in rest or "#" in rest or _STRAY_PERCENT.search(rest):
        raise HostError("an sqlite URL has no options; in a name, ? is %3F, # is %23, and % is %25")
    try:
        name = unquote(rest, errors="strict")
    except UnicodeDecodeError:
        raise HostError("the name in an sqlite URL is UTF-8 once it is decoded") from None
    if name in ("", ":memory:"):
        raise HostError("an sqlite URL names a file; for a store in memory write memory://")
    if "\0" in name or name.endswith("/"):
        raise HostError("an sqlite URL names a file, not a folder, without a zero byte")
    return Path(name).absolute()


def open_sqlite(url: str) -> SqliteStore:
    """Open the store in the file that `url` names; see `path_of` and `SqliteStore`."""
    return SqliteStore(path_of(url))


@hookimpl
def safetyframe_provides() -> Provides:
    """Hand over the SQLite store."""
    store = StoreProvider(
        name="sqlite", schemes=("sqlite",), open=open_sqlite, capabilities=CAPABILITIES
    )
    return Provides(api=1, stores=(store,))
