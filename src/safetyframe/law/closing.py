"""What is listed when an involvement ends: duties, goals, dissent (P21, P24, reading 1)."""

from __future__ import annotations

from safetyframe.acts import (
    Act,
    DecideNecessity,
    NecessityStatus,
    Position,
    RecordNecessity,
    Withdraw,
)
from safetyframe.duties import owed
from safetyframe.outcome import DutyState
from safetyframe.policy import Policy
from safetyframe.record import OpenItem
from safetyframe.rules import ask
from safetyframe.rules.ending import unmet
from safetyframe.slices import Episode
from safetyframe.trajectory import Trajectory
from safetyframe.values import PersonId

__all__ = ["closes", "open_items"]


def closes(act: Act) -> tuple[PersonId, ...]:
    """The minors with whom involvement ends by this act."""
    if isinstance(act, Withdraw):
        return (act.minor,)
    if isinstance(act, DecideNecessity | RecordNecessity) and (
        act.decision.status is NecessityStatus.ENDED
    ):
        return act.decision.minors
    return ()


def _superseded(act: Act, episode: Episode) -> bool:
    """An old decision found again ends nothing that rests on a later one."""
    if not isinstance(act, DecideNecessity | RecordNecessity):
        return False
    decided, rests_on = act.decision.decided_at, episode.necessity_at
    return decided is not None and rests_on is not None and decided < rests_on


def open_items(
    t: Trajectory, act: Act, minors: tuple[PersonId, ...], policy: Policy
) -> tuple[OpenItem, ...]:
    """List what is not done for these minors, once each."""
    at = act.by.at
    items: dict[OpenItem, None] = {}
    for minor in minors:
        episode = ask.open_episode(t, minor)
        if episode is None or _superseded(act, episode):
            continue
        for duty in owed(t, at, policy, minor=minor):
            if duty.state is not DutyState.DONE:
                item = OpenItem(clause=duty.clause, person=duty.person, state=duty.state.value)
                items[item] = None
        for position in ask.positions(t):
            if position.minor == minor and position.position is Position.DISSENTS:
                dissent = OpenItem(
                    clause="P21", person=position.person, state=position.position.value
                )
                items[dissent] = None
        for gap in unmet(t, minor, at, policy):
            target = gap.get("target")
            statement = None if target is None else str(target)
            items[OpenItem(clause="T4", person=minor, target=statement, state=gap.code)] = None
    return tuple(items)
