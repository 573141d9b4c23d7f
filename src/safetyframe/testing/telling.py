"""A run as a numbered story that a person can read: who did what, and what was refused and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from enum import Enum
from typing import Final, TypeAlias, cast

import attrs

from safetyframe.acts import Act
from safetyframe.acts.involvement import NecessityDecision
from safetyframe.acts.wat import BottomLine, DangerStatement, Expectation, SafetyGoal
from safetyframe.outcome import Accepted, Outcome, Refused, Unsure
from safetyframe.record import Record
from safetyframe.roles import By, Part
from safetyframe.testing.runs import Attempt
from safetyframe.values import ReasonedException, Text

__all__ = ["say_act", "say_outcome", "tell", "tell_records"]

_Instance: TypeAlias = attrs.AttrsInstance
_SILENT: Final = frozenset({"id", "by"})


def tell(attempts: Iterable[Attempt]) -> str:
    """Tell what was tried: what was kept with its number, what was not with its clauses."""
    return "\n".join(_line(one.act, one.outcome) for one in attempts)


def tell_records(records: Iterable[Record]) -> str:
    """Tell a log, a line a record."""
    return "\n".join(_numbered(record.seq, record.act) for record in records)


def _line(act: Act, outcome: Outcome) -> str:
    if isinstance(outcome, Accepted):
        return _numbered(outcome.record.seq, act)
    return f"  -  {_heading(act)}: {say_outcome(outcome)}"


def _numbered(seq: int, act: Act) -> str:
    return f"{seq:>3}. {say_act(act)}"


def say_outcome(outcome: Outcome) -> str:
    """Say in a few words what the law answered."""
    match outcome:
        case Accepted():
            return "accepted"
        case Refused():
            gaps = dict.fromkeys(gap.code for v in outcome.violations for gap in v.gaps)
            clauses = " ".join(outcome.clauses) or "form"
            return f"refused by {clauses} ({', '.join(gaps)})"
        case Unsure():
            return f"unsure without {', '.join(outcome.unknown)}"


def say_act(act: Act) -> str:
    """Say who did what, when, and what it names; no text, since texts are references."""
    said = ", ".join(_fields(act))
    return f"{_heading(act)}({said})"


def _heading(act: Act) -> str:
    by = act.by
    recorded = f", written down by {by.recorded_by}" if by.recorded_by is not None else ""
    return f"{_at(by.at)} {by.person} ({by.role.value}){recorded}: {type(act).__name__}"


def _fields(thing: _Instance) -> Iterator[str]:
    for one in attrs.fields(type(thing)):
        value: object = getattr(thing, one.name)
        if one.name in _SILENT or value == one.default:
            continue
        said = _said(value)
        if said:
            yield f"{one.name}={said}"


def _said(value: object) -> str:
    match value:
        case None | () | Text() | By():
            return ""
        case Enum():
            return str(value.value)
        case datetime():
            return _at(value)
        case tuple():
            items = cast("tuple[object, ...]", value)
            return f"[{' '.join(said for item in items if (said := _said(item)))}]"
        case Part():
            return f"{value.person}:{value.role.value}"
        case BottomLine() | DangerStatement() | SafetyGoal() | Expectation():
            return value.id
        case NecessityDecision():
            return value.status.value
        case ReasonedException():
            return value.clause if value.person is None else f"{value.clause}:{value.person}"
        case _ if attrs.has(type(value)):
            return ":".join(said.split("=")[1] for said in _fields(cast("_Instance", value)))
        case _:
            return str(value)


def _at(instant: datetime) -> str:
    return f"{instant:%Y-%m-%d %H:%M}"
