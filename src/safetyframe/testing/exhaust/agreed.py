"""X1 to X6, X10 and X15: what is agreed, what is never deleted, and how it ends.

Written from the norms: they read acts and slices and call no rule. X6 alone asks the law, after a
material revision: what is owed, what is found, and whether somebody could withdraw.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from attrs import evolve

from safetyframe import acts as a
from safetyframe.outcome import Accepted, DutyState, Refused
from safetyframe.roles import Role, Standing
from safetyframe.testing.exhaust.steps import Step, Wrong
from safetyframe.trajectory import SLICES, Trajectory
from safetyframe.values import PersonId

__all__ = ["x1", "x2", "x3", "x4", "x5", "x6", "x10", "x15"]


def x1(s: Step) -> Wrong:
    """X1: achieved takes goals, expectations and bottom lines of this minor, last judged met."""
    act, t = s.act, s.before
    if not isinstance(act, a.Withdraw) or act.outcome is not a.WithdrawalOutcome.ACHIEVED:
        return
    versions = list(t.wat.values())
    if not versions:
        yield "achieved without WAT"
        return
    wat = versions[-1]
    opened = max(
        (e.opened_at for e in t.involvement.values() if e.minor == act.minor and not e.emergency),
        default=None,
    )
    for name in ("goals", "expectations", "bottom_lines"):
        mine = [one.id for one in getattr(wat, name) if act.minor in one.minors]
        if not mine and name != "bottom_lines":
            yield f"achieved without {name} about {act.minor}"
        for target in mine:
            series = t.judged.get((act.minor, target))
            counting = [
                (j.at, j.seq, j.met)
                for j in (() if series is None else series.items)
                if wat.material <= j.wat <= wat.number and (opened is None or j.at >= opened)
            ]
            if not counting or not max(counting)[2]:
                yield f"achieved while {target} is not judged met for {act.minor}"


def x2(s: Step) -> Wrong:
    """X2: bottom line, danger and goal have no orphan, for every minor they are about."""
    if len(s.after.wat) == len(s.before.wat):
        return
    wat = list(s.after.wat.values())[-1]
    dangers = {(d.id, m) for d in wat.dangers for m in d.minors}
    goals = {(g.id, m) for g in wat.goals for m in g.minors}
    answered = {(d, m) for g in wat.goals for d in g.dangers for m in g.minors}
    if not wat.bottom_lines:
        yield "WAT without a bottom line"
    for line in wat.bottom_lines:
        for minor in line.minors:
            if not dangers & {(d, minor) for d in line.dangers}:
                yield f"{line.id} has no danger about {minor}"
            if not goals & {(g, minor) for g in line.goals}:
                yield f"{line.id} has no goal about {minor}"
    for danger, minor in sorted(dangers - answered):
        yield f"{danger} has no goal about {minor}"


def x3(s: Step) -> Wrong:
    """X3: every version of WAT was established by a lead or deputy of that moment."""
    if not s.changed("wat", "people"):
        return
    for version in s.after.wat.values():
        if not any(
            p.person == version.by
            and p.role is Role.CONSULTANT
            and p.standing in (Standing.LEAD, Standing.DEPUTY)
            and p.since <= version.at
            and (p.until is None or version.at < p.until)
            for p in s.after.people.values()
        ):
            yield f"WAT {version.number} was established by {version.by}, no consultant then"


def x4(s: Step) -> Wrong:
    """X4: HOE refers to the WAT that was established by then."""
    if not s.changed("wat", "hoe"):
        return
    for hoe in s.after.hoe.values():
        version = s.after.wat.get(hoe.wat)
        if version is None or version.at > hoe.at:
            yield f"HOE {hoe.number} refers to WAT {hoe.wat}, which was not there yet"


_GOVERNED: Final = ("wat", "necessity", "judged")


def x5(s: Step) -> Wrong:
    """X5: others change no WAT, expectation or necessity; consultants alone establish no HOE."""
    by = s.act.by
    if by.role not in (Role.CONSULTANT, Role.AUTHORITY):
        for name in _GOVERNED:
            if getattr(s.after, name) != getattr(s.before, name):
                yield f"{by.role.value} changed {name}"
    for number in range(len(s.before.hoe) + 1, len(s.after.hoe) + 1):
        roles = {part.role for part in s.after.hoe[number].together}
        client = roles & {Role.MINOR, Role.PARENT, Role.NETWORK}
        if by.role is Role.CONSULTANT or Role.CARE_WORKER not in roles or not client:
            yield f"HOE {number} was not made by care worker and family together"


_KEPT: Final = tuple(name for name in SLICES if name != "exceptions")
_RESTING: Final = ("hoe", "told", "judged", "aligned", "measures", "assessed")


def x6(s: Step) -> Wrong:
    """X6: nothing is ever deleted; what rested on the old version stays, and counts no more."""
    for name in _KEPT:
        before, after = getattr(s.before, name), getattr(s.after, name)
        if before is not after and not set(before) <= set(after):
            yield f"{type(s.act).__name__} deleted from {name}"
    if len(s.after.wat) == len(s.before.wat):
        return
    for name in _RESTING:
        if getattr(s.before, name) != getattr(s.after, name):
            yield f"a revision changed {name}"
    for number, version in s.before.wat.items():
        if s.after.wat.get(number) != version:
            yield f"a revision changed WAT {number}"
    if len(s.before.wat) and isinstance(s.act, a.ReviseWat | a.SetExpectations) and s.act.material:
        yield from _stale(s, s.act)


def _stale(s: Step, act: a.ReviseWat | a.SetExpectations) -> Wrong:
    """After a material revision nobody has been told, and nothing has been judged."""
    t, last = s.after, len(s.after.wat)
    version = t.wat[last]
    if version.material != last:
        yield "a material revision is none"
    at = act.by.at
    knows = {version.by, *version.confirmed_by}
    for one in s.law.duties(t, at):
        if one.duty == "inform.wat" and one.state is DutyState.DONE and one.person not in knows:
            yield f"what {one.person} was told of the older WAT still counts"
    by = evolve(act.by, at=at + timedelta(days=1), recorded_at=None)
    for minor in _open(t):
        ending = a.Withdraw(id=act.id, by=by, minor=minor, outcome=a.WithdrawalOutcome.ACHIEVED)
        said = s.law.decide(t, ending)
        if not isinstance(said, Refused) or "X1" not in said.clauses:
            yield f"what was judged on the older WAT for {minor} still counts"
    if len(t.hoe) and not any(f.code == "hoe-stale" for f in s.law.findings(t, at)):
        yield "HOE made on the older WAT still counts as fresh"


def _open(t: Trajectory) -> set[PersonId]:
    return {e.minor for e in t.involvement.values() if e.ended_at is None and not e.emergency}


def x10(s: Step) -> Wrong:
    """X10: what ended stays ended as it did, and the log only grows."""
    for key, episode in s.before.involvement.items():
        if episode.ended_at is not None and s.after.involvement.get(key) != episode:
            yield "an end was rewritten"
    if isinstance(s.outcome, Accepted) and s.after.seq != s.before.seq + 1:
        yield "the log did not grow by one"


def x15(s: Step) -> Wrong:
    """X15: every decision on necessity names body, reference and a human of government."""
    if not s.changed("necessity", "people"):
        return
    for one in s.after.necessity.values():
        decision = one.decision
        if not (decision.body and decision.reference and decision.signed_by):
            yield "necessity was decided by nobody"
        if one.recorded_by in {p.person for p in s.after.people.values()} and (
            decision.signed_by == one.recorded_by
        ):
            yield f"{one.recorded_by} takes part and decided on necessity"
