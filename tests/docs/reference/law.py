"""The charter and what is made of it: clauses, acts, rules, duties and watches."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby

import attrs

from safetyframe.acts import ACTS, Act
from safetyframe.charter import CHARTER_ID, CHARTER_VERSION, CLAUSES, Clause, Level
from safetyframe.duties import DUTIES
from safetyframe.findings import WATCHES
from safetyframe.lawmap.citing import citing
from safetyframe.powers import POWERS, Cell
from safetyframe.rules import RULES, Rule
from safetyframe.testing.vectors import load
from safetyframe.texts import Reader, name_of_act, name_of_role
from safetyframe.texts.model import Templates
from safetyframe.texts.reading import catalogue
from safetyframe.wire.names import ACT_NAMES
from tests.docs.reference.markdown import anchor, clauses, code, first, page, prose, table
from tests.texts.forms import forms

ENGLISH = catalogue("en", Reader.PROFESSIONAL)

#: What stands in a cell of the table of powers, behind the role.
CELLS = {
    Cell.YES: "",
    Cell.OWN: " (for oneself)",
    Cell.LEAD: " (the lead)",
    Cell.ACTING: " (the lead, or the deputy)",
    Cell.TOGETHER: " (together with the other side)",
    Cell.CHAIR: " (the chair)",
}


def _sentence(templates: Templates) -> str:
    """Give the fullest wording of a gap or finding; its facts stay in braces."""
    fullest = templates[0] if isinstance(templates, tuple) else templates
    return forms(fullest)[-1]


def _codes() -> dict[str, list[str]]:
    """Give the codes with which each rule and watch answers, as the vectors hold them."""
    found: dict[str, set[str]] = defaultdict(set)
    for vector in load():
        for violation in vector.then.get("violations", ()):
            found[violation["rule"]] |= {gap["code"] for gap in violation["gaps"]}
        for finding in (*vector.then.get("findings", ()), *vector.then.get("warnings", ())):
            found[finding["rule"]].add(finding["code"])
    return {rule: sorted(codes) for rule, codes in found.items()}


def _act(act: type[Act]) -> str:
    return f"[{act.__name__}](acts.md#{anchor(act.__name__)})"


def clauses_page() -> str:
    """Every clause, with all that rests on it."""
    head = (
        f"The {len(CLAUSES)} clauses of `{CHARTER_ID}`, version {CHARTER_VERSION}, in our own words; the source's "
        "are not repeated. "
        "`safetyframe charter P16` prints an entry. The levels:"
    )
    # attrs and enums drop what stands below a member, so the levels are said here.
    levels = table(
        ("level", "means"),
        (
            (Level.HARD.value, "an act that breaks it is refused; no policy lowers that"),
            (
                Level.EXPLAIN.value,
                "a gate that opens for a reasoned exception, or a duty that stays open",
            ),
            (Level.WARN.value, "a breach is a finding, and stops nothing"),
            (Level.DOC.value, "text only: no program can judge it honestly"),
            (Level.INVARIANT.value, "a property of whole histories, held by tests"),
            (Level.EMPTY.value, "the source has no text there, and no rule may cite it"),
        ),
    )
    return page("Clauses", head, levels, *(_clause(one) for one in CLAUSES))


def _clause(clause: Clause) -> str:
    found = citing(clause)
    rows = [
        ("level", ", ".join(level.value for level in Level if level in clause.levels)),
        ("kind", ", ".join(clause.kinds)),
        ("concerns", ", ".join(one.replace("_", " ") for one in clause.bearer)),
        ("place", clause.place),
        ("follows from", clauses(clause.derives_from, here=True)),
        ("powers", ", ".join(f"[{r.act}](acts.md#{anchor(r.act)})" for r in found.rows)),
        ("rules", ", ".join(f"[`{r.id}`](rules.md#{anchor(_group(r.id))})" for r in found.rules)),
        ("duties", ", ".join(f"[`{d.id}`](duties.md#duties)" for d in found.duties)),
        ("watches", ", ".join(f"[`{w}`](duties.md#watches)" for w in found.watches)),
        ("tests", f"`{found.tests}`" if found.tests else ""),
    ]
    said = table(("", ""), ((name, value) for name, value in rows if value))
    return f"## {clause.id}\n\n{clause.en}\n\n*nl* {clause.nl}\n\n{said}"


def acts_page() -> str:
    """Every act, chapter by chapter."""
    head = (
        f"The {len(ACTS)} kinds of act. Each also has `id`, unique within its trajectory, and `by`: who, in which "
        "capacity, when. *Rests on* is the line in the table of powers; what the act has to be like besides is in "
        "the [rules](rules.md). `safetyframe schema NAME` prints the JSON Schema."
    )
    parts = [head]
    for module, acts in groupby(ACTS, key=lambda act: act.__module__):
        parts.append(f"## {first(sys.modules[module].__doc__).removesuffix('.')}")
        parts += [_one_act(act) for act in acts]
    return page("Acts", *parts)


def _one_act(act: type[Act]) -> str:
    row, (name, version) = POWERS[act], ACT_NAMES[act]
    may = [
        name_of_role(role, "en") + CELLS[cell]
        for role, cell in row.cells.items()
        if cell is not Cell.NO
    ]
    fields = [
        field.name if field.default is attrs.NOTHING else f"{field.name}?"
        for field in attrs.fields(act)
        if field.name not in {"id", "by"}
    ]
    rows = [
        ("wire name", f"`{name}`, version {version}"),
        ("who may", ", ".join(may)),
        ("another may write it down", "yes" if row.own else ""),
        ("rests on", clauses(row.clauses)),
        ("fields (? may be left out)", code(fields)),
        ("rules", ", ".join(f"`{rule.id}`" for rule in RULES if act in rule.guards)),
    ]
    said = table(("", ""), ((name, value) for name, value in rows if value))
    return f"### {act.__name__}\n\n*{_said(act)}.* {prose(act.__doc__)}\n\n{said}"


def _said(act: type[Act]) -> str:
    words = name_of_act(act.__name__, "en")
    return words[0].upper() + words[1:]


def _group(rule: str) -> str:
    return rule.split(".", maxsplit=1)[0]


def rules_page() -> str:
    """Every rule, by the chapter in its id."""
    head = (
        f"The {len(RULES)} rules beside the table of powers. A rule that rests on no clause refuses for form "
        "(reading 8). A *gate* opens for a reasoned exception on the first of its clauses; all others refuse. "
        "What a rule *says* is how it words what is missing, its facts in braces. Packs bring rules of their own: "
        "[the Flemish one](../be-vlg.md)."
    )
    codes, parts = _codes(), [head]
    for group, rules in groupby(sorted(RULES, key=lambda r: _group(r.id)), lambda r: _group(r.id)):
        rows = (_rule(rule, codes.get(rule.id, [])) for rule in rules)
        parts.append(
            f"## {group}\n\n" + table(("rule", "rests on", "guards", "reads", "says"), rows)
        )
    return page("Rules", *parts)


def _rule(rule: Rule, codes: list[str]) -> tuple[str, ...]:
    gate = " (gate)" if rule.level is Level.EXPLAIN else ""
    guards = [act for act in ACTS if act in rule.guards]
    said = [_sentence(ENGLISH.gaps[one]) for one in codes if one in ENGLISH.gaps]
    return (
        f"`{rule.id}`{gate}",
        clauses(rule.clauses) or "form",
        "every act" if len(guards) == len(ACTS) else ", ".join(_act(act) for act in guards),
        code(sorted(rule.reads)),
        " · ".join(said),
    )


def duties_page() -> str:
    """Every duty and every watch."""
    duties = table(
        ("duty", "rests on", "about", "owed to", "discharged by"),
        (
            (
                f"`{duty.id}`",
                clauses([duty.clause]),
                duty.about.value,
                ", ".join(sorted(name_of_role(role, "en") for role in duty.to)),
                ("acknowledging " if duty.acknowledged else "explaining ")
                + code(sorted(topic.value for topic in duty.topics)),
            )
            for duty in DUTIES
        ),
    )
    return page(
        "Duties and watches",
        "What is owed, and what there is to look at. Neither refuses anything.",
        f"## Duties\n\nA duty is open until it is done or excepted with a reason; what is still open stands in the "
        f"closing (reading 1). There are {len(DUTIES)}.\n\n{duties}",
        f"## Watches\n\nA watch sees something and says it as a finding. There are {len(WATCHES)}.\n\n"
        + table(("watch", "rests on", "reads", "says"), _watches()),
    )


def _watches() -> Iterator[tuple[str, ...]]:
    codes = _codes()
    for watch in WATCHES:
        said = [
            _sentence(ENGLISH.findings[c]) for c in codes.get(watch.id, []) if c in ENGLISH.findings
        ]
        yield f"`{watch.id}`", clauses(watch.clauses), code(sorted(watch.reads)), " · ".join(said)
