"""``safetyframe report``: a page that shows where a trajectory stands, for whoever it is made."""

from __future__ import annotations

import sys
from pathlib import Path
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
from safetyframe.cli.files import whole_file
from safetyframe.cli.trouble import Trouble

if TYPE_CHECKING:  # loaded when the command runs
    from safetyframe.texts import Language

__all__ = ["command"]


@click.command("report")
@trajectory_argument
@store_option
@for_option
@at_option
@lang_option
@reader_option
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Where to. Default: the output."
)
@json_option
def command(
    trajectory: str,
    url: str,
    person: str | None,
    mandate: tuple[str, str] | None,
    at: str | None,
    lang: Language | None,
    reader: str | None,
    output: Path | None,
    *,
    as_json: bool,
) -> int:
    """Write a page, one HTML file, on where TRAJECTORY stands, as the person named may know it.

    It has the words of texts, so it is for that person alone, and so is the file: whoever else
    reads this machine's files can't open it. It is written whole or not at all, and takes the place
    of one that is there. With --json, which needs -o, it prints what was written.
    """
    from safetyframe.pages import check_installed, report, seen_by

    console = Console(as_json=as_json, language=lang, reader=reader)
    if as_json and output is None:
        raise Trouble("--json says what was written: name the file with -o")
    check_installed()
    with open_frame(url) as frame:
        zone = known_trajectory(frame, trajectory).zone
        viewer = viewer_of(person, mandate, moment(at, zone))
        seen = seen_by(viewer, frame, trajectory)
        if seen.blind:
            raise Trouble(f"{viewer.person} takes no part then: there is nothing to see")
        page = report(seen, console.language, reader=console.reader)
    if output is None:
        sys.stdout.buffer.write(page.encode())
        return 0
    with whole_file(output) as file:
        file.write(page)
    if as_json:
        console.json(
            "page/1",
            output=str(output),
            trajectory=trajectory,
            person=viewer.person,
        )
    return 0
