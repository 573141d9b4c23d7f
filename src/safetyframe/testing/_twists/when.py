"""After what: a relapse, a revision, a dissent, a closing and an emergency; and before its time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from attrs import evolve

from safetyframe import acts as a
from safetyframe.acts import Act
from safetyframe.roles import Role
from safetyframe.testing._twists.same import Branch, again, has, there
from safetyframe.testing.story import text
from safetyframe.trajectory import Trajectory
from safetyframe.values import ActId

__all__ = ["closed_in_an_emergency", "dissented", "relapse", "revised", "to_come"]


def relapse(before: Trajectory, act: Act) -> Iterator[Branch]:
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
        yield (unmet, again(act))
        yield (unmet, met, again(act))
        break


def revised(before: Trajectory, act: Act) -> Iterator[Branch]:
    """WAT is revised just before: what was judged, and what HOE answers, is stale."""
    wat = before.wat.get(len(before.wat))
    if wat is None or not has(act, "exceptions"):
        return
    leads = [p for p in there(before, act.by.at) if p.standing is not None]
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
    yield (revise, *_heard_again(before, act, wat.number + 1), again(act))


def _heard_again(before: Trajectory, act: Act, version: int) -> Iterator[a.Align]:
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


def dissented(before: Trajectory, act: Act) -> Iterator[Branch]:
    """Somebody who was heard on a withdrawal is of another mind: that is no veto (P21)."""
    if isinstance(act, a.Withdraw):
        for one in _heard_again(before, act, len(before.wat)):
            yield (evolve(one, position=a.Position.DISSENTS), again(act))
            break


def closed_in_an_emergency(before: Trajectory, act: Act) -> Iterator[Branch]:
    """All is closed, and somebody protects: that opens a place to record, and no power (P2)."""
    if isinstance(act, a.Withdraw):
        later = evolve(act.by, at=act.by.at + timedelta(minutes=1), recorded_at=None)
        protect = a.Protect(
            id=ActId(f"{act.id}-protect"),
            by=later,
            minors=(act.minor,),
            measure=text(f"{act.id}-measure"),
        )
        last = evolve(later, at=later.at + timedelta(minutes=1))
        yield (act, protect, again(act, by=last))


def to_come(before: Trajectory, act: Act) -> Iterator[Branch]:
    """What is still to happen is written down as if it had (form, reading 8)."""
    by = evolve(act.by, at=act.by.at + timedelta(days=1), recorded_at=act.by.at)
    yield (again(act, by=by),)
