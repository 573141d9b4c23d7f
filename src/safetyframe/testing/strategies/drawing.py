"""Chance that Hypothesis draws, so that whatever was written with it shrinks."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final, TypeVar

from attrs import frozen
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

__all__ = ["Drawn"]

T = TypeVar("T")

_HUNDRED: Final = 100
_OF_TEN: Final = 10
_ALL: Final = 7  # of ten times: how often `some` is all of them
_MANY: Final = 16


@cache
def _upto(number: int) -> SearchStrategy[int]:
    return st.integers(0, number)


@frozen
class Drawn:
    """One small whole number for each choice; zero is always the first, the usual, the plain.

    A choice of one thing draws nothing.
    """

    draw: DrawFn

    def pick(self, options: Sequence[T], /) -> T:
        """Any; shrinks to the first."""
        last = len(options) - 1
        return options[self.draw(_upto(last))] if last else options[0]

    def some(self, options: Sequence[T], /) -> tuple[T, ...]:
        """Mostly all, else fewer in their order; shrinks to all."""
        count = len(options)
        if count <= 1 or self.draw(_upto(_OF_TEN - 1)) < _ALL:
            return tuple(options)
        out = self.draw(_upto(2 ** min(count, _MANY) - 1))
        kept = tuple(one for number, one in enumerate(options) if not out >> number & 1)
        return kept or (options[0],)

    def sample(self, options: Sequence[T], count: int, /) -> tuple[T, ...]:
        """Any, in any order; shrinks to the last ones."""
        left, taken = list(options), list[T]()
        for _ in range(count):
            last = len(left) - 1
            taken.append(left.pop(last - (self.draw(_upto(last)) if last else 0)))
        return tuple(taken[::-1])

    def happens(self, share: float, /) -> bool:
        """Now and then; shrinks to not."""
        return self.draw(_upto(_HUNDRED - 1)) >= _HUNDRED * (1 - share)

    def turn(self, *weights: float) -> int:
        """Any, by weight; shrinks to the first."""
        drawn, upto = self.draw(_upto(_HUNDRED - 1)), 0.0
        for number, weight in enumerate(weights):
            upto += weight * _HUNDRED
            if drawn < upto:
                return number
        return len(weights) - 1
