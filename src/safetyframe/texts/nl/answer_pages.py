"""Words of the answer to somebody who asks what is on record about them, in Dutch."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["ANSWER_PAGES"]

ANSWER_PAGES: Final[Mapping[str, str]] = {
    "answer-title": "Wat er over jou genoteerd staat",
    "answer-kicker": "{person}, in {trajectory}, stand op {at}",
    "answer-intro": (
        "Dit is alles wat hier over jou staat en wat je mag weten. Je leest wat het is, wie het "
        "deed en wanneer. Er staat ook bij wie het opschreef. Mensen staan er met een verwijzing."
    ),
    "answer-parts": "Jouw deelname",
    "answer-entries": "Wat er opgeschreven is",
    "answer-told": "Wat je verteld is",
    "answer-corrections": "Wat niet bleek te kloppen",
    "answer-recipients": "Aan wie het gegeven is",
    "answer-erased": "Wat gewist is",
    "answer-absent": "Wat hier niet staat",
    "answer-role": "Als",
    "answer-since": "Van",
    "answer-until": "Tot",
    "answer-added-by": "Opgeschreven door",
    "answer-what": "Wat",
    "answer-who": "Door wie",
    "answer-when": "Wanneer",
    "answer-recipient": "Ontvanger",
    "answer-named": "Jij wordt erin genoemd.",
    "answer-help": "Het gaat over de hulp waaraan je meedoet.",
    "answer-by": "{person} ({role}), {at}",
    "answer-recorded": "Opgeschreven op {at}.",
    "answer-recorded-by": "Opgeschreven door {person} op {at}.",
    "answer-record": "Zoals het genoteerd staat",
    "answer-words": "Tekst {text}",
    "answer-gone": "Tekst {text}: de woorden worden hier niet of niet meer bewaard.",
    "answer-acknowledged": "jij zei dat je het weet",
    "answer-wrong": "Iets wat je verteld is klopte niet; {person} heeft het rechtgezet.",
    "answer-kind-wrong-family": "het hoorde bij een ander gezin",
    "answer-kind-third-party": "het ging over iemand anders",
    "answer-kind-excessive": "het was meer dan nodig",
    "answer-kind-retention": "het was lang genoeg bewaard",
    "answer-kind-other": "om een andere reden",
    "answer-absent-intro": (
        "Wat hier volgt staat nooit in zo een antwoord. We zeggen dit aan ieder met jouw plaats. "
        "Het zegt niet of er iets is."
    ),
    "answer-absent-for-another-audience": "Woorden die iemand aan anderen wilde laten horen.",
    "answer-absent-about-another-child": (
        "Wat alleen gaat over een kind waar jouw deelname niet over gaat."
    ),
    "answer-absent-what-would-put-somebody-at-risk": (
        "Wat iemand in gevaar kan brengen als het verteld wordt."
    ),
    "answer-absent-for-the-professionals-work": (
        "Wat wij verzamelden voor ons eigen werk. Wat daarmee beslist is, staat hier wel."
    ),
    "answer-absent-to-whom-it-was-handed": (
        "Aan wie buiten iets gegeven is. Vraag het aan de consulent."
    ),
    "answer-absent-what-was-erased": "Wat gewist is. Vraag het aan de consulent.",
    "answer-absent-not-about-you": "Wat jou niet noemt: dat gaat over het gezin.",
    "answer-absent-not-in-this-system": (
        "Wat anderen over jou bewaren. Hoe lang iets bewaard wordt, en waar je kunt klagen. "
        "Wie je deze bladzijde geeft kan het je zeggen."
    ),
}
