"""Everything that rests on a clause: the rows, rules, gates, duties and watches that name it."""

from __future__ import annotations

from attrs import frozen

from safetyframe.acts import ACTS
from safetyframe.charter import Clause, Level
from safetyframe.duties import DUTIES
from safetyframe.findings import WATCHES
from safetyframe.powers import POWERS
from safetyframe.rules import RULES

__all__ = ["CitedDuty", "CitedRow", "CitedRule", "Citing", "citing"]


@frozen(kw_only=True)
class CitedRow:
    """A line of the table of powers: the act, and a cell per role."""

    act: str
    cells: tuple[tuple[str, str], ...]


@frozen(kw_only=True)
class CitedRule:
    """A rule, whether it is a gate that may be explained, and the acts it guards."""

    id: str
    gate: bool
    guards: tuple[str, ...]


@frozen(kw_only=True)
class CitedDuty:
    """A duty to inform, and the roles it is owed to."""

    id: str
    to: tuple[str, ...]


@frozen(kw_only=True)
class Citing:
    """All that names a clause. `tests` is the file of its tests in the project's own tree."""

    rows: tuple[CitedRow, ...]
    rules: tuple[CitedRule, ...]
    duties: tuple[CitedDuty, ...]
    watches: tuple[str, ...]
    tests: str | None


def citing(clause: Clause) -> Citing:
    """Find what names `clause`, in the library's own tables."""
    rows = tuple(
        CitedRow(
            act=row.act.__name__,
            cells=tuple((role.value, cell.value) for role, cell in row.cells.items()),
        )
        for row in POWERS.values()
        if clause.id in row.clauses
    )
    rules = tuple(
        CitedRule(
            id=rule.id,
            # An exception answers for the first clause of a gate.
            gate=rule.level is Level.EXPLAIN,
            guards=tuple(act.__name__ for act in ACTS if act in rule.guards),
        )
        for rule in RULES
        if clause.id in rule.clauses
    )
    duties = tuple(
        CitedDuty(id=duty.id, to=tuple(sorted(role.value for role in duty.to)))
        for duty in DUTIES
        if duty.clause == clause.id
    )
    watches = tuple(watch.id for watch in WATCHES if clause.id in watch.clauses)
    rests = rows or rules or duties or watches or clause.levels & {Level.HARD, Level.EXPLAIN}
    return Citing(
        rows=rows,
        rules=rules,
        duties=duties,
        watches=watches,
        tests=f"tests/clauses/test_{clause.id}.py" if rests else None,
    )
