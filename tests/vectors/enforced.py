"""What there must be vectors of: computed from the law, so that nothing is forgotten."""

from __future__ import annotations

from importlib import import_module

from attrs import frozen

from safetyframe.acts import PROTECTED
from safetyframe.duties import DUTIES
from safetyframe.findings import WATCHES
from safetyframe.powers import POWERS
from safetyframe.testing.vectors import Vector
from safetyframe.wire import ACT_NAMES

guards = import_module("safetyframe.law.guards")  # the package re-exports a function of that name

#: What guards acts beside rules and the lines of the table: the table's own conditions.
CONDITIONS = {
    "powers.mandate": ("P24", "P8c"),
    "powers.authority-apart": ("P24", "P8c"),
    "powers.on-behalf": ("P8c", "T6"),
    "powers.recorded-by": ("P8c",),
    "hoe.recorded-by-consultant": ("P17", "X5"),
}
#: Watches that see only what linked trajectories or a registry show: no vector brings those along.
BESIDE = frozenset(
    {
        "watch.leads-agree",
        "watch.no-conflict-of-interest",
        "watch.notice-arrived",
        "watch.one-side-linked",
    }
)


@frozen(kw_only=True)
class Guard:
    """A rule, or a line of the table: what it rests on, what it guards and what it reads."""

    id: str
    clauses: tuple[str, ...]
    acts: frozenset[str]
    reads: frozenset[str]


def all_guards() -> tuple[Guard, ...]:
    rules = (
        Guard(
            id=rule.id,
            clauses=rule.clauses,
            acts=frozenset(ACT_NAMES[act][0] for act in rule.guards),
            reads=rule.reads,
        )
        for rule in guards.RULES
        if rule.clauses
    )
    rows = (
        Guard(
            id=f"powers.{act.__name__}",
            clauses=row.clauses,
            acts=frozenset({ACT_NAMES[act][0]}),
            reads=frozenset() if act in PROTECTED else frozenset({"people"}),
        )
        for act, row in POWERS.items()
    )
    return (*rules, *rows)


def refusing_clauses() -> frozenset[str]:
    """Every clause on which a refusal can rest."""
    return frozenset(c for guard in all_guards() for c in guard.clauses) | {
        c for clauses in CONDITIONS.values() for c in clauses
    }


def informing_clauses() -> frozenset[str]:
    return frozenset(duty.clause for duty in DUTIES)


def watching_clauses() -> frozenset[str]:
    """Clauses that nothing but watches enforces."""
    watched = frozenset(c for watch in WATCHES for c in watch.clauses)
    return watched - refusing_clauses() - informing_clauses()


def guarding(vector: Vector) -> tuple[Guard, ...]:
    """What guards the act of a vector and rests on the vector's clause."""
    act = (vector.act or {}).get("type")
    return tuple(g for g in all_guards() if act in g.acts and vector.clause in g.clauses)


def refused_by(vector: Vector) -> frozenset[str]:
    """The rules that refuse in a vector's answer."""
    return frozenset(found["rule"] for found in vector.then.get("violations", ()))
