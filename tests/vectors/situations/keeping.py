"""The file itself: disclosing, ratifying, erasing, adopting (X13; more on P2, P11, P12, P24)."""

from __future__ import annotations

from safetyframe import acts as a
from safetyframe.acts.keeping import AdoptedPart, ErasureKind, Recipient
from safetyframe.roles import Role
from safetyframe.values import PersonId
from tests.support.cast import adopting, assign
from tests.support.story import (
    ANNA,
    AUTHORITY,
    CO,
    DAY_ONE,
    LEAD,
    MANDATE,
    MOTHER,
    SYSTEM,
    WORKER,
    Story,
    decision,
    opened,
    text,
)
from tests.vectors.situation import Of, at
from tests.vectors.situations.involvement import P1, P2, P8C, P11
from tests.vectors.situations.necessity import P24, X15
from tests.vectors.situations.wat import P12

X13 = Of("X13")


def disclosing(*items):
    return {
        "recipient": PersonId("court-1"),
        "to": Recipient.COURT,
        "ground": text("ground"),
        "items": items,
    }


X13.yes(
    "item-by-item",
    "The lead hands over what is named, on a ground.",
    at(opened, a.Disclose, LEAD, disclosing("a1")),
    "disclosed",
)
X13.no(
    "everything",
    "Naming nothing means nothing, and not all.",
    at(opened, a.Disclose, LEAD, disclosing()),
    disclosing__items_named="X13 P19 P8c: nothing-disclosed",
)
X13.no(
    "worker",
    "A care worker discloses nothing.",
    at(opened, a.Disclose, WORKER, disclosing("a1")),
    powers__Disclose="X13 P19 P8c: not-this-role",
)
X13.unsure(
    "people-unknown",
    "Whether somebody is lead is to be known first.",
    at(opened, a.Disclose, LEAD, disclosing("a1")),
    "people",
)

# --- ratifying, erasing ---------------------------------------------------------------------------


def anothers(story):
    story.do(a.RecordInformation, SYSTEM, minors=(ANNA,), about=text())
    return {"acts": (story.last_id(),), "ground": text("ground")}


def ones_own(story):
    story.do(a.RecordInformation, LEAD, minors=(ANNA,), about=text())
    return {"acts": (story.last_id(),), "ground": text("ground")}


P12.yes(
    "ratifies",
    "The lead stands for what another did.",
    at(opened, a.Ratify, LEAD, anothers),
    "ratified",
)
P12.no(
    "ratifies-own",
    "Nobody ratifies what they did themselves.",
    at(opened, a.Ratify, LEAD, ones_own),
    ratifying__not_own="P12 P24: ratifies-own-act",
)


def erased_before() -> Story:
    story = opened()
    story.do(a.Erase, AUTHORITY, texts=("words-1",), kind=ErasureKind.OTHER, ground=text("why-1"))
    return story


P24.yes(
    "erases",
    "Government has words erased, and says of what kind.",
    at(opened, a.Erase, AUTHORITY, {"texts": ("words-1",), "kind": ErasureKind.EXCESSIVE}),
    "erased",
)
P24.no(
    "erases-no-words",
    "'Other' says nothing without words.",
    at(opened, a.Erase, AUTHORITY, {"texts": ("words-1",), "kind": ErasureKind.OTHER}),
    erasing__says_why="P24 P8c: no-words",
)
P24.no(
    "erases-a-ground",
    "The reason of an earlier erasure stays.",
    at(erased_before, a.Erase, AUTHORITY, {"texts": ("why-1",), "kind": ErasureKind.EXCESSIVE}),
    erasing__grounds_kept="P24 P8c: ground-erased",
)
P24.unsure(
    "erased-unknown",
    "What was erased before is to be known first.",
    at(opened, a.Erase, AUTHORITY, {"texts": ("words-1",), "kind": ErasureKind.EXCESSIVE}),
    "erased",
)

# --- adopting -------------------------------------------------------------------------------------


def adopts(**changes):
    return lambda story: adopting(story, LEAD, ANNA, **changes)


def part(person, role, since=DAY_ONE):
    return AdoptedPart(person=person, role=role, since=since)


def _found_out(story: Story, who=LEAD):
    return {
        "by": story.by(who, mandate=MANDATE),
        "source": "old-file-1",
        "provenance": text("provenance"),
        "unknown": ("judged",),
    }


def adopted() -> Story:
    """An older file is taken over; nobody has looked through it for judgements yet."""
    story = Story()
    story.do(
        a.Adopt,
        LEAD,
        **adopting(
            story, LEAD, ANNA, parts=(part(MOTHER[0], Role.PARENT),), unknown=("judged", "gathered")
        ),
    )
    return story


P2.yes(
    "adopted",
    "An older file is taken over, as an opening.",
    at(Story, a.Adopt, LEAD, adopts()),
    "adopted gathered involvement necessity people",
)
P2.no(
    "adopted-over-history",
    "It does not replace what was recorded here.",
    at(opened, a.Adopt, LEAD, adopts()),
    adopting__begins="P2 P24: has-its-own-history",
    adopting__in_scope="P2: already-open",
)
P2.no(
    "adopted-without-concern",
    "It takes a concern, as an opening does.",
    at(Story, a.Adopt, LEAD, adopts(concern=None)),
    adopting__in_scope="P2: no-concern",
)
P2.unsure(
    "adopting-unknown",
    "What is here already is to be known before an older file is taken over.",
    at(Story, a.Adopt, LEAD, adopts()),
    "adopted involvement necessity",
)
P2.unsure(
    "not-found-out",
    "What nobody has looked for in the old file is unknown to the law.",
    at(adopted, a.RecordConcern, MOTHER, {"minors": (ANNA,), "about": text("concern")}),
    "gathered",
)
P11.no(
    "adopted-twice-in",
    "Nobody comes in on two sides with an older file.",
    at(Story, a.Adopt, LEAD, adopts(parts=(part(LEAD[0], Role.PARENT),))),
    adopting__parts="P11 P8c P12: two-sides",
)
P8C.no(
    "adopted-power",
    "No consultant comes in with an older file.",
    at(Story, a.Adopt, LEAD, adopts(parts=(part(CO[0], Role.CONSULTANT),))),
    adopting__parts="P11 P8c P12: consultant-from-authority",
)
P1.no(
    "adopter-elsewhere",
    "A parent in a linked trajectory adopts no file here.",
    at(Story, a.Adopt, LEAD, adopts(elsewhere=(Role.PARENT,))),
    adopting__one_side="P1 P8c P11: two-sides",
)
X15.no(
    "adopted-unnamed",
    "Nor does an older file come in on a decision that nobody signed.",
    at(Story, a.Adopt, LEAD, adopts(necessity=decision(minors=(ANNA,), signed_by=None))),
    adopting__named_decider="P24 X15: no-named-decider",
)
P12.yes(
    "found-out",
    "The lead says what has been found out of the old file.",
    at(adopted, a.Adopt, LEAD, _found_out),
    "adopted",
)
P12.no(
    "found-out-by-another",
    "No other consultant says it.",
    at(lambda: _with_co(adopted()), a.Adopt, CO, lambda story: _found_out(story, CO)),
    adopting__by_the_lead="P12: not-lead",
)


def _with_co(story: Story) -> Story:
    assign(story, CO)
    return story


CLAUSES = (X13,)
