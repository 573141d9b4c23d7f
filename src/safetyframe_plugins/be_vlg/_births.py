"""Births, birthdays, and what the young adult chose: the facts that the host hands over."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import cast

from attrs import field, frozen

from safetyframe.errors import HostError
from safetyframe.packs import Moment, Seen, Watch
from safetyframe.roles import Role
from safetyframe.slices import Episode
from safetyframe.trajectory import Trajectory
from safetyframe.values import PersonId, civil_date

__all__ = [
    "ADULT",
    "Birth",
    "Births",
    "Renewal",
    "Renewals",
    "birthday",
    "frozen_map",
    "last_episodes",
    "minors_of",
    "months_before",
    "open_minors",
    "today",
    "watch",
]

ADULT = 18


def _is_day(value: object) -> bool:
    # A datetime is a date to Python; its day would depend on a zone nobody named.
    return isinstance(value, date) and not isinstance(value, datetime)


@frozen(kw_only=True)
class Birth:
    """A civil date of birth that is known (`on`), or one that is expected or estimated.

    `expected` may be off by `uncertain_days` either way: for a child not born yet, or a person
    whose date nobody knows. Raises `HostError` for both, for neither, and for an expected date
    without its uncertainty.
    """

    on: date | None = None
    expected: date | None = None
    uncertain_days: int | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse what is neither."""
        day = self.expected if self.on is None else self.on
        if not _is_day(day) or (self.on is not None and self.expected is not None):
            msg = (
                "a birth has a civil date `on`, or one that is `expected`: a date, and one of them"
            )
            raise HostError(msg)
        days: object = self.uncertain_days
        known = self.on is not None
        if known is not (days is None) or (not known and (type(days) is not int or days < 0)):
            msg = "an expected birth, and no other, says how many days it may be off: 0 or more"
            raise HostError(msg)

    @property
    def earliest(self) -> date:
        """The first day on which this person can have been born."""
        if self.expected is None:
            return cast("date", self.on)
        return self.expected - timedelta(days=self.uncertain_days or 0)

    @property
    def latest(self) -> date:
        """The last such day."""
        if self.expected is None:
            return cast("date", self.on)
        return self.expected + timedelta(days=self.uncertain_days or 0)


@frozen(kw_only=True)
class Renewal:
    """What a young adult decided about help and file, on a day after coming of age.

    Help goes on with their own consent from then on; `shows_to` are those of parents and network
    who may go on seeing what concerns them.
    """

    on: date
    shows_to: tuple[PersonId, ...] = field(default=())

    def __attrs_post_init__(self) -> None:
        """Refuse an instant where a day belongs."""
        if not _is_day(self.on):
            msg = "a renewal has a civil date, and no time of day"
            raise HostError(msg)


Births = Mapping[PersonId, Birth]
Renewals = Mapping[PersonId, Renewal]


def birthday(day: date, age: int) -> date:
    """Give the day on which somebody born on `day` reaches `age`.

    Born on 29 February: 1 March in a year without one, since only then the year is full. Eighteen
    and thirty-five years after a leap year there never is one.
    """
    year = day.year + age
    if (day.month, day.day) == (2, 29) and monthrange(year, 2)[1] < day.day:
        return date(year, 3, 1)
    return day.replace(year=year)


def months_before(day: date, months: int) -> date:
    """Give the day so many months before `day`; the last of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def watch(name: str, clauses: str, reads: str, look: Callable[[Moment], Iterable[Seen]]) -> Watch:
    """Make a watch of this pack; clauses are named without the pack's own name."""
    return Watch(
        id=f"be_vlg:{name}",
        clauses=tuple(f"be_vlg:{clause}" for clause in clauses.split()),
        reads=frozenset(reads.split()),
        look=look,
    )


def today(m: Moment) -> date:
    """The civil day in the trajectory's own zone."""
    return civil_date(m.at, m.t.zone)


def last_episodes(t: Trajectory) -> dict[PersonId, Episode]:
    """The last regular involvement with each minor; an emergency is none."""
    return {e.minor: e for e in t.involvement.values() if not e.emergency}


def open_minors(t: Trajectory) -> list[PersonId]:
    """The minors with whom an involvement is open."""
    return sorted(minor for minor, episode in last_episodes(t).items() if episode.open)


def minors_of(t: Trajectory) -> list[PersonId]:
    """Everyone whom this trajectory is or was about."""
    took_part = {p.person for p in t.people.values() if p.role is Role.MINOR}
    return sorted(took_part | set(last_episodes(t)))


def frozen_map(name: str, given: object, kind: type) -> Mapping[PersonId, object]:
    """Copy facts by person, so that one pack always gives one answer. Raises `HostError`."""
    held = cast("Mapping[object, object]", given) if isinstance(given, Mapping) else {None: None}
    if not all(isinstance(key, str) and isinstance(one, kind) for key, one in held.items()):
        msg = f"{name} are given as a mapping from person to {kind.__name__}"
        raise HostError(msg)
    return MappingProxyType({PersonId(cast("str", key)): one for key, one in held.items()})
