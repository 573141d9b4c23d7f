"""The mapping file: which event is which act, and where the act's fields stand.

TOML, as on docs/how-to/audit-an-event-log.md::

    [trajectory]
    case = "case"                      # OCEL: the type of object that stands for a trajectory
    lacks = ["voices"]                 # slices that this system never keeps

    [ignore]
    events = ["login"]                 # kinds of events that are no acts of the charter

    [act."Uitleg gegeven"]
    type = "explain"
    by.person = { attribute = "medewerker" }
    by.role = { value = "care-worker" }
    persons = { objects = "person" }
    form = { attribute = "vorm", words = { mondeling = "spoken" } }
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping as Map
from pathlib import Path
from typing import Final, cast

from attrs import NOTHING, evolve, field, fields, frozen

from safetyframe.acts import Act
from safetyframe.auditing.reading import KINDS
from safetyframe.errors import HostError
from safetyframe.roles import By
from safetyframe.trajectory import DEFAULT_ZONE, SLICES
from safetyframe.wire import ACT_NAMES, Json

__all__ = ["Mapping", "Meaning", "Source", "read_mapping"]

#: The ways in which a field is found, each with what may stand beside it.
_MORE: Final = {
    "attribute": ("words", "json", "optional"),
    "value": (),
    "objects": ("as", "optional"),
    "object": ("as", "optional"),
    "text": (),
}
_WAYS: Final = frozenset(_MORE)


@frozen(kw_only=True)
class Source:
    """Where the value of one field stands.

    `attribute` names what the event says; `words` turns their words into ours, and a word that is
    not in it is lacking. `value` is the same for all. `objects` and `object` name a type of related
    objects, with `as` in that relation only. `text` is a language: the field is prose, of which
    only that it was there is taken. With `json` an attribute is a text that holds JSON. What is
    `optional` and not there is not lacking: the event says that there was none. `absent` holds what
    then stands in the act: a list of none, null where the act has to say so, or it says nothing.
    """

    way: str
    name: str = ""
    value: Json = None
    words: Map[str, Json] | None = None
    relation: str | None = None
    json: bool = False
    optional: bool = False
    absent: tuple[Json, ...] = ()


@frozen(kw_only=True)
class Meaning:
    """What a kind of event is here: an act, and where each of its fields stands, by its path."""

    kind: type[Act]
    name: str
    version: int
    sources: Map[tuple[str, ...], Source]
    lacks: tuple[str, ...] = ()


@frozen(kw_only=True)
class Mapping:
    """A mapping file, read whole.

    `zone_in` names the attribute that holds the zone, where `zone` is not the same for all. `order`
    names the one that counts events as they were written down; without it their moments order them.
    """

    case: str
    zone: str = DEFAULT_ZONE
    zone_in: str = ""
    order: str = ""
    lacks: tuple[str, ...] = ()
    ignore: frozenset[str] = frozenset()
    acts: Map[str, Meaning] = field(factory=dict[str, Meaning])


def read_mapping(path: Path) -> Mapping:
    """Read a mapping file. Raises `HostError`, which says where and what was expected."""
    try:
        said = cast("dict[str, object]", tomllib.loads(path.read_text("utf-8")))
    except OSError as error:
        raise HostError(f"{path}: it cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise HostError(f"{path}: it is not TOML in UTF-8: {error}") from error
    file = _Reader(path)
    file.only(said, ("trajectory", "ignore", "act"), "")
    head = file.table(said.get("trajectory", {}), "trajectory")
    file.only(head, ("case", "zone", "order", "lacks"), "trajectory")
    lacks = file.names(head.get("lacks", []), "trajectory.lacks")
    if not set(lacks) <= set(SLICES):
        raise file.wrong("trajectory.lacks", f"names of slices: {', '.join(SLICES)}")
    ignore = file.table(said.get("ignore", {}), "ignore")
    file.only(ignore, ("events",), "ignore")
    acts = file.table(said.get("act", {}), "act")
    zone, zone_in = file.zone(head.get("zone", DEFAULT_ZONE))
    return Mapping(
        case=file.text(head.get("case", "case"), "trajectory.case"),
        zone=zone,
        zone_in=zone_in,
        order=file.text(head["order"], "trajectory.order") if "order" in head else "",
        lacks=lacks,
        ignore=frozenset(file.names(ignore.get("events", []), "ignore.events")),
        acts={name: file.meaning(one, f'act."{name}"') for name, one in acts.items()},
    )


class _Reader:
    """Reads pieces of the file, and says where something is wrong."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def wrong(self, where: str, expected: str) -> HostError:
        return HostError(f"{self.path}: {where or 'the file'}: expected {expected}")

    def table(self, value: object, where: str) -> dict[str, object]:
        if not isinstance(value, dict):
            raise self.wrong(where, "a table")
        return cast("dict[str, object]", value)

    def only(self, table: dict[str, object], known: tuple[str, ...], where: str) -> None:
        for key in sorted(table.keys() - set(known)):
            raise self.wrong(where, f"one of {', '.join(known)}, and not {key!r}")

    def text(self, value: object, where: str) -> str:
        if not isinstance(value, str) or not value:
            raise self.wrong(where, "a text")
        return value

    def names(self, value: object, where: str) -> tuple[str, ...]:
        if not isinstance(value, list):
            raise self.wrong(where, "a list of texts")
        return tuple(self.text(one, where) for one in cast("list[object]", value))

    def flag(self, table: dict[str, object], name: str, where: str) -> bool:
        value = table.get(name, False)
        if not isinstance(value, bool):
            raise self.wrong(f"{where}.{name}", "true or false")
        return value

    def zone(self, value: object) -> tuple[str, str]:
        """The zone of all trajectories, and the attribute that says another one."""
        if not isinstance(value, dict):
            return self.text(value, "trajectory.zone"), ""
        table = self.table(cast("object", value), "trajectory.zone")
        self.only(table, ("attribute",), "trajectory.zone")
        return DEFAULT_ZONE, self.text(table.get("attribute"), "trajectory.zone.attribute")

    def meaning(self, value: object, where: str) -> Meaning:
        table = dict(self.table(value, where))
        name = self.text(table.pop("type", None), f"{where}.type")
        if name not in KINDS:
            raise self.wrong(f"{where}.type", "an act; `safetyframe schema` lists them")
        kind = KINDS[name]
        lacks = self.names(table.pop("lacks", []), f"{where}.lacks")
        own = {one.name: one.default is NOTHING for one in fields(kind)}
        sources = {
            path: evolve(source, absent=(None,)) if _says_null(source, own, path) else source
            for path, source in self._sources(table, (), where)
        }
        within = {f"by.{one.name}" for one in fields(By)}
        for field_path in (*(".".join(path) for path in sources), *lacks):
            top = field_path.partition(".")[0]
            if field_path not in own.keys() | within and (top not in own or top == "by"):
                raise self.wrong(f"{where}.{field_path}", f"a field of {name}")
        return Meaning(
            kind=kind, name=name, version=ACT_NAMES[kind][1], sources=sources, lacks=lacks
        )

    def _sources(
        self, table: dict[str, object], path: tuple[str, ...], where: str
    ) -> list[tuple[tuple[str, ...], Source]]:
        found: list[tuple[tuple[str, ...], Source]] = []
        for key, value in table.items():
            here = f"{where}.{key}"
            inner = self.table(value, here)
            if _WAYS & inner.keys():
                found.append(((*path, key), self._source(inner, here)))
            else:
                found.extend(self._sources(inner, (*path, key), here))
        return found

    def _source(self, table: dict[str, object], where: str) -> Source:
        (way, *more) = sorted(_WAYS & table.keys())
        if more:
            raise self.wrong(where, f"one of {', '.join(sorted(_WAYS))}, and not two")
        self.only(table, (way, *_MORE[way]), where)
        if way == "value":
            return Source(way=way, value=cast("Json", table[way]))
        words = table.get("words")
        return Source(
            way=way,
            name=self.text(table[way], f"{where}.{way}"),
            words=None if words is None else cast("Map[str, Json]", self.table(words, where)),
            relation=self.text(table["as"], f"{where}.as") if "as" in table else None,
            json=self.flag(table, "json", where),
            optional=self.flag(table, "optional", where),
            absent=([],) if way == "objects" else (),
        )


def _says_null(source: Source, required: Map[str, bool], path: tuple[str, ...]) -> bool:
    """Say whether the act has to say that there is none."""
    return not source.absent and len(path) == 1 and required.get(path[0], False)
