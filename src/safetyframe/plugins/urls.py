"""Reading the options of a URL, for adapters: strict, and never repeating what was given.

A URL may hold a password, and a slip of the pen puts one where a name should be: errors say what
may stand there, not what stood there.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote

from safetyframe.errors import HostError

if TYPE_CHECKING:  # loaded by those that speak TLS
    from ssl import SSLContext

__all__ = ["authorities", "one_of", "port", "positive", "read_options", "readable", "unquoted"]


def read_options(
    said: str, known: Mapping[str, str], *, many: frozenset[str] = frozenset()
) -> dict[str, str]:
    """Give every known option: as it was said (``a=1&b=2``), or else its default in `known`.

    Those in `many` may be given more than once, and are then joined by line ends. Raises HostError
    for one that is not known, is given twice, or has no value.
    """
    try:
        pairs = parse_qsl(said, keep_blank_values=True, strict_parsing=True, errors="strict")
    except ValueError:
        pairs = [] if not said else [("", "")]
    found: dict[str, str] = {}
    for name, value in pairs:
        if name not in known or not value:
            names = ", ".join(f"{n}=…" for n in known)
            raise HostError(f"the options of this URL are: {names}; each with a value")
        if name in found and name not in many:
            raise HostError(f"the option {name!r} of this URL is given twice")
        found[name] = f"{found[name]}\n{value}" if name in found else value
    return {**known, **found}


def positive(name: str, value: str, *, whole: bool = False) -> float:
    """Give the number that an option stands for. Raises HostError for one that isn't above 0."""
    try:
        number = float(int(value) if whole else value)
    except ValueError:
        number = 0.0
    if not (math.isfinite(number) and number > 0):
        raise HostError(f"the option {name!r} is a {'whole ' if whole else ''}number above 0")
    return number


def one_of(name: str, value: str, *choices: str) -> str:
    """Give `value` when it is one of `choices`. Raises HostError otherwise."""
    if value not in choices:
        raise HostError(f"the option {name!r} is one of: {', '.join(choices)}")
    return value


def port(said: str) -> int:
    """Give the number of a port. Raises HostError for one that can't be."""
    number = int(said) if said.isascii() and said.isdigit() else 0
    if not 0 < number < 1 << 16:
        raise HostError("a port is a number from 1 to 65535")
    return number


def readable(name: str, value: str) -> str:
    """Give `value`, the name of a file or nothing. Raises HostError for one that can't be read."""
    try:
        if value:
            Path(value).open("rb").close()
    except (OSError, ValueError):
        raise HostError(f"the option {name!r} names a file that can't be read") from None
    return value


def authorities(value: str) -> SSLContext:
    """Trust the authorities in the file `value`, of the option ``ca``; those of the system if ''.

    Raises HostError for one that holds none.
    """
    import ssl

    try:
        return ssl.create_default_context(cafile=readable("ca", value) or None)
    except (OSError, ValueError):
        raise HostError("the option 'ca' names a file without certificates (PEM)") from None


def unquoted(part: str) -> str:
    """Decode ``%40`` and its like. Raises HostError for what is not UTF-8 then."""
    try:
        return unquote(part, errors="strict")
    except UnicodeDecodeError:
        raise HostError("a URL is UTF-8 once its %XX are decoded") from None
