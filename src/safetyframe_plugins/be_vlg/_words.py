"""What this pack refuses and finds, in words, by code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["WORDS"]

_ENGLISH: Final[Mapping[str, str]] = {
    "be_vlg:no-birth-date": "No date of birth of {minor} is known, so this can't be judged.",
    "be_vlg:not-of-age": "{minor} is not of age for certain before {on}.",
    "be_vlg:of-age": "{minor} is of age: no involvement opens on the ground of societal necessity.",
    "be_vlg:states-for-adult": (
        "{minor} is of age: statement {target} can't lay down anything new for them."
    ),
    "be_vlg:not-born-yet": "{minor} can't have been born before {on}, and takes part from birth.",
    "be_vlg:not-for-court": "{about} is not on the list of what this court may be given.",
    "be_vlg:kept-until": "The file of {minor} is kept until {on}.",
    "be_vlg:held": "The file of {minor} is held: nothing of it is destroyed while that lasts.",
    "be_vlg:majority-near": "{minor} comes of age on {on}: prepare for it together.",
    "be_vlg:majority-uncertain": (
        "{minor} comes of age between {first} and {last}; the date of birth is not certain."
    ),
    "be_vlg:of-age-and-still-open": (
        "{minor} has been of age since {on}, and involvement on societal necessity is still open."
    ),
    "be_vlg:consent-to-renew": (
        "{person} has been of age since {on}: help goes on with their own consent, and that is "
        "not on record."
    ),
    "be_vlg:birth-unknown": (
        "No date of birth of {minor} is known, nor an expected one: majority and retention can't "
        "be watched."
    ),
    "be_vlg:birth-due": (
        "{minor} was expected by {on} at the latest: give the date of birth, and let the child "
        "take part."
    ),
    "be_vlg:presumed-able": (
        "{person} was twelve by {on}, and telling them ({clause}) is put off for reasons of "
        "development. Being able is presumed for some rights; what rebuts it should be on record."
    ),
    "be_vlg:file-untold": (
        "{person} has not been told how long the file about {minor} is kept and that a copy can "
        "be had."
    ),
    "be_vlg:destroy": "The file of {minor} was to be kept until {on}: it is due to be destroyed.",
    "be_vlg:due-and-held": "The file of {minor} was to be kept until {on}, and is held.",
}

_DUTCH: Final[Mapping[str, str]] = {
    "be_vlg:no-birth-date": (
        "Er is geen geboortedatum van {minor} bekend: dit kan niet worden beoordeeld."
    ),
    "be_vlg:not-of-age": "{minor} is niet met zekerheid meerderjarig vóór {on}.",
    "be_vlg:of-age": (
        "{minor} is meerderjarig: op grond van maatschappelijke noodzaak start geen betrokkenheid."
    ),
    "be_vlg:states-for-adult": (
        "{minor} is meerderjarig: {target} kan voor hen niets nieuws vastleggen."
    ),
    "be_vlg:not-born-yet": (
        "{minor} kan niet vóór {on} geboren zijn en neemt deel vanaf de geboorte."
    ),
    "be_vlg:not-for-court": "{about} staat niet op de lijst van wat deze rechtbank mag krijgen.",
    "be_vlg:kept-until": "Het dossier van {minor} wordt bewaard tot {on}.",
    "be_vlg:held": (
        "Het dossier van {minor} wordt aangehouden: zolang dat duurt, wordt er niets vernietigd."
    ),
    "be_vlg:majority-near": "{minor} wordt meerderjarig op {on}: bereid dat samen voor.",
    "be_vlg:majority-uncertain": (
        "{minor} wordt meerderjarig tussen {first} en {last}; de geboortedatum staat niet vast."
    ),
    "be_vlg:of-age-and-still-open": (
        "{minor} is meerderjarig sinds {on}, en de betrokkenheid op maatschappelijke noodzaak "
        "staat nog open."
    ),
    "be_vlg:consent-to-renew": (
        "{person} is meerderjarig sinds {on}: hulp gaat door met hun eigen toestemming, en die "
        "staat niet opgetekend."
    ),
    "be_vlg:birth-unknown": (
        "Van {minor} is geen geboortedatum bekend en ook geen verwachte: meerderjarigheid en "
        "bewaartermijn kunnen niet worden opgevolgd."
    ),
    "be_vlg:birth-due": (
        "{minor} werd ten laatste op {on} verwacht: geef de geboortedatum door en laat het kind "
        "deelnemen."
    ),
    "be_vlg:presumed-able": (
        "{person} was twaalf op {on}, en het vertellen ({clause}) is uitgesteld om redenen van "
        "ontwikkeling. Voor sommige rechten wordt bekwaamheid vermoed; wat dat weerlegt, wordt "
        "best opgetekend."
    ),
    "be_vlg:file-untold": (
        "{person} kreeg nog niet te horen hoelang het dossier over {minor} wordt bewaard en dat "
        "een afschrift kan worden gevraagd."
    ),
    "be_vlg:destroy": (
        "Het dossier van {minor} moest bewaard blijven tot {on}: het is aan vernietiging toe."
    ),
    "be_vlg:due-and-held": (
        "Het dossier van {minor} moest bewaard blijven tot {on}, en wordt aangehouden."
    ),
}

WORDS: Final[Mapping[str, Mapping[str, str]]] = {"en": _ENGLISH, "nl": _DUTCH}
