"""The open format: JSON Lines, an act a line, the lines of a trajectory together and in order.

A line names its ``trajectory`` and holds an ``act`` (or a ``record`` of ours) in the wire form.
What a foreign system does not know of an act stands in ``lacks`` by its name; what it never keeps
(slices of a trajectory) stands in the ``lacks`` of a line without an act, which begins a trajectory
and may name its ``zone``. docs/reference/history-format.md says it all.

A line that can't be read is reported, and is part of what happened: nothing after it is judged as
if it had not been there.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache
from hashlib import blake2b
from typing import Final, NoReturn, TypeAlias, cast
from zoneinfo import ZoneInfo

from attrs import define, field, fields, frozen, has

from safetyframe.acts import Act
from safetyframe.auditing.history import LOST, Event, History, Partial
from safetyframe.auditing.model import BadLine
from safetyframe.errors import PayloadError
from safetyframe.roles import By
from safetyframe.trajectory import DEFAULT_ZONE, SLICES
from safetyframe.values import TrajectoryId, is_aware, is_reference
from safetyframe.wire import ACT_NAMES, Json, load_act, load_record
from safetyframe.wire.text import decode

__all__ = ["KINDS", "Line", "histories", "instant_of", "mark_of", "read_line", "trajectory_of"]

_KEYS: Final = frozenset({"trajectory", "zone", "lacks", "act", "record"})
#: Every kind of act by its name on the wire.
KINDS: Final = {name: kind for kind, (name, _) in ACT_NAMES.items()}
#: What an act can lack, by kind.
_FIELDS: Final = {
    kind: frozenset(
        {*(one.name for one in fields(kind)), *(f"by.{one.name}" for one in fields(By))}
    )
    for kind in ACT_NAMES
    if has(kind)
}


@frozen(kw_only=True)
class Line:
    """A line that was read: an event, or where there is none, the beginning of a trajectory."""

    trajectory: TrajectoryId
    event: Event | None = None
    zone: str | None = None
    lacks: tuple[str, ...] = ()
    problem: str = ""


class _LineError(Exception):
    """What is wrong with a line. Says nothing of what stands there."""


def read_line(text: str | bytes) -> Line:
    """Read one line. What can't be read but names its trajectory comes with a `problem`.

    Raises `PayloadError` where not even the trajectory is known.
    """
    if isinstance(text, bytes):  # many a system begins a file with this sign, and it says nothing
        text = text.removeprefix(BOM_UTF8)
    said = decode(text)
    name = said.get("trajectory") if isinstance(said, dict) else None
    if not isinstance(said, dict) or not isinstance(name, str) or not is_reference(name):
        raise PayloadError(("trajectory",), "a reference to the trajectory", "no-trajectory")
    trajectory = TrajectoryId(name)
    try:
        return _read(trajectory, said)
    except PayloadError as error:
        problem = str(error)
    except _LineError as error:
        problem = str(error)
    return Line(trajectory=trajectory, event=_torn(said.get("act")), problem=problem)


def trajectory_of(text: bytes) -> str | None:
    """Give the trajectory that a line names; None for a line that can't be read."""
    try:
        return read_line(text).trajectory
    except PayloadError:
        return None


def _read(trajectory: TrajectoryId, said: dict[str, Json]) -> Line:
    if not _KEYS.issuperset(said):  # what the key is may be private, like all that stands there
        _wrong(f"an unknown key: expected only {', '.join(sorted(_KEYS))}")
    lacks = said.get("lacks", [])
    if not isinstance(lacks, list) or not all(isinstance(name, str) for name in lacks):
        _wrong("lacks: expected a list of names")
    missing = tuple(cast("list[str]", lacks))
    if "act" in said:
        if "record" in said or "zone" in said:
            _wrong("a line holds an act, or a record, or begins a trajectory")
        return Line(trajectory=trajectory, event=_act(said["act"], missing))
    if "record" in said:
        if missing or "zone" in said:
            _wrong("a record lacks nothing, and says no zone")
        return Line(trajectory=trajectory, event=load_record(said["record"]))
    if not set(missing) <= set(SLICES):
        _wrong(f"lacks: expected names of slices: {', '.join(SLICES)}")
    zone = said.get("zone")
    if zone is not None and not (isinstance(zone, str) and _is_zone(zone)):
        _wrong(f"zone: expected an IANA name such as {DEFAULT_ZONE}")
    return Line(trajectory=trajectory, zone=zone, lacks=missing)


def _act(payload: Json, lacks: tuple[str, ...]) -> Event:
    if not lacks:
        return load_act(payload)
    kind = _kind(payload)
    if kind is None:
        _wrong("act.type: expected the name of an act; see `safetyframe schema`")
    strange = sorted(set(lacks) - _FIELDS[kind])
    if strange:
        _wrong("lacks: expected names of fields of the act, or by.… for those of its `by`")
    torn = _torn(payload)
    try:
        act = load_act(payload)
    except PayloadError as error:
        for one in (error, *error.others):
            if one.code != "missing-key" or ".".join(map(str, one.path)) not in lacks:
                raise
        return Partial(kind=kind, at=torn.at, id=torn.id, lacks=lacks)
    return Partial(kind=kind, act=act, at=act.by.at, id=act.id, lacks=lacks)


def _torn(payload: object) -> Partial:
    """Give what can be told of an act that can't be read: what kind it is, which, and when."""
    said = _dict(payload)
    name, at = said.get("id"), _dict(said.get("by")).get("at")
    return Partial(
        kind=_kind(payload),
        at=instant_of(at),
        id=name if isinstance(name, str) and is_reference(name) else "",
        lacks=("line",),
    )


def _kind(payload: object) -> type[Act] | None:
    name = _dict(payload).get("type")
    return KINDS.get(name) if isinstance(name, str) else None


def _dict(value: object) -> dict[str, object]:
    return cast("dict[str, object]", value) if isinstance(value, dict) else {}


def instant_of(value: object) -> datetime | None:
    """Read a moment; None for what names none, a time without its offset among it."""
    try:
        instant = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return instant if instant is not None and is_aware(instant) else None


@cache
def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def _wrong(what: str) -> NoReturn:
    raise _LineError(what)


# --- many lines -------------------------------------------------------------------------------

#: A line's number in its source, and its text.
Numbered: TypeAlias = tuple[int, bytes]


@define
class _Group:
    """The lines of one trajectory while they are read."""

    trajectory: TrajectoryId
    zone: str = DEFAULT_ZONE
    lacks: tuple[str, ...] = ()
    events: list[Event] = field(factory=list[Event])

    def history(self) -> History:
        return History(
            trajectory=self.trajectory, events=self.events, zone=self.zone, lacks=self.lacks
        )


def mark_of(trajectory: str) -> int:
    """Give a number for a trajectory, the same in every process: what has been is remembered so."""
    return int.from_bytes(blake2b(trajectory.encode(), digest_size=8).digest(), "big")


def histories(
    lines: Iterable[Numbered], source: str, *, seen: set[int], torn: bool = False
) -> Iterator[History | BadLine]:
    """Read histories one after another; only one is held at a time.

    The marks of those that have been are put in `seen`. A trajectory whose lines come apart is
    reported, and its later part is judged as one of which nothing before is known. So is one before
    whose first line another was lost that may be its own; `torn` says that of the first.
    """
    group: _Group | None = None
    for number, text in lines:
        if not text.strip():
            continue
        try:
            line = read_line(text)
        except PayloadError as error:
            yield BadLine(source=source, line=number, problem=str(error))
            torn = True
            if group is not None:
                group.events.append(LOST)
            continue
        if group is None or line.trajectory != group.trajectory:
            if group is not None:
                yield group.history()
            group = _Group(line.trajectory)
            mark = mark_of(line.trajectory)
            if mark in seen:
                problem = "its lines come apart: sort the lines by trajectory, then as they came"
                yield BadLine(source=source, line=number, problem=problem)
                group.lacks = SLICES
            seen.add(mark)
            if torn:
                group.lacks = SLICES
        torn = False
        problem = _take(group, line)
        if problem:
            yield BadLine(source=source, line=number, problem=problem)
    if group is not None:
        yield group.history()


def _take(group: _Group, line: Line) -> str:
    """Put a line where it belongs; say what is wrong with it, if anything."""
    if line.event is not None:
        group.events.append(line.event)
        return line.problem
    if group.events:
        group.events.append(LOST)
        return "what a trajectory lacks is said before its first act"
    group.zone = line.zone or group.zone
    group.lacks = tuple(dict.fromkeys((*group.lacks, *line.lacks)))
    return line.problem
