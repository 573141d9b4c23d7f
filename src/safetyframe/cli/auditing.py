"""The end of an audit, as a supervisor reads it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from safetyframe.cli.console import Console

if TYPE_CHECKING:
    from safetyframe.auditing import Summary

__all__ = ["tell_summary"]

#: How many months stand beside one another; the rest is in --json.
_MONTHS: Final = 12


def tell_summary(console: Console, total: Summary, torn: int) -> None:
    """Say what an audit came to: how much, under which clause, when, and where to look first."""
    say = console.label
    console.line(
        say(
            "audit-total",
            trajectories=_number(total.trajectories),
            records=_number(total.records),
            judged=_number(total.judged),
        )
    )
    if torn:
        console.line(console.styled(say("audit-torn", number=_number(torn)), "bad"))
    if total.clean and not torn:
        console.line(console.styled(say("audit-clean"), "good"))
        return
    if total.breaches:
        console.head(say("audit-breaches"))
        _by_month(console, total.breaches)
    if total.advice:
        console.head(say("audit-advice"))
        _by_month(console, total.advice)
    if total.unjudged:
        console.head(say("audit-unjudged", number=_number(total.unjudged_acts)))
        for name, count in sorted(total.unjudged.items(), key=lambda pair: (-pair[1], pair[0])):
            console.line(f"{_number(count):>9}  {name}", indent=2)
    if total.bad_lines:
        console.head(say("audit-bad-lines", number=_number(sum(total.bad_lines.values()))))
        for source, count in sorted(total.bad_lines.items()):
            console.line(f"{_number(count):>9}  {source}", indent=2)
    if total.first:
        console.head(say("audit-first"))
        for one in total.first:
            weights = (
                ("audit-hard", one.hard),
                ("audit-explain", one.explain),
                ("audit-informing", one.informing),
                ("advice", one.advice),
                ("audit-not-judged", one.unjudged),
            )
            parts = ", ".join(f"{_number(n)} {say(label)}" for label, n in weights if n)
            console.line(f"{one.trajectory}: {parts}", indent=2, hang=2)


def _by_month(console: Console, counts: Mapping[tuple[str, str], int]) -> None:
    """A line for each clause, a column for each of the last months."""
    months = sorted({month for _, month in counts if month})
    shown = months[-_MONTHS:]
    clauses: dict[str, dict[str, int]] = {}
    for (clause, month), count in counts.items():
        clauses.setdefault(clause, {})[month] = count
    wide = max(7, *(len(_number(count)) for count in counts.values()))
    total = console.label("audit-all")
    heads = "  ".join(f"{month:>{wide}}" for month in (total, *shown))
    console.line(f"{'':<8}{heads}", indent=2)
    for clause in sorted(clauses, key=lambda one: (-sum(clauses[one].values()), one)):
        own = clauses[clause]
        cells = [sum(own.values()), *(own.get(month, 0) for month in shown)]
        row = "  ".join(f"{_number(n) if n else '.':>{wide}}" for n in cells)
        console.line(f"{console.styled(f'{clause:<8}', 'clause')}{row}", indent=2)
    if len(months) > len(shown):
        console.line(console.label("audit-earlier", number=len(months) - len(shown)), indent=2)


def _number(count: int) -> str:
    return f"{count:,}".replace(",", " ")
