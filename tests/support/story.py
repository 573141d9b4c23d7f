"""What most tests begin with: the kit's stories and cast, and short ways to read a refusal."""

from __future__ import annotations

from typing import Final

from safetyframe.outcome import Refused
from safetyframe.testing import (
    ANNA,
    ANNA_,
    AUTHORITY,
    BEN,
    BEN_,
    CO,
    DAY_ONE,
    DEPUTY,
    FATHER,
    GRAN,
    LEAD,
    MANDATE,
    MOTHER,
    STRANGER,
    SYSTEM,
    TRUST,
    WORKER,
    Story,
    Who,
    align_all,
    decision,
    exception,
    expectations_set,
    gathered,
    hoe_content,
    hoe_established,
    judged_met,
    measure,
    opened,
    ready_to_withdraw,
    statements,
    text,
    wat_established,
)

__all__ = [
    "ANNA",
    "ANNA_",
    "AUTHORITY",
    "BEN",
    "BEN_",
    "CO",
    "DAY_ONE",
    "DEPUTY",
    "FATHER",
    "GRAN",
    "LEAD",
    "MANDATE",
    "MOTHER",
    "ROLES_OF",
    "STRANGER",
    "SYSTEM",
    "TRUST",
    "WORKER",
    "Story",
    "Who",
    "align_all",
    "codes",
    "decision",
    "exception",
    "expectations_set",
    "gathered",
    "hoe_content",
    "hoe_established",
    "judged_met",
    "measure",
    "opened",
    "ready_to_withdraw",
    "rules",
    "statements",
    "text",
    "wat_established",
]

#: One of each role, and a second consultant.
ROLES_OF: Final = (LEAD, CO, WORKER, ANNA_, MOTHER, GRAN, TRUST, AUTHORITY, SYSTEM)


def codes(outcome: Refused, rule: str | None = None) -> list[str]:
    """The gaps' codes of a refusal (of one rule)."""
    return [g.code for v in outcome.violations if rule in (None, v.rule) for g in v.gaps]


def rules(outcome: Refused) -> list[str]:
    """The ids of the rules that refused."""
    return [v.rule for v in outcome.violations]
