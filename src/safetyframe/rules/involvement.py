"""What opens an involvement, and opens it again, and who decides on necessity."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from safetyframe import acts as a
from safetyframe.acts.ending import WithdrawalOutcome
from safetyframe.acts.involvement import NecessityDecision, NecessityStatus
from safetyframe.outcome import Gap
from safetyframe.policy import Policy
from safetyframe.roles import Role
from safetyframe.rules import ask
from safetyframe.rules.model import Rule, gap, remedy, rule
from safetyframe.rules.participation import one_side, other_leads
from safetyframe.slices import Episode, GatheredKind
from safetyframe.trajectory import Trajectory
from safetyframe.values import PersonId

__all__ = ["OPENING", "RULES", "decision_of"]

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
        # An emergency opened no involvement, so there is none to open again (reading 4).
        latest = ask.latest_episode(t, minor, regular=True)
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
    yield from other_leads(t, act.by.at)
    for minor in act.minors:
        # An emergency since then does not undo that an involvement was there before.
        ended = any(e.minor == minor and not e.emergency for e in t.involvement.values())
        if ended and ask.open_episode(t, minor) is None:
            yield gap("reopen-instead", remedy(a.Reopen, minor=minor), minor=minor)


#: What is asked of whoever opens: an adopted file is opened too.
OPENING: Final = (
    ("one-side", "P1 P8c P11", "people", one_side),
    ("named-decider", "P24 X15", "people", _named_decider),
    ("in-scope", "P2", "involvement necessity", _in_scope),
)

RULES: Final[tuple[Rule, ...]] = (
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
