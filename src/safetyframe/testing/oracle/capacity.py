# It reads plain JSON, whose shapes are no types.
# pyright: basic
"""Who may: the table's cells, mandates, and acts written down for another (P8c, P11, P12, P24)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from safetyframe.testing.oracle.answer import Refusal, gap, refusal, remedy
from safetyframe.testing.oracle.listed import Case, parts, runs, there, when
from safetyframe.testing.oracle.table import FROM_OUTSIDE, OWN, PROTECTED, TABLE, name


def _who(case: Case) -> dict[str, Any]:
    return {"role": case.role, "person": case.actor, "at": case.at.isoformat()}


def leads(case: Case, person: str, *, deputies: bool = True, at: datetime | None = None) -> bool:
    """Say whether somebody is the lead now, or (if that will do) stands in as deputy (P12)."""
    standings = ("lead", "deputy") if deputies else ("lead",)
    now = case.at if at is None else at
    mine = [p for p in parts(case) if p["person"] == person and p["role"] == "consultant"]
    return any(p["standing"] in standings and runs(p, now) for p in mine)


def table(case: Case) -> list[Refusal]:
    """P8c and the act's own norm: the table's cell for this role, in the standing that it asks."""
    clauses, cells = TABLE[case.kind]
    cell = cells.get(case.role)
    what = {"act": name(case.kind), **_who(case)}
    code = ""
    chairs = [p for p in there(case, "network") if p["person"] == case.actor and p["chair"]]
    if cell is None:
        code = "not-this-role"
    elif case.kind in PROTECTED or not _takes_part(case):
        code = ""  # not taking part at all is a fault of form, told there
    elif cell in ("lead", "acting") and not leads(case, case.actor, deputies=cell == "acting"):
        code = "not-lead"
    elif cell == "chair" and not chairs:
        code = "not-chair"
    more = {"human": True}
    gaps = [gap(code, remedy(case.kind, **more), **what)] if code else []
    return refusal(f"powers.{name(case.kind)}", " ".join(clauses), gaps)


def _takes_part(case: Case) -> bool:
    mine = [p for p in there(case, case.role) if p["person"] == case.actor]
    return bool(mine) or case.role in ("authority", "system")


def mandate(case: Case) -> list[Refusal]:
    """P24: an authority acts on a mandate that runs; so does who opens or adopts (reading 5)."""
    needs = case.role == "authority" or case.kind in ("open-involvement", "adopt")
    if case.kind == "adopt" and not case.act.get("minors") and case.past("adopt"):
        needs = case.role == "authority"
    if not needs or case.kind in PROTECTED:
        return []
    shown = case.act["by"].get("mandate")
    held = shown and when(shown["since"]) <= case.at < when(shown.get("until"))
    return refusal("powers.mandate", "P24 P8c", [] if held else [gap("no-mandate", **_who(case))])


def authority_apart(case: Case) -> list[Refusal]:
    """P24: government decides from outside; nobody who takes part is the authority here.

    Nor who did at any moment between the act and its being written down.
    """
    mine = [
        p
        for p in parts(case)
        if p["person"] == case.actor and p["since"] <= case.written and case.at < p["until"]
    ]
    inside = case.role == "authority" and mine and case.kind not in PROTECTED
    gaps = [gap("takes-part", **_who(case))] if inside else []
    return refusal("powers.authority-apart", "P24 P8c", gaps)


def on_behalf(case: Case) -> list[Refusal]:
    """Reading 11: on a child's behalf somebody may speak, and do nothing else."""
    whom = case.act["by"].get("on_behalf_of")
    if whom is None or case.kind in PROTECTED:
        return []
    what = {"act": name(case.kind), **_who(case)}
    return refusal("powers.on-behalf", "P8c T6", [gap("not-on-behalf", **what)])


def recorded_by(case: Case) -> list[Refusal]:
    """Reading 3: own acts may be written down, by a professional or trust person who takes part."""
    writer = case.act["by"].get("recorded_by")
    if writer is None or writer == case.actor or case.kind in PROTECTED:
        return []
    if case.kind not in OWN:
        return refusal("powers.recorded-by", "P8c", [gap("not-an-own-act", **_who(case))])
    roles = ("consultant", "care-worker", "trust-person")
    held = [p for p in there(case, *roles, at=case.written) if p["person"] == writer]
    gaps = [] if held else [gap("recorder-has-no-part", **_who(case))]
    found = refusal("powers.recorded-by", "P8c", gaps)
    if not case.act["by"].get("form"):
        found += refusal("form.recorded", "", [gap("no-form-of-recording", **_who(case))])
    return found


def participation(case: Case) -> list[Refusal]:
    """Form: an act lies within its doer's own part, in the capacity that it names."""
    outside = (*FROM_OUTSIDE, *PROTECTED)
    if case.kind in outside or case.role in ("authority", "system"):
        return []
    gaps = [] if _takes_part(case) else [gap("not-taking-part", **_who(case))]
    return refusal("form.participation", "", gaps)


RULES = (table, mandate, authority_apart, on_behalf, recorded_by, participation)
