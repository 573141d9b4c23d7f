"""``safetyframe plain``: is it in plain words, for whoever writes prose, and for a hook."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import click

from safetyframe.cli.asking import json_option
from safetyframe.cli.console import Console
from safetyframe.cli.trouble import REFUSED, Trouble

if TYPE_CHECKING:  # loaded when the command runs
    from safetyframe.texts.plain import Plain

__all__ = ["command"]

#: A line of Markdown that goes on in the next: no blank one after it, and nothing that begins anew.
_GOES_ON: Final = re.compile(r"(?<![\n|])\n(?![\s#>|`~*+-]|\d+[.)] )")


@click.command("plain")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--lang",
    type=click.Choice(["nl", "en"]),
    required=True,
    help="The language of the prose, and of what is said of it.",
)
@click.option(
    "--reader",
    type=click.Choice(["professional", "family", "child"]),
    required=True,
    help="Who has to read it; a child is from about eight.",
)
@json_option
def command(
    files: tuple[str, ...], lang: Literal["nl", "en"], reader: str, *, as_json: bool
) -> int:
    """Measure how plain the prose in text files is (P7): long sentences, jargon, reading ease.

    For each thing found: file, line, column, and what the reader can take. The prose is never
    repeated, for it may be private. In Markdown (``.md``) a sentence may go on in the next line;
    in any other file a line ends it. ``-`` is the input. The status is 1 when something was found.
    """
    from safetyframe.texts.plain import measure

    console = Console(as_json=as_json, language=lang, reader=reader)
    clean = True
    for name in files:
        prose = _read(name)
        flowing = _GOES_ON.sub(" ", prose) if name.endswith(".md") else prose
        for found in measure(flowing, lang, console.reader):
            clean = False
            _tell(console, name, prose, found)
    return 0 if clean else REFUSED


def _read(name: str) -> str:
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise Trouble(f"{name}: expected text in UTF-8") from None


def _tell(console: Console, name: str, prose: str, found: Plain) -> None:
    line = prose.count("\n", 0, found.start) + 1
    column = found.start - (prose.rfind("\n", 0, found.start) + 1) + 1
    if console.as_json:
        console.json(
            "plain/1",
            file=name,
            line=line,
            column=column,
            measure=found.measure.value,
            value=found.value,
            limit=found.limit,
            instead=found.instead,
        )
        return
    said = console.label(
        f"plain-{found.measure.value}",
        value=_whole(found.value),
        limit=_whole(found.limit),
        instead=found.instead,
    )
    console.line(f"{name}:{line}:{column}: {said}", hang=2)


def _whole(number: float | None) -> str:
    return "" if number is None else f"{number:.0f}"
