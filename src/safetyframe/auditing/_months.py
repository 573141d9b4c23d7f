"""How often, by clause and month: the order that the end of an audit and its page share."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["by_clause"]


def by_clause(
    counts: Mapping[tuple[str, str], int],
) -> tuple[tuple[str, ...], Mapping[str, Mapping[str, int]]]:
    """Give the months in order, and for each clause its counts by month, the most frequent first.

    What has no month counts for its clause and is no month of its own.
    """
    clauses: dict[str, dict[str, int]] = {}
    for (clause, month), count in counts.items():
        clauses.setdefault(clause, {})[month] = count
    order = sorted(clauses, key=lambda one: (-sum(clauses[one].values()), one))
    months = tuple(sorted({month for _, month in counts if month}))
    return months, {clause: clauses[clause] for clause in order}
