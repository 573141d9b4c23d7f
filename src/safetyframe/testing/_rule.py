"""What a rule about roles says: by whom, and what never happens."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Final, TypeAlias

from attrs import frozen

from safetyframe.acts import ACTS, Act
from safetyframe.errors import HostError
from safetyframe.folding import HANDLERS
from safetyframe.roles import By, Role
from safetyframe.trajectory import SLICES, Trajectory
from safetyframe.values import PersonId, is_aware

__all__ = ["Makes", "Rule", "named", "rule_of"]

#: What an act makes of a trajectory: before, after.
Makes: TypeAlias = Callable[[Trajectory, Trajectory], bool]

_WRITERS: Final[Mapping[str, frozenset[type[Act]]]] = MappingProxyType(
    {
        name: frozenset(kind for kind in ACTS if name in {held for held, _ in HANDLERS[kind]})
        for name in SLICES
    }
)


@frozen(kw_only=True)
class Rule:
    """What must never happen, and by whom."""

    by: frozenset[Role]
    does: tuple[type[Act], ...]
    changes: tuple[str, ...]
    makes: Makes | None
    said: str

    @property
    def kinds(self) -> frozenset[type[Act]]:
        """The kinds of act that could break it, as far as it says."""
        if self.does:
            return frozenset(self.does)
        return self.writers if self.changes else frozenset(ACTS)

    @property
    def writers(self) -> frozenset[type[Act]]:
        """The kinds of act that write what it says never changes."""
        return frozenset[type[Act]]().union(*(_WRITERS[name] for name in self.changes))

    def moved(self, before: Trajectory, after: Trajectory) -> list[str]:
        """Which of the slices it speaks of are other than before."""
        return [name for name in self.changes if getattr(before, name) != getattr(after, name)]

    def tested(self, before: Trajectory, act: Act, after: Trajectory, *, shown: bool) -> bool:
        """Say whether an accepted act would break this, were it done by these roles.

        What it `makes` is left aside: that may never be the case of anybody. A host that shows what
        it keeps (`shown`) may change more than such an act says, so there any such act will do.
        """
        if self.does and not isinstance(act, self.does):
            return False
        return not self.changes or bool(self.moved(before, after)) or bool(self.does and shown)

    def untested(self, *, shown: bool) -> str:
        """Say what never happened, where nothing that was accepted has tested this."""
        kinds = " or ".join(kind.__name__ for kind in self.does)
        slices = " or ".join(self.changes)
        if self.does and self.changes and not shown:
            return f"no {kinds} was accepted of anybody that changed {slices}"
        if self.does:
            return f"no {kinds} was accepted of anybody"
        if self.changes:
            return f"nothing that was accepted of anybody changed {slices}"
        return "nothing was accepted of anybody"

    def advice(self, plays: int, *, shown: bool) -> str:
        """Say what to do where this was not tested by so many plays."""
        if self.does and self.changes and not shown and not self.writers & self.kinds:
            writers = ", ".join(kind.__name__ for kind in ACTS if kind in self.writers)
            return f"No such act ever does: name some of {writers}, or leave `does` out"
        more = f"budget=Budget(plays={plays * 10})"
        return f"Check the rule and what it is held against, or play more: {more}"

    def theirs(self, before: Trajectory, by: By) -> bool:
        """Say whether what is done so is done by these roles."""
        if not (is_aware(by.at) and is_aware(by.recorded)):
            return False  # no moment at which anybody has a part
        hands = (by.person,) if by.recorded_by is None else (by.person, by.recorded_by)
        return any(_held(before, one, by) <= self.by for one in hands)

    def broken(self, before: Trajectory, act: Act, after: Trajectory) -> str | None:
        """Say how an accepted act breaks this; None if it doesn't."""
        if self.does and not isinstance(act, self.does):
            return None
        moved = self.moved(before, after)
        if self.changes and not moved:
            return None
        if self.makes is not None and not self.makes(before, after):
            return None
        if not self.theirs(before, act.by):
            return None
        changed = f" and changed {' '.join(moved)}" if moved else ""
        return f"{type(act).__name__} was accepted{changed}"


def _held(t: Trajectory, person: PersonId, by: By) -> set[Role]:
    """The roles that this person has when the act is done or written down; else the one claimed."""
    held = {
        part.role
        for part in t.people.values()
        if part.person == person and (part.active(by.at) or part.active(by.recorded))
    }
    return held or {by.role}


def named(given: str | Iterable[str], known: Iterable[str], what: str) -> tuple[str, ...]:
    """Give names of what there is. Raises `HostError` for any other."""
    names = (given,) if isinstance(given, str) else tuple(given)
    every = tuple(known)
    unknown = [name for name in names if name not in every]
    if unknown:
        raise HostError(f"{' '.join(unknown)} is no {what}; the {what}s are {', '.join(every)}")
    return names


def rule_of(
    by: frozenset[Role],
    kinds: tuple[type[Act], ...],
    slices: tuple[str, ...],
    makes: Makes | None,
) -> Rule:
    """Give a rule, as it is said too. Raises `HostError` for one that says nothing."""
    if not by or not (kinds or slices or makes):
        raise HostError("a rule says by whom, and what never happens: does, changes or makes")
    roles = " or ".join(role.value for role in Role if role in by)
    said = [f"never by {roles}"]
    if kinds:
        said.append(" or ".join(kind.__name__ for kind in kinds))
    if slices:
        said.append(f"changes {' or '.join(slices)}")
    if makes is not None:
        said.append(f"makes {getattr(makes, '__name__', 'so')}")
    return Rule(by=by, does=kinds, changes=slices, makes=makes, said=", ".join(said))
