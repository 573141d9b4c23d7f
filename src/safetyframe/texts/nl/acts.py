"""The acts in Dutch: their names, and who takes which step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from safetyframe.texts.model import Templates

__all__ = ["ACTS", "STEPS"]

#: What an act is called, by the name of its class.
ACTS: Final[Mapping[str, str]] = {
    "DecideNecessity": "beslissen over maatschappelijke noodzaak",
    "RecordNecessity": "een beslissing over maatschappelijke noodzaak optekenen",
    "OpenInvolvement": "de betrokkenheid openen",
    "AssignConsultant": "een consulent aanstellen",
    "DeputiseConsultant": "een consulent laten vervangen",
    "OfferHandover": "de leiding aan een opvolger aanbieden",
    "TakeOver": "de leiding overnemen",
    "AddParticipation": "iemand laten deelnemen",
    "EndParticipation": "een deelname beëindigen",
    "Protect": "beschermen in nood",
    "KeepApart": "personen gescheiden houden",
    "RecordConcern": "een zorg optekenen",
    "ContributeView": "een zienswijze geven",
    "RecordInformation": "informatie optekenen",
    "RecordConversation": "een gesprek optekenen",
    "RecordStrength": "een kracht optekenen",
    "RecordWhatWorks": "optekenen wat werkt",
    "DraftWat": "woorden voor de WAT voorstellen",
    "EstablishWat": "de WAT vastleggen",
    "ReviseWat": "de WAT herzien",
    "SetExpectations": "de verwachtingen bepalen om zich terug te trekken",
    "ProposeMeasure": "een afspraak voor het HOE voorstellen",
    "AmendMeasure": "een afspraak van het HOE wijzigen",
    "EndMeasure": "een afspraak van het HOE beëindigen",
    "OfferIdea": "een idee voor het HOE geven",
    "AcceptMeasure": "een afspraak aanvaarden",
    "DeclineMeasure": "een afspraak weigeren",
    "EstablishHoe": "het HOE vastleggen",
    "AssessHoe": "zeggen of het HOE volstaat",
    "Explain": "uitleggen",
    "Acknowledge": "bevestigen dat het duidelijk is",
    "ExceptDuty": "een plicht om in te lichten uitzonderen",
    "Align": "afstemmen",
    "Speak": "in eigen woorden spreken",
    "Scale": "antwoorden op een schaal",
    "Dissent": "het oneens zijn",
    "Judge": "oordelen",
    "DecideDirection": "de richting beslissen",
    "Review": "evalueren",
    "Withdraw": "zich als consulenten terugtrekken",
    "Reopen": "de betrokkenheid heropenen",
    "Correct": "verbeteren wat is opgetekend",
    "Annotate": "woorden naast een optekening zetten",
    "Ratify": "handelingen bekrachtigen die zonder bevoegdheid zijn gedaan",
    "Disclose": "meedelen aan iemand buiten het traject",
    "Erase": "woorden wissen",
    "Adopt": "een ouder dossier overnemen",
}

#: Who does what next, by the name of the act; `{who}` are the roles that may.
STEPS: Final[Mapping[str, Templates]] = {
    "DecideNecessity": (
        "de overheid beslist over maatschappelijke noodzaak, en een mens tekent met naam."
    ),
    "RecordNecessity": "{who} tekent de beslissing van de overheid op, met wie besliste.",
    "OpenInvolvement": (
        "{who} opent de betrokkenheid bij {minor}.",
        "{who} opent de betrokkenheid.",
    ),
    "AssignConsultant": (
        "{who} stelt {person} aan, en zegt dat deelname {replaces} wordt vervangen.",
        "{who} stelt {person} aan.",
        "{who} stelt een consulent aan.",
    ),
    "DeputiseConsultant": (
        "{who} laat {person} vervangen, voor een periode.",
        "{who} laat een consulent vervangen, voor een periode.",
    ),
    "OfferHandover": (
        "{who} biedt de leiding aan {to} aan.",
        "{who} biedt de leiding aan een opvolger aan.",
    ),
    "TakeOver": "{who} aan wie de leiding is aangeboden, neemt ze over.",
    "AddParticipation": (
        "{who} laat {person} deelnemen.",
        "{who} laat iemand deelnemen als {role}.",
        "{who} laat hen deelnemen.",
    ),
    "EndParticipation": "{who} beëindigt de deelname.",
    "Protect": "{who} beschermt het kind nu.",
    "KeepApart": "{who} legt het contactverbod vast.",
    "RecordConcern": "{who} tekent de zorg op.",
    "ContributeView": (
        "{who} geeft een zienswijze op {topic}.",
        "{who} geeft een zienswijze.",
    ),
    "RecordInformation": "{who} tekent de informatie op, en de WAT noemt ze.",
    "RecordConversation": (
        "{who} spreekt met {person} en tekent het op.",
        "{who} tekent het gesprek op, en de WAT noemt het.",
    ),
    "RecordStrength": "{who} tekent een kracht op.",
    "RecordWhatWorks": "{who} tekent op wat werkt, en wie het mee vond.",
    "DraftWat": "{who} stelt woorden voor de WAT voor.",
    "EstablishWat": "{who} legt de WAT vast.",
    "ReviseWat": (
        "{who} herziet de WAT voor {minor}.",
        "{who} herziet de WAT.",
    ),
    "SetExpectations": (
        "{who} bepaalt de verwachtingen voor {minor}.",
        "{who} bepaalt de verwachtingen.",
    ),
    "ProposeMeasure": "{who} stelt een afspraak voor.",
    "AmendMeasure": (
        "{who} wijzigt afspraak {measure}.",
        "{who} wijzigt de afspraak.",
    ),
    "EndMeasure": "{who} beëindigt de afspraak.",
    "OfferIdea": "{who} geeft een idee voor het HOE.",
    "AcceptMeasure": (
        "vraag {person} om afspraak {measure} te aanvaarden of te weigeren.",
        "wie gevraagd is, aanvaardt of weigert.",
    ),
    "DeclineMeasure": "wie gevraagd is, aanvaardt of weigert.",
    "EstablishHoe": (
        "nodig {invited} uit, of laat {invited} meedoen.",
        "de hulpverlener en iemand van gezin of netwerk leggen het HOE samen vast.",
    ),
    "AssessHoe": (
        "{who} zegt of het HOE volstaat voor bodemeis {bottom_line}.",
        "{who} zegt of het HOE volstaat.",
    ),
    "Explain": (
        "{who} legt uit aan {person}: {topic}, versie {version}.",
        "{who} legt uit aan {person}: {topic}.",
        "{who} legt het uit.",
    ),
    "Acknowledge": (
        "laat {person} bevestigen dat dit duidelijk is: {topic}, versie {version}.",
        "laat {person} bevestigen dat dit duidelijk is: {topic}.",
        "de persoon bevestigt dat het duidelijk is.",
    ),
    "ExceptDuty": "{who} geeft de reden voor een uitzondering.",
    "Align": (
        "hoor {person} over {on} voor {minor}, WAT-versie {wat}, en teken het standpunt op.",
        "hoor {person} over {on}, WAT-versie {wat}, en teken het standpunt op.",
        "hoor {person} over {on} voor {minor}, en teken het standpunt op.",
        "{who} tekent het standpunt op.",
    ),
    "Speak": "laat hen in eigen woorden spreken, in welke vorm ook.",
    "Scale": "de persoon antwoordt op de schaal.",
    "Dissent": "de persoon zegt waarmee die het oneens is.",
    "Judge": (
        "{who} oordeelt over {target} voor {minor}, op WAT-versie {wat}.",
        "{who} oordeelt over {target} voor {minor}.",
        "{who} oordeelt erover.",
    ),
    "DecideDirection": "gezin, netwerk en professionals beslissen samen de richting.",
    "Review": "{who} evalueert, en legt de volgende datum vast.",
    "Withdraw": (
        "{who} antwoordt {answers} schriftelijk, in de handeling zelf.",
        "{who} trekt zich terug.",
    ),
    "Reopen": (
        "{who} heropent de betrokkenheid bij {minor}.",
        "{who} heropent de betrokkenheid.",
    ),
    "Correct": "wie het optekende, verbetert het.",
    "Annotate": (
        "zet woorden naast {about}, dat blijft zoals het is.",
        "zet er woorden naast; de optekening blijft zoals ze is.",
    ),
    "Ratify": (
        "iemand anders met een mandaat bekrachtigt {acts}.",
        "{who} bekrachtigt het.",
    ),
    "Disclose": "{who} deelt het mee, stuk voor stuk.",
    "Erase": "{who} wist de woorden.",
    "Adopt": (
        (
            "{who} zoekt uit, en tekent op, wat het oudere dossier hierover zegt: {unknown}. "
            "Daarna noemt {who} het niet meer bij wat onbekend is."
        ),
        "{who} neemt het dossier over.",
    ),
}
