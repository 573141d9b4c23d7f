"""Say what was found out: for people as a table, for programs as one JSON object."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence

from safetyframe.testing.mutate.model import Equivalent, Mutant, Verdict

__all__ = ["as_json", "as_lines", "as_table", "unused"]


def as_lines(mutants: Sequence[Mutant]) -> Iterator[str]:
    """List mutants, one to a line."""
    for one in mutants:
        yield f"{one.id}  [{' '.join(one.clauses)}]" + ("  (deep)" if one.deep else "")


def as_table(verdicts: Sequence[Verdict], idle: Sequence[Equivalent]) -> Iterator[str]:
    """Give the table by kind, then what is wrong: survivors first."""
    kinds = list(dict.fromkeys(one.mutant.kind for one in verdicts))
    columns = {
        "mutants": Counter(one.mutant.kind for one in verdicts),
        "killed": Counter(one.mutant.kind for one in verdicts if one.killer is not None),
        "equivalent": Counter(
            one.mutant.kind for one in verdicts if one.excused is not None and not one.stale
        ),
        "survived": Counter(one.mutant.kind for one in verdicts if one.survived),
    }
    yield f"{'what was broken':34}" + "".join(f"{name:>12}" for name in columns)
    for kind in kinds:
        yield f"{kind:34}" + "".join(f"{count[kind]:>12}" for count in columns.values())
    yield f"{'all':34}" + "".join(f"{count.total():>12}" for count in columns.values())
    yield from _told("survivors: no test of their own clauses failed", verdicts, "survived")
    yield from _told("called equivalent, and killed", verdicts, "stale")
    if idle:
        yield "\ncalled equivalent, and no mutant at all:"
        yield from (f"  {one.of}" for one in idle)


def _told(heading: str, verdicts: Sequence[Verdict], trait: str) -> Iterator[str]:
    found = [one for one in verdicts if getattr(one, trait)]
    if found:
        yield f"\n{heading}:"
        for one in sorted(found, key=lambda verdict: verdict.mutant.id):
            cited = " ".join(one.mutant.clauses)
            yield f"  {one.mutant.id}  [{cited}]  {one.killer or one.how}"


def as_json(verdicts: Sequence[Verdict], idle: Sequence[Equivalent]) -> str:
    """Give everything as JSON."""
    return json.dumps(
        {
            "mutants": len(verdicts),
            "killed": sum(one.killer is not None for one in verdicts),
            "survived": sum(one.survived for one in verdicts),
            "verdicts": [
                {
                    "kind": one.mutant.kind,
                    "name": one.mutant.name,
                    "clauses": one.mutant.clauses,
                    "killer": one.killer,
                    "how": one.how,
                    "seconds": one.seconds,
                    "equivalent": None if one.excused is None else one.excused.why,
                }
                for one in sorted(verdicts, key=lambda verdict: verdict.mutant.id)
            ],
            "idle_equivalents": [one.of for one in idle],
        },
        indent=1,
    )


def unused(equivalents: Sequence[Equivalent], mutants: Sequence[Mutant]) -> tuple[Equivalent, ...]:
    """Give what excuses no mutant at all: it says something that is no longer so."""
    return tuple(one for one in equivalents if not any(one.covers(m) for m in mutants))
