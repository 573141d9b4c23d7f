"""What might go wrong with an act that was right: the same act with one thing turned round.

A law is asked these beside the story, on what was known before the act; nothing of it is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Final, TypeAlias, cast

import attrs
from attrs import evolve

from safetyframe import acts as a
from safetyframe.acts import Act
from safetyframe.roles import Part, Role
from safetyframe.testing.story import text
from safetyframe.trajectory import Trajectory
from safetyframe.values import ActId, PersonId

__all__ = ["Branch", "altered", "by_others", "one_on_every_chair", "twists"]

#: Acts that are tried one after the other, beside the story.
Branch: TypeAlias = tuple[Act, ...]
_Twist: TypeAlias = Callable[[Trajectory, Act], Iterator[Branch]]

_FAR: Final = 99  # a version that nothing has


def twists(before: Trajectory, act: Act) -> Iterator[Branch]:
    """Give what to try beside an act that was accepted."""
    for twist in _TWISTS:
        yield from twist(before, act)
    for more in _OF_KIND.get(type(act), ()):
        yield from more(before, act)


def _has(act: Act, name: str) -> bool:
    return name in {one.name for one in attrs.fields(type(act))}


def altered(act: Act, **changes: object) -> Act:
    """Give the same act with other fields; the caller minds that it has them."""
    return cast("Callable[..., Act]", evolve)(act, **changes)


def _again(act: Act, **changes: object) -> Act:
    return altered(act, id=ActId(f"{act.id}-turned"), **changes)


def _other_minors(before: Trajectory, act: Act) -> Iterator[Branch]:
    """The same about another child."""
    if _has(act, "minor"):
        known = {p.person for p in before.people.values() if p.role is Role.MINOR}
        for minor in sorted(known - {getattr(act, "minor", None)}):
            yield (_again(act, minor=minor),)


def _other_versions(before: Trajectory, act: Act) -> Iterator[Branch]:
    """The same on a version that there is not, or not any more."""
    for name in ("wat", "hoe", "revises"):
        if _has(act, name):
            held: int = getattr(act, name)
            for number in (held - 1, held + 1, _FAR):
                yield (_again(act, **{name: number}),)


def one_on_every_chair(act: Act, person: PersonId) -> Act | None:
    """Give an act done together with one person on all the chairs; None where there are none."""
    if not isinstance(act, a.EstablishHoe | a.DecideDirection):
        return None
    chairs = tuple(dict.fromkeys(part.role for part in act.together))
    return _again(act, together=tuple(Part(person=person, role=role) for role in chairs))


def _chairs(before: Trajectory, act: Act) -> Iterator[Branch]:
    alone = one_on_every_chair(act, act.by.person)
    if alone is not None:
        yield (alone,)


def by_others(before: Trajectory, act: Act) -> Iterator[Branch]:
    """The same by everyone else who takes part, in their own capacity."""
    at = act.by.at
    for part in before.people.values():
        if part.active(at) and part.person != act.by.person:
            by = evolve(act.by, person=part.person, role=part.role, mandate=None)
            yield (_again(act, by=by),)


def _silent(before: Trajectory, act: Act) -> Iterator[Branch]:
    """Everyone who takes part says something at that moment, whatever else goes on."""
    for part in before.people.values():
        if part.active(act.by.at):
            by = evolve(act.by, person=part.person, role=part.role, mandate=None)
            spoken = ActId(f"{act.id}-said-{part.person}")
            yield (a.Speak(id=spoken, by=by, words=text("own-words")),)


def _loose(before: Trajectory, act: Act) -> Iterator[Branch]:
    """A WAT in which something has nothing that goes with it."""
    if isinstance(act, a.EstablishWat | a.ReviseWat):
        yield (_again(act, goals=()),)
        yield (_again(act, dangers=act.dangers[1:]),)
        yield (_again(act, goals=tuple(evolve(g, safe_enough=None) for g in act.goals)),)


def _relapse(before: Trajectory, act: Act) -> Iterator[Branch]:
    """Somebody finds a goal unmet again, then met at a date before that; then all is closed."""
    wat = before.wat.get(len(before.wat))
    if not isinstance(act, a.Withdraw) or wat is None:
        return
    about: tuple[a.Statement, ...] = (*wat.goals, *wat.expectations)
    for statement in about:
        if act.minor not in statement.minors:
            continue
        unmet = a.Judge(
            id=ActId(f"{act.id}-unmet"),
            by=act.by,
            wat=wat.number,
            minor=act.minor,
            target=statement.id,
            met=False,
        )
        earlier = evolve(act.by, at=act.by.at - timedelta(days=1), recorded_at=act.by.recorded)
        met = evolve(unmet, id=ActId(f"{act.id}-met"), by=earlier, met=True)
        yield (unmet, _again(act))
        yield (unmet, met, _again(act))
        break


def _revised(before: Trajectory, act: Act) -> Iterator[Branch]:
    """WAT is revised just before: what was judged, and what HOE answers, is stale."""
    wat = before.wat.get(len(before.wat))
    if wat is None or not _has(act, "exceptions"):
        return
    leads = [p for p in before.people.values() if p.standing is not None and p.active(act.by.at)]
    if not leads:
        return
    revise = a.ReviseWat(
        id=ActId(f"{act.id}-revised"),
        by=evolve(act.by, person=leads[0].person, role=Role.CONSULTANT),
        revises=wat.number,
        material=True,
        reason=text("reason"),
        bottom_lines=wat.bottom_lines,
        dangers=wat.dangers,
        goals=tuple(evolve(goal, words=text(f"{goal.id}-anew")) for goal in wat.goals),
        information=wat.information,
        conversations=wat.conversations,
        weighed=wat.weighed,
    )
    yield (revise, *_heard_again(before, act, wat.number + 1), _again(act))


def _heard_again(before: Trajectory, act: Act, version: int) -> Iterator[Act]:
    """Whoever was heard on a withdrawal is heard on it once more, on another version of WAT."""
    if not isinstance(act, a.Withdraw):
        return
    for taken in before.aligned.values():
        if taken.on is a.AlignOn.WITHDRAWAL and taken.minor == act.minor:
            yield a.Align(
                id=ActId(f"{act.id}-heard-{taken.person}"),
                by=act.by,
                person=taken.person,
                on=taken.on,
                wat=version,
                position=taken.position,
                minor=act.minor,
            )


_TWISTS: Final[tuple[_Twist, ...]] = (_other_minors, _other_versions, _chairs)
_OF_KIND: Final[Mapping[type[Act], tuple[_Twist, ...]]] = {
    a.EstablishWat: (by_others, _loose),
    a.ReviseWat: (by_others, _loose),
    a.SetExpectations: (by_others,),
    a.EstablishHoe: (by_others, _silent),
    a.Judge: (by_others,),
    a.DecideNecessity: (by_others,),
    a.Withdraw: (by_others, _relapse, _revised),
}
