"""What a vendor hands over so that faults can be produced. What is missing is reported as such."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager
from typing import TypeAlias

from attrs import field, fields, frozen

from safetyframe.ports import AsyncStore, Store

__all__ = ["Factory", "HostWork", "StoreHandles"]

#: What opens a store by its URL.
Factory: TypeAlias = Callable[[str], "Store | AsyncStore | Awaitable[Store | AsyncStore]"]


@frozen(kw_only=True)
class HostWork:
    """A transaction of a host's, begun and not ended, in which the host keeps things of its own.

    `transaction` is what the adapter's `within` takes. `note` writes a mark of the host's own in
    the transaction, `noted` reads all such marks that are committed, from outside of it.
    """

    transaction: object
    commit: Callable[[], object]
    rollback: Callable[[], object]
    note: Callable[[str], object]
    noted: Callable[[], frozenset[str]]


@frozen(kw_only=True)
class StoreHandles:
    """What produces the faults and looks underneath. Each is optional.

    `begin(url)` gives a context manager around a `HostWork`. `raw(url)` gives every byte that the
    store keeps anywhere: files, logs, tables, the outbox. `full(url)` is a context manager within
    which nothing new can be kept. `restart(url)` restarts the server behind. `nowhere` is a URL
    that is well formed and leads to nothing.
    """

    begin: Callable[[str], AbstractContextManager[HostWork]] | None = field(default=None)
    raw: Callable[[str], bytes] | None = field(default=None)
    full: Callable[[str], AbstractContextManager[object]] | None = field(default=None)
    restart: Callable[[str], object] | None = field(default=None)
    nowhere: str | None = field(default=None)

    @property
    def given(self) -> frozenset[str]:
        """The names of those that were handed over."""
        return frozenset(
            one.name for one in fields(StoreHandles) if getattr(self, one.name) is not None
        )
