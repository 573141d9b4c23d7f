"""The charter read a second time: the oracle is asked the same, of acts and of duties.

The oracle knows the charter and a policy, and nothing of extra rules and packs. So a law may refuse
for more reasons than the charter has; of the charter's own it gives all, and no others.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final
from zlib import crc32

from safetyframe.outcome import Accepted, Refused, Unsure
from safetyframe.policy import Policy
from safetyframe.testing import oracle
from safetyframe.testing.invariants.step import Owes, Step
from safetyframe.testing.second import plain
from safetyframe.testing.tally import RULES_AT_STAKE

__all__ = ["owed_as_reread", "refused_as_reread"]

# Dear questions: one in so many is asked, and which ones hangs on the act's id alone. Of what was
# accepted all are asked: a wrong yes is what hurts.
_REFUSED: Final = 4
_OWED: Final = 24
_LATER: Final = (0, 45)  # days: what was due is overdue by then, and exceptions have run out


def _policy(step: Step) -> Policy:
    given = getattr(step.law, "policy", None)
    return given if isinstance(given, Policy) else Policy()


def _left_out(step: Step, one_in: int) -> bool:
    return crc32(step.act.id.encode()) % one_in != 0


def refused_as_reread(step: Step) -> Iterator[str]:
    """Refused is what the charter refuses, and for all its reasons (D1b)."""
    outcome = step.outcome
    if isinstance(outcome, Unsure) or step.before.unknown or step.before.incomplete:
        return
    if isinstance(outcome, Refused) and _left_out(step, _REFUSED):
        return
    policy = _policy(step)
    answer = oracle.judge(
        step.listed(step.records),
        plain(step.act),
        lowered=tuple(one.clause for one in policy.lowered),
        judgement_days=policy.judgement_days,
        zone=step.start.zone,
    )
    again: dict[str, list[str]] = {
        _named(one["rule"]): one["clauses"] for one in answer["refusals"]
    }
    given = outcome.violations if isinstance(outcome, Refused) else ()
    first = {_named(v.rule): v.clauses for v in given if _is_the_charters(v.rule)}
    for rule in sorted(again.keys() - first.keys()):
        said = "accepted" if isinstance(outcome, Accepted) else "refused for other reasons alone"
        yield f"{said}, where the charter read again refuses by {_cited(rule, again[rule])}"
    for rule in sorted(first.keys() - again.keys()):
        yield f"refused by {_cited(rule, first[rule])}, which the charter read again does not say"


def _is_the_charters(rule: str) -> bool:
    return rule in RULES_AT_STAKE or rule.startswith(("form.", "powers."))


def _named(rule: str) -> str:
    """An id that is taken is one refusal of form, whichever slice of the law holds the other."""
    return "form.id" if rule.startswith("form.duplicate-") else rule


def _cited(rule: str, clauses: tuple[str, ...] | list[str]) -> str:
    return " ".join((rule, *clauses))


def owed_as_reread(step: Step) -> Iterator[str]:
    """Who is to be told what is known of everybody, as the charter has it: no silent state (X7)."""
    if not isinstance(step.outcome, Accepted) or not isinstance(step.law, Owes):
        return
    after = step.outcome.trajectory
    known = after.known_at
    if step.aside or known is None or after.incomplete or _left_out(step, _OWED):
        return
    records = step.listed((*step.records, step.outcome.record))
    for days in _LATER:
        at = known + timedelta(days=days)
        due = dict(_policy(step).due_days)
        again = oracle.owed(records, at.isoformat(), due_days=due, zone=step.start.zone)
        second = {(one["duty"], one["person"], one["state"], one["due_on"]) for one in again}
        first = {
            (one.duty, one.person, one.state.value, one.due_on)
            for one in step.law.duties(after, at)
        }
        for duty, person, state, _ in sorted(second - first, key=str):
            yield f"{duty} of {person} is {state} where the charter is read again, and not here"
        for duty, person, state, _ in sorted(first - second, key=str):
            yield f"{duty} of {person} is {state} here, and not where the charter is read again"
