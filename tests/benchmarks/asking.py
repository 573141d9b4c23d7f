"""`findings` and `what_can`: what is to be looked at, and what could be done."""

from __future__ import annotations

from functools import partial
from typing import Any

from safetyframe.outcome import Can
from safetyframe.roles import By
from safetyframe.trajectory import Trajectory
from tests.benchmarks import family, table
from tests.benchmarks.clock import Effort, compare
from tests.support import story as s

LAW = family.LAW
CROWDS = (0, 50, 100, 200)


def ask(effort: Effort) -> None:
    """Both questions."""
    _what_can(effort)
    _crowded(effort)
    _long_lived(effort)


def _what_can(effort: Effort) -> None:
    table.heading("what_can: all kinds of act for one actor, against one decide")
    story = family.first_half_year()
    acts = tuple(family.acceptable().values())
    whos = {"lead": s.LEAD, "care worker": s.WORKER, "parent": s.MOTHER, "stranger": s.STRANGER}
    cases: dict[str, Any] = {"one": lambda: [LAW.decide(story.t, act) for act in acts]}
    for name, who in whos.items():
        by = By(person=who[0], role=who[1], at=story.now)
        cases[name] = partial(LAW.what_can, story.t, by)
    found = compare(cases, effort)
    one = found["one"].shared_by(len(acts))
    for name in whos:
        can = [p for p in cases[name]() if p.can is not Can.NO]
        row = f"what_can, {name}: {len(can)} kinds not refused"
        table.row(row, found[name], floor=one, aim=table.Aim(most_over_floor=20))
    table.note(f"floor: the mean decide over the {len(acts)} kinds accepted above")


def _crowded(effort: Effort) -> None:
    table.heading("findings: linear in what is in force")
    now = family.first_half_year().now
    crowds = {f"{times} more in force": family.crowd(times) for times in CROWDS}
    at = {name: t.known_at or now for name, t in crowds.items()}
    found = compare(
        {name: partial(LAW.findings, t, at[name]) for name, t in crowds.items()}, effort
    )
    shares = {}
    for name, t in crowds.items():
        people, seen = _in_force(t), len(LAW.findings(t, at[name]))
        share = shares[name] = found[name].shared_by(people)
        table.row(f"{people} people, {seen} findings", found[name])
        table.row("  ... a person in force", share, floor=next(iter(shares.values())))
    points = [(name, share.typical) for name, share in shares.items()]
    table.curve("a person in force (aim: flat)", points, table.human)
    table.note("floor: the smallest; each more is a participation, a thing told, a voice, 5 duties")


def _in_force(t: Trajectory) -> int:
    return sum(part.until is None for part in t.people.values())


def _long_lived(effort: Effort) -> None:
    table.heading("findings: what is past should cost nothing")
    stories = {f"{length:,} records": family.grown(length) for length in effort.lengths}
    found = compare(
        {name: partial(LAW.findings, one.t, one.now) for name, one in stories.items()}, effort
    )
    first = next(iter(found.values()))
    for name, timed in found.items():
        seen = len(stories[name].findings())
        table.row(f"after {name}: {seen} findings", timed, floor=first)
    points = [(name, timed.typical) for name, timed in found.items()]
    table.curve("findings, as the past grows", points, table.human)
    table.note("no aim: advisories look at voices and meetings of the past too")
