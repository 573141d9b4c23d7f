"""``safetyframe charter``: the clauses, and all that rests on one."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from safetyframe.cli.asking import json_option, lang_option, reader_option
from safetyframe.cli.completing import clause_ids
from safetyframe.cli.console import Console, Style
from safetyframe.cli.files import whole_file
from safetyframe.cli.trouble import Trouble

if TYPE_CHECKING:  # loaded when the command runs
    from safetyframe.charter import Clause
    from safetyframe.lawmap.citing import Citing
    from safetyframe.texts import Language

__all__ = ["command"]

_STYLES: dict[str, Style] = {"hard": "bad", "explain": "doubt"}
#: As wide as two levels are.
_WIDE: Final = 20


@click.command("charter")
@click.argument("id", required=False, shell_complete=clause_ids)
@click.option(
    "--html", "as_html", is_flag=True, help="Draw the map of the law as a page (extra report)."
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="With --html: the file to write. Default: the output.",
)
@lang_option
@reader_option
@json_option
def command(
    id: str | None,  # noqa: A002
    lang: Language | None,
    reader: str | None,
    output: Path | None,
    *,
    as_html: bool,
    as_json: bool,
) -> int:
    """Show the clause called ID and all that rests on it, or list all clauses.

    With ID: the clause in Dutch and English, its level and place in the source, and the rules,
    gates, table rows, duties and watches that cite it, with the name of its tests.

    With --html: the whole law on one page, drawn from its tables: who may do what, how the help for
    a child can go, who has to be told what, and from clause to rule to test.
    """
    console = Console(as_json=as_json, language=lang, reader=reader)
    if as_html:
        if id is not None or as_json:
            raise Trouble("--html draws the whole law: leave out the clause and --json")
        _draw(console, output)
        return 0
    if output is not None:
        raise Trouble("-o names the file for --html: add --html, or leave it out")
    console.note_language()
    if id is not None:
        _show(console, _find(id))
        return 0
    from safetyframe.charter import CLAUSES

    if as_json:
        for clause in CLAUSES:
            _tell_program(console, clause)
    else:
        _list(console, CLAUSES)
    return 0


def _draw(console: Console, output: Path | None) -> None:
    from safetyframe.pages.law import law_page

    page = law_page(console.language)
    if output is None:
        click.echo(page, nl=False)
        return
    with whole_file(output, private=False) as file:
        file.write(page)


def _find(asked: str) -> Clause:
    from safetyframe.charter import BY_ID, UnknownClause

    found = {each.casefold(): each for each in BY_ID}.get(asked.strip().casefold())
    if found is None:
        near = UnknownClause(asked).close
        hint = f"did you mean {', '.join(near)}? " if near else ""
        raise Trouble(
            f"the charter has no clause of that name; {hint}safetyframe charter lists all"
        )
    return BY_ID[found]


def _list(console: Console, clauses: Iterable[Clause]) -> None:
    if not console.names_clauses:  # several are one thing to a child
        for words in dict.fromkeys(_summed_up(console, clause) for clause in clauses):
            console.line(words)
        return
    for clause in clauses:
        words = _summed_up(console, clause)
        console.line(f"{clause.id:<5}{_levels(console, clause, _WIDE)}  {words}", hang=_WIDE + 7)


def _summed_up(console: Console, clause: Clause) -> str:
    from safetyframe.texts import sum_up

    return sum_up(clause.id, console.language, reader=console.reader) or clause.en


def _levels(console: Console, clause: Clause, width: int = 0) -> str:
    from safetyframe.charter import Level

    names = [level.value for level in Level if level in clause.levels]
    style = _STYLES.get(names[0])
    text = f"{', '.join(console.label(f'charter-level-{name}') for name in names):<{width}}"
    return text if style is None else console.styled(text, style)


def _show(console: Console, clause: Clause) -> None:
    from safetyframe.lawmap.citing import citing

    if console.as_json:
        _tell_program(console, clause)
        return
    c = console
    found = citing(clause)
    if c.reader.value != "professional":  # what it asks, and of whom: the rest is names of ours
        c.line(f"{c.styled(clause.id, 'head')}  {_summed_up(c, clause)}", hang=2)
        _show_powers(c, found)
        return
    c.line(f"{c.styled(clause.id, 'head')}  {_levels(c, clause)}")
    c.line(f"nl  {clause.nl}", indent=2, hang=4)
    c.line(f"en  {clause.en}", indent=2, hang=4)
    c.line()
    kinds = ", ".join(c.label(f"charter-kind-{kind.value}") for kind in clause.kinds)
    bearers = ", ".join(c.label(f"charter-bearer-{bearer.value}") for bearer in clause.bearer)
    c.line(f"{c.label('charter-place')}: {clause.place}", indent=2, hang=2)
    c.line(f"{c.label('charter-kind')}: {kinds}", indent=2, hang=2)
    c.line(f"{c.label('charter-bearer')}: {bearers}", indent=2, hang=2)
    if clause.derives_from:
        c.line(c.label("law-derives", clauses=" ".join(clause.derives_from)), indent=2, hang=2)
    _show_powers(c, found)
    _show_citing(c, found)


def _cell(c: Console, role: str, cell: str) -> str:
    from safetyframe import texts
    from safetyframe.roles import Role

    named = texts.name_of_role(Role(role), c.language, reader=c.reader)
    return c.label(f"charter-cell-{cell}", role=named)


def _acts(c: Console, names: tuple[str, ...]) -> str:
    from safetyframe import texts

    return ", ".join(texts.name_of_act(name, c.language, reader=c.reader) for name in names)


def _show_powers(c: Console, found: Citing) -> None:
    """Who may do what, and who has to be told what."""
    from safetyframe import texts

    if found.rows:
        c.head(c.label("charter-rows"))
    for row in found.rows:
        cells = ", ".join(_cell(c, role, cell) for role, cell in row.cells if cell != "no")
        c.line(f"{_acts(c, (row.act,))}: {cells}", indent=2, hang=4)
    if found.duties:
        c.head(c.label("charter-duties"))
    for duty in found.duties:
        to = ", ".join(_cell(c, role, "yes") for role in duty.to)
        words = texts.name_of_fact("duty", duty.id, c.language, reader=c.reader)
        what = duty.id if c.reader.value == "professional" else words
        c.line(f"{what}: {to}", indent=2, hang=4)


def _show_citing(c: Console, found: Citing) -> None:
    if found.rules:
        c.head(c.label("law-part-rules"))
    for rule in found.rules:
        gate = f" ({c.label('law-kind-gate')})" if rule.gate else ""
        c.line(f"{rule.id}{gate}: {_acts(c, rule.guards)}", indent=2, hang=4)
    if found.watches:
        c.head(c.label("law-part-watches"))
    for watch in found.watches:
        c.line(watch, indent=2)
    c.line()
    if not (found.rows or found.rules or found.duties or found.watches):
        c.line(c.label("law-nothing"))
    if found.tests is not None:
        c.line(c.label("charter-tests", file=found.tests))


def _tell_program(console: Console, clause: Clause) -> None:
    from safetyframe.charter import CHARTER_ID, CHARTER_VERSION
    from safetyframe.lawmap.citing import citing

    found = citing(clause)
    console.json(
        "clause/1",
        charter=CHARTER_ID,
        charter_version=CHARTER_VERSION,
        id=clause.id,
        place=clause.place,
        kinds=[kind.value for kind in clause.kinds],
        bearer=[bearer.value for bearer in clause.bearer],
        levels=sorted(level.value for level in clause.levels),
        derives_from=list(clause.derives_from),
        nl=clause.nl,
        en=clause.en,
        rules=[
            {"id": rule.id, "gate": rule.gate, "guards": list(rule.guards)} for rule in found.rules
        ],
        rows=[{"act": row.act, "cells": dict(row.cells)} for row in found.rows],
        duties=[{"id": duty.id, "to": list(duty.to)} for duty in found.duties],
        watches=list(found.watches),
        tests=found.tests,
    )
