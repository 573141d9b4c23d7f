"""Deployments: what a policy may set, and the law under it."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from safetyframe.charter import Level
from safetyframe.law import Law
from safetyframe.policy import Lowered, Policy
from safetyframe.testing.strategies.values import clause_ids

__all__ = ["laws", "lowered", "policies"]

_DAYS = (0, 1, 7, 30, 90)


def lowered() -> SearchStrategy[Lowered]:
    """Draw a gate or duty that a deployment treats as advice, with its reason."""
    return clause_ids(Level.EXPLAIN).map(
        lambda clause: Lowered(clause=clause, reason="agreed with the region for this year")
    )


def policies() -> SearchStrategy[Policy]:
    """Draw a deployment's settings; shrinks to the charter as it stands."""
    return st.builds(
        Policy,
        lowered=st.lists(lowered(), max_size=2, unique_by=lambda one: one.clause).map(tuple),
        due_days=st.dictionaries(clause_ids(Level.EXPLAIN), st.sampled_from(_DAYS), max_size=2),
        judgement_days=st.none() | st.sampled_from(_DAYS),
    )


def laws() -> SearchStrategy[Law]:
    """Draw the law under some policy; shrinks to the charter as it stands."""
    return policies().map(_law)


def _law(policy: Policy) -> Law:
    return _charter() if policy == Policy() else Law(policy)


@cache
def _charter() -> Law:
    return Law()
