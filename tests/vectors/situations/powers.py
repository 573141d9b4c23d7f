"""The table of powers: of every line one who may, one who may not, and nobody known.

Typed by hand from the table "Who owns what", never computed from `safetyframe.powers`.
"""

from __future__ import annotations

from typing import Any

from safetyframe import acts as a
from tests.support import story as s
from tests.support.cast import CAST, SCENES
from tests.support.table import CONTENT, stage
from tests.vectors.situation import Of, at
from tests.vectors.situations.ending import P20, P21, T4
from tests.vectors.situations.hoe import P10, P16, P17, P22
from tests.vectors.situations.informing import P5A, P18A, X16
from tests.vectors.situations.involvement import P1, P2, P8C, P11
from tests.vectors.situations.keeping import X13
from tests.vectors.situations.necessity import P24
from tests.vectors.situations.voices import T6, T7
from tests.vectors.situations.wat import P12, P14, P15A

ENDS = "exceptions involvement"
DECIDES = "involvement necessity"
REOPENS = f"gathered {DECIDES}"
OPENS = f"{REOPENS} people"

# fmt: off
#: Act, the clause it is filed under, what it rests on, who may, who may not, what changes.
TABLE: tuple[tuple[type[Any], Of, str, str, str, str], ...] = (
    (a.DecideNecessity,    P24,  "P24",            "authority", "worker",  DECIDES),
    (a.RecordNecessity,    P24,  "P24",            "authority", "parent",  DECIDES),
    (a.OpenInvolvement,    P12,  "P12 P24",        "lead",      "worker",  OPENS),
    (a.AssignConsultant,   P24,  "P12 P24",        "authority", "lead",    "people"),
    (a.DeputiseConsultant, P12,  "P12 P8c",        "authority", "lead",    "people"),
    (a.OfferHandover,      P12,  "P12 P11",        "lead",      "co",      "handovers"),
    (a.TakeOver,           P11,  "P12 P11",        "co",        "worker",  "handovers people"),
    (a.Protect,            P8C,  "P8c",            "network",   "system",  "protection"),
    (a.KeepApart,          X16,  "X16 P8c",        "worker",    "network", "barriers"),
    (a.AddParticipation,   P11,  "P11 P8c",        "worker",    "parent",  "people"),
    (a.EndParticipation,   P11,  "P11 P8c",        "worker",    "system",  "people"),
    (a.RecordConcern,      P15A, "P15a P8c",       "system",    "trust",   "gathered"),
    (a.ContributeView,     P15A, "P15a P15b P8c",  "network",   "trust",   "gathered"),
    (a.RecordInformation,  P14,  "P14 P8c",        "parent",    "trust",   "gathered"),
    (a.RecordConversation, P14,  "P14 P8c",        "network",   "system",  "gathered"),
    (a.RecordStrength,     P8C,  "P8c",            "parent",    "system",  "gathered"),
    (a.RecordWhatWorks,    P8C,  "P8c",            "minor",     "system",  "gathered"),
    (a.DraftWat,           P12,  "P12 P8c",        "parent",    "system",  "gathered"),
    (a.EstablishWat,       P12,  "P12 X3",         "lead",      "network", "wat"),
    (a.ReviseWat,          P12,  "P12 X3",         "deputy",    "worker",  "wat"),
    (a.SetExpectations,    P20,  "P20 P12",        "lead",      "co",      "exceptions wat"),
    (a.ProposeMeasure,     P17,  "P17",            "minor",     "co",      "measures"),
    (a.AmendMeasure,       P17,  "P17",            "parent",    "lead",    "measures"),
    (a.EndMeasure,         P17,  "P17",            "network",   "lead",    "measures"),
    (a.OfferIdea,          P8C,  "P8c",            "system",    "trust",   "gathered"),
    (a.AcceptMeasure,      P10,  "P10 P8c",        "lead",      "trust",   "measures"),
    (a.DeclineMeasure,     P10,  "P10 P8c",        "minor",     "trust",   "measures"),
    (a.EstablishHoe,       P16,  "P17 P16 X5",     "parent",    "trust",   "hoe"),
    (a.AssessHoe,          P12,  "P12 P17",        "co",        "worker",  "assessed"),
    (a.Explain,            P22,  "P18a P22 P8c",   "lead",      "parent",  "told"),
    (a.Acknowledge,        P5A,  "P5a P26 P8c",    "trust",     "system",  "told"),
    (a.ExceptDuty,         P18A, "P18a P22 P8c",   "worker",    "network", "exceptions"),
    (a.Align,              P21,  "P21 P8c",        "network",   "trust",   "aligned"),
    (a.Speak,              T6,   "T6",             "network",   "authority", "voices"),
    (a.Scale,              T6,   "T6",             "parent",    "authority", "scales"),
    (a.Dissent,            T6,   "T6",             "worker",    "system",  "voices"),
    (a.Judge,              P20,  "P20 P5c",        "lead",      "co",      "judged"),
    (a.DecideDirection,    T7,   "T7 P8c",         "parent",    "trust",   "directions"),
    (a.Review,             P8C,  "P8c",            "worker",    "network", "reviews"),
    (a.Withdraw,           T4,   "P20 T4",         "lead",      "co",      ENDS),
    (a.Reopen,             P2,   "P24 P2",         "lead",      "worker",  REOPENS),
    (a.Correct,            P1,   "P1 P8c",         "lead",      "network", "corrections gathered"),
    (a.Annotate,           T6,   "T6 P8c",         "trust",     "system",  "notes"),
    (a.Ratify,             P24,  "P12 P24",        "authority", "worker",  "ratified"),
    (a.Disclose,           X13,  "X13 P19 P8c",    "lead",      "worker",  "disclosed"),
    (a.Erase,              P24,  "P24 P8c",        "authority", "lead",    "erased"),
    (a.Adopt,              P12,  "P12 P24",        "lead",      "worker",  f"adopted {OPENS}"),
)
# fmt: on

#: What else stands in the way of the one who may not.
ALSO = {
    a.TakeOver: {"involvement__one_side": "P1 P8c P11: two-sides"},
    a.EndParticipation: {"involvement__may_end": "P8c P1: own-end-only"},
    a.EstablishHoe: {"hoe__no_consultant": "P17 X5: not-an-author-of-hoe"},
}
#: Not even by what is unknown.
NOBODY_BLOCKS = frozenset({a.Protect, a.Speak, a.Scale, a.Dissent})
_LEAD_ONLY = frozenset({"co"})


def _file() -> None:
    for act, of, rests_on, may, may_not, changes in TABLE:
        scene, content = SCENES[act] if act in SCENES else (stage, CONTENT[act])
        name = "".join(f"-{sign.lower()}" if sign.isupper() else sign for sign in act.__name__)
        code = "not-lead" if may_not in _LEAD_ONLY and "lead" in may else "not-this-role"
        for who, verdict in ((may, "may"), (may_not, "may-not")):
            title = f"The table: {who} {verdict.replace('-', ' ')} {act.__name__}."
            asked = at(scene, act, CAST[who], _for(content, CAST[who]))
            if verdict == "may":
                of.yes(f"table{name}", title, asked, changes)
            else:
                rules = {f"powers__{act.__name__}": f"{rests_on}: {code}"}
                of.no(f"table-not{name}", title, asked, **rules, **ALSO.get(act, {}))
        if act not in NOBODY_BLOCKS:
            title = f"Who takes part is to be known before {act.__name__} is decided on."
            asked = at(scene, act, CAST[may], _for(content, CAST[may]))
            of.unsure(f"table-unknown{name}", title, asked, "people")


def _for(content, who: s.Who):
    return lambda story: content(story, who)


_file()
CLAUSES = ()
