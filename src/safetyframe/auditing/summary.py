"""What an audit comes to, in numbers that add up: summaries of parts merge into that of the whole.

`Summary()` is nothing, `+` is associative and does not mind the order: so a directory, a table or a
cluster is audited part by part, by any `map`. Its size depends on clauses, months and the number of
trajectories that are named, never on how many were audited.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final, TypeAlias, TypeVar

from attrs import field, frozen

from safetyframe.auditing.model import Audited, BadLine, Item, Kind
from safetyframe.charter import Level
from safetyframe.values import TrajectoryId
from safetyframe.wire.leaves import Json

__all__ = ["FIRST", "Look", "Summary", "summarise"]

#: How many trajectories are named to be looked at first.
FIRST: Final = 20
#: What an item of no clause is counted under: a refusal of form.
_FORM: Final = "form"

_K = TypeVar("_K")
Counts: TypeAlias = Mapping[str, int]
Months: TypeAlias = Mapping[tuple[str, str], int]


@frozen(kw_only=True)
class Look:
    """A trajectory to look at, and what was found in it: the weightier, the sooner.

    What no policy bends weighs before what is to be explained, that before what is late or open,
    that before advice. It says where to look, and nothing of the people there.
    """

    trajectory: TrajectoryId
    hard: int = 0
    explain: int = 0
    informing: int = 0
    advice: int = 0
    unjudged: int = 0

    @property
    def rank(self) -> tuple[int, int, int, int, int, str]:
        """What it is sorted by: the weightiest first, then by name, so that no order is chance."""
        return (
            -self.hard,
            -self.explain,
            -self.informing,
            -self.advice,
            -self.unjudged,
            self.trajectory,
        )

    @property
    def clean(self) -> bool:
        """Say whether there is nothing to look at."""
        return not (self.hard or self.explain or self.informing or self.advice or self.unjudged)


@frozen(kw_only=True)
class Summary:
    """How many trajectories and records, and of what was found how much, under which clause, when.

    `breaches` counts by clause and month: what the law would not have accepted, and who was
    informed late or not at all. An item that rests on two clauses counts under both, so these do
    not add up to `found`. `advice` is the same for what is remarked on at level WARN. `unjudged`
    counts by what was missing, `bad_lines` by source.
    """

    trajectories: int = 0
    records: int = 0
    judged: int = 0
    found: int = 0
    breaches: Months = field(factory=dict[tuple[str, str], int])
    advice: Months = field(factory=dict[tuple[str, str], int])
    rules: Counts = field(factory=dict[str, int])
    unjudged: Counts = field(factory=dict[str, int])
    unjudged_acts: int = 0
    bad_lines: Counts = field(factory=dict[str, int])
    first: tuple[Look, ...] = ()

    def __add__(self, other: Summary) -> Summary:
        """Merge two summaries of different trajectories."""
        return Summary(
            trajectories=self.trajectories + other.trajectories,
            records=self.records + other.records,
            judged=self.judged + other.judged,
            found=self.found + other.found,
            breaches=_sum(self.breaches, other.breaches),
            advice=_sum(self.advice, other.advice),
            rules=_sum(self.rules, other.rules),
            unjudged=_sum(self.unjudged, other.unjudged),
            unjudged_acts=self.unjudged_acts + other.unjudged_acts,
            bad_lines=_sum(self.bad_lines, other.bad_lines),
            first=_first((*self.first, *other.first)),
        )

    @classmethod
    def of(cls, one: Audited | BadLine) -> Summary:
        """Sum up one history, or one line that could not be read."""
        return summarise((one,))

    @property
    def clean(self) -> bool:
        """Say whether everything was judged and nothing was found."""
        return not (self.found or self.unjudged_acts or self.bad_lines)

    def in_json(self) -> Mapping[str, Json]:
        """Give the summary as JSON, with its counts by clause and then by month."""
        return {
            "trajectories": self.trajectories,
            "records": self.records,
            "judged": self.judged,
            "found": self.found,
            "breaches": _by_clause(self.breaches),
            "advice": _by_clause(self.advice),
            "rules": dict(sorted(self.rules.items())),
            "unjudged_acts": self.unjudged_acts,
            "unjudged": dict(sorted(self.unjudged.items())),
            "bad_lines": dict(sorted(self.bad_lines.items())),
            "first": [
                {
                    "trajectory": one.trajectory,
                    "hard": one.hard,
                    "explain": one.explain,
                    "informing": one.informing,
                    "advice": one.advice,
                    "unjudged": one.unjudged,
                }
                for one in self.first
            ],
        }


def summarise(audited: Iterable[Audited | BadLine]) -> Summary:
    """Sum up many, one after another, in a memory that does not grow with them."""
    tally = _Tally()
    for one in audited:
        tally.add(one)
    return tally.summary()


class _Tally:
    """A summary while it is made: the same as adding one by one, faster."""

    def __init__(self) -> None:
        self.trajectories = self.records = self.judged = self.found = self.unjudged_acts = 0
        self.breaches: Counter[tuple[str, str]] = Counter()
        self.advice: Counter[tuple[str, str]] = Counter()
        self.rules: Counter[str] = Counter()
        self.unjudged: Counter[str] = Counter()
        self.bad: Counter[str] = Counter()
        self.first: list[Look] = []

    def add(self, one: Audited | BadLine) -> None:
        if isinstance(one, BadLine):
            self.bad[one.source] += 1
            return
        self.trajectories += 1
        self.records += one.records
        self.judged += one.judged
        if one.items:
            self._items(one)

    def _items(self, one: Audited) -> None:
        for item in one.items:
            if item.kind is Kind.UNJUDGED:
                self.unjudged_acts += 1
                self.unjudged.update(item.unknown or (item.rule,))
                continue
            self.found += 1
            self.rules[item.rule] += 1
            counts = self.advice if item.level is Level.WARN else self.breaches
            for clause in item.clauses or (_FORM,):
                counts[clause, item.month] += 1
        self.first.append(_look(one))
        if len(self.first) > 4 * FIRST:
            self.first = list(_first(self.first))

    def summary(self) -> Summary:
        return Summary(
            trajectories=self.trajectories,
            records=self.records,
            judged=self.judged,
            found=self.found,
            breaches=dict(self.breaches),
            advice=dict(self.advice),
            rules=dict(self.rules),
            unjudged=dict(self.unjudged),
            unjudged_acts=self.unjudged_acts,
            bad_lines=dict(self.bad),
            first=_first(self.first),
        )


def _look(one: Audited) -> Look:
    weights = Counter(_weight(item) for item in one.items)
    return Look(
        trajectory=one.trajectory,
        hard=weights["hard"],
        explain=weights["explain"],
        informing=weights["informing"],
        advice=weights["advice"],
        unjudged=weights["unjudged"],
    )


def _weight(item: Item) -> str:
    if item.kind is Kind.UNJUDGED:
        return "unjudged"
    if item.level is Level.WARN:
        return "advice"
    if item.kind is not Kind.BREACH:
        return "informing"
    return "hard" if item.level is Level.HARD else "explain"


def _first(looks: Iterable[Look]) -> tuple[Look, ...]:
    return tuple(sorted(looks, key=lambda look: look.rank)[:FIRST])


def _sum(one: Mapping[_K, int], other: Mapping[_K, int]) -> Mapping[_K, int]:
    merged = Counter(dict(one))
    merged.update(dict(other))
    return dict(merged)


def _by_clause(counts: Months) -> dict[str, Json]:
    found: dict[str, dict[str, Json]] = {}
    for (clause, month), count in sorted(counts.items()):
        found.setdefault(clause, {})[month] = count
    return dict(found)
