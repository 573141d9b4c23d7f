"""Errors, one type per whose fault it is: the host's, an adapter's, the payload's or ours.

A refusal by the charter is no error but a value (`safetyframe.outcome.Refused`). Messages say
where, what was expected and what to do next; they never repeat prose or a person's reference.
"""

from __future__ import annotations

__all__ = [
    "ActIdReusedError",
    "AdapterError",
    "HostError",
    "MessengerError",
    "NeedsHistoryError",
    "PayloadError",
    "PluginError",
    "PolicyError",
    "RegistryError",
    "SafetyframeError",
    "StoreError",
    "TextIdReusedError",
    "UndeliverableError",
    "UnknownTypeError",
    "UnknownVersionError",
    "UnsupportedError",
    "VersionConflictError",
]


class SafetyframeError(Exception):
    """The root of every error raised on purpose."""


class HostError(SafetyframeError):
    """The embedding program asked for something that cannot be."""


class PolicyError(HostError):
    """A policy tries to do what no policy may: lower a HARD norm, or give no reason."""


class NeedsHistoryError(HostError):
    """A snapshot was asked about a moment before its last record: fold the records up to it."""


class PayloadError(SafetyframeError):
    """Data from outside is not what the wire format asks for.

    `path` leads to the fault from the payload's root, `expected` says what belongs there, `code` is
    a stable name for the kind of fault.
    """

    #: Further faults of the same payload, where the reader went on looking.
    others: tuple[PayloadError, ...] = ()

    def __init__(self, path: tuple[str | int, ...], expected: str, code: str = "invalid") -> None:
        """Say where and what was expected; never what was found, which may be private."""
        self.path = path
        self.expected = expected
        self.code = code
        where = "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in path) or "."
        super().__init__(f"{code} at ${where}: expected {expected}")

    def __reduce__(self) -> tuple[type[PayloadError], tuple[tuple[str | int, ...], str, str]]:
        """Travel between processes whole."""
        return type(self), (self.path, self.expected, self.code)


class UnknownTypeError(PayloadError):
    """The payload's `type` is not one this version knows."""


class UnknownVersionError(PayloadError):
    """The payload's `version` is not one this version knows: it may be newer than the library."""


class AdapterError(SafetyframeError):
    """An adapter, or what is behind it, failed. The cause is chained."""


class PluginError(AdapterError):
    """A plugin could not be used: which one, why, and what to do."""


class UnsupportedError(AdapterError):
    """The adapter declared that it cannot do this."""


class StoreError(AdapterError):
    """A store failed or refused: a file that is not its own, newer than it knows, or unwritable."""


class VersionConflictError(StoreError):
    """Somebody else appended first. Load again, decide again, append again.

    `expected` is the version the writer had seen, `found` the one in the store.
    """

    def __init__(self, expected: int, found: int) -> None:
        """Name both versions."""
        self.expected = expected
        self.found = found
        super().__init__(
            f"the trajectory is at version {found}, not {expected}: "
            "load it, decide and append again"
        )

    def __reduce__(self) -> tuple[type[VersionConflictError], tuple[int, int]]:
        """Travel between processes whole."""
        return type(self), (self.expected, self.found)


class ActIdReusedError(StoreError):
    """An act id is on record with another content: ids are for one act only."""


class TextIdReusedError(StoreError):
    """A text id stands for other words, or for words that were erased: use a new id."""


class MessengerError(AdapterError):
    """What carries notices did not take this one: send it again later.

    `retry_after` is how many seconds later, where what is behind the messenger said so.
    """

    def __init__(self, *said: object, retry_after: float | None = None) -> None:
        """Say what happened and what to do, without the recipient."""
        super().__init__(*said)
        self.retry_after = retry_after


class UndeliverableError(MessengerError):
    """Nothing will ever take this notice: its recipient or place is unknown. Don't send again."""


class RegistryError(AdapterError):
    """A registry is down, too slow, or answered what can't be read. It gives nobody a power."""
