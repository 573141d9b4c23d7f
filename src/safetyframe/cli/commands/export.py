"""``safetyframe export``: what somebody may know of a trajectory, in a form of others."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from safetyframe.cli.asking import (
    at_option,
    for_option,
    json_option,
    known_trajectory,
    moment,
    open_frame,
    store_option,
    trajectory_argument,
    viewer_of,
)
from safetyframe.cli.console import Console
from safetyframe.cli.trouble import Trouble
from safetyframe.cli.writing import whole_file

if TYPE_CHECKING:  # loaded when the command runs
    from safetyframe.record import Record
    from safetyframe.trajectory import Trajectory
    from safetyframe.views import View

__all__ = ["command"]

FORMS: Final = ("fhir", "ocel")


@click.command("export")
@trajectory_argument
@store_option
@for_option
@at_option
@click.option("--to", "form", type=click.Choice(FORMS), required=True, help="In which form.")
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
    form: str,
    output: Path | None,
    *,
    as_json: bool,
) -> int:
    """Give TRAJECTORY, as the person named with --for may know it, in a form that others read.

    To fhir it is a FHIR R4 Bundle, to ocel an event log for process mining. With --json, which
    needs -o, it prints what was written.
    """
    if as_json and output is None:
        raise Trouble("--json says what was written: name the file with -o")
    with open_frame(url) as frame:
        zone = known_trajectory(frame, trajectory).zone
        viewer = viewer_of(person, mandate, moment(at, zone))
        view = frame.show(trajectory, viewer)
        records = frame.records_for(trajectory, viewer)
    if not records.shown:
        raise Trouble(
            f"--for: {viewer.person} sees nothing of it at that moment, so nothing is exported; "
            "somebody who took part earlier is shown what they knew with --at"
        )
    text = _text(form, view, records)
    if output is None:
        click.echo(text)
        return 0
    with whole_file(output) as file:
        file.write(f"{text}\n")
    if as_json:
        told = {"trajectory": trajectory, "person": viewer.person}
        Console(as_json=True).json("exported/1", output=str(output), to=form, **told)
    return 0


def _text(form: str, view: View[Trajectory], records: View[tuple[Record, ...]]) -> str:
    from safetyframe import exports

    make = {"fhir": exports.fhir, "ocel": exports.ocel}[form]
    return json.dumps(make(view, records), indent=1)
