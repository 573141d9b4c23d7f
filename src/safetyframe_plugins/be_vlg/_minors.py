"""Before birth, and the age of twelve: neither is a gate (cases 8 and 9)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from safetyframe import acts as a
from safetyframe.outcome import Gap, Remedy
from safetyframe.packs import Moment, Rule, Seen, Watch, gap, hint, remedy, rule, seen
from safetyframe.policy import Policy
from safetyframe.roles import Role
from safetyframe.trajectory import Trajectory
from safetyframe.values import PersonId, Reason, civil_date
from safetyframe_plugins.be_vlg._births import Births, birthday, open_minors, today, watch

__all__ = ["rules", "watches"]

_PRESUMED_ABLE = 12

_Joining = a.OpenInvolvement | a.Reopen | a.Adopt | a.AddParticipation
_JOINING = (a.OpenInvolvement, a.Reopen, a.Adopt, a.AddParticipation)


def rules(births: Births) -> tuple[Rule, ...]:
    """Nobody takes part as a minor before they can have been born."""
    joins = partial(_joins_at_birth, births)
    return (rule("be_vlg:joins-at-birth", "be_vlg:unborn", _JOINING, "", joins),)


def watches(births: Births) -> tuple[Watch, ...]:
    """What to look at: a birth that must have come, a deferral for somebody presumed able."""
    return (
        watch("birth-due", "unborn", "people involvement", partial(_birth_due, births)),
        watch("presumed-able", "age-12", "exceptions", partial(_presumed_able, births)),
    )


def _joins_at_birth(births: Births, t: Trajectory, act: _Joining, _: Policy) -> Iterator[Gap]:
    for minor, since, later in _joining(act):
        birth = births.get(minor)
        if birth is not None and civil_date(since, t.zone) < birth.earliest:
            yield gap("be_vlg:not-born-yet", later, minor=minor, on=birth.earliest)


def _joining(act: _Joining) -> Iterator[tuple[PersonId, datetime, Remedy]]:
    """Who would take part as a minor by this act, from when, and how it can be put right."""
    if isinstance(act, a.AddParticipation):
        if act.role is Role.MINOR:
            yield act.person, act.since, remedy(type(act), person=act.person)
        return
    for minor in act.minors:
        if minor not in act.unborn:
            yield minor, act.by.at, remedy(type(act), unborn=minor)


def _birth_due(births: Births, m: Moment) -> Iterator[Seen]:
    for minor in open_minors(m.t):
        birth = births.get(minor)
        if birth is None or birth.on is not None or minor in m.people:
            continue
        if birth.latest < today(m):
            joins = hint(a.AddParticipation, person=minor, role=Role.MINOR)
            yield seen("be_vlg:birth-due", joins, minor=minor, on=birth.latest)


def _presumed_able(births: Births, m: Moment) -> Iterator[Seen]:
    for held in m.t.exceptions.values():
        if held.why is not Reason.DEVELOPMENTALLY_DEFERRED or held.person is None:
            continue
        birth = births.get(held.person)
        if birth is None or not held.at <= m.at < held.until:
            continue
        on = birthday(birth.latest, _PRESUMED_ABLE)
        if on <= today(m):
            yield seen(
                "be_vlg:presumed-able",
                hint(a.Explain, person=held.person),
                person=held.person,
                clause=held.clause,
                on=on,
            )
