"""The vectors as they are shipped: read from the files beside this module."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final, TypeAlias, cast

from attrs import field, frozen

from safetyframe.wire import Json

__all__ = ["DATA", "FORMAT", "SCHEMA", "Object", "Stage", "Vector", "load", "stages"]

Object: TypeAlias = dict[str, Json]

_HERE: Final = Path(__file__).parent
#: The folder with a file for each clause, and the stages that they share.
DATA: Final = _HERE / "data"
#: The JSON Schema (draft 2020-12) of these files, and of requests and answers.
SCHEMA: Final = _HERE / "vectors.schema.json"
#: The version of the format of all these files.
FORMAT: Final = 1
_STAGES: Final = "stages.json"


@frozen(kw_only=True)
class Stage:
    """Records that many vectors begin with, those of the stages before it included."""

    name: str
    records: tuple[Object, ...]


@frozen(kw_only=True)
class Vector:
    """One question about one clause, and the whole answer.

    `ask` is ``decide`` (on `act`), ``findings`` or ``owed`` (both as of the instant `as_of`, and
    only what rests on `clause`). `records` are in the wire form, in the order of the log; the
    slices named in `unknown` are forgotten after them.
    """

    id: str
    clause: str
    title: str
    ask: str
    trajectory: str
    zone: str
    policy: Object
    records: tuple[Object, ...]
    unknown: tuple[str, ...] = ()
    act: Object | None = None
    as_of: str | None = None
    then: Object = field(factory=dict[str, Json])

    def request(self) -> Object:
        """Give the question in the form of the protocol, without the answer."""
        asked: Object = {
            "id": self.id,
            "ask": self.ask,
            "trajectory": {"id": self.trajectory, "zone": self.zone},
            "policy": self.policy,
            "records": list(self.records),
            "unknown": list(self.unknown),
        }
        if self.ask == "decide":
            return {**asked, "act": self.act}
        return {**asked, "as_of": self.as_of, "clause": self.clause}


def stages(data: Path = DATA) -> Mapping[str, Stage]:
    """Read the shared beginnings by name."""
    found: dict[str, Stage] = {}
    for one in _objects(_read(data / _STAGES)["stages"]):
        name, after = cast("str", one["name"]), cast("str | None", one["after"])
        before = () if after is None else found[after].records
        found[name] = Stage(name=name, records=(*before, *_objects(one["records"])))
    return found


def load(data: Path = DATA, *, only: Iterable[str] = ()) -> tuple[Vector, ...]:
    """Read all vectors (or those of the clauses `only`), in the order of their files' names."""
    wanted = frozenset(only)
    held = stages(data)
    head = cast("Object", _read(data / _STAGES)["trajectory"])
    files = sorted(path for path in data.glob("*.json") if path.name != _STAGES)
    return tuple(
        _vector(cast("str", document["clause"]), one, head, held)
        for path in files
        if not wanted or path.stem in wanted
        for document in (_read(path),)
        for one in _objects(document["vectors"])
    )


def _vector(clause: str, one: Object, head: Object, held: Mapping[str, Stage]) -> Vector:
    given, when = cast("Object", one["given"]), cast("Object", one["when"])
    stage = cast("str | None", given["stage"])
    before = () if stage is None else held[stage].records
    return Vector(
        id=cast("str", one["id"]),
        clause=clause,
        title=cast("str", one["title"]),
        ask=cast("str", one["ask"]),
        trajectory=cast("str", head["id"]),
        zone=cast("str", head["zone"]),
        policy=cast("Object", given["policy"]),
        records=(*before, *_objects(given["records"])),
        unknown=tuple(cast("list[str]", given["unknown"])),
        act=cast("Object | None", when.get("act")),
        as_of=cast("str | None", when.get("as_of")),
        then=cast("Object", one["then"]),
    )


def _objects(raw: Json) -> tuple[Object, ...]:
    return tuple(cast("list[Object]", raw))


def _read(path: Path) -> Object:
    document = cast("Object", json.loads(path.read_text(encoding="utf-8")))
    if document["format"] != FORMAT:
        msg = f"{path.name} is of format {document['format']}; this release reads format {FORMAT}"
        raise ValueError(msg)
    return document
