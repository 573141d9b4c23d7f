"""Who may do what: WAT and closing, necessity, HOE, and voices that nobody silences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from safetyframe import acts as a
from safetyframe.acts import PROTECTED
from safetyframe.outcome import Accepted, Refused
from safetyframe.roles import CLIENT_SIDE, Role, Standing
from safetyframe.testing.invariants.step import Step, parts_of

__all__ = ["consultants_own", "hoe_is_made_together", "nobody_else_moves", "nobody_is_silenced"]


_WAT_ACTS: Final = (a.EstablishWat, a.ReviseWat, a.SetExpectations, a.Judge, a.Withdraw)


def consultants_own(step: Step) -> Iterator[str]:
    """WAT, expectations, judgements and closings are done by the lead, or a deputy (P12, X3)."""
    if isinstance(step.outcome, Accepted) and isinstance(step.act, _WAT_ACTS):
        by = step.act.by
        standing = (Standing.LEAD, Standing.DEPUTY)
        if not any(
            p.role is Role.CONSULTANT and p.standing in standing
            for p in parts_of(step.before, by.person, by.at)
        ):
            yield f"{type(step.act).__name__} by somebody who is no lead consultant then"


def nobody_else_moves(step: Step) -> Iterator[str]:
    """Only a consultant moves WAT; only consultant or authority record necessity (P12, P24)."""
    role = step.act.by.role
    if role is not Role.CONSULTANT and step.before.wat != step.after.wat:
        yield f"{type(step.act).__name__} by {role.value} moved WAT"
    government = role in (Role.CONSULTANT, Role.AUTHORITY)
    if not government and step.before.necessity != step.after.necessity:
        yield f"{type(step.act).__name__} by {role.value} moved necessity"
    if isinstance(step.act, a.DecideNecessity) and isinstance(step.outcome, Accepted):
        decision = step.act.decision
        if role is not Role.AUTHORITY:
            yield f"{role.value} decided on necessity"
        if decision.body is None or decision.signed_by is None:
            yield "a decision on necessity that nobody signed"


def hoe_is_made_together(step: Step) -> Iterator[str]:
    """HOE is a care worker's and a family's: two persons at least, and no consultant (P16, P17)."""
    if not (isinstance(step.outcome, Accepted) and isinstance(step.act, a.EstablishHoe)):
        return
    act, at = step.act, step.act.by.at
    roles = {
        part.person: {p.role for p in parts_of(step.before, part.person, at)}
        for part in act.together
    }
    consultants = {p.person for p in step.before.people.values() if p.role is Role.CONSULTANT}
    if act.by.role is Role.CONSULTANT or act.by.recorded_by in consultants:
        yield "a consultant established HOE"
    if any(Role.CONSULTANT in held for held in roles.values()):
        yield "a consultant is among the authors of HOE"
    workers = {person for person, held in roles.items() if Role.CARE_WORKER in held}
    family = {person for person, held in roles.items() if held & CLIENT_SIDE} - workers
    if not workers:
        yield "no care worker took part in HOE"
    if not family:
        yield "nobody of family or network took part in HOE, who is not its care worker too"


_OWN_WORDS: Final = frozenset({Role.AUTHORITY, Role.SYSTEM})


def nobody_is_silenced(step: Step) -> Iterator[str]:
    """Speaking, scaling, dissenting and protecting are refused for their form only (T6)."""
    if type(step.act) not in PROTECTED or not isinstance(step.outcome, Refused):
        return
    if step.act.by.role in _OWN_WORDS or step.act.by.on_behalf_of or step.act.by.recorded_by:
        return
    for violation in step.outcome.violations:
        if not violation.rule.startswith("form."):
            yield f"{type(step.act).__name__} was refused by {violation.rule}"
