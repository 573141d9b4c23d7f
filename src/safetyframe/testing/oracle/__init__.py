# It reads plain JSON, whose shapes are no types.
# pyright: basic
"""The charter once more: a second, slow and obvious implementation that checks the first.

`judge(records, act)` answers as the law would: accepted, or refused with every rule, its clauses
and its gaps. `owed(records, as_of)` says who is to be told what, and where that stands.
It was written from the norms, the cases, the table of powers and the decisions, shares nothing with
the law, and walks the whole list of records for every question. One function is one norm: its
docstring names it.
"""

from __future__ import annotations

from typing import Any

from safetyframe.testing.oracle import (
    capacity,
    ending,
    form,
    hoe,
    informing,
    involvement,
    keeping,
    pointing,
    wat,
)
from safetyframe.testing.oracle.answer import Refusal
from safetyframe.testing.oracle.duties import owed
from safetyframe.testing.oracle.listed import Case
from safetyframe.testing.oracle.table import PROTECTED

__all__ = ["RULES", "Case", "judge", "owed"]

#: Every norm that can refuse, one function each.
RULES = (
    *capacity.RULES,
    *form.RULES,
    *pointing.RULES,
    *involvement.RULES,
    *wat.RULES,
    *hoe.RULES,
    *informing.RULES,
    *ending.RULES,
    *keeping.RULES,
)


def judge(
    records: list[dict[str, Any]],
    act: dict[str, Any],
    *,
    lowered: tuple[str, ...] = (),
    judgement_days: int | None = None,
    zone: str = "Europe/Brussels",
) -> dict[str, Any]:
    """Decide on an act after these records: `verdict`, and for each rule that refuses its gaps.

    Records and act are plain JSON in the wire form. `lowered` are the gates that a policy turns
    into warnings, `judgement_days` is how old a judgement may be.
    """
    case = Case(records, act, {"judgement_days": judgement_days}, zone)
    found: list[Refusal] = form.readable(case)
    naive = any(g["code"] == "naive-time" for one in found for g in one["gaps"])
    rules = () if naive else (capacity.table,) if case.kind in PROTECTED else RULES
    for rule in rules:
        found += rule(case)
    kept = [one for one in found if not _lowered(one, lowered)]
    return {"verdict": "refused" if kept else "accepted", "refusals": kept}


_GATES = ("P4", "P10", "P14", "P15a", "P15b", "P16", "P21", "P22", "T7")


def _lowered(one: Refusal, lowered: tuple[str, ...]) -> bool:
    """A gate that the policy lowers only warns; what is HARD never bends (reading 12)."""
    gate = len(one["clauses"]) == 1 and one["clauses"][0] in _GATES
    hard = one["rule"] in ("hoe.bearer", "hoe.bearers-there")
    return gate and not hard and one["clauses"][0] in lowered
