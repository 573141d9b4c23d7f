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
    "watch-broken": "Watch {rule} of a pack failed ({error}), so this could not be looked at.",
    "bar-broken": (
        "A bar of pack {rule} failed ({error}). Until it is mended it hides everything from "
        "everybody."
    ),
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
    "bottom-lines-conflict": (
        "Lead {lead} here and lead {person} of trajectory {trajectory} do not say the same about "
        "bottom line {target}."
    ),
    "two-sides-linked": (
        "{person} is a consultant, and sits on another side in linked trajectory {trajectory} or "
        "here."
    ),
    "notice-failed": (
        "A notice to {person} about {act} did not arrive: {person} is not informed by it."
    ),
    "notice-waiting": (
        "A notice to {person} about {act} still waits to be sent: {person} is not informed by it."
    ),
    "conflict-of-interest": (
        "Consultant {person} is related to {related}, who takes part for family or network."
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
    "hoe-insufficient": (
        "HOE is found not to be enough for bottom line {target}. An answer is due by {due_on}."
    ),
    "hoe-answer-overdue": (
        "HOE is found not to be enough for bottom line {target}. An answer was due by {due_on}."
    ),
    "hoe-at-risk": (
        "HOE version {hoe} is at risk: since {since} somebody who carried part of it no longer "
        "takes part. WAT is untouched."
    ),
    "review-after-loss": "No review has looked yet at what was lost on {since}.",
    "bearer-unsafe": (
        "Measure {measure} is carried by {person}, whom it is unsafe to inform. For that child it "
        "does not count."
    ),
    "quorum-unsafe": (
        (
            "Of family and network only persons whom it is unsafe to inform were in HOE version "
            "{hoe}. They do not count for them."
        ),
        (
            "Of family and network only persons whom it is unsafe to inform were in direction "
            "{direction}. They do not count for them."
        ),
    ),
    "reached-since": (
        "{person} could not be reached, and was met on {since}: their position has not been asked "
        "since."
    ),
    "offer-stale": "{person} did not come to answer on {since}, and has not been asked again.",
    "position-older-wat": (
        "What {person} holds about the expectations was given on version {version} of WAT, which "
        "has changed since."
    ),
    "professionals-carry-all": "Professionals carry every measure of HOE.",
    "voice-from-outside": (
        "{person} spoke on {at} without taking part in that capacity. The words stand."
    ),
    "dissent-without-words": (
        "{person} is noted as disagreeing, and nothing in their own words goes with it."
    ),
    "about-nothing-known": (
        "What {person} said on {at} is about something that is not on record. The words stand."
    ),
    "measure-for-an-older-wat": (
        "Measure {measure} was made for an older WAT, and has not been looked at since."
    ),
    "voice-in-anothers-name": (
        "{person} spoke on behalf of somebody else on {at}; only a trust person does. The words "
        "stand."
    ),
    "no-form-of-recording": (
        "Somebody else wrote down what {person} said on {at}, without saying how it was given. "
        "The words stand."
    ),
    "recorder-has-no-part": (
        "Whoever wrote down what {person} said on {at} did not take part then. The words stand."
    ),
    "bearer-kept-apart": (
        "Somebody who carries measure {measure} is kept apart from a child it is about (barrier "
        "{barrier})."
    ),
    "emergency-to-regularise": (
        "Emergency protection of {minor} runs since {since}: {days} days without an open "
        "involvement."
    ),
    "protection-without-end": "The protection {protection} has no end.",
    "protection-past-its-end": "The protection {protection} is past its end.",
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
    "measure-ends-before-review": (
        "Measure {measure} ends on {until}, and no review is planned before that."
    ),
    "measure-past-its-end": (
        "Measure {measure} was to end on {until}, and has not been looked at since. That ends no "
        "involvement."
    ),
    "need-without-measure": (
        "{target} is not met for {minor}, and no measure serves it since {measure} is over."
    ),
    "need-without-care-worker": "No care worker has been found yet: a need is not met.",
    "safe-enough-and-still-open": (
        "Everything is judged met for {minor}, and the involvement is still open."
    ),
    "no-review-date": "There is no date for the next review.",
    "review-overdue": "The next review was planned for {since}.",
    "minor-takes-no-part": (
        "Involvement is open with {minor}, who takes no part: let the child "
        "join, at birth if not born yet."
    ),
    "no-voice": (
        "Nothing in the own words of {person} is on record.",
        "Nothing in the own words of any {role} is on record.",
    ),
}

_KEEPING: Final[Mapping[str, Templates]] = {
    "rests-on-error": (
        "WAT version {version} rests on {about}, which has been found wrong. It stays in force."
    ),
    "judged-on-error": (
        "{target} is judged for {minor} on WAT version {version}, which rests on something found "
        "wrong."
    ),
    "hoe-on-error": (
        "HOE version {hoe} answers WAT version {version}, which rests on something found wrong."
    ),
    "ratified": (
        "Done without the power, and ratified by {person} on {since}: {about}. No date changes."
    ),
    "recorded-late": (
        "{person} was told on {since} ({topic}), and that was written down on a later day, "
        "{recorded}."
    ),
    "find-out": "Nobody has found out yet what the adopted file says of this: {unknown}.",
}

#: What there is to look at, by code.
FINDINGS: Final[Mapping[str, Templates]] = {
    **_DUTIES,
    **_PARTNERS,
    **_TOGETHER,
    **_TAILORED,
    **_KEEPING,
}
