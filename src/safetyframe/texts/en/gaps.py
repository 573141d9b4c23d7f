"""What a rule misses, in English, by the gap's code.

The first template whose facts are all there is used. Facts are references, numbers, dates and names
of fields; never prose.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from safetyframe.texts.en.powers import FORM, INVOLVEMENT, POWERS
from safetyframe.texts.model import Templates

__all__ = ["GAPS", "NEXT"]

_WAT: Final[Mapping[str, Templates]] = {
    "no-bottom-line": "WAT has no bottom line. It takes at least one.",
    "bottom-line-without-danger": "Bottom line {statement} has no danger statement about {minor}.",
    "bottom-line-without-goal": "Bottom line {statement} has no safety goal about {minor}.",
    "danger-without-goal": (
        "No safety goal is set against danger statement {statement} for {minor}."
    ),
    "goal-without-danger": "Safety goal {statement} answers no danger statement about {minor}.",
    "no-safe-enough": "Safety goal {statement} does not say when it is safe enough.",
    "more-than-wording": (
        "This is called a change of wording, but it changes {field}. Call it a material revision."
    ),
    "no-expectation": (
        (
            "No expectation says what must be seen changed for {minor} before the consultants "
            "withdraw."
        ),
        "No expectation says what must be seen changed before the consultants withdraw.",
    ),
    "no-reason": "What was expected changes, and it is not said why ({field}).",
    "no-information": "WAT does not say on which information it rests.",
    "no-conversation": "WAT does not say on which conversations it rests.",
    "no-view-on-safety": "The view of the {role} on what safety means has not been taken in.",
    "no-client-view": (
        "No view of family or network on the worries or the danger has been taken in."
    ),
    "no-worker-view": "No view of the care worker on the worries or the danger has been taken in.",
    "not-aligned": (
        "Not heard on this yet: {person}. Hearing is not agreeing: a dissent counts as heard."
    ),
}

_HOE: Final[Mapping[str, Templates]] = {
    "no-wat": (
        "No WAT has been established yet, so nothing can be safe enough for {minor}.",
        "No WAT has been established yet. HOE comes after WAT.",
    ),
    "not-the-wat-in-force": "HOE has to answer version {version} of WAT, the one in force.",
    "wat-is-later": "Version {version} of WAT is later than this HOE.",
    "no-care-worker": "No care worker takes part in it.",
    "no-family-or-network": (
        "Nobody of family or network takes part in it. Professionals do not count for them."
    ),
    "actor-took-no-part": "Whoever writes this down did not take part in it.",
    "not-an-author-of-hoe": "{person} takes part as {role}. HOE is not theirs to establish.",
    "no-measure": "HOE holds no measure.",
    "no-bearer": (
        "Nobody who takes part carries measure {measure}.",
        "The measure names nobody who will do it.",
    ),
    "bearer-unsafe": (
        "It has been found unsafe to inform {person}, so {person} does not carry measure {measure} "
        "for that child."
    ),
    "not-accepted": "Measure {measure} has not been accepted by {person}.",
    "not-invited": "Neither there nor invited: {person}.",
    "wat-not-explained": (
        "Version {version} of WAT has not been explained to {person}, who establishes HOE."
    ),
    "names-no-version": (
        "{field} tells about {topic}, but not which version, or one that was not there at that "
        "moment."
    ),
    "unsafe-by-professionals": (
        "That it is unsafe to inform somebody (for {clause}) is said by a consultant or care "
        "worker, who answers for it."
    ),
    "unsafe-without-exception": (
        "That it is unsafe to inform {person} stands on no exception that runs: who says so, for "
        "which child, until when."
    ),
    "own-position-only": (
        "This is the position of {person}, who gives it in person; only a consultant or care "
        "worker may write it down for others."
    ),
}

_ENDING: Final[Mapping[str, Templates]] = {
    "no-goal": "WAT has no safety goal about {minor}, so it cannot be met.",
    "not-judged": "Not judged yet for {minor}: {target}.",
    "judged-on-an-older-version": (
        "Judged for {minor} only on an older version of WAT, which does not count now: {target}."
    ),
    "judged-before-this-involvement": (
        "Judged for {minor} only in an earlier involvement, which does not count now: {target}."
    ),
    "judged-unmet": "{target} is judged not met for {minor}, since {since}.",
    "judged-later": "{target} is judged met for {minor} only from {since}, after this act.",
    "not-sustained": (
        "{target} has been met for {minor} on {days} of the {needed} days that it has to hold."
    ),
    "judgement-too-old": (
        "The last judgement of {target} for {minor} is {days} days old; {needed} is the most."
    ),
    "professionals-alone": (
        "Nobody of family or network took part with a position of their own. Professionals do not "
        "decide the direction alone."
    ),
    "clients-alone": (
        "No consultant and no care worker took part. The direction is decided together."
    ),
    "no-ground": "Withdrawing as {outcome} takes a ground in words.",
    "government-ends-it": (
        "Consultants do not withdraw as {outcome}: the decision of government itself ends the "
        "involvement."
    ),
    "dissent-unanswered": (
        "Care worker {person} holds that it is not safe enough, and has no answer in writing."
    ),
}

_KEEPING: Final[Mapping[str, Templates]] = {
    "in-error": (
        "{field} names {about}, which has been found wrong. Name what took its place, or gather it "
        "anew."
    ),
    "already-corrected": "{about} has been corrected already.",
    "other-side-recorded": (
        "{about} was recorded by a {role}. Only that side replaces it; anyone else sets their "
        "words beside it."
    ),
    "no-act-named": "{field} names no act.",
    "ratifies-own-act": "{about} was done by {person}, who cannot ratify it.",
    "nothing-disclosed": "{field} names nothing. What is disclosed is named item by item.",
    "named-twice": "{field} names {about} more than once.",
    "no-text-named": "{field} names no text.",
    "ground-erased": (
        "Text {about} says why words were erased. It has to stay, or nobody would know."
    ),
    "has-its-own-history": (
        "Something is on record here already. An older file comes in first, or not at all."
    ),
    "no-why": "It does not say why the services are involved (field {field}).",
    "adopted-already": (
        "This file has been adopted. What comes now are ordinary acts; only what has been found "
        "out is said here."
    ),
    "no-such-slice": (
        "{field} names something that a trajectory has no place for, or that has to be known: who "
        "takes part, the involvement, and the decisions on societal necessity."
    ),
    "unknown-grows": "{field} names something that was known before.",
    "nothing-found-out": "{field} names the same as before: nothing has been found out.",
}

_HISTORY: Final[Mapping[str, Templates]] = {
    "records-missing": "Between act {after} and act {seq} some are missing.",
    "out-of-order": "Act {seq} stands behind act {after}: the order is wrong.",
    "late": (
        "Told after the day, {due_on}: {duty} (version {version}). To: {person}.",
        "Told after the day, {due_on}: {duty}. To: {person}.",
    ),
    "excepted-late": (
        (
            "A reason not to tell came after the day, {due_on}: {duty} (version {version}). "
            "For: {person}."
        ),
        "A reason not to tell came after the day, {due_on}: {duty}. For: {person}.",
    ),
    "overdue": (
        "Was to be told by {due_on}, and is not: {duty} (version {version}). To: {person}.",
        "Was to be told by {due_on}, and is not: {duty}. To: {person}.",
    ),
    "left-open": (
        "It ended without telling, by {due_on}: {duty} (version {version}). Never to: {person}.",
        "It ended without telling, by {due_on}: {duty}. Never to: {person}.",
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
        "meet them apart, or put an exception on X16 in the act, with the ground and the minor's "
        "interest."
    ),
    "no-care-worker": "establish HOE together with a care worker.",
    "no-family-or-network": "establish HOE together with somebody of family or network.",
    "professionals-alone": (
        "decide together with somebody of family or network, and note their position."
    ),
    "clients-alone": "decide together with a consultant or a care worker.",
    "not-sustained": "withdraw when it has held for {needed} days; nothing speeds that up.",
    "expertise-unheard": "ask the {role} for a view, or for their own words.",
    "other-language": "explain it again in the person's own language, or with an interpreter.",
    "wat-not-taken-over": (
        "the lead consultant revises WAT, or confirms it: in taking over, or by acknowledging it."
    ),
    "hoe-answer-overdue": (
        "care worker, family and network work out a HOE that is enough, now that its day has "
        "passed."
    ),
    "hoe-at-risk": "care worker and who is left of family and network establish HOE again.",
    "hoe-stale": "care worker, family and network establish HOE again, on this WAT.",
    "hoe-insufficient": (
        "care worker, family and network work out a HOE that is enough; the consultant does not "
        "write it."
    ),
    "amended-since": "care worker, family and network establish HOE again.",
}
