"""Roles, the values of facts, and the words in between, in Dutch as it is used in Flanders."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from safetyframe.roles import Role

__all__ = ["FACTS", "PHRASES", "ROLES", "WITH_ARTICLE"]

ROLES: Final[Mapping[Role, str]] = {
    Role.CONSULTANT: "consulent",
    Role.CARE_WORKER: "hulpverlener",
    Role.MINOR: "minderjarige",
    Role.PARENT: "ouder",
    Role.NETWORK: "netwerklid",
    Role.TRUST_PERSON: "vertrouwenspersoon",
    Role.AUTHORITY: "overheid",
    Role.SYSTEM: "systeem",
}

WITH_ARTICLE: Final[Mapping[Role, str]] = {
    **{role: f"de {noun}" for role, noun in ROLES.items()},
    Role.NETWORK: "het netwerklid",
    Role.SYSTEM: "het systeem",
}

_TOPICS: Final = {
    "why": "de reden van de betrokkenheid",
    "goal": "het doel",
    "worries": "de zorgen",
    "wat": "de WAT",
    "agreements": "de afspraken van het HOE",
    "roles": "wie welke rol heeft",
    "mandates": "de mandaten en wat gedeeld wordt",
    "file": "wat er met het dossier gebeurt",
    "concern": "de zorgen",
    "danger": "het gevaar",
    "safety": "wat veiligheid inhoudt",
    "correction": "wat fout was, en wat juist is",
}

#: The words for a fact's values, by the fact's name. What is not here is shown as it is.
FACTS: Final[Mapping[str, Mapping[str, str]]] = {
    "topic": _TOPICS,
    "duty": {
        "inform.why": "waarom de diensten betrokken zijn",
        "inform.goal": "naar welk doel wordt gewerkt",
        "inform.worries": "welke zorgen er zijn; de persoon bevestigt het",
        "inform.wat": "de WAT, wat er anders moet",
        "inform.agreements": "de afspraken van het HOE",
        "inform.roles": "wie welke rol heeft",
        "inform.mandates-professionals": (
            "welke mandaten verschillen en wat gedeeld wordt; de persoon bevestigt het"
        ),
        "inform.mandates-clients": "welke mandaten verschillen en wat gedeeld wordt",
        "inform.correction": "wat fout was in wat verteld is, en wat juist is",
    },
    "field": {
        "body": "de overheidsinstantie",
        "reference": "haar verwijzing",
        "decided_at": "de datum",
        "signed_by": "de mens die tekende",
        "bottom_lines": "de bodemeisen",
        "dangers": "de gevaarsboodschappen",
        "goals": "de veiligheidsdoelen",
        "expectations": "de verwachtingen",
    },
    "kind": {
        "information": "informatie",
        "conversation": "gesprek",
        "view": "zienswijze",
        "strength": "kracht",
    },
    "on": {"expectations": "de verwachtingen", "withdrawal": "het terugtrekken"},
    "against": {
        "wat": "de WAT",
        "hoe": "het HOE",
        "judgement": "een oordeel",
        "withdrawal": "het terugtrekken",
        "direction": "een richting",
    },
    "position": {
        "heard": "gehoord",
        "agrees": "eens",
        "dissents": "oneens",
        "not-reached": "niet bereikt",
        "refused-contact": "weigert contact",
        "unsafe-to-inform": "onveilig om in te lichten",
    },
    "status": {
        "under-investigation": "in onderzoek",
        "established": "vastgesteld",
        "court-ordered": "opgelegd door de rechter",
        "ended": "beëindigd",
    },
    "standing": {"lead": "als verantwoordelijke", "deputy": "als vervanger", "co": "mee"},
    "declined": {"true": "heeft geweigerd", "false": "heeft nog niet aanvaard"},
    "disclosed_to": {
        "person": "een persoon",
        "organisation": "een organisatie",
        "court": "een rechtbank",
        "authority": "een overheid",
    },
    "erasure": {
        "wrong-family": "van een ander gezin",
        "third-party": "over derden",
        "excessive": "meer dan nodig is",
        "retention": "lang genoeg bewaard",
        "other": "om een andere reden",
    },
    "statement": {
        "bottom-line": "bodemeis",
        "danger": "gevaar",
        "goal": "doel",
        "expectation": "verwachting",
    },
    "outcome": {
        "achieved": "bereikt",
        "transferred": "overgedragen",
        "mandate-ended-by-government": "mandaat beëindigd door de overheid",
        "majority": "meerderjarig",
        "moved-out-of-jurisdiction": "verhuisd buiten het ambtsgebied",
        "deceased": "overleden",
        "opened-in-error": "per vergissing geopend",
    },
    "unknown": {
        "people": "wie deelneemt",
        "handovers": "overdrachten",
        "involvement": "de betrokkenheid",
        "necessity": "beslissingen over maatschappelijke noodzaak",
        "protection": "bescherming in nood",
        "barriers": "wie gescheiden blijft",
        "gathered": "wat verzameld is",
        "wat": "de WAT",
        "aligned": "standpunten bij de afstemming",
        "told": "wat aan wie is uitgelegd",
        "exceptions": "gemotiveerde uitzonderingen",
        "measures": "afspraken",
        "hoe": "het HOE",
        "assessed": "of het HOE volstaat",
        "directions": "besliste richtingen",
        "voices": "eigen woorden",
        "scales": "antwoorden op de schaal",
        "judged": "oordelen",
        "reviews": "evaluaties",
        "corrections": "verbeteringen",
        "notes": "woorden naast optekeningen",
        "ratified": "bekrachtigde handelingen",
        "disclosed": "wat is meegedeeld",
        "erased": "wat is gewist",
        "adopted": "of dit een ouder dossier is",
    },
}

PHRASES: Final[Mapping[str, str]] = {
    "accepted": "Aanvaard.",
    "refused": "Geweigerd.",
    "hidden": (
        "De reden is hier niet voor jou te zien; vraag ernaar bij de verantwoordelijke consulent."
    ),
    "unsure": "Geen ja: er ontbreken feiten. Laad eerst: {unknown}.",
    "also-unknown": "Er kunnen meer redenen zijn: dit was niet geladen: {unknown}.",
    "form": "vorm",
    "broken": "regel stuk",
    "next": "Volgende stap: {step}",
    "agreed": "Steunt op: {clause}",
    "explain": (
        "Of leg uit: zet in de handeling een uitzondering op {clause}, met wie, waarom, in wiens "
        "belang en tot wanneer."
    ),
    "human": "Doe dat nooit enkel om verder te raken: een mens moet erover oordelen.",
    "warning": "Bekijk: {sentence}",
    "open-item": "Nog open bij dit einde ({clause}): {what}",
    "open-duty": "{person} moet worden ingelicht ({state}).",
    "open-dissents": "{person} is het oneens, in eigen woorden.",
    "due": "te doen",
    "overdue": "te laat",
    "excepted": "uitgezonderd",
    "or": " of ",
    "comma": ", ",
    "anyone": "wie deelneemt",
    "client-side": "iemand van gezin of netwerk",
    "lead": "de verantwoordelijke consulent",
    "chair": "de voorzitter van het netwerk",
    "nobody": "wie de bevoegdheid heeft",
    "unreadable": "(geen verwijzing)",
    "unknown-code": (
        "Er ontbreekt iets of er staat iets in de weg, en daar zijn geen woorden voor: {code}."
    ),
    "unknown-act": "{who} doet dit: {act}.",
    "change-added": "Versie {version}: {statement} {target} is nieuw.",
    "change-removed": "Versie {version}: {statement} {target} is weg.",
    "change-reworded": "Versie {version}: {statement} {target} is opnieuw verwoord.",
    "change-minors": (
        "Versie {version}: {statement} {target} gaat nu over {after}; voordien over {before}."
    ),
    "change-links": (
        "Versie {version}: {statement} {target} hoort nu bij {after}; voordien bij {before}."
    ),
    "change-safe-enough": (
        "Versie {version}: wanneer {statement} {target} veilig genoeg is, is opnieuw verwoord."
    ),
    "change-sustained-days": (
        "Versie {version}: {statement} {target} moet nu {after} dagen duren; voordien {before}."
    ),
    "change-scale-at-least": (
        "Versie {version}: {statement} {target} vraagt nu minstens {after} op de schaal; voordien "
        "{before}."
    ),
    "none": "geen",
    "yes": "ja",
    "no": "nee",
}
