# It reads plain JSON, whose shapes are no types.
# pyright: basic
"""Telling and hearing: P6, P8c, P21."""

from __future__ import annotations

from safetyframe.testing.oracle.answer import Gap, Refusal, gap, refusal, remedy
from safetyframe.testing.oracle.listed import (
    PROFESSIONAL,
    Case,
    at_of,
    episodes,
    hoes,
    unsafe,
    versions,
)


def names_version(case: Case) -> list[Refusal]:
    """P6: whoever tells of a text says which version of it, and one that was there by then."""
    if case.kind not in ("explain", "acknowledge"):
        return []
    single = case.kind == "acknowledge"
    matters = [case.act["matter"]] if single else case.act["matters"]
    gaps: list[Gap] = []
    for n, one in enumerate(matters):
        topic, number = one["topic"], one.get("version")
        if number is None and topic not in ("wat", "agreements"):
            continue
        known = hoes(case) if topic == "agreements" else [v["act"] for v in versions(case)]
        if number is None or not 1 <= number <= len(known) or at_of(known[number - 1]) > case.at:
            gaps.append(gap("names-no-version", field=f"matters[{n}]", topic=topic))
    return refusal("informing.names-version", "P6", gaps)


def own_position(case: Case) -> list[Refusal]:
    """P8c, P21: family and network give their own position, and nobody else's."""
    if case.kind != "align" or case.act["person"] == case.actor:
        return []
    if case.role in PROFESSIONAL:
        return []
    who = case.act["person"]
    fix = remedy("align", "consultant", "care-worker", person=who, wat=case.act["wat"])
    return refusal("informing.own-position", "P8c P21", [gap("own-position-only", fix, person=who)])


def unsafe_position(case: Case) -> list[Refusal]:
    """P21, P8c, case 14: unsafe is said by a professional, on an exception that runs."""
    if case.kind != "align" or case.act["position"] != "unsafe-to-inform":
        return []
    who, gaps = case.act["person"], list[Gap]()
    minor = case.act.get("minor")
    whose = {"minor": minor} if minor else {}
    fix = remedy("except-duty", *PROFESSIONAL, person=who, **whose)
    if case.role not in PROFESSIONAL:
        gaps.append(gap("unsafe-by-professionals", fix, clause="P21"))
    else:
        children = [minor] if minor else [e["minor"] for e in episodes(case)]
        if not unsafe(case, who, children):
            gaps.append(gap("unsafe-without-exception", fix, person=who))
    return refusal("informing.unsafe-position", "P21 P8c", gaps)


def unsafe_by_professionals(case: Case) -> list[Refusal]:
    """P8c: that telling somebody is unsafe is for a professional to find, on any act."""
    given = list(case.act.get("exceptions", []))
    given += [case.act["exception"]] if case.kind == "except-duty" else []
    if case.role in PROFESSIONAL:
        return []
    told = [one["clause"] for one in given if one["why"] == "unsafe-to-inform"]
    gaps = [
        gap("unsafe-by-professionals", remedy("except-duty", *PROFESSIONAL, clause=one), clause=one)
        for one in told
    ]
    return refusal("informing.unsafe", "P8c", gaps)


RULES = (names_version, own_position, unsafe_position, unsafe_by_professionals)
