"""The law: decides, says what it needs, what can be done, who owes what.

Pure: the same in gives the same out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from attrs import field, frozen

from safetyframe import findings as _findings
from safetyframe.acts import ACTS, Act
from safetyframe.duties import READS as DUTIES_READ
from safetyframe.duties import owed
from safetyframe.errors import HostError, NeedsHistoryError
from safetyframe.law.deciding import decide
from safetyframe.law.foreseeing import possibility
from safetyframe.law.guards import Guard, check_extra, guards, law_hash, missing
from safetyframe.outcome import Finding, Outcome, Owed, Possibility
from safetyframe.policy import Policy
from safetyframe.roles import By
from safetyframe.rules import Rule, ask
from safetyframe.rules.form import by_faults
from safetyframe.trajectory import Trajectory
from safetyframe.values import is_aware, utc

__all__ = ["Law"]


def _as_tuple(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    return tuple(rules)


@frozen
class Law:
    """The charter's law under one policy. Extra rules can only tighten it.

    `hash` names charter, table, rules and policy together and is stamped on every record. Raises
    `HostError` for extra rules that clash, rest on nothing or read what does not exist.
    """

    policy: Policy = field(factory=Policy)
    extra_rules: tuple[Rule, ...] = field(default=(), converter=_as_tuple, validator=check_extra)
    hash: str = field(init=False, eq=False)
    _guards: Mapping[type[Act], Guard] = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Sort rules by the act they guard, once."""
        object.__setattr__(self, "_guards", guards(self.extra_rules))
        object.__setattr__(self, "hash", law_hash(self.policy, self.extra_rules))

    def decide(self, trajectory: Trajectory, act: Act) -> Outcome:
        """Say whether `act` may be done now: `Accepted`, `Refused` with every reason, or `Unsure`.

        Nothing is written anywhere. Raises `HostError` when `act` is no act at all.
        """
        return decide(self._guard(type(act)), trajectory, act, self.policy, self.hash)

    def needs(self, act: type[Act] | Act) -> frozenset[str]:
        """Name the slices that deciding on this kind of act reads."""
        return self._guard(act if isinstance(act, type) else type(act)).reads

    def what_can(self, trajectory: Trajectory, by: By) -> tuple[Possibility, ...]:
        """Say for every kind of act whether `by` could do it now: yes, no, or depends.

        *No* means that no act of the kind would pass; *yes* that every well-formed one would.
        """
        wrong = by_faults(by)
        known = not wrong and "people" not in trajectory.unknown
        parts = ask.holds(trajectory, by.person, by.role, by.at) if known else None
        return tuple(
            possibility(self._guards[kind], trajectory, by, self.policy, wrong, parts)
            for kind in ACTS
        )

    def duties(self, trajectory: Trajectory, as_of: datetime) -> tuple[Owed, ...]:
        """Give every duty that has arisen, each in one of four states (X7).

        Raises `NeedsHistoryError` for an `as_of` before the last record, `HostError` for a naive
        one or where a slice that duties read is unknown.
        """
        _check_as_of(trajectory, as_of)
        blind = sorted(missing(trajectory, DUTIES_READ))
        if blind:
            msg = f"duties read slices that are not known: load {', '.join(blind)}"
            raise HostError(msg)
        return tuple(owed(trajectory, utc(as_of), self.policy))

    def findings(self, trajectory: Trajectory, as_of: datetime) -> tuple[Finding, ...]:
        """Give everything to look at: open duties and advisories, at `as_of`.

        What cannot be judged because a slice is unknown is a finding too. Raises
        `NeedsHistoryError` for an `as_of` before the last record, `HostError` for a naive one.
        """
        _check_as_of(trajectory, as_of)
        return _findings.findings(trajectory, utc(as_of), self.policy)

    def _guard(self, kind: type[Act]) -> Guard:
        guard = self._guards.get(kind)
        if guard is None:
            msg = f"{kind.__name__} is no act of the charter; see safetyframe.acts.ACTS"
            raise HostError(msg)
        return guard


def _check_as_of(t: Trajectory, as_of: datetime) -> None:
    if not is_aware(as_of):
        msg = "as_of has no offset from UTC: give an aware datetime"
        raise HostError(msg)
    if t.known_at is not None and utc(as_of) < t.known_at:
        msg = (
            "as_of lies before the last record of this trajectory: fold the records that were "
            "written down by then, and ask that"
        )
        raise NeedsHistoryError(msg)
