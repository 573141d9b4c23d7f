"""Ways to break the law on purpose: one piece at a time, in this process, for good.

`tests/kill_gate.py` applies them in a child process and wants the tests that speak for the piece to
go red. Nothing else may import this.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from types import MappingProxyType
from typing import Any

from attrs import evolve

from safetyframe import duties, findings, folding, powers
from safetyframe.powers import Cell
from safetyframe.roles import Role

__all__ = [
    "Break",
    "drop_duty",
    "drop_handler",
    "drop_watch",
    "put",
    "set_cell",
    "set_row",
    "silence_power",
    "silence_rule",
]

guards = import_module("safetyframe.law.guards")  # the package re-exports a function of that name

#: What a break does, once called.
Break = Callable[[], None]


def silence_rule(name: str) -> Break:
    """A rule that finds nothing."""
    _expect(name, (rule.id for rule in guards.RULES))

    def apply() -> None:
        guards.RULES = tuple(
            evolve(rule, check=lambda *_: (), foresee=None) if rule.id == name else rule
            for rule in guards.RULES
        )

    return apply


def drop_duty(name: str) -> Break:
    """A duty that never arises."""
    _expect(name, (duty.id for duty in duties.DUTIES))

    def apply() -> None:
        kept = tuple(duty for duty in duties.DUTIES if duty.id != name)
        duties.owed.__kwdefaults__["duties"] = kept
        duties.DUTIES = guards.DUTIES = findings.DUTIES = kept

    return apply


def drop_watch(name: str) -> Break:
    """A watch that sees nothing."""
    _expect(name, (watch.id for watch in findings.WATCHES))

    def apply() -> None:
        findings.WATCHES = tuple(watch for watch in findings.WATCHES if watch.id != name)

    return apply


def set_row(act: type, row: powers.Row | None) -> Break:
    """Another row in the table of powers, or none."""

    def apply() -> None:
        rows = dict(powers.POWERS)
        if row is None:
            del rows[act]
        else:
            rows[act] = row
        powers.POWERS = guards.POWERS = MappingProxyType(rows)

    return apply


def set_cell(act: type, role: Role, cell: Cell) -> Break:
    """Another cell in the table of powers."""
    row = powers.POWERS[act]
    return set_row(act, evolve(row, cells=MappingProxyType({**row.cells, role: cell})))


def silence_power(name: str) -> Break:
    """A refusal of the table's own code that is never given."""

    def apply() -> None:
        refusals = guards.refusals
        guards.refusals = lambda *a, **k: tuple(v for v in refusals(*a, **k) if v.rule != name)

    return apply


def drop_handler(act: type, slice_name: str) -> Break:
    """An act that no longer changes one of its slices."""
    held = folding.HANDLERS[act]
    _expect(slice_name, (name for name, _ in held))

    def apply() -> None:
        kept = tuple(handler for handler in held if handler[0] != slice_name)
        folding.HANDLERS[act] = kept

    return apply


def put(where: str, value: Any) -> Break:
    """Another value under a name, as in ``put("safetyframe.rules.ask:lead", ...)``."""
    module, _, name = where.partition(":")
    _expect(name, dir(import_module(module)))
    return lambda: setattr(import_module(module), name, value)


def _expect(name: str, known: Any) -> None:
    if name not in set(known):
        msg = f"there is no {name!r} to break"
        raise LookupError(msg)
