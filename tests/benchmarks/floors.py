"""Floors: what somebody would write by hand who wants one act decided and nothing else.

Why these are fair floors:

* Each function is for one kind of act and one policy, in straight lines, with the clauses in the
  head of the author. There is no table, no list of rules, no violation, no reason, no remedy.
* It checks **the same**: the form of every reference and instant, who takes part, the power, what
  the act points to, every gate and exception, and it builds the same record and the same new state.
  `deciding.py` compares it with the law on acts that pass and on many that do not, before any clock
  runs: floor and law must agree on each, and an acceptance must be equal to the last field.
* It works on the same classes. The floor is for deciding, not for another way of keeping facts.
* The new state is made by calling the constructor (`state`): attrs' own `evolve` would be slower.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from attrs import evolve

from safetyframe import acts as a
from safetyframe.acts import Act
from safetyframe.acts.ending import WithdrawalOutcome
from safetyframe.acts.informing import AlignOn, Position, Topic
from safetyframe.charter import BY_ID
from safetyframe.index import Index
from safetyframe.outcome import Accepted
from safetyframe.record import OpenItem, Record
from safetyframe.roles import By, Participation, Role, Standing
from safetyframe.slices import (
    ABOUT_THEM,
    Excepted,
    Gathered,
    GatheredKind,
    HoeVersion,
    Judgement,
    JudgementSeries,
    PositionTaken,
    Told,
    Voice,
)
from safetyframe.trajectory import Trajectory
from safetyframe.values import PersonId, Reason, ReasonedException

__all__ = ["DECIDE", "EVOLVE"]

_is_reference = re.compile(r"[A-Za-z0-9._:/@+#-]{1,128}").fullmatch

CONSULTANT, WORKER, MINOR, PARENT = Role.CONSULTANT, Role.CARE_WORKER, Role.MINOR, Role.PARENT
NETWORK, TRUST = Role.NETWORK, Role.TRUST_PERSON
_CLIENTS: Final = frozenset({MINOR, PARENT, NETWORK})
_PROFESSIONALS: Final = frozenset({CONSULTANT, WORKER})
_INFORMERS: Final = frozenset({CONSULTANT, WORKER, NETWORK, MINOR, PARENT, Role.SYSTEM})


# --- the new state --------------------------------------------------------------------------------


def with_item(index: Index[Any, Any], key: object, value: object) -> Index[Any, Any]:
    """Give a slice with one item more, in the way that slices have."""
    draft = index.edit()
    draft[key] = value
    return draft.freeze()


def state(
    t: Trajectory,
    record: Record,
    *,
    gathered: Index[Any, Any] | None = None,
    voices: Index[Any, Any] | None = None,
    aligned: Index[Any, Any] | None = None,
    told: Index[Any, Any] | None = None,
    exceptions: Index[Any, Any] | None = None,
    judged: Index[Any, Any] | None = None,
    hoe: Index[Any, Any] | None = None,
    involvement: Index[Any, Any] | None = None,
) -> Trajectory:
    """Construct the next state: the direct constructor of what changed."""
    by = record.act.by
    recorded = by.at if by.recorded_at is None else by.recorded_at
    return Trajectory(
        id=t.id,
        zone=t.zone,
        seq=record.seq,
        known_at=recorded if t.known_at is None or recorded > t.known_at else t.known_at,
        people=t.people,
        handovers=t.handovers,
        involvement=t.involvement if involvement is None else involvement,
        necessity=t.necessity,
        protection=t.protection,
        barriers=t.barriers,
        gathered=t.gathered if gathered is None else gathered,
        wat=t.wat,
        aligned=t.aligned if aligned is None else aligned,
        told=t.told if told is None else told,
        exceptions=t.exceptions if exceptions is None else exceptions,
        measures=t.measures,
        hoe=t.hoe if hoe is None else hoe,
        assessed=t.assessed,
        directions=t.directions,
        voices=t.voices if voices is None else voices,
        scales=t.scales,
        judged=t.judged if judged is None else judged,
        reviews=t.reviews,
        corrections=t.corrections,
        notes=t.notes,
        ratified=t.ratified,
        disclosed=t.disclosed,
        erased=t.erased,
        adopted=t.adopted,
    )


# --- what every act has ---------------------------------------------------------------------------


def _well_formed(act: Act) -> bool:
    """Id, actor and instants can be read. What `by` seldom has is looked at when it is there."""
    by = act.by
    if not (_is_reference(act.id) and _is_reference(by.person)):
        return False
    if by.at.utcoffset() is None:
        return False
    if by.recorded_at is not None and (
        by.recorded_at.utcoffset() is None or by.recorded_at < by.at
    ):
        return False
    if by.recorded_by is not None and not _is_reference(by.recorded_by):
        return False
    if by.on_behalf_of is not None and not _is_reference(by.on_behalf_of):
        return False
    mandate = by.mandate
    return mandate is None or (
        mandate.since.utcoffset() is not None
        and (mandate.until is None or mandate.until.utcoffset() is not None)
    )


def _written_down(t: Trajectory, by: By, *, own: bool) -> bool:
    """Say whether nobody else wrote it down, or somebody who may."""
    if by.recorded_by is None or by.recorded_by == by.person:
        return True
    if not own or by.form is None:
        return False
    recorded = by.at if by.recorded_at is None else by.recorded_at
    return any(
        p.person == by.recorded_by
        and (p.role in _PROFESSIONALS or p.role is TRUST)
        and p.since <= recorded
        and (p.until is None or recorded < p.until)
        for p in t.people.values()
    )


def _exceptions_formed(
    exceptions: tuple[ReasonedException, ...], minors: set[Any] | frozenset[Any]
) -> bool:
    for e in exceptions:
        if not _is_reference(e.minor) or e.minor not in minors or e.until.utcoffset() is None:
            return False
        if e.clause not in BY_ID:
            return False
        if e.person is not None and not _is_reference(e.person):
            return False
    return True


def _excepted(
    exceptions: tuple[ReasonedException, ...], clause: str, at: datetime, person: Any
) -> bool:
    for e in exceptions:
        if (
            e.clause == clause
            and at < e.until
            and (e.person is None or e.person == person)
            and e.why is not Reason.EMERGENCY
            and (e.why is not Reason.OTHER or e.words is not None)
        ):
            return True
    return False


def _with_exceptions(t: Trajectory, act: Any) -> Index[Any, Any] | None:
    if not act.exceptions:
        return None
    held = t.exceptions
    for e in act.exceptions:
        item = Excepted(
            clause=e.clause,
            person=e.person,
            why=e.why,
            minor=e.minor,
            until=e.until,
            by=act.by.person,
            at=act.by.at,
            act=act.id,
            words=e.words,
        )
        held = with_item(held, (e.clause, e.person), item)
    return held


# --- one function for each kind of act ------------------------------------------------------------


def speak(t: Trajectory, act: a.Speak, law: str) -> Accepted | None:
    """Never blocked: form and the capacity, no more."""
    by = act.by
    if not _well_formed(act):
        return None
    for minor in act.minors:
        if not _is_reference(minor):
            return None
    if by.role not in _CLIENTS and by.role not in _PROFESSIONALS and by.role is not TRUST:
        return None
    record = Record(seq=t.seq + 1, act=act, law=law)
    return Accepted(record=record, trajectory=spoken(t, record, act))


def spoken(t: Trajectory, record: Record, act: a.Speak) -> Trajectory:
    """One voice more."""
    by = act.by
    voice = Voice(
        seq=record.seq,
        act=act.id,
        person=by.person,
        role=by.role,
        at=by.at,
        words=act.words,
        minors=act.minors,
        on_behalf_of=by.on_behalf_of,
        recorded_by=by.recorded_by,
        form=by.form,
    )
    return state(t, record, voices=with_item(t.voices, record.seq, voice))


def record_information(t: Trajectory, act: a.RecordInformation, law: str) -> Accepted | None:
    """Anyone who takes part; about minors of this trajectory; under a new id."""
    by = act.by
    role, person, at = by.role, by.person, by.at
    if not _well_formed(act) or role not in _INFORMERS or by.on_behalf_of is not None:
        return None
    there = role is Role.SYSTEM
    minors = set()
    for p in t.people.values():
        if p.role is MINOR:
            minors.add(p.person)
        if p.person == person and p.role is role and p.since <= at:
            there = there or p.until is None or at < p.until
    if not there or not act.minors or not _written_down(t, by, own=False):
        return None
    for minor in act.minors:
        if minor not in minors or not _is_reference(minor):
            return None
    if act.id in t.gathered:
        return None
    record = Record(seq=t.seq + 1, act=act, law=law)
    return Accepted(record=record, trajectory=informed(t, record, act))


def informed(t: Trajectory, record: Record, act: a.RecordInformation) -> Trajectory:
    """One thing gathered more."""
    by = act.by
    item = Gathered(
        id=act.id,
        kind=GatheredKind.INFORMATION,
        person=by.person,
        role=by.role,
        at=by.at,
        minors=act.minors,
        text=act.about,
    )
    return state(t, record, gathered=with_item(t.gathered, act.id, item))


def align(  # noqa: C901 - straight lines are the point
    t: Trajectory, act: a.Align, law: str
) -> Accepted | None:
    """One's own position, or by a professional another's, on the WAT in force."""
    by = act.by
    role, actor, at = by.role, by.person, by.at
    if not _well_formed(act) or not _is_reference(act.person) or by.on_behalf_of is not None:
        return None
    if role not in _CLIENTS and role not in _PROFESSIONALS:
        return None
    if act.person != actor and role not in _PROFESSIONALS:
        return None
    there = known = False
    minors = set()
    for p in t.people.values():
        if p.role is MINOR:
            minors.add(p.person)
        if p.since <= at:
            if p.person == act.person:
                known = True
            if p.person == actor and p.role is role and (p.until is None or at < p.until):
                there = True
    if not there or not known or not _written_down(t, by, own=True):
        return None
    if (act.on is AlignOn.WITHDRAWAL) is (act.minor is None):
        return None
    if act.minor is not None and (act.minor not in minors or not _is_reference(act.minor)):
        return None
    version = t.wat.get(act.wat)
    if version is None or version.at > at or act.wat != len(t.wat):
        return None
    record = Record(seq=t.seq + 1, act=act, law=law)
    return Accepted(record=record, trajectory=aligned_on(t, record, act))


def _position(t: Trajectory, person: PersonId, minor: PersonId) -> PositionTaken | None:
    """What somebody said on a withdrawal, or what was put down for them, whichever is later."""
    own = t.aligned.get((person, AlignOn.WITHDRAWAL, minor, False))
    put = t.aligned.get((person, AlignOn.WITHDRAWAL, minor, True))
    if own is None or put is None:
        return own or put
    return max(own, put, key=lambda one: (one.at, one.seq))


def aligned_on(t: Trajectory, record: Record, act: a.Align) -> Trajectory:
    """The latest position of one person."""
    by = act.by
    actor, at = by.person, by.at
    key = (act.person, act.on, act.minor, act.position in ABOUT_THEM)
    before = t.aligned.get(key)
    aligned = None
    if before is None or before.at <= at:
        item = PositionTaken(
            person=act.person,
            on=act.on,
            wat=act.wat,
            position=act.position,
            at=at,
            seq=record.seq,
            minor=act.minor,
            words=act.words,
            recorded_by=by.recorded_by if actor == act.person else actor,
        )
        aligned = with_item(t.aligned, key, item)
    return state(t, record, aligned=aligned)


def judge(  # noqa: C901, PLR0912 - straight lines are the point
    t: Trajectory, act: a.Judge, law: str
) -> Accepted | None:
    """The lead or the deputy, on a statement of the WAT in force about this minor."""
    by = act.by
    actor, at = by.person, by.at
    if not _well_formed(act) or by.role is not CONSULTANT or by.on_behalf_of is not None:
        return None
    acting = known = False
    for p in t.people.values():
        if p.role is MINOR and p.person == act.minor:
            known = True
        elif (
            p.person == actor
            and (p.standing is Standing.LEAD or p.standing is Standing.DEPUTY)
            and p.since <= at
            and (p.until is None or at < p.until)
        ):
            acting = True
    if not acting or not known or not _is_reference(act.minor):
        return None
    if not _written_down(t, by, own=False):
        return None
    for episode in t.involvement.values():
        if episode.minor == act.minor and episode.ended_at is None and not episode.emergency:
            break
    else:
        return None
    version = t.wat.get(act.wat)
    if version is None or version.at > at or act.wat != len(t.wat):
        return None
    for statement in (*version.bottom_lines, *version.goals, *version.expectations):
        if statement.id == act.target:
            if act.minor not in statement.minors:
                return None
            break
    else:
        return None
    record = Record(seq=t.seq + 1, act=act, law=law)
    return Accepted(record=record, trajectory=judged_so(t, record, act))


def judged_so(t: Trajectory, record: Record, act: a.Judge) -> Trajectory:
    """One judgement more, in the order of its date."""
    at = act.by.at
    new = Judgement(wat=act.wat, met=act.met, at=at, seq=record.seq, by=act.by.person, act=act.id)
    key = (act.minor, act.target)
    before = t.judged.get(key)
    items = () if before is None else before.items
    if items and items[-1].at > at:
        items = tuple(sorted((*items, new), key=lambda j: (j.at, j.seq)))
    else:
        items = (*items, new)
    series = JudgementSeries(minor=act.minor, target=act.target, items=items)
    return state(t, record, judged=with_item(t.judged, key, series))


def explain(  # noqa: C901, PLR0912 - straight lines are the point
    t: Trajectory, act: a.Explain, law: str
) -> Accepted | None:
    """A professional or the chair of the network, naming what version is rendered."""
    by = act.by
    role, actor, at = by.role, by.person, by.at
    if not _well_formed(act) or by.on_behalf_of is not None:
        return None
    if role not in _PROFESSIONALS and role is not NETWORK:
        return None
    there = False
    minors, known = set(), set()
    for p in t.people.values():
        if p.role is MINOR:
            minors.add(p.person)
        if p.since <= at:
            known.add(p.person)
            if p.person == actor and p.role is role and (p.until is None or at < p.until):
                there = there or role is not NETWORK or p.chair
    if not there or not act.persons or not act.matters or not _written_down(t, by, own=False):
        return None
    for person in act.persons:
        if person not in known or not _is_reference(person):
            return None
    if not _exceptions_formed(act.exceptions, minors):
        return None
    for matter in act.matters:
        if matter.topic is Topic.AGREEMENTS:
            hoe = None if matter.version is None else t.hoe.get(matter.version)
            if hoe is None or hoe.at > at:
                return None
        elif matter.topic is Topic.WAT or matter.version is not None:
            wat = None if matter.version is None else t.wat.get(matter.version)
            if wat is None or wat.at > at:
                return None
    if not _may_meet(t, act, frozenset((*act.persons, actor))):
        return None
    record = Record(seq=t.seq + 1, act=act, law=law)
    return Accepted(record=record, trajectory=explained(t, record, act))


def explained(t: Trajectory, record: Record, act: a.Explain) -> Trajectory:
    """What each of these persons was told last."""
    actor, at = act.by.person, act.by.at
    told = t.told.edit()
    for matter in act.matters:
        for person in act.persons:
            key = (person, matter.topic, matter.version, False)
            before = told.get(key)
            if before is None or before.at <= at:
                told[key] = Told(
                    person=person,
                    topic=matter.topic,
                    version=matter.version,
                    acknowledged=False,
                    by=actor,
                    at=at,
                    recorded_at=act.by.recorded,
                    form=act.form,
                    language=act.language,
                    interpreter=act.interpreter,
                )
    held = _with_exceptions(t, act)
    return state(t, record, told=told.freeze(), exceptions=held)


def _may_meet(t: Trajectory, act: Any, present: frozenset[Any]) -> bool:
    """Say whether no barrier keeps those apart who meet; who is restricted is not told."""
    at, actor = act.by.at, act.by.person
    for barrier in t.barriers.values():
        if (
            barrier.holds(at)
            and len(present.intersection(barrier.persons)) > 1
            and actor not in barrier.persons
            and not any(
                e.clause == "X16" and at < e.until and e.person is None and e.words is not None
                for e in act.exceptions
            )
        ):
            return False
    return True


def establish_hoe(  # noqa: C901, PLR0912 - straight lines are the point
    t: Trajectory, act: a.EstablishHoe, law: str
) -> Accepted | None:
    """A care worker and family or network, together, against the WAT in force, all explained."""
    by = act.by
    role, actor, at = by.role, by.person, by.at
    if not _well_formed(act) or by.on_behalf_of is not None:
        return None
    if role not in _CLIENTS and role is not WORKER:
        return None
    minors, known, client, professional = set(), set(), set(), set()
    parts: set[tuple[Any, Role]] = set()
    for p in t.people.values():
        if p.role is MINOR:
            minors.add(p.person)
        if p.since <= at:
            known.add(p.person)
            if p.until is None or at < p.until:
                parts.add((p.person, p.role))
                if p.professional:
                    professional.add(p.person)
                if p.role in _CLIENTS:
                    client.add(p.person)
    if (actor, role) not in parts or not _written_down(t, by, own=True):
        return None
    if by.recorded_by not in {None, actor} and (by.recorded_by, CONSULTANT) in parts:
        return None
    if not _exceptions_formed(act.exceptions, minors):
        return None
    persons, worker = set(), False
    for part in act.together:
        if (part.person, part.role) not in parts or not _is_reference(part.person):
            return None
        if part.role is WORKER:
            worker = True
        elif part.role not in _CLIENTS:
            return None
        persons.add(part.person)
    reached = persons.union(act.invited)
    for person in act.invited:
        if person not in known or not _is_reference(person):
            return None
    counting = persons & (client - professional)
    for barrier in t.barriers.values():
        if (
            actor in barrier.persons
            and barrier.holds(at)
            and len(persons.intersection(barrier.persons)) > 1
        ):
            counting.discard(actor)
    if not worker or not counting or actor not in persons:
        return None
    if not _may_meet(t, act, frozenset(persons)):
        return None
    version = t.wat.get(len(t.wat))
    if version is None or act.wat != version.number or version.at > at:
        return None
    for episode in t.involvement.values():
        if episode.ended_at is None and not episode.emergency:
            break
    else:
        return None
    if not act.measures:
        return None
    everyone = {person for person, _ in parts}
    for key in act.measures:
        measure = t.measures.get(key)
        if measure is None or measure.ended_at is not None:
            return None
        if everyone.isdisjoint(measure.bearers):
            return None
        for bearer in measure.bearers:
            if bearer not in measure.accepted and not _excepted(act.exceptions, "P10", at, bearer):
                return None
    for person, its_role in parts:
        if (
            its_role in _CLIENTS
            and person not in reached
            and not _excepted(act.exceptions, "P16", at, person)
        ):
            return None
    if not _excepted(act.exceptions, "P22", at, actor):
        for one in t.told.values():
            if (
                one.person == actor
                and one.topic is Topic.WAT
                and one.version is not None
                and one.at <= at
                and (heard := t.wat.get(one.version)) is not None
                and heard.material == version.material
            ):
                break
        else:
            return None
    record = Record(seq=t.seq + 1, act=act, law=law)
    return Accepted(record=record, trajectory=agreed(t, record, act))


def agreed(t: Trajectory, record: Record, act: a.EstablishHoe) -> Trajectory:
    """One HOE version more."""
    by = act.by
    number = len(t.hoe) + 1
    made = HoeVersion(
        number=number,
        act=act.id,
        at=by.at,
        by=by.person,
        recorded_by=by.recorded_by,
        wat=act.wat,
        measures=act.measures,
        together=act.together,
        invited=act.invited,
    )
    return state(t, record, hoe=with_item(t.hoe, number, made), exceptions=_with_exceptions(t, act))


def withdraw(  # noqa: C901, PLR0912 - straight lines are the point
    t: Trajectory, act: a.Withdraw, law: str
) -> Accepted | None:
    """The lead or the deputy: all met and sustained, everyone heard, and what is open is listed."""
    by = act.by
    actor, at, minor = by.person, by.at, act.minor
    if not _well_formed(act) or by.role is not CONSULTANT or by.on_behalf_of is not None:
        return None
    if not _is_reference(minor) or not _written_down(t, by, own=False):
        return None
    acting = False
    minors: set[Any] = set()
    involved: dict[Any, list[Participation]] = {}
    for p in t.people.values():
        if p.role is MINOR:
            minors.add(p.person)
        if p.since <= at and (p.until is None or at < p.until):
            if not p.concerns or minor in p.concerns:
                involved.setdefault(p.person, []).append(p)
            if p.person == actor and p.standing in {Standing.LEAD, Standing.DEPUTY}:
                acting = True
    if not acting or minor not in minors or not _exceptions_formed(act.exceptions, minors):
        return None
    for answer in act.answers:
        if not _is_reference(answer.person):
            return None
    for episode in t.involvement.values():
        if episode.minor == minor and episode.ended_at is None and not episode.emergency:
            break
    else:
        return None
    if act.outcome is WithdrawalOutcome.MANDATE_ENDED_BY_GOVERNMENT:
        return None
    open_targets = _open_targets(t, minor, at, episode.opened_at)
    if act.outcome is WithdrawalOutcome.ACHIEVED:
        if open_targets:
            return None
    elif act.ground is None:
        return None
    version = t.wat.get(len(t.wat))
    for person, parts in involved.items():
        held = _position(t, person, minor)
        if (
            version is not None
            and person != actor
            and (
                held is None
                or held.at < episode.opened_at
                or held.at > at
                or (seen := t.wat.get(held.wat)) is None
                or seen.material != version.material
            )
            and not _excepted(act.exceptions, "P21", at, person)
        ):
            return None
        if (
            held is not None
            and held.position is Position.DISSENTS
            and any(p.role is WORKER for p in parts)
            and all(answer.person != person for answer in act.answers)
            and not _excepted(act.exceptions, "P21", at, person)
        ):
            return None
    items = dict.fromkeys((*_open_duties(t, minor, at, involved), *open_targets))
    record = Record(seq=t.seq + 1, act=act, law=law, leaves_open=tuple(items))
    ended = evolve(
        episode,
        ended_at=at,
        ended_by=act.id,
        outcome=act.outcome,
        ground=act.ground,
        leaves_open=record.leaves_open,
    )
    new = state(
        t,
        record,
        involvement=with_item(t.involvement, episode.id, ended),
        exceptions=_with_exceptions(t, act),
    )
    return Accepted(record=record, trajectory=new)


def _open_targets(  # noqa: C901 - straight lines are the point
    t: Trajectory, minor: Any, at: datetime, opened: datetime
) -> list[OpenItem]:
    """What of WAT is not met for this minor."""
    version = t.wat.get(len(t.wat))
    if version is None:
        return [OpenItem(clause="T4", person=minor, state="no-wat")]
    goals = [g for g in version.goals if minor in g.minors]
    expectations = [e for e in version.expectations if minor in e.minors]
    found = []
    if not goals:
        found.append(OpenItem(clause="T4", person=minor, state="no-goal"))
    if not expectations:
        found.append(OpenItem(clause="T4", person=minor, state="no-expectation"))
    lines = [b for b in version.bottom_lines if minor in b.minors]
    zone = ZoneInfo(t.zone)
    today = at.astimezone(zone).date()
    for statement in (*goals, *expectations, *lines):
        series = t.judged.get((minor, statement.id))
        counting = [
            j
            for j in (() if series is None else series.items)
            if j.at >= opened
            and (on := t.wat.get(j.wat)) is not None
            and on.material == version.material
        ]
        code = None
        if not counting:
            code = "not-judged" if series is None else "judged-on-an-older-version"
        elif not counting[-1].met:
            code = "judged-unmet"
        elif counting[-1].at > at:
            code = "judged-later"
        elif days := getattr(statement, "sustained_days", 0):
            since = counting[-1].at
            for judgement in reversed(counting):
                if not judgement.met:
                    break
                since = judgement.at
            if (today - since.astimezone(zone).date()).days < days:
                code = "not-sustained"
        if code is not None:
            item = OpenItem(clause="T4", person=minor, target=statement.id, state=code)
            found.append(item)
    return found


def _open_duties(  # noqa: C901, PLR0912, PLR0915 - straight lines are the point
    t: Trajectory, minor: Any, at: datetime, involved: dict[Any, list[Participation]]
) -> list[OpenItem]:
    """The eight duties to inform, for everyone involved with this minor."""
    zone = ZoneInfo(t.zone)
    today = at.astimezone(zone).date()
    episodes = [e for e in t.involvement.values() if e.ended_at is None and e.minor == minor]
    regular = [e for e in episodes if not e.emergency]
    told: dict[Any, list[Told]] = {}
    for one in t.told.values():
        if one.at <= at:
            told.setdefault(one.person, []).append(one)
    joined: dict[Any, datetime] = {}
    roles_changed: datetime | None = None
    for p in t.people.values():
        before = joined.get(p.person)
        if before is None or p.since < before:
            joined[p.person] = p.since
        if p.role in _PROFESSIONALS:
            for change in (p.added_at, p.ended_at):
                if change is not None and (roles_changed is None or change > roles_changed):
                    roles_changed = change
    wat = t.wat.get(len(t.wat))
    material = None if wat is None else t.wat[wat.material]
    hoe = t.hoe.get(len(t.hoe))
    found: list[OpenItem] = []
    for person, parts in involved.items():
        roles = {p.role for p in parts}
        heard = told.get(person, ())
        client, worker = roles & _CLIENTS, roles & _PROFESSIONALS
        opened = max((e.opened_at for e in episodes), default=None)
        first = opened
        due: list[tuple[str, datetime, Callable[[Told], bool]]] = []
        if first is not None and not all(e.opened_by == person for e in episodes):
            since = max(joined[person], first)
            due.append(("T5a", since, lambda o, s=since: o.topic is Topic.WHY and o.at >= s))
            due.append(
                (
                    "T5b",
                    since,
                    lambda o, s=since: (
                        (o.topic is Topic.GOAL or o.topic is Topic.WAT) and o.at >= s
                    ),
                )
            )
        if regular:
            since = max(joined[person], *(e.opened_at for e in regular))
            if (
                wat is not None
                and material is not None
                and material.by != person
                and person not in material.confirmed_by
                and person not in wat.confirmed_by
            ):
                start = max(since, material.at)

                def rendered(o: Told, number: int = wat.material) -> bool:
                    version = None if o.version is None else t.wat.get(o.version)
                    return version is not None and version.material == number

                if worker:
                    due.append(
                        (
                            "P5a",
                            start,
                            lambda o, r=rendered: (
                                o.topic is Topic.WORRIES and o.acknowledged and r(o)
                            ),
                        )
                    )
                due.append(("P22", start, lambda o, r=rendered: o.topic is Topic.WAT and r(o)))
            if client and hoe is not None:
                start = max(since, hoe.at)
                due.append(
                    (
                        "P18a",
                        start,
                        lambda o, n=hoe.number: o.topic is Topic.AGREEMENTS and o.version == n,
                    )
                )
            if client:
                start = since if roles_changed is None else max(since, roles_changed)
                due.append(("P18b", start, lambda o, s=start: o.topic is Topic.ROLES and o.at >= s))
            if worker:
                due.append(
                    (
                        "P26",
                        since,
                        lambda o, s=since: (
                            o.topic is Topic.MANDATES and o.acknowledged and o.at >= s
                        ),
                    )
                )
            if client:
                due.append(
                    ("P27", since, lambda o, s=since: o.topic is Topic.MANDATES and o.at >= s)
                )
        for clause, start, discharges in due:
            if start > at or any(discharges(o) for o in heard):
                continue
            excepted = None
            for one in t.exceptions.values():
                if (one.clause, one.person) == (clause, person):
                    excepted = one
            if excepted is not None and excepted.at <= at < excepted.until:
                word = "excepted"
            elif today <= start.astimezone(zone).date():
                word = "due"
            else:
                word = "overdue"
            found.append(OpenItem(clause=clause, person=person, state=word))
    return found


#: The straight-line check of each kind.
DECIDE: Final[dict[str, Callable[[Trajectory, Any, str], Accepted | None]]] = {
    "Speak": speak,
    "RecordInformation": record_information,
    "Align": align,
    "Judge": judge,
    "Explain": explain,
    "EstablishHoe": establish_hoe,
    "Withdraw": withdraw,
}

#: The direct constructor of what each of these kinds changes.
EVOLVE: Final[dict[str, Callable[[Trajectory, Record, Any], Trajectory]]] = {
    "Speak": spoken,
    "RecordInformation": informed,
    "Align": aligned_on,
    "Judge": judged_so,
    "Explain": explained,
    "EstablishHoe": agreed,
}
