"""Acts and answers in words: who did what, what it names, and what was refused and why.

What people said is never in them. What an act names is shown where it is a reference or a number;
anything else, a name typed where a reference belongs, is shown as ``?``. Moments are those of UTC.

    print(tell(run.attempts))       # a numbered story; a dash where nothing was kept
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from enum import Enum
from typing import TYPE_CHECKING, Any, Final, cast

import attrs

from safetyframe.acts import Act
from safetyframe.outcome import Accepted, Gap, Outcome, Refused, Unsure
from safetyframe.record import Record
from safetyframe.roles import By, Part
from safetyframe.testing.hosts import Answer, Raised
from safetyframe.values import ReasonedException, Text, is_aware, is_plain

if TYPE_CHECKING:
    from safetyframe.testing.runs import Attempt  # which tells what it tried by what is here

__all__ = [
    "reasons",
    "say_act",
    "say_by",
    "say_content",
    "say_outcome",
    "say_when",
    "tell",
    "tell_records",
    "violated",
]

_SHOWN: Final = 6  # of a longer list the first ones
_SILENT: Final = frozenset({"id", "by"})
#: By what a value within an act is called, the first that it has.
_CALLED: Final = ("id", "view", "person", "topic", "status")


# --- stories ----------------------------------------------------------------------------------


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


# --- acts -------------------------------------------------------------------------------------


def say_act(act: Act) -> str:
    """Say who did what, when, and what it names."""
    return f"{_heading(act)}({' '.join(say_content(act))})"


def _heading(act: Act) -> str:
    return f"{say_when(act.by.at)} {say_by(act.by)}: {type(act).__name__}"


def say_by(by: By) -> str:
    """Say who does something and as what, and who wrote it down."""
    said = f"{_plain(by.person)} ({by.role.value})"
    if by.recorded_by is not None:
        said += f", written down by {_plain(by.recorded_by)}"
    return said


def say_when(at: datetime) -> str:
    """Say a moment, to the minute."""
    if not is_aware(at):
        return f"{at:%Y-%m-%d %H:%M} (no zone)"
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M}"


def say_content(act: Act) -> Iterator[str]:
    """Say what an act names and is not left as it comes: ``minors=anna,ben``."""
    for one in attrs.fields(type(act)):
        value = getattr(act, one.name)
        if one.name not in _SILENT and value != one.default and (said := _value(value)):
            yield f"{one.name}={said}"
    if act.by.recorded_at not in (None, act.by.at):
        yield f"recorded_at={_value(act.by.recorded)}"


def _value(value: object) -> str:
    match value:
        case None | Text() | By():
            return ""
        case tuple():
            items = [_value(item) for item in cast("tuple[object, ...]", value)]
            shown = ",".join(filter(None, items[:_SHOWN]))
            return f"{shown},…" if len(items) > _SHOWN else shown
        case Enum():
            return str(value.value)
        case bool():
            return "yes" if value else "no"
        case datetime():
            return say_when(value).replace(" ", "T", 1)
        case Part():
            return f"{_plain(value.person)}:{value.role.value}"
        case ReasonedException():
            why = f"{_plain(value.clause)}:{value.why.value}"
            return why if value.person is None else f"{why}:{_plain(value.person)}"
        case _ if attrs.has(type(value)):
            thing = cast("Any", value)
            return next((_value(getattr(thing, n)) for n in _CALLED if hasattr(thing, n)), "?")
        case _:
            return _plain(value)


def _plain(value: object) -> str:
    return str(value) if is_plain(value) else "?"


# --- answers ----------------------------------------------------------------------------------


def say_outcome(outcome: Outcome | Answer | Raised) -> str:
    """Say in a few words what was answered: the verdict, its clauses and what is missing."""
    match outcome:
        case Accepted():
            return "accepted"
        case Refused():
            gaps = dict.fromkeys(gap.code for v in outcome.violations for gap in v.gaps)
            clauses = " ".join(outcome.clauses) or "form"
            return f"refused by {clauses} ({', '.join(gaps)})"
        case Unsure():
            return f"unsure without {' '.join(outcome.unknown)}"
        case Raised(error=name):
            return "no answer" if name is None else f"raised {name}"
        case Answer():
            return " ".join((outcome.verdict.value, *sorted(outcome.clauses or ())))


def reasons(outcome: Outcome | Answer | Raised) -> Iterator[str]:
    """Say of a refusal every gap, and the acts that would fill it."""
    for violation in outcome.violations if isinstance(outcome, Refused) else ():
        for gap in violation.gaps or (Gap(code="no gap named"),):
            yield f"{violation.rule}: {_gap(gap)}"


def violated(outcome: Outcome) -> Iterator[str]:
    """Say of a refusal every rule in a line: its clauses, and what is missing, without remedies."""
    for violation in outcome.violations if isinstance(outcome, Refused) else ():
        clauses = f" ({' '.join(violation.clauses)})" if violation.clauses else ""
        gaps = [_missing(gap) for gap in violation.gaps[:_SHOWN]] or ["no gap named"]
        more = len(violation.gaps) - _SHOWN
        rest = f", and {more} more" if more > 0 else ""
        yield f"{violation.rule}{clauses}: {', '.join(gaps)}{rest}"


def _missing(gap: Gap) -> str:
    return " ".join((gap.code, *(f"{name}={_plain(value)}" for name, value in gap.about)))


def _gap(gap: Gap) -> str:
    ways = ", ".join(
        f"{way.act} by {' or '.join(role.value for role in way.roles)}" for way in gap.remedies
    )
    return f"{_missing(gap)} -> {ways}" if ways else _missing(gap)
