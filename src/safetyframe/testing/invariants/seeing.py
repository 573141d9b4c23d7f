"""Who may see what (X13): words for some, acts that somebody may not know of, notices."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from zlib import crc32

from safetyframe import acts as a
from safetyframe.acts import Act
from safetyframe.notice import Notice
from safetyframe.outcome import Accepted
from safetyframe.roles import Audience
from safetyframe.testing.invariants.step import Notifies, Shows, Step, parts_of
from safetyframe.trajectory import Trajectory
from safetyframe.values import PersonId
from safetyframe.views import Viewer

__all__ = ["notices_say_nothing", "said_to_some", "unseen_changes_nothing"]


_ASKED: Final = 8  # one in so many: it is a dear question. Which ones hangs on the act's id alone.


def unseen_changes_nothing(step: Step) -> Iterator[str]:
    """A record that somebody may not know of leaves what they are shown as it was (X13)."""
    if not isinstance(step.outcome, Accepted) or not isinstance(step.law, Shows):
        return
    after = step.outcome.trajectory
    at = after.known_at
    if at is None:
        return
    for person in dict.fromkeys(p.person for p in after.people.values()):
        if step.aside or crc32(f"{step.act.id} {person}".encode()) % _ASKED:
            continue
        if parts_of(step.before, person, at) != parts_of(after, person, at):
            continue  # who comes in or goes may see something else
        if person in step.outcome.record.misinformed:
            continue  # they learn that what they were told was wrong, whoever said so
        viewer = Viewer(person=person, at=at)
        if step.law.show(step.outcome.record, viewer, after).shown is not None:
            continue
        if step.law.show(step.before, viewer) != step.law.show(after, viewer):
            yield f"{person} sees a difference that {type(step.act).__name__} made"


def said_to_some(step: Step) -> Iterator[str]:
    """What is for some is shown to nobody else; a voice without an audience to nobody (X13)."""
    if not isinstance(step.outcome, Accepted) or not isinstance(step.law, Shows):
        return
    act, after = step.act, step.outcome.trajectory
    at, meant = after.known_at, _meant_for(act)
    if meant is None or at is None:
        return
    for person in dict.fromkeys(p.person for p in after.people.values()):
        if person in _there(act) or _among(meant, after, person, step):
            continue
        view = step.law.show(step.outcome.record, Viewer(person=person, at=at), after)
        if view.shown is not None:
            yield f"{person} is shown a {type(act).__name__} that is for others"


def _meant_for(act: Act) -> Audience | None:
    """For whom an act is; None where it is for more than those who are named."""
    given: Audience | None = getattr(act, "audience", None)
    return Audience() if given is None and isinstance(act, a.Speak) else given


def _there(act: Act) -> set[PersonId | None]:
    """Whoever did it, wrote it down, or had it said for them, knows."""
    return {act.by.person, act.by.recorded_by, act.by.on_behalf_of}


def _among(meant: Audience, after: Trajectory, person: PersonId, step: Step) -> bool:
    roles = {p.role for p in after.people.values() if p.person == person}
    return person in meant.persons or not roles.isdisjoint(meant.roles)


def notices_say_nothing(step: Step) -> Iterator[str]:
    """A notice goes to who may know of the act, and says nothing but that it is there (X13)."""
    if not isinstance(step.outcome, Accepted) or not isinstance(step.law, Notifies):
        return
    if step.aside or not isinstance(step.law, Shows) or crc32(step.act.id.encode()) % _ASKED:
        return
    after = step.outcome.trajectory
    for notice in step.law.notices(step.outcome):
        person = notice.recipient
        if notice != Notice(trajectory=after.id, act=step.act.id, recipient=person):
            yield f"the notice for {person} says more than that there is something"
        viewer = Viewer(person=person, at=step.outcome.record.recorded_at)
        if step.law.show(step.outcome.record, viewer, after).shown is None:
            yield f"{person} gets notice of a {type(step.act).__name__} that they may not know of"
