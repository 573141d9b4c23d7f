"""What a vendor hands over so that faults can be produced. What is missing is reported as such."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from typing import TypeAlias

from attrs import field, fields, frozen

from safetyframe.ports import AsyncStore, Store

__all__ = ["Factory", "HostWork", "StoreHandles"]

#: What opens a store by its URL.
Factory: TypeAlias = Callable[[str], "Store | AsyncStore | Awaitable[Store | AsyncStore]"]


@frozen(kw_only=True)
class HostWork:
    """A transaction of a host's, begun and not ended, in which the host keeps things of its own.

    `transaction` is what the adapter's `within` takes; `note` writes a mark of the host's own in
    it. The three functions may be coroutine functions.
    """

    transaction: object
    commit: Callable[[], object]
    rollback: Callable[[], object]
    note: Callable[[str], object]


@frozen(kw_only=True)
class StoreHandles:
    """What produces the faults and looks underneath. Each is optional.

    `begin(url)` gives a context manager (an async one will do) around a `HostWork` in the database
    of that store, `noted(url)` the host's marks that are committed there: the two go together.
    `raw(url)` gives every byte that the store keeps anywhere: files, logs, tables, the outbox.
    `full(url)` is a context manager within which nothing new can be kept. `restart(url)` restarts
    the server behind. `nowhere` is a URL that is well formed and leads to nothing.
    """

    begin: (
        Callable[[str], AbstractContextManager[HostWork] | AbstractAsyncContextManager[HostWork]]
        | None
    ) = field(default=None)
    noted: Callable[[str], Iterable[str] | Awaitable[Iterable[str]]] | None = field(default=None)
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
