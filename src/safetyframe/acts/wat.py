"""Acts on WAT: drafting words, establishing and revising, the expectations for withdrawal.

A WAT version is complete in itself. Versions are numbered by the fold, from 1.
"""

from __future__ import annotations

from enum import Enum
from typing import TypeAlias

from attrs import frozen

from safetyframe.roles import Audience, By
from safetyframe.values import ActId, PersonId, ReasonedException, Text

__all__ = [
    "Aim",
    "BottomLine",
    "DangerStatement",
    "DraftWat",
    "EstablishWat",
    "Expectation",
    "ReviseWat",
    "SafetyGoal",
    "SetExpectations",
    "Statement",
    "StatementKind",
    "Weighed",
]


class Aim(Enum):
    """The three sides of the charter's aim, as an optional tag on a goal (A1)."""

    SAFE = "safe"
    LOVED = "loved"
    SURROUNDED = "surrounded"


class StatementKind(Enum):
    """The kinds of sentence a WAT is made of (P13, P20)."""

    BOTTOM_LINE = "bottom-line"
    DANGER = "danger"
    GOAL = "goal"
    EXPECTATION = "expectation"


@frozen(kw_only=True)
class BottomLine:
    """What must at least be so, with the dangers and goals that go with it (P13)."""

    id: str
    words: Text
    minors: tuple[PersonId, ...]
    dangers: tuple[str, ...]
    goals: tuple[str, ...]


@frozen(kw_only=True)
class DangerStatement:
    """What is likely to happen to these minors if nothing changes (P5a, P13)."""

    id: str
    words: Text
    minors: tuple[PersonId, ...]


@frozen(kw_only=True)
class SafetyGoal:
    """What must be seen instead of the dangers named, and when that is safe enough (P5b, P5c).

    `safe_enough` is the criterion; `sustained_days` is how many civil days it has to hold;
    `scale_at_least` is an optional threshold, 0 to 10.
    """

    id: str
    words: Text
    minors: tuple[PersonId, ...]
    dangers: tuple[str, ...]
    safe_enough: Text | None
    sustained_days: int = 0
    scale_at_least: int | None = None
    aims: tuple[Aim, ...] = ()


@frozen(kw_only=True)
class Expectation:
    """What the consultant must see changed before the consultants withdraw (P20)."""

    id: str
    words: Text
    minors: tuple[PersonId, ...]


#: Whatever stands in a WAT.
Statement: TypeAlias = BottomLine | DangerStatement | SafetyGoal | Expectation


@frozen(kw_only=True)
class Weighed:
    """A view that was taken in, and how it weighed (P15a, P15b)."""

    view: str
    how: Text | None = None


@frozen(kw_only=True)
class DraftWat:
    """Propose words for a WAT statement; anyone who takes part may (1.2.4)."""

    id: ActId
    by: By
    kind: StatementKind
    minors: tuple[PersonId, ...]
    words: Text
    audience: Audience | None = None


@frozen(kw_only=True)
class EstablishWat:
    """The lead consultant establishes the first WAT (P12, P13).

    `information`, `conversations` and `weighed` name the acts it rests on (P4, P14, P15).
    """

    id: ActId
    by: By
    bottom_lines: tuple[BottomLine, ...]
    dangers: tuple[DangerStatement, ...]
    goals: tuple[SafetyGoal, ...]
    information: tuple[str, ...] = ()
    conversations: tuple[str, ...] = ()
    weighed: tuple[Weighed, ...] = ()
    exceptions: tuple[ReasonedException, ...] = ()


@frozen(kw_only=True)
class ReviseWat:
    """The lead replaces WAT version `revises` by a new one (P12, case 17).

    A revision that is not `material` may change wording only, and makes only renderings stale.
    """

    id: ActId
    by: By
    revises: int
    material: bool
    reason: Text
    bottom_lines: tuple[BottomLine, ...]
    dangers: tuple[DangerStatement, ...]
    goals: tuple[SafetyGoal, ...]
    information: tuple[str, ...] = ()
    conversations: tuple[str, ...] = ()
    weighed: tuple[Weighed, ...] = ()
    exceptions: tuple[ReasonedException, ...] = ()


@frozen(kw_only=True)
class SetExpectations:
    """The lead sets what must be seen changed before the consultants withdraw (P20, P21).

    Makes a new version of WAT out of version `revises`. Setting them for the first time is no
    material revision; changing what was expected is.
    """

    id: ActId
    by: By
    revises: int
    material: bool
    expectations: tuple[Expectation, ...]
    reason: Text | None = None
    exceptions: tuple[ReasonedException, ...] = ()
