"""``safetyframe show``: where a trajectory stands, in references and never in prose."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from safetyframe.cli.asking import (
    json_option,
    known_trajectory,
    lang_option,
    open_frame,
    store_option,
    trajectory_argument,
)
from safetyframe.cli.console import Console

if TYPE_CHECKING:  # loaded when the command runs
    from safetyframe.texts import Language

__all__ = ["command"]


@click.command("show")
@trajectory_argument
@store_option
@click.option(
    "--last",
    type=click.IntRange(min=0),
    default=5,
    show_default=True,
    help="How many of the last records to show.",
)
@lang_option
@json_option
def command(trajectory: str, url: str, last: int, lang: Language | None, *, as_json: bool) -> int:
    """Show where TRAJECTORY stands.

    Who takes part, the involvement per minor, WAT with its goals and how they were judged, HOE and
    who carries what, and the last records. Texts are shown by their references only.
    """
    from safetyframe import wire
    from safetyframe.cli.showing import show

    console = Console(as_json=as_json, language=lang)
    with open_frame(url) as frame:
        found = known_trajectory(frame, trajectory)
        records = frame.store.read(found.id, after=max(found.seq - last, 0)) if last else ()
    if as_json:
        console.json(
            "trajectory/1",
            trajectory=wire.dump(found),
            last=[wire.dump(record) for record in records],
        )
    else:
        show(console, found, records)
    return 0
