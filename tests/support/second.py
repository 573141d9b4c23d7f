"""The glue between the law and the oracle: both answers in one plain shape, and what differs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from enum import Enum
from typing import Any

import attrs

from safetyframe.law import Law
from safetyframe.outcome import Outcome, Refused
from safetyframe.record import Record
from safetyframe.testing import oracle
from safetyframe.wire.names import ACT_NAMES


def plain(thing: Any) -> Any:
    """Any act in the shape of the wire, also one that no wire would carry (a naive time)."""
    if isinstance(thing, Enum):
        return thing.value
    if isinstance(thing, datetime):
        return thing.isoformat()
    if isinstance(thing, tuple):
        return [plain(one) for one in thing]
    if attrs.has(type(thing)):
        named = {"type": ACT_NAMES[type(thing)][0]} if type(thing) in ACT_NAMES else {}
        fields = {f.name: getattr(thing, f.name) for f in attrs.fields(type(thing))}
        return {**named, **{name: plain(value) for name, value in fields.items()}}
    return thing


class Listed:
    """Records in plain form, each written once."""

    def __init__(self) -> None:
        self._held: dict[int, tuple[Record, Any]] = {}

    def __call__(self, records: Iterable[Record]) -> list[dict[str, Any]]:
        found = []
        for one in records:
            if id(one) not in self._held:
                self._held[id(one)] = one, {"seq": one.seq, "act": plain(one.act)}
            found.append(self._held[id(one)][1])
        return found


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
                found[v.rule, frozenset(v.clauses), g.code, _about(g.about), fixes] = 1
    return found


def _about(facts: Iterable[tuple[str, Any]]) -> tuple[Any, ...]:
    return tuple(sorted((name, str(value)) for name, value in facts))


def of_oracle(answer: dict[str, Any]) -> Counter[Gap]:
    """The same of the oracle's answer."""
    found: Counter[Gap] = Counter()
    for one in answer["refusals"]:
        for g in one["gaps"]:
            fixes = tuple(
                sorted(
                    (r["act"], tuple(r["roles"]), _about(r["about"].items()), r["human"])
                    for r in g["remedies"]
                )
            )
            key = one["rule"], frozenset(one["clauses"]), g["code"], _about(g["about"].items())
            found[*key, fixes] = 1
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
