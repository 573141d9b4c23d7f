"""The JSON objects that commands print, made from what is said of a View.

Every object begins with ``"safetyframe": "<kind>/<version>"``. `safetyframe.cli.object_schemas` has
a JSON Schema for each. Facts hold references, numbers and dates; a value that is none is null here,
for it may be prose that was typed where a reference belongs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

from safetyframe.texts import Said, SaidChange, SaidPossibility, SaidViolation
from safetyframe.wire.exporting import (
    finding_in_json,
    gap_in_json,
    possibility_in_json,
    violation_in_json,
)
from safetyframe.wire.leaves import Json

__all__ = ["Json", "changes_of", "findings_of", "possibilities_of", "violations_of"]


def _words(nl: str, en: str) -> Json:
    return {"nl": nl, "en": en}


def findings_of(nl: Iterable[Said], en: Iterable[Said]) -> Iterator[dict[str, Json]]:
    """Give things to look at, each alone; `nl` and `en` say the same things."""
    for left, right in zip(nl, en, strict=True):
        for finding, dutch, english in zip(left.findings, left.each, right.each, strict=True):
            yield {**finding_in_json(finding), "text": _words(dutch, english)}


def violations_of(
    nl: Iterable[SaidViolation], en: Iterable[SaidViolation]
) -> Iterator[dict[str, Json]]:
    """Give the rules that were broken."""
    for left, right in zip(nl, en, strict=True):
        gaps: list[Json] = [
            {**gap_in_json(gap), "text": _words(dutch, english)}
            for gap, dutch, english in zip(left.violation.gaps, left.each, right.each, strict=True)
        ]
        yield {**violation_in_json(left.violation), "gaps": gaps}


def possibilities_of(
    nl: Iterable[SaidPossibility], en: Iterable[SaidPossibility]
) -> Iterator[dict[str, Json]]:
    """Give what the law says of each kind of act."""
    for left, right in zip(nl, en, strict=True):
        violations: list[Json] = list(violations_of(left.violations, right.violations))
        yield {**possibility_in_json(left.possibility), "violations": violations}


def changes_of(nl: Iterable[SaidChange], en: Iterable[SaidChange]) -> Iterator[dict[str, Json]]:
    """Give what changed in WAT. Of words that changed there are only references, and none here."""
    for left, right in zip(nl, en, strict=True):
        one = left.change
        yield {
            "version": one.version,
            "statement": one.statement,
            "of": one.of.value,
            "kind": one.kind.value,
            "material": one.material,
            "minors": list(one.minors),
            "before": _side(one.before),
            "after": _side(one.after),
            "text": _words(left.sentence, right.sentence),
        }


def _side(side: object) -> Json:
    if isinstance(side, tuple):
        return [str(name) for name in cast("tuple[object, ...]", side)]
    return side if isinstance(side, int) else None
