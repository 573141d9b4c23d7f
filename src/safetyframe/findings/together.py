"""Advisories on WAT and HOE, and on acts nobody may block (P10, P14-P17, P20, S6, X16)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Final

from safetyframe import acts as a
from safetyframe.acts.gathering import ViewTopic
from safetyframe.acts.informing import AlignOn, Position, Topic
from safetyframe.acts.voices import Dissented
from safetyframe.findings.model import Moment, Seen, Watch, hint, seen, watch
from safetyframe.roles import CLIENT_SIDE, Part, Role
from safetyframe.rules import ask
from safetyframe.rules.informing import DUTY_CLAUSES
from safetyframe.slices import (
    GatheredKind,
    HoeVersion,
    PositionTaken,
    Protection,
    ScaleAnswer,
    Voice,
)
from safetyframe.values import PersonId, civil_date

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


def _hoe(m: Moment) -> HoeVersion | None:
    return ask.hoe_in_force(m.t) if m.open else None


def _hoe_fresh(m: Moment) -> Iterator[Seen]:
    hoe, wat = _hoe(m), ask.wat_in_force(m.t)
    if hoe is not None and wat is not None and ask.material_of(m.t, hoe.wat) != wat.material:
        yield seen("hoe-stale", hint(a.EstablishHoe), hoe=hoe.number, wat=wat.number)


def _hoe_still_together(m: Moment) -> Iterator[Seen]:
    """The network falls apart: HOE is at risk, WAT is untouched (case 16)."""
    hoe = _hoe(m)
    if hoe is None:
        return
    if not ask.client_side(m.t, m.at):
        yield seen("hoe-without-family-or-network", hoe=hoe.number)
    if not any(p.role is Role.CARE_WORKER for parts in m.people.values() for p in parts):
        yield seen("hoe-without-care-worker", hoe=hoe.number)


def _measures_borne(m: Moment) -> Iterator[Seen]:
    hoe = _hoe(m)
    for key in () if hoe is None else hoe.measures:
        measure = m.t.measures.get(key)
        if measure is None or measure.ended_at is not None:
            continue
        for bearer in measure.bearers:
            if bearer not in m.people:
                yield seen("bearer-left", hint(a.AmendMeasure, measure=key), measure=key)
        if hoe is not None and measure.amended_at is not None and measure.amended_at > hoe.at:
            yield seen("amended-since", hint(a.EstablishHoe), measure=key)


def _hoe_at_risk(m: Moment) -> Iterator[Seen]:
    """Who left no longer carries what they took on: HOE is looked at again, at once (case 16)."""
    hoe = _hoe(m)
    if hoe is None:
        return
    measures = [m.t.measures.get(key) for key in hoe.measures]
    gone = {
        bearer
        for measure in measures
        if measure is not None and measure.ended_at is None
        for bearer in measure.bearers
        if bearer not in m.people
    }
    ends = [p.until for p in m.t.people.values() if p.person in gone and p.until is not None]
    if not ends:
        return
    since = max(ends)
    yield seen("hoe-at-risk", hint(a.EstablishHoe), hoe=hoe.number, since=since)
    if not any(review.at >= since for review in m.t.reviews.values()):
        yield seen("review-after-loss", hint(a.Review), since=since)


def _parts_confirmed(m: Moment) -> Iterator[Seen]:
    """A part in HOE that somebody else wrote down waits for the person's own yes (reading 3)."""
    hoe = _hoe(m)
    if hoe is None:
        return
    own: PersonId | None = hoe.by if hoe.recorded_by in (None, hoe.by) else None
    for part in hoe.together:
        told = m.t.told.get((part.person, Topic.AGREEMENTS, hoe.number, True))
        if part.person != own and told is None and not ask.died(m.t, part.person):
            yield seen(
                "part-unconfirmed",
                hint(a.Acknowledge, topic="agreements", version=hoe.number, person=part.person),
                person=part.person,
            )


def _hoe_sufficient(m: Moment) -> Iterator[Seen]:
    hoe, wat = _hoe(m), ask.wat_in_force(m.t)
    if hoe is None or wat is None:
        return
    for line in wat.bottom_lines:
        found = m.t.assessed.get((hoe.number, line.id))
        if found is None:
            yield seen("hoe-not-assessed", hint(a.AssessHoe, bottom_line=line.id), target=line.id)
        elif not found.sufficient:
            # Without a date of its own the answer is due on the day of the finding (reading 9).
            due = civil_date(found.answer_by or found.at, m.t.zone)
            late = civil_date(m.at, m.t.zone) > due
            code = "hoe-answer-overdue" if late else "hoe-insufficient"
            yield seen(code, hint(a.EstablishHoe), target=line.id, due_on=due.isoformat())


def _own_responsibility(m: Moment) -> Iterator[Seen]:
    hoe = _hoe(m)
    if hoe is None:
        return
    bearers = {
        bearer
        for key in hoe.measures
        if (measure := m.t.measures.get(key)) is not None
        for bearer in measure.bearers
    }
    if bearers and not bearers & ask.client_side(m.t, m.at):
        yield seen("professionals-carry-all", hint(a.ProposeMeasure))


def _voices_from_inside(m: Moment) -> Iterator[Seen]:
    """Nobody's words are refused; that something is odd about who said them is said (P11)."""
    said: tuple[Voice | ScaleAnswer, ...]
    said = (*m.t.voices.values(), *m.t.scales.values())
    stood_for = ask.ratified(m.t)
    for voice in said:
        act, person, at = voice.act, voice.person, voice.at
        if act not in stood_for and not ask.holds(m.t, person, voice.role, voice.at):
            yield seen("voice-from-outside", voice=act, at=at, person=person)
        if voice.on_behalf_of is not None and not _may_speak_for(m, voice, voice.on_behalf_of):
            yield seen("voice-in-anothers-name", voice=act, at=at, person=person)
        if voice.recorded_by not in {None, person}:
            yield from _written_down(m, voice)


def _may_speak_for(m: Moment, voice: Voice | ScaleAnswer, minor: PersonId) -> bool:
    return voice.role is Role.TRUST_PERSON and any(
        not part.concerns or minor in part.concerns
        for part in ask.holds(m.t, voice.person, voice.role, voice.at)
    )


def _written_down(m: Moment, voice: Voice | ScaleAnswer) -> Iterator[Seen]:
    act, person = voice.act, voice.person
    if voice.form is None:
        yield seen("no-form-of-recording", voice=act, at=voice.at, person=person)
    if not any(p.person == voice.recorded_by for p in ask.active(m.t, voice.at)):
        yield seen("recorder-has-no-part", voice=act, at=voice.at, person=person)


def _protection_regular(m: Moment) -> Iterator[Seen]:
    for episode in m.t.involvement.values():
        if episode.emergency and episode.open:
            yield seen(
                "emergency-to-regularise",
                hint(a.OpenInvolvement, minor=episode.minor),
                minor=episode.minor,
                since=episode.opened_at,
                days=_days(m, episode.opened_at),
            )


def _days(m: Moment, since: datetime) -> int:
    """Civil days, so that what waits is seen to wait longer every day."""
    return (civil_date(m.at, m.t.zone) - civil_date(since, m.t.zone)).days


def _protection_ends(m: Moment) -> Iterator[Seen]:
    involved = {e.minor for e in m.t.involvement.values() if e.open}
    for one in m.t.protection.values():
        if involved.isdisjoint(one.minors) or _looked_at_again(m, one):
            continue
        if one.until is None or one.until <= m.at:
            code = "protection-without-end" if one.until is None else "protection-past-its-end"
            yield seen(code, hint(a.Review), protection=one.id)


def _looked_at_again(m: Moment, one: Protection) -> bool:
    since = one.since if one.until is None else one.until
    return any(r.at >= since and set(one.minors) <= set(r.minors) for r in m.t.reviews.values())


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
    hoe = _hoe(m)
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
        elif civil_date(m.at, m.t.zone) > civil_date(one.at, m.t.zone) + timedelta(days=days):
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


def _voices_about_something(m: Moment) -> Iterator[Seen]:
    """Nobody's words are refused, but what they are about may be known under another name."""
    known = {s.id for version in m.t.wat.values() for s in version.statements}
    texts = {str(v.number): (v.at, {s.id for s in v.statements}) for v in m.t.wat.values()}
    for answer in m.t.scales.values():
        if answer.goal not in known:
            yield seen("about-nothing-known", voice=answer.act, at=answer.at, person=answer.person)
    for voice in m.t.voices.values():
        if voice.against is Dissented.WAT:
            # It is bound to the version it names: what that version does not say is nothing known.
            at, stated = texts.get(voice.ref or "", (None, set[str]()))
            odd = at is None or at > voice.at or voice.statement not in {None, *stated}
        elif voice.against is Dissented.HOE:
            odd = voice.ref not in {str(v.number) for v in m.t.hoe.values() if v.at <= voice.at}
        else:
            continue
        if odd:
            yield seen("about-nothing-known", voice=voice.act, at=voice.at, person=voice.person)


def _measures_fit(m: Moment) -> Iterator[Seen]:
    """After a material revision a measure made for the older WAT is looked at again (X6)."""
    hoe, wat = _hoe(m), ask.wat_in_force(m.t)
    if hoe is None or wat is None:
        return
    for key in hoe.measures:
        measure = m.t.measures.get(key)
        if measure is None or measure.ended_at is not None:
            continue
        if ask.material_of(m.t, measure.wat) != wat.material:
            yield seen("measure-for-an-older-wat", hint(a.AmendMeasure), measure=key)


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


def _bearers_apart(m: Moment) -> Iterator[Seen]:
    """A measure carried by somebody who is kept apart from the child it is about (case 14)."""
    for measure in m.t.measures.values():
        if measure.ended_at is not None:
            continue
        for bearer in measure.bearers:
            for minor in measure.minors:
                for barrier in ask.barred(m.t, frozenset((bearer, minor)), m.at):
                    yield seen("bearer-kept-apart", measure=measure.id, barrier=barrier)


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
    watch("hoe-fresh", "P16 X6", "hoe wat involvement", _hoe_fresh),
    watch("hoe-still-together", "P16 P17", "people hoe involvement", _hoe_still_together),
    watch("measures-borne", "P10", "people measures hoe involvement", _measures_borne),
    watch("hoe-at-risk", "P10 P16", "people measures hoe reviews involvement", _hoe_at_risk),
    watch("parts-confirmed", "P16", "hoe told involvement", _parts_confirmed),
    watch("hoe-sufficient", "P12 P17", "hoe wat assessed involvement", _hoe_sufficient),
    watch("own-responsibility", "S6", "people hoe measures involvement", _own_responsibility),
    watch("voices-from-inside", "P11", "people voices scales ratified", _voices_from_inside),
    watch("protection-regular", "P2 P24", "involvement", _protection_regular),
    watch("protection-ends", "T4", "protection involvement reviews", _protection_ends),
    watch(
        "unsafe-not-counted",
        "P19 P10 P16 T7",
        "people exceptions measures hoe directions wat involvement",
        _unsafe_not_counted,
    ),
    watch("asked-again", "P21", "people aligned gathered told involvement", _asked_again),
    watch("aligned-anew", "P21 X6", "people aligned wat involvement", _aligned_anew),
    watch("dissent-in-words", "P21", "people aligned", _dissent_in_words),
    watch("voices-about-something", "T6", "wat hoe voices scales", _voices_about_something),
    watch("measures-fit", "P10 X6", "measures hoe wat involvement", _measures_fit),
    watch("barriers-kept", "X16 P8c", "barriers hoe directions gathered", _barriers_kept),
    watch("bearers-apart", "X16 P8c", "barriers measures", _bearers_apart),
)
