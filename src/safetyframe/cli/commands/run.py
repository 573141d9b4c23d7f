"""``safetyframe run``: acts from a script, played on a store."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from safetyframe.cli.asking import json_option, lang_option, open_frame, reader_option, store_option
from safetyframe.cli.console import Console
from safetyframe.cli.trouble import BAD_INPUT, INTERRUPTED, REFUSED, Trouble

if TYPE_CHECKING:  # loaded when the command runs
    from safetyframe.cli.script import Script
    from safetyframe.cli.telling import Teller
    from safetyframe.texts import Language

__all__ = ["command"]


@click.command(
    "run",
    epilog=(
        "Exit status: 0 everything was accepted, or answered as the script expects; 1 something "
        "was refused; 2 bad input: the message names file, line and field, and what was expected."
    ),
)
@click.argument("script")
@store_option
@click.option(
    "--stop-at-first-refusal/--keep-going",
    "stop",
    default=True,
    help="What to do after a refusal that the script does not expect. Default: stop.",
)
@lang_option
@reader_option
@json_option
def command(
    script: str, url: str, lang: Language | None, reader: str | None, *, stop: bool, as_json: bool
) -> int:
    """Play the acts of SCRIPT (.jsonl, .yaml or .yml) on a store.

    The whole script is read before anything is done. An act that is on record already, with the
    same content, is not done again: an interrupted script can simply be played once more.
    """
    from safetyframe.cli.script import read_script
    from safetyframe.cli.telling import Teller
    from safetyframe.errors import SafetyframeError

    read = read_script(script)
    console = Console(as_json=as_json, language=lang, reader=reader)
    console.note_language()
    teller = Teller(console, read.zone, len(read.steps))
    try:
        stopped = _play(url, read, teller, stop=stop)
    except KeyboardInterrupt:
        raise Trouble(_so_far("interrupted", teller), INTERRUPTED) from None
    except BrokenPipeError:
        raise Trouble(_so_far("nobody reads the output any more", teller), BAD_INPUT) from None
    except (Trouble, SafetyframeError) as error:
        if not teller.told:
            raise
        raise Trouble(_so_far(str(error), teller)) from error
    teller.finish()
    left = len(read.steps) - teller.told
    if stopped and left and not as_json:
        console.line(console.label("run-stopped", left=left))
    return REFUSED if teller.unexpected else 0


def _play(url: str, script: Script, teller: Teller, *, stop: bool) -> bool:
    """Play until the end, or until the first refusal; say whether it was stopped."""
    from safetyframe.cli.playing import play
    from safetyframe.outcome import Accepted

    with open_frame(url, zone=script.zone, make=True) as frame:
        for played in play(frame, script):
            teller.tell(played, frame.law)
            if stop and not played.expected and not isinstance(played.outcome, Accepted):
                return True
    return False


def _so_far(why: str, teller: Teller) -> str:
    kept = teller.counts["accepted"] + teller.counts["already"]
    return (
        f"{why}; {kept} acts of this script are on record for certain, the others can be played by "
        "running it again"
    )
