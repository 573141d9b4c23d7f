"""What an act is written with: the story so far, who acts, what was asked for, and chance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from enum import Enum
from typing import Final, TypeAlias, TypeVar, cast

from attrs import evolve, field, frozen

from safetyframe.roles import By, Role
from safetyframe.slices import GatheredKind, Measure, WatVersion
from safetyframe.testing.cast import Cast, Who
from safetyframe.testing.story import Story, text
from safetyframe.testing.writing.chance import FIRST, Chance
from safetyframe.trajectory import Trajectory
from safetyframe.values import ActId, PersonId, Reason, ReasonedException

__all__ = ["FAMILY_ROLES", "Pen", "Want"]

T = TypeVar("T")
E = TypeVar("E", bound=Enum)

#: What an act is to say: names and values as a remedy gives them (`Remedy.about`), and more.
Want: TypeAlias = Mapping[str, object]

#: Those who may author HOE, in the order in which they are named.
FAMILY_ROLES: Final = (Role.MINOR, Role.PARENT, Role.NETWORK, Role.CARE_WORKER)


@frozen
class Pen:
    """What a builder writes with.

    `who` acts, `want` is what was asked for, `chance` makes every choice that is left. `signed`
    takes the place of what `who` and the story's time would give as the act's `by`.
    """

    story: Story
    who: Who
    want: Want = field(factory=dict[str, object])
    chance: Chance = FIRST
    signed: By | None = None

    @property
    def t(self) -> Trajectory:
        """The trajectory as it stands."""
        return self.story.t

    @property
    def now(self) -> datetime:
        """The story's time."""
        return self.story.now

    @property
    def cast(self) -> Cast:
        """Who there is."""
        return self.story.cast

    @property
    def by(self) -> By:
        """Who does it."""
        return self.story.by(self.who) if self.signed is None else self.signed

    @property
    def mandated(self) -> By:
        """Who does it, on a mandate: what opening and adopting ask for."""
        by = self.by
        return by if by.mandate is not None else evolve(by, mandate=self.cast.mandate)

    def new_id(self) -> ActId:
        """Make the id of the act that is written."""
        return self.story.next_id()

    def later(self, days: float) -> datetime:
        """Give the moment so many days from now."""
        return self.now + timedelta(days=days)

    # --- choosing ---

    def pick(self, options: Sequence[T]) -> T:
        """Choose one of `options`, of which there is at least one."""
        return self.chance.pick(options)

    def pick_or(self, options: Sequence[T], default: T) -> T:
        """Choose one of `options`, or `default` where there are none."""
        return self.chance.pick(options) if options else default

    def some(self, options: Sequence[T]) -> tuple[T, ...]:
        """Choose all of `options`, or with chance sometimes fewer (of many at least one)."""
        return self.chance.some(options)

    def asked(self, name: str, options: Sequence[T], default: T) -> T:
        """Give what was asked for under `name`, or a choice."""
        value = self.want.get(name)
        return self.pick_or(options, default) if value is None else cast("T", value)

    def asked_enum(self, name: str, options: Sequence[E]) -> E:
        """Do as `asked`, for one of a kind; a remedy names it by its value."""
        value = self.want.get(name)
        return self.pick(options) if value is None else type(options[0])(value)

    def number(self, name: str, default: int) -> int:
        """Give the number asked for under `name`; what is no number counts as not asked for."""
        value = self.want.get(name)
        return value if isinstance(value, int) else default

    def listed(self, name: str) -> tuple[T, ...]:  # pyright: ignore[reportInvalidTypeVarUse]
        """Give the list asked for under `name`; the caller says of what."""
        return tuple(cast("Sequence[T]", self.want.get(name, ())))

    # --- looking ---

    @property
    def there(self) -> list[Who]:
        """Who takes part now."""
        return [(p.person, p.role) for p in self.t.people.values() if p.active(self.now)]

    @property
    def minor(self) -> PersonId | None:
        """The minor asked for."""
        value = self.want.get("minor")
        return None if value is None else PersonId(str(value))

    @property
    def minors(self) -> tuple[PersonId, ...]:
        """The minor asked for, or all that take part."""
        return self.all_minors if self.minor is None else (self.minor,)

    @property
    def all_minors(self) -> tuple[PersonId, ...]:
        """All minors that take part, or those of the cast where none does yet."""
        known = dict.fromkeys(p.person for p in self.t.people.values() if p.role is Role.MINOR)
        return tuple(known) or self.cast.children

    @property
    def persons(self) -> tuple[PersonId, ...]:
        """The person asked for, or those who take part beside whoever writes."""
        value = self.want.get("person")
        if value is not None:
            return (PersonId(str(value)),)
        return self.some(tuple(dict.fromkeys(p for p, _ in self.there if p != self.who[0])))

    @property
    def kin(self) -> PersonId:
        """Whoever is named where nobody takes part: the first of the network."""
        known = (*self.cast.of(Role.NETWORK), *self.cast.joining, self.cast.stranger)
        return known[0][0]

    @property
    def wat(self) -> WatVersion | None:
        """The WAT in force."""
        return self.t.wat.get(len(self.t.wat))

    def gathered(self, kind: GatheredKind) -> tuple[str, ...]:
        """The ids of what was gathered of one kind."""
        return tuple(g.id for g in self.t.gathered.values() if g.kind is kind)

    @property
    def measures(self) -> list[Measure]:
        """The measures that have not ended."""
        return [m for m in self.t.measures.values() if m.ended_at is None]

    # --- accounting ---

    @property
    def exceptions(self) -> tuple[ReasonedException, ...]:
        """The exceptions asked for."""
        return self.listed("exceptions")

    def reasoned(self, clause: str, person: str | None = None) -> ReasonedException:
        """Give an exception that says all it must, for a season."""
        return ReasonedException(
            clause=clause,
            why=Reason.NOT_REACHED,
            minor=self.minors[0],
            until=self.later(90),
            words=text("reasons"),
            person=None if person is None else PersonId(person),
        )
