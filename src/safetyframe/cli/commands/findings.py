"""``safetyframe findings``: what there is to look at."""

from __future__ import annotations

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
from safetyframe.cli.console import Console

if TYPE_CHECKING:  # loaded when the command runs
    from safetyframe.texts import Language

__all__ = ["command"]


@click.command("findings")
@trajectory_argument
@store_option
@at_option
@lang_option
@json_option
def command(
    trajectory: str, url: str, at: str | None, lang: Language | None, *, as_json: bool
) -> int:
    """Show what there is to look at in TRAJECTORY: duties that are open, and advice.

    Nothing here refuses anything. What was written down after the moment asked about is left out.
    """
    from safetyframe.cli.looking import tell_findings

    console = Console(as_json=as_json, language=lang)
    with open_frame(url) as frame:
        zone = known_trajectory(frame, trajectory).zone
        findings = frame.findings(trajectory, moment(at, zone))
    tell_findings(console, findings, zone)
    return 0
