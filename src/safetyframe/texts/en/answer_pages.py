"""Words of the answer to somebody who asks what is on record about them, in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["ANSWER_PAGES"]

ANSWER_PAGES: Final[Mapping[str, str]] = {
    "answer-title": "What is on record about you",
    "answer-kicker": "{person}, in {trajectory}, as of {at}",
    "answer-intro": (
        "This is all that is on record about you, and that you may know. It says what it "
        "is, who did it and when. It also says who wrote it down. People are named by a reference."
    ),
    "answer-parts": "Your part",
    "answer-entries": "What was written down",
    "answer-told": "What you were told",
    "answer-corrections": "What turned out to be wrong",
    "answer-recipients": "To whom it was handed",
    "answer-erased": "What was erased",
    "answer-absent": "What is not here",
    "answer-role": "As",
    "answer-since": "From",
    "answer-until": "Until",
    "answer-added-by": "Written down by",
    "answer-what": "What",
    "answer-who": "By whom",
    "answer-when": "When",
    "answer-recipient": "Recipient",
    "answer-named": "You are named in it.",
    "answer-help": "It is about the help that you take part in.",
    "answer-by": "{person} ({role}), {at}",
    "answer-recorded": "Written down at {at}.",
    "answer-recorded-by": "Written down by {person} at {at}.",
    "answer-record": "As it stands on record",
    "answer-words": "Text {text}",
    "answer-gone": "Text {text}: its words are not kept here, or no longer.",
    "answer-acknowledged": "you said that you know it",
    "answer-wrong": "Something that you were told was wrong; it was put right by {person}.",
    "answer-kind-wrong-family": "it belonged to another family",
    "answer-kind-third-party": "it was about somebody else",
    "answer-kind-excessive": "it was more than was needed",
    "answer-kind-retention": "it had been kept long enough",
    "answer-kind-other": "for another reason",
    "answer-absent-intro": (
        "What follows is never in such an answer. We tell this to everybody with your part. It "
        "does not say whether there is any."
    ),
    "answer-absent-for-another-audience": "Words that somebody wanted others to hear, not you.",
    "answer-absent-about-another-child": "What is only about a child that your part is not about.",
    "answer-absent-what-would-put-somebody-at-risk": "What could put somebody in danger if told.",
    "answer-absent-for-the-professionals-work": (
        "What we gathered for our own work. What was decided on it is here."
    ),
    "answer-absent-to-whom-it-was-handed": (
        "To whom something was handed over outside. Ask the consultant."
    ),
    "answer-absent-what-was-erased": "What was erased. Ask the consultant.",
    "answer-absent-not-about-you": "What does not name you: it is about the family.",
    "answer-absent-not-in-this-system": (
        "What others keep about you. How long it is kept, and where you can complain. Whoever "
        "gives you this page can tell you."
    ),
}
