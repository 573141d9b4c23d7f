"""Headings and labels of the map of the law, in Dutch."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["LAW_PAGES"]

LAW_PAGES: Final[Mapping[str, str]] = {
    "law-title": "De kaart van de wet",
    "law-kicker": "Charter {charter}, versie {version}",
    "law-intro": (
        "Wie wat mag doen, hoe de hulp voor een kind kan lopen, wie wat moet horen, en wat op"
        " elk artikel rust. Getekend uit de tabellen waarmee de bibliotheek beslist."
    ),
    "law-figures": (
        "{acts} handelingen, {roles} hoedanigheden, {rules} regels en aandachtspunten, "
        "{duties} plichten, {clauses} artikels, {vectors} vectoren."
    ),
    "law-powers": "Wie wat mag doen",
    "law-powers-intro": (
        "Een lijn voor elke handeling, een kolom voor elke hoedanigheid. Wat er niet staat, "
        "wordt geweigerd. Naast de tabel staan de regels van elke handeling; een poort gaat "
        "open voor een uitzondering met reden."
    ),
    "law-powers-caption": (
        "De tabel van bevoegdheden: handelingen per hoedanigheid. Op een smal scherm schuift "
        "ze opzij."
    ),
    "law-legend": "Wat de tekens zeggen",
    "law-act": "Handeling",
    "law-beside": "Naast de tabel",
    "law-rests": "Rust op",
    "law-cell-no": "nee",
    "law-cell-yes": "ja",
    "law-cell-own": "eigen",
    "law-cell-lead": "eerste",
    "law-cell-acting": "eerste, vervanger",
    "law-cell-together": "samen",
    "law-cell-chair": "voorzitter",
    "law-says-no": "mag niet",
    "law-says-yes": "mag",
    "law-says-own": "alleen voor zichzelf",
    "law-says-lead": "alleen de verantwoordelijke consulent",
    "law-says-acting": "alleen de verantwoordelijke consulent, of de vervanger in die periode",
    "law-says-together": "alleen samen met de andere kant",
    "law-says-chair": "alleen de voorzitter van het netwerk",
    "law-mark-protected": "niemand mag ze tegenhouden",
    "law-mark-own": "mag voor iemand opgeschreven worden",
    "law-mark-enters": "wie ze doet, neemt nog niet deel",
    "law-mark-mandate": "op een mandaat",
    "law-rules-number": "regels: {number}",
    "law-gates": "uit te leggen: {gates}",
    "law-chapter-involvement": "Betrokkenheid",
    "law-chapter-gathering": "Verzamelen",
    "law-chapter-wat": "WAT: wat anders moet",
    "law-chapter-hoe": "HOE: hoe dat zal",
    "law-chapter-informing": "Informeren",
    "law-chapter-voices": "Stemmen",
    "law-chapter-judging": "Oordelen en beslissen",
    "law-chapter-ending": "Beëindigen",
    "law-chapter-keeping": "Het dossier bewaren",
    "law-life": "Hoe de hulp voor een kind kan lopen",
    "law-life-intro": (
        "Elk vak is een stadium van de hulp voor één minderjarige, elke lijn een handeling "
        "die van het ene naar het andere leidt. Getekend is wat men zag gebeuren: elke "
        "handeling is in elk stadium van een klein gezin geprobeerd."
    ),
    "law-life-title": "De levensloop van een traject",
    "law-life-described": (
        "Van boven naar beneden: {way}. {beside} staat ernaast, en {endings} zijn manieren "
        "waarop het eindigt. De tabel eronder heeft elke stap."
    ),
    "law-life-caption": "Elke stap van stadium naar stadium",
    "law-line-on": "vooruit",
    "law-line-back": "terug, omdat er iets veranderde",
    "law-line-end": "een einde",
    "law-line-again": "(opnieuw) geopend, voor zover wat afgesproken is nog staat",
    "law-line-urgent": "bescherming in nood",
    "law-from": "Van",
    "law-to": "Naar",
    "law-by": "Door deze handelingen",
    "law-still": "Geen andere handeling verandert een stadium: {acts}.",
    "law-stage-before": "nog niets",
    "law-stage-emergency": "nood",
    "law-stage-open": "betrokkenheid open",
    "law-stage-wat": "WAT staat vast",
    "law-stage-expectations": "verwachtingen gesteld",
    "law-stage-hoe": "HOE staat vast",
    "law-stage-met": "alles is gehaald",
    "law-stage-achieved": "beëindigd: bereikt",
    "law-stage-ended-otherwise": "anders beëindigd",
    "law-stage-ended-by-government": "door overheid beëindigd",
    "law-duties": "Wie wat moet horen",
    "law-duties-intro": (
        "Een plicht weigert niets: ze staat open tot ze gedaan is, of met reden uitgezonderd,"
        " en wat nog openstaat wordt opgelijst wanneer een betrokkenheid eindigt. Zonder "
        "getal in het beleid is het meteen aan de orde."
    ),
    "law-duties-caption": "Plichten om te informeren",
    "law-duty": "Wat",
    "law-duty-to": "Aan wie",
    "law-duty-raised": "Ontstaat door",
    "law-duty-done": "Vervuld door",
    "law-duty-lapses": "Vervalt door",
    "law-duty-except": "Of een uitzondering met reden: {act}.",
    "law-clauses": "Van artikel naar regel naar test",
    "law-clauses-intro": (
        "Voor elk artikel wat erop rust. De verwijzingen in kleine druk zijn vectoren: "
        "situaties met het hele antwoord, die met de bibliotheek meekomen ({command})."
    ),
    "law-part-rows": "Bevoegdheden",
    "law-part-rules": "Regels",
    "law-part-conditions": "Voorwaarden van de hele tabel",
    "law-part-duties": "Plichten",
    "law-part-watches": "Aandachtspunten",
    "law-part-tests": "Tests in het project",
    "law-kind-gate": "uit te leggen",
    "law-guards": "bewaakt: {acts}",
    "law-derives": "volgt uit {clauses}",
    "law-nothing": "Geen rij, regel, plicht of aandachtspunt verwijst ernaar.",
    "law-form": "Regels van vorm",
    "law-form-intro": "Ze vragen dat een handeling zin heeft, en rusten op geen artikel.",
    "law-group-D": "Definitie en doel",
    "law-group-S": "Houding",
    "law-group-P": "Partners",
    "law-group-T": "Maatwerk",
    "law-group-X": "Afgeleid",
    "law-group-E": "Lege plaatsen",
    "law-foot": (
        "Hash van deze artikels: {digest}. Regels van plug-ins en van het pakket van een land"
        " staan niet op deze kaart."
    ),
}
