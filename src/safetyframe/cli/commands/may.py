"""``safetyframe may``: what somebody may do, asked beforehand."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from safetyframe.cli.asking import (
    at_option,
    json_option,
    known_trajectory,
    lang_option,
    mandate_named,
    moment,
    open_frame,
    person_named,
    reader_option,
    store_option,
    trajectory_argument,
)
from safetyframe.cli.console import Console, Style

if TYPE_CHECKING:  # loaded when the command runs
    from safetyframe.outcome import Possibilities
    from safetyframe.roles import By
    from safetyframe.rules import Rule
    from safetyframe.texts import Language
    from safetyframe.views import View

__all__ = ["command"]

_ROLES = (
    "consultant",
    "care-worker",
    "minor",
    "parent",
    "network",
    "trust-person",
    "authority",
    "system",
)


@click.command("may")
@trajectory_argument
@store_option
@click.option("--person", required=True, help="Who would act: an opaque reference.")
@click.option("--role", required=True, type=click.Choice(_ROLES), help="In which capacity.")
@click.option(
    "--mandate",
    nargs=2,
    metavar="BODY REFERENCE",
    help="Ask as somebody who acts on this mandate of a government body.",
)
@at_option
@lang_option
@reader_option
@json_option
def command(
    trajectory: str,
    url: str,
    person: str,
    role: str,
    mandate: tuple[str, str] | None,
    at: str | None,
    lang: Language | None,
    reader: str | None,
    *,
    as_json: bool,
) -> int:
    """Show what a person may do in TRAJECTORY, in one capacity.

    For each kind of act: yes (any that is well formed), no (none, with the reasons), or depends (on
    what the act says, by the clauses named). It is said to that person: what they may not know is
    no part of the reasons.
    """
    console = Console(as_json=as_json, language=lang, reader=reader)
    with open_frame(url) as frame:
        now = known_trajectory(frame, trajectory)
        when = moment(at, now.zone)
        by = _by(person, role, mandate, when)
        view = frame.may_for(trajectory, by)
        rules = frame.law.extra_rules
    if as_json:
        from safetyframe import texts
        from safetyframe.cli.objects import possibilities_of

        nl, en = (texts.said_possibilities(view, each, zone=now.zone) for each in texts.LANGUAGES)
        for possibility in possibilities_of(nl, en):
            console.json("possibility/1", **possibility)
    else:
        console.note_language()
        _tell(console, by, view, rules, now.zone)
    return 0


def _by(person: str, role: str, mandate: tuple[str, str] | None, when: datetime) -> By:
    from safetyframe.roles import By, Role

    return By(
        person=person_named(person, "--person"),
        role=Role(role),
        at=when,
        mandate=mandate_named(mandate, when),
    )


def _tell(
    console: Console,
    by: By,
    view: View[Possibilities],
    extra: tuple[Rule, ...],
    zone: str,
) -> None:
    from safetyframe import texts
    from safetyframe.cli.looking import minute_of
    from safetyframe.roles import Role

    role = texts.name_of_role(by.role, console.language, reader=console.reader)
    when = minute_of(by.at, zone)
    console.line(
        console.styled(console.label("may-head", person=by.person, role=role, when=when), "head")
    )
    width = max(len(console.label(f"can-{can}")) for can in _STYLES)
    clauses = _clauses(extra)
    for one in texts.said_possibilities(view, console.language, reader=console.reader, zone=zone):
        each = one.possibility
        can = each.can.value
        mark = console.styled(f"{console.label(f'can-{can}'):<{width}}", _STYLES[can])
        console.line(f"{mark}  {one.act}", indent=2, hang=width + 2)
        deep = width + 6
        for said in one.violations:
            for number, line in enumerate(said.lines):
                mark = " " * len(said.label) if number else console.styled(said.label, "clause")
                console.line(f"{mark}  {line}", indent=deep, hang=len(said.label) + 4)
        for note in one.notes:
            console.line(note, indent=deep, hang=2)
        if each.rules and console.names_clauses:
            on = " ".join(dict.fromkeys(c for rule in each.rules for c in clauses[rule]))
            on = console.styled(on, "clause")
            console.line(console.label("may-depends", clauses=on), indent=deep, hang=2)
        if each.unknown:
            names = texts.name_of_slices(each.unknown, console.language, reader=console.reader)
            console.line(console.label("may-unknown", unknown=names), indent=deep, hang=2)
    if by.mandate is None and by.role in (Role.AUTHORITY, Role.CONSULTANT):
        console.line()
        console.line(console.label("may-mandate"))


_STYLES: dict[str, Style] = {"yes": "good", "no": "bad", "depends": "doubt"}


def _clauses(extra: tuple[Rule, ...]) -> dict[str, tuple[str, ...]]:
    from safetyframe.rules import RULES

    return {rule.id: rule.clauses or (rule.id,) for rule in (*RULES, *extra)}
