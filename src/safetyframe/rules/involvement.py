"""Who may sit where, what opens an involvement, and who decides on necessity."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from safetyframe import acts as a
from safetyframe.acts.ending import WithdrawalOutcome
from safetyframe.acts.involvement import NecessityDecision, NecessityStatus
from safetyframe.outcome import Gap
from safetyframe.policy import Policy
from safetyframe.roles import PROFESSIONAL, By, Participation, Role, Standing
from safetyframe.rules import ask
from safetyframe.rules.model import Rule, excepted, gap, remedy, rule
from safetyframe.slices import Episode, GatheredKind
from safetyframe.trajectory import Trajectory
from safetyframe.values import PersonId

__all__ = ["OPENING", "RULES", "decision_of"]

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


def _one_side(t: Trajectory, act: _Joining, _: Policy) -> Iterator[Gap]:
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


def _children_apart(t: Trajectory, act: a.OpenInvolvement) -> Iterator[Gap]:
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
    yield from _other_leads(t, act.by.at)


def _other_leads(t: Trajectory, since: datetime) -> Iterator[Gap]:
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


_Deciding = a.DecideNecessity | a.RecordNecessity | a.OpenInvolvement | a.Reopen


def decision_of(act: _Deciding) -> NecessityDecision:
    """The decision on societal necessity that an act carries."""
    return act.necessity if isinstance(act, a.OpenInvolvement | a.Reopen) else act.decision


def _named_decider(t: Trajectory, act: _Deciding, __: Policy) -> Iterator[Gap]:
    decision = decision_of(act)
    for field in ("body", "reference", "decided_at", "signed_by"):
        held = getattr(decision, field)
        if held is None or (isinstance(held, str) and not held.strip()):
            yield gap("no-named-decider", remedy(a.DecideNecessity, human=True), field=field)
    if not decision.minors:
        yield gap("no-minor-named", field="decision.minors")
    if act.by.role is Role.CONSULTANT and decision.signed_by == act.by.person:
        yield gap("decider-is-recorder", remedy(a.DecideNecessity, human=True), field="signed_by")
    elif any(p.person == decision.signed_by for p in ask.active(t, act.by.at)):
        decided = remedy(a.DecideNecessity, human=True)
        yield gap("decider-takes-part", decided, field="signed_by")
    mandate = act.by.mandate
    if (
        isinstance(act, a.DecideNecessity)
        and mandate is not None
        and decision.body is not None
        and decision.body != mandate.body
    ):
        yield gap("other-body-decided", field="body")


def _human_decider(t: Trajectory, act: _Deciding, _: Policy) -> Iterator[Gap]:
    """What is known here as a system signs nothing and decides nothing (case 37)."""
    systems = {g.person for g in t.gathered.values() if g.role is Role.SYSTEM}
    signed = decision_of(act).signed_by
    deciders = (act.by.person, signed) if isinstance(act, a.DecideNecessity) else (signed,)
    for person in dict.fromkeys(deciders):
        if person in systems:
            yield gap("decider-is-a-system", remedy(a.DecideNecessity, human=True), person=person)


def _in_scope(t: Trajectory, act: a.OpenInvolvement | a.Reopen, _: Policy) -> Iterator[Gap]:
    if act.concern is None:
        yield gap("no-concern", field="concern")
    if act.necessity.status is NecessityStatus.ENDED:
        yield gap("necessity-ended", remedy(a.DecideNecessity, human=True))
    else:
        yield from _decided_anew(t, act)
    for minor in act.minors:
        if minor not in act.necessity.minors:
            yield gap(
                "necessity-for-other-minors", remedy(a.DecideNecessity, human=True), minor=minor
            )
        if ask.open_episode(t, minor) is not None:
            yield gap("already-open", minor=minor)


def _decided_anew(t: Trajectory, act: a.OpenInvolvement | a.Reopen) -> Iterator[Gap]:
    """An involvement rests on the latest decision that is known here, and not on one before it."""
    decided = act.necessity.decided_at
    for minor in act.minors:
        latest = ask.latest_decision(t, minor)
        known = None if latest is None else latest.decision.decided_at
        if latest is None or known is None or decided is None:
            continue
        if latest.decision.status is NecessityStatus.ENDED and decided <= known:
            again = remedy(a.DecideNecessity, human=True, minor=minor)
            yield gap("necessity-ended", again, minor=minor)
        elif decided < known:
            newer = remedy(type(act), minor=minor, necessity=latest.id)
            yield gap("necessity-superseded", newer, minor=minor, necessity=latest.id)


def _reopens(t: Trajectory, act: a.Reopen, _: Policy) -> Iterator[Gap]:
    for minor in act.minors:
        latest = ask.latest_episode(t, minor)
        if latest is None:
            yield gap("never-opened", remedy(a.OpenInvolvement, minor=minor), minor=minor)
        elif latest.ended_at is not None and act.by.at < latest.ended_at:
            yield gap("opens-before-it-ended", minor=minor)


def _anew(t: Trajectory, act: a.OpenInvolvement | a.Reopen, _: Policy) -> Iterator[Gap]:
    """What was achieved is behind: a relapse is a concern and a decision of its own (case 20)."""
    for minor in act.minors:
        # An emergency in between is a place to record, and no ground to go on from.
        before = ask.latest_episode(t, minor, regular=True)
        if before is None or before.outcome is not WithdrawalOutcome.ACHIEVED:
            continue
        if act.concern is not None and act.concern.id in _known_concerns(t, minor, before):
            yield gap("concern-not-new", remedy(type(act), minor=minor), minor=minor)
        decided = act.necessity.decided_at
        if decided is not None and decided == before.necessity_at:
            decides = remedy(a.DecideNecessity, human=True, minor=minor)
            yield gap("necessity-not-new", decides, minor=minor)


def _known_concerns(t: Trajectory, minor: PersonId, before: Episode) -> set[str]:
    """The texts of the concerns that the involvement now ended was about."""
    return {
        g.text.id
        for g in t.gathered.values()
        if g.kind is GatheredKind.CONCERN
        and g.text is not None
        and minor in g.minors
        and before.ended_at is not None
        and g.at <= before.ended_at
    }


def _opens_once(t: Trajectory, act: a.OpenInvolvement, _: Policy) -> Iterator[Gap]:
    """A lead who is there keeps it: another family member is added by that lead, not beside it."""
    lead = ask.lead(t, act.by.at)
    if lead is None and ask.open_episode(t) is not None:
        # A mandate for one child is none for the involvement that is open already (X8).
        appointed = remedy(a.AssignConsultant, human=True, person=act.by.person)
        yield gap("lead-vacant", appointed)
    elif lead is not None and lead.person != act.by.person:
        # The lead who is there opens for another child, or hands over first.
        offered = remedy(a.OfferHandover, to=act.by.person)
        yield gap("lead-exists", offered, lead=lead.id)
    yield from _other_leads(t, act.by.at)
    for minor in act.minors:
        # An emergency since then does not undo that an involvement was there before.
        ended = any(e.minor == minor and not e.emergency for e in t.involvement.values())
        if ended and ask.open_episode(t, minor) is None:
            yield gap("reopen-instead", remedy(a.Reopen, minor=minor), minor=minor)


#: What is asked of whoever opens: an adopted file is opened too.
OPENING: Final = (
    ("one-side", "P1 P8c P11", "people", _one_side),
    ("named-decider", "P24 X15", "people", _named_decider),
    ("in-scope", "P2", "involvement necessity", _in_scope),
)

RULES: Final[tuple[Rule, ...]] = (
    rule("involvement.one-side", "P1 P8c P11", _JOINING, "people", _one_side),
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
    rule(
        "necessity.named-decider",
        "P24 X15",
        (a.DecideNecessity, a.RecordNecessity, a.OpenInvolvement, a.Reopen),
        "people",
        _named_decider,
    ),
    rule(
        "necessity.human-decider",
        "P24 X15",
        (a.DecideNecessity, a.RecordNecessity, a.OpenInvolvement, a.Reopen),
        "gathered",
        _human_decider,
    ),
    rule(
        "involvement.in-scope",
        "P2",
        (a.OpenInvolvement, a.Reopen),
        "involvement necessity",
        _in_scope,
    ),
    rule("involvement.reopens", "P2", (a.Reopen,), "involvement", _reopens),
    rule(
        "involvement.anew",
        "P2 P24",
        (a.OpenInvolvement, a.Reopen),
        "involvement gathered",
        _anew,
    ),
    rule(
        "involvement.opens-once", "P12 P2", (a.OpenInvolvement,), "people involvement", _opens_once
    ),
)
