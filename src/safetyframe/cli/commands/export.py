"""``safetyframe export``: what somebody may know of a trajectory, in a form of others."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from safetyframe.cli.asking import (
    at_option,
    for_option,
    json_option,
    known_trajectory,
    lang_option,
    moment,
    open_frame,
    store_option,
    trajectory_argument,
    viewer_of,
)
from safetyframe.cli.console import Console
from safetyframe.cli.files import whole_file
from safetyframe.cli.trouble import Trouble

if TYPE_CHECKING:  # loaded when the command runs
    from safetyframe.frame import Frame
    from safetyframe.record import Record
    from safetyframe.texts import Language
    from safetyframe.trajectory import Trajectory
    from safetyframe.views import View

__all__ = ["command"]

FORMS: Final = ("fhir", "ocel", "subject")


@click.command("export")
@trajectory_argument
@store_option
@for_option
@at_option
@click.option("--to", "form", type=click.Choice(FORMS), required=True, help="In which form.")
@click.option("--html", "as_html", is_flag=True, help="To subject: as a page (extra report).")
@click.option(
    "--words", "with_words", is_flag=True, help="To subject: with the words that are kept."
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Where to. Default: the output."
)
@lang_option
@json_option
def command(
    trajectory: str,
    url: str,
    person: str | None,
    mandate: tuple[str, str] | None,
    at: str | None,
    form: str,
    output: Path | None,
    lang: Language | None,
    *,
    as_html: bool,
    with_words: bool,
    as_json: bool,
) -> int:
    """Give TRAJECTORY, as the person named with --for may know it, in a form that others read.

    To fhir it is a FHIR R4 Bundle, to ocel an event log for process mining. To subject it is an
    answer to that person, who asks what is on record about them: JSON, or with --html a page.
    With --words it has the words of texts too, and goes to a file that only its owner may read.
    With --json, which needs -o, it prints what was written.
    """
    _check(form, output, as_json=as_json, as_html=as_html, with_words=with_words)
    console = Console(as_json=as_json, language=lang)
    with open_frame(url) as frame:
        zone = known_trajectory(frame, trajectory).zone
        viewer = viewer_of(person, mandate, moment(at, zone))
        view = frame.show(trajectory, viewer)
        records = frame.records_for(trajectory, viewer)
        if not records.shown:
            raise Trouble(
                f"--for: {viewer.person} sees nothing of it at that moment, so nothing is "
                "exported; somebody who took part earlier is shown what they knew with --at"
            )
        words = _words(frame, view, records) if with_words else None
    text = _text(form, view, records, words, console.language if as_html else None)
    if output is None:
        click.echo(text)
        return 0
    with whole_file(output) as file:
        file.write(f"{text}\n")
    if as_json:
        told = {"trajectory": trajectory, "person": viewer.person}
        console.json("exported/1", output=str(output), to=form, **told)
    return 0


def _check(
    form: str, output: Path | None, *, as_json: bool, as_html: bool, with_words: bool
) -> None:
    if form != "subject" and (as_html or with_words):
        raise Trouble("--html and --words are for an answer: add --to subject, or leave them out")
    if output is None and with_words:
        raise Trouble("--words are for a file, where only its owner may read them: name it with -o")
    if output is None and as_json:
        raise Trouble("--json says what was written: name the file with -o")


def _words(
    frame: Frame, view: View[Trajectory], records: View[tuple[Record, ...]]
) -> dict[str, str | None]:
    """Fetch the words of those texts that the answer names, and of no others."""
    from safetyframe import exports

    named = exports.texts_of(exports.subject(view, records))
    bodies = {text: frame.body(view.shown.id, text) for text in named}
    return {text: None if body is None else body.words for text, body in bodies.items()}


def _text(
    form: str,
    view: View[Trajectory],
    records: View[tuple[Record, ...]],
    words: Mapping[str, str | None] | None,
    language: Language | None,
) -> str:
    from safetyframe import exports

    if language is not None:
        from safetyframe.pages.answer import answer_page

        return answer_page(view, records, language, words=words).rstrip("\n")
    if form == "subject":
        return json.dumps(exports.subject(view, records, words=words), indent=1)
    make = {"fhir": exports.fhir, "ocel": exports.ocel}[form]
    return json.dumps(make(view, records), indent=1)
