"""``safetyframe plugins``: what was found, good and bad."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from safetyframe.cli.asking import json_option, lang_option
from safetyframe.cli.console import Console, Style

if TYPE_CHECKING:  # loaded when the command runs
    from safetyframe.plugins import PluginReport
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
    found = load().reports
    for report in found:
        if as_json:
            _tell_program(console, report)
        else:
            _tell_people(console, report)
    if not found and not as_json:
        console.line(console.label("no-plugins"))
    return 0


def _tell_people(console: Console, report: PluginReport) -> None:
    state = report.state.value
    mark = console.styled(f"{console.label(state):<8}", _STYLES[state])
    origin = f"{report.distribution or ''} {report.version or ''}".strip()
    console.line(f"{mark}  {report.name}  {origin}".rstrip())
    for store in report.stores:
        schemes = " ".join(f"{scheme}://" for scheme in store.schemes)
        can = store.capabilities
        powers = ", ".join(
            f"{name} {console.label(value.value)}"
            for name, value in (
                ("durable", can.durable),
                ("multi-process", can.multi_process),
                ("erases", can.erases),
            )
        )
        console.line(f"{console.label('stores')}: {store.name} {schemes} ({powers})", indent=10)
    rules = () if report.provides is None else report.provides.rules
    if rules:
        console.line(console.label("extra-rules", number=len(rules)), indent=10)
    for pack in report.packs:
        console.line(
            f"{console.label('pack')}: {pack.name} {pack.version}: {pack.review}", indent=10, hang=2
        )
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
        stores=[
            {
                "name": store.name,
                "schemes": list(store.schemes),
                "durable": store.capabilities.durable.value,
                "multi_process": store.capabilities.multi_process.value,
                "erases": store.capabilities.erases.value,
            }
            for store in report.stores
        ],
        rules=[rule.id for rule in rules],
        packs=[
            {"name": pack.name, "version": pack.version, "review": pack.review}
            for pack in report.packs
        ],
        problem=report.problem or None,
        advice=report.advice or None,
    )
