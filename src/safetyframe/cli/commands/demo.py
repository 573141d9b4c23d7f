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

from safetyframe.cli.asking import json_option, lang_option, open_frame
from safetyframe.cli.console import Console
from safetyframe.cli.trouble import INTERRUPTED, REFUSED, Trouble

if TYPE_CHECKING:  # loaded when the command runs
    from safetyframe.cli.script import Script
    from safetyframe.cli.telling import Teller
    from safetyframe.frame import Frame
    from safetyframe.texts import Language

__all__ = ["command"]


@click.command("demo")
@click.option(
    "--file",
    "path",
    type=click.Path(path_type=Path),
    help="Where to make the SQLite file. Default: in a new temporary folder.",
)
@lang_option
@json_option
def command(path: Path | None, lang: Language | None, *, as_json: bool) -> int:
    """Play the sample trajectory: two siblings, from day 1 to the closing.

    Prints each act, its verdict and the clauses, with the reasons of refusals in words; then what
    there is to look at, where the file is, and what to try next on it.
    """
    from safetyframe.cli.script import read_sample
    from safetyframe.cli.telling import Teller

    script = read_sample()
    console = Console(as_json=as_json, language=lang)
    file = _fresh(path)
    url = _url(file)
    teller = Teller(console, script.zone, len(script.steps))
    try:
        with open_frame(url, zone=script.zone, make=True) as frame:
            _play(frame, script, teller, console)
    except (KeyboardInterrupt, BrokenPipeError) as error:
        status = INTERRUPTED if isinstance(error, KeyboardInterrupt) else 2
        raise Trouble(f"stopped after {teller.told} acts; they are in {file}", status) from None
    more = {"store": url, "trajectory": script.trajectory} if as_json else {}
    teller.finish(**more)
    if not as_json:
        _what_next(console, script, file, url)
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


def _play(frame: Frame, script: Script, teller: Teller, console: Console) -> None:
    from safetyframe.cli.looking import day_of, tell_findings
    from safetyframe.cli.playing import play

    for played in play(frame, script):
        teller.tell(played)
    end = frame.trajectory(script.trajectory).known_at
    if end is not None:
        if not console.as_json:
            console.head(console.label("at-end", date=day_of(end, script.zone)))
        tell_findings(console, frame.findings(script.trajectory, end), script.zone)


def _what_next(console: Console, script: Script, file: Path, url: str) -> None:
    console.line()
    console.line(console.label("file", file=file))
    console.head(console.label("try"))
    first = script.steps[0].act.by.at
    day = next(
        (s.act.by.at for s in script.steps if (s.act.by.at - first).days >= 60),  # noqa: PLR2004
        first,
    ).date()
    on = f"{script.trajectory} --store {shlex.quote(url)}"
    for line in (
        f"show {on}",
        f"findings {on} --at {day}",
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
