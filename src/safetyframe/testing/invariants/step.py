"""One act that was tried, and what is asked of whoever answered it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Protocol, TypeAlias, runtime_checkable

from attrs import field, frozen

from safetyframe.acts import Act
from safetyframe.notice import Notice
from safetyframe.outcome import Accepted, Outcome, Owed
from safetyframe.record import Record
from safetyframe.roles import Participation
from safetyframe.testing.second import Listed
from safetyframe.trajectory import Trajectory
from safetyframe.values import PersonId
from safetyframe.views import View, Viewer

__all__ = ["Check", "Decides", "Invariant", "Notifies", "Owes", "Shows", "Step", "parts_of"]


class Decides(Protocol):
    """Whatever answers like `Law.decide`; with a `policy`, where it has another than the usual."""

    def decide(self, trajectory: Trajectory, act: Act, /) -> Outcome:
        """Say whether `act` may be done."""
        ...


@runtime_checkable
class Shows(Protocol):
    """Whatever shows like `Law.show`."""

    def show(
        self, thing: Trajectory | Record, viewer: Viewer, trajectory: Trajectory | None = None, /
    ) -> View[object]:
        """Give `thing` as `viewer` may know it."""
        ...


@runtime_checkable
class Notifies(Protocol):
    """Whatever gives notice like `Law.notices`."""

    def notices(self, outcome: Accepted, /) -> tuple[Notice, ...]:
        """Say who is to be told that a record is there."""
        ...


@runtime_checkable
class Owes(Protocol):
    """Whatever knows duties like `Law.duties`."""

    def duties(self, trajectory: Trajectory, as_of: datetime, /) -> tuple[Owed, ...]:
        """Give every duty that has arisen."""
        ...


@frozen(kw_only=True)
class Step:
    """One act that was tried: the records before it, what they make, the act and the answer.

    `aside`: it was asked beside the story, and is not asked everything. `listed` writes the records
    down for whoever reads them as plain JSON; steps of one story share it.
    """

    law: Decides
    start: Trajectory
    records: Sequence[Record]
    before: Trajectory
    act: Act
    outcome: Outcome
    aside: bool = False
    listed: Listed = field(factory=Listed, eq=False, repr=False)

    @property
    def after(self) -> Trajectory:
        """Give the trajectory after the act: as it was, if it was not accepted."""
        return self.outcome.trajectory if isinstance(self.outcome, Accepted) else self.before


#: Gives what is wrong with a step, in words; nothing where all is well.
Check: TypeAlias = Callable[[Step], Iterable[str]]


@frozen(kw_only=True)
class Invariant:
    """Something that is always true: its id, the clauses behind it, and what finds it broken."""

    id: str
    clauses: tuple[str, ...]
    check: Check


def parts_of(t: Trajectory, person: PersonId, at: datetime) -> tuple[Participation, ...]:
    """Give the parts that a person has at a moment."""
    return tuple(p for p in t.people.values() if p.person == person and p.active(at))
