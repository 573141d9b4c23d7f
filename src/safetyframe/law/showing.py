"""What the law answered, as one viewer may know it (X13).

The same question is asked again of the trajectory as the viewer knows it. Reasons and findings are
told as they follow from that: what nobody told the viewer can neither be read in an answer nor be
inferred from one.
"""

from __future__ import annotations

from typing import Final, assert_never

from attrs import evolve

from safetyframe.outcome import (
    Accepted,
    Finding,
    Findings,
    Outcome,
    Possibilities,
    Refused,
    Unsure,
    Violation,
)
from safetyframe.views import Eyes, Sight, in_their_numbers, show_record

__all__ = ["findings_for", "outcome_for"]

#: What concerns everyone who takes part: the state of WAT, HOE and the course of things. Any other
#: finding is for the professionals, unless it names the viewer.
_COMMON: Final = frozenset(
    {
        "watch.expectations-set",
        "watch.hoe-fresh",
        "watch.hoe-sufficient",
        "watch.lead-confirms",
        "watch.lead-vacant",
        "watch.review-date",
        "watch.role-vacant",
    }
)


def outcome_for(sight: Sight, outcome: Outcome, asked: Outcome) -> Outcome:
    """Give `outcome` as whoever asked may know it; `asked` is the law's answer on what they know.

    `sight` is of what came of an acceptance, and otherwise of what the law was asked about.

    A refusal gives the reasons that follow from what the viewer knows, whether or not they hold in
    fact: which of them do would tell what is hidden. Where nothing the viewer knows stands in the
    way no reason is told; that it is refused stays, since it is so.
    """
    match outcome:
        case Accepted():
            act = in_their_numbers(sight, outcome.record.act)
            bare = evolve(outcome.record, seq=0, act=act, leaves_open=())
            return Accepted(
                record=show_record(sight, outcome.record) or bare,
                trajectory=sight.shown,
                warnings=asked.warnings if isinstance(asked, Accepted) else (),
            )
        case Refused():
            told = asked.violations if isinstance(asked, Refused) else ()
            return Refused(violations=_reasons(sight.eyes, told), unknown=outcome.unknown)
        case Unsure():
            return Unsure(unknown=outcome.unknown)
        case _ as never:
            assert_never(never)


def _reasons(eyes: Eyes, known: tuple[Violation, ...]) -> tuple[Violation, ...]:
    """Give the reasons as the viewer knows them.

    Whoever may not do the act at all is told that, and not what else it would take: of that they
    know a part, and a part would mislead.
    """
    if eyes.professional or not any(v.rule.startswith("powers.") for v in known):
        return known
    return tuple(v for v in known if v.rule.startswith(("powers.", "form.")))


def possibilities_for(eyes: Eyes, asked: Possibilities) -> Possibilities:
    """Give what somebody could do, as follows from what they know."""
    return Possibilities(
        (evolve(one, violations=_reasons(eyes, one.violations)) for one in asked), by=asked.by
    )


def findings_for(eyes: Eyes, asked: Findings) -> Findings:
    """Give of the findings on what a viewer knows those that are theirs."""
    theirs = asked if eyes.professional else (f for f in asked if _theirs(eyes, f))
    return Findings(theirs, as_of=asked.as_of)


def _theirs(eyes: Eyes, finding: Finding) -> bool:
    person = finding.get("person")
    if person is None:
        return finding.rule in _COMMON
    return person == eyes.person
