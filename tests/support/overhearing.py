"""A plugin for pytest: hears what the law is asked, and asks the oracle the same afterwards.

    pytest -p tests.support.overhearing --overheard=FILE tests/cases

FILE is a line of JSON: how much was heard, asked and not asked, and what was answered otherwise. A
decision is asked again where its whole history was heard too: the oracle knows nothing else. What
packs and rules of a house add is left out of the answer. In a run of its own, for a test that
breaks the law on purpose would be heard as well.
"""

from __future__ import annotations

import json
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

from safetyframe.law import Law
from safetyframe.outcome import Accepted, Outcome, Owed, Unsure
from safetyframe.record import Record
from safetyframe.testing.second import Listed
from safetyframe.trajectory import Trajectory
from tests.support.second import difference, duty_difference

_History = tuple[Record, ...]


class Ears:
    """What was heard: each law's answer, after which records."""

    def __init__(self, into: Path) -> None:
        self.into = into
        self.count: Counter[str] = Counter()
        self.decided: list[tuple[Law, _History, Trajectory, Any, Outcome]] = []
        self.owed: list[tuple[Law, _History, Trajectory, datetime, tuple[Owed, ...]]] = []
        # A trajectory is kept beside its history, or another would take its place in memory.
        self._after: dict[int, tuple[Trajectory, _History]] = {}

    def hear(self, law: Law, t: Trajectory, act: Any, outcome: Outcome) -> None:
        self.count["heard"] += 1
        history = self._history(t)
        if history is None:
            self.count["without_history"] += 1
            return
        if isinstance(outcome, Accepted):
            after = outcome.trajectory
            self._after[id(after)] = after, (*history, outcome.record)
        if t.unknown or t.incomplete or isinstance(outcome, Unsure):
            self.count["without_facts"] += 1  # an oracle that reads the whole list lacks none
        else:
            self.decided.append((law, history, t, act, outcome))

    def hear_owed(self, law: Law, t: Trajectory, at: datetime, owed: tuple[Owed, ...]) -> None:
        history = self._history(t)
        if history is not None and not (t.unknown or t.incomplete):
            self.owed.append((law, history, t, at, owed))

    def _history(self, t: Trajectory) -> _History | None:
        known = self._after.get(id(t))
        if known is not None:
            return known[1]
        begun = Trajectory.start(t.id, zone=t.zone)
        return () if t.seq == 0 and t == begun else None

    def ask(self) -> dict[str, Any]:
        """Ask the oracle everything once."""
        listed, asked, found = Listed(), set[str](), list[str]()
        for law, history, t, act, outcome in self.decided:
            said = outcome
            if law.packs or law.extra_rules:
                said = Law(law.policy).decide(t, act)
            question = f"{t.zone} {law.policy.canonical()} {act!r} {[hash(r) for r in history]}"
            if question not in asked:
                asked.add(question)
                wrong = difference(law, listed(history), act, t.zone, said)
                found += [f"after {len(history)} acts, {wrong}"] if wrong else []
        duties = 0
        for law, history, t, at, owed in self.owed:
            duties += len(owed)
            wrong = duty_difference(law, listed(history), at, t.zone, owed)
            found += [f"after {len(history)} acts, {wrong}"] if wrong else []
        return {**self.count, "asked": len(asked), "duties": duties, "differences": found}


def pytest_addoption(parser: Any) -> None:
    parser.addoption("--overheard", type=Path, help="where to write what was heard")


def pytest_configure(config: Any) -> None:
    ears, decide = Ears(config.getoption("--overheard")), Law.decide

    def heard(self: Law, trajectory: Trajectory, act: Any) -> Outcome:
        outcome = decide(self, trajectory, act)
        ears.hear(self, trajectory, act, outcome)
        return outcome

    duties = Law.duties

    def heard_owed(self: Law, trajectory: Trajectory, as_of: datetime) -> tuple[Owed, ...]:
        owed = duties(self, trajectory, as_of)
        ears.hear_owed(self, trajectory, as_of, owed)
        return owed

    # The process is for this alone.
    Law.decide = heard  # type: ignore[method-assign]
    Law.duties = heard_owed  # type: ignore[method-assign]
    config.ears = ears


def pytest_sessionfinish(session: Any) -> None:
    ears: Ears = session.config.ears
    ears.into.write_text(json.dumps(ears.ask()))
