# It reads plain JSON, whose shapes are no types.
# pyright: basic
"""HOE and direction, made together: P10, P16, P17, P22, T7, X4, X5, X16."""

from __future__ import annotations

from safetyframe.testing.oracle.answer import Gap, Refusal, gap, refusal, remedy
from safetyframe.testing.oracle.listed import (
    CLIENT_SIDE,
    PROFESSIONAL,
    Act,
    Case,
    Found,
    answers,
    at_of,
    barriers,
    concerns,
    episodes,
    excused,
    in_force,
    is_professional,
    material_since,
    measures,
    minors,
    statements,
    there,
    unsafe,
    versions,
)


def _children(case: Case) -> list[str]:
    """The children an HOE, a measure or a direction is about."""
    if case.kind == "establish-hoe":
        known = measures(case)
        held = [known[key] for key in case.act["measures"] if key in known]
        return [minor for one in held for minor in one["minors"]]
    return list(case.act.get("minors", []))


def _open_for_some(case: Case, rule: str) -> list[Refusal]:
    going = [e for e in episodes(case) if e["ended"] is None]
    regular = {e["minor"] for e in going if not e["emergency"]}
    about = set(_children(case))
    if regular and (not about or regular & about):
        return []
    known = [e for e in episodes(case) if not e["emergency"]]
    mine = [e for e in known if not about or e["minor"] in about]
    urgent = any(not about or e["minor"] in about for e in going)
    code = "emergency-only" if urgent else "no-open-involvement"
    fix = remedy("reopen" if mine else "open-involvement", human=True)
    return refusal(rule, "P2", [gap(code, fix)])


def hoe_scope(case: Case) -> list[Refusal]:
    """P2: HOE is for a child with whom an involvement is open."""
    kinds = ("establish-hoe", "assess-hoe")
    return _open_for_some(case, "hoe.open") if case.kind in kinds else []


def direction_scope(case: Case) -> list[Refusal]:
    """P2: and so is a direction."""
    return _open_for_some(case, "direction.open") if case.kind == "decide-direction" else []


def after_wat(case: Case) -> list[Refusal]:
    """P16, X4: HOE answers the WAT in force, and comes after it."""
    if case.kind != "establish-hoe":
        return []
    now, gaps = in_force(case), list[Gap]()
    if now is None:
        gaps.append(gap("no-wat", remedy("establish-wat", human=True)))
    elif case.act["wat"] != now["number"]:
        gaps.append(gap("not-the-wat-in-force", version=now["number"]))
    elif now["at"] > case.at:
        gaps.append(gap("wat-is-later", version=now["number"]))
    return refusal("hoe.after-wat", "P16 X4", gaps)


def some_measure(case: Case) -> list[Refusal]:
    """P10, P16: an HOE has something in it that is done."""
    if case.kind != "establish-hoe" or case.act["measures"]:
        return []
    return refusal("hoe.some-measure", "P10 P16", [gap("no-measure", remedy("propose-measure"))])


def no_consultant(case: Case) -> list[Refusal]:
    """P17, X5: care workers, family and network are its authors; nobody else sits in."""
    if case.kind != "establish-hoe":
        return []
    makers = (*CLIENT_SIDE, "care-worker")
    gaps = [
        gap("not-an-author-of-hoe", person=one["person"], role=one["role"])
        for one in case.act["together"]
        if one["role"] not in makers
    ]
    return refusal("hoe.no-consultant", "P17 X5", gaps)


def recorded_by_consultant(case: Case) -> list[Refusal]:
    """P17, reading 3: a consultant writes down nobody's part in HOE."""
    writer = case.act["by"].get("recorded_by")
    if case.kind != "establish-hoe" or writer in (None, case.actor):
        return []
    held = [p for p in there(case, "consultant", at=case.written) if p["person"] == writer]
    who = {"role": case.role, "person": case.actor, "at": case.at.isoformat()}
    gaps = [gap("consultant-records", **who)] if held else []
    return refusal("hoe.recorded-by-consultant", "P17 X5", gaps)


def _client_quorum(case: Case, sat: list[Found]) -> list[Found]:
    """Reading 2, 5, 14: non-professional persons of the client side, unrestricted for this."""
    about = _children(case)
    held = {(p["person"], p["role"]) for p in there(case)}
    found = []
    for one in sat:
        person = one["person"]
        if one["role"] not in CLIENT_SIDE or (person, one["role"]) not in held:
            continue
        if is_professional(case, person) or _kept_apart(case, person, sat):
            continue
        if case.role in PROFESSIONAL and unsafe(case, person, about):
            continue  # nobody else is told who does not count
        found.append(one)
    return found


def _kept_apart(case: Case, person: str, sat: list[Found]) -> bool:
    """Reading 14: in a restricted person's own act, they themselves make no quorum."""
    others = {one["person"] for one in sat} - {person}
    own = person == case.actor
    return own and any(
        person in b["persons"] and others & set(b["persons"]) for b in barriers(case)
    )


def together(case: Case) -> list[Refusal]:
    """P16, P17: a care worker and one of family or network at least; nothing excuses that."""
    if case.kind != "establish-hoe":
        return []
    sat, gaps = case.act["together"], list[Gap]()
    held = {(p["person"], p["role"]) for p in there(case)}
    fix = remedy("establish-hoe")
    if not any(o["role"] == "care-worker" and (o["person"], o["role"]) in held for o in sat):
        some = there(case, "care-worker")
        joins = remedy("add-participation", role="care-worker")
        gaps.append(gap("no-care-worker", fix if some else joins, role="care-worker"))
    if not _client_quorum(case, sat):
        gaps.append(gap("no-family-or-network", fix))
    if case.actor not in {one["person"] for one in sat}:
        gaps.append(gap("actor-took-no-part"))
    return refusal("hoe.together", "P16 P17", gaps)


def everyone_invited(case: Case) -> list[Refusal]:
    """P16: everyone else of family and network, for these children, took part or was asked."""
    if case.kind != "establish-hoe":
        return []
    about, gaps = _children(case), list[Gap]()
    asked = {one["person"] for one in case.act["together"]} | set(case.act.get("invited", []))
    people = [p for p in there(case, *CLIENT_SIDE) if not about or concerns(p, about)]
    for person in dict.fromkeys(p["person"] for p in people):
        if person not in asked and not excused(case, "P16", person):
            gaps.append(gap("not-invited", remedy("establish-hoe", invited=person), person=person))
    return refusal("hoe.everyone-invited", "P16", gaps)


def bearer(case: Case) -> list[Refusal]:
    """P10: a measure names who does it."""
    if case.kind not in ("propose-measure", "amend-measure") or case.act["bearers"]:
        return []
    return refusal("hoe.bearer", "P10", [gap("no-bearer")])


def bearers_there(case: Case) -> list[Refusal]:
    """P10: each measure of an HOE is carried by somebody who takes part now."""
    if case.kind != "establish-hoe":
        return []
    here, known, gaps = {p["person"] for p in there(case)}, measures(case), list[Gap]()
    for key in case.act["measures"]:
        if key in known and not here & set(known[key]["bearers"]):
            gaps.append(gap("no-bearer", remedy("amend-measure", measure=key), measure=key))
    return refusal("hoe.bearers-there", "P10", gaps)


def accepted(case: Case) -> list[Refusal]:
    """P10: whoever carries a measure has accepted it, or it is said why not."""
    if case.kind != "establish-hoe":
        return []
    known, gaps = measures(case), list[Gap]()
    for key in case.act["measures"]:
        for person in dict.fromkeys(known[key]["bearers"] if key in known else []):
            # An acceptance counts whenever it was given: it is of the measure, not of HOE.
            if known[key]["accepted"].get(person) or excused(case, "P10", person):
                continue
            fix = remedy("accept-measure", measure=key, person=person)
            gaps.append(gap("not-accepted", fix, measure=key, person=person))
    return refusal("hoe.accepted", "P10", gaps)


def wat_explained(case: Case) -> list[Refusal]:
    """P22: whoever establishes HOE has had the WAT in force explained, or confirmed it."""
    now = in_force(case)
    if case.kind != "establish-hoe" or now is None or excused(case, "P22", case.actor):
        return []
    if any(_told_wat(case, act) for act in case.past("explain", "acknowledge")):
        return []
    number = now["number"]
    fix = remedy("explain", topic="wat", version=number, person=case.actor)
    more = {"person": case.actor, "version": number}
    return refusal("hoe.wat-explained", "P22", [gap("wat-not-explained", fix, **more)])


def _told_wat(case: Case, act: Act) -> bool:
    told = act.get("matters") or [act.get("matter")]
    who = act.get("persons") or [act["by"]["person"]]
    if case.actor not in who or at_of(act) > case.at:
        return False
    for one in told:
        number = one.get("version") if one and one["topic"] == "wat" else None
        if number is not None and number <= len(versions(case)) and not _changed(case, number):
            return True
    return False


def _changed(case: Case, number: int) -> bool:
    """Say whether a material version came since that changes what is about the actor's minors."""
    known = versions(case)
    mine = [p for p in there(case) if p["person"] == case.actor]
    if material_since(case, number) == material_since(case, len(known)):
        return False
    about = {m for p in mine for m in p["concerns"]}
    if any(not p["concerns"] for p in mine) or about == minors(case):
        return True  # where there is no sibling whom it may have been about
    return _said_about(known[number - 1], about) != _said_about(known[-1], about)


def _said_about(version: Found, about: set[str]) -> list[Found]:
    """What a version says about these children, without others and links to what is on others."""
    said = [one for one in statements(version) if about & set(one["minors"])]
    known = {one["id"] for one in said}
    return [
        {
            **one,
            "minors": about & set(one["minors"]),
            "dangers": known & set(one.get("dangers", [])),
            "goals": known & set(one.get("goals", [])),
        }
        for one in said
    ]


def bearers_safe(case: Case) -> list[Refusal]:
    """P10, case 14: whom it is unsafe to inform carries no measure for that child's goals.

    Only a professional's act is refused: nobody else is to learn it from theirs (reading 14).
    """
    kinds = ("propose-measure", "amend-measure", "establish-hoe")
    if case.kind not in kinds or case.role not in PROFESSIONAL:
        return []
    named = [(case.act.get("measure", case.act["id"]), case.act)]
    if case.kind == "establish-hoe":
        known = measures(case)
        named = [(key, known[key]) for key in case.act["measures"] if key in known]
    gaps: list[Gap] = []
    for key, one in named:
        about = _served(case, one)
        for person in dict.fromkeys(one["bearers"]):
            if unsafe(case, person, about):
                fix = remedy("amend-measure", measure=key)
                gaps += [gap("bearer-unsafe", fix, person=person, measure=key)]
    return refusal("hoe.bearers-safe", "P10", gaps)


def _served(case: Case, measure: Found) -> list[str]:
    """The children whom a measure names, and those whose goals it serves."""
    known, number = versions(case), measure["wat"]
    said = statements(known[number - 1]) if 1 <= number <= len(known) else []
    served = [m for one in said if one["id"] in measure["serves"] for m in one["minors"]]
    return [*measure["minors"], *served]


def direction_together(case: Case) -> list[Refusal]:
    """T7: a direction is co-decided: one of family or network with a position, and a partner."""
    if case.kind != "decide-direction" or excused(case, "T7"):
        return []
    sat, gaps = case.act["together"], list[Gap]()
    given = [one for one in _client_quorum(case, sat) if one.get("position")]
    if not given:
        gaps.append(gap("professionals-alone", remedy("decide-direction", *CLIENT_SIDE)))
    if not any(one["role"] in PROFESSIONAL for one in sat):
        gaps.append(gap("clients-alone", remedy("decide-direction", *PROFESSIONAL)))
    return refusal("direction.together", "T7", gaps)


# --- who is kept apart (X16) ------------------------------------------------------------------


def kept_apart(case: Case) -> list[Refusal]:
    """X16, reading 14: no act brings barred persons together; their own act is taken."""
    meetings = ("record-conversation", "explain", "review", "decide-direction", "establish-hoe")
    if case.kind not in meetings:
        return []
    met = set(case.act.get("persons", [])) | {o["person"] for o in case.act.get("together", [])}
    met.add(case.actor)
    stated = [
        one
        for one in case.act.get("exceptions", [])
        if answers(one, "X16", case.at) and one.get("words")
    ]
    gaps = [
        gap("kept-apart", remedy(case.kind), barrier=one["id"])
        for one in barriers(case)
        if len(met & set(one["persons"])) > 1 and case.actor not in one["persons"]
    ]
    return refusal("barrier.kept-apart", "X16 P19 P8c", [] if stated else gaps)


RULES = (
    *(hoe_scope, direction_scope, after_wat, some_measure, no_consultant),
    *(recorded_by_consultant, together, everyone_invited, bearer, bearers_there, accepted),
    *(wat_explained, bearers_safe, direction_together, kept_apart),
)
