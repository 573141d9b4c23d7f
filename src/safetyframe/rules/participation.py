"""Who may sit where, from when to when, and who leads."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from safetyframe import acts as a
from safetyframe.outcome import Gap
from safetyframe.policy import Policy
from safetyframe.roles import PROFESSIONAL, By, Participation, Role, Standing
from safetyframe.rules import ask
from safetyframe.rules.model import Rule, excepted, gap, remedy, rule
from safetyframe.trajectory import Trajectory
from safetyframe.values import PersonId

__all__ = ["RULES", "one_side", "other_leads"]

_Joining = (
    a.OpenInvolvement | a.AssignConsultant | a.DeputiseConsultant | a.TakeOver | a.AddParticipation
)


_JOINING: Final = (
    a.OpenInvolvement,
    a.AssignConsultant,
    a.DeputiseConsultant,
    a.TakeOver,
    a.AddParticipation,
)


def _joins(act: _Joining) -> tuple[PersonId, Role, datetime, datetime | None]:
    """Who comes in by this act, as what, from when to when."""
    if isinstance(act, a.AddParticipation):
        return act.person, act.role, act.since, act.until
    if isinstance(act, a.AssignConsultant | a.DeputiseConsultant):
        return act.person, Role.CONSULTANT, act.since, act.until
    return act.by.person, Role.CONSULTANT, act.by.at, None


def _overlaps(part: Participation, since: datetime, until: datetime | None) -> bool:
    return (part.until is None or since < part.until) and (until is None or part.since < until)


def _held_by(t: Trajectory, act: _Joining) -> set[Role]:
    """The roles this person holds here or in linked trajectories while the new part runs."""
    person, _, since, until = _joins(act)
    held = {p.role for p in t.people.values() if p.person == person and _overlaps(p, since, until)}
    held.update(act.elsewhere)
    if isinstance(act, a.OpenInvolvement) and person in act.minors:
        held.add(Role.MINOR)
    return held


def one_side(t: Trajectory, act: _Joining | a.Reopen, _: Policy) -> Iterator[Gap]:
    """P1, P11: what the person who comes in is already, here or in linked trajectories."""
    if isinstance(act, a.Reopen):
        yield from _children_apart(t, act)
        return
    person, role, _since, _until = _joins(act)
    held = _held_by(t, act)
    clash = held - {Role.CONSULTANT} if role is Role.CONSULTANT else held & {Role.CONSULTANT}
    if role is Role.CARE_WORKER:
        clash |= held & _FAMILY
    elif role in _FAMILY:
        clash |= held & {Role.CARE_WORKER}
    for other in sorted(clash, key=lambda r: r.value):
        yield gap("two-sides", person=person, role=role, other=other)
    if isinstance(act, a.OpenInvolvement):
        yield from _children_apart(t, act)
    if isinstance(act, a.AddParticipation) and act.professional and role in _FAMILY:
        # Whatever they are elsewhere, here they are family (case 4).
        yield gap("family-as-professional", person=person, role=role)


def _children_apart(t: Trajectory, act: a.OpenInvolvement | a.Reopen) -> Iterator[Gap]:
    """The minors named join as minors: no professional can be among them."""
    for part in ask.active(t, act.by.at):
        if part.person in act.minors and part.role in PROFESSIONAL:
            yield gap("two-sides", person=part.person, role=Role.MINOR, other=part.role)


_FAMILY: Final = frozenset({Role.MINOR, Role.PARENT})


_DOUBLE: Final = frozenset({Role.CARE_WORKER, Role.NETWORK})


def _double_role(t: Trajectory, act: a.AddParticipation, _: Policy) -> Iterator[Gap]:
    """A care worker who is also a network member says so, with a reason (reading 5, case 5)."""
    if act.role not in _DOUBLE or not (_DOUBLE - {act.role}) <= _held_by(t, act):
        return
    if not excepted(act.exceptions, "P11", act.by, act.person):
        yield gap("double-role-undisclosed", person=act.person, role=act.role)


_PROFESSIONALS: Final = (Role.CONSULTANT, Role.CARE_WORKER)


def _consultant_source(_: Trajectory, act: a.AddParticipation, __: Policy) -> Iterator[Gap]:
    by_authority = act.by.role is Role.AUTHORITY
    if act.role in (Role.AUTHORITY, Role.SYSTEM):
        yield gap("no-such-part", role=act.role)
    elif act.role is Role.CONSULTANT and not by_authority:
        yield gap(
            "consultant-from-authority",
            remedy(a.AssignConsultant, human=True, person=act.person),
            person=act.person,
        )
    elif act.role is not Role.CONSULTANT and by_authority:
        adds = remedy(
            a.AddParticipation,
            roles=_PROFESSIONALS,
            human=True,
            person=act.person,
            role=act.role,
        )
        yield gap("authority-adds-consultants-only", adds, role=act.role)


def _may_end(t: Trajectory, act: a.EndParticipation, _: Policy) -> Iterator[Gap]:
    part = t.people.get(act.participation)
    if part is None:
        return
    role, own = act.by.role, part.person == act.by.person
    ends_consultant = part.role is Role.CONSULTANT
    if role is Role.AUTHORITY:
        if not ends_consultant:
            ends = remedy(a.EndParticipation, roles=_PROFESSIONALS, participation=part.id)
            yield gap("authority-ends-consultants-only", ends, role=part.role)
    elif role is Role.CONSULTANT:
        if ends_consultant and not own:
            yield _authority_ends(part)
    elif role is Role.CARE_WORKER:
        if ends_consultant:
            yield _authority_ends(part)
    elif not own:
        ends = remedy(a.EndParticipation, roles=_PROFESSIONALS, participation=part.id)
        yield gap("own-end-only", ends, person=part.person)


def _authority_ends(part: Participation) -> Gap:
    ends = remedy(a.EndParticipation, roles=(Role.AUTHORITY,), human=True, participation=part.id)
    return gap("consultant-from-authority", ends, person=part.person)


def _one_lead(t: Trajectory, act: a.AssignConsultant, _: Policy) -> Iterator[Gap]:
    if act.standing is Standing.DEPUTY:
        yield gap("deputise-instead", remedy(a.DeputiseConsultant, person=act.person))
    if act.standing is not Standing.LEAD:
        return
    for part in t.people.values():
        if (
            part.standing is Standing.LEAD
            and part.id != act.replaces
            and _overlaps(part, act.since, act.until)
        ):
            yield gap(
                "lead-exists",
                remedy(a.AssignConsultant, person=act.person, replaces=part.id),
                lead=part.id,
            )


def _deputy_ends(_: Trajectory, act: a.DeputiseConsultant, __: Policy) -> Iterator[Gap]:
    if act.until is None:
        yield gap("deputy-without-end", person=act.person)
    if act.ground is None:
        yield gap("deputy-without-ground", person=act.person)


_Starting = a.AssignConsultant | a.DeputiseConsultant | a.AddParticipation


def _not_backdated(_: Trajectory, act: _Starting, __: Policy) -> Iterator[Gap]:
    role = act.role if isinstance(act, a.AddParticipation) else Role.CONSULTANT
    if role in (Role.CONSULTANT, Role.CARE_WORKER) and act.since < act.by.at:
        yield gap("power-back-dated", person=act.person, since=act.since)


def _offered(t: Trajectory, act: a.TakeOver, _: Policy) -> Iterator[Gap]:
    offer = t.handovers.get(act.handover)
    if offer is None or offer.to != act.by.person or offer.at > act.by.at:
        yield gap("no-handover-offered", remedy(a.OfferHandover, to=act.by.person))
        return
    lead = ask.lead(t, act.by.at)
    if offer.accepted_at is not None or lead is None or lead.person != offer.offered_by:
        appointed = remedy(a.AssignConsultant, human=True, person=act.by.person)
        offered = remedy(a.OfferHandover, to=act.by.person)
        yield gap("handover-lapsed", appointed if lead is None else offered)
    yield from other_leads(t, act.by.at)


def other_leads(t: Trajectory, since: datetime) -> Iterator[Gap]:
    """Leads that are to begin later, beside the one who holds it now."""
    for part in t.people.values():
        # One that was ended before it began never runs.
        runs = part.until is None or part.since < part.until
        if part.standing is Standing.LEAD and part.since > since and runs:
            ends = remedy(
                a.EndParticipation, roles=(Role.AUTHORITY,), human=True, participation=part.id
            )
            yield gap("lead-exists", ends, lead=part.id)


def _foresee_offered(t: Trajectory, by: By) -> Iterator[Gap]:
    if not any(o.to == by.person and o.accepted_at is None for o in t.handovers.values()):
        yield gap("no-handover-offered", remedy(a.OfferHandover, to=by.person))


def _confirms_in_force(t: Trajectory, act: a.TakeOver, _: Policy) -> Iterator[Gap]:
    if act.confirms is not None and act.confirms != len(t.wat):
        yield gap("superseded", version=len(t.wat))


RULES: Final[tuple[Rule, ...]] = (
    rule("involvement.one-side", "P1 P8c P11", (*_JOINING, a.Reopen), "people", one_side),
    rule("involvement.double-role", "P11", (a.AddParticipation,), "people", _double_role),
    rule(
        "involvement.consultant-source",
        "P8c P12 P24 X8",
        (a.AddParticipation,),
        "",
        _consultant_source,
    ),
    rule("involvement.may-end", "P8c P1", (a.EndParticipation,), "people", _may_end),
    rule("involvement.one-lead", "P11 P12", (a.AssignConsultant,), "people", _one_lead),
    rule("involvement.deputy-ends", "P8c P12", (a.DeputiseConsultant,), "", _deputy_ends),
    rule(
        "involvement.not-back-dated",
        "P8c P12",
        (a.AssignConsultant, a.DeputiseConsultant, a.AddParticipation),
        "",
        _not_backdated,
    ),
    rule(
        "involvement.handover-offered",
        "P12 P11",
        (a.TakeOver,),
        "handovers people",
        _offered,
        foresee=_foresee_offered,
    ),
    rule("form.confirms", "", (a.TakeOver,), "wat", _confirms_in_force),
)
