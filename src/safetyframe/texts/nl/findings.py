"""What there is to look at, in Dutch, by the finding's code. Nothing here scores a person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from safetyframe.texts.model import Templates

__all__ = ["FINDINGS"]

_DUTIES: Final[Mapping[str, Templates]] = {
    "due": (
        "Te vertellen tegen {due_on}: {duty} (versie {version}). Nog niet: {person}.",
        "Te vertellen tegen {due_on}: {duty}. Nog niet: {person}.",
    ),
    "overdue": (
        "Had tegen {due_on} verteld moeten zijn: {duty} (versie {version}). Nog niet: {person}.",
        "Had tegen {due_on} verteld moeten zijn: {duty}. Nog niet: {person}.",
    ),
    "not-judged": "Dit kon niet worden bekeken, want het was niet geladen: {unknown}.",
    "watch-broken": (
        "Aandachtspunt {rule} van een pakket liep vast ({error}): dit kon niet worden nagekeken."
    ),
    "bar-broken": (
        "Een afscherming van pakket {rule} liep vast ({error}). Tot dat hersteld is, schermt ze "
        "alles voor iedereen af."
    ),
}

_PARTNERS: Final[Mapping[str, Templates]] = {
    "concern-without-strength": "Er zijn zorgen opgetekend, maar geen kracht en niets dat werkt.",
    "no-network": "Er neemt niemand uit het netwerk deel, professionals niet meegeteld.",
    "strengths-after-wat": "Er was geen kracht opgetekend toen de eerste WAT werd vastgelegd.",
    "what-works-without-family": (
        "Er is niets opgetekend dat werkt en samen met kind of ouders is gevonden."
    ),
    "review-without-strength": "Evaluatie {review} noemt geen kracht.",
    "no-contact": "Er is geen gesprek met {person} en geen uitleg aan {person} opgetekend.",
    "role-vacant": "Er neemt nu niemand deel als {role}.",
    "no-lead": "Er is geen verantwoordelijke consulent. Niemand erft die bevoegdheid.",
    "deputy-until": (
        "{person} vervangt de verantwoordelijke consulent tot {until}, en niet langer."
    ),
    "deputy-over": (
        "{person} verving de verantwoordelijke consulent tot {until}, en sindsdien nam niemand het "
        "over."
    ),
    "bottom-lines-conflict": (
        "Verantwoordelijke consulent {lead} hier en {person} van traject {trajectory} zeggen niet "
        "hetzelfde over bodemeis {target}."
    ),
    "two-sides-linked": (
        "{person} is consulent, en zit in gelinkt traject {trajectory} of hier aan een andere kant."
    ),
    "notice-failed": (
        "Een bericht aan {person} over {act} is niet aangekomen: daarmee is {person} niet "
        "geïnformeerd."
    ),
    "notice-waiting": (
        "Een bericht aan {person} over {act} wacht nog op verzending: daarmee is {person} niet "
        "geïnformeerd."
    ),
    "conflict-of-interest": (
        "Consulent {person} is verwant met {related}, die deelneemt voor gezin of netwerk."
    ),
    "wat-not-taken-over": (
        "Verantwoordelijke consulent {lead} heeft versie {version} van de WAT niet bevestigd en "
        "niet herzien."
    ),
    "told-different-versions": (
        "Mensen kregen als laatste verschillende versies van de WAT te horen: {versions}. Er geldt "
        "één tekst."
    ),
    "rendering-stale": (
        (
            "{person} hoorde als laatste versie {version} van de WAT; de woorden zijn intussen "
            "gewijzigd."
        ),
        "{person} hoorde als laatste oudere woorden van de WAT.",
    ),
    "other-language": (
        "{person} hoorde over {topic} in een andere taal dan de eigen taal, zonder tolk."
    ),
    "not-accepted": "{person} {declined} om afspraak {measure} op te nemen.",
    "expertise-unheard": "Wat {the_role} weet of vindt, is nog niet opgetekend.",
    "one-sided": (
        "Van {the_role} is nog niets verzameld of geëvalueerd: voorbereiden doen beiden samen."
    ),
}

_TOGETHER: Final[Mapping[str, Templates]] = {
    "not-spoken-with": "Er is een WAT, en er is geen gesprek met {person} opgetekend.",
    "worker-view-missing": (
        "De WAT is vastgelegd zonder wat een hulpverlener weet. Nu is er een: vraag het."
    ),
    "exception-lapsed": (
        "Afgelopen op {until}, en nu zonder gevolg: de uitzondering op {clause} voor {person}.",
        "Afgelopen op {until}, en nu zonder gevolg: de uitzondering op {clause}.",
    ),
    "no-expectations": (
        "De WAT zegt nog niet wat er zichtbaar veranderd moet zijn voor de consulenten zich "
        "terugtrekken."
    ),
    "hoe-stale": (
        "HOE-versie {hoe} antwoordt op een oudere WAT; nu geldt versie {wat}. Intussen blijft ze "
        "van kracht."
    ),
    "hoe-without-family-or-network": (
        "Er is niemand van gezin of netwerk meer om HOE-versie {hoe} te dragen. Aan de WAT "
        "verandert niets."
    ),
    "hoe-without-care-worker": (
        "Er is geen hulpverlener meer bij HOE-versie {hoe}. Aan de WAT verandert niets."
    ),
    "bearer-left": "Iemand die afspraak {measure} op zich nam, neemt niet meer deel.",
    "amended-since": "Afspraak {measure} is gewijzigd nadat het HOE is vastgelegd.",
    "part-unconfirmed": (
        "Door iemand anders opgeschreven, en niet zelf bevestigd: het aandeel in het HOE van "
        "{person}."
    ),
    "hoe-not-assessed": "Niemand zei of het HOE volstaat voor bodemeis {target}.",
    "hoe-insufficient": (
        "Het HOE volstaat niet voor bodemeis {target}. Een antwoord wordt verwacht tegen {due_on}."
    ),
    "hoe-answer-overdue": (
        "Het HOE volstaat niet voor bodemeis {target}. Een antwoord moest er zijn tegen {due_on}."
    ),
    "hoe-at-risk": (
        "HOE-versie {hoe} komt in het gedrang: sinds {since} neemt iemand die er een deel van "
        "droeg niet meer deel. Aan de WAT verandert niets."
    ),
    "review-after-loss": "Wat op {since} wegviel, is nog niet geëvalueerd.",
    "bearer-unsafe": (
        "Afspraak {measure} wordt gedragen door {person}, voor wie inlichten onveilig is bevonden. "
        "Voor dat kind telt dat niet."
    ),
    "quorum-unsafe": (
        (
            "Van gezin en netwerk waren bij HOE-versie {hoe} alleen personen voor wie inlichten "
            "onveilig is bevonden. Zij tellen daarvoor niet mee."
        ),
        (
            "Van gezin en netwerk waren bij richting {direction} alleen personen voor wie "
            "inlichten onveilig is bevonden. Zij tellen daarvoor niet mee."
        ),
    ),
    "reached-since": (
        "{person} was niet te bereiken en is op {since} ontmoet: het standpunt is sindsdien niet "
        "gevraagd."
    ),
    "offer-stale": "{person} antwoordde op {since} niet, en is niet opnieuw gevraagd.",
    "position-older-wat": (
        "Wat {person} van de verwachtingen vindt, gaat over versie {version} van de WAT, en die is "
        "sindsdien gewijzigd."
    ),
    "professionals-carry-all": "Professionals dragen elke afspraak van het HOE.",
    "voice-from-outside": (
        "{person} sprak op {at} zonder in die hoedanigheid deel te nemen. De woorden blijven."
    ),
    "dissent-without-words": (
        "{person} staat genoteerd als oneens, en er hoort niets in eigen woorden bij."
    ),
    "about-nothing-known": (
        "Wat {person} zei op {at}, gaat over iets dat niet is opgetekend. De woorden blijven."
    ),
    "measure-for-an-older-wat": (
        "Afspraak {measure} is gemaakt voor een oudere WAT, en sindsdien niet meer bekeken."
    ),
    "voice-in-anothers-name": (
        "{person} sprak op {at} namens iemand anders; alleen een vertrouwenspersoon doet "
        "dat. De woorden blijven."
    ),
    "no-form-of-recording": (
        "Iemand anders schreef op wat {person} zei op {at}, zonder te zeggen hoe het werd "
        "gegeven. De woorden blijven."
    ),
    "recorder-has-no-part": (
        "Wie opschreef wat {person} zei op {at}, nam toen niet deel. De woorden blijven."
    ),
    "bearer-kept-apart": (
        "Iemand die afspraak {measure} op zich nam, moet gescheiden blijven van een kind waarover "
        "ze gaat (contactverbod {barrier})."
    ),
    "emergency-to-regularise": (
        "De bescherming in nood van {minor} loopt sinds {since}: {days} dagen zonder open "
        "betrokkenheid."
    ),
    "protection-without-end": "De bescherming {protection} heeft geen einde.",
    "protection-past-its-end": "De bescherming {protection} is over haar einde.",
    "barrier-crossed": (
        (
            "HOE-versie {hoe} is vastgelegd door personen die gescheiden moeten blijven "
            "(contactverbod {barrier})."
        ),
        (
            "Richting {direction} is beslist door personen die gescheiden moeten blijven "
            "(contactverbod {barrier})."
        ),
        (
            "Gesprek {conversation} was tussen personen die gescheiden moeten blijven "
            "(contactverbod {barrier})."
        ),
    ),
}

_TAILORED: Final[Mapping[str, Templates]] = {
    "only-safe": (
        "De doelen van WAT-versie {version} gaan alleen over veilig zijn: met liefde en omringd "
        "opgroeien hoort er ook bij."
    ),
    "met-below-the-scale": (
        "{target} is voor {minor} gehaald genoemd, terwijl het laatste antwoord van {person} op de "
        "schaal ({value}) onder de drempel ligt."
    ),
    "measure-without-need": "Afspraak {measure} noemt geen nood waarop ze antwoordt.",
    "supply-driven": "Afspraak {measure} is alleen gekozen omdat ze beschikbaar was.",
    "measure-ends-before-review": (
        "Afspraak {measure} loopt af op {until}, en daarvoor is geen evaluatie gepland."
    ),
    "measure-past-its-end": (
        "Afspraak {measure} liep tot {until}, en is sindsdien niet bekeken. Dat beëindigt geen "
        "betrokkenheid."
    ),
    "need-without-measure": (
        "{target} is niet gehaald voor {minor}, en sinds {measure} voorbij is, dient geen afspraak "
        "ertoe."
    ),
    "need-without-care-worker": (
        "Er is nog geen hulpverlener gevonden: er blijft een nood onbeantwoord."
    ),
    "safe-enough-and-still-open": (
        "Voor {minor} is alles gehaald, en de betrokkenheid staat nog open."
    ),
    "no-review-date": "Er is geen datum voor de volgende evaluatie.",
    "review-overdue": "De volgende evaluatie was gepland op {since}.",
    "minor-takes-no-part": (
        "Er is betrokkenheid bij {minor}, die niet deelneemt: laat het kind "
        "deelnemen, bij de geboorte als het nog niet geboren is."
    ),
    "no-voice": (
        "Er is niets in de eigen woorden van {person} opgetekend.",
        "Er is niets opgetekend in eigen woorden van wie deelneemt als {role}.",
    ),
}

_KEEPING: Final[Mapping[str, Templates]] = {
    "rests-on-error": (
        "Versie {version} van de WAT steunt op {about}, dat fout bleek. Ze blijft gelden."
    ),
    "judged-on-error": (
        "Over {target} is voor {minor} geoordeeld op versie {version} van de WAT, die steunt op "
        "iets dat fout bleek."
    ),
    "hoe-on-error": (
        "Versie {hoe} van het HOE antwoordt op versie {version} van de WAT, die steunt op iets dat "
        "fout bleek."
    ),
    "ratified": (
        "Zonder bevoegdheid gedaan, en door {person} bekrachtigd op {since}: {about}. Geen enkele "
        "datum verandert."
    ),
    "recorded-late": (
        "{person} kreeg het te horen op {since} ({topic}), en dat is pas op een latere dag "
        "opgetekend: {recorded}."
    ),
    "find-out": "Nog niemand zocht uit wat het overgenomen dossier hierover zegt: {unknown}.",
}

#: What there is to look at, by code.
FINDINGS: Final[Mapping[str, Templates]] = {
    **_DUTIES,
    **_PARTNERS,
    **_TOGETHER,
    **_TAILORED,
    **_KEEPING,
}
