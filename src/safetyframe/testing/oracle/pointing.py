# It reads plain JSON, whose shapes are no types.
# pyright: basic
"""Refusals of form about WAT, HOE and what else an act points to (reading 8). No clause."""

from __future__ import annotations

from safetyframe.testing.oracle.answer import Gap, Refusal, gap, refusal, remedy
from safetyframe.testing.oracle.form import REFERENCE, said
from safetyframe.testing.oracle.listed import (
    STATEMENTS,
    Case,
    at_of,
    gathered,
    hoes,
    in_force,
    measures,
    moment,
    statements,
    versions,
)

DUTIES = ("T5a", "T5b", "P5a", "P18a", "P18b", "P22", "P26", "P27")
_DRAFTING = ("establish-wat", "revise-wat", "set-expectations")


def statement_ids(case: Case) -> list[Refusal]:
    """Each statement has an id of its own and says whom it is about."""
    if case.kind not in _DRAFTING:
        return []
    seen, gaps = list[str](), list[Gap]()
    for one in said(case):
        if one["id"] in seen or not REFERENCE.fullmatch(one["id"]):
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
    gaps = [gap("id-in-use", id=one["id"]) for one in said(case) if one["id"] in taken]
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
    *(statement_ids, expectation_ids, links, rests_on, strengths, first_wat, revises),
    *(position_on, serves, target, measure, hoe_measures, bottom_line, position, duty),
)
