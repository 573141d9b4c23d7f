"""The combiner: table and rules into one outcome.

It keeps these laws. Refuse by default. Report all reasons. Order never matters. Adding a rule never
turns a refusal into an acceptance. A rule that raises refuses, and is reported as broken. There is
no off switch. And nobody may block speaking, dissenting or protecting.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from attrs import define, field

from safetyframe.acts import Act
from safetyframe.charter import Level
from safetyframe.folding import evolve
from safetyframe.index import UnknownSliceError
from safetyframe.law.closing import closes, open_items
from safetyframe.law.correcting import misinformed
from safetyframe.law.guards import (
    CLOSING,
    LISTS,
    Guard,
    blind_to,
    by_rule,
    missing,
    powers,
    veiled,
    violation,
)
from safetyframe.outcome import Accepted, Finding, Gap, Outcome, Refused, Unsure, Violation, facts
from safetyframe.policy import Policy
from safetyframe.record import Record
from safetyframe.rules import Rule
from safetyframe.rules.form import faults
from safetyframe.trajectory import Trajectory

__all__ = ["advisory", "decide"]


@define
class _Heard:
    """What table and rules said."""

    violations: list[Violation] = field(factory=list[Violation])
    warnings: list[Finding] = field(factory=list[Finding])
    blind: set[str] = field(factory=set[str])


def decide(guard: Guard, t: Trajectory, act: Act, policy: Policy, stamp: str) -> Outcome:
    """Say whether `act` may be done now."""
    heard = _Heard()
    wrong = faults(act)
    if wrong:
        heard.violations.append(violation("form.act", (), *wrong))
        if any(gap.code == "naive-time" for gap in wrong):
            # There is nothing to compare with.
            return Refused(violations=tuple(heard.violations), act=act)
    refused, blind = powers(guard, t, act.by)
    heard.violations.extend(refused)
    if blind:
        heard.blind.add("people")
    _ask_rules(guard, t, act, policy, heard)
    ended = closes(act)
    kind = type(act)
    if ended or kind not in CLOSING:
        heard.blind |= missing(veiled(t), LISTS.get(kind, ()))
    if heard.violations:
        return Refused(
            violations=tuple(sorted(heard.violations, key=by_rule)),
            unknown=tuple(sorted(heard.blind)),
            act=act,
        )
    if heard.blind and not guard.protected:
        return Unsure(unknown=tuple(sorted(heard.blind)), act=act)
    record = Record(
        seq=t.seq + 1,
        act=act,
        law=stamp,
        leaves_open=open_items(t, act, ended, policy) if ended else (),
        misinformed=misinformed(t, act),
    )
    warnings = tuple(sorted(heard.warnings, key=lambda warning: warning.rule))
    return Accepted(record=record, trajectory=evolve(t, record), warnings=warnings)


def _ask_rules(guard: Guard, t: Trajectory, act: Act, policy: Policy, heard: _Heard) -> None:
    seen = veiled(t)
    unread = missing(seen, guard.reads)
    unloaded = unread if seen is t else missing(t, guard.reads)
    for rule in guard.rules:
        if unread and (blind := blind_to(rule, unread, unloaded)):
            heard.blind |= blind
            continue
        try:
            gaps = tuple(rule.check(seen if rule.clauses else t, act, policy))
            if not gaps:
                continue
            found = _found(rule, gaps)
        except Exception as error:  # noqa: BLE001  whatever it is, a broken rule refuses
            if isinstance(error, UnknownSliceError) and seen.unknown:
                heard.blind |= seen.unknown  # it read more than it declares
                continue
            found = _broken(rule, error)
        if guard.protected or (advisory(rule, policy) and not found.broken):
            heard.warnings.extend(_warn(found))
        else:
            heard.violations.append(found)


def advisory(rule: Rule, policy: Policy) -> bool:
    """Say whether a gate has been lowered to advice by the policy."""
    return rule.level is Level.EXPLAIN and policy.is_lowered(rule.clauses[0])


def _found(rule: Rule, gaps: tuple[Gap, ...]) -> Violation:
    given = cast("tuple[object, ...]", gaps)  # a plugin's rule may give anything
    if not all(isinstance(gap, Gap) for gap in given):
        raise TypeError  # of which only the type is told
    return Violation(rule=rule.id, clauses=rule.clauses, level=rule.level, gaps=gaps)


def _broken(rule: Rule, error: Exception) -> Violation:
    # The error's text may hold what it read, so only its type is told.
    gap = Gap(code="rule-broken", about=facts(rule=rule.id, error=type(error).__name__))
    return Violation(rule=rule.id, clauses=rule.clauses, level=rule.level, gaps=(gap,), broken=True)


def _warn(found: Violation) -> Iterator[Finding]:
    for gap in found.gaps:
        yield Finding(
            rule=found.rule,
            clauses=found.clauses,
            level=Level.WARN,
            code=gap.code,
            about=gap.about,
            remedies=gap.remedies,
        )
