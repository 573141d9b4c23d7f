# It reads plain JSON, whose shapes are no types.
# pyright: basic
"""What the oracle answers with: plain dicts, in the shape of the law's own refusals."""

from __future__ import annotations

import re
from typing import Any

from safetyframe.testing.oracle.table import name, who_may

Gap = dict[str, Any]
Refusal = dict[str, Any]


_PLAIN = re.compile(r"[A-Za-z0-9._:/@+\-#\[\]]{0,128}")


def _plain(about: dict[str, object]) -> dict[str, object]:
    """A name typed where a reference belongs is never repeated."""
    hides = {k for k, v in about.items() if isinstance(v, str) and not _PLAIN.fullmatch(v)}
    return {k: "?" if k in hides else v for k, v in about.items()}


def gap(code: str, *remedies: dict[str, Any], **about: object) -> Gap:
    """One thing missing or in the way, with the acts that would fill it."""
    return {"code": code, "about": _plain(about), "remedies": list(remedies)}


def remedy(kind: str, *roles: str, human: bool = False, **about: object) -> dict[str, Any]:
    """An act that would help, by these roles (none named: whom the table gives it to)."""
    by = list(roles) or who_may(kind)
    return {"act": name(kind), "roles": sorted(by), "about": _plain(about), "human": human}


def refusal(rule: str, clauses: str, gaps: list[Gap]) -> list[Refusal]:
    """One rule's refusal, or nothing where it found nothing."""
    return [{"rule": rule, "clauses": clauses.split(), "gaps": gaps}] if gaps else []
