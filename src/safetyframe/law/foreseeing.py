"""What could be done now: the same table and rules, asked without an act."""

from __future__ import annotations

from safetyframe.law.deciding import advisory
from safetyframe.law.guards import (
    Guard,
    blind_to,
    by_rule,
    missing,
    powers,
    veiled,
    violation,
)
from safetyframe.outcome import Can, Gap, Possibility, Violation
from safetyframe.policy import Policy
from safetyframe.roles import By, Participation
from safetyframe.rules import Rule
from safetyframe.trajectory import Trajectory

__all__ = ["possibility"]


def possibility(
    guard: Guard,
    t: Trajectory,
    by: By,
    policy: Policy,
    wrong: tuple[Gap, ...],
    parts: tuple[Participation, ...] | None,
) -> Possibility:
    """Say for one kind of act whether `by` could do it; `wrong` are the faults of `by` itself."""
    name = guard.act.__name__
    if wrong:
        form = violation("form.act", (), *wrong)
        return Possibility(act=name, can=Can.NO, violations=(form,))
    refused, _ = powers(guard, t, by, parts)
    seen = veiled(t)
    found = [*refused, *_foreseen(guard, t, seen, by, policy)]
    if found:
        return Possibility(act=name, can=Can.NO, violations=tuple(sorted(found, key=by_rule)))
    if guard.protected:
        return Possibility(act=name, can=Can.YES)
    blind = missing(seen, guard.reads)
    rules = tuple(r.id for r in guard.rules if r.clauses and not advisory(r, policy))
    can = Can.DEPENDS if rules or blind else Can.YES
    return Possibility(act=name, can=can, rules=rules, unknown=tuple(sorted(blind)))


def _foreseen(
    guard: Guard, t: Trajectory, seen: Trajectory, by: By, policy: Policy
) -> tuple[Violation, ...]:
    if guard.protected:
        return ()
    unread, unloaded = missing(seen, guard.reads), missing(t, guard.reads)
    return tuple(
        Violation(rule=rule.id, clauses=rule.clauses, level=rule.level, gaps=gaps)
        for rule in guard.rules
        if rule.foresee is not None
        and not blind_to(rule, unread, unloaded)
        and not advisory(rule, policy)
        if (gaps := _gaps(rule, seen if rule.clauses else t, by))
    )


def _gaps(rule: Rule, t: Trajectory, by: By) -> tuple[Gap, ...]:
    if rule.foresee is None:
        return ()
    try:
        return tuple(rule.foresee(t, by))
    except Exception:  # noqa: BLE001  a broken foresight says nothing; the act itself will
        return ()
