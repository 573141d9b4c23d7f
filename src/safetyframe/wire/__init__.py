"""The wire form: JSON in, JSON out, and nothing in between that is not what it says.

`dump` and `load` go between acts, records, trajectories and what JSON can say; `dumps` and `loads`
between them and text. Every document carries its `type` and `version`. What is read must be exact:
no unknown key, no number in quotes, no time without its offset; what is not raises `PayloadError`
with the path to the fault, or `UnknownTypeError`, `UnknownVersionError`. `dump` asks the same of
what it is given, so that whatever was written can be read.

    >>> payload = {
    ...     "type": "accept-measure",
    ...     "version": 1,
    ...     "id": "act-7",
    ...     "by": {"person": "p:1", "role": "network", "at": "2026-03-01T09:00:00+00:00"},
    ...     "measure": "m:2",
    ... }
    >>> act = load(payload)
    >>> act.measure
    'm:2'
    >>> dump(act) == payload
    True

That is for stores. What is shown to somebody is a `View`, and `export` gives its JSON: it goes one
way, and is never read back.

Texts are references here as everywhere: no prose goes over this wire. A time is written with its
offset, never with the name of its zone; acts hold theirs in UTC.
"""

from __future__ import annotations

from typing import Final

from safetyframe.acts import Act
from safetyframe.errors import PayloadError
from safetyframe.record import Record
from safetyframe.trajectory import Trajectory
from safetyframe.views import View
from safetyframe.wire.codec import Codec
from safetyframe.wire.exporting import Showable, view_in_json
from safetyframe.wire.leaves import Json
from safetyframe.wire.names import ACT_NAMES, DOCUMENT_NAMES, WIRE_VERSION, WireName
from safetyframe.wire.schema import SCHEMAS, schema
from safetyframe.wire.text import decode, encode

__all__ = [
    "ACT_NAMES",
    "DOCUMENT_NAMES",
    "SCHEMAS",
    "WIRE_VERSION",
    "Codec",
    "Json",
    "Showable",
    "WireName",
    "dump",
    "dumps",
    "export",
    "faults_of",
    "load",
    "load_act",
    "load_record",
    "load_trajectory",
    "loads",
    "loads_act",
    "loads_record",
    "loads_trajectory",
    "schema",
]

_CODEC: Final = Codec()


def dump(x: Act | Record | Trajectory) -> dict[str, Json]:
    """Give the JSON form of `x`: `type`, `version`, then its fields.

    A field at its default is left out, except in a trajectory itself, which says everything.
    Raises PayloadError with the path to a value that has no form on the wire, such as a naive time.
    """
    return _CODEC.dump(x)


def load(payload: object) -> Act | Record | Trajectory:
    """Read an act, a record or a trajectory, as its `type` says. Raises PayloadError."""
    return _CODEC.load(payload)


def load_act(payload: object) -> Act:
    """Read an act of any type. Raises PayloadError."""
    return _CODEC.load_act(payload)


def load_record(payload: object) -> Record:
    """Read a record. Raises PayloadError."""
    return _CODEC.load_record(payload)


def load_trajectory(payload: object) -> Trajectory:
    """Read a trajectory; a slice that is null is not known. Raises PayloadError."""
    return _CODEC.load_trajectory(payload)


def dumps(x: Act | Record | Trajectory) -> str:
    """Write `x` as one line of JSON: ASCII, no blanks, keys always in the same order."""
    return encode(_CODEC.dump(x))


def loads(text: str | bytes) -> Act | Record | Trajectory:
    """Read one JSON text; bytes are UTF-8. Raises PayloadError, for bad JSON too (``not-json``)."""
    return _CODEC.load(decode(text))


def loads_act(text: str | bytes) -> Act:
    """Read one JSON text that is an act. Raises PayloadError."""
    return _CODEC.load_act(decode(text))


def loads_record(text: str | bytes) -> Record:
    """Read one JSON text that is a record. Raises PayloadError."""
    return _CODEC.load_record(decode(text))


def loads_trajectory(text: str | bytes) -> Trajectory:
    """Read one JSON text that is a trajectory. Raises PayloadError."""
    return _CODEC.load_trajectory(decode(text))


def export(view: View[Showable]) -> dict[str, Json]:
    """Give the JSON form of a View: whose it is, as of when, of what, and what is `shown`.

    Its `type` is ``view``, which nothing here reads, and no part of it has a type: it is for
    whoever is shown something, and can't come back as a record or a trajectory. Raises `HostError`
    for what is no View: what was never looked through for somebody is not exported.
    """
    return view_in_json(view, _CODEC.dump)


def faults_of(error: PayloadError) -> tuple[PayloadError, ...]:
    """Give every fault of the payload (100 at most), the one that was raised first."""
    others: tuple[PayloadError, ...] = vars(error).get("others", ())
    return (error, *others)
