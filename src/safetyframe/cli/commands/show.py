"""``safetyframe show``: where a trajectory stands for whoever looks, in references only."""

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


@click.command("show")
@trajectory_argument
@store_option
@for_option
@at_option
@click.option(
    "--last",
    type=click.IntRange(min=0),
    default=5,
    show_default=True,
    help="How many of the last records to show.",
)
@click.option(
    "--since",
    type=click.IntRange(min=0),
    metavar="VERSION",
    help="Show what changed in WAT since this version. Default: since the one before the last.",
)
@lang_option
@reader_option
@json_option
def command(
    trajectory: str,
    url: str,
    person: str | None,
    mandate: tuple[str, str] | None,
    at: str | None,
    last: int,
    since: int | None,
    lang: Language | None,
    reader: str | None,
    *,
    as_json: bool,
) -> int:
    """Show where TRAJECTORY stands, as the person named with --for may know it.

    Who takes part; why, with the involvement per minor; WAT with its goals and how they were
    judged, and what changed in it; HOE and who carries what; and the last records. Versions and
    records are counted as that person counts them. Texts are shown by their references only.
    """
    from safetyframe.cli.showing import show, show_in_json

    console = Console(as_json=as_json, language=lang, reader=reader)
    with open_frame(url) as frame:
        zone = known_trajectory(frame, trajectory).zone
        viewer = viewer_of(person, mandate, moment(at, zone))
        view = frame.show(trajectory, viewer)
        records = frame.records_for(trajectory, viewer)
    console.note_language()
    tell = show_in_json if as_json else show
    tell(console, view, records, last=last, since=since)
    return 0
