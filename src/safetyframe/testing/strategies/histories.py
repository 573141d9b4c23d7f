"""Histories: lives of a trajectory that Hypothesis draws, and shortens when a property fails."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from enum import Enum
from functools import cache
from types import MappingProxyType
from typing import Final, Protocol

from attrs import frozen
from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument
from hypothesis.strategies import DrawFn, SearchStrategy

from safetyframe.acts import ACTS, Act
from safetyframe.acts.involvement import AddParticipation
from safetyframe.errors import HostError
from safetyframe.law import Law
from safetyframe.record import Record
from safetyframe.roles import By, Role
from safetyframe.testing._asked import fields_said, roles_of
from safetyframe.testing.cast import DAY_ONE, FAMILY, Cast
from safetyframe.testing.planner import Planner
from safetyframe.testing.playing import kinds_of
from safetyframe.testing.roads import Start, drive, road_start
from safetyframe.testing.runs import Attempt, Run
from safetyframe.testing.scrambling import otherwise, scramble
from safetyframe.testing.story import Story
from safetyframe.testing.strategies.acts import by_one_of
from safetyframe.testing.strategies.drawing import Drawn
from safetyframe.testing.telling import tell
from safetyframe.testing.walking import next_goal
from safetyframe.testing.writing import Pen, Want, write
from safetyframe.trajectory import Trajectory
from safetyframe.values import PersonId

__all__ = ["History", "histories"]

_ALL_ROLES: Final = tuple(Role)
_NOTHING: Final[Want] = MappingProxyType({})
_EFFORT: Final = 40  # how many acts a drawn step lets the planner try
#: What takes fewer choices passes for smaller, and a goal brings many acts: it costs idle choices.
_WEIGHT: Final = 12
_JOINS: Final = 0.7  # how often each of the cast has joined
_DAYS: Final = (1, 15, 40, 0.02)


class _Printer(Protocol):
    """What Hypothesis prints arguments with, and IPython."""

    def text(self, obj: str, /) -> None:
        """Print."""
        ...

    def break_(self) -> None:
        """Begin a new line."""
        ...


@frozen(eq=False)
class History:
    """What was drawn: a law, everything tried under it, and what came of it.

    Its `repr` is the story, a line an act: with a number what is on record, without one what was
    refused and by which clauses.
    """

    law: Law
    attempts: tuple[Attempt, ...]
    records: tuple[Record, ...]
    trajectory: Trajectory
    now: datetime
    cast: Cast = FAMILY

    @property
    def acts(self) -> tuple[Act, ...]:
        """The acts on record."""
        return tuple(record.act for record in self.records)

    @property
    def last(self) -> Record:
        """The last record: with `reach`, the act that was to be reached. Raises `IndexError`."""
        return self.records[-1]

    @property
    def as_of(self) -> datetime:
        """When the last record was written down; day one where there is none."""
        return self.trajectory.known_at or DAY_ONE

    def by(self, person: PersonId, role: Role) -> By:
        """Give somebody who does something a minute after the last record."""
        return By(person=person, role=role, at=self.as_of + timedelta(minutes=1))

    def run(self) -> Run:
        """Give a run that stands where this ends, for a planner or a walk to go on from."""
        story = Story(
            law=self.law,
            t=self.trajectory,
            now=self.now,
            records=list(self.records),
            cast=self.cast,
            ids=f"after-{self.trajectory.seq}-",
        )
        return Run("drawn", story)

    def __repr__(self) -> str:
        """Tell the story."""
        return f"<History of {len(self.records)} acts\n{tell(self.attempts)}\n>"

    def _repr_pretty_(self, printer: _Printer, _: bool) -> None:
        # Without it Hypothesis would print every field of every trajectory on the way.
        for line in repr(self).splitlines():
            printer.text(line)
            printer.break_()


def histories(
    *,
    reach: type[Act] | None = None,
    saying: Mapping[str, object] = _NOTHING,
    where: Callable[[Act], bool] | None = None,
    roles: Iterable[Role] = _ALL_ROLES,
    steps: int = 6,
    cast: Cast = FAMILY,
    start: Start | None = None,
    law: SearchStrategy[Law] | None = None,
) -> SearchStrategy[History]:
    """Draw a history under a law (the charter's as it stands, unless `law` draws another).

    It begins as `start` says (an opening, after which some of the cast have joined), then come up
    to `steps` steps: an act that makes sense, one with something wrong, some time, or a goal that
    the planner seeks. With `reach` it ends with an accepted act of that kind, which says what is in
    `saying` (fields and values, as the planner takes them) and is one `where` holds of.

    `roles` are those who act in the steps; with fewer than all the planner seeks no goals there,
    since it would let others act. Shrinks to no steps at all: with `reach` to `road(reach)`.

    Raises `HostError` for a `reach` that is no kind of act, for `saying` what no such act says, and
    for `roles` that are none.
    """
    if reach is not None:
        kinds_of((reach,))
        fields_said(reach, saying)
    elif saying or where is not None:
        raise HostError("`saying` and `where` are about the act that is reached: name it, reach=…")
    named = roles_of(roles, "roles")
    if not named:
        every = ", ".join(map(str, Role))
        raise HostError(f"somebody acts in a history: `roles` are some of {every}")
    goal = None if reach is None else _Goal(reach, saying, where)
    acting = tuple(role for role in Role if role in named)

    @st.composite
    def history(draw: DrawFn) -> History:
        under = _charter() if law is None else draw(law)
        run = Run("drawn", (start or road_start(reach))(under, cast))
        return _lived(draw, run, goal, acting, steps, joining=start is None)

    return history()


@frozen
class _Goal:
    """The act that a history ends with: its kind, what it says, what holds of it."""

    kind: type[Act]
    saying: Want
    where: Callable[[Act], bool] | None


def _lived(
    draw: DrawFn,
    run: Run,
    goal: _Goal | None,
    roles: tuple[Role, ...],
    steps: int,
    *,
    joining: bool,
) -> History:
    """Take the steps of a history, and reach what it ends with."""
    if joining and run.records:
        _joined(run, Drawn(draw))
    stops = [_Stop.at(run)]
    for _ in range(steps):
        draw(_stepping(run, roles))
        stops.append(_Stop.at(run))
    if goal is not None:
        run = _reached(run, stops, goal)
    return History(
        law=run.law,
        attempts=tuple(run.attempts),
        records=tuple(run.records),
        trajectory=run.t,
        now=run.story.now,
        cast=run.story.cast,
    )


@cache
def _charter() -> Law:
    return Law()


def _joined(run: Run, chance: Drawn) -> None:
    """Let those of the cast join who do."""
    story = run.story
    for person, _ in story.cast.joining:
        if chance.happens(_JOINS):
            run.decide(write(AddParticipation, Pen(story, story.cast.lead, {"person": person})))


@st.composite
def _stepping(draw: DrawFn, run: Run, roles: tuple[Role, ...]) -> None:
    # A strategy of its own, so that Hypothesis knows where a step begins and ends, and can try to
    # do without it.
    _step(run, Drawn(draw), roles)


def _step(run: Run, chance: Drawn, roles: tuple[Role, ...]) -> None:
    """Take a step, or none."""
    anyone = len(roles) == len(Role)
    match chance.turn(0.2, 0.35, 0.15, 0.12, 0.18):
        case 0:
            pass
        case 2:
            act = by_one_of(run, chance, chance.pick(ACTS), roles)
            change = scramble if anyone else otherwise  # another content, never another role
            run.decide(change(act, chance, run.story))
        case 3:
            run.story.wait(chance.pick(_DAYS))
        case 4 if anyone:
            kind, want = next_goal(run, chance)
            for _ in range(_WEIGHT):
                chance.pick((0, 1))
            Planner(run, bound=_EFFORT).reach(kind, **want)
        case _:
            run.decide(by_one_of(run, chance, chance.pick(ACTS), roles))


@frozen
class _Stop:
    """Where a run was, so that one can go another way from there."""

    attempts: tuple[Attempt, ...]
    records: tuple[Record, ...]
    states: tuple[Trajectory, ...]
    now: datetime
    count: int

    @classmethod
    def at(cls, run: Run) -> _Stop:
        """Remember where `run` is."""
        story = run.story
        return cls(
            tuple(run.attempts), tuple(run.records), tuple(run.states), story.now, story.count
        )

    def again(self, run: Run) -> Run:
        """Give a run that stands where `run` stood."""
        story = Story(
            law=run.law,
            t=self.states[-1],
            now=self.now,
            records=list(self.records),
            count=self.count,
            cast=run.story.cast,
            ids=run.story.ids,
        )
        return Run(run.name, story, attempts=list(self.attempts), states=list(self.states))


def _reached(run: Run, stops: list[_Stop], goal: _Goal) -> Run:
    """Go on to the goal; where the last steps stand in the way, from before them.

    So nothing drawn is thrown away, and there is always a way: from the start.
    """
    reach, saying, where = goal.kind, goal.saying, goal.where
    for stop in (None, *stops[::-1]):
        going = run if stop is None else stop.again(run)
        if drive(going, reach, saying):
            act = going.records[-1].act
            if _says(act, reach, saying) and (where is None or where(act)):
                return going
    msg = f"no history ends with such a {reach.__name__}: the planner knows no road to it"
    raise InvalidArgument(msg)


def _says(act: Act, kind: type[Act], saying: Want) -> bool:
    return isinstance(act, kind) and all(
        _plain(getattr(act, name)) == _plain(value)
        for name, value in saying.items()
        if hasattr(act, name)
    )


def _plain(value: object) -> object:
    return value.value if isinstance(value, Enum) else value
