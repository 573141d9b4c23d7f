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
    moment,
    open_frame,
    store_option,
    trajectory_argument,
)
from safetyframe.cli.console import Console, Style
from safetyframe.cli.trouble import Trouble

if TYPE_CHECKING:  # loaded when the command runs
    from safetyframe.outcome import Possibility
    from safetyframe.roles import By
    from safetyframe.rules import Rule
    from safetyframe.texts import Language

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
@json_option
def command(
    trajectory: str,
    url: str,
    person: str,
    role: str,
    mandate: tuple[str, str] | None,
    at: str | None,
    lang: Language | None,
    *,
    as_json: bool,
) -> int:
    """Show what a person may do in TRAJECTORY, in one capacity.

    For each kind of act: yes (any that is well formed), no (none, with the reasons), or depends (on
    what the act says, by the clauses named).
    """
    console = Console(as_json=as_json, language=lang)
    with open_frame(url) as frame:
        now = known_trajectory(frame, trajectory)
        when = moment(at, now.zone)
        by = _by(person, role, mandate, when)
        then = frame.trajectory(trajectory, at=when)
        found = frame.law.what_can(then, by)
        rules = frame.law.extra_rules
    if as_json:
        from safetyframe.cli.objects import possibility_of

        for each in found:
            console.json("possibility/1", **possibility_of(each, now.zone))
    else:
        _tell(console, by, found, rules, now.zone)
    return 0


def _by(person: str, role: str, mandate: tuple[str, str] | None, when: datetime) -> By:
    from safetyframe.roles import By, Role
    from safetyframe.values import Mandate, PersonId, is_reference

    if not is_reference(person):
        raise Trouble(
            "--person: expected an opaque reference, 1 to 128 letters, digits and ._:/@+-#, and "
            "never a name"
        )
    held = None if mandate is None else Mandate(body=mandate[0], reference=mandate[1], since=when)
    return By(person=PersonId(person), role=Role(role), at=when, mandate=held)


def _tell(
    console: Console,
    by: By,
    found: tuple[Possibility, ...],
    extra: tuple[Rule, ...],
    zone: str,
) -> None:
    from safetyframe import texts
    from safetyframe.cli.looking import minute_of
    from safetyframe.roles import Role

    role = texts.name_of_role(by.role, console.language)
    when = minute_of(by.at, zone)
    console.line(
        console.styled(console.label("may-head", person=by.person, role=role, when=when), "head")
    )
    width = max(len(console.label(can)) for can in _STYLES)
    clauses = _clauses(extra)
    for each in found:
        can = each.can.value
        mark = console.styled(f"{console.label(can):<{width}}", _STYLES[can])
        name = texts.name_of_act(each.act, console.language)
        console.line(f"{mark}  {name}", indent=2, hang=width + 2)
        deep = width + 6
        for violation in each.violations:
            label, lines = texts.reasons(violation, console.language, zone=zone)
            for number, line in enumerate(lines):
                mark = " " * len(label) if number else console.styled(label, "clause")
                console.line(f"{mark}  {line}", indent=deep, hang=len(label) + 4)
        if each.rules:
            on = " ".join(dict.fromkeys(c for rule in each.rules for c in clauses[rule]))
            on = console.styled(on, "clause")
            console.line(console.label("may-depends", clauses=on), indent=deep, hang=2)
        if each.unknown:
            names = texts.name_of_slices(each.unknown, console.language)
            console.line(console.label("may-unknown", unknown=names), indent=deep, hang=2)
    if by.mandate is None and by.role in (Role.AUTHORITY, Role.CONSULTANT):
        console.line()
        console.line(console.label("mandate-hint"))


_STYLES: dict[str, Style] = {"yes": "good", "no": "bad", "depends": "doubt"}


def _clauses(extra: tuple[Rule, ...]) -> dict[str, tuple[str, ...]]:
    from safetyframe.rules import RULES

    return {rule.id: rule.clauses or (rule.id,) for rule in (*RULES, *extra)}
