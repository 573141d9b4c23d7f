"""Ways to break the law on purpose: one piece at a time, in this process, for good.

`tests/kill_gate.py` applies them in a child process and wants the tests that speak for the piece to
go red. Nothing else may import this.

Making a break looks at nothing and changes nothing: pytest imports a file of cases once more after
one of its breaks was applied. What a break cannot find it says when it is applied.
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
from safetyframe.rules import Rule
from safetyframe_plugins import be_vlg

__all__ = [
    "Break",
    "add_rule",
    "drop_duty",
    "drop_from_pack",
    "drop_handler",
    "drop_watch",
    "last_write_wins",
    "pieces_of",
    "put",
    "set_cell",
    "set_handler",
    "set_row",
    "show_act",
    "show_slice",
    "silence_power",
    "silence_rule",
]

guards = import_module("safetyframe.law.guards")  # the package re-exports a function of that name

#: What a break does, once called.
Break = Callable[[], None]


def silence_rule(name: str) -> Break:
    """A rule that finds nothing."""

    def apply() -> None:
        _expect(name, (rule.id for rule in guards.RULES))
        guards.RULES = tuple(
            evolve(rule, check=lambda *_: (), foresee=None) if rule.id == name else rule
            for rule in guards.RULES
        )

    return apply


def add_rule(rule: Rule) -> Break:
    """A rule that the charter does not have."""

    def apply() -> None:
        guards.RULES = (*guards.RULES, rule)

    return apply


def drop_duty(name: str) -> Break:
    """A duty that never arises."""

    def apply() -> None:
        _expect(name, (duty.id for duty in duties.DUTIES))
        kept = tuple(duty for duty in duties.DUTIES if duty.id != name)
        duties.owed.__kwdefaults__["duties"] = kept
        duties.DUTIES = guards.DUTIES = findings.DUTIES = kept

    return apply


def drop_watch(name: str) -> Break:
    """A watch that sees nothing."""

    def apply() -> None:
        _expect(name, (watch.id for watch in findings.WATCHES))
        findings.WATCHES = tuple(watch for watch in findings.WATCHES if watch.id != name)

    return apply


def drop_from_pack(name: str) -> Break:
    """A first-party pack without one of its rules, watches or bars (``be_vlg:bar-0``)."""
    _expect(name, _PIECES)

    def apply() -> None:
        make = be_vlg.pack

        def pack(*args: Any, **settings: Any) -> Any:
            made = make(*args, **settings)
            bars = enumerate(made.bars)
            return evolve(
                made,
                rules=tuple(rule for rule in made.rules if rule.id != name),
                watches=tuple(watch for watch in made.watches if watch.id != name),
                bars=tuple(bar for nr, bar in bars if f"{made.name}:bar-{nr}" != name),
            )

        be_vlg.pack = pack

    return apply


def pieces_of(pack: Any) -> dict[str, tuple[str, ...]]:
    """The rules, watches and bars of a pack by id, with the provisions that they rest on."""
    cited = {one.id: one.clauses for one in (*pack.rules, *pack.watches)}
    bars = {
        f"{pack.name}:bar-{number}": BARS[pack.name][number] for number in range(len(pack.bars))
    }
    return {**cited, **bars}


#: What the bars of a pack rest on: a function has no clauses of its own.
BARS = {"be_vlg": (("be_vlg:adult-file",),)}
_PIECES = frozenset(pieces_of(be_vlg.pack({}, months_ahead=0)))


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

    def apply() -> None:
        row = powers.POWERS[act]
        set_row(act, evolve(row, cells=MappingProxyType({**row.cells, role: cell})))()

    return apply


def silence_power(name: str) -> Break:
    """A refusal of the table's own code that is never given."""

    def apply() -> None:
        refusals = guards.refusals
        guards.refusals = lambda *a, **k: tuple(v for v in refusals(*a, **k) if v.rule != name)

    return apply


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


def _expect(name: str, known: Any) -> None:
    if name not in set(known):
        msg = f"there is no {name!r} to break"
        raise LookupError(msg)
