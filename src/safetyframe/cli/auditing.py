"""The end of an audit, as a supervisor reads it: the words are those of the page on an audit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from safetyframe.cli.console import Console
from safetyframe.cli.trouble import one_line

if TYPE_CHECKING:
    from safetyframe.auditing import Summary

__all__ = ["tell_summary"]

#: At most so many months stand beside one another; the rest is in --json.
_MONTHS: Final = 12
_CLAUSE: Final = 8
_WIDE: Final = 7


def tell_summary(console: Console, total: Summary, torn: int) -> None:
    """Say what an audit came to: how much, under which clause, when, and where to look first."""
    console.line(
        _say(
            console,
            "total",
            trajectories=_number(total.trajectories),
            records=_number(total.records),
            judged=_number(total.judged),
        )
    )
    if not total.trajectories:
        console.line(console.styled(_say(console, "none"), "bad"))
    if torn:
        console.line(console.styled(_say(console, "torn", number=_number(torn)), "bad"))
    if total.clean and not torn:
        console.line(console.styled(_say(console, "clean"), "good"))
        return
    if total.breaches:
        console.head(_say(console, "breaches"))
        console.line(_say(console, "table"), indent=2, hang=2)
        _by_month(console, total.breaches)
    if total.advice:
        console.head(_say(console, "advice"))
        _by_month(console, total.advice)
    if total.unjudged:
        console.head(_say(console, "unjudged"))
        said = _say(console, "unjudged-said", number=_number(total.unjudged_acts))
        console.line(said, indent=2, hang=2)
        _listed(console, _lacking(console, total.unjudged))
    if total.bad_lines:
        console.head(_say(console, "bad-lines"))
        _listed(console, {one_line(name): count for name, count in total.bad_lines.items()})
    if total.first:
        from safetyframe.texts import references

        console.head(_say(console, "first"))
        for one in total.first:
            weights = {
                "hard": one.hard,
                "explain": one.explain,
                "informing": one.informing,
                "advice": one.advice,
                "unjudged": one.unjudged,
            }
            parts = (
                _say(console, f"look-{name}", number=_number(count))
                for name, count in weights.items()
                if count
            )
            console.line(f"{references(one.trajectory)}: {', '.join(parts)}", indent=2, hang=2)
    console.line()
    console.line(_say(console, "details"))


def _say(console: Console, name: str, **values: str) -> str:
    return console.label(f"audit-{name}", **values)


def _lacking(console: Console, unjudged: Mapping[str, int]) -> Mapping[str, int]:
    from safetyframe.texts.naming import name_of_lack

    return {name_of_lack(name, console.language): count for name, count in unjudged.items()}


def _listed(console: Console, counts: Mapping[str, int]) -> None:
    for name, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        console.line(f"{_number(count):>9}  {name}", indent=2, hang=11)


def _by_month(console: Console, counts: Mapping[tuple[str, str], int]) -> None:
    """Two lines for each clause: a column for each of the last months, and what it says."""
    from safetyframe.auditing._months import by_clause
    from safetyframe.texts import sum_up
    from safetyframe.texts.naming import name_of_clauses

    months, clauses = by_clause(counts)
    wide = max(_WIDE, *(len(_number(sum(own.values()))) for own in clauses.values()))
    shown = months[-_columns(console, wide) :]
    heads = "  ".join(f"{month:>{wide}}" for month in (_say(console, "all"), *shown))
    console.line(f"{'':<{_CLAUSE}}{heads}", indent=2)
    for clause, own in clauses.items():
        cells = [sum(own.values()), *(own.get(month, 0) for month in shown)]
        row = "  ".join(f"{_number(n) if n else '.':>{wide}}" for n in cells)
        says = sum_up(clause, console.language)
        name = clause if says else name_of_clauses((), console.language)
        console.line(f"{console.styled(f'{name:<{_CLAUSE}}', 'clause')}{row}", indent=2)
        console.line(says or _say(console, "form"), indent=2 + _CLAUSE)
    if len(months) > len(shown):
        earlier = _say(console, "earlier", number=str(len(months) - len(shown)))
        console.line(earlier, indent=2, hang=2)


def _columns(console: Console, wide: int) -> int:
    """How many months stand beside one another, so that no row is broken."""
    if console.width is None:
        return _MONTHS
    room = console.width - 2 - _CLAUSE - wide  # beside the column of all months together
    return max(1, min(_MONTHS, room // (wide + 2)))


def _number(count: int) -> str:
    return f"{count:,}".replace(",", " ")
