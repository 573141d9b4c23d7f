"""Roles, the values of facts, and the words in between, in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from safetyframe.roles import Role

__all__ = ["FACTS", "PHRASES", "ROLES", "WITH_ARTICLE"]

ROLES: Final[Mapping[Role, str]] = {
    Role.CONSULTANT: "consultant",
    Role.CARE_WORKER: "care worker",
    Role.MINOR: "minor",
    Role.PARENT: "parent",
    Role.NETWORK: "network member",
    Role.TRUST_PERSON: "trust person",
    Role.AUTHORITY: "authority",
    Role.SYSTEM: "system",
}

WITH_ARTICLE: Final[Mapping[Role, str]] = {role: f"the {noun}" for role, noun in ROLES.items()}

_TOPICS: Final = {
    "why": "why the services are involved",
    "goal": "the goal",
    "worries": "the worries",
    "wat": "WAT",
    "agreements": "the agreements of HOE",
    "roles": "who has which role",
    "mandates": "the mandates, and what is shared",
    "concern": "the worries",
    "danger": "the danger",
    "safety": "what safety means",
}

#: The words for a fact's values, by the fact's name. What is not here is shown as it is.
FACTS: Final[Mapping[str, Mapping[str, str]]] = {
    "topic": _TOPICS,
    "duty": {
        "inform.why": "why the services are involved",
        "inform.goal": "what goal is worked towards",
        "inform.worries": "what the worries are; the person confirms it",
        "inform.wat": "WAT, what must change",
        "inform.agreements": "the agreements of HOE",
        "inform.roles": "who has which role",
        "inform.mandates-professionals": (
            "which mandates differ and what is shared; the person confirms it"
        ),
        "inform.mandates-clients": "which mandates differ and what is shared",
    },
    "field": {
        "body": "the government body",
        "reference": "its reference",
        "decided_at": "the date",
        "signed_by": "the human who signed",
        "bottom_lines": "the bottom lines",
        "dangers": "the danger statements",
        "goals": "the safety goals",
        "expectations": "the expectations",
    },
    "kind": {
        "information": "information",
        "conversation": "a conversation",
        "view": "a view",
        "strength": "a strength",
    },
    "on": {"expectations": "the expectations", "withdrawal": "the withdrawal"},
    "against": {
        "wat": "WAT",
        "hoe": "HOE",
        "judgement": "a judgement",
        "withdrawal": "a withdrawal",
        "direction": "a direction",
    },
    "position": {
        "heard": "heard",
        "agrees": "agrees",
        "dissents": "dissents",
        "not-reached": "not reached",
        "refused-contact": "refuses contact",
        "unsafe-to-inform": "unsafe to inform",
    },
    "status": {
        "under-investigation": "under investigation",
        "established": "established",
        "court-ordered": "ordered by court",
        "ended": "ended",
    },
    "standing": {"lead": "as lead", "deputy": "as deputy", "co": "beside the lead"},
    "declined": {"true": "has declined", "false": "has not accepted yet"},
    "outcome": {
        "achieved": "achieved",
        "transferred": "transferred",
        "mandate-ended-by-government": "mandate ended by government",
        "majority": "majority",
        "moved-out-of-jurisdiction": "moved out of the jurisdiction",
        "deceased": "deceased",
        "opened-in-error": "opened in error",
    },
    "unknown": {
        "people": "who takes part",
        "handovers": "handovers",
        "involvement": "the involvement",
        "necessity": "decisions on societal necessity",
        "protection": "emergency protection",
        "barriers": "who is kept apart",
        "gathered": "what was gathered",
        "wat": "WAT",
        "aligned": "positions in alignment",
        "told": "what was explained to whom",
        "exceptions": "reasoned exceptions",
        "measures": "measures",
        "hoe": "HOE",
        "assessed": "whether HOE is enough",
        "directions": "directions decided",
        "voices": "own words",
        "scales": "scale answers",
        "judged": "judgements",
        "reviews": "reviews",
    },
}

PHRASES: Final[Mapping[str, str]] = {
    "accepted": "Accepted, as record {seq}.",
    "refused": "Refused.",
    "unsure": "Not a yes: facts are missing. Load first: {unknown}.",
    "also-unknown": "There may be more reasons: this was not loaded: {unknown}.",
    "form": "form",
    "broken": "broken rule",
    "next": "Next: {step}",
    "explain": (
        "Or explain: put an exception on {clause} in the act, with who, why, in whose interest and "
        "until when."
    ),
    "human": "Nobody should do that merely to pass: it is for a human to judge.",
    "warning": "Look at: {sentence}",
    "open-item": "Still open at this end ({clause}): {what}",
    "open-duty": "{person} is to be informed ({state}).",
    "open-dissents": "{person} disagrees, in words of their own.",
    "due": "due",
    "overdue": "overdue",
    "excepted": "excepted",
    "or": " or ",
    "comma": ", ",
    "anyone": "anyone who takes part",
    "client-side": "somebody of family or network",
    "lead": "the lead consultant",
    "chair": "the chair of the network",
    "nobody": "whoever has the power",
    "unreadable": "(not a reference)",
    "unknown-code": "Something is missing or in the way, and there are no words for it: {code}.",
    "unknown-act": "{who} does this: {act}.",
    "yes": "yes",
    "no": "no",
}
