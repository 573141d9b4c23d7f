"""Duties to inform: what arises when, for whom, is due when, and what discharges it.

A duty refuses nothing. It is open until it is done or excepted with a reason, and whatever is still
open when an involvement ends is listed in the closing (reading 1).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Final

from attrs import frozen

from safetyframe.acts.informing import Acknowledge, Explain, Topic
from safetyframe.charter import Level
from safetyframe.index import Index
from safetyframe.notice import Undelivered
from safetyframe.outcome import DutyState, Owed
from safetyframe.policy import Policy
from safetyframe.roles import CLIENT_SIDE, PROFESSIONAL, Participation, Role
from safetyframe.rules import ask
from safetyframe.rules.model import remedy
from safetyframe.slices import Episode, Excepted, HoeVersion, Told, WatVersion
from safetyframe.trajectory import Trajectory
from safetyframe.values import Form, PersonId, civil_date, days_later

__all__ = ["DUTIES", "READS", "About", "Duty", "owed"]


class About(Enum):
    """What a duty is about, and so from when it has to be done again."""

    OPENING = "opening"  # the reason and goal of this involvement
    WAT = "wat"  # the material WAT version in force
    HOE = "hoe"  # the HOE version in force
    ROLES = "roles"  # the division of roles as it last changed
    JOINING = "joining"  # once per person
    CORRECTION = "correction"  # what the person was told and was wrong


@frozen(kw_only=True)
class Duty:
    """One norm that asks for informing.

    `to` are the roles it is owed to. `topics` are what discharges it: explained by a professional,
    or where `acknowledged` is set, confirmed by the person. `authors` are taken to know.
    """

    id: str
    clause: str
    about: About
    to: frozenset[Role]
    topics: frozenset[Topic]
    acknowledged: bool = False


_EVERYONE: Final = CLIENT_SIDE | PROFESSIONAL | {Role.TRUST_PERSON}

DUTIES: Final[tuple[Duty, ...]] = (
    Duty(
        id="inform.why",
        clause="T5a",
        about=About.OPENING,
        to=_EVERYONE,
        topics=frozenset({Topic.WHY}),
    ),
    Duty(
        id="inform.goal",
        clause="T5b",
        about=About.OPENING,
        to=_EVERYONE,
        topics=frozenset({Topic.GOAL, Topic.WAT}),
    ),
    Duty(
        id="inform.worries",
        clause="P5a",
        about=About.WAT,
        to=PROFESSIONAL,
        topics=frozenset({Topic.WORRIES}),
        acknowledged=True,
    ),
    Duty(
        id="inform.wat",
        clause="P22",
        about=About.WAT,
        to=_EVERYONE,
        topics=frozenset({Topic.WAT}),
    ),
    Duty(
        id="inform.agreements",
        clause="P18a",
        about=About.HOE,
        to=CLIENT_SIDE,
        topics=frozenset({Topic.AGREEMENTS}),
    ),
    Duty(
        id="inform.roles",
        clause="P18b",
        about=About.ROLES,
        to=CLIENT_SIDE,
        topics=frozenset({Topic.ROLES}),
    ),
    Duty(
        id="inform.mandates-professionals",
        clause="P26",
        about=About.JOINING,
        to=PROFESSIONAL,
        topics=frozenset({Topic.MANDATES}),
        acknowledged=True,
    ),
    Duty(
        id="inform.mandates-clients",
        clause="P27",
        about=About.JOINING,
        to=CLIENT_SIDE,
        topics=frozenset({Topic.MANDATES}),
    ),
    Duty(
        id="inform.correction",
        clause="P22",
        about=About.CORRECTION,
        to=_EVERYONE,
        topics=frozenset({Topic.CORRECTION}),
    ),
)

#: The slices that duties read.
READS: Final = frozenset(
    {
        "people",
        "involvement",
        "wat",
        "hoe",
        "measures",
        "told",
        "exceptions",
        "corrections",
        "adopted",
    }
)


def owed(
    t: Trajectory,
    at: datetime,
    policy: Policy,
    *,
    minor: PersonId | None = None,
    duties: tuple[Duty, ...] = DUTIES,
    undelivered: tuple[Undelivered, ...] = (),
    only: DutyState | None = None,
) -> Iterator[Owed]:
    """Give every duty that has arisen by `at`, with its state, for everyone who takes part.

    With `minor`: for those whose part is about that minor. Nobody is owed anything for minors with
    whom no involvement is open. What was explained in writing, and whose notice is among
    `undelivered`, has told its recipient nothing. With `only`, those in that state alone.
    """
    lost = frozenset(_writing(u) for u in undelivered if u.lost(at, t.zone))
    known: dict[PersonId, list[Told]] = {}
    for one in t.told.values():
        unread = one.form is Form.WRITTEN and (one.person, one.by, one.at, one.recorded_at) in lost
        if one.at <= at and not unread:
            known.setdefault(one.person, []).append(one)
    joined = ask.joined_at(t)
    # The same for everybody: worked out once.
    changed, today = _roles_changed(t, at), civil_date(at, t.zone)
    for person, parts in ask.involved(t, at, minor).items():
        episodes = _episodes(t, parts, minor)
        roles = {part.role for part in parts}
        told = known.get(person, [])
        for duty in duties if episodes else ():
            if roles.isdisjoint(duty.to):
                continue
            raised = _raised(t, duty, person, episodes, joined[person], at, changed)
            if raised is not None and raised[0] <= at:
                state = _state(t, duty, person, raised, told, at, policy, today, only)
                if state is not None:
                    yield state


def _writing(one: Undelivered) -> tuple[PersonId, PersonId, datetime, datetime]:
    by = one.record.act.by
    return one.recipient, by.person, by.at, by.recorded


def _episodes(t: Trajectory, parts: list[Participation], minor: PersonId | None) -> list[Episode]:
    """The open involvements that somebody's parts are about."""
    return [
        e
        for e in t.involvement.values()
        if e.open
        and (minor is None or e.minor == minor)
        and any(not p.concerns or e.minor in p.concerns for p in parts)
    ]


def _raised(
    t: Trajectory,
    duty: Duty,
    person: PersonId,
    episodes: list[Episode],
    joined: datetime,
    at: datetime,
    changed: datetime | None,
) -> tuple[datetime, int | None] | None:
    """When the duty arose for this person and about which version; None if it did not."""
    opening = duty.about is About.OPENING
    if not opening:
        episodes = [e for e in episodes if not e.emergency]
    if not episodes:
        return None
    opened = max(e.opened_at for e in episodes)
    since = max(joined, opened)
    if opening:
        own = all(e.opened_by == person for e in episodes)
        return None if own else (since, None)
    if duty.about is About.JOINING:
        return since, None
    if duty.about is About.CORRECTION:
        found = [c.at for c in t.corrections.values() if person in c.misinformed and c.at <= at]
        return (max(found), None) if found else None
    if duty.about is About.ROLES:
        return since if changed is None else max(since, changed), None
    minors = {e.minor for e in episodes}
    if duty.about is About.HOE:
        hoe = ask.hoe_in_force(t)
        theirs = hoe is not None and not minors.isdisjoint(_agreed_about(t, hoe))
        return (max(since, hoe.at), hoe.number) if hoe is not None and theirs else None
    wat = ask.wat_in_force(t)
    if wat is None or minors.isdisjoint(m for s in wat.statements for m in s.minors):
        return None
    return _wat_raised(t, wat, person, since)


def _agreed_about(t: Trajectory, hoe: HoeVersion) -> Iterator[PersonId]:
    """The minors that the measures of an HOE are about."""
    for key in hoe.measures:
        measure = t.measures.get(key)
        if measure is not None:
            yield from measure.about_at(hoe.at)


def _wat_raised(
    t: Trajectory, wat: WatVersion, person: PersonId, since: datetime
) -> tuple[datetime, int] | None:
    material = t.wat[wat.material]
    # Who established this version, or confirmed it on taking over, knows what it says.
    if material.by == person or person in material.confirmed_by or person in wat.confirmed_by:
        return None
    return max(since, material.at), wat.material


def _roles_changed(t: Trajectory, at: datetime) -> datetime | None:
    """When professionals last joined or left by `at`.

    A change is known from the act that made it; an end set beforehand is felt when it comes.
    """
    changes: list[datetime] = []
    for part in t.people.values():
        if part.role in PROFESSIONAL:
            changes.append(part.added_at)
            over = part.ended_at or part.until
            if over is not None and over <= at:
                changes.append(over)
    return max(changes, default=None)


@cache
def _topic(topics: frozenset[Topic]) -> str:
    return min(topic.value for topic in topics)


def _by_duty(
    exceptions: Index[tuple[str, PersonId | None, PersonId, bool], Excepted],
) -> dict[tuple[str, PersonId | None], list[Excepted]]:
    found: dict[tuple[str, PersonId | None], list[Excepted]] = {}
    for one in exceptions.values():
        found.setdefault((one.clause, one.person), []).append(one)
    return found


def _state(
    t: Trajectory,
    duty: Duty,
    person: PersonId,
    raised: tuple[datetime, int | None],
    told: list[Told],
    at: datetime,
    policy: Policy,
    today: date,
    only: DutyState | None,
) -> Owed | None:
    since, version = raised
    done = any(_discharges(t, duty, one, since, version) for one in told)
    if done and only not in (None, DutyState.DONE):
        return None
    given = t.exceptions.derived(_by_duty).get((duty.clause, person), ())
    excepted, begins = None, since
    if given:
        excepted = max((e for e in given if e.holds(at)), key=lambda e: e.until, default=None)
        found = max((e.reached_at for e in given if e.reached_at is not None), default=since)
        begins = max(since, found) if found <= at else since
    due = days_later(civil_date(begins, t.zone), policy.due_days.get(duty.clause, 0))
    if done:
        state = DutyState.DONE
    elif excepted is not None:
        state = DutyState.EXCEPTED
    elif today <= due:
        state = DutyState.DUE
    else:
        state = DutyState.OVERDUE
    if only not in (None, state):
        return None
    wat = ask.wat_in_force(t) if duty.about is About.WAT else None
    act = Acknowledge if duty.acknowledged else Explain
    return Owed(
        duty=duty.id,
        clause=duty.clause,
        person=person,
        state=state,
        since=begins,
        due_on=due.isoformat(),
        level=Level.WARN if policy.is_lowered(duty.clause) else Level.EXPLAIN,
        version=version,
        until=excepted.until if state is DutyState.EXCEPTED and excepted is not None else None,
        remedies=(
            remedy(
                act,
                topic=_topic(duty.topics),
                person=person,
                version=version if wat is None else wat.number,
            ),
        ),
    )


def _discharges(
    t: Trajectory, duty: Duty, told: Told, since: datetime, version: int | None
) -> bool:
    if told.topic not in duty.topics or (duty.acknowledged and not told.acknowledged):
        return False
    if duty.about is About.HOE:
        return told.version == version
    if duty.about is About.WAT:
        return told.version is not None and ask.material_of(t, told.version) == version
    return told.at >= since
