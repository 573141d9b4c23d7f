"""How the library answers: one fold, the same answer twice, reasons, and a history that grows."""

from __future__ import annotations

from collections.abc import Iterator

from safetyframe.folding import evolve, fold
from safetyframe.outcome import Accepted, Refused, Unsure
from safetyframe.testing.invariants.step import Step
from safetyframe.trajectory import SLICES, Trajectory

__all__ = ["asking_is_doing", "history_grows", "one_fold", "says_why"]


def one_fold(step: Step) -> Iterator[str]:
    """Folding all records, and evolving by the last one, give what was handed back."""
    if not isinstance(step.outcome, Accepted):
        return
    record, after = step.outcome.record, step.outcome.trajectory
    if record.seq != step.before.seq + 1 or record.act != step.act:
        yield "the record is not the act, next in the log"
        return
    evolved = evolve(step.before, record)
    if evolved != after:
        yield f"the trajectory handed back differs in {_differing(evolved, after)}"
    elif not step.aside and fold((*step.records, record), step.start) != after:
        yield "folding the records gives another trajectory"


def _differing(one: Trajectory, other: Trajectory) -> str:
    names = (name for name in (*SLICES, "seq") if getattr(one, name) != getattr(other, name))
    return " ".join(names) or "when it was last written to"


def asking_is_doing(step: Step) -> Iterator[str]:
    """Asked again, the law gives the same answer."""
    if step.law.decide(step.before, step.act) != step.outcome:
        yield "asked again, the answer is another"


def says_why(step: Step) -> Iterator[str]:
    """A refusal names clauses, or is one of form; where all is known nobody is unsure."""
    if isinstance(step.outcome, Refused):
        if not step.outcome.violations:
            yield "refused without a reason"
        for violation in step.outcome.violations:
            if not violation.clauses and not violation.rule.startswith("form."):
                yield f"{violation.rule} refuses and names no clause"
            if not violation.gaps:
                yield f"{violation.rule} refuses and names no gap"
    elif isinstance(step.outcome, Unsure) and not (step.before.unknown or step.before.incomplete):
        yield "unsure, though every slice is known"


def history_grows(step: Step) -> Iterator[str]:
    """What was said stays as it was said (X9); an end stays an end (X10)."""
    for name in ("voices", "scales", "reviews", "directions"):
        was, now = getattr(step.before, name), getattr(step.after, name)
        if any(now.get(key) != held for key, held in was.items()):
            yield f"{type(step.act).__name__} changed what was in {name}"
    for key, episode in step.before.involvement.items():
        if not episode.open and step.after.involvement.get(key) != episode:
            yield f"{type(step.act).__name__} changed an involvement that had ended"
