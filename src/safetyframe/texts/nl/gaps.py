"""What a rule misses, in Dutch, by the gap's code.

The first template whose facts are all there is used. Facts are references, numbers, dates and names
of fields; never prose.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from safetyframe.texts.model import Templates
from safetyframe.texts.nl.powers import FORM, INVOLVEMENT, POWERS

__all__ = ["GAPS", "NEXT"]

_WAT: Final[Mapping[str, Templates]] = {
    "no-bottom-line": "De WAT heeft geen bodemeis. Er is er minstens één nodig.",
    "bottom-line-without-danger": (
        "Bij bodemeis {statement} hoort geen gevaarsboodschap over {minor}."
    ),
    "bottom-line-without-goal": "Bij bodemeis {statement} hoort geen veiligheidsdoel over {minor}.",
    "danger-without-goal": (
        "Tegenover gevaarsboodschap {statement} staat geen veiligheidsdoel voor {minor}."
    ),
    "goal-without-danger": (
        "Veiligheidsdoel {statement} beantwoordt geen gevaarsboodschap over {minor}."
    ),
    "no-safe-enough": "Veiligheidsdoel {statement} zegt niet wanneer het veilig genoeg is.",
    "more-than-wording": (
        "Dit heet een wijziging van woorden, maar het verandert {field}. Noem het een inhoudelijke "
        "herziening."
    ),
    "no-expectation": (
        (
            "Geen enkele verwachting zegt wat er voor {minor} zichtbaar veranderd moet zijn voor "
            "de consulenten zich terugtrekken."
        ),
        (
            "Geen enkele verwachting zegt wat er zichtbaar veranderd moet zijn voor de consulenten "
            "zich terugtrekken."
        ),
    ),
    "no-reason": "Wat verwacht werd verandert, en er is niet gezegd waarom ({field}).",
    "no-information": "De WAT zegt niet op welke informatie ze steunt.",
    "no-conversation": "De WAT zegt niet op welke gesprekken ze steunt.",
    "no-view-on-safety": "Wat veiligheid inhoudt volgens {the_role}, is niet meegenomen.",
    "no-client-view": (
        "Wat gezin of netwerk over de zorgen of het gevaar denkt, is niet meegenomen."
    ),
    "no-worker-view": "Wat de hulpverlener over de zorgen of het gevaar denkt, is niet meegenomen.",
    "not-aligned": (
        "Hierover nog niet gehoord: {person}. Afstemmen is horen, niet instemmen: wie het oneens "
        "is, is ook gehoord."
    ),
}

_HOE: Final[Mapping[str, Templates]] = {
    "no-wat": (
        "Er is nog geen WAT vastgelegd, dus kan het voor {minor} niet veilig genoeg zijn.",
        "Er is nog geen WAT vastgelegd. Het HOE komt na de WAT.",
    ),
    "not-the-wat-in-force": "Het HOE moet antwoorden op versie {version} van de WAT, die nu geldt.",
    "wat-is-later": "Versie {version} van de WAT is van later dan dit HOE.",
    "no-care-worker": "Er doet geen hulpverlener aan mee.",
    "no-family-or-network": (
        "Er doet niemand van gezin of netwerk aan mee. Professionals tellen daar niet voor."
    ),
    "actor-took-no-part": "Wie dit opschrijft, deed er zelf niet aan mee.",
    "not-an-author-of-hoe": (
        "{person} doet mee als {role}. Het HOE vastleggen is niet aan die hoedanigheid."
    ),
    "no-measure": "Het HOE bevat geen enkele afspraak.",
    "no-bearer": (
        "Niemand die deelneemt, neemt afspraak {measure} op zich.",
        "De afspraak zegt niet wie ze uitvoert.",
    ),
    "bearer-unsafe": (
        "{person} inlichten is onveilig bevonden, en dus neemt {person} afspraak {measure} niet op "
        "zich voor dat kind."
    ),
    "not-accepted": "Afspraak {measure} is niet aanvaard door {person}.",
    "not-invited": "Niet erbij en niet uitgenodigd: {person}.",
    "wat-not-explained": (
        "Versie {version} van de WAT is niet uitgelegd aan {person}, die het HOE vastlegt."
    ),
    "names-no-version": (
        "{field} vertelt over {topic}, maar niet welke versie, of een die er op dat ogenblik niet "
        "was."
    ),
    "unsafe-by-professionals": (
        "Dat het onveilig is om iemand in te lichten (voor {clause}), zegt een consulent of "
        "hulpverlener, die ervoor instaat."
    ),
    "unsafe-without-exception": (
        "Dat het onveilig is om {person} in te lichten, steunt op geen lopende uitzondering: wie "
        "dat zegt, voor welk kind, tot wanneer."
    ),
    "own-position-only": (
        "Dit is het standpunt van {person}, en dat geeft {person} zelf; alleen een consulent of "
        "hulpverlener mag het voor een ander opschrijven."
    ),
}

_ENDING: Final[Mapping[str, Templates]] = {
    "no-goal": "De WAT heeft geen veiligheidsdoel over {minor}, dus kan het niet gehaald zijn.",
    "not-judged": "Nog niet beoordeeld voor {minor}: {target}.",
    "judged-on-an-older-version": (
        "Voor {minor} alleen beoordeeld op een oudere versie van de WAT, en dat telt nu niet: "
        "{target}."
    ),
    "judged-before-this-involvement": (
        "Voor {minor} alleen beoordeeld in een vroegere betrokkenheid, en dat telt nu niet: "
        "{target}."
    ),
    "judged-unmet": "{target} is voor {minor} niet gehaald volgens het oordeel van {since}.",
    "judged-later": (
        "{target} is voor {minor} pas gehaald volgens een oordeel van {since}, na deze handeling."
    ),
    "not-sustained": (
        "{target} is voor {minor} gehaald op {days} van de {needed} dagen die het moet duren."
    ),
    "judgement-too-old": (
        "Het laatste oordeel over {target} voor {minor} is {days} dagen oud; {needed} is het "
        "meeste."
    ),
    "professionals-alone": (
        "Niemand van gezin of netwerk deed mee met een eigen standpunt. Professionals beslissen de "
        "richting niet alleen."
    ),
    "clients-alone": (
        "Er deed geen consulent of hulpverlener mee. De richting wordt samen beslist."
    ),
    "no-ground": "Terugtrekken met als uitkomst '{outcome}' vraagt een grond in woorden.",
    "government-ends-it": (
        "Consulenten trekken zich niet terug met als uitkomst '{outcome}': de beslissing van de "
        "overheid beëindigt zelf de betrokkenheid."
    ),
    "dissent-unanswered": (
        "Hulpverlener {person} vindt het niet veilig genoeg, en kreeg geen schriftelijk antwoord."
    ),
}

_KEEPING: Final[Mapping[str, Templates]] = {
    "in-error": (
        "{field} noemt {about}, dat fout bleek. Noem wat in de plaats kwam, of verzamel het "
        "opnieuw."
    ),
    "already-corrected": "{about} is al verbeterd.",
    "other-side-recorded": (
        "{about} is opgetekend door een {role}. Alleen die kant vervangt het; een ander zet er "
        "eigen woorden naast."
    ),
    "no-act-named": "{field} noemt geen enkele handeling.",
    "ratifies-own-act": "{about} is gedaan door {person}, die het niet zelf kan bekrachtigen.",
    "nothing-disclosed": "{field} noemt niets. Wat wordt meegedeeld, wordt stuk voor stuk genoemd.",
    "named-twice": "{field} noemt {about} meer dan eens.",
    "no-text-named": "{field} noemt geen enkele tekst.",
    "ground-erased": (
        "Tekst {about} zegt waarom woorden zijn gewist. Die moet blijven, of niemand weet het nog."
    ),
    "has-its-own-history": (
        "Hier is al iets opgetekend. Een ouder dossier komt er als eerste in, of helemaal niet."
    ),
    "no-why": "Er staat niet waarom de diensten betrokken zijn (veld {field}).",
    "adopted-already": (
        "Dit dossier is al overgenomen. Wat nu komt, zijn gewone handelingen; hier staat alleen "
        "nog wat is uitgezocht."
    ),
    "no-such-slice": (
        "{field} noemt iets waarvoor een traject geen plaats heeft, of dat bekend moet zijn: wie "
        "deelneemt, de betrokkenheid, en de beslissingen over maatschappelijke noodzaak."
    ),
    "unknown-grows": "{field} noemt iets dat eerder bekend was.",
    "nothing-found-out": "{field} noemt hetzelfde als eerder: er is niets uitgezocht.",
}

_HISTORY: Final[Mapping[str, Templates]] = {
    "records-missing": "Tussen handeling {after} en handeling {seq} ontbreken er handelingen.",
    "out-of-order": "Handeling {seq} staat achter handeling {after}: de volgorde klopt niet.",
    "late": (
        "Verteld na de dag, {due_on}: {duty} (versie {version}). Aan: {person}.",
        "Verteld na de dag, {due_on}: {duty}. Aan: {person}.",
    ),
    "excepted-late": (
        (
            "Een reden om niet te vertellen kwam na de dag, {due_on}: {duty} (versie "
            "{version}). Voor: {person}."
        ),
        "Een reden om niet te vertellen kwam na de dag, {due_on}: {duty}. Voor: {person}.",
    ),
    "overdue": (
        (
            "Moest verteld zijn tegen {due_on}, en is dat niet: {duty} (versie {version}). "
            "Aan: {person}."
        ),
        "Moest verteld zijn tegen {due_on}, en is dat niet: {duty}. Aan: {person}.",
    ),
    "left-open": (
        (
            "Het eindigde zonder te vertellen, tegen {due_on}: {duty} (versie {version}). "
            "Nooit aan: {person}."
        ),
        "Het eindigde zonder te vertellen, tegen {due_on}: {duty}. Nooit aan: {person}.",
    ),
}

#: What is missing, by code.
GAPS: Final[Mapping[str, Templates]] = {
    **_HISTORY,
    **POWERS,
    **FORM,
    **INVOLVEMENT,
    **_WAT,
    **_HOE,
    **_ENDING,
    **_KEEPING,
}

#: What to do next, where the code says it better than the act that would fill the gap.
NEXT: Final[Mapping[str, Templates]] = {
    "kept-apart": (
        "spreek hen apart, of zet in de handeling een uitzondering op X16, met de grond en het "
        "belang van de minderjarige."
    ),
    "no-care-worker": "leg het HOE samen met een hulpverlener vast.",
    "no-family-or-network": "leg het HOE samen met iemand van gezin of netwerk vast.",
    "professionals-alone": (
        "beslis samen met iemand van gezin of netwerk, en teken hun standpunt op."
    ),
    "clients-alone": "beslis samen met een consulent of een hulpverlener.",
    "not-sustained": "trek pas terug als het {needed} dagen heeft geduurd; niets versnelt dat.",
    "expertise-unheard": "vraag {the_role} om een zienswijze, of om eigen woorden.",
    "other-language": "leg het opnieuw uit, in de eigen taal of met een tolk.",
    "wat-not-taken-over": (
        "de verantwoordelijke consulent herziet de WAT, of bevestigt ze: bij het overnemen of met "
        "een eigen bevestiging."
    ),
    "hoe-answer-overdue": (
        "hulpverlener, gezin en netwerk werken een HOE uit dat volstaat, nu de dag ervoor voorbij "
        "is."
    ),
    "hoe-at-risk": (
        "hulpverlener en wie overblijft van gezin en netwerk leggen het HOE opnieuw vast."
    ),
    "hoe-stale": "hulpverlener, gezin en netwerk leggen het HOE opnieuw vast, op deze WAT.",
    "hoe-insufficient": (
        "hulpverlener, gezin en netwerk werken een HOE uit dat volstaat; de consulent schrijft het "
        "niet."
    ),
    "amended-since": "hulpverlener, gezin en netwerk leggen het HOE opnieuw vast.",
}
