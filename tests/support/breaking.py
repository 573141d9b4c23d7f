"""Ways to break more than one piece of the law: what the cases of this project name in `BREAKS`.

`tests/mutants.py` hands them to `safetyframe.testing.mutate`, which applies them in a child process
and wants the case to go red. Nothing else may import this.

Making a break changes nothing. What a break cannot find it says when it is applied.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from types import MappingProxyType
from typing import Any

from attrs import evolve

from safetyframe import folding
from safetyframe.acts import Act
from safetyframe.duties import DUTIES
from safetyframe.findings import WATCHES
from safetyframe.powers import Cell
from safetyframe.roles import Role
from safetyframe.rules import RULES, Rule
from safetyframe.testing.mutate import Break
from safetyframe.testing.mutate.breaks import (
    bar,
    drop_row,
    duty_field,
    rule_answers,
    set_cells,
    silence_power,
    silent,
    watch_answers,
)
from safetyframe_plugins import be_vlg

__all__ = [
    "Break",
    "add_rule",
    "drop_duty",
    "drop_from_pack",
    "drop_handler",
    "drop_row",
    "drop_watch",
    "last_write_wins",
    "put",
    "set_cell",
    "set_handler",
    "show_act",
    "show_slice",
    "silence_power",
    "silence_rule",
]

guards = import_module("safetyframe.law.guards")  # the package re-exports a function of that name


def silence_rule(name: str) -> Break:
    """A rule that finds nothing."""
    return _checked(name, (rule.id for rule in RULES), rule_answers(name, silent))


def add_rule(rule: Rule) -> Break:
    """A rule that the charter does not have."""

    def apply() -> None:
        guards.RULES = (*guards.RULES, rule)

    return apply


def drop_duty(name: str) -> Break:
    """A duty that never arises."""
    nobody = duty_field(name, "to", lambda _: frozenset())
    return _checked(name, (duty.id for duty in DUTIES), nobody)


def drop_watch(name: str) -> Break:
    """A watch that sees nothing."""
    return _checked(name, (watch.id for watch in WATCHES), watch_answers(name, silent))


def drop_from_pack(name: str) -> Break:
    """A first-party pack without one of its rules, watches or bars (``be_vlg:bar-0``)."""
    of, is_bar, number = name.partition(":bar-")
    if is_bar:
        return bar(of, int(number), lambda _: False)

    def apply() -> None:
        rule_answers(name, silent)()
        watch_answers(name, silent)()

    pack = be_vlg.pack({}, months_ahead=0)
    return _checked(name, (one.id for one in (*pack.rules, *pack.watches)), apply)


def set_cell(act: type[Act], role: Role, cell: Cell) -> Break:
    """Another cell in the table of powers."""
    return set_cells(act, **{role.name: cell})


def drop_handler(act: type, slice_name: str) -> Break:
    """An act that no longer changes one of its slices."""

    def apply() -> None:
        held = folding.HANDLERS[act]
        _expect(slice_name, (name for name, _ in held))
        kept = tuple(handler for handler in held if handler[0] != slice_name)
        folding.HANDLERS[act] = kept

    return apply


def set_handler(act: type, slice_name: str, handler: Callable[[Any, Any, Any], None]) -> Break:
    """An act that changes one of its slices in another way."""

    def apply() -> None:
        held = folding.HANDLERS[act]
        _expect(slice_name, (name for name, _ in held))
        changed = tuple((name, handler if name == slice_name else own) for name, own in held)
        folding.HANDLERS[act] = changed

    return apply


def show_slice(name: str, show: Callable[[Any], Any]) -> Break:
    """A slice of a trajectory that is shown in another way."""
    projecting = import_module("safetyframe.views.projecting")

    def apply() -> None:
        _expect(name, (slice_name for slice_name, _ in projecting._SHOW))
        projecting._SHOW = tuple(
            (held, show if held == name else shown) for held, shown in projecting._SHOW
        )

    return apply


def last_write_wins() -> None:
    """A store that appends whatever it is given, whoever came first."""
    store = import_module("safetyframe_plugins.sqlite").SqliteStore
    append = store.append

    def blindly(self: Any, trajectory: Any, record: Any, *, expected: int, **more: Any) -> Any:
        head = self.head(trajectory)
        last = 0 if head is None else head.version
        return append(self, trajectory, evolve(record, seq=last + 1), expected=last, **more)

    store.append = blindly


def show_act(act: type, show: Callable[[Any, Any, int], Any]) -> Break:
    """An act that is shown in another way."""
    acts = import_module("safetyframe.views.acts")

    def apply() -> None:
        acts._SHOW = MappingProxyType({**acts._SHOW, act: show})

    return apply


def put(where: str, value: Any) -> Break:
    """Another value under a name: ``put("safetyframe.rules.ask:lead", ...)``, or a class's own."""
    module, _, path = where.partition(":")
    *outer, name = path.split(".")

    def apply() -> None:
        owner: Any = import_module(module)
        for part in outer:
            owner = getattr(owner, part)
        _expect(name, dir(owner))
        setattr(owner, name, value)

    return apply


def _checked(name: str, known: Iterable[str], apply: Break) -> Break:
    names = frozenset(known)

    def applied() -> None:
        _expect(name, names)
        apply()

    return applied


def _expect(name: str, known: Any) -> None:
    if name not in set(known):
        msg = f"there is no {name!r} to break"
        raise LookupError(msg)
