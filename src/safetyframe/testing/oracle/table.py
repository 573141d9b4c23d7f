# It reads plain JSON, whose shapes are no types.
# pyright: basic
"""The table of powers, typed once more from the architecture's page and ADR 4 (P8c).

Cells: `yes`; `lead` (the lead alone); `acting` (the lead, or the deputy in the deputy's period);
`chair` (who chairs the network). A role that is not named may not.
"""

from __future__ import annotations

from typing import Final

C, W, M, P, N, T, A, S = (
    "consultant",
    "care-worker",
    "minor",
    "parent",
    "network",
    "trust-person",
    "authority",
    "system",
)


def _yes(*roles: str) -> dict[str, str]:
    return dict.fromkeys(roles, "yes")


_ALL: Final = (C, W, M, P, N)
_MAKERS: Final = (W, M, P, N)
_LEAD: Final = {C: "lead"}
_ACTING: Final = {C: "acting"}

Row = tuple[tuple[str, ...], dict[str, str]]

#: Act: what the row rests on, and who may.
TABLE: Final[dict[str, Row]] = {
    "decide-necessity": (("P24",), _yes(A)),
    "record-necessity": (("P24",), _yes(C, A)),
    "open-involvement": (("P12", "P24"), _yes(C)),
    "assign-consultant": (("P12", "P24"), _yes(A)),
    "deputise-consultant": (("P12", "P8c"), _yes(A)),
    "offer-handover": (("P12", "P11"), _LEAD),
    "take-over": (("P12", "P11"), _yes(C)),
    "add-participation": (("P11", "P8c"), _yes(C, W, A)),
    "end-participation": (("P11", "P8c"), _yes(C, W, M, P, N, T, A)),
    "protect": (("P8c",), _yes(C, W, M, P, N, T, A)),
    "keep-apart": (("X16", "P8c"), _yes(C, W, A)),
    "record-concern": (("P15a", "P8c"), _yes(*_ALL, S)),
    "contribute-view": (("P15a", "P15b", "P8c"), _yes(*_ALL, S)),
    "record-information": (("P14", "P8c"), _yes(*_ALL, S)),
    "record-conversation": (("P14", "P8c"), _yes(*_ALL)),
    "record-strength": (("P8c",), _yes(*_ALL)),
    "record-what-works": (("P8c",), _yes(*_ALL)),
    "draft-wat": (("P12", "P8c"), _yes(*_ALL)),
    "establish-wat": (("P12", "X3"), _ACTING),
    "revise-wat": (("P12", "X3"), _ACTING),
    "set-expectations": (("P20", "P12"), _ACTING),
    "propose-measure": (("P17",), _yes(*_MAKERS)),
    "amend-measure": (("P17",), _yes(*_MAKERS)),
    "end-measure": (("P17",), _yes(*_MAKERS)),
    "offer-idea": (("P8c",), _yes(*_ALL, S)),
    "accept-measure": (("P10", "P8c"), _yes(*_ALL)),
    "decline-measure": (("P10", "P8c"), _yes(*_ALL)),
    "establish-hoe": (("P17", "P16", "X5"), _yes(*_MAKERS)),
    "assess-hoe": (("P12", "P17"), _yes(C)),
    "explain": (("P18a", "P22", "P8c"), {**_yes(C, W), N: "chair"}),
    "acknowledge": (("P5a", "P26", "P8c"), _yes(*_ALL, T)),
    "except-duty": (("P18a", "P22", "P8c"), _yes(C, W)),
    "align": (("P21", "P8c"), _yes(*_ALL)),
    "speak": (("T6",), _yes(*_ALL, T)),
    "scale": (("T6",), _yes(*_ALL, T)),
    "dissent": (("T6",), _yes(*_ALL, T)),
    "judge": (("P20", "P5c"), _ACTING),
    "decide-direction": (("T7", "P8c"), _yes(*_ALL)),
    "review": (("P8c",), _yes(C, W)),
    "withdraw": (("P20", "T4"), _ACTING),
    "reopen": (("P24", "P2"), _LEAD),
    "correct": (("P1", "P8c"), _yes(C, W)),
    "annotate": (("T6", "P8c"), _yes(*_ALL, T)),
    "ratify": (("P12", "P24"), {**_LEAD, A: "yes"}),
    "disclose": (("X13", "P19", "P8c"), _LEAD),
    "erase": (("P24", "P8c"), _yes(A)),
    "adopt": (("P12", "P24"), _yes(C)),
}

#: Whom nobody may block: their acts are looked at for form and capacity alone (ADR 3).
PROTECTED: Final = ("protect", "speak", "scale", "dissent")
#: Acts that are a person's own, and may be written down for them (reading 3).
OWN: Final = (
    *("speak", "scale", "dissent", "contribute-view", "accept-measure", "decline-measure"),
    *("align", "acknowledge", "establish-hoe", "annotate"),
)
#: Who does these comes from outside, on a mandate or an offer, and need not take part.
FROM_OUTSIDE: Final = ("open-involvement", "take-over", "adopt")


def name(kind: str) -> str:
    """The name of an act as a remedy gives it: `establish-wat` is EstablishWat."""
    return "".join(word.capitalize() for word in kind.split("-"))


def who_may(kind: str) -> list[str]:
    """The roles that the table gives an act to, in whatever standing."""
    return list(TABLE[kind][1])
