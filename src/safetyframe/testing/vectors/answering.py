"""Our own answers, in the form that the vectors hold: nothing left out, nothing in prose."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Final, TypeAlias, cast

from safetyframe.folding import fold
from safetyframe.law import Law
from safetyframe.outcome import Accepted, Fact, Finding, Outcome, Owed, Refused, Remedy, Violation
from safetyframe.policy import Lowered, Policy
from safetyframe.record import OpenItem
from safetyframe.testing.vectors.model import Object
from safetyframe.trajectory import Trajectory
from safetyframe.wire import Json, dump, load_act, load_record

__all__ = ["Answers", "answer", "answers", "policy_in_json", "policy_of", "trajectory_of"]

#: A question to an answer: an implementation of the law, in process.
Answers: TypeAlias = Callable[[Object], Object]


def answers() -> Answers:
    """Give a function that answers requests, and makes a law once for each policy."""
    laws: dict[str, Law] = {}

    def law_of(request: Object) -> Law:
        policy = policy_of(cast("Object", request["policy"]))
        key = policy.canonical()
        if key not in laws:
            laws[key] = Law(policy)
        return laws[key]

    return lambda request: _answer(law_of(request), request)


def answer(request: Object) -> Object:
    """Answer one request of the protocol: a decision, findings, or what is owed."""
    return answers()(request)


def _answer(law: Law, request: Object) -> Object:
    t = trajectory_of(request)
    ask = cast("str", request["ask"])
    if ask == "decide":
        return _decision(t, law.decide(t, load_act(request["act"])))
    as_of = datetime.fromisoformat(cast("str", request["as_of"]))
    return _ABOUT[ask](law, t, as_of, cast("str", request["clause"]))


def trajectory_of(request: Object) -> Trajectory:
    """Fold the records of a request, then forget the slices that it says are unknown."""
    head = cast("Mapping[str, str]", request["trajectory"])
    start = Trajectory.start(head["id"], zone=head["zone"])
    records = [load_record(one) for one in cast("list[Json]", request["records"])]
    return fold(records, start).hide(*cast("list[str]", request["unknown"]))


def policy_of(given: Object) -> Policy:
    """Read a policy. Raises `PolicyError` for one that no deployment may have."""
    return Policy(
        lowered=tuple(
            Lowered(clause=cast("str", one["clause"]), reason=cast("str", one["reason"]))
            for one in cast("list[Object]", given["lowered"])
        ),
        due_days=cast("dict[str, int]", given["due_days"]),
        judgement_days=cast("int | None", given["judgement_days"]),
    )


def policy_in_json(policy: Policy) -> Object:
    """Write a policy."""
    return {
        "lowered": [{"clause": one.clause, "reason": one.reason} for one in policy.lowered],
        "due_days": dict(policy.due_days),
        "judgement_days": policy.judgement_days,
    }


# --- decisions -----------------------------------------------------------------------------------


def _decision(before: Trajectory, outcome: Outcome) -> Object:
    match outcome:
        case Accepted():
            record = outcome.record
            return {
                "verdict": "accepted",
                "record": {
                    "seq": record.seq,
                    "act": record.act.id,
                    "leaves_open": [_item(one) for one in record.leaves_open],
                    "misinformed": list(record.misinformed),
                },
                "changes": _changes(before, outcome.trajectory),
                "warnings": [_finding(one) for one in outcome.warnings],
            }
        case Refused():
            return {
                "verdict": "refused",
                "violations": [_violation(one) for one in outcome.violations],
                "unknown": list(outcome.unknown),
            }
        case _:
            return {"verdict": "unsure", "unknown": list(outcome.unknown)}


def _changes(before: Trajectory, after: Trajectory) -> Object:
    """Give, per slice, the items that are new or are not what they were."""
    was, now = _slices(before), _slices(after)
    changed: Object = {}
    for name, items in now.items():
        held = was[name] or []
        new = [one for one in items or [] if one not in held]
        if new:
            changed[name] = cast("Json", new)
    return changed


def _slices(t: Trajectory) -> dict[str, list[Object] | None]:
    return cast("dict[str, list[Object] | None]", dump(t)["slices"])


def _violation(one: Violation) -> Object:
    return {
        "rule": one.rule,
        "clauses": list(one.clauses),
        "level": one.level.value,
        "broken": one.broken,
        "gaps": [
            {"code": g.code, "about": _about(g.about), "remedies": _remedies(g.remedies)}
            for g in one.gaps
        ],
    }


def _remedies(remedies: Iterable[Remedy]) -> list[Json]:
    return [
        {
            "act": one.act,
            "roles": [role.value for role in one.roles],
            "about": _about(one.about),
            "human": one.human,
        }
        for one in remedies
    ]


def _about(facts: Iterable[Fact]) -> Object:
    return dict(facts)


def _item(one: OpenItem) -> Object:
    return {"clause": one.clause, "person": one.person, "target": one.target, "state": one.state}


# --- what refuses nothing ------------------------------------------------------------------------


def _findings(law: Law, t: Trajectory, as_of: datetime, clause: str) -> Object:
    found = [one for one in law.findings(t, as_of) if clause in one.clauses]
    return {"findings": [_finding(one) for one in found]}


def _finding(one: Finding) -> Object:
    return {
        "rule": one.rule,
        "clauses": list(one.clauses),
        "level": one.level.value,
        "code": one.code,
        "state": None if one.state is None else one.state.value,
        "about": _about(one.about),
        "remedies": _remedies(one.remedies),
    }


def _duties(law: Law, t: Trajectory, as_of: datetime, clause: str) -> Object:
    return {"owed": [_owed(one) for one in law.duties(t, as_of) if one.clause == clause]}


def _owed(one: Owed) -> Object:
    return {
        "duty": one.duty,
        "clause": one.clause,
        "person": one.person,
        "state": one.state.value,
        "since": one.since.isoformat(),
        "due_on": one.due_on,
        "level": one.level.value,
        "version": one.version,
        "until": None if one.until is None else one.until.isoformat(),
        "remedies": _remedies(one.remedies),
    }


_ABOUT: Final[Mapping[str, Callable[[Law, Trajectory, datetime, str], Object]]] = {
    "findings": _findings,
    "owed": _duties,
}
