"""By whom: others, one person on all the chairs, who has just left, one person on two sides."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from attrs import evolve

from safetyframe import acts as a
from safetyframe.acts import Act
from safetyframe.roles import CLIENT_SIDE, Part, Role
from safetyframe.testing._twists.same import Branch, again, lead_of, there
from safetyframe.testing.story import text
from safetyframe.trajectory import Trajectory
from safetyframe.values import ActId, PersonId

__all__ = [
    "after_leaving",
    "by_others",
    "chairs",
    "kept_apart",
    "on_two_sides",
    "one_on_every_chair",
    "silent",
    "uninvited",
]


def one_on_every_chair(act: Act, person: PersonId) -> Act | None:
    """Give an act done together with one person on all the chairs; None where there are none."""
    if not isinstance(act, a.EstablishHoe | a.DecideDirection):
        return None
    chairs = tuple(dict.fromkeys(part.role for part in act.together))
    return again(act, together=tuple(Part(person=person, role=role) for role in chairs))


def chairs(before: Trajectory, act: Act) -> Iterator[Branch]:
    """Whoever does it takes all the chairs."""
    alone = one_on_every_chair(act, act.by.person)
    if alone is not None:
        yield (alone,)


def by_others(before: Trajectory, act: Act) -> Iterator[Branch]:
    """The same by everyone else who takes part, in their own capacity."""
    for part in there(before, act.by.at):
        if part.person != act.by.person:
            by = evolve(act.by, person=part.person, role=part.role, mandate=None)
            yield (again(act, by=by),)


def silent(before: Trajectory, act: Act) -> Iterator[Branch]:
    """Everyone who takes part says something at that moment, whatever else goes on."""
    for part in there(before, act.by.at):
        by = evolve(act.by, person=part.person, role=part.role, mandate=None)
        spoken = ActId(f"{act.id}-said-{part.person}")
        yield (a.Speak(id=spoken, by=by, words=text("own-words")),)


def after_leaving(before: Trajectory, act: Act) -> Iterator[Branch]:
    """Whoever does it has just left."""
    for part in there(before, act.by.at):
        if part.person == act.by.person and part.role is act.by.role:
            goes = a.EndParticipation(
                id=ActId(f"{act.id}-goes"),
                by=evolve(act.by, mandate=None),
                participation=part.id,
                until=act.by.at,
            )
            later = act.by.at + timedelta(minutes=1)
            yield (goes, again(act, by=evolve(act.by, at=later, recorded_at=None)))


def on_two_sides(before: Trajectory, act: Act) -> Iterator[Branch]:
    """Somebody who takes part on one side is to take part on the other too (P1, P11)."""
    if isinstance(act, a.AddParticipation):
        clients = act.role in CLIENT_SIDE
        for part in there(before, act.by.at):
            other = part.role is Role.CARE_WORKER if clients else part.role in CLIENT_SIDE
            if other and part.role is not Role.MINOR:
                yield (again(act, person=part.person),)
                break


def kept_apart(before: Trajectory, act: Act) -> Iterator[Branch]:
    """Two of those whom an act brings together are kept apart just before (X16)."""
    lead = lead_of(before, act.by)
    persons = (
        [part.person for part in act.together]
        if isinstance(act, a.EstablishHoe)
        else [*getattr(act, "persons", ())]
    )
    clients = {p.person for p in there(before, act.by.at) if p.role in CLIENT_SIDE}
    apart = tuple(dict.fromkeys(one for one in persons if one in clients))[:2]
    if lead is not None and len(apart) > 1:
        ground = text(f"{act.id}-ground")
        barrier = a.KeepApart(id=ActId(f"{act.id}-apart"), by=lead, persons=apart, ground=ground)
        yield (barrier, again(act))


def uninvited(before: Trajectory, act: Act) -> Iterator[Branch]:
    """HOE is made by some, and nobody has asked the others or says why not (P16)."""
    if isinstance(act, a.EstablishHoe):
        sides = {p.person: p.role in CLIENT_SIDE for p in act.together}
        one = next((p for p in act.together if p.role in CLIENT_SIDE), None)
        others = tuple(p for p in act.together if not sides[p.person])
        yield (again(act, invited=(), exceptions=()),)
        if one is not None:
            yield (again(act, together=(*others, one), invited=(), exceptions=()),)
