"""What an audit came to, on a page: for whoever supervises, from the summary and nothing else.

A summary does not grow with what was audited, and so does not the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from attrs import frozen

from safetyframe.auditing import Look, Summary
from safetyframe.auditing._months import by_clause
from safetyframe.pages.shell import Words, render
from safetyframe.texts import Language, references, sum_up
from safetyframe.texts.naming import name_of_lack

__all__ = ["audit_page"]

#: How many months stand beside one another, and how many of a long list are named.
_MONTHS: Final = 12
_NAMED: Final = 20
_SHADES: Final = 4


@frozen(kw_only=True)
class Cell:
    """How often in one month; `shade` from 0 (never) to 4 (as often as ever on the page)."""

    count: str
    shade: int


@frozen(kw_only=True)
class Row:
    """A clause: what it says, how often in all, and in each month."""

    clause: str
    says: str
    total: str
    cells: tuple[Cell, ...]


@frozen(kw_only=True)
class Table:
    """How often, by clause and month. `earlier` months are counted in the totals alone."""

    months: tuple[str, ...]
    rows: tuple[Row, ...]
    earlier: int


@frozen(kw_only=True)
class First:
    """A trajectory to look at, with how much of what was found there."""

    trajectory: str
    parts: tuple[tuple[str, str], ...]  # kind of mark, words


def audit_page(total: Summary, language: Language, *, torn: int = 0) -> str:
    """Give a page on an audit, as one HTML document.

    `torn` is how many trajectories lay in pieces over several files. Raises `HostError` where
    Jinja2 is not installed.
    """
    say = Words(language)
    clean = total.clean and not torn
    return render(
        "audit.html",
        say=say,
        title=say("audit-title"),
        styles=("report.css", "audit.css"),
        contents=() if clean else tuple(_contents(say)),
        numbers=tuple(_numbers(say, total)),
        clean=clean,
        torn=say("audit-torn", number=_number(torn)) if torn else None,
        breaches=_table(say, total.breaches),
        advice=_table(say, total.advice),
        unjudged_acts=_number(total.unjudged_acts),
        unjudged=_listed(total.unjudged, lambda name: name_of_lack(name, language)),
        bad_lines=_listed(total.bad_lines, str),
        first=tuple(_first(say, one) for one in total.first),
        program="safetyframe",
    )


def _contents(say: Words) -> Iterator[tuple[str, str]]:
    for name in ("first", "breaches", "unjudged"):
        yield name, say(f"audit-{name}")


def _numbers(say: Words, total: Summary) -> Iterator[tuple[str, str]]:
    counts = {
        "trajectories": total.trajectories,
        "records": total.records,
        "judged": total.judged,
        "found": total.found,
        "not-judged": total.unjudged_acts,
    }
    for name, count in counts.items():
        yield say(f"audit-{name}"), _number(count)


def _table(say: Words, counts: Mapping[tuple[str, str], int]) -> Table | None:
    if not counts:
        return None
    months, clauses = by_clause(counts)
    shown = months[-_MONTHS:]
    most = max(counts.values())
    return Table(
        months=shown,
        rows=tuple(
            Row(
                clause=clause,
                says=sum_up(clause, say.language) or say("audit-form"),
                total=_number(sum(own.values())),
                cells=tuple(_cell(own.get(month, 0), most) for month in shown),
            )
            for clause, own in clauses.items()
        ),
        earlier=len(months) - len(shown),
    )


def _cell(count: int, most: int) -> Cell:
    return Cell(count=_number(count), shade=-(-count * _SHADES // most))


def _listed(
    counts: Mapping[str, int], name: Callable[[str], str]
) -> tuple[tuple[tuple[str, str], ...], int]:
    """The names that come most often, each with how often; and how many more there are."""
    order = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    named = tuple((name(key), _number(count)) for key, count in order[:_NAMED])
    return named, len(order) - len(named)


def _first(say: Words, one: Look) -> First:
    weights = (
        ("bad", "hard", one.hard),
        ("due", "explain", one.explain),
        ("due", "informing", one.informing),
        ("", "advice", one.advice),
        ("", "unjudged", one.unjudged),
    )
    return First(
        trajectory=references(one.trajectory),
        parts=tuple(
            (kind, say(f"audit-look-{name}", number=_number(count)))
            for kind, name, count in weights
            if count
        ),
    )


def _number(count: int) -> str:
    return f"{count:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")
