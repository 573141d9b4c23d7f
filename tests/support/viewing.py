"""Views of things made by hand, for tests of what is said; the law makes all others."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeVar

from safetyframe import acts as a
from safetyframe import texts
from safetyframe.charter import Level
from safetyframe.outcome import Finding, Findings, Gap, Refused, Violation
from safetyframe.texts import Language
from safetyframe.values import PersonId
from safetyframe.views import View, Viewer, seal
from tests.support.story import DAY_ONE, LEAD, Story, text

T = TypeVar("T")


def view_of(thing: T, person: str = "c-lead", at: datetime = DAY_ONE) -> View[T]:
    """A view in which nothing is hidden."""
    return seal(thing, Viewer(person=PersonId(person), at=at))


def revised(story: Story, **changes: Any) -> None:
    """The lead revises WAT, with nothing else but these changes."""
    wat = story.t.wat[len(story.t.wat)]
    content: dict[str, Any] = {
        "material": True,
        "reason": text(),
        "bottom_lines": wat.bottom_lines,
        "dangers": wat.dangers,
        "goals": wat.goals,
        "information": wat.information,
        "conversations": wat.conversations,
        "weighed": wat.weighed,
    }
    story.do(a.ReviseWat, LEAD, revises=wat.number, **{**content, **changes})


def sentence(about: Gap | Finding, language: Language, zone: str | None = None) -> str:
    """What is said of one gap or finding."""
    if isinstance(about, Finding):
        return _said(about, language, zone).each[0]
    return _reasons(about, language, zone).each[0]


def steps(about: Gap | Finding, language: Language, zone: str | None = None) -> tuple[str, ...]:
    """The next steps that are said of one gap or finding."""
    if isinstance(about, Finding):
        return _said(about, language, zone).steps
    return _reasons(about, language, zone).lines[1:]


def _said(finding: Finding, language: Language, zone: str | None) -> texts.Said:
    view = view_of(Findings((finding,), as_of=DAY_ONE))
    return texts.said_together(view, language, zone=zone)[0]


def _reasons(gap: Gap, language: Language, zone: str | None) -> texts.SaidViolation:
    broken = Violation(rule="powers.x", clauses=("P12",), level=Level.HARD, gaps=(gap,))
    view = view_of(Refused(violations=(broken,)))
    return texts.said_outcome(view, language, zone=zone).violations[0]
