"""X1 to X16 as small functions over one step or one state, written from the norms.

None of them calls a rule, a duty or a question of the law: they read acts, records and slices.
A function gives what is wrong, in words; nothing means that it holds.

X5 is checked as a property of every step, which by induction makes it one of every sequence. X7
and X11 ask the law for duties, since these are what they judge. X13 is checked where the
act is addressed to nobody. X14 asks again with the act's instants in another zone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from typing import Final, TypeAlias

from attrs import evolve, frozen

from safetyframe import acts as a
from safetyframe.acts import Act
from safetyframe.law import Law
from safetyframe.outcome import Accepted, Outcome, Refused
from safetyframe.roles import Audience, Role, Standing
from safetyframe.trajectory import SLICES, Trajectory
from safetyframe.values import PersonId
from safetyframe.views import Viewer

__all__ = ["STEP", "Step", "check"]

_Wrong: TypeAlias = Iterator[str]


@frozen(kw_only=True)
class Step:
    """A state, an act tried in it, and what the law answered."""

    law: Law
    before: Trajectory
    act: Act
    outcome: Outcome

    @property
    def after(self) -> Trajectory:
        """The state after: the same where the act was refused."""
        return self.outcome.trajectory if isinstance(self.outcome, Accepted) else self.before


def x1(s: Step) -> _Wrong:
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


def x2(s: Step) -> _Wrong:
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


def x3(s: Step) -> _Wrong:
    """X3: every version of WAT was established by a lead or deputy of that moment."""
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


def x4(s: Step) -> _Wrong:
    """X4: HOE refers to the WAT that was established by then."""
    for hoe in s.after.hoe.values():
        version = s.after.wat.get(hoe.wat)
        if version is None or version.at > hoe.at:
            yield f"HOE {hoe.number} refers to WAT {hoe.wat}, which was not there yet"


_GOVERNED: Final = ("wat", "necessity", "judged")


def x5(s: Step) -> _Wrong:
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


def x6(s: Step) -> _Wrong:
    """X6: nothing is ever deleted; a revision leaves what rested on the old version as it was."""
    for name in _KEPT:
        before, after = getattr(s.before, name), getattr(s.after, name)
        if before is not after and not set(before) <= set(after):
            yield f"{type(s.act).__name__} deleted from {name}"
    if isinstance(s.act, a.ReviseWat | a.SetExpectations):
        for name in ("hoe", "told", "judged", "aligned", "measures", "assessed"):
            if getattr(s.before, name) != getattr(s.after, name):
                yield f"a revision changed {name}"
        for number, version in s.before.wat.items():
            if s.after.wat.get(number) != version:
                yield f"a revision changed WAT {number}"


def x7(s: Step) -> _Wrong:
    """X7: whoever takes part while involvement is open is owed WAT, once, in a known state."""
    t = s.after
    if t is s.before or t.known_at is None:
        return
    at = t.known_at
    opened = {e.minor for e in t.involvement.values() if e.ended_at is None and not e.emergency}
    versions = list(t.wat.values())
    if not versions:
        return
    last = versions[-1]
    author = t.wat[last.material].by
    about = opened & {m for b in last.bottom_lines for m in b.minors}
    owed = {one.person for one in s.law.duties(t, at) if one.clause == "P22"}
    for part in t.people.values():
        runs = part.since <= at and (part.until is None or at < part.until)
        mine = about.intersection(part.concerns or about)
        if runs and mine and part.person not in {author, last.by} and part.person not in owed:
            yield f"nobody knows whether {part.person} was told WAT"


def x8(s: Step) -> _Wrong:
    """X8: a consultant comes from the authority, an opening on a mandate, or a handover."""
    before, after = _consultants(s.before), _consultants(s.after)
    if after - before and s.act.by.role is not Role.AUTHORITY:
        if not isinstance(s.act, a.OpenInvolvement | a.TakeOver | a.Adopt):
            yield f"{type(s.act).__name__} made a consultant"
        elif s.act.by.role is not Role.CONSULTANT:
            yield f"{s.act.by.role.value} became a consultant"


def _consultants(t: Trajectory) -> set[tuple[PersonId, Standing | None]]:
    return {(p.person, p.standing) for p in t.people.values() if p.role is Role.CONSULTANT}


def x9(s: Step) -> _Wrong:
    """X9: what was said stays as it was said."""
    for key, voice in s.before.voices.items():
        if s.after.voices.get(key) != voice:
            yield f"{type(s.act).__name__} changed what {voice.person} said"


def x10(s: Step) -> _Wrong:
    """X10: what ended stays ended as it did, and the log only grows."""
    for key, episode in s.before.involvement.items():
        if episode.ended_at is not None and s.after.involvement.get(key) != episode:
            yield "an end was rewritten"
    if isinstance(s.outcome, Accepted) and s.after.seq != s.before.seq + 1:
        yield "the log did not grow by one"


def x11(s: Step) -> _Wrong:
    """X11: an explanation adds no finding that an explanation is missing; the same asked twice."""
    if not isinstance(s.act, a.Explain) or s.after is s.before:
        return
    at = s.act.by.at
    found = [
        {(d.duty, d.person, d.state) for d in s.law.duties(t, at)} for t in (s.before, s.after)
    ]
    new = {d for d in found[1] - found[0] if d[2].value in ("due", "overdue")}
    yield from (f"explaining made {one[0]} due to {one[1]}" for one in sorted(new, key=str))
    if found[1] != {(d.duty, d.person, d.state) for d in s.law.duties(s.after, at)}:
        yield "the same question was answered otherwise"


def x12(s: Step) -> _Wrong:
    """X12: a refusal says on what it rests and what is missing; form alone rests on nothing."""
    if not isinstance(s.outcome, Refused):
        return
    if not s.outcome.violations:
        yield "refused without a reason"
    for one in s.outcome.violations:
        if not one.gaps:
            yield f"{one.rule} refuses without a gap"
        if not one.clauses and not one.rule.startswith("form."):
            yield f"{one.rule} rests on nothing"
        if one.broken:
            yield f"{one.rule} is broken"


def x13(s: Step) -> _Wrong:
    """X13: what is addressed to nobody leaves everybody else's view as it was."""
    if s.after is s.before or getattr(s.act, "audience", None) != Audience():
        return
    for person in {p.person for p in s.before.people.values()} - {s.act.by.person}:
        viewer = Viewer(person=person, at=s.act.by.at)
        shown = s.law.show(s.before, viewer).shown
        if not _same(shown, s.law.show(s.after, viewer).shown):
            yield f"{person} can tell that {s.act.by.person} said something in confidence"


def _same(one: Trajectory, other: Trajectory) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in SLICES)


_ELSEWHERE: Final = timezone(timedelta(hours=13))


def x14(s: Step) -> _Wrong:
    """X14: the same instant, written in another zone, gets the same answer."""
    if isinstance(s.act, a.Withdraw | a.EstablishHoe):
        by = evolve(s.act.by, at=_elsewhere(s.act.by.at))
        again = s.law.decide(s.before, evolve(s.act, by=by))
        if type(again) is not type(s.outcome):
            yield "another zone, another answer"


def _elsewhere(at: datetime) -> datetime:
    return at.astimezone(_ELSEWHERE)


def x15(s: Step) -> _Wrong:
    """X15: every decision on necessity names body, reference and a human of government."""
    for one in s.after.necessity.values():
        decision = one.decision
        if not (decision.body and decision.reference and decision.signed_by):
            yield "necessity was decided by nobody"
        if one.recorded_by in {p.person for p in s.after.people.values()} and (
            decision.signed_by == one.recorded_by
        ):
            yield f"{one.recorded_by} takes part and decided on necessity"


def x16(s: Step) -> _Wrong:
    """X16: who is kept apart is brought together only on a ground, or by one of them unknowing."""
    act = s.act
    if not isinstance(act, a.RecordConversation | a.Explain | a.EstablishHoe):
        return
    if not isinstance(s.outcome, Accepted):
        return
    persons = [p.person for p in act.together] if isinstance(act, a.EstablishHoe) else act.persons
    there = {*persons, act.by.person}
    stated = any(e.clause == "X16" and e.words is not None for e in act.exceptions)
    for barrier in s.before.barriers.values():
        apart = barrier.replaced_by is None and len(there & set(barrier.persons)) > 1
        if apart and not stated and act.by.person not in barrier.persons:
            yield f"{type(act).__name__} brought together who is kept apart"


#: The invariants by name, all asked of every decision.
STEP: Final[dict[str, Callable[[Step], _Wrong]]] = {
    f"X{nr}": one
    for nr, one in enumerate(
        (x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, x11, x12, x13, x14, x15, x16), 1
    )
}
#: What a refusal alone can break: the state does not change.
_REFUSED: Final = ("X12", "X14")


def check(s: Step) -> Iterator[tuple[str, str]]:
    """Give every invariant that this step breaks, with what is wrong."""
    names = STEP if isinstance(s.outcome, Accepted) else _REFUSED
    for name in names:
        for wrong in STEP[name](s):
            yield name, wrong
