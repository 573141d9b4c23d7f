"""An act in the numbers that the viewer knows, and what acts of all chapters share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias, TypeVar

from attrs import evolve

from safetyframe import acts as a
from safetyframe.acts import Act
from safetyframe.acts.informing import Topic
from safetyframe.acts.voices import Dissented
from safetyframe.views.sight import Sight

_A = TypeVar("_A", bound=Any)

#: How one kind of act on record is shown; the number is its place in the log.
ShowAct: TypeAlias = Callable[[Sight, Any, int], Act | None]


def in_their_numbers(s: Sight, act: Act) -> Act:
    """The act with the versions it names under the numbers that the viewer knows; 0 for unknown."""
    wat, hoe = s.numbers.wat, s.numbers.hoe
    changes: dict[str, Any] = {}
    for name, numbers in (("wat", wat), ("revises", wat), ("confirms", wat), ("hoe", hoe)):
        version = getattr(act, name, None)
        if isinstance(version, int):
            changes[name] = numbers.get(version, 0)
    match act:
        case a.Align() if act.wat not in (0, *wat):
            changes["wat"] = -1  # 0 would be a position where there is no WAT
        case a.Explain():
            changes["matters"] = tuple(matter_in(s, one) or _unknown(one) for one in act.matters)
        case a.Acknowledge():
            changes["matter"] = matter_in(s, act.matter) or _unknown(act.matter)
        case a.Dissent():
            if act.against in {Dissented.WAT, Dissented.HOE} and act.ref.isdecimal():
                theirs = wat if act.against is Dissented.WAT else hoe
                changes["ref"] = str(theirs.get(int(act.ref), 0))
        case _:
            pass
    return evolve(act, **changes) if changes else act


def _unknown(one: a.Matter) -> a.Matter:
    return evolve(one, version=0)


def matter_in(s: Sight, one: a.Matter) -> a.Matter | None:
    """The matter with the version under the viewer's own number; None when it is not theirs."""
    if one.version is None:
        return one
    numbers = s.numbers.hoe if one.topic is Topic.AGREEMENTS else s.numbers.wat
    version = numbers.get(one.version)
    return None if version is None else evolve(one, version=version)


def for_work(s: Sight, words: _A) -> _A | None:
    """Words that are for professionals; None for anybody else."""
    return words if s.eyes.professional else None
