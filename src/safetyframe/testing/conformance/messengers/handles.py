"""What a vendor hands over so that the other side is seen, and faults can be produced."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import TypeAlias

from attrs import fields, frozen

from safetyframe.ports import Messenger

__all__ = ["Factory", "MessengerHandles"]

#: What opens a messenger by its URL: a `Messenger`, or one whose methods are coroutines.
Factory: TypeAlias = Callable[[str], Messenger | object]


@frozen(kw_only=True)
class MessengerHandles:
    """What looks at the other side and produces faults. All but `received` is optional.

    `received(url)` gives every event that has arrived there so far, in order, each in the JSON
    format of CloudEvents; it takes nothing away. `stop(url)` makes what is behind unreachable and
    cuts who is connected, `start(url)` ends that. `restart(url)` kills what keeps the messages, and
    starts it anew. `freeze(url)` is a context manager within which connections stay and nothing
    answers. `cut(url, count)` lets `count` more bytes come back from behind, and then cuts their
    connection, once. `unknown(url)` gives the URL of a place that is not there, behind the same
    server. `nowhere` is a URL, with a password if it may have one, at which nobody answers.
    `secrets` may be shown nowhere, besides the password of the URL.
    """

    received: Callable[[str], Sequence[bytes]]
    stop: Callable[[str], object] | None = None
    start: Callable[[str], object] | None = None
    restart: Callable[[str], object] | None = None
    freeze: Callable[[str], AbstractContextManager[object]] | None = None
    cut: Callable[[str, int], object] | None = None
    unknown: Callable[[str], str] | None = None
    nowhere: str | None = None
    secrets: tuple[str, ...] = ()

    @property
    def given(self) -> frozenset[str]:
        """The names of those that were handed over."""
        return frozenset(
            one.name for one in fields(MessengerHandles) if getattr(self, one.name) is not None
        )
