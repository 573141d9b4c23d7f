"""Rows of the table that is printed: what, floor, ours, peer, ratios, aim."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from attrs import frozen

from tests.benchmarks.clock import Timed

MISSING: Final = "peer not installed: pip install 'safetyframe[bench]'"

_WIDTHS: Final = (50, 10, 10, 10, 11, 10)
_HEAD: Final = ("what", "floor", "ours", "peer", "ours/floor", "peer/ours")


@frozen
class Aim:
    """A ratio to stay under, or to reach."""

    most_over_floor: float | None = None
    least_under_peer: float | None = None

    def __str__(self) -> str:
        most, least = self.most_over_floor, self.least_under_peer
        parts = [f"<= {most:g} x floor"] if most else []
        parts += [f"peer >= {least:g} x ours"] if least else []
        return ", ".join(parts)

    def missed(self, over_floor: float | None, under_peer: float | None) -> bool | None:
        """Say whether it was missed; None when what it needs was not measured."""
        pairs = (
            (self.most_over_floor, over_floor, lambda aim, got: got > aim),
            (self.least_under_peer, under_peer, lambda aim, got: got < aim),
        )
        wanted = [(aim, got, worse) for aim, got, worse in pairs if aim is not None]
        if any(got is not None and worse(aim, got) for aim, got, worse in wanted):
            return True
        return None if any(got is None for _, got, _ in wanted) else False


NO_AIM: Final = Aim()


def heading(title: str) -> None:
    """Begin a part of the table."""
    print(f"\n{title}\n{'-' * len(title)}")
    print(_line(_HEAD, "aim"))


def row(
    what: str,
    ours: Timed,
    *,
    floor: Timed | None = None,
    peer: Timed | None = None,
    aim: Aim = NO_AIM,
) -> None:
    """Print one line."""
    over = None if floor is None else ours.over(floor)
    under = None if peer is None else peer.over(ours)
    cells = (what, _time(floor), _time(ours), _time(peer), _ratio(over), _ratio(under))
    verdict = {True: "  MISSED", False: "  met", None: ""}[aim.missed(over, under)]
    print(_line(cells, f"{aim}{verdict if str(aim) else ''}"))


def note(*lines: str) -> None:
    """Say something about the rows above or below."""
    for line in lines:
        print(f"  {line}")


def missing(name: str) -> None:
    """Say that a peer or a floor is not there."""
    note(f"{name}: {MISSING}")


def curve(title: str, points: Iterable[tuple[str, float]], show: Callable[[float], str]) -> None:
    """Print a curve as bars, so that flat looks flat."""
    held = list(points)
    top = max(value for _, value in held)
    print(f"  {title}")
    for name, value in held:
        print(f"    {name:>22}  {show(value):>10}  {'#' * max(1, round(40 * value / top))}")


def human(seconds: float) -> str:
    """Write a time with three digits that count."""
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds * 1e9:.3g} ns"


def _time(timed: Timed | None) -> str:
    return "" if timed is None else human(timed.typical)


def _ratio(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}" if value < 10 else f"{value:.0f}"


def _line(cells: tuple[str, ...], aim: str) -> str:
    first, *others = cells
    parts = [f"{first:<{_WIDTHS[0]}}"]
    parts += [f"{cell:>{width}}" for cell, width in zip(others, _WIDTHS[1:], strict=True)]
    return f"{'  '.join(parts)}   {aim}".rstrip()
