"""Words that a family or a child should not have to know, each with a plainer one.

A word ending in ``*`` stands for all that begin with it. Names of diagnoses are no jargon to swap:
they are for whoever may make one, and a safety plan says what people see and hear.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, Literal

from attrs import field, frozen

from safetyframe.texts.model import Reader

__all__ = ["JARGON", "WordList"]

_FAMILY: Final = frozenset({Reader.FAMILY, Reader.CHILD})
_CHILD: Final = frozenset({Reader.CHILD})


def _pattern(words: WordList) -> re.Pattern[str]:
    # The longest first, or "wat" would hide "wat betreft".
    each = sorted(words.words, key=len, reverse=True)
    parts = (
        re.escape(word.removesuffix("*")).replace(r"\ ", r"\s+")
        + (r"\w*" if word.endswith("*") else "")
        for word in each
    )
    return re.compile(rf"\b(?:{'|'.join(parts)})\b", re.IGNORECASE)


@frozen(kw_only=True)
class WordList:
    """Hard words of one language for some readers, by what can stand instead."""

    language: Literal["nl", "en"]
    readers: frozenset[Reader]
    words: Mapping[str, str]
    pattern: re.Pattern[str] = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "pattern", _pattern(self))

    def instead_of(self, found: re.Match[str]) -> str | None:
        """Give plainer words for what was found."""
        said = " ".join(found.group().casefold().split())
        if said in self.words:
            return self.words[said]
        fits = (w for w in self.words if w.endswith("*") and said.startswith(w[:-1]))
        best = max(fits, key=len, default=None)
        return None if best is None else self.words[best]


_SEE: Final = "wat je ziet en hoort"
_SEE_EN: Final = "what you see and hear"

JARGON: Final[tuple[WordList, ...]] = (
    WordList(
        language="nl",
        readers=_FAMILY,
        words={
            "aangaande": "over",
            "afstemm*": "horen wat iedereen vindt",
            "alsmede": "en",
            "betreffende": "over",
            "bevoegdheid": "wie het mag doen",
            "bodemeis*": "wat er minstens moet zijn",
            "casus": "wat er gebeurt",
            "cliënt*": "wie het is",
            "contextueel": "thuis en eromheen",
            "dient te": "moet",
            "dienen te": "moeten",
            "derhalve": "dus",
            "draagvlak": "wie ermee akkoord gaat",
            "escal*": "erger worden",
            "evalueren": "samen terugkijken",
            "evaluatie": "terugkijken",
            "faciliteren": "helpen",
            "gevaarsboodschap*": "wat het gevaar is",
            "handelingsplan": "plan",
            "implement*": "beginnen met",
            "indicatie*": "welke hulp nodig is",
            "indien": "als",
            "interventie*": "hulp",
            "inzake": "over",
            "maatschappelijke noodzaak": "dat er hulp moet zijn",
            "mandaat": "opdracht",
            "mandaten": "opdrachten",
            "met betrekking tot": "over",
            "middels": "met",
            "monitor*": "blijven kijken",
            "multidisciplinair*": "samen",
            "ondanks het feit dat": "al",
            "parentificatie": _SEE,
            "participeren": "meedoen",
            "pedagogisch*": "over opvoeden",
            "problematiek": "wat er moeilijk is",
            "ten aanzien van": "over",
            "teneinde": "om",
            "traject*": "de weg samen",
            "verontrust*": "zorgen",
            "aanmelder": "wie zijn zorg vertelde",
            "hoedanigheid": "als wie iemand meedoet",
            "minderjarige*": "kind",
            "zienswijze*": "hoe iemand het ziet",
            "adhd": _SEE,
            "autis*": _SEE,
            "borderline*": _SEE,
            "depressie*": _SEE,
            "gedragsstoornis*": _SEE,
            "hechtingsstoornis*": _SEE,
            "narcis*": _SEE,
            "psychose": _SEE,
            "psychotisch*": _SEE,
            "verslaafd*": _SEE,
            "trauma*": _SEE,
        },
    ),
    WordList(
        language="nl",
        readers=_CHILD,
        words={
            "beëindig*": "stoppen",
            "bekrachtig*": "ja zeggen",
            "beslissing": "wat er beslist is",
            "betrokken*": "wie meedoet",
            "bevestig*": "ja zeggen",
            "bezorgdhe*": "zorg",
            "hulpverlener*": "helper",
            "oordeel": "wat iemand vindt",
            "professional*": "helpers",
            "registr*": "opschrijven",
            "standpunt*": "wat iemand vindt",
            "uitzondering*": "een reden om het anders te doen",
            "verantwoordelijk*": "wie leidt",
            "versie*": "nieuwe woorden",
            "verwachting*": "wat er anders moet zijn",
            "veiligheidsdoel*": "hoe het veilig wordt",
        },
    ),
    WordList(
        language="en",
        readers=_FAMILY,
        words={
            "bottom line*": "what must be so at the least",
            "case conference": "meeting",
            "caregiver*": "who looks after the child",
            "client*": "who it is",
            "commence*": "start",
            "danger statement*": "what the danger is",
            "disclos*": "tell",
            "engagement": "joining in",
            "escalat*": "get worse",
            "facilitat*": "help",
            "hence": "so",
            "in accordance with": "as",
            "implement*": "start",
            "intervention*": "help",
            "mandate*": "task",
            "monitor*": "keep looking",
            "multidisciplinary": "together",
            "notwithstanding": "even so",
            "parentif*": _SEE_EN,
            "participat*": "take part",
            "prior to": "before",
            "pursuant to": "by",
            "regarding": "about",
            "safeguarding": "keeping safe",
            "societal necessity": "that there has to be help",
            "stakeholder*": "people who take part",
            "statutory": "by law",
            "trajector*": "the road together",
            "utilis*": "use",
            "utiliz*": "use",
            "adhd": _SEE_EN,
            "addict*": _SEE_EN,
            "attachment disorder": _SEE_EN,
            "autis*": _SEE_EN,
            "borderline*": _SEE_EN,
            "depression": _SEE_EN,
            "narcis*": _SEE_EN,
            "psychosis": _SEE_EN,
            "psychotic*": _SEE_EN,
            "trauma*": _SEE_EN,
        },
    ),
    WordList(
        language="en",
        readers=_CHILD,
        words={
            "assess*": "look at",
            "care worker*": "helper",
            "conclu*": "end",
            "confirm*": "say yes",
            "concern*": "worry",
            "exception*": "a reason to do it in another way",
            "expectation*": "what has to be different",
            "involvement": "that the helpers are here",
            "judgement*": "what someone thinks",
            "minor*": "child",
            "professional*": "helpers",
            "responsib*": "who leads",
            "safety goal*": "how it becomes safe",
            "version*": "new words",
        },
    ),
)
