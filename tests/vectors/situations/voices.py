"""Nobody blocks a voice; the direction is decided together (T6, T7)."""

from __future__ import annotations

from safetyframe import acts as a
from safetyframe.acts.voices import Dissented
from safetyframe.roles import Part, Role
from safetyframe.values import Form
from tests.support.story import (
    ANNA,
    ANNA_,
    AUTHORITY,
    BEN,
    FATHER,
    GRAN,
    LEAD,
    MOTHER,
    STRANGER,
    SYSTEM,
    TRUST,
    WORKER,
    Story,
    exception,
    opened,
    text,
    wat_established,
)
from tests.vectors.situation import Of, at
from tests.vectors.situations.informing import X16, apart

T6, T7 = Of("T6"), Of("T7")

WORDS = {"words": text("words"), "minors": (ANNA,)}
SCALE = {"goal": "g1", "minor": ANNA, "value": 4}
DISSENT = {"against": Dissented.WAT, "ref": "1", "words": text("words")}

# --- T6 ------------------------------------------------------------------------------------------

T6.yes("child-speaks", "A child speaks.", at(opened, a.Speak, ANNA_, WORDS), "voices")
T6.yes(
    "before-anything",
    "Before anything else is in place.",
    at(Story, a.Speak, ANNA_, WORDS),
    "voices",
)
T6.yes(
    "stranger-speaks",
    "Whoever takes no part is heard too.",
    at(opened, a.Speak, STRANGER, WORDS),
    "voices",
)
T6.yes(
    "trust-person",
    "The trust person speaks for the child.",
    at(opened, a.Speak, TRUST, {**WORDS, "how": {"on_behalf_of": ANNA}}),
    "voices",
)
T6.yes(
    "written-down",
    "A care worker writes down what a child showed.",
    at(opened, a.Speak, ANNA_, {**WORDS, "how": {"recorded_by": WORKER[0], "form": Form.PLAY}}),
    "voices",
)
T6.yes(
    "people-unknown",
    "Not even what is unknown stands in the way.",
    at(opened, a.Dissent, MOTHER, DISSENT),
    "voices",
)
T6.yes(
    "scales",
    "A child says how safe it is, 0 to 10.",
    at(wat_established, a.Scale, ANNA_, SCALE),
    "scales",
)
T6.yes(
    "dissents",
    "A parent disagrees with the WAT.",
    at(wat_established, a.Dissent, MOTHER, DISSENT),
    "voices",
)
T6.yes(
    "beside-it",
    "A parent's own version beside a record.",
    at(opened, a.Annotate, MOTHER, {"about": "a1", "words": text("words")}),
    "notes",
)
T6.no(
    "system-speaks",
    "A system has no voice of its own.",
    at(opened, a.Speak, SYSTEM, WORDS),
    powers__Speak="T6: not-this-role",
)
T6.no(
    "system-scales",
    "Nor an answer on a scale.",
    at(wat_established, a.Scale, SYSTEM, SCALE),
    powers__Scale="T6: not-this-role",
)
T6.no(
    "authority-dissents",
    "Government decides; it does not dissent here.",
    at(wat_established, a.Dissent, AUTHORITY, DISSENT),
    powers__Dissent="T6: not-this-role",
)
T6.no(
    "scale-over-ten",
    "An answer on a scale lies between 0 and 10.",
    at(wat_established, a.Scale, ANNA_, {**SCALE, "value": 11}),
    form__act=": off-the-scale",
)
T6.unsure(
    "beside-it-unknown",
    "A note beside a record: who takes part is to be known first.",
    at(opened, a.Annotate, MOTHER, {"about": "a1", "words": text("words")}),
    "people",
)

# --- T7 ------------------------------------------------------------------------------------------

_W = Part(person=WORKER[0], role=Role.CARE_WORKER)
_L = Part(person=LEAD[0], role=Role.CONSULTANT)


def client(who, *, says=True):
    return Part(person=who[0], role=who[1], position=text("yes") if says else None)


def direction(*parts, **more):
    return {"direction": text("direction"), "minors": (ANNA, BEN), "together": parts, **more}


T7.yes(
    "together",
    "Child, grandmother and care worker decide together.",
    at(opened, a.DecideDirection, WORKER, direction(_W, client(ANNA_), client(GRAN))),
    "directions",
)
T7.no(
    "professionals-alone",
    "Professionals alone.",
    at(opened, a.DecideDirection, WORKER, direction(_W, _L)),
    direction__together="T7: professionals-alone",
)
T7.no(
    "present-and-silent",
    "The mother was there, and her position is not on record.",
    at(opened, a.DecideDirection, WORKER, direction(_W, client(MOTHER, says=False))),
    direction__together="T7: professionals-alone",
)
T7.no(
    "family-alone",
    "The family alone.",
    at(opened, a.DecideDirection, MOTHER, direction(client(MOTHER), client(ANNA_))),
    direction__together="T7: clients-alone",
)
T7.yes(
    "excepted",
    "A reasoned exception carries it.",
    at(opened, a.DecideDirection, WORKER, direction(_W, _L, exceptions=(exception("T7"),))),
    "directions exceptions",
)
T7.no(
    "system",
    "A system decides nothing.",
    at(
        opened,
        a.DecideDirection,
        SYSTEM,
        direction(_W, client(MOTHER), Part(person=SYSTEM[0], role=Role.SYSTEM)),
    ),
    form__parts=": not-taking-part",
    form__persons=": unknown-person",
    powers__DecideDirection="T7 P8c: not-this-role",
)
T7.unsure(
    "people-unknown",
    "Who stands on the family's side is to be known first.",
    at(opened, a.DecideDirection, WORKER, direction(_W, client(ANNA_))),
    "people",
)
T7.unsure(
    "barriers-unknown",
    "Whether somebody is kept apart is to be known first.",
    at(opened, a.DecideDirection, WORKER, direction(_W, client(ANNA_))),
    "barriers",
)

X16.no(
    "decided-together",
    "No direction is decided with both of those who are kept apart.",
    at(apart, a.DecideDirection, WORKER, direction(_W, client(ANNA_), client(FATHER))),
    barrier__kept_apart="X16 P19 P8c: kept-apart",
)

CLAUSES = (T6, T7)
