"""What commands print with: text for people, or one JSON object a line for programs."""

from __future__ import annotations

import codecs
import io
import os
import re
import shutil
import sys
import textwrap
import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import click

if TYPE_CHECKING:  # texts load the law, and `--version` does without
    from safetyframe.texts import Language, Reader

__all__ = ["Console", "Style", "language_of_terminal", "make_output_safe", "width_of"]

Style: TypeAlias = Literal["good", "bad", "doubt", "clause", "head"]

# Bold colours of the terminal's own palette: readable on a dark background and on a light one.
_STYLES: Final[Mapping[Style, tuple[str | None, bool]]] = {
    "good": ("green", True),
    "bad": ("red", True),
    "doubt": ("yellow", True),
    "clause": ("cyan", False),
    "head": (None, True),
}
_PLAIN_SIGNS: Final = {"…": "...", "–": "-", "—": "-", "’": "'", "‘": "'", "“": '"', "”": '"'}
_HANDLER: Final = "safetyframe-plain"
_NARROWEST: Final = 40
_ESCAPE: Final = re.compile(r"\x1b\[[0-9;]*m")


class Console:
    """Where a command's answer goes. `as_json` decides for whom it is."""

    def __init__(
        self,
        *,
        as_json: bool = False,
        language: Language | None = None,
        reader: str | None = None,
    ) -> None:
        """Look at the terminal, once. `reader` is for whom the law's answers are worded."""
        self.as_json = as_json
        self.language: Language = language or language_of_terminal()
        self._reader = reader
        self.tty = sys.stdout.isatty()
        self.width = max(shutil.get_terminal_size().columns, _NARROWEST) if self.tty else None
        self._colour = self.tty and not os.environ.get("NO_COLOR") and _has_colour()

    @property
    def reader(self) -> Reader:
        """For whom the law's answers are worded; a professional where nobody says."""
        from safetyframe.texts import Reader

        return Reader.PROFESSIONAL if self._reader is None else Reader(self._reader)

    @property
    def names_clauses(self) -> bool:
        """Whether clauses are named beside the words. To a child their names say nothing."""
        return self._reader != "child"

    def note_language(self) -> None:
        """Say once, to people, what the language that was asked for lacks."""
        if self.language == "fr" and not self.as_json:
            from safetyframe.texts import note_on

            self.line(note_on(self.language) or "")

    def label(self, name: str, **values: object) -> str:
        """Give a label in the language of this console, and in words for its reader."""
        from safetyframe.texts import word_on_page

        return word_on_page(name, self.language, reader=self.reader, **values)

    def styled(self, text: str, style: Style) -> str:
        """Give `text` in a colour, where the terminal has any and nobody asked for none."""
        if not self._colour:
            return text
        colour, bold = _STYLES[style]
        return click.style(text, fg=colour, bold=bold or None)

    def line(self, text: str = "", *, indent: int = 0, hang: int = 0) -> None:
        """Print one line; on a terminal it is broken between words, later lines `hang` deeper."""
        if self.width is None or width_of(text) + indent <= self.width:
            click.echo(" " * indent + text, color=True)
            return
        for part in _broken(text, self.width, indent, hang):
            click.echo(part, color=True)

    def head(self, text: str) -> None:
        """Print a heading, with a blank line before it."""
        click.echo()
        self.line(self.styled(text, "head"))

    def json(self, kind: str, **fields: object) -> None:
        """Print one object of a documented kind, such as ``finding/1``, on a line of its own."""
        from json import dumps

        click.echo(dumps({"safetyframe": kind, **fields}, separators=(",", ":")))


def width_of(text: str) -> int:
    """Count the columns that `text` takes."""
    bare = _ESCAPE.sub("", text)
    wide = sum(unicodedata.east_asian_width(sign) in "WF" for sign in bare)
    return len(bare) + wide - sum(bool(unicodedata.combining(sign)) for sign in bare)


def _broken(text: str, width: int, indent: int, hang: int) -> list[str]:
    """Break a line between words. Colour codes take no room, so they are put aside meanwhile."""
    codes: list[str] = []

    def aside(found: re.Match[str]) -> str:
        codes.append(found.group())
        return "\0"

    # A code glues to its word as a sign without width; the few columns it costs are given back.
    bare = _ESCAPE.sub(aside, text)
    wrapper = textwrap.TextWrapper(
        width=width,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + hang),
        break_long_words=False,
        break_on_hyphens=False,
    )
    left = iter(codes)
    return [re.sub("\0", lambda _: next(left), part) for part in wrapper.wrap(bare)]


def language_of_terminal() -> Language:
    """Choose Dutch where the environment asks for it, and English everywhere else."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return "nl" if re.match(r"nl([_.@-]|$)", value.lower()) else "en"
    return "en"


def _has_colour() -> bool:
    return os.environ.get("TERM", "") != "dumb"


def make_output_safe() -> None:
    """Let no sign stop a sentence: what a terminal can't show is shown in plainer signs."""
    codecs.register_error(_HANDLER, _plainer)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_HANDLER)


def _plainer(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    found = error.object[error.start : error.end]
    plain = "".join(
        _PLAIN_SIGNS.get(sign)
        or unicodedata.normalize("NFKD", sign).encode("ascii", "ignore").decode()
        or "?"
        for sign in found
    )
    return plain, error.end
