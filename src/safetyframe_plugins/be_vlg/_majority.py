"""Majority: not before the birthday, ahead of it, and from it on (case 23).

Where the date of birth is uncertain, what would leave a person without protection waits for the
latest day it may be, and what shows their file to others stops on the earliest.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from safetyframe import acts as a
from safetyframe.outcome import Gap
from safetyframe.packs import Bar, Moment, Rule, Seen, Watch, gap, hint, remedy, rule, seen
from safetyframe.policy import Policy
from safetyframe.roles import Role
from safetyframe.trajectory import Trajectory
from safetyframe.values import PersonId, civil_date
from safetyframe_plugins.be_vlg._births import (
    ADULT,
    Births,
    Renewals,
    birthday,
    minors_of,
    months_before,
    open_minors,
    today,
    watch,
)

__all__ = ["bars", "rules", "watches"]

_Opening = a.OpenInvolvement | a.Reopen | a.Adopt
_OPENING = (a.OpenInvolvement, a.Reopen, a.Adopt)
_Stating = a.EstablishWat | a.ReviseWat | a.SetExpectations
_STATING = (a.EstablishWat, a.ReviseWat, a.SetExpectations)
_DERIVED = frozenset({Role.PARENT, Role.NETWORK})


def rules(births: Births) -> tuple[Rule, ...]:
    """The rules on majority."""
    return (
        rule(
            "be_vlg:not-before-majority",
            "be_vlg:majority be_vlg:leap-day",
            (a.Withdraw,),
            "",
            partial(_not_before, births),
        ),
        rule(
            "be_vlg:opens-for-minors",
            "be_vlg:majority P2",
            _OPENING,
            "",
            partial(_opens_for_minors, births),
        ),
        rule(
            "be_vlg:states-for-minors",
            "be_vlg:majority P12",
            _STATING,
            "wat",
            partial(_states_for_minors, births),
        ),
    )


def watches(births: Births, renewals: Renewals, months_ahead: int) -> tuple[Watch, ...]:
    """What to look at before and after a birthday."""
    ahead = partial(_ahead, births, months_ahead)
    consent = partial(_consent, births, renewals)
    return (
        watch("majority-ahead", "majority", "involvement", ahead),
        watch("majority-reached", "majority leap-day", "involvement", partial(_reached, births)),
        watch("consent", "adult-file", "people", consent),
        watch("birth-known", "majority retention", "people involvement", partial(_known, births)),
    )


def bars(births: Births, renewals: Renewals) -> tuple[Bar, ...]:
    """What parents and network saw by taking part ends at majority."""
    return (partial(_adult_file, births, renewals),)


def _of_age(births: Births, t: Trajectory, person: PersonId, at: datetime) -> bool:
    """Say whether somebody is an adult for certain."""
    birth = births.get(person)
    return birth is not None and civil_date(at, t.zone) >= birthday(birth.latest, ADULT)


def _not_before(births: Births, t: Trajectory, act: a.Withdraw, _: Policy) -> Iterator[Gap]:
    if act.outcome is not a.WithdrawalOutcome.MAJORITY:
        return
    birth = births.get(act.minor)
    again = remedy(a.Withdraw, human=True, minor=act.minor)
    if birth is None:
        yield gap("be_vlg:no-birth-date", again, minor=act.minor)
    elif not _of_age(births, t, act.minor, act.by.at):
        on = birthday(birth.latest, ADULT)
        yield gap("be_vlg:not-of-age", again, minor=act.minor, on=on)


def _opens_for_minors(births: Births, t: Trajectory, act: _Opening, _: Policy) -> Iterator[Gap]:
    for minor in act.minors:
        if _of_age(births, t, minor, act.by.at):
            yield gap("be_vlg:of-age", remedy(type(act), human=True), minor=minor)


def _states_for_minors(births: Births, t: Trajectory, act: _Stating, _: Policy) -> Iterator[Gap]:
    """What was stated before stays; nothing new is laid down for an adult."""
    before = t.wat[len(t.wat)].statements if len(t.wat) else ()
    new = (statement for statement in _stated(act) if statement not in before)
    for statement in new:
        for minor in statement.minors:
            if _of_age(births, t, minor, act.by.at):
                ends = remedy(a.Withdraw, human=True, minor=minor)
                yield gap("be_vlg:states-for-adult", ends, minor=minor, target=statement.id)


def _stated(act: _Stating) -> tuple[a.Statement, ...]:
    if isinstance(act, a.SetExpectations):
        return act.expectations
    return (*act.bottom_lines, *act.dangers, *act.goals)


def _ahead(births: Births, months: int, m: Moment) -> Iterator[Seen]:
    for minor in open_minors(m.t):
        birth = births.get(minor)
        if birth is not None:
            on = birthday(birth.earliest, ADULT)
            if months_before(on, months) <= today(m) < on:
                yield seen("be_vlg:majority-near", hint(a.Review), minor=minor, on=on)


def _reached(births: Births, m: Moment) -> Iterator[Seen]:
    for minor in open_minors(m.t):
        birth = births.get(minor)
        if birth is None:
            continue
        first, last = (birthday(day, ADULT) for day in (birth.earliest, birth.latest))
        if first <= today(m) < last:
            yield seen("be_vlg:majority-uncertain", minor=minor, first=first, last=last)
        elif last <= today(m):
            ends = hint(a.Withdraw, minor=minor)
            yield seen("be_vlg:of-age-and-still-open", ends, minor=minor, on=last)


def _consent(births: Births, renewals: Renewals, m: Moment) -> Iterator[Seen]:
    for person, parts in m.people.items():
        birth = births.get(person)
        if birth is None or not any(p.role is Role.MINOR for p in parts):
            continue
        on = birthday(birth.latest, ADULT)
        renewal = renewals.get(person)
        if on <= today(m) and (renewal is None or not on <= renewal.on <= today(m)):
            yield seen("be_vlg:consent-to-renew", person=person, on=on)


def _known(births: Births, m: Moment) -> Iterator[Seen]:
    for minor in minors_of(m.t):
        if minor not in births:
            yield seen("be_vlg:birth-unknown", minor=minor)


def _adult_file(
    births: Births,
    renewals: Renewals,
    t: Trajectory,
    person: PersonId,
    minor: PersonId,
    at: datetime,
) -> bool:
    birth = births.get(minor)
    day = civil_date(at, t.zone)
    if birth is None or person == minor or day < birthday(birth.earliest, ADULT):
        return False
    renewal = renewals.get(minor)
    of_age = birthday(birth.latest, ADULT)
    if renewal is not None and of_age <= renewal.on <= day and person in renewal.shows_to:
        return False
    mine = [p for p in t.people.values() if p.person == person]
    # Who also takes part otherwise, as care worker say, sees what that part shows.
    roles = {p.role for p in mine if p.active(at)} or {p.role for p in mine}
    return roles <= _DERIVED
