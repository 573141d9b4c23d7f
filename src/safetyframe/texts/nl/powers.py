"""Whoever may not, and what cannot be read as an act, in Dutch, by the gap's code.

The first template whose facts are all there is used. Facts are references, numbers, dates and names
of fields; never prose.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from safetyframe.texts.model import Templates

__all__ = ["FORM", "INVOLVEMENT", "POWERS"]

#: Who may do what.
POWERS: Final[Mapping[str, Templates]] = {
    "not-this-role": "Als {role} mag niemand dit doen: {act}.",
    "not-lead": (
        "Dit is aan de verantwoordelijke consulent, en dat is {person} op dat ogenblik niet: {act}."
    ),
    "not-chair": (
        "In het netwerk mag alleen de voorzitter dit doen, en dat is {person} niet: {act}."
    ),
    "no-mandate": (
        "{person} handelt als {role}, maar noemt geen mandaat dat op dat ogenblik loopt. Noem de "
        "instantie, de verwijzing en de periode."
    ),
    "takes-part": (
        "{person} neemt deel aan dit traject, en kan er dus niet de overheid zijn. De overheid "
        "beslist van buitenaf."
    ),
    "not-taking-part": "{person} neemt op dat ogenblik niet deel als {role}.",
    "not-on-behalf": "Dit kan niet namens iemand anders gebeuren: {act}.",
    "not-an-own-act": (
        "Iemand anders schreef dit op voor {person}. Alleen wat van iemand zelf is, mag een ander "
        "voor die persoon opschrijven: laat {person} dit doen, of doe het in je eigen hoedanigheid."
    ),
    "no-form-of-recording": (
        "Iemand anders schreef dit op voor {person}, zonder te zeggen hoe {person} het gaf. Noem "
        "de vorm: gezegd, geschreven, getekend, gespeeld, getoond."
    ),
    "recorder-has-no-part": (
        "Wie dit opschreef voor {person}, neemt op dat ogenblik niet deel als consulent, "
        "hulpverlener of vertrouwenspersoon."
    ),
    "consultant-records": (
        "Een consulent schreef het aandeel van {person} in het vastleggen van het HOE op. Laat "
        "{person} dat zelf doen, of iemand die geen consulent is."
    ),
    "not-in-the-table": "Niemand kreeg de bevoegdheid om dit te doen: {act}.",
    "rule-broken": (
        "Regel {rule} is zelf stuk ({error}), en een regel die stuk is, weigert. Meld het aan wie "
        "de regel onderhoudt."
    ),
}

#: Form: an act that can be read, about things that exist.
FORM: Final[Mapping[str, Templates]] = {
    "future": (
        "Het ogenblik in {field} ligt na het ogenblik van opschrijven. Alleen wat gebeurd is, kan "
        "worden opgetekend."
    ),
    "off-the-scale": "Een schaal loopt van 0 tot 10; {field} valt erbuiten.",
    "naive-time": (
        "Het ogenblik in {field} zegt niet hoeveel het van UTC afwijkt. Schrijf het zo: "
        "2025-03-01T09:00:00+01:00."
    ),
    "no-reference": (
        "Wat in {field} staat, kan geen verwijzing zijn: gebruik 1 tot 128 letters, cijfers of "
        "tekens uit ._:/@+-# en geen spaties. Nooit een naam."
    ),
    "unborn-not-among-minors": (
        "{minor} heet ongeboren, maar staat niet bij de minderjarigen van deze handeling."
    ),
    "unborn-takes-part": "{minor} heet ongeboren, maar nam al deel.",
    "unknown-minor": "{minor} is geen minderjarige in dit traject.",
    "no-minor-named": (
        "Uitspraak {statement} zegt niet over welke minderjarige het gaat.",
        "{field} noemt geen minderjarige.",
        "Er staat niet bij over welke minderjarige het gaat.",
    ),
    "unknown-person": "{person} neemt niet deel aan dit traject, ook niet vroeger.",
    "barrier-needs-two": "Gescheiden houden kan alleen met minstens twee verschillende personen.",
    "nobody-named": (
        "{field} noemt niemand.",
        "Er staat niet bij met wie.",
    ),
    "nothing-named": "Er staat niet bij wat er is uitgelegd.",
    "id-in-use": "De id {id} staat al voor iets anders, of kan geen id zijn. Kies een andere.",
    "unknown-reference": (
        "{field} verwijst naar iets dat niet is opgetekend als {kind}.",
        "{field} verwijst naar iets dat niet is opgetekend.",
    ),
    "already-ended": "Waar {field} naar verwijst, is al beëindigd.",
    "ends-before-it-starts": "{field} ligt voor het begin.",
    "ends-in-the-past": "{field} ligt voor deze handeling: een deelname eindigt nooit vroeger.",
    "ends-later-than-it-does": "{field} ligt na het einde dat deze deelname al heeft.",
    "not-asked": "Aan deze persoon is niet gevraagd om afspraak {measure} op te nemen.",
    "unknown-version": (
        "Op dat ogenblik bestond er zo geen versie {version} (veld {field}).",
        "Op dat ogenblik bestond er geen versie {version} van de WAT.",
        "Zo'n versie is er nog niet.",
    ),
    "superseded": (
        "Versie {version} van de WAT geldt nu; wie dit deed, had een andere voor zich. Lees eerst "
        "versie {version}."
    ),
    "not-about-this-minor": "Uitspraak {target} gaat niet over {minor}.",
    "wat-exists": "Er is al een WAT: versie {version}. Herzie die.",
    "link-to-nothing": (
        "Uitspraak {statement} hangt vast aan {link}, en die uitspraak staat niet in deze WAT."
    ),
    "withdrawal-names-minor": (
        "Een standpunt over het terugtrekken zegt over welke minderjarige het gaat; een standpunt "
        "over de verwachtingen niet (veld {field})."
    ),
    "no-such-duty": (
        "Op {clause} rust geen plicht om in te lichten. Een uitzondering kan op T5a, T5b, P5a, "
        "P18a, P18b, P22, P26 en P27."
    ),
    "no-words": "De reden is 'andere', en {field} zegt niet welke. Geef ze in woorden.",
    "no-such-clause": "{field} noemt geen clausule van het charter.",
    "answer-already-due": "Het antwoord op het HOE zou er al moeten zijn ({field}).",
    "exception-over": "De uitzondering eindigt voor ze begint (veld {field}).",
}

#: Who sits where, what opens an involvement, who decides on necessity.
INVOLVEMENT: Final[Mapping[str, Templates]] = {
    "two-sides": "{person} zou tegelijk {role} en {other} zijn. Eén persoon staat aan één kant.",
    "double-role-undisclosed": (
        "{person} is tegelijk hulpverlener en netwerklid, en dat staat niet open op tafel. Zet een "
        "gemotiveerde uitzondering op P11 in de handeling."
    ),
    "no-such-part": (
        "Niemand neemt deel als {role}: de overheid handelt op haar mandaat, een systeem stelt "
        "alleen voor."
    ),
    "consultant-from-authority": (
        "{person} komt of gaat als consulent. Dat is aan de overheid, of aan een overdracht die de "
        "opvolger aanvaardt."
    ),
    "authority-adds-consultants-only": (
        "De overheid voegt alleen consulenten toe; wie als {role} komt, wordt toegevoegd door wie "
        "deelneemt."
    ),
    "authority-ends-consultants-only": (
        "De overheid beëindigt alleen de deelname van consulenten, niet die van een {role}."
    ),
    "own-end-only": "Alleen {person} zelf of een professional beëindigt deze deelname.",
    "deputise-instead": "Een vervanger krijgt een periode, in een eigen handeling.",
    "lead-exists": (
        "Er is al een verantwoordelijke consulent (deelname {lead}). Er is er één tegelijk."
    ),
    "deputy-without-end": "{person} zou vervangen zonder einde. Zeg tot wanneer.",
    "deputy-without-ground": "Er is niet gezegd op welke grond {person} zou vervangen.",
    "family-as-professional": (
        "{person} neemt deel als {role}. Wat iemand elders ook is, hier is dat geen professional."
    ),
    "power-back-dated": (
        "De deelname van {person} zou beginnen op {since}, voor deze handeling. Bevoegdheid wordt "
        "nooit teruggedateerd."
    ),
    "no-handover-offered": "Aan deze persoon is de leiding niet aangeboden.",
    "handover-lapsed": (
        "Deze overdracht is al aanvaard, of wie ze aanbood is niet meer de verantwoordelijke "
        "consulent."
    ),
    "no-named-decider": (
        "De beslissing over maatschappelijke noodzaak noemt {field} niet. De overheid beslist, en "
        "een mens tekent met naam."
    ),
    "decider-is-recorder": (
        "Wie de beslissing tekende, is de consulent die ze optekent. De overheid beslist, niet de "
        "consulent."
    ),
    "decider-is-a-system": (
        "{person} is hier gekend als systeem. Een systeem stelt voor; een mens van de overheid "
        "beslist, met naam."
    ),
    "decider-takes-part": (
        "Wie de beslissing tekende, neemt deel aan dit traject. De overheid beslist van buitenaf."
    ),
    "other-body-decided": (
        "De beslissing komt van een andere overheidsinstantie dan die van het getoonde mandaat."
    ),
    "no-concern": (
        "Er is geen verontrusting genoemd. Het charter gaat over trajecten met verontrusting."
    ),
    "necessity-ended": (
        (
            "De overheid beëindigde de maatschappelijke noodzaak voor {minor}; deze beslissing is "
            "niet nieuwer."
        ),
        "De beslissing zegt dat er geen maatschappelijke noodzaak meer is.",
    ),
    "necessity-superseded": (
        "De overheid besliste opnieuw over de maatschappelijke noodzaak voor {minor}, in "
        "{necessity}; een betrokkenheid steunt op de laatste beslissing."
    ),
    "opens-before-it-ended": (
        "Dit heropent de betrokkenheid bij {minor} op een ogenblik voor ze beëindigd was."
    ),
    "lead-vacant": (
        "Hier is een betrokkenheid open zonder verantwoordelijke consulent. Wie opent voor nog een "
        "kind, wordt dat daardoor niet."
    ),
    "necessity-for-other-minors": (
        "De beslissing over maatschappelijke noodzaak gaat niet over {minor}."
    ),
    "already-open": "De betrokkenheid bij {minor} is al open.",
    "never-opened": "Er was nog nooit betrokkenheid bij {minor}: open ze.",
    "concern-not-new": (
        "De zorg over {minor} hoort bij de betrokkenheid die eindigde omdat alles gehaald was. "
        "Noem wat nu zorgen baart."
    ),
    "necessity-not-new": (
        "Op deze beslissing steunde voor {minor} de betrokkenheid die eindigde omdat alles gehaald "
        "was. De overheid beslist opnieuw."
    ),
    "reopen-instead": (
        "De betrokkenheid bij {minor} is beëindigd: heropen ze, het oude einde blijft bewaard."
    ),
    "emergency-only": (
        (
            "Voor {minor} is er alleen bescherming in nood. Dat is een plek om op te tekenen en "
            "geeft verder geen bevoegdheid."
        ),
        (
            "Er is alleen bescherming in nood. Dat is een plek om op te tekenen en geeft verder "
            "geen bevoegdheid."
        ),
    ),
    "no-open-involvement": (
        "Er is geen betrokkenheid open bij {minor}.",
        "Er is geen betrokkenheid open.",
    ),
    "kept-apart": (
        "Dit brengt personen samen die gescheiden moeten blijven (contactverbod {barrier})."
    ),
}
