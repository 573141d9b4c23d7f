"""Where a choice comes from: nowhere, dice, or (in `strategies`) what Hypothesis draws.

Whoever writes lists the obvious option first. Without chance that one is taken; with Hypothesis it
is the one that a failure shrinks to.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Final, Protocol, TypeVar

from attrs import field, frozen

__all__ = ["FIRST", "Chance", "Dice", "First"]

T = TypeVar("T")

_ALL: Final = 0.7  # how often `some` is all of them


class Chance(Protocol):
    """What makes choices."""

    def pick(self, options: Sequence[T], /) -> T:
        """Choose one of `options`, of which there is at least one."""
        ...

    def some(self, options: Sequence[T], /) -> tuple[T, ...]:
        """Choose all of `options`, or fewer; of two or more at least one."""
        ...

    def sample(self, options: Sequence[T], count: int, /) -> tuple[T, ...]:
        """Choose `count` different ones of `options`, of which there are as many at least."""
        ...

    def happens(self, share: float, /) -> bool:
        """Say whether something happens that does so in this share of all cases."""
        ...

    def turn(self, *weights: float) -> int:
        """Choose a number from 0 on, with these weights, which make one together."""
        ...


@frozen
class First:
    """No chance at all: always the first, all of them, and nothing unusual."""

    def pick(self, options: Sequence[T], /) -> T:
        """Take the first."""
        return options[0]

    def some(self, options: Sequence[T], /) -> tuple[T, ...]:
        """Take all."""
        return tuple(options)

    def sample(self, options: Sequence[T], count: int, /) -> tuple[T, ...]:
        """Take the last ones: who came in last is involved least."""
        return tuple(options[len(options) - count :])

    def happens(self, share: float, /) -> bool:
        """Nothing does."""
        return False

    def turn(self, *weights: float) -> int:
        """Take the first."""
        return 0


FIRST: Final = First()


@frozen
class Dice:
    """Chance by a generator that the caller seeds: the same seed makes the same choices."""

    rng: Random = field()

    def pick(self, options: Sequence[T], /) -> T:
        """Any, each as likely."""
        return self.rng.choice(options)

    def some(self, options: Sequence[T], /) -> tuple[T, ...]:
        """Mostly all, else fewer in any order."""
        count = len(options)
        if count <= 1 or self.rng.random() < _ALL:
            return tuple(options)
        return tuple(self.rng.sample(options, self.rng.randint(1, count)))

    def sample(self, options: Sequence[T], count: int, /) -> tuple[T, ...]:
        """Any, in any order."""
        return tuple(self.rng.sample(options, count))

    def happens(self, share: float, /) -> bool:
        """Now and then."""
        return self.rng.random() < share

    def turn(self, *weights: float) -> int:
        """Any, by weight."""
        drawn, upto = self.rng.random(), 0.0
        for number, weight in enumerate(weights):
            upto += weight
            if drawn < upto:
                return number
        return len(weights) - 1
