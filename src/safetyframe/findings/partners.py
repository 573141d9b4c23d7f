"""Advisories on stance, language and partnership (S1-S6, P1, P3, P6-P9, P25)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from safetyframe import acts as a
from safetyframe.acts.informing import Topic
from safetyframe.findings.model import Moment, Seen, Watch, hint, seen, watch
from safetyframe.roles import CLIENT_SIDE, PROFESSIONAL, Participation, Role, Standing
from safetyframe.rules import ask
from safetyframe.slices import Gathered, GatheredKind, Told
from safetyframe.values import PersonId

__all__ = ["WATCHES"]


def _of(m: Moment, *kinds: GatheredKind) -> list[Gathered]:
    return [g for g in ask.gathered(m.t) if g.kind in kinds and g.role is not Role.SYSTEM]


def _strength_beside_concern(m: Moment) -> Iterator[Seen]:
    if not m.open:
        return
    if _of(m, GatheredKind.CONCERN) and not _of(m, GatheredKind.STRENGTH, GatheredKind.WHAT_WORKS):
        yield seen("concern-without-strength", hint(a.RecordStrength))


def _network_there(m: Moment) -> Iterator[Seen]:
    if m.open and not any(
        p.role is Role.NETWORK and not p.professional for parts in m.people.values() for p in parts
    ):
        yield seen("no-network", hint(a.AddParticipation, role="network"))


def _strengths_first(m: Moment) -> Iterator[Seen]:
    first = m.t.wat.get(1)
    if first is None:
        return
    strengths = _of(m, GatheredKind.STRENGTH)
    if not any(s.at <= first.at for s in strengths):
        yield seen("strengths-after-wat", hint(a.RecordStrength))


def _works_with_family(m: Moment) -> Iterator[Seen]:
    if not m.open:
        return
    family = {p.person for p in m.t.people.values() if p.role in (Role.MINOR, Role.PARENT)}
    if not any(
        family.intersection((w.person, *w.persons)) for w in _of(m, GatheredKind.WHAT_WORKS)
    ):
        yield seen("what-works-without-family", hint(a.RecordWhatWorks))


def _strengths_in_review(m: Moment) -> Iterator[Seen]:
    last = max(m.t.reviews.values(), key=lambda r: r.at, default=None)
    if last is not None and not last.strengths:
        yield seen("review-without-strength", hint(a.Review), review=last.id)


def _contact(m: Moment) -> Iterator[Seen]:
    if not m.open:
        return
    met: set[PersonId] = {one.person for one in m.t.told.values() if not one.acknowledged}
    for talk in _of(m, GatheredKind.CONVERSATION):
        met.update(talk.persons)
    for person, parts in m.people.items():
        if person not in met and any(p.role in CLIENT_SIDE for p in parts):
            yield seen("no-contact", hint(a.RecordConversation, person=person), person=person)


def _role_vacant(m: Moment) -> Iterator[Seen]:
    if not m.open:
        return
    roles = {p.role for parts in m.people.values() for p in parts}
    for role in (Role.CONSULTANT, Role.CARE_WORKER):
        if role not in roles:
            yield seen("role-vacant", role=role)


def _lead_vacant(m: Moment) -> Iterator[Seen]:
    if m.open and ask.lead(m.t, m.at) is None:
        yield seen("no-lead", hint(a.AssignConsultant, standing="lead"))


def _deputies_end(m: Moment) -> Iterator[Seen]:
    """The end of a deputy's time is silent for nobody, before and after (case 3)."""
    if not m.open:
        return
    stood_for = ask.ratified(m.t)
    for part in m.t.people.values():
        if part.standing is not Standing.DEPUTY or part.until is None or part.id in stood_for:
            continue
        if part.active(m.at):
            yield seen("deputy-until", person=part.person, until=part.until)
        elif (
            part.until <= m.at
            and not any(
                p.standing in {Standing.LEAD, Standing.DEPUTY} and p.since >= part.until
                for p in m.t.people.values()
            )
            and not _lead_is_back(m, part.until)
        ):
            yield seen("deputy-over", person=part.person, until=part.until)


def _lead_is_back(m: Moment, since: datetime) -> bool:
    """The lead who was there before has held a review since."""
    lead = ask.lead(m.t, m.at)
    return lead is not None and any(
        r.person == lead.person and r.at >= since for r in m.t.reviews.values()
    )


def _lead_confirms(m: Moment) -> Iterator[Seen]:
    """A successor takes over or revises the WAT expressly (case 1)."""
    wat, lead = ask.wat_in_force(m.t), ask.lead(m.t, m.at)
    if (
        m.open
        and wat is not None
        and lead is not None
        and lead.since > wat.at
        and lead.person != wat.by
        and lead.person not in wat.confirmed_by
        and not _acknowledged_since(m, lead, wat.number)
    ):
        yield seen("wat-not-taken-over", hint(a.ReviseWat), lead=lead.person, version=wat.number)


def _acknowledged_since(m: Moment, lead: Participation, version: int) -> bool:
    """Whoever was appointed took no handover over, so confirms WAT by an act of their own."""
    told = m.t.told.get((lead.person, Topic.WAT, version, True))
    return told is not None and told.at >= lead.since


def _last_told(m: Moment) -> dict[PersonId, Told]:
    last: dict[PersonId, Told] = {}
    for one in m.t.told.values():
        if one.topic is Topic.WAT and not one.acknowledged and one.person in m.people:
            before = last.get(one.person)
            if before is None or (before.at, before.version or 0) <= (one.at, one.version or 0):
                last[one.person] = one
    return last


def _one_text(m: Moment) -> Iterator[Seen]:
    versions = {one.version for one in _last_told(m).values()}
    if len(versions) > 1:
        yield seen(
            "told-different-versions", versions=" ".join(map(str, sorted(map(str, versions))))
        )


def _renderings_fresh(m: Moment) -> Iterator[Seen]:
    wat = ask.wat_in_force(m.t)
    if wat is None:
        return
    for person, one in _last_told(m).items():
        if one.version != wat.number and ask.material_of(m.t, one.version or 0) == wat.material:
            yield seen(
                "rendering-stale",
                hint(a.Explain, topic="wat", version=wat.number, person=person),
                person=person,
                version=one.version,
            )


def _language_fits(m: Moment) -> Iterator[Seen]:
    spoken = {
        p.person: p.language for parts in m.people.values() for p in parts if p.language is not None
    }
    last: dict[tuple[PersonId, Topic], Told] = {}
    for one in m.t.told.values():
        before = last.get((one.person, one.topic))
        if not one.acknowledged and (before is None or before.at <= one.at):
            last[one.person, one.topic] = one
    for one in last.values():
        language = spoken.get(one.person)
        if (
            language is not None
            and one.language is not None
            and not one.interpreter
            and one.language.split("-")[0].lower() != language.split("-")[0].lower()
        ):
            yield seen("other-language", hint(a.Explain), person=one.person, topic=one.topic)


def _load_carried(m: Moment) -> Iterator[Seen]:
    hoe = ask.hoe_in_force(m.t)
    for key in () if hoe is None else hoe.measures:
        measure = m.t.measures.get(key)
        if measure is None or measure.ended_at is not None:
            continue
        for bearer in measure.bearers:
            if bearer not in measure.accepted:
                yield seen(
                    "not-accepted",
                    hint(a.AcceptMeasure, measure=key, person=bearer),
                    measure=key,
                    person=bearer,
                    declined=bearer in measure.declined,
                )


_CLASSES: Final = (Role.CONSULTANT, Role.CARE_WORKER, Role.MINOR, Role.PARENT, Role.NETWORK)


def _everyones_expertise(m: Moment) -> Iterator[Seen]:
    if not m.open:
        return
    heard = {g.role for g in ask.gathered(m.t)}
    heard.update(v.role for v in m.t.voices.values())
    heard.update(Role.MINOR for v in m.t.voices.values() if v.on_behalf_of is not None)
    there = {p.role for parts in m.people.values() for p in parts}
    for role in _CLASSES:
        if role in there and role not in heard:
            yield seen("expertise-unheard", hint(a.ContributeView), role=role)


def _both_carry(m: Moment) -> Iterator[Seen]:
    if not m.open or ask.wat_in_force(m.t) is None:
        return
    did = {g.role for g in ask.gathered(m.t) if g.role in PROFESSIONAL}
    did.update(r.role for r in m.t.reviews.values())
    for role in (Role.CONSULTANT, Role.CARE_WORKER):
        if role not in did:
            yield seen("one-sided", role=role)


WATCHES: Final[tuple[Watch, ...]] = (
    watch("strength-beside-concern", "S1", "gathered involvement", _strength_beside_concern),
    watch("network-there", "S1", "people involvement", _network_there),
    watch("strengths-first", "S2", "gathered wat", _strengths_first),
    watch("works-with-family", "S3", "gathered people involvement", _works_with_family),
    watch("strengths-in-review", "S4b", "reviews", _strengths_in_review),
    watch("contact", "S5", "people gathered told involvement", _contact),
    watch("role-vacant", "P1", "people involvement", _role_vacant),
    watch("lead-vacant", "P12 X8", "people involvement", _lead_vacant),
    watch("deputies-end", "P12 P8c", "people reviews involvement ratified", _deputies_end),
    watch("lead-confirms", "P12 P26", "people wat told involvement", _lead_confirms),
    watch("one-text", "P3", "people told", _one_text),
    watch("renderings-fresh", "P6", "people told wat", _renderings_fresh),
    watch("language-fits", "P7", "people told", _language_fits),
    watch("load-carried", "P8b", "measures hoe", _load_carried),
    watch("everyones-expertise", "P9", "people gathered voices involvement", _everyones_expertise),
    watch("both-carry", "P25", "gathered reviews wat involvement", _both_carry),
)
