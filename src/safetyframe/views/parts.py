"""The small values that slices and acts are made of, as one viewer may know them."""

from __future__ import annotations

from attrs import evolve

from safetyframe.acts.informing import Position
from safetyframe.acts.involvement import NecessityDecision
from safetyframe.acts.wat import Weighed
from safetyframe.record import OpenItem
from safetyframe.roles import Audience, Part
from safetyframe.slices import ABOUT_THEM, CLASSIFIED, WatVersion
from safetyframe.trajectory import Trajectory
from safetyframe.values import PersonId, Reason, ReasonedException
from safetyframe.views.eyes import Eyes

__all__ = [
    "audience",
    "decision",
    "exceptions",
    "gathered_ids",
    "hides_position",
    "hides_reason",
    "items",
    "sees_barrier",
    "statement_ids",
    "states",
    "together",
    "weighed",
]


def gathered_ids(shown: Trajectory, named: tuple[str, ...]) -> tuple[str, ...]:
    """The gathered things named that are shown."""
    return tuple(one for one in named if one in shown.gathered)


def weighed(eyes: Eyes, shown: Trajectory, every: tuple[Weighed, ...]) -> tuple[Weighed, ...]:
    """How views that are shown were weighed; for the professionals."""
    return tuple(w for w in every if w.view in shown.gathered) if eyes.professional else ()


def statement_ids(shown: Trajectory) -> frozenset[str]:
    """Every statement of any version of WAT that is shown."""
    return frozenset(s.id for version in shown.wat.values() for s in version.statements)


def states(version: WatVersion, statement: str) -> bool:
    """Say whether a version of WAT, as it is shown, has this statement."""
    return any(s.id == statement for s in version.statements)


def together(eyes: Eyes, every: tuple[Part, ...]) -> tuple[Part, ...]:
    """Who took part, as far as known; the words of a position are its person's."""
    return tuple(
        part if eyes.professional or part.person == eyes.person else evolve(part, position=None)
        for part in every
        if eyes.knows(part.person)
    )


def hides_reason(eyes: Eyes, person: PersonId | None, why: Reason) -> bool:
    """Say whether an exception must be absent: whoever is meant may know a harmless one only.

    That holds for a professional who is meant, too: they are not one who may know (reading 14).
    """
    if person == eyes.person:
        return why in CLASSIFIED
    return not eyes.professional or (person is not None and not eyes.knows(person))


def sees_barrier(eyes: Eyes, persons: tuple[PersonId, ...], audience: Audience | None) -> bool:
    """Say whether a viewer may know who is kept apart: never by itself whoever is (reading 14)."""
    if audience is None and eyes.person in persons:
        return False
    return eyes.for_work(audience) and all(eyes.knows(p) for p in persons)


def exceptions(eyes: Eyes, every: tuple[ReasonedException, ...]) -> tuple[ReasonedException, ...]:
    """The reasoned exceptions that the viewer may know of; the reasons in full are for work."""
    return tuple(
        e if eyes.professional else evolve(e, words=None)
        for e in every
        if eyes.about((e.minor,)) and not hides_reason(eyes, e.person, e.why)
    )


def hides_position(eyes: Eyes, person: PersonId, position: Position) -> bool:
    """Say whether a position must be absent: it is for its person and the professionals.

    What others say of somebody is not for them, whatever their part (reading 14).
    """
    if person == eyes.person:
        return position in ABOUT_THEM
    return not eyes.professional or not eyes.knows(person)


def decision(eyes: Eyes, one: NecessityDecision) -> NecessityDecision:
    """A decision on necessity, naming the minors the viewer knows of."""
    return evolve(one, minors=eyes.cut(one.minors))


def audience(eyes: Eyes, one: Audience | None, *, own: bool) -> Audience | None:
    """Who else may see an entry is for whoever made it; the viewer only knows of themself."""
    if own or one is None:
        return one
    return Audience(persons=(eyes.person,))


def items(eyes: Eyes, every: tuple[OpenItem, ...]) -> tuple[OpenItem, ...]:
    """What an ending left open, for the professionals who see all that it was reckoned from.

    What is owed, and what is met, hangs on every version of WAT and every reason put down: to
    anybody else the list would tell of those that they do not see. A professional's own line is
    left out for the same reason.
    """
    if not (eyes.professional and eyes.whole):
        return ()
    return tuple(item for item in every if item.person != eyes.person)
