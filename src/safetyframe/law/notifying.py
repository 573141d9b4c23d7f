"""Who is to be told that something is on record, made from what each may know of it (X13)."""

from __future__ import annotations

from collections.abc import Iterator

from safetyframe.notice import Notice, Undelivered
from safetyframe.outcome import Accepted
from safetyframe.rules import ask
from safetyframe.slices import CLASSIFIED
from safetyframe.values import PersonId
from safetyframe.views import KNOWN_BY, Eyes, Sight, project, show_record

__all__ = ["may_know", "notice_of", "to_be_told"]


def to_be_told(outcome: Accepted) -> Iterator[PersonId]:
    """Give everyone who takes part and may be sent a notice, but for who did or recorded it.

    Whom it is unsafe or unlawful to inform is sent nothing, whatever they would find on asking:
    sending is a step of ours.
    """
    t, by = outcome.trajectory, outcome.record.act.by
    if not {"people", "exceptions"}.isdisjoint(t.unknown):
        return  # nobody is sent anything where it is not known who takes part, or who is in danger
    at = by.recorded
    silent = {e.person for e in t.exceptions.values() if e.why in CLASSIFIED and e.holds(at)}
    if None in silent:  # an exception for everyone whom its norm speaks of
        return
    for person in ask.involved(t, at):
        if person not in {by.person, by.recorded_by, *silent}:
            yield person


def notice_of(eyes: Eyes, outcome: Accepted) -> Notice | None:
    """Make the notice of the record of `outcome` for these eyes; None if they may not know of it.

    The viewer neither did it nor wrote it down, so that it is known by what it left in a few
    slices: no more of the trajectory is looked at.
    """
    t, record = outcome.trajectory, outcome.record
    sight = project(t, eyes, KNOWN_BY.get(type(record.act)))
    if show_record(sight, record) is None:
        return None
    return Notice(trajectory=t.id, act=record.act.id, recipient=eyes.person)


def may_know(s: Sight, one: Undelivered) -> bool:
    """Say whether a viewer may know that a notice has not arrived: its recipient, or for work."""
    if one.recipient != s.eyes.person and not (s.eyes.professional and s.eyes.knows(one.recipient)):
        return False
    return show_record(s, one.record) is not None
