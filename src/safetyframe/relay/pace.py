"""How patient a relay is: numbers of a machine, none of which rests on a clause."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from attrs import astuple, frozen

from safetyframe.errors import HostError

__all__ = ["Pace"]

#: The longest wait that somebody else may ask for: a notice that waits since an earlier day is a
#: finding for people, and nobody's header is to keep it from being tried for years.
_ASKED_AT_MOST: Final = timedelta(days=1)
_DOUBLINGS: Final = 100  # beyond any `longest`, and not beyond what a float holds


@frozen(kw_only=True)
class Pace:
    """How a relay paces itself.

    `batch`: how many notices it claims at once; whoever is killed sends so many twice at most.
    `hold`: how long what it claimed is its own; half of it is for sending, and the other half for
    the last send to end and to be written down. `tries`: how often a notice is tried before it is
    given up. `first` is the wait after the first failure; each later wait is twice as long, up to
    `longest`. `idle`: how long it waits when there is nothing to send. Raises `HostError` for
    nothing or less.
    """

    batch: int = 20
    hold: timedelta = timedelta(minutes=2)
    tries: int = 50
    first: timedelta = timedelta(seconds=5)
    longest: timedelta = timedelta(hours=1)
    idle: timedelta = timedelta(seconds=2)

    def __attrs_post_init__(self) -> None:
        """Refuse a pace at which nothing would ever go on."""
        numbers: tuple[int | timedelta, ...] = astuple(self)
        if any(isinstance(n, timedelta) and n <= timedelta() for n in numbers) or any(
            isinstance(n, int) and n < 1 for n in numbers
        ):
            raise HostError("every number of a relay's pace is to be more than nothing")

    def wait(self, failures: int, chance: float, asked: float | None = None) -> timedelta:
        """Say how long to wait after so many failures in a row.

        `chance`, from 0 up to 1, spreads those who fail together over the second half of the wait.
        Whoever did not take it may have `asked` for so many seconds: no less, but a day at most.
        """
        doubled = self.first.total_seconds() * 2.0 ** min(max(failures - 1, 0), _DOUBLINGS)
        longest = self.longest.total_seconds()
        own = min(doubled, longest) * (0.5 + chance / 2)
        if asked is not None:  # in this order, what is no number (NaN) asks for nothing
            own = max(own, min(asked, _ASKED_AT_MOST.total_seconds()))
        return timedelta(seconds=own)
