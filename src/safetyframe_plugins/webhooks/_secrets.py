"""Where the secrets of a webhook are, and what makes one good enough."""

from __future__ import annotations

import base64
import binascii
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from safetyframe.errors import HostError

__all__ = ["secrets_of"]

_LEAST: Final = 24  # bytes; Standard Webhooks ask for 24 to 64
_MOST: Final = 64


def secrets_of(places: Iterable[str]) -> tuple[bytes, ...]:
    """Give the secrets, newest first as listed. A file holds one on each line.

    Raises HostError for one that can't be read, is too short or is no base64: the signing library
    would quietly leave out what does not belong there, and sign with another secret than was meant.
    """
    found = tuple(_decoded(said) for place in places for said in _read(place))
    if not found:
        raise HostError("the place of a webhook's secret is empty: put one there (whsec_…)")
    return found


def _read(place: str) -> list[str]:
    kind, _, where = place.partition(":")
    if kind == "env":
        said = os.environ.get(where)
        if said is None:
            # Its name is not repeated: a slip of the pen puts the secret itself there.
            msg = "the environment variable that #secret=env:… names is to hold the secret: set it"
            raise HostError(msg)
    else:
        try:
            said = Path(where).read_text(encoding="ascii")
        except (OSError, ValueError) as error:
            raise HostError("the file of a webhook's secret can't be read") from _kind(error)
    return said.split()


def _decoded(said: str) -> bytes:
    try:
        secret = base64.b64decode(said.removeprefix("whsec_"), validate=True)
    except binascii.Error:
        raise HostError("a webhook's secret is base64, after whsec_") from None
    if not _LEAST <= len(secret) <= _MOST:
        raise HostError(f"a webhook's secret has {_LEAST} to {_MOST} bytes: make a new one")
    return secret


def _kind(error: OSError | ValueError) -> OSError | ValueError:
    # What could not be decoded travels inside a UnicodeDecodeError.
    return error if isinstance(error, OSError) else ValueError("it is not ASCII")
