"""The JSON objects that commands print, made from what the law and the store give.

Every object begins with ``"safetyframe": "<kind>/<version>"``. `safetyframe.cli.object_schemas` has
a JSON Schema for each. Facts hold references, numbers and dates; a value that is none is null here,
for it may be prose that was typed where a reference belongs.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from safetyframe import texts
from safetyframe.outcome import Fact, Finding, Gap, Possibility, Remedy, Violation
from safetyframe.record import OpenItem

__all__ = [
    "Json",
    "finding_of",
    "open_item_of",
    "possibility_of",
    "reference_of",
    "violation_of",
]

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"


def facts_of(about: Iterable[Fact]) -> dict[str, Json]:
    """Give facts by name; null for what is no reference, number, date or list of names."""
    return {name: value if texts.is_plain_fact(name, value) else None for name, value in about}


def reference_of(value: str | None) -> str | None:
    """Give a reference; null for what is none, a name typed in its place, say."""
    return value if value is not None and texts.is_plain(value) else None


def _words(about: Gap | Finding, zone: str | None) -> dict[str, Json]:
    return {language: texts.sentence(about, language, zone=zone) for language in texts.LANGUAGES}


def remedy_of(remedy: Remedy) -> dict[str, Json]:
    """Give an act that would fill a gap."""
    return {
        "act": remedy.act,
        "roles": [role.value for role in remedy.roles],
        "about": facts_of(remedy.about),
        "human": remedy.human,
    }


def violation_of(violation: Violation, zone: str | None) -> dict[str, Json]:
    """Give one rule that was broken."""
    return {
        "rule": violation.rule,
        "clauses": list(violation.clauses),
        "level": violation.level.value,
        "broken": violation.broken,
        "gaps": [
            {
                "code": gap.code,
                "about": facts_of(gap.about),
                "text": _words(gap, zone),
                "remedies": [remedy_of(remedy) for remedy in gap.remedies],
            }
            for gap in violation.gaps
        ],
    }


def finding_of(finding: Finding, zone: str | None) -> dict[str, Json]:
    """Give something to look at."""
    return {
        "rule": finding.rule,
        "clauses": list(finding.clauses),
        "level": finding.level.value,
        "code": finding.code,
        "state": None if finding.state is None else finding.state.value,
        "about": facts_of(finding.about),
        "text": _words(finding, zone),
        "remedies": [remedy_of(remedy) for remedy in finding.remedies],
    }


def open_item_of(item: OpenItem) -> dict[str, Json]:
    """Give what an ending left open."""
    return {
        "clause": item.clause,
        "person": item.person,
        "target": item.target,
        "state": item.state,
    }


def possibility_of(possibility: Possibility, zone: str | None) -> dict[str, Json]:
    """Give what the law says of one kind of act."""
    return {
        "act": possibility.act,
        "can": possibility.can.value,
        "violations": [violation_of(each, zone) for each in possibility.violations],
        "rules": list(possibility.rules),
        "unknown": list(possibility.unknown),
    }
