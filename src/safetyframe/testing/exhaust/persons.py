"""X7 to X9, X11 to X14 and X16: who is told, who may, who is heard, and who sees.

X7 and X11 ask the law for duties, X8 and X12 what somebody could do, X13 for views, since these are
what they judge. The rest reads acts and slices and calls no rule.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from typing import Any, Final, TypeVar, cast
from zlib import crc32

import attrs
from attrs import evolve

from safetyframe import acts as a
from safetyframe.acts import ACTS, Act
from safetyframe.charter import CLAUSES
from safetyframe.outcome import Accepted, Can, Refused, Violation
from safetyframe.roles import Audience, Role, Standing
from safetyframe.testing.exhaust.people import fields_of
from safetyframe.testing.exhaust.steps import Step, Wrong
from safetyframe.trajectory import SLICES, Trajectory
from safetyframe.values import PersonId
from safetyframe.views import Viewer

__all__ = ["x7", "x8", "x9", "x11", "x12", "x13", "x14", "x16"]


_CLIENTS: Final = frozenset({Role.MINOR, Role.PARENT, Role.NETWORK})
_STAFF: Final = frozenset({Role.CONSULTANT, Role.CARE_WORKER})


def x7(s: Step) -> Wrong:
    """X7: of whoever takes part and every duty to inform it is known where it stands, once.

    And nobody is owed what is not theirs. Corrections, which are owed by what was told, are apart.
    """
    t, at = s.after, s.act.by.at
    if not s.changed("people", "involvement", "wat", "hoe"):
        return
    owed = [(one.duty, one.person) for one in s.law.duties(t, at) if one.duty != _CORRECTION]
    expected = set(_expected(t, at))
    for duty, person in sorted(expected.difference(owed)):
        yield f"nobody knows how {duty} stands with {person}"
    for duty, person in sorted(set(owed) - expected):
        yield f"{duty} is owed to {person}, who has no part in it"
    if len(owed) != len(set(owed)):
        yield "one duty stands in two ways"


_CORRECTION: Final = "inform.correction"


def _expected(t: Trajectory, at: datetime) -> Iterator[tuple[str, PersonId]]:
    for person in {p.person for p in t.people.values() if p.active(at)}:
        mine = [p for p in t.people.values() if p.person == person and p.active(at)]
        opened = [
            e
            for e in t.involvement.values()
            if e.ended_at is None and any(not p.concerns or e.minor in p.concerns for p in mine)
        ]
        roles = {p.role for p in mine}
        minors = {e.minor for e in opened if not e.emergency}
        if any(e.opened_by != person for e in opened):
            yield from (("inform.why", person), ("inform.goal", person))
        if minors and roles & _CLIENTS:
            yield from (("inform.roles", person), ("inform.mandates-clients", person))
        if minors and roles & _STAFF:
            yield "inform.mandates-professionals", person
        if _is_about_wat(t, minors, person):
            yield "inform.wat", person
            if roles & _STAFF:
                yield "inform.worries", person
        if roles & _CLIENTS and len(t.hoe):
            held = (t.measures[key] for key in t.hoe[len(t.hoe)].measures)
            if any(minors.intersection(one.minors) for one in held):
                yield "inform.agreements", person


def _is_about_wat(t: Trajectory, minors: set[PersonId], person: PersonId) -> bool:
    """Whether WAT says something about these minors that this person did not write or confirm."""
    if not len(t.wat):
        return False
    last = t.wat[len(t.wat)]
    material = t.wat[last.material]
    knows = {material.by, *material.confirmed_by, *last.confirmed_by}
    return person not in knows and any(minors.intersection(one.minors) for one in last.statements)


#: What only a consultant does, whatever became of the consultants (P12, P20, P24 and the table).
_CONSULTANTS_ONLY: Final[frozenset[type[Act]]] = frozenset(
    {
        a.OpenInvolvement,
        a.OfferHandover,
        a.TakeOver,
        a.EstablishWat,
        a.ReviseWat,
        a.SetExpectations,
        a.AssessHoe,
        a.Judge,
        a.Withdraw,
        a.Reopen,
        a.Disclose,
        a.Adopt,
    }
)


def x8(s: Step) -> Wrong:
    """X8: nobody gains a consultant's powers but from authority, by opening, or by a handover."""
    act, by = s.act, s.act.by
    if by.role is not Role.CONSULTANT and type(act) in _CONSULTANTS_ONLY:
        name = type(act).__name__
        if isinstance(s.outcome, Accepted):
            yield f"{by.role.value} did {name}"
        if s.asked.can(by)[name].can is not Can.NO:
            yield f"{by.role.value} is told that {name} can be done"
    if not s.changed("people"):
        return
    before, after = _consultants(s.before), _consultants(s.after)
    if after - before and by.role is not Role.AUTHORITY:
        if not isinstance(act, a.OpenInvolvement | a.TakeOver | a.Adopt | a.Reopen):
            yield f"{type(act).__name__} made a consultant"
        elif by.role is not Role.CONSULTANT:
            yield f"{by.role.value} became a consultant"


def _consultants(t: Trajectory) -> set[tuple[PersonId, Standing | None]]:
    return {(p.person, p.standing) for p in t.people.values() if p.role is Role.CONSULTANT}


def x9(s: Step) -> Wrong:
    """X9: what was said, scaled or noted stays as it was, and is said in one's own name."""
    for name in ("voices", "scales", "notes"):
        before, after = getattr(s.before, name), getattr(s.after, name)
        if before is after:
            continue
        for key, said in before.items():
            if after.get(key) != said:
                yield f"{type(s.act).__name__} changed what {said.person} said"
        for key, said in after.items():
            if key not in before and said.person != s.act.by.person:
                yield f"{s.act.by.person} spoke in the name of {said.person}"


def x11(s: Step) -> Wrong:
    """X11: an explanation adds no finding that an explanation is missing; the same asked twice."""
    if not isinstance(s.act, a.Explain) or not isinstance(s.outcome, Accepted):
        return
    before, again = s.asked.duties(s.act.by)
    after = s.law.duties(s.after, s.act.by.at)
    if again != before:
        yield "the same question was answered otherwise"
    known = {(d.duty, d.person, d.state) for d in before}
    for d in after:
        if d.state.value in ("due", "overdue") and (d.duty, d.person, d.state) not in known:
            yield f"explaining made {d.duty} due to {d.person}"


_ACTS: Final = frozenset(kind.__name__ for kind in ACTS)
_CLAUSES: Final = frozenset(clause.id for clause in CLAUSES)


def x12(s: Step) -> Wrong:
    """X12: a refusal says on what it rests and what is missing; asking before says the same."""
    name = type(s.act).__name__
    can = s.asked.can(s.act.by)[name]
    if isinstance(s.outcome, Accepted) and can.can is Can.NO:
        yield f"{name} was said to be impossible, and was accepted"
    if not isinstance(s.outcome, Refused):
        return
    if not s.outcome.violations:
        yield "refused without a reason"
    rules = {one.rule for one in s.outcome.violations}
    if can.can is Can.NO and not rules.issuperset(one.rule for one in can.violations):
        yield f"{name} was said to be impossible for another reason"
    if can.can is Can.YES and not all(rule.startswith("form.") for rule in rules):
        yield f"{name} was said to be possible, and was refused"
    for one in s.outcome.violations:
        yield from _unfounded(one)


def _unfounded(one: Violation) -> Wrong:
    if one.broken:
        yield f"{one.rule} is broken"
    if not one.gaps:
        yield f"{one.rule} refuses without a gap"
    if not one.clauses and not one.rule.startswith("form."):
        yield f"{one.rule} rests on nothing"
    if not _CLAUSES.issuperset(one.clauses):
        yield f"{one.rule} rests on what the charter does not have"
    for gap in one.gaps:
        for remedy in gap.remedies:
            if remedy.act not in _ACTS or not remedy.roles:
                yield f"{one.rule} sends to {remedy.act}, which nobody can do"


def x13(s: Step) -> Wrong:
    """X13: an act that somebody may not know of leaves what they are shown as it was.

    Asked of everybody about words said in confidence, and of one in 60 about all other acts.
    """
    if not isinstance(s.outcome, Accepted):
        return
    secret = getattr(s.act, "audience", None) == Audience()
    for person in {p.person for p in s.before.people.values()} - {s.act.by.person}:
        if not secret and not _chosen(s, _VIEWS, person):
            continue
        viewer = Viewer(person=person, at=s.act.by.at)
        record = s.law.show(s.outcome.record, viewer, s.after).shown
        if record is not None:
            if secret:
                yield f"{person} is shown what {s.act.by.person} said in confidence"
            continue
        shown = s.asked.shown(viewer)
        if not _comes_or_goes(s, person) and not _same(shown, s.law.show(s.after, viewer).shown):
            yield f"{person} can tell that {type(s.act).__name__} was done without them"


_VIEWS: Final = 60  # two views are dear: one in so many is made, and of words in confidence all
_ZONES: Final = 100


def _chosen(s: Step, one_in: int, *more: str) -> bool:
    """Choose one step in so many, the same in every run."""
    named = (type(s.act).__name__, s.act.by.person, *more)
    return not crc32(" ".join(named).encode(), s.asked.size) % one_in


def _comes_or_goes(s: Step, person: PersonId) -> bool:
    """Whoever comes in or goes may see something else; and who was told wrong learns that."""
    if isinstance(s.outcome, Accepted) and person in s.outcome.record.misinformed:
        return True
    return s.changed("people") and any(
        s.before.people.get(p.id) != p for p in s.after.people.values() if p.person == person
    )


def _same(one: Trajectory, other: Trajectory) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in SLICES)


_ELSEWHERE: Final = timezone(timedelta(hours=13))
_T = TypeVar("_T")


def x14(s: Step) -> Wrong:
    """X14: the same instants, written in another zone, get the same answer, to the last gap.

    Asked of the lead's withdrawals and the care worker's HOE, and of one in 100 of all others.
    """
    act, by = s.act, s.act.by
    weighs = (isinstance(act, a.Withdraw) and by.role is Role.CONSULTANT) or (
        isinstance(act, a.EstablishHoe) and by.role is Role.CARE_WORKER
    )
    if not weighs and not _chosen(s, _ZONES):
        return
    if s.law.decide(s.before, _elsewhere(act)) != s.outcome:
        yield "another zone, another answer"


def _elsewhere(value: _T) -> _T:
    """Give an act, or what is in one, with every instant written in another zone."""
    given: object = value
    if isinstance(given, datetime):
        return cast("_T", given.astimezone(_ELSEWHERE))
    if isinstance(given, tuple):
        return cast("_T", tuple(map(_elsewhere, cast("tuple[object, ...]", given))))
    if attrs.has(type(given)):
        held = {name: getattr(given, name) for name in fields_of(given)}
        found = {name: _elsewhere(one) for name, one in held.items()}
        changes = {name: one for name, one in found.items() if one is not held[name]}
        return cast("_T", evolve(cast("Any", given), **changes)) if changes else value
    return value


def x16(s: Step) -> Wrong:
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
