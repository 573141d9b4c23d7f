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
    at_of,
    gathered,
    hoes,
    in_force,
    measures,
    minors,
    moment,
    parts,
    statements,
    there,
    versions,
    when,
)

_REFERENCE = re.compile(r"[A-Za-z0-9._:/@+#-]{1,128}")
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
DUTIES = ("T5a", "T5b", "P5a", "P18a", "P18b", "P22", "P26", "P27")


def readable(case: Case) -> list[Refusal]:
    """Every time names one moment, nothing lies ahead, every reference is one and no name."""
    gaps: list[Gap] = []
    _read(case, case.act, "", gaps)
    by = case.act["by"]
    naive = any(g["code"] == "naive-time" for g in gaps)
    if not naive:
        written = moment(by.get("recorded_at") or by["at"])
        if case.at > written:
            gaps.append(gap("future", field="by.at"))
        for name in ("decision", "necessity"):
            told = case.act.get(name)
            if told and told.get("decided_at") and moment(told["decided_at"]) > written:
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
    if (own or pointer or wrong) and not (isinstance(value, str) and _REFERENCE.fullmatch(value)):
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
        named += [m for one in _said(case) for m in one["minors"]]
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


def _said(case: Case) -> list[Found]:
    return [one for name in STATEMENTS for one in case.act.get(name, [])]


def remark(case: Case) -> list[Refusal]:
    """What a remark stands beside is a reference, also where nobody looks it up (reading 14)."""
    named = case.kind != "annotate" or _REFERENCE.fullmatch(case.act["about"])
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


# --- WAT, HOE and what they point to ----------------------------------------------------------

_DRAFTING = ("establish-wat", "revise-wat", "set-expectations")


def statement_ids(case: Case) -> list[Refusal]:
    """Each statement has an id of its own and says whom it is about."""
    if case.kind not in _DRAFTING:
        return []
    seen, gaps = list[str](), list[Gap]()
    for one in _said(case):
        if one["id"] in seen or not _REFERENCE.fullmatch(one["id"]):
            gaps.append(gap("id-in-use", id=one["id"]))
        seen.append(one["id"])
        if not one["minors"]:
            gaps.append(gap("no-minor-named", statement=one["id"]))
    return refusal("form.statements", "", gaps)


def expectation_ids(case: Case) -> list[Refusal]:
    """Expectations are judged by id beside goals and bottom lines, so no id serves for two."""
    now = in_force(case)
    if case.kind not in _DRAFTING[1:] or now is None:
        return []
    kept = ("expectations",) if case.kind == "revise-wat" else STATEMENTS[:3]
    taken = {one["id"] for one in statements(now, *kept)}
    gaps = [gap("id-in-use", id=one["id"]) for one in _said(case) if one["id"] in taken]
    return refusal("form.expectations", "", gaps)


def links(case: Case) -> list[Refusal]:
    """What a statement is linked to stands in the same WAT."""
    if case.kind not in _DRAFTING[:2]:
        return []
    dangers = {one["id"] for one in case.act["dangers"]}
    goals = {one["id"] for one in case.act["goals"]}
    gaps = []
    for line in case.act["bottom_lines"]:
        lost = [d for d in line["dangers"] if d not in dangers]
        lost += [g for g in line["goals"] if g not in goals]
        gaps += [gap("link-to-nothing", statement=line["id"], link=one) for one in lost]
    for goal in case.act["goals"]:
        lost = [d for d in goal["dangers"] if d not in dangers]
        gaps += [gap("link-to-nothing", statement=goal["id"], link=one) for one in lost]
    return refusal("form.links", "", gaps)


def rests_on(case: Case) -> list[Refusal]:
    """What a WAT names was gathered, by then, and was not found wrong (ADR 12)."""
    wanted: list[tuple[str, str, str]] = []
    if case.kind in _DRAFTING[:2]:
        for n, one in enumerate(case.act.get("information", [])):
            wanted.append((f"information[{n}]", one, "information"))
        for n, one in enumerate(case.act.get("conversations", [])):
            wanted.append((f"conversations[{n}]", one, "conversation"))
        for n, told in enumerate(case.act.get("weighed", [])):
            wanted.append((f"weighed[{n}]", told["view"], "view"))
    known, gaps = gathered(case), []
    for field, key, sort in wanted:
        was = known.get(key)
        if was is None or was["sort"] != sort or was["at"] > case.at:
            gaps.append(gap("unknown-reference", field=field, kind=sort))
        elif was["wrong"]:
            gaps.append(gap("in-error", field=field, about=key))
    return refusal("form.rests-on", "", gaps)


def strengths(case: Case) -> list[Refusal]:
    """Strengths that a review names were on record by then, and were not found wrong."""
    if case.kind != "review":
        return []
    known, gaps = gathered(case), []
    for n, one in enumerate(case.act.get("strengths", [])):
        was = known.get(one)
        if not was or was["sort"] != "strength" or was["at"] > case.at or was["wrong"]:
            gaps.append(gap("unknown-reference", field=f"strengths[{n}]", kind="strength"))
    return refusal("form.strengths", "", gaps)


def first_wat(case: Case) -> list[Refusal]:
    """A first WAT is established once; then it is revised."""
    now = len(versions(case)) if case.kind == "establish-wat" else 0
    fix = remedy("revise-wat", revises=now)
    return refusal("form.first-wat", "", [gap("wat-exists", fix, version=now)] if now else [])


def _version(case: Case, field: str, *, latest: bool, told: bool = True) -> list[Gap]:
    """A version that was there at that moment, and (where it matters) is still in force."""
    number = case.act[field]
    known = versions(case)
    more = {"field": field} if told else {}
    fixes = [] if known else [remedy("establish-wat", human=True)]
    if not 1 <= number <= len(known) or known[number - 1]["at"] > case.at:
        return [gap("unknown-version", *fixes, version=number, **more)]
    if latest and number != len(known):
        return [gap("superseded", version=len(known), **more)]
    return []


def revises(case: Case) -> list[Refusal]:
    """A revision is of the version in force."""
    if case.kind not in ("revise-wat", "set-expectations"):
        return []
    return refusal("form.revises", "", _version(case, "revises", latest=True, told=False))


def position_on(case: Case) -> list[Refusal]:
    """A position is on the version in force; on withdrawing without a WAT it is on none, 0."""
    if case.kind != "align":
        return []
    if not versions(case) and case.act["wat"] == 0 and case.act["on"] == "withdrawal":
        return []
    return refusal("form.position-on", "", _version(case, "wat", latest=True, told=False))


def serves(case: Case) -> list[Refusal]:
    """A measure answers statements of the WAT that it names, which was there by then (P16)."""
    if case.kind not in ("propose-measure", "amend-measure"):
        return []
    gaps = _version(case, "wat", latest=False)
    if not gaps:
        named = versions(case)[case.act["wat"] - 1]
        known = {one["id"] for one in statements(named, "bottom_lines", "goals")}
        for n, one in enumerate(case.act["serves"]):
            if one not in known:
                gaps.append(gap("unknown-reference", field=f"serves[{n}]"))
    return refusal("form.serves", "", gaps)


def target(case: Case) -> list[Refusal]:
    """What is judged stands in the WAT in force; and is about this minor."""
    if case.kind != "judge":
        return []
    gaps = _version(case, "wat", latest=True)
    number = case.act["wat"]
    if 1 <= number <= len(versions(case)):
        named = versions(case)[number - 1]
        held = statements(named, "bottom_lines", "goals", "expectations")
        about = [one for one in held if one["id"] == case.act["target"]]
        if not about:
            gaps.append(gap("unknown-reference", field="target"))
        elif case.act["minor"] not in about[0]["minors"]:
            who = {"target": case.act["target"], "minor": case.act["minor"]}
            gaps.append(gap("not-about-this-minor", **who))
    return refusal("form.target", "", gaps)


def measure(case: Case) -> list[Refusal]:
    """A measure that is named was there, has not ended, and was asked of whoever answers."""
    kinds = ("amend-measure", "end-measure", "accept-measure", "decline-measure")
    if case.kind not in kinds:
        return []
    was, gaps = measures(case).get(case.act["measure"]), []
    if was is None or was["proposed"] > case.at:
        gaps.append(gap("unknown-reference", field="measure"))
    elif was["ended"] is not None:
        gaps.append(gap("already-ended", field="measure"))
    elif case.kind in kinds[2:] and case.actor not in was["bearers"]:
        gaps.append(gap("not-asked", measure=case.act["measure"]))
    return refusal("form.measure", "", gaps)


def hoe_measures(case: Case) -> list[Refusal]:
    """The measures of an HOE were proposed by then and have not ended."""
    if case.kind != "establish-hoe":
        return []
    known, gaps = measures(case), []
    for n, one in enumerate(case.act["measures"]):
        if one not in known or known[one]["proposed"] > case.at:
            gaps.append(gap("unknown-reference", field=f"measures[{n}]"))
        elif known[one]["ended"] is not None:
            gaps.append(gap("already-ended", field=f"measures[{n}]"))
    return refusal("form.measures", "", gaps)


def bottom_line(case: Case) -> list[Refusal]:
    """A verdict on HOE names a version of it and a bottom line of WAT in force."""
    if case.kind != "assess-hoe":
        return []
    number, gaps, known = case.act["hoe"], [], hoes(case)
    if not 1 <= number <= len(known) or at_of(known[number - 1]) > case.at:
        gaps.append(gap("unknown-version", field="hoe", version=number))
    now = in_force(case)
    lines = {one["id"] for one in now["bottom_lines"]} if now else set()
    if case.act["bottom_line"] not in lines:
        gaps.append(gap("unknown-reference", field="bottom_line"))
    by = case.act.get("answer_by")
    if by is not None and moment(by) <= case.at:
        gaps.append(gap("answer-already-due", field="answer_by"))
    return refusal("form.bottom-line", "", gaps)


def position(case: Case) -> list[Refusal]:
    """A position on a withdrawal says whose; one on expectations does not."""
    if case.kind != "align":
        return []
    wrong = (case.act["on"] == "withdrawal") == (case.act.get("minor") is None)
    gaps = [gap("withdrawal-names-minor", field="minor")] if wrong else []
    return refusal("form.position", "", gaps)


def duty(case: Case) -> list[Refusal]:
    """A duty that is excepted is one, for somebody, for some time, for a reason."""
    if case.kind != "except-duty":
        return []
    told, gaps = case.act["exception"], []
    if told["clause"] not in DUTIES:
        gaps.append(gap("no-such-duty", clause=told["clause"]))
    if told.get("person") is None:
        gaps.append(gap("nobody-named", field="exception.person"))
    if moment(told["until"]) <= case.at:
        gaps.append(gap("exception-over", field="exception.until"))
    if told["why"] == "other" and not told.get("words"):
        gaps.append(gap("no-words", field="exception.words"))
    return refusal("form.duty", "", gaps)


RULES = (
    *(
        remark,
        minors_known,
        adopted_minors,
        minors_named,
        persons_known,
        named_somebody,
        unborn,
        exceptions_readable,
    ),
    *(together_there, direction_part, barrier, period, part_ended, lead_replaced, confirms),
    *(
        statement_ids,
        expectation_ids,
        links,
        rests_on,
        strengths,
        first_wat,
        revises,
        position_on,
        serves,
        target,
        measure,
        hoe_measures,
    ),
    *(bottom_line, position, duty),
)
