"""Acts: free-standing ones that are well formed, and ones that make sense in a trajectory."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, TypeVar, cast

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from safetyframe.acts import ACTS, AcceptMeasure, Act
from safetyframe.roles import Role
from safetyframe.testing.cast import DAY_ONE, FAMILY, Cast
from safetyframe.testing.runs import Run
from safetyframe.testing.scrambling import scramble
from safetyframe.testing.story import Story
from safetyframe.testing.strategies.content import built
from safetyframe.testing.strategies.drawing import Drawn
from safetyframe.testing.walking import sensible
from safetyframe.testing.writing import Pen, write
from safetyframe.trajectory import Trajectory

__all__ = ["acts", "acts_for"]

A = TypeVar("A", bound=Act)

# What takes the fewest choices passes for the smallest: so it comes first too.
_ANY: Final = (AcceptMeasure, *(kind for kind in ACTS if kind is not AcceptMeasure))


def acts(*kinds: type[A]) -> SearchStrategy[A]:
    """Draw an act of one of these kinds (none named: of any), well formed and free-standing.

    Every field holds what its type allows; nothing in it need be known to any trajectory. For the
    wire, for stores and for rules on form. Shrinks to the plainest content, and to a kind that says
    little (none named: that a measure is accepted).
    """
    chosen = kinds or cast("tuple[type[A], ...]", _ANY)
    return built(chosen[0]) if len(chosen) == 1 else st.sampled_from(chosen).flatmap(_built)


def _built(kind: type[A]) -> SearchStrategy[A]:
    return built(kind)


@st.composite
def acts_for(
    draw: DrawFn,
    trajectory: Trajectory,
    kinds: Sequence[type[Act]] = ACTS,
    *,
    roles: Sequence[Role] = tuple(Role),
    at: datetime | None = None,
    cast: Cast = FAMILY,
    scrambled: bool = False,
) -> Act:
    """Draw an act that makes sense in `trajectory` on its face, by somebody who might do it.

    It cites what is there: the version in force, measures, what was gathered, who takes part. The
    law may still refuse it. `kinds` and `roles` say what may be done by whom; `at` is when (a
    minute after the last record); `scrambled` changes one to three things at random. Raises
    `UnknownSliceError` where a slice that it has to look at is hidden.
    """
    if at is None:
        last = trajectory.known_at
        at = DAY_ONE if last is None else last + timedelta(minutes=1)
    story = Story(t=trajectory, now=at, cast=cast, ids=f"after-{trajectory.seq}-")
    run = Run("drawn", story, states=[trajectory])
    chance = Drawn(draw)
    act = by_one_of(run, chance, chance.pick(kinds), roles)
    return scramble(act, chance, story) if scrambled else act


def by_one_of(run: Run, chance: Drawn, kind: type[Act], roles: Sequence[Role]) -> Act:
    """Write an act of this kind, by somebody in one of these roles."""
    if len(roles) == len(Role):
        return sensible(run, chance, kind)
    story = run.story
    there = [one for one in Pen(story, story.cast.lead).there if one[1] in roles]
    who = chance.pick(there or story.cast.of(*roles) or (story.cast.stranger,))
    return write(kind, Pen(story, who, chance=chance))
