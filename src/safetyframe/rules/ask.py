"""Questions about a trajectory that rules, duties and findings share. All pure, all small."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from safetyframe.acts.informing import Topic
from safetyframe.acts.involvement import NecessityStatus
from safetyframe.acts.wat import EstablishWat, ReviseWat, SetExpectations, Statement
from safetyframe.index import Index
from safetyframe.roles import CLIENT_SIDE, By, Participation, Role, Standing
from safetyframe.slices import Episode, HoeVersion, Necessity, Told, WatVersion
from safetyframe.trajectory import Trajectory
from safetyframe.values import PersonId

__all__ = [
    "active",
    "barred",
    "client_side",
    "hoe_in_force",
    "holds",
    "involved",
    "joined_at",
    "known_minors",
    "latest_decision",
    "latest_episode",
    "lead",
    "material_of",
    "not_counted",
    "open_episode",
    "stated",
    "told",
    "wat_in_force",
]


def active(t: Trajectory, at: datetime) -> list[Participation]:
    """Everyone's parts that run at `at`."""
    return [p for p in t.people.values() if p.since <= at and (p.until is None or at < p.until)]


def holds(t: Trajectory, person: PersonId, role: Role, at: datetime) -> tuple[Participation, ...]:
    """The parts in which `person` acts as `role` at `at`."""
    return tuple(
        [
            p
            for p in t.people.derived(_by_person).get(person, ())
            if p.role is role and p.since <= at and (p.until is None or at < p.until)
        ]
    )


def _by_person(people: Index[str, Participation]) -> dict[PersonId, list[Participation]]:
    found: dict[PersonId, list[Participation]] = {}
    for part in people.values():
        found.setdefault(part.person, []).append(part)
    return found


def known_minors(t: Trajectory) -> frozenset[PersonId]:
    """Everyone who ever took part as a minor."""
    return t.people.derived(_minors)


def _minors(people: Index[str, Participation]) -> frozenset[PersonId]:
    return frozenset(p.person for p in people.values() if p.role is Role.MINOR)


def joined_at(t: Trajectory) -> dict[PersonId, datetime]:
    """When everybody who ever took part first did."""
    return t.people.derived(_joined)


def _joined(people: Index[str, Participation]) -> dict[PersonId, datetime]:
    found: dict[PersonId, datetime] = {}
    for part in people.values():
        found[part.person] = min(part.since, found.get(part.person, part.since))
    return found


def lead(t: Trajectory, at: datetime) -> Participation | None:
    """The lead consultant's part at `at`."""
    for part in t.people.values():
        if part.standing is Standing.LEAD and part.active(at):
            return part
    return None


def involved(
    t: Trajectory, at: datetime, minor: PersonId | None = None
) -> dict[PersonId, list[Participation]]:
    """Everyone who takes part at `at`, children of any age included (norms 1.3).

    With `minor`: those whose part is about that minor.
    """
    found: dict[PersonId, list[Participation]] = {}
    for part in active(t, at):
        if minor is None or not part.concerns or minor in part.concerns:
            found.setdefault(part.person, []).append(part)
    return found


def client_side(t: Trajectory, at: datetime) -> frozenset[PersonId]:
    """The persons on the side of family and network who are no professionals here (reading 5)."""
    client: set[PersonId] = set()
    professional: set[PersonId] = set()
    for part in active(t, at):
        if part.professional:
            professional.add(part.person)
        elif part.role in CLIENT_SIDE:
            client.add(part.person)
    return frozenset(client - professional)


def latest_episode(t: Trajectory, minor: PersonId) -> Episode | None:
    """The last episode of involvement with `minor`, open or ended."""
    found: Episode | None = None
    for episode in t.involvement.values():
        if episode.minor == minor:
            found = episode
    return found


def open_episode(t: Trajectory, minor: PersonId | None = None) -> Episode | None:
    """A regular episode that is open, for `minor` or for any; an emergency is none (reading 4)."""
    for episode in t.involvement.values():
        if episode.open and not episode.emergency and minor in (None, episode.minor):
            return episode
    return None


def latest_decision(t: Trajectory, minor: PersonId) -> Necessity | None:
    """The latest decision on necessity by its own date; of two of one date, an end counts."""
    found: Necessity | None = None
    latest: tuple[datetime, bool, int] | None = None
    for item in t.necessity.values():
        decided = item.decision.decided_at
        if minor in item.decision.minors and decided is not None:
            order = (decided, item.decision.status is NecessityStatus.ENDED, item.seq)
            if latest is None or order > latest:
                latest, found = order, item
    return found


def wat_in_force(t: Trajectory) -> WatVersion | None:
    """The last version of WAT."""
    return t.wat.get(len(t.wat))


def stated(act: EstablishWat | ReviseWat | SetExpectations) -> tuple[Statement, ...]:
    """Every statement that an act on WAT makes."""
    if isinstance(act, SetExpectations):
        return act.expectations
    return (*act.bottom_lines, *act.dangers, *act.goals)


def hoe_in_force(t: Trajectory) -> HoeVersion | None:
    """The last version of HOE, stale or not: it stays in force as interim (X6)."""
    return t.hoe.get(len(t.hoe))


def material_of(t: Trajectory, version: int) -> int | None:
    """The material version that WAT `version` belongs to."""
    found = t.wat.get(version)
    return None if found is None else found.material


def told(t: Trajectory, person: PersonId, topic: Topic) -> Iterator[Told]:
    """Everything `person` was told, or acknowledged, on `topic`."""
    return (one for one in t.told.values() if one.person == person and one.topic is topic)


def not_counted(t: Trajectory, by: By, persons: set[PersonId]) -> frozenset[PersonId]:
    """Whoever acts together with somebody they are kept apart from, and so does not count.

    Their own act is taken like anyone's, and they are not told (reading 14).
    """
    for barrier in t.barriers.values():
        if (
            barrier.holds(by.at)
            and by.person in barrier.persons
            and len(persons.intersection(barrier.persons)) > 1
        ):
            return frozenset({by.person})
    return frozenset()


def barred(t: Trajectory, persons: frozenset[PersonId], at: datetime) -> Iterator[str]:
    """The ids of contact barriers that keep two or more of `persons` apart at `at` (X16)."""
    for barrier in t.barriers.values():
        if barrier.holds(at) and len(persons.intersection(barrier.persons)) > 1:
            yield barrier.id
