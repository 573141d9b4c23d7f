"""Every way in which each piece of the law is broken, as mutants."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import combinations
from typing import Final

from safetyframe.acts import PROTECTED, Act
from safetyframe.charter import Level
from safetyframe.duties import DUTIES, About, Duty
from safetyframe.findings import WATCHES
from safetyframe.findings.model import Watch
from safetyframe.packs import Pack
from safetyframe.powers import POWERS, Cell, Row
from safetyframe.roles import Role
from safetyframe.rules import RULES, Rule
from safetyframe.testing.mutate import breaks as b
from safetyframe.testing.mutate.model import Break, Mutant, Touch

__all__ = ["of_charter", "of_duty", "of_pack", "of_power", "of_row", "of_rule", "of_watch"]

#: What the table's own code refuses beside its rows, and what each rests on.
BY_POWERS: Final[Mapping[str, tuple[str, ...]]] = {
    "powers.mandate": ("P24", "P8c"),
    "powers.authority-apart": ("P24", "P8c"),
    "powers.on-behalf": ("P8c", "T6"),
    "powers.recorded-by": ("P8c",),
    "hoe.recorded-by-consultant": ("P17",),
    "form.participation": (),
    "form.recorded": (),
}

#: Whom duties may be owed to.
_OWED: Final = frozenset(Role) - {Role.AUTHORITY, Role.SYSTEM}
_ANSWERS: Final = {"silent": b.silent, "inverted": b.inverted, "loud": b.loud}
_BARS: Final[Mapping[str, Callable[[bool], bool]]] = {
    "never": lambda _: False,
    "always": lambda _: True,
    "inverted": lambda said: not said,
}


def of_charter() -> Iterator[Mutant]:
    """Give every mutant of the charter's law, in its order."""
    for rule in RULES:
        yield from of_rule(rule)
    for duty in DUTIES:
        yield from of_duty(duty)
    for watch in WATCHES:
        yield from of_watch(watch)
    for row in POWERS.values():
        yield from of_row(row)
    for name, clauses in BY_POWERS.items():
        yield of_power(name, clauses)


def of_rule(rule: Rule) -> Iterator[Mutant]:
    """Silence and invert a rule, flip its level, let exceptions count too much or too little."""
    gate = rule.level is Level.EXPLAIN
    what = "gate" if gate else "rule"
    touches = frozenset({("rule", rule.id)})
    gives = frozenset({("rule", rule.id, "gives")})

    def mutant(how: str, apply: Break, *, only: frozenset[Touch] = gives) -> Mutant:
        return Mutant(
            kind=f"{what} {how}", name=rule.id, clauses=rule.clauses, apply=apply, touches=only
        )

    for how, answer in _ANSWERS.items():
        wanted = touches if answer is b.loud else gives
        yield mutant(how, b.rule_answers(rule.id, answer), only=wanted)
    yield mutant("made a warning", b.let_through(rule.id))
    if rule.clauses:  # a refusal of form rests on none: there is nothing to cite or to explain
        yield mutant("miscited", b.miscite(Rule, "id", rule.id))
        yield mutant("of another level", b.level(rule.id, _other(rule.level)))
        if any(hasattr(act, "exceptions") for act in rule.guards):
            yield mutant("excused by anything", b.exceptions_carry(rule.id))
    if gate:
        yield mutant("excused by nothing", b.exceptions_ignored(rule.id), only=touches)


def _other(level: Level) -> Level:
    return Level.HARD if level is Level.EXPLAIN else Level.EXPLAIN


def of_watch(watch: Watch) -> Iterator[Mutant]:
    """Silence and invert a watch."""
    for how, answer in _ANSWERS.items():
        sees = ("watch", watch.id) if answer is b.loud else ("watch", watch.id, "gives")
        yield Mutant(
            kind=f"watch {how}",
            name=watch.id,
            clauses=watch.clauses,
            apply=b.watch_answers(watch.id, answer),
            touches=frozenset({sees}),
        )
    yield Mutant(
        kind="watch miscited",
        name=watch.id,
        clauses=watch.clauses,
        apply=b.miscite(Watch, "id", watch.id),
        touches=frozenset({("watch", watch.id, "gives")}),
    )


def of_duty(duty: Duty) -> Iterator[Mutant]:
    """Drop a duty, owe it to others, or let it be discharged by other things."""
    touches = frozenset({("duty", duty.id)})

    def mutant(how: str, apply: Break, name: str = duty.id) -> Mutant:
        return Mutant(
            kind=f"duty {how}", name=name, clauses=(duty.clause,), apply=apply, touches=touches
        )

    def field(name: str, value: object) -> Break:
        return b.duty_field(duty.id, name, lambda _: value)

    topics = frozenset(type(next(iter(duty.topics)))) - duty.topics
    yield mutant("dropped", field("to", frozenset[Role]()))
    yield mutant("miscited", b.miscite(Duty, "id", duty.id))
    yield mutant("never discharged", b.discharge(duty.id, always=False))
    yield mutant("always discharged", b.discharge(duty.id, always=True))
    yield mutant("discharged by other topics", field("topics", topics))
    yield mutant("confirmed, not explained", field("acknowledged", not duty.acknowledged))
    about = About.OPENING if duty.about is About.JOINING else About.JOINING
    yield mutant("about something else", field("about", about))
    others = _OWED - duty.to
    if others:
        yield mutant("owed to the others", field("to", others))
    for role in Role:
        if role in duty.to:
            yield mutant("owed less", field("to", duty.to - {role}), f"{duty.id} / {role.value}")
        elif role in _OWED:
            yield mutant("owed more", field("to", duty.to | {role}), f"{duty.id} / {role.value}")


def of_power(name: str, clauses: tuple[str, ...]) -> Mutant:
    """Silence what the table's own code refuses."""
    return Mutant(
        kind="power silent",
        name=name,
        clauses=clauses,
        apply=b.silence_power(name),
        touches=frozenset({("power", name)}),
    )


def of_row(row: Row) -> Iterator[Mutant]:
    """Drop and open a row, open, close, widen and narrow its cells, and swap them."""
    act = row.act.__name__

    def mutant(
        kind: str, apply: Break, *roles: Role, name: str | None = None, deep: bool = False
    ) -> Mutant:
        told = " / ".join((act, *(role.value for role in roles))) if name is None else name
        touches: set[Touch] = {("cell", act, role.value) for role in roles} or {("row", act)}
        return Mutant(
            kind=kind,
            name=told,
            clauses=row.clauses,
            apply=apply,
            touches=frozenset(touches),
            deep=deep,
        )

    yield mutant("row dropped", b.drop_row(row.act))
    yield mutant("row opened", b.set_cells(row.act, **{role.name: Cell.YES for role in row.cells}))
    yield mutant("row miscited", b.miscite(Row, "act", row.act))
    yield mutant("row of somebody's own", b.set_own(row.act, own=not row.own))
    for role, cell in row.cells.items():
        for kind, new in _other_cells(row.act, role, cell):
            yield mutant(kind, b.set_cells(row.act, **{role.name: new}), role)
    seen: set[frozenset[Cell]] = set()
    for one, other in combinations(row.cells, 2):
        cells = frozenset({row.cells[one], row.cells[other]})
        if len(cells) > 1:
            swapped = {one.name: row.cells[other], other.name: row.cells[one]}
            # Of the swaps of the same two cells the first stands for the rest.
            yield mutant(
                f"cells swapped, {' and '.join(sorted(cell.value for cell in cells))}",
                b.set_cells(row.act, **swapped),
                one,
                other,
                deep=cells in seen,
            )
            seen.add(cells)


def _other_cells(act: type[Act], role: Role, cell: Cell) -> Iterator[tuple[str, Cell]]:
    if cell is Cell.NO:
        yield "cell opened", Cell.YES
        return
    yield "cell closed", Cell.NO
    if cell is not Cell.YES:
        yield f"cell widened from {cell.value}", Cell.YES
    if cell is Cell.LEAD:
        yield "cell widened from lead to acting", Cell.ACTING
    if act in PROTECTED:
        return  # nobody may block it, so the table asks for no standing
    if role is Role.CONSULTANT and cell is not Cell.LEAD:
        yield "cell narrowed", Cell.LEAD if cell is Cell.ACTING else Cell.ACTING
    if role is Role.NETWORK and cell is not Cell.CHAIR:
        yield "cell narrowed", Cell.CHAIR


def of_pack(pack: Pack, bars: Mapping[int, tuple[str, ...]] | None = None) -> Iterator[Mutant]:
    """Break every rule, watch and bar of a pack. What a bar rests on may be said by its place."""
    for rule in pack.rules:
        yield from of_rule(rule)
    for watch in pack.watches:
        yield from of_watch(watch)
    provisions = tuple(one.id for one in pack.provisions)
    for number in range(len(pack.bars)):
        for how, answer in _BARS.items():
            yield Mutant(
                kind=f"bar {how}",
                name=f"{pack.name}:bar-{number}",
                clauses=(bars or {}).get(number, provisions),
                apply=b.bar(pack.name, number, answer),
                touches=frozenset({("bar", pack.name)}),
            )
