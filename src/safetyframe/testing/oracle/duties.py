# It reads plain JSON, whose shapes are no types.
# pyright: basic
"""Who is to be told what, and where that stands: T5, P5a, P18, P22, P26, P27 (X7, reading 1).

`owed(records, as_of)` walks the list for every person and every duty, and asks of each: has it
arisen, since when, was it done, is there a reason why not, and is its day over.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from safetyframe.testing.oracle.listed import (
    CLIENT_SIDE,
    PROFESSIONAL,
    Act,
    Case,
    Found,
    at_of,
    concerns,
    corrections,
    episodes,
    exceptions_on_record,
    hoes,
    in_force,
    material_since,
    measures_at,
    moment,
    parts,
    runs,
    statements,
    versions,
)

__all__ = ["owed"]

_EVERYONE: Final = (*CLIENT_SIDE, *PROFESSIONAL, "trust-person")

#: Duty: the norm, to whom, what has to be told of, and what makes it arise anew.
_DUTIES: Final = {
    "inform.why": ("T5a", _EVERYONE, ("why",), "opening"),
    "inform.goal": ("T5b", _EVERYONE, ("goal", "wat"), "opening"),
    "inform.worries": ("P5a", PROFESSIONAL, ("worries",), "wat"),
    "inform.wat": ("P22", _EVERYONE, ("wat",), "wat"),
    "inform.agreements": ("P18a", CLIENT_SIDE, ("agreements",), "hoe"),
    "inform.roles": ("P18b", CLIENT_SIDE, ("roles",), "roles"),
    "inform.mandates-professionals": ("P26", PROFESSIONAL, ("mandates",), "joining"),
    "inform.mandates-clients": ("P27", CLIENT_SIDE, ("mandates",), "joining"),
    "inform.correction": ("P22", _EVERYONE, ("correction",), "correction"),
}
#: What partners say of themselves that they know: telling them is not enough.
_ACKNOWLEDGED: Final = ("inform.worries", "inform.mandates-professionals")


def owed(
    records: list[dict[str, Any]],
    as_of: str,
    *,
    due_days: dict[str, int] | None = None,
    zone: str = "Europe/Brussels",
) -> list[dict[str, Any]]:
    """Give each duty that has arisen by `as_of`, for each who takes part then, with its state."""
    case = Case(records, {"type": "review", "by": {"at": as_of}}, zone=zone)
    people = dict.fromkeys(p["person"] for p in parts(case) if runs(p, case.at))
    found = [_one(case, who, duty, due_days or {}) for who in people for duty in _DUTIES]
    return [one for one in found if one is not None]


def _one(case: Case, who: str, duty: str, due_days: dict[str, int]) -> dict[str, Any] | None:
    clause, to, topics, about = _DUTIES[duty]
    if not any(p["role"] in to for p in _mine(case, who)):
        return None
    arisen = _arisen(case, who, about)
    if arisen is None or arisen[0] > case.at:
        return None
    since, version = arisen
    given = [
        e for e in exceptions_on_record(case) if (e["clause"], e.get("person")) == (clause, who)
    ]
    # Whom nobody could reach has a day 1 of their own when they are met (case 10, reading 10).
    met = max((e["reached"] for e in given if e["reached"] is not None), default=since)
    begins = max(since, met) if met <= case.at else since
    due = case.civil(begins) + timedelta(days=due_days.get(clause, 0))
    if any(_counts(case, told, about, arisen) for told in _told(case, who, duty, topics)):
        state = "done"
    elif any(_runs_at(e, case.at) for e in given):
        state = "excepted"
    else:
        state = "due" if case.civil(case.at) <= due else "overdue"
    return {
        "duty": duty,
        "clause": clause,
        "person": who,
        "state": state,
        "due_on": due.isoformat(),
        "version": version,
    }


def _runs_at(given: Found, at: datetime) -> bool:
    over = given["reached"] is not None and given["reached"] <= at
    return bool(given["at"] <= at < moment(given["until"]) and not over)


def _mine(case: Case, who: str) -> list[Found]:
    return [p for p in parts(case) if p["person"] == who and runs(p, case.at)]


# --- what has arisen --------------------------------------------------------------------------


def _arisen(case: Case, who: str, about: str) -> tuple[datetime, int | None] | None:
    """Since when something is owed to this person, and about which version."""
    mine = [
        e
        for e in episodes(case)
        if e["ended"] is None
        # An emergency raises what day 1 asks, and no more (reading 4).
        and (about == "opening" or not e["emergency"])
        and any(concerns(p, [e["minor"]]) for p in _mine(case, who))
    ]
    if not mine:
        return None
    joined = min(p["since"] for p in parts(case) if p["person"] == who)
    since = max(joined, *(e["opened"] for e in mine))
    children = {e["minor"] for e in mine}
    if about == "opening":
        knows = all(e["act"]["by"]["person"] == who for e in mine)
        return None if knows else (since, None)
    if about == "joining":
        return since, None
    if about == "roles":
        return max([since, *_role_changes(case)]), None
    if about == "correction":
        told_wrong = [at for at, whom in corrections(case) if who in whom and at <= case.at]
        return (max(told_wrong), None) if told_wrong else None
    return _agreed(case, children, since) if about == "hoe" else _of_wat(case, who, children, since)


def _role_changes(case: Case) -> list[datetime]:
    """When professionals came or went: by the act that says so, or when a set end comes (P18b)."""
    changes = []
    for one in parts(case):
        if one["role"] in PROFESSIONAL:
            gone = one["ended"] or one["until"]
            changes += [one["made"], *([gone] if gone <= case.at else [])]
    return changes


def _agreed(case: Case, children: set[str], since: datetime) -> tuple[datetime, int] | None:
    """P18a: the HOE in force, if it has something in it about these children."""
    known = hoes(case)
    if not known:
        return None
    last = known[-1]
    about = {m for key in last["measures"] for m in measures_at(case, key, at_of(last))}
    return (max(since, at_of(last)), len(known)) if about & children else None


def _of_wat(
    case: Case, who: str, children: set[str], since: datetime
) -> tuple[datetime, int] | None:
    """P22, P5a: the material version in force, unless they wrote it or took it over."""
    now = in_force(case)
    if now is None or not children & {m for one in statements(now) for m in one["minors"]}:
        return None
    number = material_since(case, now["number"])
    material = versions(case)[number - 1]
    taken = [
        act["by"]["person"]
        for act in case.past("take-over")
        if act.get("confirms") in (number, now["number"])
    ]
    if who in (material["act"]["by"]["person"], *taken):
        return None
    return max(since, material["at"]), number


# --- what was done ----------------------------------------------------------------------------


def _told(case: Case, who: str, duty: str, topics: tuple[str, ...]) -> list[tuple[Act, Found]]:
    """Every time this person was told of this, or said that they know."""
    found = []
    for act in case.past("explain", "acknowledge"):
        own = act["type"] == "acknowledge"
        persons = [act["by"]["person"]] if own else act["persons"]
        if who in persons and at_of(act) <= case.at and (own or duty not in _ACKNOWLEDGED):
            said = [act["matter"]] if own else act["matters"]
            found += [(act, one) for one in said if one["topic"] in topics]
    return found


def _counts(
    case: Case, told: tuple[Act, Found], about: str, arisen: tuple[datetime, int | None]
) -> bool:
    """Say whether that was about what is owed now, and not before it was."""
    (act, matter), (since, version) = told, arisen
    number = matter.get("version")
    if about == "hoe":
        return bool(number == version)
    if about == "wat":
        return number is not None and material_since(case, number) == version
    return at_of(act) >= since
