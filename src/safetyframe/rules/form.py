"""Faults of form in the act itself: naive times, the future, unusable references (reading 8).

They rest on no clause, only on the act being readable at all. What is wrong with what an act points
to is looked up by the rules in `references` and `versions`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from types import UnionType
from typing import Final, TypeAlias, Union, cast, get_args, get_origin, get_type_hints

import attrs

from safetyframe import acts as a
from safetyframe.acts import Act
from safetyframe.outcome import Gap
from safetyframe.roles import By
from safetyframe.rules.model import Gaps, gap
from safetyframe.values import ActId, PersonId, TrajectoryId, is_aware, is_reference

__all__ = ["by_faults", "faults"]

_Faults: TypeAlias = list[Gap]
_Walk: TypeAlias = Callable[[object, str, _Faults], None]
_REFERENCES: Final[frozenset[object]] = frozenset({PersonId, ActId, TrajectoryId})
_SCALE_TOP: Final = 10
#: What points to something that no rule looks up: nobody may block a voice, a remark may stand
#: beside an act that left nothing, an old file is elsewhere. Nothing else keeps names out here.
_POINTERS: Final[dict[type[Act], tuple[str, ...]]] = {
    a.Scale: ("goal",),
    a.Dissent: ("ref", "statement"),
    a.Annotate: ("about",),
    a.Adopt: ("source",),
}


def faults(act: Act) -> Gaps:
    """Give what is wrong with the act by itself: naive times, the future, unusable references."""
    found: _Faults = []
    walk = _walker(type(act))
    if walk is not None:
        walk(act, "", found)
    for name in _POINTERS.get(type(act), ()):
        if getattr(act, name) is not None:
            _reference(getattr(act, name), name, found)
    by = act.by
    if not found and by.recorded_at is not None and by.at > by.recorded_at:
        found.append(gap("future", field="by.at"))
    if isinstance(act, a.Scale) and not 0 <= act.value <= _SCALE_TOP:
        found.append(gap("off-the-scale", field="value"))
    if isinstance(act, a.EstablishWat | a.ReviseWat):
        found.extend(_thresholds(act))
    if isinstance(act, a.DecideNecessity | a.RecordNecessity):
        decided = act.decision.decided_at
    elif isinstance(act, a.OpenInvolvement | a.Reopen):
        decided = act.necessity.decided_at
    elif isinstance(act, a.Adopt):
        decided = None if act.necessity is None else act.necessity.decided_at
    else:
        return tuple(found)
    if not found and decided is not None and decided > by.recorded:
        found.append(gap("future", field="decided_at"))
    return tuple(found)


def _thresholds(act: a.EstablishWat | a.ReviseWat) -> Iterator[Gap]:
    """Give the thresholds that no answer on a scale could be held against (P5c)."""
    for number, goal in enumerate(act.goals):
        if goal.scale_at_least is not None and not 0 <= goal.scale_at_least <= _SCALE_TOP:
            yield gap("off-the-scale", field=f"goals[{number}].scale_at_least")


def by_faults(by: By) -> Gaps:
    """Give what is wrong with who, when and in which capacity, by themselves."""
    found: _Faults = []
    walk = _walker(By)
    if walk is not None:
        walk(by, "by", found)
    if not found and by.at > by.recorded:
        found.append(gap("future", field="by.at"))
    return tuple(found)


_WALKERS: Final[dict[type[object], _Walk | None]] = {}


def _walker(cls: type[object]) -> _Walk | None:
    """Give what finds naive times and bad references in instances of `cls`, made once."""
    if cls not in _WALKERS:
        _WALKERS[cls] = _compile(cls)
    return _WALKERS[cls]


def _compile(cls: type[object]) -> _Walk | None:
    hints = get_type_hints(cls)  # on an attrs class: its fields, in order
    steps = tuple((name, walk) for name, hint in hints.items() if (walk := _step(hint)) is not None)
    if not steps:
        return None

    def walk_all(value: object, path: str, found: _Faults) -> None:
        for name, walk in steps:
            held = getattr(value, name)
            if held is not None and held != ():
                walk(held, f"{path}.{name}" if path else name, found)

    return walk_all


def _step(hint: object) -> _Walk | None:
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        walks = {w for h in get_args(hint) if (w := _step(h)) is not None}
        return next(iter(walks), None)
    if origin is tuple:
        inner = _step(get_args(hint)[0])
        return None if inner is None else _each(inner)
    if hint is datetime:
        return _instant
    if hint in _REFERENCES:
        return _reference
    if isinstance(hint, type) and attrs.has(hint):
        return _walker(hint)
    return None


def _each(inner: _Walk) -> _Walk:
    def walk(value: object, path: str, found: _Faults) -> None:
        if isinstance(value, tuple):
            items = cast("tuple[object, ...]", value)
            for number, item in enumerate(items):
                inner(item, f"{path}[{number}]", found)

    return walk


def _instant(value: object, path: str, found: _Faults) -> None:
    if not (isinstance(value, datetime) and is_aware(value)):
        found.append(gap("naive-time", field=path))


def _reference(value: object, path: str, found: _Faults) -> None:
    if not is_reference(value):
        found.append(gap("no-reference", field=path))
