"""One fixed example of every document: with everything filled in, and with as little as may be.

Made from the annotations of the classes, apart from what `safetyframe.wire.shapes` makes of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from enum import Enum
from types import UnionType
from typing import NewType, Union, get_args, get_origin, get_type_hints

from attrs import NOTHING, Attribute, fields, has

from safetyframe.acts import ACTS, Act
from safetyframe.acts.voices import Speak
from safetyframe.index import Index
from safetyframe.record import Record
from safetyframe.trajectory import SLICES, Trajectory

WHEN = datetime(2026, 3, 1, 10, 30, 0, 250, tzinfo=timezone(timedelta(hours=1)))
STRINGS = {"digest": "0123456789abcdef" * 4, "language": "fr-BE", "zone": "Europe/Brussels"}


def sample(cls: type, *, full: bool, nth: int = 1) -> object:
    """Build a `cls`, with every field or only those without a default; no two `nth` are alike."""
    hints = get_type_hints(cls)
    return cls(
        **{
            a.name: _value(hints[a.name], a, full=full, nth=nth)
            for a in fields(cls)
            if full or a.default is NOTHING
        }
    )


def _value(kind: object, a: Attribute, *, full: bool, nth: int = 1) -> object:
    if isinstance(kind, NewType):
        return f"{kind.__name__}:{a.name}-{nth}"
    simple = {
        str: STRINGS.get(a.name, f"the-{a.name}/{nth}"),
        int: 6 + nth,
        bool: a.default is not True,
        datetime: WHEN,
    }
    if kind in simple:
        return simple[kind]
    if kind == Act:
        return sample(Speak, full=full, nth=nth)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return list(kind)[-1]
    if isinstance(kind, type) and has(kind):
        return sample(kind, full=full, nth=nth)
    if get_origin(kind) is tuple:
        return (_value(get_args(kind)[0], a, full=full, nth=nth),) if full else ()
    assert get_origin(kind) in {Union, UnionType}, kind
    return _value(get_args(kind)[0], a, full=full, nth=nth) if full else None


def trajectory(*, full: bool) -> Trajectory:
    """Build a trajectory in which every slice is empty, or has one or two items."""
    hints = get_type_hints(Trajectory)
    slices = {}
    for name in SLICES:
        item = get_args(hints[name])[1]
        items = [sample(item, full=True), sample(item, full=False, nth=2)] if full else []
        slices[name] = Index((x.key if hasattr(x, "key") else x.id, x) for x in items)
    if full:
        return Trajectory(id="t:1", zone="Europe/Paris", seq=9, known_at=WHEN, **slices)
    return Trajectory(id="t:1", **slices)


def every() -> Iterator[tuple[str, type, object]]:
    """Give (variant, class, value) for the whole corpus."""
    for cls in (*ACTS, Record):
        yield "full", cls, sample(cls, full=True)
        yield "least", cls, sample(cls, full=False)
    yield "full", Trajectory, trajectory(full=True)
    yield "empty", Trajectory, trajectory(full=False)
    yield "least", Trajectory, Trajectory(id="t:1")
