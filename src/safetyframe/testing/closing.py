"""X1 written out from the records: what stands between a minor and a withdrawal as achieved.

It shares nothing with the law's own rule. It reads acts on record and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from attrs import frozen

from safetyframe import acts as a
from safetyframe.record import Record
from safetyframe.values import PersonId, civil_date

__all__ = ["missing_for_achieved"]


@frozen
class _Version:
    """One version of WAT, with what it expects."""

    material: int
    goals: tuple[a.SafetyGoal, ...]
    lines: tuple[a.BottomLine, ...]
    expectations: tuple[a.Expectation, ...]


def _versions(records: Sequence[Record]) -> list[_Version]:
    found: list[_Version] = []
    for record in records:
        act, number = record.act, len(found) + 1
        before = found[-1] if found else None
        match act:
            case a.EstablishWat() | a.ReviseWat():
                same = before is not None and isinstance(act, a.ReviseWat) and not act.material
                material = before.material if same and before is not None else number
                expected = () if before is None else before.expectations
                found.append(_Version(material, act.goals, act.bottom_lines, expected))
            case a.SetExpectations() if before is not None:
                material = number if act.material else before.material
                found.append(_Version(material, before.goals, before.lines, act.expectations))
            case _:
                pass
    return found


def missing_for_achieved(
    records: Sequence[Record], minor: PersonId, at: datetime, zone: str
) -> Iterator[str]:
    """Say what is missing for `minor` at `at`: goals, expectations, judgements, time (X1).

    A statement counts as met when its latest judgement by when it happened, on the material version
    in force, says so, and has said so for the goal's own period in civil days of `zone`.
    """
    versions = _versions(records)
    if not versions:
        yield "there is no WAT"
        return
    wat = versions[-1]
    goals = [goal for goal in wat.goals if minor in goal.minors]
    expected = [one for one in wat.expectations if minor in one.minors]
    if not goals:
        yield "no goal is about them"
    if not expected:
        yield "nothing is expected for them"
    days = {goal.id: goal.sustained_days for goal in goals}
    lines = [line for line in wat.lines if minor in line.minors]
    about: tuple[a.Statement, ...] = (*goals, *expected, *lines)
    for statement in about:
        series = _series(records, versions, minor, statement.id)
        if not series or not series[-1][2]:
            yield f"{statement.id} is not judged met"
        elif series[-1][0] > at:
            yield f"{statement.id} is judged met later only"
        else:
            since = _since(series)
            held = (civil_date(at, zone) - civil_date(since, zone)).days
            if held < days.get(statement.id, 0):
                yield f"{statement.id} has been met for {held} days only"


def _series(
    records: Sequence[Record], versions: Sequence[_Version], minor: PersonId, target: str
) -> list[tuple[datetime, int, bool]]:
    """The judgements on one statement that count, by when they happened."""
    in_force = versions[-1].material
    return sorted(
        (record.act.by.at, record.seq, record.act.met)
        for record in records
        if isinstance(record.act, a.Judge)
        and (record.act.minor, record.act.target) == (minor, target)
        and 1 <= record.act.wat <= len(versions)
        and versions[record.act.wat - 1].material == in_force
    )


def _since(series: Sequence[tuple[datetime, int, bool]]) -> datetime:
    """When the last unbroken stretch of being met began."""
    since = series[-1][0]
    for at, _, met in reversed(series):
        if not met:
            break
        since = at
    return since
