"""How the acts on involvement are written, who takes part and protection included."""

from __future__ import annotations

from typing import TypedDict

from safetyframe import acts as a
from safetyframe.acts.involvement import NecessityDecision, NecessityStatus
from safetyframe.roles import Role, Standing
from safetyframe.testing.story import decision, text
from safetyframe.testing.writing.pen import FAMILY_ROLES, Pen
from safetyframe.values import PersonId, Text

_NOTHING = "nothing"


class Opening(TypedDict):
    """What an opening, a reopening and an adoption say."""

    minors: tuple[PersonId, ...]
    why: Text
    concern: Text
    goal: Text
    necessity: NecessityDecision


def opening(pen: Pen, minors: tuple[PersonId, ...]) -> Opening:
    """Say why, what worries and what necessity it rests on, for these minors."""
    return {
        "minors": minors,
        "why": text("why"),
        "concern": text(f"concern-{pen.t.seq}"),
        "goal": text("goal"),
        "necessity": decision(minors=minors, at=pen.now),
    }


def _decision(pen: Pen) -> NecessityDecision:
    status = pen.asked_enum("status", tuple(NecessityStatus)[1:])
    return decision(status, minors=pen.minors, at=pen.now)


def decide_necessity(pen: Pen) -> a.DecideNecessity:
    """Established, court-ordered or ended."""
    return a.DecideNecessity(decision=_decision(pen), id=pen.new_id(), by=pen.by)


def record_necessity(pen: Pen) -> a.RecordNecessity:
    """The same, written down."""
    return a.RecordNecessity(decision=_decision(pen), id=pen.new_id(), by=pen.by)


def open_involvement(pen: Pen) -> a.OpenInvolvement:
    """For the minor asked for, or the minors of the cast."""
    wanted = pen.cast.children if pen.minor is None else (pen.minor,)
    said = opening(pen, pen.some(wanted))
    return a.OpenInvolvement(**said, id=pen.new_id(), by=pen.mandated)


def assign_consultant(pen: Pen) -> a.AssignConsultant:
    """One of the cast's consultants, mostly as a second one."""
    leads = [p.id for p in pen.t.people.values() if p.standing is Standing.LEAD]
    standing = pen.asked_enum("standing", (Standing.CO, Standing.LEAD))
    persons = (*(person for person, _ in pen.cast.consultants), pen.cast.lead[0])
    person = pen.asked("person", persons, persons[0])
    replaces = pen.want.get("replaces")
    if replaces is None and leads:
        replaces = pen.pick((None, *leads[-1:]))
    return a.AssignConsultant(
        person=person,
        standing=standing,
        since=pen.now,
        replaces=None if replaces is None else str(replaces),
        ground=text("ground"),
        id=pen.new_id(),
        by=pen.by,
    )


def deputise_consultant(pen: Pen) -> a.DeputiseConsultant:
    """For a month."""
    persons = [person for person, _ in pen.cast.consultants][::-1]
    return a.DeputiseConsultant(
        person=pen.asked("person", persons, pen.cast.lead[0]),
        since=pen.now,
        until=pen.later(30),
        ground=text("ground"),
        id=pen.new_id(),
        by=pen.by,
    )


def offer_handover(pen: Pen) -> a.OfferHandover:
    """To another consultant of the cast."""
    persons = [person for person, _ in pen.cast.consultants]
    to = pen.asked("to", persons, pen.cast.lead[0])
    return a.OfferHandover(to=to, note=text("note"), id=pen.new_id(), by=pen.by)


def take_over(pen: Pen) -> a.TakeOver:
    """What was offered last to whoever writes."""
    mine = [h.id for h in pen.t.handovers.values() if h.to == pen.who[0] and not h.accepted_at]
    version = len(pen.t.wat) or None
    handover = pen.pick_or(mine[::-1], _NOTHING)
    confirms = pen.pick((version, None))
    return a.TakeOver(handover=handover, confirms=confirms, id=pen.new_id(), by=pen.by)


def add_participation(pen: Pen) -> a.AddParticipation:
    """Somebody of the cast, as what they are there."""
    known = (Role.CARE_WORKER, Role.MINOR, Role.PARENT, Role.NETWORK, Role.TRUST_PERSON)
    persons = [p for p, role in pen.cast.everyone if role in known and p != pen.cast.stranger[0]]
    person = pen.asked("person", persons, pen.cast.stranger[0])
    role = pen.want.get("role")
    chairs = [p for p, held in pen.cast.joining if held is Role.NETWORK]
    return a.AddParticipation(
        person=person,
        role=Role(role) if role else pen.cast.role_of(person),
        since=pen.now,
        concerns=pen.pick(((), (), pen.cast.children[:1])),
        language=pen.pick((None, "nl", "fr")),
        chair=person in chairs[:1],
        exceptions=pen.exceptions,
        id=pen.new_id(),
        by=pen.by,
    )


def end_participation(pen: Pen) -> a.EndParticipation:
    """The part of whoever writes, or somebody else's; never a minor's unless it is their own."""
    parts = [p for p in pen.t.people.values() if p.active(pen.now)]
    own = [p.id for p in parts if (p.person, p.role) == pen.who]
    others = [p.id for p in parts if p.role is not Role.MINOR]
    chosen = pen.pick_or(own + others, _NOTHING)
    return a.EndParticipation(
        participation=chosen, until=pen.now, reason=text("reason"), id=pen.new_id(), by=pen.by
    )


def protect(pen: Pen) -> a.Protect:
    """For three days, or with no end."""
    until = pen.pick((pen.later(3), None))
    return a.Protect(
        minors=pen.minors, measure=text("safe"), until=until, id=pen.new_id(), by=pen.by
    )


def keep_apart(pen: Pen) -> a.KeepApart:
    """Two who take part, for five days."""
    known = [p for p, role in pen.there if role in FAMILY_ROLES]
    pair = pen.chance.sample(known, 2) if len(known) > 1 else tuple(known)
    standing = [b.id for b in pen.t.barriers.values() if b.replaced_by is None]
    return a.KeepApart(
        persons=pair,
        ground=text("ground"),
        until=pen.later(5),
        replaces=pen.pick((None, *standing)),
        id=pen.new_id(),
        by=pen.by,
    )
