"""What changed in WAT between two versions, for one viewer and in their numbers (case 17)."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import TypeAlias

from attrs import frozen

from safetyframe.acts.wat import (
    BottomLine,
    DangerStatement,
    Expectation,
    SafetyGoal,
    Statement,
    StatementKind,
)
from safetyframe.errors import HostError
from safetyframe.slices import WatVersion
from safetyframe.trajectory import Trajectory
from safetyframe.values import PersonId, Text
from safetyframe.views.model import View, unsealed

__all__ = ["Change", "ChangeKind", "changes"]

#: What may stand on either side of a change. Words are references, as everywhere.
Side: TypeAlias = Text | int | tuple[str, ...] | None


class ChangeKind(Enum):
    """What can change about a statement of WAT."""

    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"
    MINORS = "minors"
    LINKS = "links"
    SAFE_ENOUGH = "safe-enough"
    SUSTAINED_DAYS = "sustained-days"
    SCALE_AT_LEAST = "scale-at-least"


@frozen(kw_only=True)
class Change:
    """One thing that version `version` changed, as the viewer counts versions.

    `before` and `after` hold the texts, the numbers, the minors or the statements linked to; both
    are None for a statement that was added or removed. Words are compared by their reference, for
    nothing here reads prose: written down again under a text of its own, a statement is worded
    anew, even when it says the same. `material` says what the lead said of the version.
    """

    version: int
    statement: str
    of: StatementKind
    kind: ChangeKind
    material: bool
    minors: tuple[PersonId, ...]
    before: Side = None
    after: Side = None


def changes(view: View[Trajectory], since: int) -> tuple[Change, ...]:
    """Give what changed for the viewer after version `since` of WAT, up to the last they see.

    Version by version, so that what was raised and lowered again is seen twice. `since` is counted
    as the viewer counts; since 0 everything is new. Raises `HostError` for a version they have not
    seen, or when WAT is not known.
    """
    t = unsealed(view, Trajectory)
    if "wat" in t.unknown:
        raise HostError("WAT is not known: load the slice wat, and show that")
    if not 0 <= since <= len(t.wat):
        msg = f"there is no version {since} of WAT for this viewer: they see 1 to {len(t.wat)}"
        raise HostError(msg)
    return tuple(
        change
        for number in range(since + 1, len(t.wat) + 1)
        for change in _between(t.wat.get(number - 1), t.wat[number])
    )


_Key: TypeAlias = tuple[StatementKind, str]


def _between(old: WatVersion | None, new: WatVersion) -> Iterator[Change]:
    before = {} if old is None else _statements(old)
    after = _statements(new)
    for key, one in after.items():
        was = before.get(key)
        if was is None:
            yield _change(new, key, one, ChangeKind.ADDED)
        else:
            for kind, left, right in _differences(was, one):
                if left != right:
                    yield _change(new, key, one, kind, left, right)
    for key, one in before.items():
        if key not in after:
            yield _change(new, key, one, ChangeKind.REMOVED)


def _change(
    version: WatVersion,
    key: _Key,
    one: Statement,
    kind: ChangeKind,
    before: Side = None,
    after: Side = None,
) -> Change:
    return Change(
        version=version.number,
        statement=one.id,
        of=key[0],
        kind=kind,
        material=version.material == version.number,
        minors=one.minors,
        before=before,
        after=after,
    )


def _statements(version: WatVersion) -> dict[_Key, Statement]:
    return {(_kind(one), one.id): one for one in version.statements}


def _kind(one: Statement) -> StatementKind:
    match one:
        case BottomLine():
            return StatementKind.BOTTOM_LINE
        case DangerStatement():
            return StatementKind.DANGER
        case SafetyGoal():
            return StatementKind.GOAL
        case Expectation():
            return StatementKind.EXPECTATION


def _differences(was: Statement, one: Statement) -> Iterator[tuple[ChangeKind, Side, Side]]:
    yield ChangeKind.REWORDED, was.words, one.words
    yield ChangeKind.MINORS, _sorted(was.minors), _sorted(one.minors)
    if isinstance(was, BottomLine) and isinstance(one, BottomLine):
        linked = (*was.dangers, *was.goals), (*one.dangers, *one.goals)
        yield ChangeKind.LINKS, _sorted(linked[0]), _sorted(linked[1])
    if isinstance(was, SafetyGoal) and isinstance(one, SafetyGoal):
        yield ChangeKind.LINKS, _sorted(was.dangers), _sorted(one.dangers)
        yield ChangeKind.SAFE_ENOUGH, was.safe_enough, one.safe_enough
        yield ChangeKind.SUSTAINED_DAYS, was.sustained_days, one.sustained_days
        yield ChangeKind.SCALE_AT_LEAST, was.scale_at_least, one.scale_at_least


def _sorted(names: tuple[str, ...]) -> tuple[str, ...]:
    """In one order, for in which order they stand says nothing."""
    return tuple(sorted(names))
