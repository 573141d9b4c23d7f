"""What a deployment may set: numbers the charter does not name, and gates it explains once.

HARD norms are never lowered and nothing is ever off. The charter names no number: a duty without
one is due at once, a judgement has no maximum age (norms 1.2.5, reading 9).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from attrs import field, frozen

from safetyframe.charter import BY_ID, Level
from safetyframe.errors import PolicyError

__all__ = ["Lowered", "Policy"]

_NO_REASON_TOO_SHORT: Final = 10


@frozen(kw_only=True)
class Lowered:
    """An EXPLAIN norm that this deployment treats as WARN, and why. Every report prints it."""

    clause: str
    reason: str


def _check_lowered(_: object, __: object, lowered: tuple[Lowered, ...]) -> None:
    for one in lowered:
        known = BY_ID.get(one.clause)
        if known is None:
            msg = f"policy lowers {one.clause!r}, which is no clause of the charter"
            raise PolicyError(msg)
        if Level.EXPLAIN not in known.levels:
            msg = (
                f"policy lowers {one.clause}, which is {_levels(known.levels)}: "
                "only comply-or-explain norms may be lowered, and HARD never bends"
            )
            raise PolicyError(msg)
        if len(one.reason.strip()) < _NO_REASON_TOO_SHORT:
            msg = f"policy lowers {one.clause} without a reason in writing; reports print it"
            raise PolicyError(msg)


def _levels(levels: frozenset[Level]) -> str:
    return " + ".join(sorted(level.name for level in levels))


def _check_days(_: object, __: object, days: Mapping[str, int]) -> None:
    for clause, number in days.items():
        known = BY_ID.get(clause)
        if known is None or Level.EXPLAIN not in known.levels:
            msg = f"policy gives {clause!r} a due time, but no duty rests on it"
            raise PolicyError(msg)
        if type(number) is not int or number < 0:
            msg = f"policy gives {clause} a due time that is not a number of civil days, 0 or more"
            raise PolicyError(msg)


def _check_age(_: object, __: object, days: int | None) -> None:
    if days is not None and (type(days) is not int or days < 0):
        msg = "policy's maximum age of a judgement must be a number of civil days, 0 or more"
        raise PolicyError(msg)


def _freeze(days: Mapping[str, int]) -> Mapping[str, int]:
    return MappingProxyType(dict(days))


@frozen(kw_only=True)
class Policy:
    """A deployment's settings; the default is the charter as it stands.

    `due_days` gives a duty's clause the civil days within which it is to be done (default 0: the
    civil day on which it arises). `judgement_days` is how old a judgement may be at a withdrawal
    (None: any age). Raises `PolicyError` for what no policy may do.
    """

    lowered: tuple[Lowered, ...] = field(default=(), validator=_check_lowered)
    due_days: Mapping[str, int] = field(
        factory=dict[str, int], validator=_check_days, converter=_freeze
    )
    judgement_days: int | None = field(default=None, validator=_check_age)

    def is_lowered(self, clause: str) -> bool:
        """Say whether this policy treats the norm as advisory."""
        return any(one.clause == clause for one in self.lowered)

    def canonical(self) -> str:
        """Give this policy as one stable line, for the law's hash."""
        return repr(
            (
                sorted((one.clause, one.reason) for one in self.lowered),
                sorted(self.due_days.items()),
                self.judgement_days,
            )
        )
