# It reads plain JSON, whose shapes are no types.
# pyright: basic
"""Scope, sides, leads and necessity: P1, P2, P8c, P11, P12, P24."""

from __future__ import annotations

from safetyframe.testing.oracle.answer import Gap, Refusal, gap, refusal, remedy
from safetyframe.testing.oracle.listed import (
    FOREVER,
    PROFESSIONAL,
    Case,
    Found,
    answers,
    at_of,
    decisions,
    episodes,
    gathered,
    involvement,
    moment,
    overlap,
    parts,
    runs,
    there,
    when,
)

_OPENING = ("open-involvement", "reopen")
_FAMILY = ("minor", "parent")


def _adopts(case: Case) -> bool:
    """Say whether this is a file's first adoption, which opens as an opening does (ADR 14)."""
    return case.kind == "adopt" and not case.past("adopt")


def _joining(case: Case) -> list[tuple[str, str, list[str], Found]]:
    """Whoever would get a part by this act: person, role, roles elsewhere, period."""
    act, now = case.act, {"since": case.at, "until": FOREVER}
    elsewhere = act.get("elsewhere", [])
    if case.kind in ("assign-consultant", "deputise-consultant"):
        period = {"since": moment(act["since"]), "until": when(act.get("until"))}
        return [(act["person"], "consultant", elsewhere, period)]
    if case.kind == "add-participation":
        period = {"since": moment(act["since"]), "until": when(act.get("until"))}
        return [(act["person"], act["role"], elsewhere, period)]
    if case.kind == "take-over":
        return [(case.actor, "consultant", elsewhere, now)]
    if case.kind in (*_OPENING, "adopt") and (case.kind != "adopt" or _adopts(case)):
        opener = [(case.actor, "consultant", elsewhere, now)] if case.kind != "reopen" else []
        kids = [m for m in act.get("minors", []) if m not in act.get("unborn", [])]
        joined = [(m, "minor", list[str](), now) for m in kids]
        return opener + joined
    return []


def one_side(case: Case) -> list[Refusal]:
    """P1, P8c, P11, reading 5: nobody is a consultant and on any other side, here or linked."""
    gaps: list[Gap] = []
    joining = _joining(case)
    for person, role, elsewhere, period in joining:
        held = [
            p["role"]
            for p in parts(case)
            if p["person"] == person and overlap(p, period["since"], period["until"])
        ]
        kids = case.act.get("minors", []) if case.kind in (*_OPENING, "adopt") else []
        held += ["minor"] if person in kids and role == "consultant" else []
        for other in dict.fromkeys([*held, *elsewhere]):
            if (role == "consultant") != (other == "consultant"):
                gaps += [gap("two-sides", person=person, role=role, other=other)]
        gaps += _family(case, person, role, [*held, *elsewhere])
    rule = "adopting.one-side" if case.kind == "adopt" else "involvement.one-side"
    return refusal(rule, "P1 P8c P11", _once(gaps))


def _family(case: Case, person: str, role: str, held: list[str]) -> list[Gap]:
    """P8c, P11: nobody of the family takes part as a professional (case 4)."""
    gaps: list[Gap] = []
    if role == "care-worker" or role in _FAMILY:
        across = _FAMILY if role == "care-worker" else ("care-worker",)
        others = dict.fromkeys(r for r in held if r in across)
        gaps += [gap("two-sides", person=person, role=role, other=other) for other in others]
    if role in _FAMILY and case.kind == "add-participation" and case.act.get("professional"):
        gaps.append(gap("family-as-professional", person=person, role=role))
    return gaps


def _once(gaps: list[Gap]) -> list[Gap]:
    return [one for n, one in enumerate(gaps) if one not in gaps[:n]]


def adopted_parts(case: Case) -> list[Refusal]:
    """P11, P8c, P12: an older file brings each in once, in a role that they can have, from now."""
    if case.kind != "adopt":
        return []
    act, gaps = case.act, list[Gap]()
    kids = [m for m in act.get("minors", []) if m not in act.get("unborn", [])]
    held = [(case.actor, "consultant"), *((minor, "minor") for minor in kids)]
    for one in act.get("parts", []):
        person, role = one["person"], one["role"]
        if role in ("authority", "system"):
            gaps.append(gap("no-such-part", role=role))
        if role == "consultant":
            fix = remedy("assign-consultant", human=True, person=person)
            gaps.append(gap("consultant-from-authority", fix, person=person))
        if (person, role) in held:
            gaps.append(gap("named-twice", field="parts", about=person))
        # Somebody may be a minor and a parent; a professional is one thing only (reading 5).
        others = dict.fromkeys(r for p, r in held if p == person and r != role)
        for other in others if role in PROFESSIONAL else set(others) & set(PROFESSIONAL):
            gaps.append(gap("two-sides", person=person, role=role, other=other))
        since = moment(one["since"])
        if role in ("consultant", "care-worker") and since < case.at:
            gaps.append(gap("power-back-dated", person=person, since=since.isoformat()))
        held.append((person, role))
    return refusal("adopting.parts", "P11 P8c P12", _once(gaps))


def double_role(case: Case) -> list[Refusal]:
    """P11: care worker and network member in one person is disclosed, with a reason."""
    if case.kind != "add-participation":
        return []
    both = {"care-worker": "network", "network": "care-worker"}
    person, role = case.act["person"], case.act["role"]
    other = both.get(role)
    since, until = moment(case.act["since"]), when(case.act.get("until"))
    held = [p["role"] for p in parts(case) if p["person"] == person and overlap(p, since, until)]
    if other is None or other not in [*held, *case.act.get("elsewhere", [])]:
        return []
    if any(answers(one, "P11", case.at, person) for one in case.act.get("exceptions", [])):
        return []
    return refusal(
        "involvement.double-role",
        "P11",
        [gap("double-role-undisclosed", person=person, role=role)],
    )


def consultant_source(case: Case) -> list[Refusal]:
    """P12, P24, X8: consultants come from the authority; it adds nobody else (reading 5)."""
    if case.kind != "add-participation":
        return []
    person, role, gaps = case.act["person"], case.act["role"], []
    if role in ("authority", "system"):
        gaps.append(gap("no-such-part", role=role))
    elif role == "consultant" and case.role != "authority":
        fix = remedy("assign-consultant", human=True, person=person)
        gaps.append(gap("consultant-from-authority", fix, person=person))
    elif role != "consultant" and case.role == "authority":
        fix = remedy("add-participation", *PROFESSIONAL, human=True, person=person, role=role)
        gaps.append(gap("authority-adds-consultants-only", fix, role=role))
    return refusal("involvement.consultant-source", "P8c P12 P24 X8", gaps)


def not_back_dated(case: Case) -> list[Refusal]:
    """P8c, P12, case 30: a professional's power begins with the act that gives it, or later."""
    kinds = ("assign-consultant", "deputise-consultant", "add-participation")
    if case.kind not in kinds:
        return []
    role = case.act.get("role", "consultant")
    early = role in ("consultant", "care-worker") and moment(case.act["since"]) < case.at
    since = moment(case.act["since"]).isoformat()
    gaps = [gap("power-back-dated", person=case.act["person"], since=since)] if early else []
    return refusal("involvement.not-back-dated", "P8c P12", gaps)


def deputy_ends(case: Case) -> list[Refusal]:
    """P8c, P12, case 3: a deputy is given a ground and an end."""
    if case.kind != "deputise-consultant":
        return []
    gaps, person = [], case.act["person"]
    if case.act.get("until") is None:
        gaps.append(gap("deputy-without-end", person=person))
    if not case.act.get("ground"):
        gaps.append(gap("deputy-without-ground", person=person))
    return refusal("involvement.deputy-ends", "P8c P12", gaps)


def one_lead(case: Case) -> list[Refusal]:
    """P11, P12: there is one lead at any instant; a deputy is deputised."""
    if case.kind != "assign-consultant":
        return []
    gaps, act = [], case.act
    if act["standing"] == "deputy":
        fix = remedy("deputise-consultant", person=act["person"])
        gaps.append(gap("deputise-instead", fix))
    if act["standing"] == "lead":
        since, until = moment(act["since"]), when(act.get("until"))
        for one in parts(case):
            if one["standing"] != "lead" or one["since"] >= one["until"]:
                continue
            gone = min(one["until"], since) if one["id"] == act.get("replaces") else one["until"]
            if overlap({**one, "until": gone}, since, until):
                names = {"person": act["person"], "replaces": one["id"]}
                fix = remedy("assign-consultant", **names)
                gaps.append(gap("lead-exists", fix, lead=one["id"]))
    return refusal("involvement.one-lead", "P11 P12", gaps)


def handover_offered(case: Case) -> list[Refusal]:
    """P12, P11: who takes over was offered the lead, by whoever still leads and is the last to."""
    if case.kind != "take-over":
        return []
    fix = remedy("offer-handover", to=case.actor)
    offers = [o for o in case.past("offer-handover") if o["id"] == case.act["handover"]]
    if not offers or offers[0]["to"] != case.actor or at_of(offers[0]) > case.at:
        return refusal("involvement.handover-offered", "P12 P11", [gap("no-handover-offered", fix)])
    taken = [t for t in case.past("take-over") if t["handover"] == case.act["handover"]]
    leading = [p["person"] for p in there(case, "consultant") if p["standing"] == "lead"]
    gaps: list[Gap] = []
    if taken or offers[0]["by"]["person"] not in leading:
        # Where nobody leads there is nobody to offer it: government appoints (X8).
        appoint = remedy("assign-consultant", human=True, person=case.actor)
        gaps = [gap("handover-lapsed", fix if leading else appoint)]
    gaps += _leads_to_come(case)
    return refusal("involvement.handover-offered", "P12 P11", gaps)


def _leads_to_come(case: Case) -> list[Gap]:
    """P12, case 2: whoever leads from now on would lead beside one who is to begin later."""
    gaps = []
    for one in parts(case):
        if one["standing"] == "lead" and case.at < one["since"] < one["until"]:
            end = remedy("end-participation", "authority", human=True, participation=one["id"])
            gaps.append(gap("lead-exists", end, lead=one["id"]))
    return gaps


def may_end(case: Case) -> list[Refusal]:
    """P8c, P1: whose part somebody may end: their own; professionals any but a consultant's.

    A consultant's own part is ended as consultant or as any but care worker, government's as none.
    """
    if case.kind != "end-participation":
        return []
    mine = [p for p in parts(case) if p["id"] == case.act["participation"]]
    own = mine and mine[0]["person"] == case.actor
    if not mine or (own and case.role not in ("care-worker", "authority")):
        return []
    person, role, named = mine[0]["person"], mine[0]["role"], case.act["participation"]
    fix = remedy("end-participation", "consultant", "care-worker", participation=named)
    gaps = []
    if case.role not in ("consultant", "care-worker", "authority"):
        gaps = [gap("own-end-only", fix, person=person)]
    elif role == "consultant" and case.role != "authority":
        up = remedy("end-participation", "authority", human=True, participation=named)
        gaps = [gap("consultant-from-authority", up, person=person)]
    elif case.role == "authority" and role != "consultant":
        gaps = [gap("authority-ends-consultants-only", fix, role=role)]
    return refusal("involvement.may-end", "P8c P1", gaps)


# --- scope ------------------------------------------------------------------------------------


def in_scope(case: Case) -> list[Refusal]:
    """P2: a concern, and for each minor the latest decision on necessity, that still stands."""
    if case.kind not in _OPENING and not _adopts(case):
        return []
    need, gaps = _decision(case) or {}, []
    if not case.act.get("concern"):
        gaps.append(gap("no-concern", field="concern"))
    fix = remedy("decide-necessity", human=True)
    if need["status"] == "ended":
        gaps.append(gap("necessity-ended", fix))
    for minor in dict.fromkeys(case.act["minors"]):
        if minor not in need["minors"]:
            gaps.append(gap("necessity-for-other-minors", fix, minor=minor))
        if involvement(case, minor):
            gaps.append(gap("already-open", minor=minor))
        if need["status"] != "ended" and need.get("decided_at"):
            gaps += _latest(case, minor, need)
    rule = "adopting.in-scope" if case.kind == "adopt" else "involvement.in-scope"
    return refusal(rule, "P2", gaps)


def _latest(case: Case, minor: str, need: Found) -> list[Gap]:
    mine = when(need.get("decided_at"))
    known = [(k, d) for k, d in decisions(case) if minor in d["minors"] and d.get("decided_at")]
    ended = [d for _, d in known if d["status"] == "ended" and moment(d["decided_at"]) >= mine]
    if ended:
        again = remedy("decide-necessity", human=True, minor=minor)
        return [gap("necessity-ended", again, minor=minor)]
    newer = [(moment(d["decided_at"]), k) for k, d in known if moment(d["decided_at"]) > mine]
    if newer:
        latest = max(at for at, _ in newer)
        name = [k for at, k in newer if at == latest][-1]
        fix = remedy(case.kind, minor=minor, necessity=name)
        return [gap("necessity-superseded", fix, minor=minor, necessity=name)]
    return []


def opens_once(case: Case) -> list[Refusal]:
    """P12, P2: what ended is reopened; nobody opens beside a lead, or into a gap between leads."""
    if case.kind != "open-involvement":
        return []
    gaps: list[Gap] = []
    for minor in dict.fromkeys(case.act["minors"]):
        mine = [e for e in episodes(case) if e["minor"] == minor]
        before = [e for e in mine if not e["emergency"]]
        if before and not involvement(case, minor):
            gaps.append(gap("reopen-instead", remedy("reopen", minor=minor), minor=minor))
    leading = [p for p in parts(case) if p["standing"] == "lead" and runs(p, case.at)]
    others = [p for p in leading if p["person"] != case.actor]
    if others:
        offer = remedy("offer-handover", to=case.actor)
        gaps.append(gap("lead-exists", offer, lead=others[0]["id"]))
    gaps += _leads_to_come(case)
    going = [e for e in episodes(case) if e["ended"] is None and not e["emergency"]]
    if not leading and going:
        fix = remedy("assign-consultant", human=True, person=case.actor)
        gaps.append(gap("lead-vacant", fix))
    return refusal("involvement.opens-once", "P12 P2", gaps)


def reopens(case: Case) -> list[Refusal]:
    """P2, X10: only what was opened and has ended is opened again; an emergency opened nothing."""
    if case.kind != "reopen":
        return []
    gaps: list[Gap] = []
    for minor in dict.fromkeys(case.act["minors"]):
        mine = [e for e in episodes(case) if e["minor"] == minor and not e["emergency"]]
        if not mine:
            fix = remedy("open-involvement", minor=minor)
            gaps.append(gap("never-opened", fix, minor=minor))
        elif mine[-1]["ended"] is not None and case.at < mine[-1]["ended"]:
            gaps.append(gap("opens-before-it-ended", minor=minor))
    return refusal("involvement.reopens", "P2", gaps)


def anew(case: Case) -> list[Refusal]:
    """P2, P24, case 20: after `achieved`, a concern and a decision that are not the old ones."""
    if case.kind not in _OPENING:
        return []
    gaps: list[Gap] = []
    for minor in dict.fromkeys(case.act["minors"]):
        mine = [e for e in episodes(case) if e["minor"] == minor and not e["emergency"]]
        if not mine or mine[-1]["outcome"] != "achieved":
            continue
        last, need = mine[-1], case.act["necessity"]
        told = case.act.get("concern")
        if told and _old_concern(case, told["id"], minor, last):
            gaps.append(gap("concern-not-new", remedy(case.kind, minor=minor), minor=minor))
        if need.get("decided_at") and when(need["decided_at"]) == last["decided"]:
            fix = remedy("decide-necessity", human=True, minor=minor)
            gaps.append(gap("necessity-not-new", fix, minor=minor))
    return refusal("involvement.anew", "P2 P24", gaps)


def _old_concern(case: Case, text: str, minor: str, last: Found) -> bool:
    """Say whether these are the words of a concern of the involvement that ended."""
    found = gathered(case).values()
    about = [g for g in found if g["sort"] == "concern" and minor in g["act"]["minors"]]
    return any(g["text"]["id"] == text and g["at"] <= last["ended"] for g in about)


# --- necessity --------------------------------------------------------------------------------


def _decision(case: Case) -> Found | None:
    """The decision that an act carries: none on a first adoption is one that nobody took."""
    told: Found | None = case.act.get("decision") or case.act.get("necessity")
    if case.kind == "adopt":
        nobody: Found = {"status": "under-investigation", "minors": []}
        told = (told or nobody) if _adopts(case) else None
    return told


def named_decider(case: Case) -> list[Refusal]:
    """P24, X15, reading 6: a body with its reference and date, and a named human from outside."""
    need = _decision(case)
    if need is None:
        return []
    fix, gaps = remedy("decide-necessity", human=True), []
    for name in ("body", "reference", "decided_at", "signed_by"):
        if not need.get(name):
            gaps += [gap("no-named-decider", fix, field=name)]
    if not need["minors"]:
        gaps.append(gap("no-minor-named", field="decision.minors"))
    signer = need.get("signed_by")
    inside = signer is not None and any(p["person"] == signer for p in there(case))
    if signer is not None and signer == case.actor and case.role == "consultant":
        gaps.append(gap("decider-is-recorder", fix, field="signed_by"))
    elif inside:
        gaps.append(gap("decider-takes-part", fix, field="signed_by"))
    shown = case.act["by"].get("mandate")
    other = shown and need.get("body") is not None and need["body"] != shown["body"]
    if other and case.kind == "decide-necessity":
        gaps.append(gap("other-body-decided", field="body"))
    rule = "adopting.named-decider" if case.kind == "adopt" else "necessity.named-decider"
    return refusal(rule, "P24 X15", gaps)


def human_decider(case: Case) -> list[Refusal]:
    """P24, X15: what is known here as a system neither signs nor takes a decision."""
    need = case.act.get("decision") or case.act.get("necessity")
    if not need:
        return []
    systems = {r["act"]["by"]["person"] for r in case.records if _system(r["act"])}
    named = [need.get("signed_by"), case.actor if case.kind == "decide-necessity" else None]
    fix = remedy("decide-necessity", human=True)
    bots = dict.fromkeys(one for one in named if one in systems)
    gaps = [gap("decider-is-a-system", fix, person=one) for one in bots]
    return refusal("necessity.human-decider", "P24 X15", gaps)


def _system(act: Found) -> bool:
    return bool(act["by"]["role"] == "system")


RULES = (
    *(
        one_side,
        adopted_parts,
        double_role,
        consultant_source,
        not_back_dated,
        deputy_ends,
        one_lead,
    ),
    *(handover_offered, may_end, in_scope, opens_once, reopens, anew),
    *(named_decider, human_decider),
)
