"""The same act with other fields, under another id."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeAlias, cast

import attrs
from attrs import evolve

from safetyframe.acts import Act
from safetyframe.roles import By, Participation, Standing
from safetyframe.trajectory import Trajectory
from safetyframe.values import ActId

__all__ = ["Branch", "again", "altered", "has", "lead_of", "there"]

#: Acts that are tried one after the other, beside the story.
Branch: TypeAlias = tuple[Act, ...]


def has(act: Act, name: str) -> bool:
    """Say whether an act has such a field."""
    return name in {one.name for one in attrs.fields(type(act))}


def altered(act: Act, **changes: object) -> Act:
    """Give the same act with other fields; the caller minds that it has them."""
    return cast("Callable[..., Act]", evolve)(act, **changes)


def again(act: Act, **changes: object) -> Act:
    """Give the same act once more, with other fields."""
    return altered(act, id=ActId(f"{act.id}-turned"), **changes)


def there(before: Trajectory, at: datetime) -> tuple[Participation, ...]:
    """Give the parts that run at a moment."""
    return tuple(part for part in before.people.values() if part.active(at))


def lead_of(before: Trajectory, by: By) -> By | None:
    """Give the lead of that moment as who does something; None where there is none."""
    for part in there(before, by.at):
        if part.standing is Standing.LEAD:
            return By(person=part.person, role=part.role, at=by.at, recorded_at=by.recorded)
    return None
