"""A failure, told as the shortest numbered story of acts that still ends in it.

    the host answers as the law does: the law says refused, the host says accepted

      1  OpenInvolvement by c-lead (consultant) on 2025-03-03 08:00   accepted
      2  ReviseWat by w-1 (care-worker) on 2025-03-04 08:06           accepted
           revises=1 material=yes goals=g1,g2
           the law: refused by P12 X3
             powers.ReviseWat: not-this-role role=care-worker person=w-1

A story is made of ids, class names and codes. Words that people said are never in it, and what is
no reference is shown as ``?``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from enum import Enum
from typing import Final, cast

import attrs
from attrs import field, frozen

from safetyframe.acts import Act
from safetyframe.outcome import Accepted, Gap, Outcome, Refused, Unsure
from safetyframe.roles import By, Part
from safetyframe.testing.hosts import Answer
from safetyframe.values import ReasonedException, Text, is_plain

__all__ = ["Line", "Tale", "told_act", "told_outcome"]


_WIDTH: Final = 64
_SHOWN: Final = 6  # of a longer list the first ones


@frozen(kw_only=True)
class Line:
    """One act of a story and what came of it; `more` is said below it."""

    act: Act
    outcome: Outcome | Answer
    more: tuple[str, ...] = ()


@frozen(kw_only=True)
class Tale:
    """What was claimed, what is wrong with it, and the acts that led there; the last is the one."""

    claim: str
    wrong: str
    lines: tuple[Line, ...]
    clauses: tuple[str, ...] = field(default=())

    def __str__(self) -> str:
        """Tell it."""
        return "\n".join(self._told())

    def _told(self) -> Iterator[str]:
        cited = f" ({' '.join(self.clauses)})" if self.clauses else ""
        yield f"{self.claim}{cited}: {self.wrong}"
        yield ""
        last = len(self.lines)
        for number, line in enumerate(self.lines, 1):
            said = list(told_outcome(line.outcome))
            yield f"{number:>3}  {told_act(line.act):<{_WIDTH}} {said[0]}"
            if number < last and not line.more:
                continue
            for more in (*_content(line.act), *said[1:], *line.more):
                yield f"       {more}"


def told_act(act: Act) -> str:
    """Say who does what, as what and when."""
    return f"{type(act).__name__} by {_by(act.by)} on {_instant(act.by.at)}"


def told_outcome(outcome: Outcome | Answer) -> Iterator[str]:
    """Say what was answered: the verdict with its clauses, then rules, gaps and remedies."""
    match outcome:
        case Accepted():
            yield "accepted"
        case Refused():
            yield f"refused by {' '.join(outcome.clauses) or 'form'}"
            for violation in outcome.violations:
                for gap in violation.gaps or (Gap(code="no gap named"),):
                    yield f"{violation.rule}: {_gap(gap)}"
        case Unsure():
            yield f"unsure without {' '.join(outcome.unknown)}"
        case Answer():
            yield " ".join((outcome.verdict.value, *sorted(outcome.clauses or ())))


def _gap(gap: Gap) -> str:
    about = (f"{name}={_plain(value)}" for name, value in gap.about)
    ways = ", ".join(
        f"{way.act} by {' or '.join(role.value for role in way.roles)}" for way in gap.remedies
    )
    return " ".join((gap.code, *about, *((f"-> {ways}",) if ways else ())))


def _by(by: By) -> str:
    said = f"{_plain(by.person)} ({by.role.value})"
    if by.recorded_by is not None:
        said += f", written down by {_plain(by.recorded_by)}"
    return said


def _instant(at: datetime) -> str:
    if at.tzinfo is None:
        return f"{at:%Y-%m-%d %H:%M} (no zone)"
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M}"


def _content(act: Act) -> Iterator[str]:
    """What the act names: references and numbers, never words."""
    said = [
        f"{one.name}={value}"
        for one in attrs.fields(type(act))
        if one.name not in ("id", "by") and (value := _value(getattr(act, one.name)))
    ]
    if act.by.recorded_at not in (None, act.by.at):
        said.append(f"recorded_at={_instant(act.by.recorded)}".replace(" ", "T"))
    if said:
        yield " ".join(said)


def _value(value: object) -> str:
    match value:
        case None | Text():
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
            return _instant(value).replace(" ", "T")
        case Part():
            return f"{_plain(value.person)}:{value.role.value}"
        case ReasonedException():
            return f"{_plain(value.clause)}:{value.why.value}"
        case _:
            return _named(value)


def _named(value: object) -> str:
    """A reference or a number; of a statement, a weighed view and the like what it is called."""
    for name in ("id", "view", "person", "topic", "status"):
        if attrs.has(type(value)) and hasattr(value, name):
            return _value(getattr(value, name))
    return _plain(value)


def _plain(value: object) -> str:
    return str(value) if is_plain(value) else "?"
