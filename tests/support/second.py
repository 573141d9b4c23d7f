"""The glue between the law and the oracle: both answers in one plain shape, and what differs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from safetyframe.law import Law
from safetyframe.outcome import Outcome, Owed, Refused
from safetyframe.testing import oracle
from safetyframe.testing.second import plain

Gap = tuple[Any, ...]


def of_law(outcome: Outcome) -> Counter[Gap]:
    """Every gap of a refusal: rule, clauses, code, particulars, remedies."""
    found: Counter[Gap] = Counter()
    if isinstance(outcome, Refused):
        for v in outcome.violations:
            for g in v.gaps:
                fixes = tuple(
                    sorted(
                        (r.act, tuple(sorted(x.value for x in r.roles)), _about(r.about), r.human)
                        for r in g.remedies
                    )
                )
                found[_rule(v.rule), frozenset(v.clauses), g.code, _about(g.about), fixes] = 1
    return found


def _rule(name: str) -> str:
    """An id that is taken is one refusal of form, whichever slice of the law holds the other."""
    return "form.id" if name.startswith("form.duplicate-") else name


def _about(facts: Iterable[tuple[str, Any]]) -> tuple[Any, ...]:
    return tuple(sorted((name, str(value)) for name, value in facts))


def of_oracle(answer: dict[str, Any]) -> Counter[Gap]:
    """The same of the oracle's answer."""
    return _of_plain(answer["refusals"])


def of_answer(then: dict[str, Any]) -> Counter[Gap]:
    """The same of what a vector says."""
    return _of_plain(then.get("violations", ()))


def _of_plain(refusals: Iterable[dict[str, Any]]) -> Counter[Gap]:
    found: Counter[Gap] = Counter()
    for one in refusals:
        for g in one["gaps"]:
            fixes = tuple(
                sorted(
                    (r["act"], tuple(sorted(r["roles"])), _about(r["about"].items()), r["human"])
                    for r in g["remedies"]
                )
            )
            key = _rule(one["rule"]), frozenset(one["clauses"]), g["code"]
            found[*key, _about(g["about"].items()), fixes] = 1
    return found


def ask(law: Law, records: list[dict[str, Any]], act: Any, zone: str) -> dict[str, Any]:
    """Ask the oracle under the numbers of this law."""
    return oracle.judge(
        records,
        plain(act),
        lowered=tuple(one.clause for one in law.policy.lowered),
        judgement_days=law.policy.judgement_days,
        zone=zone,
    )


def difference(
    law: Law, records: list[dict[str, Any]], act: Any, zone: str, outcome: Outcome
) -> str | None:
    """Ask the oracle the same, and say what it answers otherwise; None where both agree."""
    answer = ask(law, records, act, zone)
    said, second = of_law(outcome), of_oracle(answer)
    verdict = "refused" if isinstance(outcome, Refused) else "accepted"
    if said == second and verdict == answer["verdict"]:
        return None
    kind = type(act).__name__
    return (
        f"{kind} by {act.by.role.value}: the law says {verdict} and alone {[*(said - second)]}, "
        f"the oracle {answer['verdict']} and alone {[*(second - said)]}"
    )


def duty_difference(
    law: Law, records: list[dict[str, Any]], at: datetime, zone: str, owed: Iterable[Owed]
) -> str | None:
    """Say what the oracle owes otherwise by this moment; None where both owe the same."""
    named = ("duty", "clause", "person", "state", "due_on", "version")
    due = dict(law.policy.due_days)
    theirs = oracle.owed(records, at.isoformat(), due_days=due, zone=zone)
    second = Counter(tuple(one[name] for name in named) for one in theirs)
    said = Counter(
        (one.duty, one.clause, one.person, one.state.value, one.due_on, one.version) for one in owed
    )
    if said == second:
        return None
    return f"at {at}: the law alone {[*(said - second)]}, the oracle alone {[*(second - said)]}"
