# It reads plain JSON, whose shapes are no types.
# pyright: basic
"""WAT and the expectations: P4, P5b, P5c, P12, P13, P14, P15a, P15b, P20, P21, X2, X6."""

from __future__ import annotations

from typing import Any

from safetyframe.testing.oracle.answer import Gap, Refusal, gap, refusal, remedy
from safetyframe.testing.oracle.ending import not_aligned
from safetyframe.testing.oracle.listed import (
    CLIENT_SIDE,
    Case,
    Found,
    episodes,
    excused,
    gathered,
    in_force,
    involvement,
    parts,
    runs,
    statements,
    versions,
)

_ESTABLISHING = ("establish-wat", "revise-wat")


def _material(case: Case) -> bool:
    """Say whether the act makes new content: a first WAT, or a material revision."""
    return case.kind == "establish-wat" or (case.kind == "revise-wat" and case.act["material"])


def opening_remedy(case: Case, minor: str | None = None) -> dict[str, Any]:
    """What was open before is opened again; what never was, is opened (case 20)."""
    known = [e for e in episodes(case) if not e["emergency"]]
    mine = [e for e in known if minor is None or e["minor"] == minor]
    about = {} if minor is None else {"minor": minor}
    return remedy("reopen" if mine else "open-involvement", human=True, **about)


def scope(case: Case) -> list[Refusal]:
    """P2: nothing is established where no involvement is open, nor newly about a child without."""
    if case.kind not in (*_ESTABLISHING, "set-expectations"):
        return []
    going = [e for e in episodes(case) if e["ended"] is None]
    if not any(not e["emergency"] for e in going):
        code = "emergency-only" if going else "no-open-involvement"
        return refusal("wat.open", "P2", [gap(code, opening_remedy(case))])
    names = ("bottom_lines", "dangers", "goals", "expectations")
    said = [one for name in names for one in case.act.get(name, [])]
    now, gaps = in_force(case), list[Gap]()
    # Of a child with whom it has ended WAT may still speak, where it did so already (case 7).
    already = {m for one in (statements(now) if now else []) for m in one["minors"]}
    for minor in dict.fromkeys(m for one in said for m in one["minors"]):
        if involvement(case, minor) or minor in already:
            continue
        emergency = any(e["minor"] == minor for e in going)
        code = "emergency-only" if emergency else "no-open-involvement"
        gaps.append(gap(code, opening_remedy(case, minor), minor=minor))
    return refusal("wat.open", "P2", gaps)


def complete(case: Case) -> list[Refusal]:
    """P13, X2: a bottom line at least, each with a danger and a goal about each of its minors."""
    if case.kind not in _ESTABLISHING:
        return []
    act, gaps = case.act, list[Gap]()
    if not act["bottom_lines"]:
        gaps.append(gap("no-bottom-line"))
    for line in act["bottom_lines"]:
        for minor in line["minors"]:
            who = {"statement": line["id"], "minor": minor}
            if not _about(act["dangers"], line["dangers"], minor):
                gaps.append(gap("bottom-line-without-danger", **who))
            if not _about(act["goals"], line["goals"], minor):
                gaps.append(gap("bottom-line-without-goal", **who))
    return refusal("wat.complete", "P13 X2", gaps)


def _about(said: list[Found], ids: list[str], minor: str) -> bool:
    return any(one["id"] in ids and minor in one["minors"] for one in said)


def paired(case: Case) -> list[Refusal]:
    """P5b, X2: per minor, every danger has a goal set against it, and every goal a danger."""
    if case.kind not in _ESTABLISHING:
        return []
    act, gaps = case.act, list[Gap]()
    for danger in act["dangers"]:
        against = [g for g in act["goals"] if danger["id"] in g["dangers"]]
        for minor in danger["minors"]:
            if not any(minor in g["minors"] for g in against):
                gaps.append(gap("danger-without-goal", statement=danger["id"], minor=minor))
    for goal in act["goals"]:
        for minor in goal["minors"]:
            if not _about(act["dangers"], goal["dangers"], minor):
                gaps.append(gap("goal-without-danger", statement=goal["id"], minor=minor))
    return refusal("wat.paired", "P5b X2", gaps)


def safe_enough(case: Case) -> list[Refusal]:
    """P5c: every goal says when it is safe enough; a period is no less than nothing."""
    if case.kind not in _ESTABLISHING:
        return []
    lacks = [
        gap("no-safe-enough", statement=goal["id"])
        for goal in case.act["goals"]
        if not goal.get("safe_enough") or goal.get("sustained_days", 0) < 0
    ]
    return refusal("wat.safe-enough", "P5c", lacks)


def wording_only(case: Case) -> list[Refusal]:
    """P12, X6: what is called wording changes words and nothing else (ADR 6)."""
    if case.kind != "revise-wat" or case.act["material"]:
        return []
    named = [v for v in versions(case) if v["number"] == case.act["revises"]]
    if not named:
        return []
    now = named[0]
    fields = [
        name
        for name in ("bottom_lines", "dangers", "goals")
        if _by_id(case.act[name]) != _by_id(now[name])
    ]
    fix = remedy("revise-wat", revises=case.act["revises"])
    gaps = [gap("more-than-wording", fix, field=name) for name in fields]
    return refusal("wat.wording-only", "P12 X6", gaps)


def _by_id(said: list[Found]) -> dict[str, Found]:
    """Ids twice are a fault of form; here each stands for one statement."""
    return {one["id"]: _bare(one) for one in said}


def _bare(statement: Found) -> Found:
    """All but the words; in which order things are named says nothing."""
    defaults: Found = {"sustained_days": 0, "scale_at_least": None, "aims": []}
    told = {k: v for k, v in {**defaults, **statement}.items() if k != "words"}
    return {k: set(v) if isinstance(v, list) else v for k, v in told.items()}


# --- the gates: comply or explain -------------------------------------------------------------


def rested(case: Case) -> list[Refusal]:
    """P14: a WAT rests on information and on conversations, or says why not."""
    if not _material(case) or excused(case, "P14"):
        return []
    known, gaps = gathered(case), list[Gap]()
    wanted = (("information", "information"), ("conversations", "conversation"))
    for name, sort in wanted:
        named = [k for k in case.act.get(name, []) if k not in known or not known[k]["wrong"]]
        if not named:
            gaps.append(gap(f"no-{sort}", remedy(f"record-{sort}")))
    return refusal("wat.gathered", "P14", gaps)


def _views(case: Case, *topics: str) -> list[Found]:
    """The views taken in that count: about these topics, and not found wrong."""
    known = gathered(case)
    # Of worries and danger it is said how a view weighed; else it was listed and not taken in.
    named = [o for o in case.act.get("weighed", []) if o.get("how") or topics == ("safety",)]
    held = [known[one["view"]] for one in named if one["view"] in known]
    return [g for g in held if g["sort"] == "view" and g["topic"] in topics and not g["wrong"]]


def safety_together(case: Case) -> list[Refusal]:
    """P4: what safety means is worked out by consultant and care worker both."""
    if not _material(case) or excused(case, "P4"):
        return []
    given = {view["role"] for view in _views(case, "safety")}
    lacks = [role for role in ("consultant", "care-worker") if role not in given]
    gaps = [
        gap("no-view-on-safety", remedy("contribute-view", role, topic="safety"), role=role)
        for role in lacks
    ]
    return refusal("wat.safety-together", "P4", gaps)


def client_expertise(case: Case) -> list[Refusal]:
    """P15a: what clients and network know of worries and danger is taken in."""
    if not _material(case) or excused(case, "P15a"):
        return []
    views = [v for v in _views(case, "concern", "danger") if v["role"] in CLIENT_SIDE]
    if any(not _professional_then(case, v) for v in views):
        return []
    fix = remedy("contribute-view", *CLIENT_SIDE, topic="danger")
    return refusal("wat.client-expertise", "P15a", [gap("no-client-view", fix)])


def _professional_then(case: Case, view: Found) -> bool:
    mine = [p for p in parts(case) if p["person"] == view["person"] and runs(p, view["at"])]
    return any(p["role"] in ("consultant", "care-worker") or p["professional"] for p in mine)


def worker_expertise(case: Case) -> list[Refusal]:
    """P15b: and what the care workers know, equally."""
    if not _material(case) or excused(case, "P15b"):
        return []
    if any(v["role"] == "care-worker" for v in _views(case, "concern", "danger")):
        return []
    fix = remedy("contribute-view", "care-worker", topic="danger")
    return refusal("wat.worker-expertise", "P15b", [gap("no-worker-view", fix)])


# --- expectations -----------------------------------------------------------------------------


def some_expectation(case: Case) -> list[Refusal]:
    """P20: setting expectations says at least one thing that must be seen changed."""
    if case.kind != "set-expectations" or case.act["expectations"]:
        return []
    return refusal("expectations.some", "P20", [gap("no-expectation")])


def expectations_raised(case: Case) -> list[Refusal]:
    """P12, P20, X6: changing what was expected is material."""
    was = _expected(case)
    if was is None or case.act["material"]:
        return []
    same = _by_id(case.act["expectations"]) == _by_id(was["expectations"])
    fix = remedy("set-expectations")
    gaps = [] if same else [gap("more-than-wording", fix, field="expectations")]
    return refusal("expectations.raised", "P12 P20 X6", gaps)


def expectations_reasoned(case: Case) -> list[Refusal]:
    """P20, P12, case 17: whoever changes what was expected says why."""
    if _expected(case) is None:
        return []
    gaps = [] if case.act.get("reason") else [gap("no-reason", field="reason")]
    return refusal("expectations.reasoned", "P20 P12", gaps)


def _expected(case: Case) -> Found | None:
    """The version whose expectations this act sets anew, if any had been set in it."""
    if case.kind != "set-expectations":
        return None
    named = [v for v in versions(case) if v["number"] == case.act["revises"]]
    return named[0] if named and named[0]["was_set"] else None


def expectations_aligned(case: Case) -> list[Refusal]:
    """P21: everyone who takes part has been heard on them, on this material version."""
    if case.kind != "set-expectations":
        return []
    gaps = not_aligned(case, "expectations", None)
    return refusal("expectations.aligned", "P21", gaps)


RULES = (
    *(scope, complete, paired, safe_enough, wording_only, rested, safety_together),
    *(client_expertise, worker_expertise, some_expectation, expectations_raised),
    *(expectations_reasoned, expectations_aligned),
)
