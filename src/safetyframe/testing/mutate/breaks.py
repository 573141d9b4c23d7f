"""Ways to break the law: each gives a function that does it, in this process and for good.

Making a break looks at nothing and changes nothing. It finds its piece by id in every law, whether
that was made before or after, so it works on rules and packs of others as on ours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from importlib import import_module
from types import MappingProxyType
from typing import Any, Final, TypeAlias, cast

from attrs import evolve

from safetyframe import duties, powers
from safetyframe.acts import Act
from safetyframe.charter import Level
from safetyframe.duties import Duty
from safetyframe.findings.model import Moment, Seen, Watch
from safetyframe.law import deciding, foreseeing
from safetyframe.law.guards import Guard
from safetyframe.outcome import Gap
from safetyframe.packs import Bar, Pack
from safetyframe.policy import Policy
from safetyframe.powers import Cell, Row
from safetyframe.roles import Role
from safetyframe.rules import Rule
from safetyframe.testing.mutate.model import Break
from safetyframe.testing.mutate.overlay import overlay, replace
from safetyframe.trajectory import Trajectory
from safetyframe.values import PersonId

__all__ = [
    "PLANTED",
    "bar",
    "discharge",
    "drop_row",
    "duty_field",
    "exceptions_carry",
    "exceptions_ignored",
    "let_through",
    "level",
    "miscite",
    "rule_answers",
    "set_cells",
    "set_own",
    "silence_power",
    "watch_answers",
]

_guards: Final = import_module("safetyframe.law.guards")  # its package has a function of that name

#: The code of what a broken rule or watch gives where there is nothing.
PLANTED: Final = "planted"
_GAPS: Final = (Gap(code=PLANTED),)
_SEEN: Final = (Seen(code=PLANTED),)

_Check: TypeAlias = Callable[[Trajectory, Act, Policy], Iterable[Gap]]
_Look: TypeAlias = Callable[[Moment], Iterable[Seen]]

#: What to answer instead of what was found.
Answer: TypeAlias = Callable[[tuple[Any, ...], tuple[Any, ...]], tuple[Any, ...]]


def silent(_: tuple[Any, ...], __: tuple[Any, ...]) -> tuple[Any, ...]:
    """Find nothing."""
    return ()


def loud(found: tuple[Any, ...], planted: tuple[Any, ...]) -> tuple[Any, ...]:
    """Find something even where there is nothing."""
    return found or planted


def inverted(found: tuple[Any, ...], planted: tuple[Any, ...]) -> tuple[Any, ...]:
    """Find something where there is nothing, and nothing where there is something."""
    return () if found else planted


def _of(owner: type[Any], name: str, key: str, value: object, change: Callable[[Any], Any]) -> None:
    """Change a field of what has this key. What is a function is changed once, to stay equal."""
    made: dict[Any, Any] = {}

    def changed(self: Any, held: Any) -> Any:
        if getattr(self, key) != value or held is None:
            return held
        if not callable(held):
            return change(held)
        if held not in made:
            made[held] = change(held)
        return made[held]

    overlay(owner, name, changed)


def rule_answers(name: str, answer: Answer) -> Break:
    """A rule that gives another answer, and foresees nothing that it would not give."""

    def make(held: _Check) -> _Check:
        def check(t: Trajectory, act: Act, policy: Policy) -> tuple[Gap, ...]:
            return answer(tuple(held(t, act, policy)), _GAPS)

        return check

    def apply() -> None:
        _of(Rule, "check", "id", name, make)
        if answer is not loud:
            _of(Rule, "foresee", "id", name, lambda _: _foresees_nothing)

    return apply


def _foresees_nothing(_: object, __: object) -> tuple[Gap, ...]:
    return ()


def exceptions_ignored(name: str) -> Break:
    """A gate that no exception carries."""

    def ask(held: _Check, t: Trajectory, act: Act, policy: Policy) -> Iterable[Gap]:
        given = cast("Any", act)
        return held(t, evolve(given, exceptions=()) if _exceptions(act) else act, policy)

    return _asking(name, ask)


def exceptions_carry(name: str) -> Break:
    """A rule that any exception carries, whatever it is about and however old."""

    def ask(held: _Check, t: Trajectory, act: Act, policy: Policy) -> Iterable[Gap]:
        return () if _exceptions(act) else held(t, act, policy)

    return _asking(name, ask)


def _exceptions(act: Act) -> tuple[object, ...]:
    return getattr(act, "exceptions", ())


def _asking(name: str, ask: Callable[[_Check, Trajectory, Act, Policy], Iterable[Gap]]) -> Break:
    def make(held: _Check) -> _Check:
        def check(t: Trajectory, act: Act, policy: Policy) -> Iterable[Gap]:
            return ask(held, t, act, policy)

        return check

    return lambda: _of(Rule, "check", "id", name, make)


def level(name: str, new: Level) -> Break:
    """A rule of another level: only EXPLAIN may be lowered by a policy."""
    return lambda: _of(Rule, "level", "id", name, lambda _: new)


def let_through(name: str) -> Break:
    """A rule that warns and refuses nothing."""

    def make(held: Callable[[Rule, Policy], bool]) -> Callable[[Rule, Policy], bool]:
        def advisory(rule: Rule, policy: Policy) -> bool:
            return rule.id == name or held(rule, policy)

        return advisory

    def apply() -> None:
        for module in (deciding, foreseeing):
            replace(module, "advisory", make)

    return apply


def miscite(owner: type[Any], key: str, value: object) -> Break:
    """A piece that cites another clause than its own."""
    if owner is Duty:
        return lambda: _of(owner, "clause", key, value, lambda _: "D1a")
    return lambda: _of(owner, "clauses", key, value, lambda _: ("D1a",))


def watch_answers(name: str, answer: Answer) -> Break:
    """A watch that gives another answer."""

    def make(held: _Look) -> _Look:
        def look(moment: Moment) -> tuple[Seen, ...]:
            return answer(tuple(held(moment)), _SEEN)

        return look

    return lambda: _of(Watch, "look", "id", name, make)


def duty_field(name: str, field: str, change: Callable[[Any], Any]) -> Break:
    """A duty that is owed to others, discharged by others, or about something else."""
    return lambda: _of(Duty, field, "id", name, change)


def discharge(name: str, *, always: bool) -> Break:
    """A duty that is discharged by whatever anybody was told, or never."""

    def make(held: Callable[..., bool]) -> Callable[..., bool]:
        def discharges(t: Any, duty: Duty, told: Any, since: Any, version: Any) -> bool:
            return always if duty.id == name else held(t, duty, told, since, version)

        return discharges

    return lambda: replace(duties, "_discharges", make)


def drop_row(act: type[Act]) -> Break:
    """A table without this row: what is not in the table is refused."""

    def apply() -> None:
        kept = MappingProxyType(
            {kind: row for kind, row in powers.POWERS.items() if kind is not act}
        )
        for module in (powers, _guards):
            replace(module, "POWERS", lambda _: kept)
        overlay(Guard, "row", lambda guard, row: None if guard.act is act else row)

    return apply


def set_cells(act: type[Act], **cells: Cell) -> Break:
    """A row with other cells, by the name of the role."""
    new = {Role[name]: cell for name, cell in cells.items()}

    def changed(row: Row, held: Any) -> Any:
        return MappingProxyType({**held, **new}) if row.act is act else held

    def may(row: Row, held: tuple[Role, ...]) -> tuple[Role, ...]:
        if row.act is not act:
            return held
        return tuple(role for role, cell in row.cells.items() if cell is not Cell.NO)

    def apply() -> None:
        overlay(Row, "cells", changed)
        overlay(Row, "may", may)

    return apply


def set_own(act: type[Act], *, own: bool) -> Break:
    """A row whose act may (or may not) be written down for somebody by another."""
    return lambda: _of(Row, "own", "act", act, lambda _: own)


def silence_power(name: str) -> Break:
    """A refusal of the table's own code that is never given."""

    def make(held: Callable[..., tuple[Any, ...]]) -> Callable[..., tuple[Any, ...]]:
        return lambda *a, **k: tuple(one for one in held(*a, **k) if one.rule != name)

    return lambda: replace(_guards, "refusals", make)


def bar(pack: str, number: int, answer: Callable[[bool], bool]) -> Break:
    """A bar of a pack, by its place there, that answers otherwise."""

    def other(held: Bar) -> Bar:
        def barring(t: Trajectory, person: PersonId, minor: PersonId, at: datetime) -> bool:
            return answer(held(t, person, minor, at))

        return barring

    def changed(held: tuple[Bar, ...]) -> tuple[Bar, ...]:
        return tuple(other(one) if nr == number else one for nr, one in enumerate(held))

    return lambda: _of(Pack, "bars", "name", pack, changed)
