"""Advisories on HOE: fresh, together, borne, sufficient, fit (P10, P16, P17, S6, X16)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from safetyframe import acts as a
from safetyframe.acts.informing import Topic
from safetyframe.findings.model import Moment, Seen, Watch, hint, seen, watch
from safetyframe.roles import Role
from safetyframe.rules import ask
from safetyframe.values import PersonId, civil_date

__all__ = ["WATCHES"]


def _hoe_fresh(m: Moment) -> Iterator[Seen]:
    hoe, wat = m.hoe, ask.wat_in_force(m.t)
    if hoe is not None and wat is not None and ask.material_of(m.t, hoe.wat) != wat.material:
        yield seen("hoe-stale", hint(a.EstablishHoe), hoe=hoe.number, wat=wat.number)


def _hoe_still_together(m: Moment) -> Iterator[Seen]:
    """The network falls apart: HOE is at risk, WAT is untouched (case 16)."""
    hoe = m.hoe
    if hoe is None:
        return
    if not ask.client_side(m.t, m.at):
        yield seen("hoe-without-family-or-network", hoe=hoe.number)
    if not any(p.role is Role.CARE_WORKER for parts in m.people.values() for p in parts):
        yield seen("hoe-without-care-worker", hoe=hoe.number)


def _measures_borne(m: Moment) -> Iterator[Seen]:
    hoe = m.hoe
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
    hoe = m.hoe
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
    hoe = m.hoe
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
    hoe, wat = m.hoe, ask.wat_in_force(m.t)
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
    hoe = m.hoe
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


def _measures_fit(m: Moment) -> Iterator[Seen]:
    """After a material revision a measure made for the older WAT is looked at again (X6)."""
    hoe, wat = m.hoe, ask.wat_in_force(m.t)
    if hoe is None or wat is None:
        return
    for key in hoe.measures:
        measure = m.t.measures.get(key)
        if measure is None or measure.ended_at is not None:
            continue
        if ask.material_of(m.t, measure.wat) != wat.material:
            yield seen("measure-for-an-older-wat", hint(a.AmendMeasure), measure=key)


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
    watch("hoe-fresh", "P16 X6", "hoe wat involvement", _hoe_fresh),
    watch("hoe-still-together", "P16 P17", "people hoe involvement", _hoe_still_together),
    watch("measures-borne", "P10", "people measures hoe involvement", _measures_borne),
    watch("hoe-at-risk", "P10 P16", "people measures hoe reviews involvement", _hoe_at_risk),
    watch("parts-confirmed", "P16", "hoe told involvement", _parts_confirmed),
    watch("hoe-sufficient", "P12 P17", "hoe wat assessed involvement", _hoe_sufficient),
    watch("own-responsibility", "S6", "people hoe measures involvement", _own_responsibility),
    watch("measures-fit", "P10 X6", "measures hoe wat involvement", _measures_fit),
    watch("bearers-apart", "X16 P8c", "barriers measures", _bearers_apart),
)
