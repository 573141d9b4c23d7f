"""What a watch is: something to look at that refuses nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TypeAlias

from attrs import field, frozen

from safetyframe.acts import Act
from safetyframe.notice import Undelivered
from safetyframe.outcome import Fact, Remedy, facts
from safetyframe.policy import Policy
from safetyframe.powers import who_may
from safetyframe.roles import Participation
from safetyframe.rules import ask
from safetyframe.slices import HoeVersion
from safetyframe.trajectory import Trajectory
from safetyframe.values import PersonId

__all__ = ["Moment", "Relation", "Seen", "Watch", "hint", "seen", "watch"]


@frozen(kw_only=True)
class Relation:
    """Two persons who are related, as a registry says. Evidence for findings; kept nowhere."""

    person: PersonId
    other: PersonId


@frozen
class Moment:
    """A trajectory at a moment, with what most watches ask worked out once.

    `linked` are trajectories of the same family, or of siblings elsewhere, `related` what a
    registry says about who is related, and `undelivered` the notices that have not arrived: what
    the host brings along, if it does.
    """

    t: Trajectory
    at: datetime
    policy: Policy
    linked: tuple[Trajectory, ...] = ()
    related: tuple[Relation, ...] = ()
    undelivered: tuple[Undelivered, ...] = ()
    people: dict[PersonId, list[Participation]] = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Work out who takes part now, if people are known."""
        known = "people" not in self.t.unknown
        object.__setattr__(self, "people", ask.involved(self.t, self.at) if known else {})

    @property
    def open(self) -> bool:
        """Say whether a regular involvement is open with any minor."""
        return ask.open_episode(self.t) is not None

    @property
    def hoe(self) -> HoeVersion | None:
        """The HOE in force while an involvement is open."""
        return ask.hoe_in_force(self.t) if self.open else None


@frozen(kw_only=True)
class Seen:
    """One thing a watch saw."""

    code: str
    about: tuple[Fact, ...] = ()
    remedies: tuple[Remedy, ...] = ()


_Look: TypeAlias = Callable[[Moment], Iterable[Seen]]


@frozen(kw_only=True)
class Watch:
    """An advisory check: its clauses, the slices it reads, and what it sees."""

    id: str
    clauses: tuple[str, ...]
    reads: frozenset[str]
    look: _Look


def seen(code: str, *remedies: Remedy, **about: object) -> Seen:
    """Name something seen."""
    return Seen(code=code, about=facts(**about), remedies=remedies)


def hint(act: type[Act], **about: object) -> Remedy:
    """Name an act that would help."""
    return Remedy(act=act.__name__, roles=who_may(act), about=facts(**about))


def watch(name: str, clauses: str, reads: str, look: _Look) -> Watch:
    """Make a watch; `clauses` and `reads` are parted by blanks."""
    return Watch(
        id=f"watch.{name}",
        clauses=tuple(clauses.split()),
        reads=frozenset(reads.split()),
        look=look,
    )
