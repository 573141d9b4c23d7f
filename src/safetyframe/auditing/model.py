"""What an audit says: one item for each thing that was wrong, late, open, or not to be judged."""

from __future__ import annotations

from datetime import datetime
from enum import Enum

from attrs import field, frozen

from safetyframe.charter import Level
from safetyframe.outcome import Gap
from safetyframe.values import TrajectoryId, utc_or_none
from safetyframe.wire.leaves import Json

__all__ = ["Audited", "BadLine", "Item", "Kind", "in_json"]


class Kind(Enum):
    """What an item is about.

    `BREACH`: an act that the law would not have accepted where it stands, or would have remarked
    on (then its level is WARN). `LATE`: somebody was informed after that was due. `OVERDUE`: at the
    end of the history they still are not. `UNJUDGED`: facts are missing to say; that is not *fine*.
    """

    BREACH = "breach"
    LATE = "late"
    OVERDUE = "overdue"
    UNJUDGED = "unjudged"


@frozen(kw_only=True)
class Item:
    """One thing found, at one act of one trajectory.

    `seq` is the act's place in the history (for `OVERDUE` that of the last act), `act` its id and
    `kind_of_act` its name on the wire; `at` when it happened, `month` that month where the
    trajectory is (``2025-03``), where these are known. `rule` and `clauses` say what it rests on,
    `level` how much the policy then in force made of it, `gaps` what was read. `unknown` names the
    slices, or fields of the act, without which nobody can say.
    """

    kind: Kind
    trajectory: TrajectoryId
    seq: int
    act: str
    kind_of_act: str
    at: datetime | None = field(converter=utc_or_none)
    month: str
    rule: str = ""
    clauses: tuple[str, ...] = ()
    level: Level | None = None
    gaps: tuple[Gap, ...] = ()
    unknown: tuple[str, ...] = ()


@frozen(kw_only=True)
class BadLine:
    """A line that could not be read: where, and what was expected. Never what stands there.

    In a store it is a record; then `source` says what kind of store, and `line` is None.
    """

    source: str
    line: int | None
    problem: str


@frozen(kw_only=True)
class Audited:
    """What was found in one history. `judged` of its `records` could be decided whole."""

    trajectory: TrajectoryId
    records: int
    judged: int
    items: tuple[Item, ...] = ()


def in_json(item: Item | BadLine) -> dict[str, Json]:
    """Give an item as JSON, every field of it; null is what is not known."""
    if isinstance(item, BadLine):
        return {"source": item.source, "line": item.line, "problem": item.problem}
    return {
        "found": item.kind.value,
        "trajectory": item.trajectory,
        "seq": item.seq,
        "act": item.act or None,
        "type": item.kind_of_act,
        "at": None if item.at is None else item.at.isoformat(),
        "month": item.month or None,
        "rule": item.rule or None,
        "clauses": list(item.clauses),
        "level": None if item.level is None else item.level.value,
        "gaps": [{"code": gap.code, "about": dict(gap.about)} for gap in item.gaps],
        "unknown": list(item.unknown),
    }
