# It reads plain JSON, whose shapes are no types.
# pyright: basic
"""Acts on the file itself, and ids: P1, P8c, P12, P19, P24, X13 (ADR 12 to 14)."""

from __future__ import annotations

from safetyframe.testing.oracle.answer import Gap, Refusal, gap, refusal, remedy
from safetyframe.testing.oracle.capacity import leads
from safetyframe.testing.oracle.listed import (
    GATHERED,
    OPENINGS,
    Case,
    decisions,
    episodes,
    gathered,
    parts,
)

#: What nobody has to find out of an old file: it is known, or there is no such place.
SLICES = (
    *("handovers", "protection", "barriers", "gathered", "wat", "aligned", "told", "exceptions"),
    *("measures", "hoe", "assessed", "directions", "voices", "scales", "judged", "reviews"),
    *("corrections", "notes", "ratified", "disclosed", "erased"),
)


def corrects(case: Case) -> list[Refusal]:
    """Form: what is corrected was gathered by then, and not corrected yet."""
    if case.kind != "correct":
        return []
    was, gaps = gathered(case).get(case.act["wrong"]), []
    if was is None or was["at"] > case.at:
        gaps.append(gap("unknown-reference", field="wrong"))
    elif was["wrong"]:
        gaps.append(gap("already-corrected", about=case.act["wrong"]))
    return refusal("form.corrects", "", gaps)


def own_side(case: Case) -> list[Refusal]:
    """P1, P8c, reading 7: the side that made a record replaces it; of a system's, either."""
    was = gathered(case).get(case.act["wrong"]) if case.kind == "correct" else None
    if was is None or was["role"] in (case.role, "system"):
        return []
    fix = remedy("annotate", about=case.act["wrong"])
    about = {"about": case.act["wrong"], "role": was["role"]}
    return refusal("keeping.own-side", "P1 P8c", [gap("other-side-recorded", fix, **about)])


def items_named(case: Case) -> list[Refusal]:
    """X13, P19, P8c: what goes out is named item by item, and each once."""
    if case.kind != "disclose":
        return []
    items = case.act["items"]
    gaps = [] if items else [gap("nothing-disclosed", field="items")]
    gaps += [
        gap("named-twice", field="items", about=one)
        for n, one in enumerate(items)
        if one in items[:n]
    ]
    found = refusal("disclosing.items-named", "X13 P19 P8c", gaps)
    known = _ids(case)
    lost = [
        gap("unknown-reference", field=f"items[{n}]")
        for n, one in enumerate(items)
        if one not in known
    ]
    return found + refusal("form.discloses", "", lost)


_UNKEPT = (
    *("explain", "acknowledge", "align", "end-participation"),
    *("accept-measure", "decline-measure", "amend-measure", "end-measure"),
)


def _ids(case: Case) -> set[str]:
    """Ids that acts on the file can name (ADR 13): what leaves nothing of its own has none."""
    return {r["act"]["id"] for r in case.records if r["act"]["type"] not in _UNKEPT}


def ratifies(case: Case) -> list[Refusal]:
    """P12, P24, case 30: acts that are on record, and never one's own."""
    if case.kind != "ratify":
        return []
    form = [] if case.act["acts"] else [gap("no-act-named", field="acts")]
    made = {r["act"]["id"]: r["act"]["by"]["person"] for r in case.records}
    own: list[Gap] = []
    known = _ids(case)
    for n, one in enumerate(case.act["acts"]):
        if one not in known:
            form.append(gap("unknown-reference", field=f"acts[{n}]"))
        elif made[one] == case.actor:
            fix = remedy("ratify", human=True, acts=one)
            own.append(gap("ratifies-own-act", fix, about=one, person=case.actor))
    return refusal("form.ratifies", "", form) + refusal("ratifying.not-own", "P12 P24", own)


def erases(case: Case) -> list[Refusal]:
    """P24, P8c, case 28: texts named once each, with a reason that itself is kept."""
    if case.kind != "erase":
        return []
    texts, form = case.act["texts"], []
    if not texts:
        form.append(gap("no-text-named", field="texts"))
    form += [
        gap("named-twice", field="texts", about=one)
        for n, one in enumerate(texts)
        if one in texts[:n]
    ]
    own = case.act.get("ground")
    gaps: list[Gap] = []
    if case.act["kind"] == "other" and not own:
        gaps.append(gap("no-words", field="ground"))
    if own and own["id"] in texts:
        gaps.append(gap("ground-erased", about=own["id"]))
    grounds = {e["ground"]["id"] for e in case.past("erase") if e.get("ground")}
    kept = [gap("ground-erased", about=one) for one in dict.fromkeys(texts) if one in grounds]
    return (
        refusal("form.erases", "", form)
        + refusal("erasing.says-why", "P24 P8c", gaps)
        + refusal("erasing.grounds-kept", "P24 P8c", kept)
    )


def adopts(case: Case) -> list[Refusal]:
    """P2, P24, ADR 14: an older file comes in first and whole, once; then things are found out."""
    if case.kind != "adopt":
        return []
    before, act = case.past("adopt"), case.act
    unknown = list(dict.fromkeys(act.get("unknown", [])))
    form = [gap("no-such-slice", field="unknown") for one in unknown if one not in SLICES]
    gaps: list[Gap] = []
    if not before:
        if parts(case) or episodes(case) or decisions(case):
            # Whoever spoke before is heard, and is no history that the old file would replace.
            gaps.append(gap("has-its-own-history"))
        if not act.get("minors"):
            gaps.append(gap("no-minor-named", field="minors"))
        if not act.get("why"):
            gaps.append(gap("no-why", field="why"))
    else:
        left = before[-1].get("unknown", [])
        given = ("minors", "parts", "necessity", "why", "concern", "goal")
        if any(act.get(name) for name in given):
            gaps.append(gap("adopted-already"))
        if set(unknown) - set(left):
            form.append(gap("unknown-grows", field="unknown"))
        elif set(unknown) == set(left):
            form.append(gap("nothing-found-out", field="unknown"))
    return refusal("form.adopts", "", form) + refusal("adopting.begins", "P2 P24", gaps)


# --- ids --------------------------------------------------------------------------------------

_KEEPS = {
    **dict.fromkeys(GATHERED, "gathered"),
    **dict.fromkeys(("propose-measure",), "measures"),
    **dict.fromkeys(("add-participation", "assign-consultant", "deputise-consultant"), "people"),
    **dict.fromkeys(("decide-necessity", "record-necessity"), "necessity"),
    "take-over": "people",
    "offer-handover": "handovers",
    "keep-apart": "barriers",
    "decide-direction": "directions",
    "review": "reviews",
    "correct": "gathered",
    "ratify": "ratified",
    "disclose": "disclosed",
    "erase": "erased",
    "adopt": "adopted",
}


def by_the_lead(case: Case) -> list[Refusal]:
    """P12: what has been found out of an adopted file is for the lead to say."""
    if case.kind != "adopt" or not case.past("adopt") or leads(case, case.actor):
        return []
    gaps = [gap("not-lead", remedy("adopt", human=True), act="Adopt", person=case.actor)]
    return refusal("adopting.by-the-lead", "P12", gaps)


def id_free(case: Case) -> list[Refusal]:
    """Form, X9: no act takes the place of what stands under its id."""
    mine = {_KEEPS.get(case.kind)}
    if case.kind in OPENINGS:
        mine = {"people", "necessity", "gathered", "adopted"}
    taken = [
        r
        for r in case.records
        if r["act"]["id"] == case.act["id"]
        and (_KEEPS.get(r["act"]["type"]) in mine or r["act"]["type"] in OPENINGS)
    ]
    if mine == {None} or not taken:
        return []
    return refusal("form.id", "", [gap("id-in-use", id=case.act["id"])])


RULES = (corrects, own_side, items_named, ratifies, erases, adopts, by_the_lead, id_free)
