"""Measures how plain prose is: the words of this library, and those that hosts write (P7).

    >>> for found in measure("De cliënt dient te participeren.", "nl", Reader.FAMILY):
    ...     print(found.measure.value, found.start, found.end, found.instead)
    jargon 3 9 wie het is
    jargon 10 18 moet
    jargon 19 31 meedoen

What is found says where, never what: prose may be private. Whoever has the prose cuts it out with
`start` and `end`. It is a smoke test. Plain words can still be unkind, unclear or untrue, and only
the reader can say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Final, Literal, TypeAlias

from attrs import frozen

from safetyframe.texts.jargon import JARGON
from safetyframe.texts.model import Reader

__all__ = ["LIMITS", "Limits", "Measure", "Plain", "measure", "reading_ease", "syllables"]

#: The languages that can be measured.
Measured: TypeAlias = Literal["nl", "en"]


class Measure(Enum):
    """What was measured."""

    LENGTH = "length"  # words in a sentence
    EASE = "ease"  # Flesch's reading ease of the whole, in Douma's form for Dutch
    JARGON = "jargon"  # a word of a list


@frozen(kw_only=True)
class Limits:
    """What a reader can take: words in one sentence at most, ease of a whole text at least."""

    words: int
    ease: float


#: For a professional long words are often the right ones; a sentence can still be too long.
LIMITS: Final[Mapping[Reader, Limits]] = {
    Reader.PROFESSIONAL: Limits(words=40, ease=30.0),
    Reader.FAMILY: Limits(words=20, ease=60.0),
    Reader.CHILD: Limits(words=14, ease=75.0),
}

#: Fewer words than these have no reading ease worth a name.
_ENOUGH: Final = 30
_END: Final = re.compile(r"[.!?…]+[\"'”’)]*(?=\s|$)|\n")
_WORD: Final = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_VOWELS: Final[Mapping[Measured, re.Pattern[str]]] = {
    # A trema begins a syllable, and so does what follows the glide of "mooie" and "vloeien".
    "nl": re.compile(r"(?:aai|ooi|oei)(?=e)|eeu|ieu|[ëïöü][aeiou]*|[aeiouyáàéèêíóúâîôû]+"),
    # A silent e at the end is none, but for "-le" after a consonant.
    "en": re.compile(r"(?<=[^aeiouyl])le\b|(?:(?!e\b|es\b|ed\b)[aeiouy])+|(?<=[td])ed\b"),
}


@frozen(kw_only=True)
class Plain:
    """One thing to look at: which measure, and where from `start` up to `end` in the prose.

    `value` is what was measured, and `limit` what the reader can take; for jargon both are None and
    `instead` has plainer words. A reading ease is of the whole prose.
    """

    measure: Measure
    start: int
    end: int
    value: float | None = None
    limit: float | None = None
    instead: str | None = None


def measure(prose: str, language: Measured, reader: Reader) -> tuple[Plain, ...]:
    """Measure prose for a reader; what is too hard comes in the order of the prose (P7)."""
    limits = LIMITS[reader]
    found = [*_too_long(prose, limits.words), *_jargon(prose, language, reader)]
    ease = reading_ease(prose, language)
    if ease is not None and ease < limits.ease:
        found.append(
            Plain(measure=Measure.EASE, start=0, end=len(prose), value=ease, limit=limits.ease)
        )
    return tuple(sorted(found, key=lambda one: (one.start, one.end, one.measure.value)))


def reading_ease(prose: str, language: Measured) -> float | None:
    """Give Flesch's reading ease: about 100 is very easy, 0 very hard. None for too few words.

    Dutch is measured by Douma's numbers. The formula sees lengths only, and knows no meaning.
    """
    words = _WORD.findall(prose)
    if len(words) < _ENOUGH:
        return None
    length = len(words) / max(sum(1 for _ in _sentences(prose)), 1)
    weight = sum(syllables(word, language) for word in words) / len(words)
    if language == "nl":
        return 206.84 - 0.93 * length - 77 * weight
    return 206.835 - 1.015 * length - 84.6 * weight


def syllables(word: str, language: Measured) -> int:
    """Count the syllables of a word by its vowels, at least one; right for nearly every word."""
    return max(len(_VOWELS[language].findall(word.casefold())), 1)


def _sentences(prose: str) -> Iterator[tuple[int, int, int]]:
    """Give where each sentence starts and ends, and its number of words."""
    start = 0
    for end in (*(found.end() for found in _END.finditer(prose)), len(prose)):
        part = prose[start:end]
        words = len(_WORD.findall(part))
        if words:
            first = start + len(part) - len(part.lstrip())
            yield first, first + len(part.strip()), words
        start = end


def _too_long(prose: str, limit: int) -> Iterator[Plain]:
    for start, end, words in _sentences(prose):
        if words > limit:
            yield Plain(measure=Measure.LENGTH, start=start, end=end, value=words, limit=limit)


def _jargon(prose: str, language: Measured, reader: Reader) -> Iterator[Plain]:
    for words in JARGON:
        if words.language == language and reader in words.readers:
            for found in words.pattern.finditer(prose):
                start, end = found.span()
                yield Plain(
                    measure=Measure.JARGON, start=start, end=end, instead=words.instead_of(found)
                )
