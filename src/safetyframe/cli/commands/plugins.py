"""``safetyframe plugins``: what was found, good and bad."""

from __future__ import annotations

import sys
from contextlib import redirect_stdout
from typing import TYPE_CHECKING

import click

from safetyframe.cli.asking import json_option, lang_option
from safetyframe.cli.console import Console, Style

if TYPE_CHECKING:  # loaded when the command runs
    from safetyframe.plugins import PluginReport
    from safetyframe.plugins.chosen import Opened
    from safetyframe.texts import Language

__all__ = ["command"]

_STYLES: dict[str, Style] = {"ready": "good", "clashing": "doubt", "broken": "bad"}


@click.command("plugins")
@lang_option
@json_option
def command(lang: Language | None, *, as_json: bool) -> int:
    """Show every plugin that is installed: what it provides, or what is wrong with it.

    A broken plugin that nobody chose stops nothing, so it is reported here and the status is 0.
    """
    from safetyframe.plugins import load

    console = Console(as_json=as_json, language=lang)
    with redirect_stdout(sys.stderr):  # what a plugin prints is no answer of ours
        found = load().reports
    console.note_language()
    for report in found:
        if as_json:
            _tell_program(console, report)
        else:
            _tell_people(console, report)
    if not found and not as_json:
        console.line(console.label("plugins-none"))
    return 0


def _opened(report: PluginReport) -> tuple[tuple[str, tuple[Opened, ...]], ...]:
    return (
        ("stores", report.stores),
        ("messengers", report.messengers),
        ("registries", report.registries),
    )


def _powers(provider: Opened) -> dict[str, str]:
    from attrs import asdict

    declared = asdict(provider.capabilities)
    return {name: value.value for name, value in declared.items()}


def _tell_people(console: Console, report: PluginReport) -> None:
    state = report.state.value
    mark = console.styled(f"{console.label(f'plugins-{state}'):<8}", _STYLES[state])
    origin = f"{report.distribution or ''} {report.version or ''}".strip()
    console.line(f"{mark}  {report.name}  {origin}".rstrip())
    for kind, providers in _opened(report):
        for one in providers:
            schemes = " ".join(f"{scheme}://" for scheme in one.schemes)
            powers = ", ".join(
                f"{name.replace('_', '-')} {console.label(f'can-{said}')}"
                for name, said in _powers(one).items()
            )
            line = f"{console.label(f'plugins-{kind}')}: {one.name} {schemes} ({powers})"
            console.line(line, indent=10, hang=2)
            if one.needs is not None and one.needs.missing:
                console.line(one.needs.advice, indent=12, hang=2)
    rules = () if report.provides is None else report.provides.rules
    if rules:
        ids = ", ".join(rule.id for rule in rules)
        line = f"{console.label('plugins-rules', number=len(rules))}: {ids}"
        console.line(line, indent=10, hang=2)
    for pack in report.packs:
        line = f"{console.label('plugins-pack')}: {pack.name} {pack.version}: {pack.review}"
        console.line(line, indent=10, hang=2)
    if report.problem:
        console.line(f"{report.problem}; {report.advice}", indent=10, hang=2)


def _tell_program(console: Console, report: PluginReport) -> None:
    rules = () if report.provides is None else report.provides.rules
    console.json(
        "plugin/1",
        name=report.name,
        distribution=report.distribution,
        version=report.version,
        state=report.state.value,
        **{
            kind: [
                {
                    "name": one.name,
                    "schemes": list(one.schemes),
                    **_powers(one),
                    "needs": None if one.needs is None else one.needs.advice or None,
                }
                for one in providers
            ]
            for kind, providers in _opened(report)
        },
        rules=[rule.id for rule in rules],
        packs=[
            {"name": pack.name, "version": pack.version, "review": pack.review}
            for pack in report.packs
        ],
        problem=report.problem or None,
        advice=report.advice or None,
    )
