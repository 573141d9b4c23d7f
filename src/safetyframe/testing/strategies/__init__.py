"""Hypothesis strategies for everything public: values, acts, records, trajectories, histories.

    @given(histories(reach=Withdraw, saying={"outcome": "achieved"}))
    def test_nobody_withdraws_before_all_is_met(history): ...

Plain values are drawn freely and well formed; what the law answers is drawn by asking it; a history
is a life of a trajectory, and with `reach` it ends with an accepted act of that kind. Every choice
is a small whole number that shrinks to the first, the usual, the plain, so that a failure is shown
as the shortest story that still fails.

Compose them as any strategies: `histories()`, then `acts_for(history.trajectory)`.
"""

from __future__ import annotations

from safetyframe.testing._extra import require

require("hypothesis", "safetyframe.testing.strategies")

# What follows imports it.
from safetyframe.testing.strategies.acts import acts, acts_for  # noqa: E402
from safetyframe.testing.strategies.answers import (  # noqa: E402
    accepted,
    findings,
    gaps,
    outcomes,
    owed,
    possibilities,
    refused,
    remedies,
    single_findings,
    single_possibilities,
    unsure,
    views,
    violations,
)
from safetyframe.testing.strategies.catalogue import STRATEGIES, strategy_for  # noqa: E402
from safetyframe.testing.strategies.deploying import laws, lowered, policies  # noqa: E402
from safetyframe.testing.strategies.drawing import Drawn  # noqa: E402
from safetyframe.testing.strategies.histories import History, histories  # noqa: E402
from safetyframe.testing.strategies.kept import open_items, records, trajectories  # noqa: E402
from safetyframe.testing.strategies.people import (  # noqa: E402
    audiences,
    bys,
    participations,
    parts,
    relations,
    roles,
    standings,
    viewers,
    who,
)
from safetyframe.testing.strategies.storing import (  # noqa: E402
    appended,
    audit_reports,
    breaches,
    capabilities,
    feed_items,
    heads,
    single_changes,
    unjudged,
)
from safetyframe.testing.strategies.values import (  # noqa: E402
    ZONES,
    act_ids,
    bodies,
    clause_ids,
    clauses,
    enums,
    forms,
    instants,
    languages,
    mandates,
    periods,
    person_ids,
    reasoned_exceptions,
    references,
    texts,
    trajectory_ids,
    zones,
)

__all__ = [
    "STRATEGIES",
    "ZONES",
    "Drawn",
    "History",
    "accepted",
    "act_ids",
    "acts",
    "acts_for",
    "appended",
    "audiences",
    "audit_reports",
    "bodies",
    "breaches",
    "bys",
    "capabilities",
    "clause_ids",
    "clauses",
    "enums",
    "feed_items",
    "findings",
    "forms",
    "gaps",
    "heads",
    "histories",
    "instants",
    "languages",
    "laws",
    "lowered",
    "mandates",
    "open_items",
    "outcomes",
    "owed",
    "participations",
    "parts",
    "periods",
    "person_ids",
    "policies",
    "possibilities",
    "reasoned_exceptions",
    "records",
    "references",
    "refused",
    "relations",
    "remedies",
    "roles",
    "single_changes",
    "single_findings",
    "single_possibilities",
    "standings",
    "strategy_for",
    "texts",
    "trajectories",
    "trajectory_ids",
    "unjudged",
    "unsure",
    "viewers",
    "views",
    "violations",
    "who",
    "zones",
]
