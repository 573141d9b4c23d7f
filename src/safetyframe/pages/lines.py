"""A drawing of answers on a scale of 0 to 10 over time: a line for each person, never an average.

Only places are reckoned here; `scale.svg` draws them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Final

from attrs import frozen

__all__ = ["SHAPES", "Chart", "Drawn", "Given", "drawn"]

#: How lines differ besides colour: by the sign on each answer. The sixth looks like the first.
SHAPES: Final = ("circle", "square", "triangle", "diamond", "cross")

_LEFT, _RIGHT, _TOP, _BOTTOM = 34.0, 388.0, 14.0, 164.0
_TOP_OF_SCALE: Final = 10


@frozen(kw_only=True)
class Given:
    """One answer."""

    who: str
    at: datetime
    value: int


@frozen(kw_only=True)
class Drawn:
    """One person's line: its number, the points of the line, and the sign on each."""

    who: str
    number: int
    shape: str
    points: tuple[tuple[float, float], ...]

    @property
    def way(self) -> str:
        """The points as SVG wants them."""
        return " ".join(f"{x:g},{y:g}" for x, y in self.points)


@frozen(kw_only=True)
class Chart:
    """A drawing, in units of its own box of 400 by 190."""

    lines: tuple[Drawn, ...]
    marks: tuple[tuple[float, int], ...]  # height, value on the scale
    days: tuple[tuple[float, str, str], ...]  # place, day, where it is anchored
    at_least: float | None


def drawn(
    given: Iterable[Given], *, at_least: int | None, day: Callable[[datetime], str]
) -> Chart | None:
    """Draw answers; None where there are none. `day` writes the days at both ends."""
    answers = sorted(given, key=lambda one: one.at)
    if not answers:
        return None
    first, last = answers[0].at, answers[-1].at
    whole = (last - first) / timedelta(seconds=1)

    def place(at: datetime) -> float:
        share = (at - first) / timedelta(seconds=1) / whole if whole else 0.5
        return round(_LEFT + 14 + share * (_RIGHT - _LEFT - 28), 1)

    people = dict.fromkeys(one.who for one in answers)  # whoever answered first comes first
    return Chart(
        lines=tuple(
            Drawn(
                who=who,
                number=number % len(SHAPES),
                shape=SHAPES[number % len(SHAPES)],
                points=tuple((place(x.at), _height(x.value)) for x in answers if x.who == who),
            )
            for number, who in enumerate(people)
        ),
        marks=tuple((_height(value), value) for value in (0, 5, 10)),
        days=_days(place(first), day(first), place(last), day(last)),
        at_least=None if at_least is None else _height(at_least),
    )


def _days(x: float, first: str, y: float, last: str) -> tuple[tuple[float, str, str], ...]:
    if first == last:
        return ((round((x + y) / 2, 1), first, "middle"),)
    return (_LEFT, first, "start"), (_RIGHT, last, "end")


def _height(value: int) -> float:
    share = min(max(value, 0), _TOP_OF_SCALE) / _TOP_OF_SCALE
    return round(_BOTTOM - share * (_BOTTOM - _TOP), 1)
