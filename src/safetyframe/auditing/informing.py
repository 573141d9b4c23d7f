"""Who was informed too late, or is not informed yet: the duties of a history.

A duty refuses nothing, so an act that informs somebody late is no breach. It is told beside them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from attrs import frozen

from safetyframe.acts import Acknowledge, Act, ExceptDuty, Explain
from safetyframe.auditing.model import Kind
from safetyframe.duties import DUTIES, READS, Duty, owed
from safetyframe.law.closing import closes
from safetyframe.law.guards import missing, veiled
from safetyframe.outcome import DutyState, Gap, Owed
from safetyframe.policy import Policy
from safetyframe.rules.model import gap
from safetyframe.trajectory import Trajectory

__all__ = ["CLAUSES", "Open", "blind", "still_open", "too_late"]

#: The norms that ask for informing.
CLAUSES: Final = tuple(dict.fromkeys(duty.clause for duty in DUTIES))
#: What discharges or suspends a duty to inform.
_INFORMING: Final = frozenset({Explain, Acknowledge, ExceptDuty})


@frozen(kw_only=True)
class Open:
    """A duty that was done too late, or not at all, and what is to be said of it."""

    kind: Kind
    owed: Owed
    gap: Gap


def blind(t: Trajectory) -> list[str]:
    """Name the slices without which nobody can say what is owed."""
    return sorted(missing(veiled(t), READS))


def still_open(t: Trajectory, at: datetime, policy: Policy) -> Iterator[Open]:
    """Give what is overdue at `at`. Every slice that duties read must be known."""
    for one in owed(veiled(t), at, policy, only=DutyState.OVERDUE):
        yield Open(kind=Kind.OVERDUE, owed=one, gap=_open_duty("overdue", one))


def too_late(before: Trajectory, after: Trajectory, act: Act, policy: Policy) -> Iterator[Open]:
    """Give which duties `act` discharged too late, or ended without. Nothing where that is unknown.

    `before` and `after` are the trajectory before the act and after it.
    """
    ended = bool(closes(act))
    if type(act) not in _INFORMING and not ended:
        return
    if blind(before) or blind(after):
        return  # said once, at the end
    at, concerned = act.by.at, _concerned(act)
    late = list(owed(veiled(before), at, policy, duties=concerned, only=DutyState.OVERDUE))
    if not late:
        return
    states = {
        (one.duty, one.person): one.state
        for one in owed(veiled(after), at, policy, duties=concerned)
    }
    for one in late:
        state = states.get((one.duty, one.person))
        done = state in (DutyState.DONE, DutyState.EXCEPTED)
        if not done and not (ended and state is None):
            continue  # it is open still, and told at the end
        how = "late" if state is DutyState.DONE else "excepted-late"
        code = how if done else "left-open"
        kind = Kind.LATE if done else Kind.OVERDUE
        yield Open(kind=kind, owed=one, gap=_open_duty(code, one))


def _open_duty(code: str, one: Owed) -> Gap:
    return gap(
        code,
        *one.remedies,
        duty=one.duty,
        person=one.person,
        version=one.version,
        since=one.since,
        due_on=one.due_on,
    )


def _concerned(act: Act) -> tuple[Duty, ...]:
    """Give the duties that an act can discharge, suspend or end: to ask about all takes long."""
    if isinstance(act, Explain):
        topics = {matter.topic for matter in act.matters}
        return tuple(d for d in DUTIES if not d.acknowledged and topics & d.topics)
    if isinstance(act, Acknowledge):
        return tuple(d for d in DUTIES if act.matter.topic in d.topics)
    if isinstance(act, ExceptDuty):
        return tuple(d for d in DUTIES if d.clause == act.exception.clause)
    return DUTIES
