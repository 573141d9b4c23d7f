"""How a command ends when it can't do what it was asked: one line, and a status."""

from __future__ import annotations

import unicodedata
from typing import Final

__all__ = ["BAD_INPUT", "INTERRUPTED", "REFUSED", "Trouble", "one_line"]

#: Something was refused.
REFUSED: Final = 1
#: The command could not be carried out: bad input, a store that can't be opened.
BAD_INPUT: Final = 2
#: Ctrl-C: 128 and the number of the signal, as shells have it.
INTERRUPTED: Final = 130

_LONGEST: Final = 600


class Trouble(Exception):
    """Ends a command. An empty message says nothing."""

    def __init__(self, message: str, status: int = BAD_INPUT) -> None:
        """Say what is wrong and what to do next, without prose and without passwords."""
        super().__init__(message)
        self.message = message
        self.status = status


def one_line(message: str) -> str:
    """Give `message` on one line, without signs that a terminal would obey."""
    plain = "".join(sign for sign in message if sign.isspace() or _is_shown(sign))
    line = " ".join(plain.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _is_shown(sign: str) -> bool:
    return not unicodedata.category(sign).startswith("C")
