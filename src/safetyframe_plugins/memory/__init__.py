"""A store that lives as long as its process: for tests, trials and short scripts.

``memory://`` opens a new, empty store each time; two of them share nothing.
"""

from __future__ import annotations

from typing import Final

from safetyframe.errors import HostError
from safetyframe.plugins import Provides, StoreProvider, hookimpl
from safetyframe.ports import Capabilities, Declared
from safetyframe_plugins.memory._store import MemoryStore

__all__ = ["CAPABILITIES", "MemoryStore", "open_memory", "safetyframe_provides"]

CAPABILITIES: Final = Capabilities(
    durable=Declared.NO,
    multi_process=Declared.NO,
    erases=Declared.YES,
    notices=Declared.YES,
    joins=Declared.NO,
)


def open_memory(url: str) -> MemoryStore:
    """Open a new, empty store; `url` is ``memory://`` and nothing more."""
    if url != "memory://":
        raise HostError("a memory store has no name and no options: write memory://")
    return MemoryStore()


@hookimpl
def safetyframe_provides() -> Provides:
    """Hand over the memory store."""
    store = StoreProvider(
        name="memory", schemes=("memory",), open=open_memory, capabilities=CAPABILITIES
    )
    return Provides(api=1, stores=(store,))
