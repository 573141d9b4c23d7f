"""The map as a page of the documentation, for a forge and the site alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from safetyframe.lawmap import LawMap, law_map
from safetyframe.roles import Role
from safetyframe.texts import name_of_act, name_of_fact, name_of_role, sum_up

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "map.md"

_HEAD = """# The map of the law

Drawn from the tables by which the library decides, and where no table says it from what was seen
of the law: `python -m tests.lawmap --write` writes this page, and a test holds it current. The same
with a picture, for a screen and for paper, in Dutch or English:

<!-- runs -->
```bash
safetyframe charter --html --lang nl -o law.html
```
"""


def page() -> str:
    """The whole page."""
    of = law_map()
    parts = (_powers(of), _life(of), _duties(of), _clauses(of), _form(of))
    return "\n".join([_HEAD, *(line for part in parts for line in part)]).rstrip("\n") + "\n"


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    held = list(heads)
    yield f"| {' | '.join(held)} |"
    yield f"|{'---|' * len(held)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""


def _act(name: str) -> str:
    return name_of_act(name, "en")


def _acts(names: Iterable[str]) -> str:
    return ", ".join(map(_act, names))


def _roles(values: Iterable[str]) -> str:
    return ", ".join(name_of_role(Role(value), "en") for value in values)


def _powers(of: LawMap) -> Iterator[str]:
    yield "## Who may do what"
    yield ""
    yield (
        "What is not there is refused. `own`: for oneself only; `lead`: the lead consultant; "
        "`acting`: the lead, or the "
        "deputy within that period; `together`: only with the other side; `chair`: the chair of "
        "the network. "
        "*Protected*: nobody may block it. *Recorded*: may be written down for somebody. "
        "*Enters*: whoever does it "
        "takes no part yet. Beside the table stand rules; those in the last column may be "
        "answered by a reasoned exception."
    )
    yield ""
    marks = (
        ("protected", "protected"),
        ("own", "recorded"),
        ("enters", "enters"),
        ("mandate", "on a mandate"),
    )
    heads = (
        "act",
        "rests on",
        *(name_of_role(Role(r), "en") for r in of.roles),
        "marks",
        "rules",
        "gates",
    )
    rows = (
        (
            f"**{_act(row.act)}** `{row.act}`",
            " ".join(row.clauses),
            *("" if cell == "no" else cell for _, cell in row.cells),
            ", ".join(said for name, said in marks if getattr(row, name)),
            str(len(row.rules)),
            " ".join(row.gates),
        )
        for row in of.rows
    )
    yield from _table(heads, rows)


def _life(of: LawMap) -> Iterator[str]:
    yield "## How the help for a child can go"
    yield ""
    yield (
        "A stage is of one minor. Every act was tried at every stage of a small family, and this "
        "is what moved."
    )
    yield ""
    yield from _table(
        ("stage", "rests on"), ((f"`{name}`", " ".join(held)) for name, held in of.stages)
    )
    moves = ((f"`{m.before}`", f"`{m.after}`", _acts(m.acts)) for m in of.moves)
    yield from _table(("from", "to", "by these acts"), moves)
    yield f"No other act moves a stage: {_acts(of.still)}."
    yield ""


def _duties(of: LawMap) -> Iterator[str]:
    yield "## Who has to be told what"
    yield ""
    yield (
        "A duty refuses nothing: it is open until it is done, or excepted with a reason "
        "(`ExceptDuty`), and what is still "
        "open is listed when an involvement ends. Without a number in the policy it is due at once."
    )
    yield ""
    rows = (
        (
            f"{name_of_fact('duty', duty.id, 'en')} `{duty.id}`",
            duty.clause,
            _roles(duty.to),
            _acts(duty.raised),
            f"{_act(duty.act)}: {', '.join(name_of_fact('topic', t, 'en') for t in duty.topics)}",
            _acts(duty.lapses),
        )
        for duty in of.duties
    )
    yield from _table(
        ("what", "clause", "to whom", "raised by", "discharged by", "lapses by"), rows
    )


def _clauses(of: LawMap) -> Iterator[str]:
    yield "## From clause to rule to test"
    yield ""
    yield (
        "After each rule, how many [vectors](vectors.md) have it in their answer: situations with"
        " the whole answer, which "
        "come with the library. *Gate*: may be answered by a reasoned exception."
    )
    yield ""

    def resting(ids: Iterable[str], vectors: dict[str, int]) -> str:
        return ", ".join(f"`{each}` {vectors[each]}" for each in ids)

    tried = {each.id: len(each.vectors) for each in (*of.rules, *of.duties)}
    rows = []
    for each in of.clauses:
        found = each.citing
        named = (*(rule.id for rule in found.rules), *each.conditions)
        gates = {rule.id for rule in found.rules if rule.gate}
        ruled = ", ".join(f"`{n}` {tried[n]}{' *gate*' if n in gates else ''}" for n in named)
        rows.append(
            (
                f"**{each.clause.id}** {sum_up(each.clause.id, 'en')}",
                " ".join(sorted(level.value for level in each.clause.levels)),
                _acts(row.act for row in found.rows),
                ruled,
                resting((duty.id for duty in found.duties), tried),
                resting(found.watches, tried),
                f"`{found.tests}`" if found.tests else "",
            )
        )
    yield from _table(("clause", "level", "powers", "rules", "duties", "watches", "tests"), rows)


def _form(of: LawMap) -> Iterator[str]:
    yield "## Rules of form"
    yield ""
    yield "They ask that an act makes sense, and rest on no clause."
    yield ""
    rows = ((f"`{rule.id}`", _acts(rule.guards)) for rule in of.rules if not rule.clauses)
    yield from _table(("rule", "guards"), rows)
