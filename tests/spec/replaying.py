"""Replays traces of the specification against the law.

A trace is what `quint run --mbt --out-itf` wrote: a list of states, each with the attempt that led
to it and the clauses on which the specification refuses it. `replay` makes every attempt on a real
trajectory and stops where law and specification part:

- one accepts what the other refuses;
- the law leaves out a clause that the specification refuses on, or refuses for something on which
  the specification has nothing (form is a reason of its own);
- after an accepted act the trajectory is in another state than the specification.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from attrs import field, frozen, mutable

from safetyframe.law import Law
from safetyframe.outcome import Accepted, Refused, Violation
from tests.spec.seeing import state_of
from tests.spec.writing import Pen
from tests.support.story import Story

__all__ = ["Disagreement", "Run", "Trace", "read", "replay"]

FORM: Final = "form"  # a refusal that rests on no clause
WAIT_DAYS: Final = 20

Trace = list[dict[str, Any]]


class Disagreement(AssertionError):
    """Law and specification part."""


@frozen(kw_only=True)
class Step:
    """One attempt, and on what it was refused."""

    attempt: Mapping[str, Any]
    reasons: frozenset[str]

    def __str__(self) -> str:
        said = {k: v for k, v in self.attempt.items() if v and v != "none"}
        shown = " ".join(
            f"{k}={'+'.join(sorted(v)) if isinstance(v, frozenset) else v}" for k, v in said.items()
        )
        verdict = "refused on " + " ".join(sorted(self.reasons)) if self.reasons else "accepted"
        return f"{shown}: {verdict}"


@mutable
class Run:
    """A replay: the story so far, and what was attempted."""

    story: Story = field(factory=Story)
    steps: list[Step] = field(factory=list)
    acts: int = 0

    def attempt(self, step: Step) -> None:
        """Make one attempt, and compare the verdicts."""
        self.steps.append(step)
        if step.attempt["kind"] == "wait":
            self.story.wait(WAIT_DAYS)
            return
        for act in Pen(self.story, step.attempt).write():
            self.acts += 1
            outcome = self.story.law.decide(self.story.t, act)
            self._compare(step, outcome)
            if isinstance(outcome, Accepted):
                self.story.keep(outcome)

    def _compare(self, step: Step, outcome: object) -> None:
        match outcome:
            case Accepted():
                if step.reasons:
                    self.part("the law accepts it")
            case Refused(violations=violations):
                given = [on(v) for v in violations]
                shown = ", ".join(f"{v.rule} {'/'.join(v.clauses)}" for v in violations)
                silent = step.reasons - set().union(*given)
                if not step.reasons:
                    self.part(f"the law refuses it: {shown}")
                if silent:
                    self.part(f"the law says nothing on {' '.join(sorted(silent))}: {shown}")
                if more := [v.rule for v in violations if not on(v) & step.reasons]:
                    self.part(f"the law refuses for more: {' '.join(more)}")
            case _:
                self.part(f"the law answers {outcome}")

    def look(self, expected: Mapping[str, Any]) -> None:
        """Compare the trajectory with the state of the specification."""
        seen = state_of(self.story.t, self.story.now)
        wrong = [
            f"{name}: the law has {seen[name]}, the specification {expected[name]}"
            for name in expected
            if seen[name] != expected[name]
        ]
        if wrong:
            self.part("; ".join(wrong))

    def part(self, why: str) -> None:
        """Stop: tell the story as a numbered list, and where it parts."""
        lines = [f"{n:3} {step}" for n, step in enumerate(self.steps, 1)]
        raise Disagreement("\n".join([*lines, f"    {why}"]))


def on(violation: Violation) -> frozenset[str]:
    """What a violation rests on, as the specification says it."""
    return frozenset(violation.clauses) or frozenset({FORM})


def replay(trace: Trace, law: Law | None = None) -> Run:
    """Make every attempt of a trace; raises `Disagreement` where law and specification part."""
    run = Run(story=Story(law=law or Law()))
    first, *rest = trace
    for attempt in first["played"]:
        run.attempt(Step(attempt=attempt, reasons=frozenset()))
    run.look(first["now"])
    for state in rest:
        step = Step(attempt=state["last"]["done"], reasons=state["last"]["reasons"])
        run.attempt(step)
        run.look(state["now"])
    return run


def read(path: Path) -> Trace:
    """Read a trace in the Informal Trace Format."""
    states = json.loads(path.read_text(encoding="utf-8"))["states"]
    wanted = ("now", "last", "played", "mbt::actionTaken")
    return [{name: _value(state[name]) for name in wanted} for state in states]


def _value(raw: Any) -> Any:
    match raw:
        case {"#bigint": number}:
            return int(number)
        case {"#set": items}:
            return frozenset(_value(item) for item in items)
        case {"#tup": items}:
            return tuple(_value(item) for item in items)
        case {"#map": pairs}:
            return {_value(key): _value(value) for key, value in pairs}
        case dict():
            return {name: _value(value) for name, value in raw.items()}
        case list():
            return [_value(item) for item in raw]
        case _:
            return raw
