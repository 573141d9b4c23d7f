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
    "file": "what happens with the file",
    "concern": "the worries",
    "danger": "the danger",
    "safety": "what safety means",
    "correction": "what was wrong, and what is right",
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
        "inform.correction": "what was wrong in what was told, and what is right",
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
    "disclosed_to": {
        "person": "a person",
        "organisation": "an organisation",
        "court": "a court",
        "authority": "an authority",
    },
    "erasure": {
        "wrong-family": "of another family",
        "third-party": "about third parties",
        "excessive": "more than is needed",
        "retention": "kept long enough",
        "other": "for another reason",
    },
    "statement": {
        "bottom-line": "bottom line",
        "danger": "danger",
        "goal": "goal",
        "expectation": "expectation",
    },
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
        "corrections": "corrections",
        "notes": "words beside records",
        "ratified": "acts that were ratified",
        "disclosed": "what was disclosed",
        "erased": "what was erased",
        "adopted": "whether this is an older file",
    },
}

PHRASES: Final[Mapping[str, str]] = {
    "accepted": "Accepted.",
    "refused": "Refused.",
    "hidden": "The reason is not yours to see here; ask the lead consultant.",
    "unsure": "Not a yes: facts are missing. Load first: {unknown}.",
    "also-unknown": "There may be more reasons: this was not loaded: {unknown}.",
    "form": "form",
    "broken": "broken rule",
    "next": "Next: {step}",
    "agreed": "Resting on: {clause}",
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
    "change-added": "Version {version}: new {statement} {target}.",
    "change-removed": "Version {version}: {statement} {target} is gone.",
    "change-reworded": "Version {version}: {statement} {target} is worded anew.",
    "change-minors": (
        "Version {version}: {statement} {target} is about {after} now; before, about {before}."
    ),
    "change-links": (
        "Version {version}: {statement} {target} goes with {after} now; before, with {before}."
    ),
    "change-safe-enough": (
        "Version {version}: when {statement} {target} is safe enough is worded anew."
    ),
    "change-sustained-days": (
        "Version {version}: {statement} {target} must hold {after} days now; before, {before}."
    ),
    "change-scale-at-least": (
        "Version {version}: {statement} {target} asks at least {after} on the scale now; before, "
        "{before}."
    ),
    "none": "none",
    "yes": "yes",
    "no": "no",
}
