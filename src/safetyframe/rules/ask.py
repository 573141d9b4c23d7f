"""Questions about a trajectory that rules, duties and findings share. All pure, all small."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final, TypeVar

from attrs import evolve

from safetyframe.acts.ending import WithdrawalOutcome
from safetyframe.acts.informing import AlignOn, Position, Topic
from safetyframe.acts.involvement import NecessityStatus
from safetyframe.acts.wat import (
    BottomLine,
    DangerStatement,
    EstablishWat,
    Expectation,
    ReviseWat,
    SafetyGoal,
    SetExpectations,
    Statement,
)
from safetyframe.index import Index
from safetyframe.roles import CLIENT_SIDE, By, Participation, Role, Standing
from safetyframe.slices import (
    Episode,
    Gathered,
    HoeVersion,
    Necessity,
    PositionTaken,
    Told,
    WatVersion,
)
from safetyframe.trajectory import Trajectory
from safetyframe.values import PersonId, Reason

__all__ = [
    "ACTS_IN",
    "about",
    "active",
    "barred",
    "client_side",
    "died",
    "gathered",
    "hoe_in_force",
    "holds",
    "in_error",
    "involved",
    "joined_at",
    "known_act",
    "known_minors",
    "latest_decision",
    "latest_episode",
    "lead",
    "material_of",
    "minors_of",
    "not_counted",
    "open_episode",
    "position",
    "positions",
    "ratified",
    "rests_on",
    "said_of",
    "spoken_of",
    "stated",
    "told",
    "unsafe_no_longer",
    "unsafe_to_inform",
    "wat_in_force",
]

K = TypeVar("K")


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


def about(t: Trajectory, by: By) -> frozenset[PersonId]:
    """The minors that the parts in which `by` acts are about."""
    parts = holds(t, by.person, by.role, by.at)
    if any(not p.concerns for p in parts):
        return known_minors(t)
    return frozenset(minor for p in parts for minor in p.concerns)


def _by_person(people: Index[str, Participation]) -> dict[PersonId, list[Participation]]:
    found: dict[PersonId, list[Participation]] = {}
    for part in people.values():
        found.setdefault(part.person, []).append(part)
    return found


def known_minors(t: Trajectory) -> frozenset[PersonId]:
    """Everyone who ever took part as a minor, and the unborn with whom involvement was opened."""
    return t.people.derived(_minors) | t.involvement.derived(_opened_with)


def _minors(people: Index[str, Participation]) -> frozenset[PersonId]:
    return frozenset(p.person for p in people.values() if p.role is Role.MINOR)


def _opened_with(involvement: Index[str, Episode]) -> frozenset[PersonId]:
    # An emergency names whom it may: it makes nobody a minor of this trajectory (reading 4).
    return frozenset(e.minor for e in involvement.values() if not e.emergency)


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


def latest_episode(t: Trajectory, minor: PersonId, *, regular: bool = False) -> Episode | None:
    """The last episode of involvement with `minor`, open or ended; `regular`: no emergency."""
    found: Episode | None = None
    for episode in t.involvement.values():
        if episode.minor == minor and not (regular and episode.emergency):
            found = episode
    return found


def died(t: Trajectory, minor: PersonId) -> bool:
    """Say whether the last that is known of `minor` is that the child has died."""
    last = latest_episode(t, minor)
    return last is not None and last.outcome is WithdrawalOutcome.DECEASED


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


def said_of(
    version: WatVersion, minors: frozenset[PersonId]
) -> tuple[
    tuple[BottomLine, ...],
    tuple[DangerStatement, ...],
    tuple[SafetyGoal, ...],
    tuple[Expectation, ...],
]:
    """What a WAT says about these minors: bottom lines, dangers, goals and expectations.

    Other minors, and links to what is only about those, are left out.
    """
    dangers = _about(version.dangers, minors)
    known = {danger.id for danger in dangers}
    goals = tuple(
        evolve(goal, dangers=tuple(d for d in goal.dangers if d in known))
        for goal in _about(version.goals, minors)
    )
    known |= {goal.id for goal in goals}
    lines = tuple(
        evolve(
            line,
            dangers=tuple(d for d in line.dangers if d in known),
            goals=tuple(g for g in line.goals if g in known),
        )
        for line in _about(version.bottom_lines, minors)
    )
    return lines, dangers, goals, _about(version.expectations, minors)


_S = TypeVar("_S", BottomLine, DangerStatement, SafetyGoal, Expectation)


def _about(statements: tuple[_S, ...], minors: frozenset[PersonId]) -> tuple[_S, ...]:
    return tuple(
        evolve(s, minors=tuple(m for m in s.minors if m in minors))
        for s in statements
        if not minors.isdisjoint(s.minors)
    )


def stated(act: EstablishWat | ReviseWat | SetExpectations) -> tuple[Statement, ...]:
    """Every statement that an act on WAT makes."""
    if isinstance(act, SetExpectations):
        return act.expectations
    return (*act.bottom_lines, *act.dangers, *act.goals)


def gathered(t: Trajectory) -> tuple[Gathered, ...]:
    """What was gathered and has not been found wrong."""
    return t.gathered.derived(_standing)


def _standing(held: Index[str, Gathered]) -> tuple[Gathered, ...]:
    return tuple(one for one in held.values() if one.in_error_by is None)


def in_error(t: Trajectory, entry: str) -> bool:
    """Say whether something that was gathered has been found wrong."""
    held = t.gathered.get(entry)
    return held is not None and held.in_error_by is not None


def rests_on(version: WatVersion) -> tuple[str, ...]:
    """The acts by which was gathered what this version of WAT rests on."""
    return (*version.information, *version.conversations, *(w.view for w in version.weighed))


#: The slices that keep which act made what is in them.
ACTS_IN: Final = (
    "people handovers involvement necessity protection barriers gathered wat exceptions measures "
    "hoe assessed directions voices scales judged reviews corrections notes ratified disclosed "
    "erased adopted"
)


def known_act(t: Trajectory, act: str) -> tuple[PersonId | None, ...]:
    """Who did the act with this id, as far as it left something; empty where it is not known.

    More than one where an act that nobody may block used the id of another. None: it is known, but
    not who did it.
    """
    return tuple(dict.fromkeys(person for made, person in _made(t) if made == act))


def _made(t: Trajectory) -> Iterator[tuple[str, PersonId | None]]:
    for part in t.people.values():
        # A child that comes in by an opening has that act's id before its own.
        yield part.id.removesuffix(f"/{part.person}"), part.added_by
    yield from ((h.id, h.offered_by) for h in t.handovers.values())
    yield from ((e.ended_by, e.closed_by) for e in t.involvement.values() if e.ended_by is not None)
    yield from ((n.id, n.recorded_by) for n in t.necessity.values())
    yield from ((b.id, b.by) for b in t.barriers.values())
    yield from ((m.id, m.proposed_by) for m in t.measures.values())
    yield from ((d.id, d.by) for d in t.directions.values())
    for series in t.judged.values():
        yield from ((j.act, j.by) for j in series.items)
    yield from ((v.act, v.by) for v in t.wat.values())
    yield from ((v.act, v.by) for v in t.hoe.values())
    yield from ((x.act, x.by) for x in t.assessed.values())
    yield from ((x.act, x.by) for x in t.exceptions.values())
    yield from ((v.act, v.person) for v in t.voices.values())
    yield from ((x.act, x.person) for x in t.scales.values())
    yield from ((n.act, n.person) for n in t.notes.values())
    yield from ((p.id, p.person) for p in t.protection.values())
    yield from ((g.id, g.person) for g in t.gathered.values())
    yield from ((r.id, r.person) for r in t.reviews.values())
    yield from ((c.id, c.person) for c in t.corrections.values())
    yield from ((r.id, r.person) for r in t.ratified.values())
    yield from ((d.id, d.person) for d in t.disclosed.values())
    yield from ((e.id, e.person) for e in t.erased.values())
    yield from ((x.id, x.person) for x in t.adopted.values())


def ratified(t: Trajectory) -> frozenset[str]:
    """The acts done without the power that somebody with a mandate stands for."""
    return frozenset(act for one in t.ratified.values() for act in one.acts)


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


def position(
    t: Trajectory, person: PersonId, on: AlignOn, minor: PersonId | None = None
) -> PositionTaken | None:
    """Where somebody stands: what they said last, or what was last put down for them."""
    return t.aligned.derived(_positions).get((person, on, minor))


def positions(t: Trajectory) -> Iterable[PositionTaken]:
    """Where everybody stands, once for each thing that a position is about."""
    return t.aligned.derived(_positions).values()


_Positions = dict[tuple[PersonId, AlignOn, PersonId | None], PositionTaken]


def _positions(aligned: Index[K, PositionTaken]) -> _Positions:
    found: _Positions = {}
    for one in aligned.values():
        before = found.get((one.person, one.on, one.minor))
        if before is None or (before.at, before.seq) <= (one.at, one.seq):
            found[one.person, one.on, one.minor] = one
    return found


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


def unsafe_to_inform(
    t: Trajectory, at: datetime, minors: Iterable[PersonId]
) -> frozenset[PersonId]:
    """Whoever it is unsafe to inform, as a professional found in the interest of these minors."""
    about = frozenset(minors)
    return frozenset(
        one.person
        for one in t.exceptions.values()
        if one.why is Reason.UNSAFE_TO_INFORM
        and one.person is not None
        and one.minor in about
        and one.holds(at)
    )


def unsafe_no_longer(t: Trajectory, held: PositionTaken, at: datetime) -> bool:
    """Whether a position says *unsafe to inform*, and no exception carries that at `at`."""
    return held.position is Position.UNSAFE_TO_INFORM and held.person not in unsafe_to_inform(
        t, at, spoken_of(t, held.minor)
    )


def spoken_of(t: Trajectory, minor: PersonId | None) -> frozenset[PersonId]:
    """The minors whom a position is about: the one it names (a withdrawal), or all of them.

    What is found in the interest of one child says nothing about the leave that is taken of another
    (reading 10).
    """
    return known_minors(t) if minor is None else frozenset({minor})


def minors_of(
    t: Trajectory, wat: int, serves: Iterable[str], minors: Iterable[PersonId]
) -> frozenset[PersonId]:
    """The minors a measure is about: those it names, and those whose goals it serves."""
    version, served = t.wat.get(wat), frozenset(serves)
    stated = () if version is None else version.statements
    return frozenset(minors).union(*(s.minors for s in stated if s.id in served))


def barred(t: Trajectory, persons: frozenset[PersonId], at: datetime) -> Iterator[str]:
    """The ids of contact barriers that keep two or more of `persons` apart at `at` (X16)."""
    for barrier in t.barriers.values():
        if barrier.holds(at) and len(persons.intersection(barrier.persons)) > 1:
            yield barrier.id
