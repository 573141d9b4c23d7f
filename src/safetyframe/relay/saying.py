"""What stands in the way of a relay, in words that may stand in a log."""

from __future__ import annotations

from collections.abc import Iterator

from safetyframe.errors import AdapterError

__all__ = ["kind_of", "what_stands_in_the_way"]


def what_stands_in_the_way(error: Exception) -> str:
    """Give the words of an error that is ours, which hold no secret and name nobody.

    Of what is behind it, and of an error that is not ours, the type alone: its words may be of
    anything.
    """
    first, *behind = _types(error)
    if not isinstance(error, AdapterError):
        return f"the messenger raised {first}, which is no error of ours: ask its author"
    return f"{error} ({', '.join(behind)})" if behind else str(error)


def kind_of(error: Exception) -> str:
    """Give the type of an error, and of those behind it."""
    return " ".join(_types(error))


def _types(error: BaseException) -> Iterator[str]:
    met: set[int] = set()
    at: BaseException | None = error
    while at is not None and id(at) not in met:
        met.add(id(at))
        yield type(at).__name__
        at = at.__cause__
