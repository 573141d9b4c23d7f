"""``safetyframe demo``: the sample trajectory, played on a fresh file."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import click

from safetyframe.cli.asking import json_option, lang_option, open_frame, person_named, reader_option
from safetyframe.cli.console import Console
from safetyframe.cli.trouble import INTERRUPTED, REFUSED, Trouble

if TYPE_CHECKING:  # loaded when the command runs
    from safetyframe.cli.script import Script
    from safetyframe.cli.telling import Teller
    from safetyframe.frame import Frame
    from safetyframe.texts import Language
    from safetyframe.values import PersonId
    from safetyframe.views import Viewer

__all__ = ["command"]


@click.command("demo")
@click.option(
    "--file",
    "path",
    type=click.Path(path_type=Path),
    help="Where to make the SQLite file. Default: in a new temporary folder.",
)
@click.option(
    "--for",
    "person",
    metavar="PERSON",
    help="Who looks at the end. Default: the lead consultant.",
)
@lang_option
@reader_option
@json_option
def command(
    path: Path | None,
    person: str | None,
    lang: Language | None,
    reader: str | None,
    *,
    as_json: bool,
) -> int:
    """Play the sample trajectory: two siblings, from day 1 to the closing.

    Prints each act, its verdict and the clauses, with the reasons of refusals in words, as whoever
    did it may know them; then what there is to look at for the lead consultant, where the file is,
    and what to try next on it.
    """
    from safetyframe.cli.script import read_sample
    from safetyframe.cli.telling import Teller

    looks = None if person is None else person_named(person, "--for")
    script = read_sample()
    console = Console(as_json=as_json, language=lang, reader=reader)
    file = _fresh(path)
    url = _url(file)
    console.note_language()
    teller = Teller(console, script.zone, len(script.steps))
    try:
        with open_frame(url, zone=script.zone, make=True) as frame:
            viewer = _play(frame, script, teller, console, looks)
    except (KeyboardInterrupt, BrokenPipeError) as error:
        status = INTERRUPTED if isinstance(error, KeyboardInterrupt) else 2
        raise Trouble(f"stopped after {teller.told} acts; they are in {file}", status) from None
    more = {"store": url, "trajectory": script.trajectory} if as_json else {}
    teller.finish(**more)
    if not as_json:
        _what_next(console, script, file, url, viewer)
    return REFUSED if teller.unexpected else 0


def _fresh(path: Path | None) -> Path:
    """Make an empty file, and only a new one."""
    if path is None:
        return Path(tempfile.mkdtemp(prefix="safetyframe-demo-")) / "two-siblings.db"
    _url(path)  # or there is no way to name it
    try:
        with path.open("x"):
            pass
    except FileExistsError:
        raise Trouble(f"{path}: it is there already; name a file that is not") from None
    except OSError as error:
        raise Trouble(f"{path}: {error.strerror}") from None
    return path.absolute()


def _url(file: Path) -> str:
    try:
        return f"sqlite:///{quote(file.as_posix(), safe='/:')}"
    except UnicodeEncodeError:
        raise Trouble("--file: that name is no text in the encoding of this system") from None


def _play(
    frame: Frame, script: Script, teller: Teller, console: Console, person: PersonId | None
) -> Viewer | None:
    """Play, and show what there is to look at; give who looked."""
    from safetyframe.cli.looking import day_of, tell_findings
    from safetyframe.cli.playing import play
    from safetyframe.rules.ask import lead
    from safetyframe.views import Viewer

    for played in play(frame, script):
        teller.tell(played, frame.law)
    now = frame.trajectory(script.trajectory)
    if now.known_at is None:
        return None
    leads = lead(now, now.known_at)
    looks = person if person is not None or leads is None else leads.person
    if not console.as_json:
        console.head(console.label("demo-end", date=day_of(now.known_at, script.zone)))
    if looks is None:
        if not console.as_json:
            console.line(console.label("demo-no-lead"))
        return None
    viewer = Viewer(person=looks, at=now.known_at)
    tell_findings(console, frame.findings_for(script.trajectory, viewer), script.zone)
    return viewer


def _what_next(
    console: Console, script: Script, file: Path, url: str, viewer: Viewer | None
) -> None:
    console.line()
    console.line(console.label("demo-file", file=file))
    console.head(console.label("demo-try"))
    first = script.steps[0].act.by
    day = next(
        (s.act.by.at for s in script.steps if (s.act.by.at - first.at).days >= 60),  # noqa: PLR2004
        first.at,
    ).date()
    who = first.person if viewer is None else viewer.person
    on = f"{script.trajectory} --store {shlex.quote(url)}"
    for line in (
        f"show {on} --for {who}",
        f"show {on} --for child-a --since 1",
        f"findings {on} --for consultant-1 --at {day}",
        f"may {on} --at {day} --person worker-1 --role care-worker",
        "charter X1",
    ):
        # Not broken at the terminal's width: it is meant to be copied.
        click.echo(f"  {program()} {line}")


def program() -> str:
    """Give what has to be typed to run this program again, the way it was run."""
    first = sys.argv[0]
    if Path(first).name == "__main__.py":
        return f"{shlex.quote(sys.executable)} -m safetyframe.cli"
    found = shutil.which("safetyframe")
    if found is not None and os.path.realpath(found) == os.path.realpath(first):
        return "safetyframe"
    return shlex.quote(first)
