"""What there is to look at, in English, by the finding's code. Nothing here scores a person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from safetyframe.texts.model import Templates

__all__ = ["FINDINGS"]

_DUTIES: Final[Mapping[str, Templates]] = {
    "due": (
        "To be told by {due_on}: {duty} (version {version}). Not yet: {person}.",
        "To be told by {due_on}: {duty}. Not yet: {person}.",
    ),
    "overdue": (
        "Should have been told by {due_on}: {duty} (version {version}). Not yet: {person}.",
        "Should have been told by {due_on}: {duty}. Not yet: {person}.",
    ),
    "not-judged": "This could not be looked at, because it was not loaded: {unknown}.",
}

_PARTNERS: Final[Mapping[str, Templates]] = {
    "concern-without-strength": (
        "There are concerns on record, but no strength and nothing that works."
    ),
    "no-network": "Nobody from the network takes part, apart from professionals.",
    "strengths-after-wat": "No strength was on record when the first WAT was established.",
    "what-works-without-family": (
        "Nothing is on record that works and was found together with child or parents."
    ),
    "review-without-strength": "Review {review} names no strength.",
    "no-contact": "No conversation with {person} and no explanation to {person} is on record.",
    "role-vacant": "No {role} takes part now.",
    "no-lead": "There is no lead consultant. Nobody inherits that power.",
    "deputy-until": "{person} stands in for the lead until {until}, and for no longer.",
    "deputy-over": (
        "{person} stood in for the lead until {until}, and nobody has taken the lead since."
    ),
    "wat-not-taken-over": (
        "Lead consultant {lead} has neither confirmed nor revised version {version} of WAT."
    ),
    "told-different-versions": (
        "People were last told different versions of WAT: {versions}. One text is in force."
    ),
    "rendering-stale": (
        ("{person} was last told version {version} of WAT; the wording has changed since."),
        "{person} was last told an older wording of WAT.",
    ),
    "other-language": (
        "{person} was told about {topic} in another language than their own, without an "
        "interpreter."
    ),
    "not-accepted": "{person} {declined} to carry measure {measure}.",
    "expertise-unheard": "What the {role} knows or thinks is not on record yet.",
    "one-sided": "The {role} has not yet gathered or reviewed anything: preparing is shared.",
}

_TOGETHER: Final[Mapping[str, Templates]] = {
    "not-spoken-with": "There is a WAT, and no conversation with {person} is on record.",
    "worker-view-missing": (
        "WAT was established without the view of a care worker. Now there is one: ask for it."
    ),
    "exception-lapsed": (
        "Ended on {until}, and counting as none now: the exception on {clause} for {person}.",
        "Ended on {until}, and counting as none now: the exception on {clause}.",
    ),
    "no-expectations": (
        "WAT does not say yet what must be seen changed before the consultants withdraw."
    ),
    "hoe-stale": (
        "HOE version {hoe} answers an older WAT; version {wat} is in force. It stays in force in "
        "the meantime."
    ),
    "hoe-without-family-or-network": (
        "Nobody of family or network is left to carry HOE version {hoe}. WAT is untouched."
    ),
    "hoe-without-care-worker": "No care worker is left in HOE version {hoe}. WAT is untouched.",
    "bearer-left": "Somebody who carries measure {measure} no longer takes part.",
    "amended-since": "Measure {measure} was changed after HOE was established.",
    "part-unconfirmed": (
        "Written down by somebody else, and not confirmed in person: the part in HOE of {person}."
    ),
    "hoe-not-assessed": "Nobody has said whether HOE is enough for bottom line {target}.",
    "hoe-insufficient": "HOE is found not to be enough for bottom line {target}.",
    "professionals-carry-all": "Professionals carry every measure of HOE.",
    "voice-from-outside": (
        "{person} spoke (record {seq}) without taking part in that capacity. The words stand."
    ),
    "dissent-without-words": (
        "{person} is noted as disagreeing, and nothing in their own words goes with it."
    ),
    "about-nothing-known": (
        "What {person} said (record {seq}) is about something that is not on record. The words "
        "stand."
    ),
    "measure-for-an-older-wat": (
        "Measure {measure} was made for an older WAT, and has not been looked at since."
    ),
    "voice-in-anothers-name": (
        "{person} spoke on behalf of somebody else (record {seq}); only a trust person does. The "
        "words stand."
    ),
    "no-form-of-recording": (
        "Somebody else wrote down what {person} said (record {seq}), without saying how it was "
        "given. The words stand."
    ),
    "recorder-has-no-part": (
        "Whoever wrote down what {person} said (record {seq}) did not take part then. The words "
        "stand."
    ),
    "bearer-kept-apart": (
        "Somebody who carries measure {measure} is kept apart from a child it is about (barrier "
        "{barrier})."
    ),
    "emergency-to-regularise": (
        "Emergency protection of {minor} runs since {since}, without an open involvement."
    ),
    "protection-without-end": "The protection of record {seq} has no end.",
    "protection-past-its-end": "The protection of record {seq} is past its end.",
    "barrier-crossed": (
        "HOE version {hoe} was established by persons who are kept apart (barrier {barrier}).",
        "Direction {direction} was decided by persons who are kept apart (barrier {barrier}).",
        "Conversation {conversation} was between persons who are kept apart (barrier {barrier}).",
    ),
}

_TAILORED: Final[Mapping[str, Templates]] = {
    "only-safe": (
        "The goals of WAT version {version} are only about being safe: growing up loved and "
        "surrounded is part of the aim."
    ),
    "met-below-the-scale": (
        "{target} is judged met for {minor}, while the last answer of {person} on the scale "
        "({value}) lies below its threshold."
    ),
    "measure-without-need": "Measure {measure} names no need that it answers.",
    "supply-driven": "Measure {measure} was chosen only because it was available.",
    "need-without-care-worker": "No care worker has been found yet: a need is not met.",
    "safe-enough-and-still-open": (
        "Everything is judged met for {minor}, and the involvement is still open."
    ),
    "no-review-date": "There is no date for the next review.",
    "review-overdue": "The next review was planned for {since}.",
    "no-voice": (
        "Nothing in the own words of {person} is on record.",
        "Nothing in the own words of any {role} is on record.",
    ),
}

#: What there is to look at, by code.
FINDINGS: Final[Mapping[str, Templates]] = {**_DUTIES, **_PARTNERS, **_TOGETHER, **_TAILORED}
