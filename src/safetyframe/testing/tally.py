"""How often each clause and each rule was accepted and refused.

An accepted act counts as accepted for every clause its row and rules rest on: each was asked, and
had nothing to say. A refused one counts for the clauses and rules that it broke, and for no other.

    counting = Counting()
    for act, outcome in tried:
        counting.add(act, outcome)
    print(counting.tally.report())
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final, cast

from attrs import field, frozen, mutable

from safetyframe.acts import ACTS, Act
from safetyframe.charter import BY_ID
from safetyframe.outcome import Accepted, Outcome, Refused
from safetyframe.powers import POWERS
from safetyframe.rules import RULES

__all__ = ["CLAUSES_AT_STAKE", "RULES_AT_STAKE", "Counting", "Tally"]

_KEYS: Final = ("acts_accepted", "acts_refused", "clauses_accepted", "clauses_refused")
_MORE: Final = ("rules_accepted", "rules_refused")


def _counts() -> Mapping[str, int]:
    return MappingProxyType({})


def _at_stake(kind: type[Act]) -> tuple[frozenset[str], frozenset[str]]:
    """Which clauses, and which rules, an act of this kind has to keep."""
    row = POWERS.get(kind)
    rules = tuple(rule for rule in RULES if kind in rule.guards)
    clauses = frozenset(clause for rule in rules for clause in rule.clauses)
    names = frozenset(rule.id for rule in rules)
    if row is None:
        return clauses, names
    return clauses | frozenset(row.clauses), names | {f"powers.{kind.__name__}"}


#: Of every kind of act: the clauses, and the rules, that it has to keep.
_AT_STAKE: Final = MappingProxyType({kind: _at_stake(kind) for kind in ACTS})


def _in_order(clauses: Iterable[str]) -> list[str]:
    """Clauses as the charter has them; what belongs to a plugin behind."""
    place = {clause: number for number, clause in enumerate(BY_ID)}
    return sorted(clauses, key=lambda clause: (place.get(clause, len(place)), clause))


#: Every clause that a row or a rule of the charter rests on, in the charter's order.
CLAUSES_AT_STAKE: Final = tuple(
    _in_order({c for clauses, _ in _AT_STAKE.values() for c in clauses})
)

#: Every rule of the charter, rows of the table included.
RULES_AT_STAKE: Final = frozenset(name for _, names in _AT_STAKE.values() for name in names)


@frozen(kw_only=True)
class Tally:
    """Counts of what was accepted and refused: per kind of act, per clause, per rule.

    A value: ``a + b`` counts both, and ``as_json`` and ``from_json`` carry it between processes.
    """

    acts_accepted: Mapping[str, int] = field(factory=_counts)
    acts_refused: Mapping[str, int] = field(factory=_counts)
    clauses_accepted: Mapping[str, int] = field(factory=_counts)
    clauses_refused: Mapping[str, int] = field(factory=_counts)
    rules_accepted: Mapping[str, int] = field(factory=_counts)
    rules_refused: Mapping[str, int] = field(factory=_counts)
    unsure: int = 0

    def __add__(self, other: Tally) -> Tally:
        """Count both."""
        both = {name: _sum(getattr(self, name), getattr(other, name)) for name in (*_KEYS, *_MORE)}
        return Tally(**both, unsure=self.unsure + other.unsure)

    @property
    def accepted(self) -> int:
        """How many acts were accepted."""
        return sum(self.acts_accepted.values())

    @property
    def refused(self) -> int:
        """How many acts were refused."""
        return sum(self.acts_refused.values())

    def never_refused(self) -> tuple[str, ...]:
        """Give the clauses at stake that refused nothing: nothing here shows that they can."""
        return tuple(c for c in CLAUSES_AT_STAKE if not self.clauses_refused.get(c))

    def never_accepted(self) -> tuple[str, ...]:
        """Give the clauses at stake under which nothing was accepted."""
        return tuple(c for c in CLAUSES_AT_STAKE if not self.clauses_accepted.get(c))

    def acts_never_accepted(self) -> tuple[str, ...]:
        """Give the kinds of act of which none was accepted: nothing here shows that one is kept."""
        names = (kind.__name__ for kind in ACTS)
        return tuple(name for name in names if not self.acts_accepted.get(name))

    def report(self, *, rules: bool = False) -> str:
        """Give a table: clause by clause (and rule by rule) how often accepted and refused."""
        lines = [
            f"{self.accepted} acts accepted, {self.refused} refused, {self.unsure} unsure",
            f"{'clause':<34}{'accepted':>10}{'refused':>10}",
        ]
        named = {*CLAUSES_AT_STAKE, *self.clauses_accepted, *self.clauses_refused}
        lines += [
            _line(clause, self.clauses_accepted, self.clauses_refused)
            for clause in _in_order(named)
        ]
        if rules:
            lines.append(f"{'rule':<34}{'accepted':>10}{'refused':>10}")
            lines += [
                _line(rule, self.rules_accepted, self.rules_refused)
                for rule in sorted({*self.rules_accepted, *self.rules_refused})
            ]
        silent = self.never_refused()
        if silent:
            lines.append(f"never refused: {' '.join(silent)}")
        missing = self.acts_never_accepted()
        if missing:
            lines.append(f"acts never accepted: {' '.join(missing)}")
        return "\n".join(lines)

    def as_json(self) -> dict[str, object]:
        """Give the counts as plain dicts and numbers."""
        counts: dict[str, object] = {
            name: dict(sorted(cast("Mapping[str, int]", getattr(self, name)).items()))
            for name in (*_KEYS, *_MORE)
        }
        return {**counts, "unsure": self.unsure}

    @classmethod
    def from_json(cls, payload: Mapping[str, object]) -> Tally:
        """Read what `as_json` gave."""
        counts = {name: cast("Mapping[str, int]", payload[name]) for name in (*_KEYS, *_MORE)}
        return cls(**counts, unsure=cast("int", payload["unsure"]))


@mutable
class Counting:
    """Counts answers as they come; `tally` is the count so far."""

    _accepted: Counter[str] = field(factory=Counter[str])
    _refused: Counter[str] = field(factory=Counter[str])
    _clauses: Counter[str] = field(factory=Counter[str])
    _rules: Counter[str] = field(factory=Counter[str])
    _unsure: int = 0

    def add(self, act: Act, outcome: Outcome) -> None:
        """Count one answer."""
        name = type(act).__name__
        if isinstance(outcome, Accepted):
            self._accepted[name] += 1
        elif isinstance(outcome, Refused):
            self._refused[name] += 1
            self._clauses.update(outcome.clauses)
            self._rules.update({violation.rule for violation in outcome.violations})
        else:
            self._unsure += 1

    @property
    def tally(self) -> Tally:
        """The count so far."""
        clauses: Counter[str] = Counter()
        rules: Counter[str] = Counter()
        for kind in ACTS:
            times = self._accepted[kind.__name__]
            if times:
                at_stake = _AT_STAKE[kind]
                clauses.update(dict.fromkeys(at_stake[0], times))
                rules.update(dict.fromkeys(at_stake[1], times))
        return Tally(
            acts_accepted=dict(self._accepted),
            acts_refused=dict(self._refused),
            clauses_accepted=dict(clauses),
            clauses_refused=dict(self._clauses),
            rules_accepted=dict(rules),
            rules_refused=dict(self._rules),
            unsure=self._unsure,
        )


def _sum(one: Mapping[str, int], other: Mapping[str, int]) -> Mapping[str, int]:
    return dict(Counter(one) + Counter(other))


def _line(name: str, accepted: Mapping[str, int], refused: Mapping[str, int]) -> str:
    return f"{name:<34}{accepted.get(name, 0):>10}{refused.get(name, 0):>10}"
