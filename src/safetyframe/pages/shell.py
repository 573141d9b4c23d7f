"""The shell of every page: its words, its style, and a policy that lets nothing else in.

A template extends ``layout.html`` and fills its blocks. It has `say` for our own words; whatever
else it is given is escaped where it stands.

    >>> say = Words("en")
    >>> "<h1>Contents</h1>" in render("layout.html", say=say, title="Contents")
    True
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from attrs import frozen

from safetyframe.errors import HostError
from safetyframe.texts import Language, Reader, note_on, word_on_page
from safetyframe.values import civil

if TYPE_CHECKING:  # the extra `report`
    from jinja2 import Environment

__all__ = ["Words", "check_installed", "page_language", "render"]

_PACKAGE: Final = "safetyframe.pages"
_FOLDER: Final = "templates"
_BLANK: Final = "\N{NO-BREAK SPACE}"
#: Where no text of ours stands: tags, what holds other things, and the words of people, which have
#: a direction of their own and stay to the letter. In a text < and > are escaped.
_NO_TEXT: Final = re.compile(
    r"(<style>.*?</style>|<title>.*?</title>|<svg\b.*?</svg>"
    r"|<[^>]* dir='auto'[^>]*>[^<]*|<[^>]*>)".replace("'", '"'),
    re.DOTALL,
)
_NAME: Final = re.compile(r"(?<![^\s])(?=\S{1,24}(?:\s|$))[^\s-]+(?:-[^\s-]+)+")


@frozen
class Words:
    """The words of pages in one language, for one kind of reader."""

    language: Language
    reader: Reader = Reader.PROFESSIONAL

    def __call__(self, name: str, /, **facts: object) -> str:
        """Give the words called `name`, with `facts` filled in."""
        return word_on_page(name, self.language, reader=self.reader, **facts)

    def day(self, instant: datetime, zone: str) -> str:
        """Write the civil day of `instant` in `zone`, which stands on one line."""
        local = civil(instant, zone)
        month = self("page-months").split()[local.month - 1]
        said = self("page-day", day=local.day, month=month, year=local.year)
        return said.replace(" ", _BLANK)


def page_language(language: Language) -> str:
    """Give the tag for ``<html lang>``: what a page in French says is English yet."""
    return "en" if note_on(language) else language


def render(
    template: str, *, say: Words, title: str, styles: Sequence[str] = (), **values: object
) -> str:
    """Give a whole page as HTML: `template` with its values, in the shell.

    `styles` name style sheets beside ``base.css``. What stands in `values` is escaped; only markup
    that this package made itself may be a ``markupsafe.Markup``. A name that a template asks for
    and nobody gave is an error. Short names with a hyphen, such as ``child-a``, are kept on one
    line. Raises `HostError` where Jinja2 is not installed.
    """
    style = "".join(_read(name) for name in ("base.css", *styles))
    page = (
        _environment()
        .get_template(template)
        .render(
            say=say,
            title=title,
            lang=page_language(say.language),
            note=note_on(say.language),
            style=style,
            policy=_policy(style),
            **values,
        )
    )
    parts = _NO_TEXT.split(page)
    parts[::2] = [_NAME.sub(r'<span class="whole">\g<0></span>', text) for text in parts[::2]]
    return "".join(parts)


def check_installed() -> None:
    """Raise `HostError`, which says what to install, where no page can be made."""
    _environment()


def _policy(style: str) -> str:
    """A Content-Security-Policy: nothing is fetched, run or sent; this one style counts."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


@cache
def _read(name: str) -> str:
    return (files(_PACKAGE) / _FOLDER / name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    try:
        from jinja2 import Environment, PackageLoader, StrictUndefined
    except ModuleNotFoundError as error:
        if error.name != "jinja2":
            raise
        raise HostError("a page needs Jinja2: pip install 'safetyframe[report]'") from None
    return Environment(
        loader=PackageLoader(_PACKAGE, _FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
