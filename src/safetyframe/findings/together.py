"""Advisories on WAT, on who was heard, and on where they stand (P10, P14 to P17, P20, P21, X16)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

from safetyframe import acts as a
from safetyframe.acts.gathering import ViewTopic
from safetyframe.acts.informing import AlignOn, Position
from safetyframe.findings.model import Moment, Seen, Watch, hint, seen, watch
from safetyframe.roles import CLIENT_SIDE, Part, Role
from safetyframe.rules import ask
from safetyframe.rules.informing import DUTY_CLAUSES
from safetyframe.slices import (
    GatheredKind,
    PositionTaken,
)
from safetyframe.values import PersonId, civil_date, days_later

__all__ = ["WATCHES"]


def _spoken_with(m: Moment) -> Iterator[Seen]:
    if not m.open or ask.wat_in_force(m.t) is None:
        return
    met = {
        person
        for g in ask.gathered(m.t)
        if g.kind is GatheredKind.CONVERSATION
        for person in g.persons
    }
    for person, parts in m.people.items():
        if person not in met and any(p.role in CLIENT_SIDE for p in parts):
            yield seen("not-spoken-with", hint(a.RecordConversation, person=person), person=person)


def _worker_heard_later(m: Moment) -> Iterator[Seen]:
    """WAT was established before a care worker was there: now there is one (case 26)."""
    excepted = any(e.clause == "P15b" and e.person is None for e in m.t.exceptions.values())
    worker = any(p.role is Role.CARE_WORKER for parts in m.people.values() for p in parts)
    heard = any(
        g.role is Role.CARE_WORKER
        and g.kind is GatheredKind.VIEW
        and g.topic in (ViewTopic.CONCERN, ViewTopic.DANGER)
        for g in ask.gathered(m.t)
    )
    if excepted and worker and not heard:
        yield seen("worker-view-missing", hint(a.ContributeView, role="care-worker"))


def _exceptions_run(m: Moment) -> Iterator[Seen]:
    """A gate was passed on a reason that has run out, and what it let pass is still in force."""
    if not m.open:
        return
    wat, hoe = ask.wat_in_force(m.t), ask.hoe_in_force(m.t)
    standing: set[str] = set() if hoe is None else {hoe.act}
    if wat is not None:
        standing |= {wat.act, m.t.wat[wat.material].act}
    standing.update(p.id for parts in m.people.values() for p in parts)
    last = max(m.t.directions.values(), key=lambda d: d.at, default=None)
    if last is not None:
        standing.add(last.id)
    # A duty whose exception has ended is due again, and says so itself.
    for one in m.t.exceptions.values():
        if not one.holds(m.at) and one.act in standing and one.clause not in DUTY_CLAUSES:
            ended = min(one.until, one.reached_at or one.until)
            yield seen("exception-lapsed", clause=one.clause, person=one.person, until=ended)


def _expectations_set(m: Moment) -> Iterator[Seen]:
    wat = ask.wat_in_force(m.t)
    if m.open and wat is not None and not wat.expectations:
        yield seen("no-expectations", hint(a.SetExpectations, revises=wat.number))


def _unsafe_not_counted(m: Moment) -> Iterator[Seen]:
    """Whom it is unsafe to inform carries nothing for that child, and makes no quorum (case 14)."""
    for measure in m.t.measures.values():
        if measure.ended_at is None:
            about = ask.minors_of(m.t, measure.wat, measure.serves, measure.minors)
            unsafe = ask.unsafe_to_inform(m.t, m.at, about)
            for bearer in measure.bearers:
                if bearer in unsafe:
                    yield seen(
                        "bearer-unsafe",
                        hint(a.AmendMeasure, measure=measure.id),
                        measure=measure.id,
                        person=bearer,
                    )
    hoe = m.hoe
    if hoe is not None:
        measures = (m.t.measures.get(key) for key in hoe.measures)
        about = frozenset[PersonId]().union(
            *(ask.minors_of(m.t, x.wat, x.serves, x.minors) for x in measures if x is not None)
        )
        if _only_unsafe(m, hoe.together, hoe.at, about):
            yield seen("quorum-unsafe", hint(a.EstablishHoe), hoe=hoe.number)
    last = max(m.t.directions.values(), key=lambda d: d.at, default=None)
    if last is not None and _only_unsafe(m, last.together, last.at, last.minors):
        yield seen("quorum-unsafe", hint(a.DecideDirection), direction=last.id)


def _only_unsafe(
    m: Moment, together: tuple[Part, ...], at: datetime, minors: Iterable[PersonId]
) -> bool:
    client = ask.client_side(m.t, at).intersection(p.person for p in together)
    return bool(client) and client <= ask.unsafe_to_inform(m.t, m.at, minors)


_ASK_AGAIN: Final = frozenset({Position.NOT_REACHED, Position.REFUSED_CONTACT})


def _asked_again(m: Moment) -> Iterator[Seen]:
    """Whoever was not reached, or refused, is offered it again, and again (cases 10 and 11)."""
    met: dict[PersonId, datetime] = {}
    for talk in m.t.gathered.values():
        if talk.kind is GatheredKind.CONVERSATION:
            for person in talk.persons:
                met[person] = max(talk.at, met.get(person, talk.at))
    for told in m.t.told.values():
        met[told.person] = max(told.at, met.get(told.person, told.at))
    days = m.policy.due_days.get("P21", 0)
    for one in ask.positions(m.t):
        if one.position not in _ASK_AGAIN or one.person not in m.people or not _still_asked(m, one):
            continue
        again = hint(a.Align, on=one.on, person=one.person, minor=one.minor)
        last = met.get(one.person)
        if one.position is Position.NOT_REACHED and last is not None and last > one.at:
            yield seen("reached-since", again, person=one.person, since=last)
        elif civil_date(m.at, m.t.zone) > days_later(civil_date(one.at, m.t.zone), days):
            yield seen("offer-stale", again, person=one.person, since=one.at)


def _still_asked(m: Moment, one: PositionTaken) -> bool:
    return m.open if one.minor is None else ask.open_episode(m.t, one.minor) is not None


def _aligned_anew(m: Moment) -> Iterator[Seen]:
    """After a material revision everyone is heard again on what is expected (case 17)."""
    wat = ask.wat_in_force(m.t)
    if not m.open or wat is None or not wat.expectations_set:
        return
    heard_on = {wat.material}
    before = m.t.wat.get(wat.material - 1)
    if before is not None and before.expectations != m.t.wat[wat.material].expectations:
        heard_on.add(before.material)  # on these expectations, just before they were set
    for one in ask.positions(m.t):
        if (
            one.on is AlignOn.EXPECTATIONS
            and one.person in m.people
            and ask.material_of(m.t, one.wat) not in heard_on
        ):
            yield seen(
                "position-older-wat",
                hint(a.Align, on=one.on, person=one.person, wat=wat.number),
                person=one.person,
                version=one.wat,
            )


def _dissent_in_words(m: Moment) -> Iterator[Seen]:
    """A position against is the person's own words (P21)."""
    for one in ask.positions(m.t):
        if one.position is Position.DISSENTS and one.words is None and one.person in m.people:
            yield seen("dissent-without-words", hint(a.Align, person=one.person), person=one.person)


def _barriers_kept(m: Moment) -> Iterator[Seen]:
    for version in m.t.hoe.values():
        together = frozenset(p.person for p in version.together)
        for barrier in ask.barred(m.t, together, version.at):
            yield seen("barrier-crossed", barrier=barrier, hoe=version.number)
    for direction in m.t.directions.values():
        together = frozenset(p.person for p in direction.together)
        for barrier in ask.barred(m.t, together, direction.at):
            yield seen("barrier-crossed", barrier=barrier, direction=direction.id)
    for talk in ask.gathered(m.t):
        if talk.kind is GatheredKind.CONVERSATION:
            for barrier in ask.barred(m.t, frozenset((talk.person, *talk.persons)), talk.at):
                yield seen("barrier-crossed", barrier=barrier, conversation=talk.id)


WATCHES: Final[tuple[Watch, ...]] = (
    watch("spoken-with", "P14", "people gathered wat involvement", _spoken_with),
    watch("worker-heard-later", "P15b", "people gathered exceptions", _worker_heard_later),
    watch(
        "exceptions-run",
        "P19",
        "people exceptions involvement wat hoe directions",
        _exceptions_run,
    ),
    watch("expectations-set", "P20", "wat involvement", _expectations_set),
    watch(
        "unsafe-not-counted",
        "P19 P10 P16 T7",
        "people exceptions measures hoe directions wat involvement",
        _unsafe_not_counted,
    ),
    watch("asked-again", "P21", "people aligned gathered told involvement", _asked_again),
    watch("aligned-anew", "P21 X6", "people aligned wat involvement", _aligned_anew),
    watch("dissent-in-words", "P21", "people aligned", _dissent_in_words),
    watch("barriers-kept", "X16 P8c", "barriers hoe directions gathered", _barriers_kept),
)
