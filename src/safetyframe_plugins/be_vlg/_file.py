"""The file: what a court is given, who is told what becomes of it, when it goes (cases 24, 38)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from functools import partial

from safetyframe import acts as a
from safetyframe.outcome import Gap
from safetyframe.packs import Moment, Rule, Seen, Watch, gap, hint, remedy, rule, seen
from safetyframe.policy import Policy
from safetyframe.roles import CLIENT_SIDE
from safetyframe.trajectory import Trajectory
from safetyframe.values import PersonId, TrajectoryId, civil_date
from safetyframe_plugins.be_vlg._births import (
    Birth,
    Births,
    birthday,
    last_episodes,
    minors_of,
    today,
    watch,
)

__all__ = ["Held", "Items", "retention_due", "rules", "watches"]

_KEPT_UNTIL = 35

#: Says that the file of a minor is held: a lawsuit, a complaint, an inquiry.
Held = Callable[[PersonId], bool]
#: The acts of each trajectory that a court may be given.
Items = Mapping[TrajectoryId, frozenset[str]]


def retention_due(birth: Birth) -> date:
    """Give the day on which a minor's file is to be destroyed; uncertain births: the latest."""
    return birthday(birth.latest, _KEPT_UNTIL)


def rules(births: Births, held: Held, for_court: Items) -> tuple[Rule, ...]:
    """The rules on disclosing and on destroying."""
    kept = partial(_kept, births, held)
    court = partial(_court, for_court)
    return (
        rule("be_vlg:court-items", "be_vlg:court P19", (a.Disclose,), "", court),
        rule("be_vlg:kept", "be_vlg:retention", (a.Erase,), "people involvement", kept),
    )


def watches(births: Births, held: Held) -> tuple[Watch, ...]:
    """What to look at once an involvement has ended."""
    due = partial(_due, births, held)
    return (
        watch("retention-told", "retention-told", "people involvement told", _told),
        watch("retention-due", "retention", "involvement erased", due),
    )


def _court(for_court: Items, t: Trajectory, act: a.Disclose, _: Policy) -> Iterator[Gap]:
    if act.to is not a.Recipient.COURT:
        return
    allowed = for_court.get(t.id, frozenset[str]())
    for item in act.items:
        if item not in allowed:
            yield gap("be_vlg:not-for-court", remedy(a.Disclose, human=True), about=item)


def _kept(births: Births, held: Held, t: Trajectory, act: a.Erase, _: Policy) -> Iterator[Gap]:
    """One file is about all its minors: it goes when it may go for the last of them."""
    if act.kind is not a.ErasureKind.RETENTION:
        return
    day = civil_date(act.by.at, t.zone)
    for minor in minors_of(t):
        again = remedy(a.Erase, human=True)
        birth = births.get(minor)
        if birth is None:
            yield gap("be_vlg:no-birth-date", again, minor=minor)
        elif day < retention_due(birth):
            yield gap("be_vlg:kept-until", again, minor=minor, on=retention_due(birth))
        if held(minor):
            yield gap("be_vlg:held", again, minor=minor)


def _told(m: Moment) -> Iterator[Seen]:
    for minor, episode in last_episodes(m.t).items():
        if episode.ended_at is None:
            continue
        for person in _client_side(m.t, minor, episode.ended_at):
            if not _knows(m.t, person, episode.ended_at):
                tell = hint(a.Explain, topic=a.Topic.FILE, person=person)
                yield seen("be_vlg:file-untold", tell, person=person, minor=minor)


def _due(births: Births, held: Held, m: Moment) -> Iterator[Seen]:
    for minor, episode in last_episodes(m.t).items():
        birth = births.get(minor)
        if birth is None or episode.open or today(m) < retention_due(birth):
            continue
        on = retention_due(birth)
        if held(minor):
            yield seen("be_vlg:due-and-held", minor=minor, on=on)
        elif not _destroyed(m.t, on):
            yield seen("be_vlg:destroy", hint(a.Erase, kind="retention"), minor=minor, on=on)


def _destroyed(t: Trajectory, on: date) -> bool:
    return any(
        one.kind is a.ErasureKind.RETENTION and civil_date(one.at, t.zone) >= on
        for one in t.erased.values()
    )


def _client_side(t: Trajectory, minor: PersonId, at: datetime) -> list[PersonId]:
    """Child, parents and network who took part for this minor when the involvement ended."""
    parts = [p for p in t.people.values() if p.active(at) and not p.professional]
    return sorted(
        {
            p.person
            for p in parts
            if p.role in CLIENT_SIDE and (not p.concerns or minor in p.concerns)
        }
    )


def _knows(t: Trajectory, person: PersonId, ended: datetime) -> bool:
    """Told on the day of the ending or since; what was said years before is not said at closing."""
    return any(
        one.person == person
        and one.topic is a.Topic.FILE
        and civil_date(one.at, t.zone) >= civil_date(ended, t.zone)
        for one in t.told.values()
    )
