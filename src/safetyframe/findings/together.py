"""Advisories on WAT and HOE, and on acts nobody may block (P10, P14-P17, P20, S6, X16)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from safetyframe import acts as a
from safetyframe.acts.gathering import ViewTopic
from safetyframe.acts.informing import Position, Topic
from safetyframe.acts.voices import Dissented
from safetyframe.findings.model import Moment, Seen, Watch, hint, seen, watch
from safetyframe.roles import CLIENT_SIDE, Role
from safetyframe.rules import ask
from safetyframe.rules.informing import DUTY_CLAUSES
from safetyframe.slices import GatheredKind, HoeVersion, Protection, ScaleAnswer, Voice
from safetyframe.values import PersonId

__all__ = ["WATCHES"]


def _spoken_with(m: Moment) -> Iterator[Seen]:
    if not m.open or ask.wat_in_force(m.t) is None:
        return
    met = {
        person
        for g in m.t.gathered.values()
        if g.kind is GatheredKind.CONVERSATION
        for person in g.persons
    }
    for person, parts in m.people.items():
        if person not in met and any(p.role in CLIENT_SIDE for p in parts):
            yield seen("not-spoken-with", hint(a.RecordConversation, person=person), person=person)


def _worker_heard_later(m: Moment) -> Iterator[Seen]:
    """WAT was established before a care worker was there: now there is one (case 26)."""
    excepted = m.t.exceptions.get(("P15b", None))
    worker = any(p.role is Role.CARE_WORKER for parts in m.people.values() for p in parts)
    heard = any(
        g.role is Role.CARE_WORKER
        and g.kind is GatheredKind.VIEW
        and g.topic in (ViewTopic.CONCERN, ViewTopic.DANGER)
        for g in m.t.gathered.values()
    )
    if excepted is not None and worker and not heard:
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
        if one.until <= m.at and one.act in standing and one.clause not in DUTY_CLAUSES:
            yield seen("exception-lapsed", clause=one.clause, person=one.person, until=one.until)


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


def _parts_confirmed(m: Moment) -> Iterator[Seen]:
    """A part in HOE that somebody else wrote down waits for the person's own yes (reading 3)."""
    hoe = _hoe(m)
    if hoe is None:
        return
    own: PersonId | None = hoe.by if hoe.recorded_by in (None, hoe.by) else None
    for part in hoe.together:
        told = m.t.told.get((part.person, Topic.AGREEMENTS, hoe.number, True))
        if part.person != own and told is None:
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
            yield seen("hoe-insufficient", hint(a.EstablishHoe), target=line.id)


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
    for voice in said:
        person, seq = voice.person, voice.seq
        if not ask.holds(m.t, person, voice.role, voice.at):
            yield seen("voice-from-outside", seq=seq, person=person)
        if voice.on_behalf_of is not None and not _may_speak_for(m, voice, voice.on_behalf_of):
            yield seen("voice-in-anothers-name", seq=seq, person=person)
        if voice.recorded_by not in {None, person}:
            yield from _written_down(m, voice)


def _may_speak_for(m: Moment, voice: Voice | ScaleAnswer, minor: PersonId) -> bool:
    return voice.role is Role.TRUST_PERSON and any(
        not part.concerns or minor in part.concerns
        for part in ask.holds(m.t, voice.person, voice.role, voice.at)
    )


def _written_down(m: Moment, voice: Voice | ScaleAnswer) -> Iterator[Seen]:
    if voice.form is None:
        yield seen("no-form-of-recording", seq=voice.seq, person=voice.person)
    if not any(p.person == voice.recorded_by for p in ask.active(m.t, voice.at)):
        yield seen("recorder-has-no-part", seq=voice.seq, person=voice.person)


def _protection_regular(m: Moment) -> Iterator[Seen]:
    for episode in m.t.involvement.values():
        if episode.emergency and episode.open:
            yield seen(
                "emergency-to-regularise",
                hint(a.OpenInvolvement, minor=episode.minor),
                minor=episode.minor,
                since=episode.opened_at,
            )


def _protection_ends(m: Moment) -> Iterator[Seen]:
    involved = {e.minor for e in m.t.involvement.values() if e.open}
    for one in m.t.protection.values():
        if involved.isdisjoint(one.minors) or _looked_at_again(m, one):
            continue
        if one.until is None or one.until <= m.at:
            code = "protection-without-end" if one.until is None else "protection-past-its-end"
            yield seen(code, hint(a.Review), seq=one.seq)


def _looked_at_again(m: Moment, one: Protection) -> bool:
    since = one.since if one.until is None else one.until
    return any(r.at >= since and set(one.minors) <= set(r.minors) for r in m.t.reviews.values())


def _dissent_in_words(m: Moment) -> Iterator[Seen]:
    """A position against is the person's own words (P21)."""
    for one in m.t.aligned.values():
        if one.position is Position.DISSENTS and one.words is None and one.person in m.people:
            yield seen("dissent-without-words", hint(a.Align, person=one.person), person=one.person)


def _voices_about_something(m: Moment) -> Iterator[Seen]:
    """Nobody's words are refused, but what they are about may be known under another name."""
    known = {s.id for version in m.t.wat.values() for s in version.statements}
    for answer in m.t.scales.values():
        if answer.goal not in known:
            yield seen("about-nothing-known", seq=answer.seq, person=answer.person)
    for voice in m.t.voices.values():
        if (
            voice.against is Dissented.WAT
            and (not _is_version(voice.ref, len(m.t.wat)) or voice.statement not in {None, *known})
        ) or (voice.against is Dissented.HOE and not _is_version(voice.ref, len(m.t.hoe))):
            yield seen("about-nothing-known", seq=voice.seq, person=voice.person)


def _is_version(ref: str | None, last: int) -> bool:
    return ref in {str(number) for number in range(1, last + 1)}


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
    for talk in m.t.gathered.values():
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
    watch("parts-confirmed", "P16", "hoe told involvement", _parts_confirmed),
    watch("hoe-sufficient", "P12 P17", "hoe wat assessed involvement", _hoe_sufficient),
    watch("own-responsibility", "S6", "people hoe measures involvement", _own_responsibility),
    watch("voices-from-inside", "P11", "people voices scales", _voices_from_inside),
    watch("protection-regular", "P2 P24", "involvement", _protection_regular),
    watch("protection-ends", "T4", "protection involvement reviews", _protection_ends),
    watch("dissent-in-words", "P21", "people aligned", _dissent_in_words),
    watch("voices-about-something", "T6", "wat hoe voices scales", _voices_about_something),
    watch("measures-fit", "P10 X6", "measures hoe wat involvement", _measures_fit),
    watch("barriers-kept", "X16 P8c", "barriers hoe directions gathered", _barriers_kept),
    watch("bearers-apart", "X16 P8c", "barriers measures", _bearers_apart),
)
