"""What a rule is: a value with an id, its clauses, the acts it guards and the slices it reads."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, Never, TypeAlias, cast

from attrs import frozen

from safetyframe.acts import Act
from safetyframe.charter import Level
from safetyframe.outcome import Gap, Remedy, facts
from safetyframe.policy import Policy
from safetyframe.powers import who_may
from safetyframe.roles import By, Role
from safetyframe.trajectory import Trajectory
from safetyframe.values import PersonId, Reason, ReasonedException

__all__ = ["Check", "Foresee", "Gaps", "Rule", "excepted", "gap", "remedy", "rule"]

Gaps: TypeAlias = tuple[Gap, ...]
Check: TypeAlias = Callable[[Trajectory, Act, Policy], Iterable[Gap]]
Foresee: TypeAlias = Callable[[Trajectory, By], Iterable[Gap]]


@frozen(kw_only=True)
class Rule:
    """A relation an act has to keep. `check` gives the gaps; none means that it holds.

    `level` is HARD, or EXPLAIN for a gate (then `clauses[0]` is the norm an exception names and a
    policy may lower). `reads` are the slices it needs: where one is unknown the rule stops.
    `foresee`, where given, tells from who and when alone that no act of this kind can pass.
    """

    id: str
    clauses: tuple[str, ...]
    level: Level
    guards: frozenset[type[Act]]
    reads: frozenset[str]
    check: Check
    foresee: Foresee | None = None


def rule(
    id: str,  # noqa: A002
    clauses: str,
    guards: tuple[type[Act], ...],
    reads: str,
    check: Callable[[Trajectory, Never, Policy], Iterable[Gap]],
    *,
    level: Level = Level.HARD,
    foresee: Foresee | None = None,
) -> Rule:
    """Make a rule. `check` may be typed for the acts it guards: it never sees another."""
    return Rule(
        id=id,
        clauses=tuple(clauses.split()),
        level=level,
        guards=frozenset(guards),
        reads=frozenset(reads.split()),
        check=cast("Check", check),
        foresee=foresee,
    )


def gap(code: str, *remedies: Remedy, **about: object) -> Gap:
    """Name one thing that is missing."""
    return Gap(code=code, about=facts(**about), remedies=remedies)


def remedy(
    act: type[Act], *, roles: tuple[Role, ...] | None = None, human: bool = False, **about: object
) -> Remedy:
    """Name an act that would fill a gap, by the roles that the table lets do it."""
    return Remedy(
        act=act.__name__,
        roles=who_may(act) if roles is None else roles,
        about=facts(**about),
        human=human,
    )


# An emergency makes nothing else lawful (reading 4), so it carries no gate.
_NO_GROUND: Final = frozenset({Reason.EMERGENCY})


def excepted(
    exceptions: tuple[ReasonedException, ...], clause: str, by: By, person: PersonId | None = None
) -> bool:
    """Say whether a gate is answered by a reasoned exception that still runs when the act is done.

    `Reason.OTHER` counts only with words; an emergency never carries a gate.
    """
    return any(
        e.holds(clause, by.at, person)
        and e.why not in _NO_GROUND
        and (e.why is not Reason.OTHER or e.words is not None)
        for e in exceptions
    )
