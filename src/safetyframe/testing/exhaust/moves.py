"""The acts that are followed: each is tried in every state, and what it leads to is looked at."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve

from safetyframe import acts as a
from safetyframe.acts import Act
from safetyframe.roles import Audience, Role, Standing
from safetyframe.testing.exhaust.pen import TEXT, Pen

__all__ = ["moves"]

_OVER = a.NecessityStatus.ENDED


def moves(pen: Pen) -> Iterator[Act]:
    """Give the acts that move a family's help on, well and badly filled in."""
    yield from _of_involvement(pen)
    yield from _of_consultants(pen)
    yield from _of_wat(pen)
    yield from _of_hoe(pen)
    yield from _of_people(pen)
    yield from _of_ending(pen)


def _of_involvement(pen: Pen) -> Iterator[Act]:
    cast = pen.cast
    opening = pen.opening()
    yield pen.lead(a.OpenInvolvement, **opening)
    yield pen.lead(a.OpenInvolvement, **{**opening, "concern": None})
    yield pen.worker(a.OpenInvolvement, **opening)
    yield pen.lead(a.Reopen, **opening)
    over = pen.decision(_OVER)
    yield pen.judge(a.DecideNecessity, decision=over)
    yield pen.judge(a.DecideNecessity, decision=pen.decision(a.NecessityStatus.ESTABLISHED))
    yield pen.worker(a.DecideNecessity, decision=over)
    unsigned = a.NecessityDecision(status=_OVER, minors=cast.minors, body="body")
    yield pen.lead(a.RecordNecessity, decision=unsigned)
    for parent in cast.parents:
        yield pen.act(a.Protect, parent, Role.PARENT, minors=cast.minors, measure=TEXT)


def _of_consultants(pen: Pen) -> Iterator[Act]:
    cast, at = pen.cast, pen.at
    for person in (cast.other, cast.worker):
        yield pen.judge(a.AssignConsultant, person=person, standing=Standing.CO, since=at)
    yield pen.judge(a.DeputiseConsultant, person=cast.other, since=at, until=pen.later)
    yield pen.lead(a.OfferHandover, to=cast.other)
    yield pen.act(
        a.TakeOver,
        cast.other,
        Role.CONSULTANT,
        handover=pen.seen.handover,
        confirms=pen.seen.wat or None,
    )
    for person, role in cast.joining:
        yield pen.act(
            a.AddParticipation, person, role, person=cast.other, role=Role.CONSULTANT, since=at
        )
    for part in pen.seen.staff:
        yield pen.judge(a.EndParticipation, participation=part, until=at)
        yield pen.lead(a.EndParticipation, participation=part, until=at)


def _of_wat(pen: Pen) -> Iterator[Act]:
    cast, whole, revision = pen.cast, pen.wat(), pen.revision()
    consultants = ((cast.lead, Role.CONSULTANT), (cast.other, Role.CONSULTANT))
    for person, role in consultants:
        yield pen.act(a.EstablishWat, person, role, **whole)
        yield pen.act(a.ReviseWat, person, role, material=True, **revision)
    yield pen.lead(a.EstablishWat, **{**whole, "goals": ()})
    yield pen.lead(a.EstablishWat, **{**whole, "exceptions": ()})
    yield pen.lead(a.ReviseWat, material=False, **revision)
    yield pen.lead(a.ReviseWat, material=True, **{**revision, "goals": ()})
    for minor in cast.minors if len(cast.minors) > 1 else ():
        about_one = {**revision, **pen.statements((minor,))}
        yield pen.lead(a.ReviseWat, material=True, **about_one)
    expected = pen.expectations()
    yield pen.lead(a.SetExpectations, material=True, reason=TEXT, **expected)
    yield pen.lead(a.SetExpectations, material=False, **{**expected, "expectations": ()})


def _of_hoe(pen: Pen) -> Iterator[Act]:
    cast, last, measure = pen.cast, pen.seen.wat, pen.seen.measure
    for parent in cast.parents:
        yield pen.worker(a.ProposeMeasure, **pen.measure(parent))
        yield pen.act(a.AcceptMeasure, parent, Role.PARENT, measure=measure)
        hoe = pen.hoe(parent)
        yield pen.worker(a.EstablishHoe, **hoe)
        yield pen.act(a.EstablishHoe, parent, Role.PARENT, **hoe)
        yield pen.worker(a.EstablishHoe, **{**hoe, "exceptions": ()})
        yield pen.worker(a.EstablishHoe, **{**hoe, "wat": last + 1})
        yield pen.worker(a.EstablishHoe, **{**hoe, "wat": last - 1})
        consultant = evolve(hoe["together"][0], person=cast.lead, role=Role.CONSULTANT)
        yield pen.lead(a.EstablishHoe, **{**hoe, "together": (consultant, *hoe["together"])})
    yield pen.worker(a.EstablishHoe, **pen.hoe())
    yield pen.lead(a.AssessHoe, hoe=pen.seen.hoe, bottom_line="b1", sufficient=True)


def _of_people(pen: Pen) -> Iterator[Act]:
    cast = pen.cast
    yield pen.lead(a.Explain, **pen.told(a.Topic.WAT, *pen.all_told()))
    meet = pen.except_all("X16")
    for pair in ((parent, minor) for parent in cast.parents for minor in cast.minors):
        why = pen.told(a.Topic.WHY, *pair)
        yield pen.worker(a.Explain, **why)
        yield pen.worker(a.Explain, exceptions=meet, **why)
        yield pen.worker(a.RecordConversation, persons=pair, minors=cast.minors)
        yield pen.worker(a.KeepApart, persons=pair, ground=TEXT)
    for minor in cast.minors:
        secret = Audience()
        yield pen.act(a.Speak, minor, Role.MINOR, words=TEXT, minors=(minor,), audience=secret)


def _of_ending(pen: Pen) -> Iterator[Act]:
    cast, last = pen.cast, pen.seen.wat
    achieved, moved = a.WithdrawalOutcome.ACHIEVED, a.WithdrawalOutcome.TRANSFERRED
    heard = pen.except_all("P21")
    for minor in cast.minors:
        for target in ("b1", "g1", "e1"):
            yield pen.lead(a.Judge, minor=minor, target=target, met=True, wat=last)
        yield pen.lead(a.Judge, minor=minor, target="g1", met=False, wat=last)
        yield pen.lead(a.Judge, minor=minor, target="g1", met=True, wat=last - 1)
        yield pen.lead(a.Withdraw, minor=minor, outcome=achieved, exceptions=heard)
        yield pen.lead(a.Withdraw, minor=minor, outcome=moved, ground=TEXT, exceptions=heard)
        yield pen.lead(a.Withdraw, minor=minor, outcome=achieved)
