# It reads plain JSON, whose shapes are no types.
# pyright: basic
"""Judging, withdrawing, and hearing everybody on it: P5c, P20, P21, P24, T4, X1."""

from __future__ import annotations

from typing import Any

from safetyframe.testing.oracle.answer import Gap, Refusal, gap, refusal, remedy
from safetyframe.testing.oracle.listed import (
    Act,
    Case,
    at_of,
    concerns,
    episodes,
    excused,
    in_force,
    involvement,
    material_since,
    statements,
    there,
    unsafe,
    versions,
)


def minor_open(case: Case) -> list[Refusal]:
    """P2: judging and withdrawing are for a child with whom an involvement is open."""
    if case.kind not in ("judge", "withdraw") or involvement(case, case.act["minor"]):
        return []
    minor = case.act["minor"]
    mine = [e for e in episodes(case) if e["minor"] == minor]
    emergency = any(e["ended"] is None for e in mine)
    before = any(not e["emergency"] for e in mine)
    fix = remedy("reopen" if before else "open-involvement", human=True, minor=minor)
    code = "emergency-only" if emergency else "no-open-involvement"
    return refusal("ending.minor-open", "P2", [gap(code, fix, minor=minor)])


def government(case: Case) -> list[Refusal]:
    """P24: consultants do not withdraw in government's name; its decision itself ends."""
    if case.kind != "withdraw" or case.act["outcome"] != "mandate-ended-by-government":
        return []
    fixes = [
        remedy(kind, human=True, status="ended")
        for kind in ("decide-necessity", "record-necessity")
    ]
    return refusal(
        "ending.government", "P24", [gap("government-ends-it", *fixes, outcome=case.act["outcome"])]
    )


def ground(case: Case) -> list[Refusal]:
    """T4, P20: every outcome but `achieved` takes a ground in words."""
    if case.kind != "withdraw" or case.act["outcome"] == "achieved" or case.act.get("ground"):
        return []
    return refusal("ending.ground", "T4 P20", [gap("no-ground", outcome=case.act["outcome"])])


# --- everything about this minor is judged met (X1) -------------------------------------------


def achieved(case: Case) -> list[Refusal]:
    """X1: expectations and a goal about this minor, and each of them and each bottom line met."""
    if case.kind != "withdraw" or case.act["outcome"] != "achieved":
        return []
    minor, now = case.act["minor"], in_force(case)
    if now is None:
        fix = remedy("establish-wat", human=True)
        return refusal("ending.achieved", "X1 P5c P20 T4", [gap("no-wat", fix, minor=minor)])
    gaps: list[Gap] = []
    if not any(minor in one["minors"] for one in now["goals"]):
        gaps.append(gap("no-goal", remedy("revise-wat", human=True, minor=minor), minor=minor))
    if not any(minor in one["minors"] for one in now["expectations"]):
        gaps.append(gap("no-expectation", remedy("set-expectations", minor=minor), minor=minor))
    for one in statements(now, "goals", "bottom_lines", "expectations"):
        if minor in one["minors"]:
            gaps += _unmet(case, one["id"], minor, one.get("sustained_days", 0))
    return refusal("ending.achieved", "X1 P5c P20 T4", gaps)


def _unmet(case: Case, target: str, minor: str, days: int) -> list[Gap]:
    """What keeps one statement from counting as met: the series ordered by when, then by place."""
    number = len(versions(case))
    fix = remedy("judge", human=True, minor=minor, target=target, wat=number)
    what = {"target": target, "minor": minor}
    every = [
        (at_of(act), place, act)
        for place, act in enumerate(case.past("judge"))
        if act["target"] == target and act["minor"] == minor
    ]
    series = [one for one in sorted(every, key=lambda o: o[:2]) if _on_this(case, one[2])]
    now = involvement(case, minor)
    counted = [one for one in series if now is None or _within(case, one[2], minor)]
    if not counted:
        code = "not-judged"
        if series:
            code = "judged-before-this-involvement"
        elif every:
            code = "judged-on-an-older-version"
        return [gap(code, fix, **what)]
    last_at, _, last = counted[-1]
    run_from = last_at
    for at, _, act in reversed(counted):
        if act["met"] != last["met"]:
            break
        run_from = at
    if not last["met"]:
        return [gap("judged-unmet", fix, **what, since=last_at.isoformat())]
    if last_at > case.at:
        return [gap("judged-later", fix, **what, since=last_at.isoformat())]
    gaps = []
    held = (case.civil(case.at) - case.civil(run_from)).days
    if held < days:
        gaps.append(gap("not-sustained", fix, **what, days=held, needed=days))
    age, most = (case.civil(case.at) - case.civil(last_at)).days, case.policy.get("judgement_days")
    if most is not None and age > most:
        gaps.append(gap("judgement-too-old", fix, **what, days=age, needed=most))
    return gaps


def _on_this(case: Case, act: Act) -> bool:
    """Judged on the material version in force, or on a later wording of it."""
    now = len(versions(case))
    return material_since(case, act["wat"]) == material_since(case, now)


def _within(case: Case, act: Act, minor: str) -> bool:
    """Judged in the involvement that is open, and not before it was (ADR 6)."""
    mine = involvement(case, minor)
    if mine is None:
        return False
    order = [r["act"]["id"] for r in case.records]
    later = order.index(act["id"]) > order.index(mine["act"]["id"])
    return later and at_of(act) >= mine["opened"]


# --- everybody is heard (P21) -----------------------------------------------------------------


def positions(case: Case, on: str, minor: str | None) -> dict[str, Act]:
    """Everybody's latest position that counts: on this material version and by then."""
    now, latest = case.act.get("revises", len(versions(case))), dict[str, Act]()
    if now > len(versions(case)):
        return latest
    # A position dated back never overrides one taken later (case 19).
    for act in sorted(case.past("align"), key=at_of):
        same = act["on"] == on and act.get("minor") == minor and at_of(act) <= case.at
        if same and material_since(case, act["wat"]) == material_since(case, now):
            latest[act["person"]] = act
    return latest


def not_aligned(case: Case, on: str, minor: str | None) -> list[Gap]:
    """P21: who takes part, for this child, and was not heard nor excused; never who acts."""
    heard, gaps = positions(case, on, minor), list[Gap]()
    about: dict[str, Any] = {"on": on, "wat": case.act.get("revises", len(versions(case)))}
    if minor is not None:
        about["minor"] = minor
    if on == "withdrawal" and not versions(case):
        about.pop("wat")
    people = [p for p in there(case) if minor is None or concerns(p, [minor])]
    for person in dict.fromkeys(p["person"] for p in people):
        given = heard.get(person)
        counts = given is not None
        if given is not None and minor is not None:
            counts = _since_opened(case, given, minor)
        if given is not None and given["position"] == "unsafe-to-inform":
            children = [minor] if minor else [e["minor"] for e in episodes(case)]
            counts = counts and unsafe(case, person, children)
        died = case.act.get("outcome") == "deceased" and person == minor
        if person == case.actor or counts or died or excused(case, "P21", person):
            continue
        fix = remedy("align", "consultant", "care-worker", person=person, **about)
        gaps.append(gap("not-aligned", fix, person=person))
    return gaps


def _since_opened(case: Case, act: Act, minor: str) -> bool:
    mine = involvement(case, minor)
    return mine is None or _within(case, act, minor)


def heard(case: Case) -> list[Refusal]:
    """P21: before withdrawing, everyone involved with this child has been heard on it.

    Where there is no WAT a position is taken on version 0: everyone is heard all the same.
    """
    if case.kind != "withdraw":
        return []
    return refusal("ending.heard", "P21", not_aligned(case, "withdrawal", case.act["minor"]))


def worker_answered(case: Case) -> list[Refusal]:
    """P21, case 21: a care worker who dissents has an answer in writing."""
    if case.kind != "withdraw":
        return []
    said, gaps = positions(case, "withdrawal", case.act["minor"]), list[Gap]()
    answered = {one["person"] for one in case.act.get("answers", [])}
    workers = [p["person"] for p in there(case, "care-worker")]
    for person in dict.fromkeys(workers):
        given = said.get(person)
        if given is None or given["position"] != "dissents" or person in answered:
            continue
        if not _since_opened(case, given, case.act["minor"]) or excused(case, "P21", person):
            continue
        fix = remedy("withdraw", answers=person)
        gaps.append(gap("dissent-unanswered", fix, person=person))
    return refusal("ending.worker-answered", "P21", gaps)


RULES = (minor_open, government, ground, achieved, heard, worker_answered)
