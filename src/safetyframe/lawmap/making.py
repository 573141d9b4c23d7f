"""Makes the map from the tables of the library, and from what was observed of the law."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

from safetyframe.acts import ACTS, PROTECTED
from safetyframe.charter import CHARTER_ID, CHARTER_VERSION, CLAUSES, Level, charter_hash
from safetyframe.duties import DUTIES
from safetyframe.findings import WATCHES
from safetyframe.folding import HANDLERS
from safetyframe.lawmap.citing import citing
from safetyframe.lawmap.life import STAGES
from safetyframe.lawmap.model import (
    LawMap,
    MappedClause,
    MappedDuty,
    MappedRow,
    MappedRule,
    Move,
)
from safetyframe.lawmap.observed import Observed, observed
from safetyframe.powers import ENTERING, ON_MANDATE, POWERS, Row
from safetyframe.rules import RULES

__all__ = ["law_map"]

_ROW: Final = "powers."


@cache
def law_map() -> LawMap:
    """Draw the map of the charter's own law, without what a plugin or a pack adds."""
    seen = observed()
    moving = {act for move in seen.moves for act in move.acts}
    conditions = tuple(_conditions(seen))
    return LawMap(
        charter=CHARTER_ID,
        version=CHARTER_VERSION,
        digest=charter_hash(),
        roles=tuple(role.value for role in next(iter(POWERS.values())).cells),
        rows=tuple(_row(row, seen) for row in POWERS.values()),
        stages=tuple((stage.id, stage.clauses) for stage in reversed(STAGES)),
        moves=tuple(Move(before=m.before, after=m.after, acts=m.acts) for m in seen.moves),
        still=tuple(act.__name__ for act in ACTS if act.__name__ not in moving),
        duties=tuple(_duties(seen)),
        rules=(*_rules(seen), *conditions, *_watches(seen)),
        clauses=tuple(
            MappedClause(
                clause=clause,
                citing=citing(clause),
                conditions=tuple(c.id for c in conditions if clause.id in c.clauses),
            )
            for clause in CLAUSES
        ),
    )


def _row(row: Row, seen: Observed) -> MappedRow:
    mine = [rule for rule in RULES if row.act in rule.guards]
    name = row.act.__name__
    return MappedRow(
        act=name,
        chapter=row.act.__module__.rpartition(".")[2],
        clauses=row.clauses,
        cells=tuple((role.value, cell.value) for role, cell in row.cells.items()),
        own=row.own,
        protected=row.act in PROTECTED,
        enters=row.act in ENTERING,
        mandate=row.act in ON_MANDATE,
        rules=tuple(rule.id for rule in mine),
        gates=tuple(dict.fromkeys(rule.clauses[0] for rule in mine if rule.level is Level.EXPLAIN)),
        writes=tuple(sorted({name for name, _ in HANDLERS[row.act]})),
        vectors=seen.vectors.get(f"{_ROW}{name}", ()),
    )


def _duties(seen: Observed) -> Iterator[MappedDuty]:
    for duty in DUTIES:
        yield MappedDuty(
            id=duty.id,
            clause=duty.clause,
            about=duty.about.value,
            to=tuple(sorted(role.value for role in duty.to)),
            act="Acknowledge" if duty.acknowledged else "Explain",
            topics=tuple(sorted(topic.value for topic in duty.topics)),
            raised=seen.raised[duty.id],
            lapses=seen.lapses[duty.id],
            vectors=seen.vectors.get(duty.id, ()),
        )


def _rules(seen: Observed) -> Iterator[MappedRule]:
    for rule in RULES:
        yield MappedRule(
            id=rule.id,
            kind="gate" if rule.level is Level.EXPLAIN else "rule",
            clauses=rule.clauses,
            guards=tuple(act.__name__ for act in ACTS if act in rule.guards),
            reads=tuple(sorted(rule.reads)),
            vectors=seen.vectors.get(rule.id, ()),
        )


def _conditions(seen: Observed) -> Iterator[MappedRule]:
    """What refuses on a clause and is neither a rule nor a line: conditions of the whole table."""
    rows = {f"{_ROW}{act.__name__}" for act in POWERS}
    known = rows | {rule.id for rule in RULES}
    for name, clauses in seen.refusing.items():
        if clauses and name not in known:
            yield MappedRule(id=name, kind="condition", clauses=clauses, vectors=seen.vectors[name])


def _watches(seen: Observed) -> Iterator[MappedRule]:
    for watch in WATCHES:
        yield MappedRule(
            id=watch.id,
            kind="watch",
            clauses=watch.clauses,
            reads=tuple(sorted(watch.reads)),
            vectors=seen.vectors.get(watch.id, ()),
        )
