# It reads plain JSON, whose shapes are no types.
# pyright: basic
"""Refusals of form (reading 8): an act that can be read, about things that exist. No clause."""

from __future__ import annotations

import re

from safetyframe.testing.oracle.answer import Gap, Refusal, gap, refusal, remedy
from safetyframe.testing.oracle.listed import (
    GATHERED,
    OPENINGS,
    STATEMENTS,
    Case,
    Found,
    minors,
    moment,
    parts,
    there,
    versions,
    when,
)

REFERENCE = re.compile(r"[A-Za-z0-9._:/@+#-]{1,128}")
_TIMES = ("at", "recorded_at", "since", "until", "decided_at", "next_at", "answer_by")
_PERSONS = (
    *("person", "to", "recorded_by", "on_behalf_of", "minor", "signed_by", "recipient"),
    *("minors", "persons", "unborn", "concerns", "bearers", "contributors", "invited"),
)
_POINTERS = {
    ("scale", "goal"),
    ("dissent", "ref"),
    ("dissent", "statement"),
    ("annotate", "about"),
    ("adopt", "source"),
}
_SCALE = 10  # a scale runs from 0 to this


def readable(case: Case) -> list[Refusal]:
    """Every time names one moment, nothing lies ahead, every reference is one and no name."""
    gaps: list[Gap] = []
    _read(case, case.act, "", gaps)
    naive = any(g["code"] == "naive-time" for g in gaps)
    if not naive:
        if case.at > case.written:
            gaps.append(gap("future", field="by.at"))
        for name in ("decision", "necessity"):
            told = case.act.get(name)
            if told and told.get("decided_at") and moment(told["decided_at"]) > case.written:
                gaps.append(gap("future", field="decided_at"))
    if case.kind == "scale" and not 0 <= case.act["value"] <= _SCALE:
        gaps.append(gap("off-the-scale", field="value"))
    for n, goal in enumerate(case.act.get("goals", []) if case.kind != "scale" else []):
        least = goal.get("scale_at_least")
        if least is not None and not 0 <= least <= _SCALE:
            gaps.append(gap("off-the-scale", field=f"goals[{n}].scale_at_least"))
    return refusal("form.act", "", gaps)


def _read(case: Case, value: object, path: str, gaps: list[Gap], name: str = "") -> None:
    if isinstance(value, dict):
        for key, inner in value.items():
            _read(case, inner, f"{path}.{key}".lstrip("."), gaps, key)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            _read(case, inner, f"{path}[{number}]", gaps, name)
    elif value is not None:
        _read_leaf(case, value, path, gaps, name)


def _read_leaf(case: Case, value: object, path: str, gaps: list[Gap], name: str) -> None:
    if name in _TIMES and isinstance(value, str):
        if moment(value).tzinfo is None:
            gaps.append(gap("naive-time", field=path))
        return
    own = path == "id" or (name in _PERSONS and not (name == "to" and case.kind == "disclose"))
    wrong = case.kind == "correct" and path == "wrong"
    pointer = (case.kind, path) in _POINTERS
    if (own or pointer or wrong) and not (isinstance(value, str) and REFERENCE.fullmatch(value)):
        gaps.append(gap("no-reference", field=path))


# --- whom and what it is about ----------------------------------------------------------------


def _unknown_minors(case: Case, named: list[str]) -> list[Gap]:
    known = minors(case)
    lost = [minor for minor in dict.fromkeys(named) if minor not in known]
    return [gap("unknown-minor", minor=minor) for minor in lost]


_MANY = (
    *(k for k in GATHERED),
    *("propose-measure", "amend-measure", "decide-direction", "review", "reopen"),
)


def minors_known(case: Case) -> list[Refusal]:
    """Whoever an act calls a minor is one of this trajectory."""
    act = case.act
    named: list[str] = []
    if case.kind in _MANY:
        named += act["minors"]
    if case.kind in ("judge", "withdraw", "align") and act.get("minor") is not None:
        named.append(act["minor"])
    if case.kind == "add-participation" and act["role"] != "minor":
        named += act.get("concerns", [])
    if case.kind == "except-duty":
        named.append(act["exception"]["minor"])
    if case.kind in ("establish-wat", "revise-wat", "set-expectations"):
        named += [m for one in said(case) for m in one["minors"]]
    return refusal("form.minors", "", _unknown_minors(case, named))


def adopted_minors(case: Case) -> list[Refusal]:
    """Whom a part of an older file is about is one of its minors."""
    if case.kind != "adopt":
        return []
    told = case.act.get("parts", [])
    known = {p["person"] for p in told if p["role"] == "minor"} | set(case.act.get("minors", []))
    about = dict.fromkeys(m for one in told for m in one.get("concerns", []))
    gaps = [gap("unknown-minor", minor=m) for m in about if m not in known]
    return refusal("form.adopted-minors", "", gaps)


def said(case: Case) -> list[Found]:
    """Every statement that an act makes for WAT."""
    return [one for name in STATEMENTS for one in case.act.get(name, [])]


def remark(case: Case) -> list[Refusal]:
    """What a remark stands beside is a reference, also where nobody looks it up (reading 14)."""
    named = case.kind != "annotate" or REFERENCE.fullmatch(case.act["about"])
    return refusal("form.keeping", "", [] if named else [gap("no-reference", field="about")])


def minors_named(case: Case) -> list[Refusal]:
    """What is about children says about which."""
    named = (*_MANY, "open-involvement")
    gaps = [gap("no-minor-named")] if case.kind in named and not case.act["minors"] else []
    return refusal("form.minors-named", "", gaps)


def persons_known(case: Case) -> list[Refusal]:
    """Whoever an act names takes part, or did."""
    act, named = case.act, []
    if case.kind in ("record-conversation", "explain", "review", "keep-apart"):
        named += act.get("persons", [])
    if case.kind == "record-what-works":
        named += act.get("contributors", [])
    if case.kind in ("establish-hoe", "decide-direction"):
        named += act.get("invited", []) + [one["person"] for one in act["together"]]
    if case.kind == "align":
        named.append(act["person"])
    if case.kind in ("propose-measure", "amend-measure"):
        named += act["bearers"]
    if case.kind == "except-duty" and act["exception"].get("person"):
        named.append(act["exception"]["person"])
    known = {p["person"] for p in parts(case) if p["since"] <= case.at}
    lost = [one for one in dict.fromkeys(named) if one not in known]
    gaps = [gap("unknown-person", remedy("add-participation", person=p), person=p) for p in lost]
    return refusal("form.persons", "", gaps)


def named_somebody(case: Case) -> list[Refusal]:
    """An explanation and a conversation are with somebody, about something."""
    gaps: list[Gap] = []
    if case.kind in ("explain", "record-conversation") and not case.act["persons"]:
        gaps.append(gap("nobody-named"))
    if case.kind == "explain" and not case.act["matters"]:
        gaps.append(gap("nothing-named"))
    return refusal("form.named", "", gaps)


def unborn(case: Case) -> list[Refusal]:
    """Case 8: who is called unborn is one of the minors, and has not taken part yet."""
    gaps = []
    taken = {p["person"] for p in parts(case)}
    for minor in case.act.get("unborn", []) if case.kind in OPENINGS else []:
        if minor not in case.act["minors"]:
            gaps.append(gap("unborn-not-among-minors", minor=minor))
        elif minor in taken:
            gaps.append(gap("unborn-takes-part", minor=minor))
    return refusal("form.unborn", "", gaps)


def exceptions_readable(case: Case) -> list[Refusal]:
    """Reading 10: an exception names a clause, and a minor of this trajectory (P19)."""
    gaps = []
    for n, one in enumerate(case.act.get("exceptions", [])):
        if not re.fullmatch(r"(D1|[ASPTX]\d+)[a-z]?", one["clause"]):
            gaps.append(gap("no-such-clause", field=f"exceptions[{n}].clause"))
        gaps += _unknown_minors(case, [one["minor"]])
    return refusal("form.exceptions", "", gaps)


def together_there(case: Case) -> list[Refusal]:
    """Whoever took part did so in a role that they have at that moment."""
    if case.kind not in ("establish-hoe", "decide-direction"):
        return []
    held = {(p["person"], p["role"]) for p in there(case)}
    lost = [
        gap("not-taking-part", person=one["person"], role=one["role"])
        for one in case.act["together"]
        if (one["person"], one["role"]) not in held
    ]
    return refusal("form.parts", "", lost)


def direction_part(case: Case) -> list[Refusal]:
    """Who brings a direction took part in it."""
    if case.kind != "decide-direction":
        return []
    sat = case.actor in {one["person"] for one in case.act["together"]}
    return refusal("form.direction-part", "", [] if sat else [gap("actor-took-no-part")])


def barrier(case: Case) -> list[Refusal]:
    """Keeping apart takes two, and replaces what is there."""
    if case.kind != "keep-apart":
        return []
    few = len(set(case.act["persons"])) <= 1
    found = refusal("form.barrier", "", [gap("barrier-needs-two")] if few else [])
    old = case.act.get("replaces")
    known = {k["id"] for k in case.past("keep-apart")}
    lost = old is not None and old not in known
    gaps = [gap("unknown-reference", field="replaces")] if lost else []
    return found + refusal("form.barrier-replaced", "", gaps)


def period(case: Case) -> list[Refusal]:
    """A part ends after it begins."""
    kinds = ("add-participation", "assign-consultant", "deputise-consultant")
    if case.kind not in kinds:
        return []
    over = when(case.act.get("until")) <= moment(case.act["since"])
    gaps = [gap("ends-before-it-starts", field="until")] if over else []
    return refusal("form.period", "", gaps)


def part_ended(case: Case) -> list[Refusal]:
    """What is ended is there, has not ended, and ends from now on."""
    if case.kind != "end-participation":
        return []
    mine = [p for p in parts(case) if p["id"] == case.act["participation"]]
    until, gaps = moment(case.act["until"]), []
    if not mine:
        gaps.append(gap("unknown-reference", field="participation"))
    elif mine[0]["until"] <= case.at:
        gaps.append(gap("already-ended", field="participation"))
    else:
        if until < mine[0]["since"]:
            gaps.append(gap("ends-before-it-starts", field="until"))
        elif until < case.at:
            gaps.append(gap("ends-in-the-past", field="until"))
        if until > mine[0]["until"]:
            gaps.append(gap("ends-later-than-it-does", field="until"))
    return refusal("form.part-ended", "", gaps)


def lead_replaced(case: Case) -> list[Refusal]:
    """Whoever is replaced is a consultant here."""
    old = case.act.get("replaces") if case.kind == "assign-consultant" else None
    known = {p["id"] for p in parts(case) if p["role"] == "consultant"}
    gaps = (
        [gap("unknown-reference", field="replaces")] if old is not None and old not in known else []
    )
    return refusal("form.lead-replaced", "", gaps)


def confirms(case: Case) -> list[Refusal]:
    """Who takes over confirms the WAT in force, or none."""
    if case.kind != "take-over" or case.act.get("confirms") is None:
        return []
    now = len(versions(case))
    gaps = [gap("superseded", version=now)] if case.act["confirms"] != now else []
    return refusal("form.confirms", "", gaps)


RULES = (
    *(remark, minors_known, adopted_minors, minors_named, persons_known, named_somebody, unborn),
    *(exceptions_readable, together_there, direction_part, barrier, period, part_ended),
    *(lead_replaced, confirms),
)
