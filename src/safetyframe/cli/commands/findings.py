"""``safetyframe findings``: what there is to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from safetyframe.cli.asking import (
    at_option,
    for_option,
    json_option,
    known_trajectory,
    lang_option,
    moment,
    open_frame,
    reader_option,
    store_option,
    trajectory_argument,
    viewer_of,
)
from safetyframe.cli.console import Console

if TYPE_CHECKING:  # loaded when the command runs
    from safetyframe.texts import Language

__all__ = ["command"]


@click.command("findings")
@trajectory_argument
@store_option
@for_option
@at_option
@lang_option
@reader_option
@json_option
def command(
    trajectory: str,
    url: str,
    person: str | None,
    mandate: tuple[str, str] | None,
    at: str | None,
    lang: Language | None,
    reader: str | None,
    *,
    as_json: bool,
) -> int:
    """Show what there is to look at in TRAJECTORY: duties that are open, and advice.

    Nothing here refuses anything. It is found in what the person named with --for may know; what
    was written down after the moment asked about is left out.
    """
    from safetyframe.cli.looking import tell_findings

    console = Console(as_json=as_json, language=lang, reader=reader)
    with open_frame(url) as frame:
        zone = known_trajectory(frame, trajectory).zone
        view = frame.findings_for(trajectory, viewer_of(person, mandate, moment(at, zone)))
    console.note_language()
    tell_findings(console, view, zone)
    return 0
