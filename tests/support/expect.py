"""What a test of a clause asks of an outcome: which rule, on which clauses, with which gap."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any, Final

import attrs

from safetyframe import acts as a
from safetyframe.acts.involvement import NecessityStatus
from safetyframe.acts.wat import Expectation
from safetyframe.charter import Level
from safetyframe.law import Law
from safetyframe.outcome import Accepted, Finding, Gap, Refused, Unsure, Violation
from safetyframe.policy import Lowered, Policy
from safetyframe.roles import Role, Standing
from safetyframe.values import PersonId, Reason, ReasonedException
from tests.support.levels import levelled
from tests.support.story import (
    ANNA,
    AUTHORITY,
    BEN,
    CO,
    LEAD,
    WORKER,
    Story,
    Who,
    decision,
    exception,
    statements,
    text,
)

NEIGHBOUR: Final[Who] = (PersonId("neighbour"), Role.NETWORK)
TEACHER: Final[Who] = (PersonId("teacher"), Role.NETWORK)
SUCCESSOR: Final[Who] = (PersonId("c-next"), Role.CONSULTANT)
SECOND_WORKER: Final[Who] = (PersonId("w-2"), Role.CARE_WORKER)
NEWCOMER: Final = PersonId("newcomer")


def violation(outcome: Accepted | Refused | Unsure, rule: str) -> Violation:
    """The one violation of `rule` in a refusal."""
    assert isinstance(outcome, Refused), outcome
    levelled(*outcome.violations)
    found = [v for v in outcome.violations if v.rule == rule]
    assert len(found) == 1, outcome
    return found[0]


def no(
    outcome: Accepted | Refused | Unsure,
    rule: str,
    clauses: str,
    code: str,
    *,
    level: Level = Level.HARD,
    **about: object,
) -> Gap:
    """Require a refusal by `rule` on exactly `clauses`, and give its gap of this code."""
    found = violation(outcome, rule)
    assert found.clauses == tuple(clauses.split())
    assert found.level is level
    assert not found.broken
    return gap_of(found.gaps, code, **about)


def only(outcome: Accepted | Refused | Unsure, rule: str) -> Violation:
    """Require a refusal for this reason and no other."""
    found = violation(outcome, rule)
    assert isinstance(outcome, Refused)
    assert [v.rule for v in outcome.violations] == [rule], outcome
    assert outcome.unknown == ()
    return found


def gap_of(gaps: Iterable[Gap], code: str, **about: object) -> Gap:
    """The one gap with this code and these facts."""
    found = [
        g
        for g in gaps
        if g.code == code and all(g.get(name) == value for name, value in about.items())
    ]
    assert len(found) == 1, (code, about, tuple(gaps))
    return found[0]


def lowering(clause: str) -> Law:
    """A law under which this norm is advisory."""
    lowered = Lowered(clause=clause, reason="a pilot, until the evaluation in the autumn")
    return Law(policy=Policy(lowered=(lowered,)))


def under(story: Story, law: Law) -> Story:
    """The same story, going on under another law."""
    return attrs.evolve(story, law=law, records=list(story.records))


def warning(outcome: Accepted | Refused | Unsure, rule: str, clause: str, code: str) -> Finding:
    """Require an acceptance with exactly one warning, by this rule."""
    assert isinstance(outcome, Accepted), outcome
    assert [w.rule for w in outcome.warnings] == [rule]
    found = outcome.warnings[0]
    assert found.clauses[0] == clause
    assert found.level is Level.WARN
    assert found.code == code
    return found


# --- exceptions: those that answer a gate, and those that do not ---------------------------------

Excuse = Callable[[Story, str, PersonId | None], ReasonedException]

ANSWERS: Final[dict[str, Excuse]] = {
    **{
        f"{why.value}": lambda _s, c, p, why=why: exception(c, why=why, person=p)
        for why in Reason
        if why not in (Reason.EMERGENCY, Reason.OTHER)
    },
    "other-in-words": lambda _s, c, p: exception(c, why=Reason.OTHER, words=text(), person=p),
    "for-everyone": lambda _s, c, _p: exception(c),
    "runs-another-second": lambda s, c, p: exception(
        c, person=p, until=s.now + timedelta(seconds=1)
    ),
}

NO_ANSWER: Final[dict[str, Excuse]] = {
    "expired": lambda s, c, p: exception(c, person=p, until=s.now - timedelta(days=1)),
    "ends-at-the-act": lambda s, c, p: exception(c, person=p, until=s.now),
    "emergency": lambda _s, c, p: exception(c, why=Reason.EMERGENCY, person=p),
    "emergency-in-words": lambda _s, c, p: exception(
        c, why=Reason.EMERGENCY, words=text(), person=p
    ),
    "other-without-words": lambda _s, c, p: exception(c, why=Reason.OTHER, person=p),
    "another-clause": lambda _s, c, p: exception("P14" if c != "P14" else "P4", person=p),
    "somebody-else": lambda _s, c, _p: exception(c, person=BEN),
}


# --- findings ------------------------------------------------------------------------------------


def seen(story: Story, rule: str, code: str | None = None) -> list[Finding]:
    """What a watch sees now (with this code)."""
    found = [f for f in story.law.findings(story.t, story.now) if f.rule == rule]
    return [f for f in found if code in (None, f.code)]


def sees(story: Story, rule: str, clauses: str, code: str, **about: object) -> Finding:
    """Require exactly one advisory of this watch, code and these facts."""
    found = [
        f
        for f in seen(story, rule, code)
        if all(f.get(name) == value for name, value in about.items())
    ]
    assert len(found) == 1, (rule, code, about, seen(story, rule))
    assert found[0].clauses == tuple(clauses.split())
    assert found[0].level is Level.WARN
    return found[0]


def sees_nothing(story: Story, rule: str, code: str | None = None, **about: object) -> None:
    """Require that a watch sees nothing (of this code), and that it did look."""
    found = [
        f
        for f in seen(story, rule, code)
        if all(f.get(name) == value for name, value in about.items())
    ]
    assert found == []
    assert seen(story, rule, "not-judged") == []


def says_what_it_does_not_know(story: Story, rule: str, clauses: str, reads: str) -> None:
    """Require that each slice a watch reads, when unknown, is named as the reason for silence."""
    for name in reads.split():
        blind = story.law.findings(story.t.hide(name), story.now)
        found = [f for f in blind if f.rule == rule]
        assert [f.code for f in found] == ["not-judged"], (rule, name, found)
        assert found[0].clauses == tuple(clauses.split())
        assert found[0].get("unknown") == name


# --- more of the story ---------------------------------------------------------------------------


def join(story: Story, who: Who, by: Who = LEAD, **more: Any) -> str:
    """Somebody joins now; gives the participation's id."""
    content = {"person": who[0], "role": who[1], "since": story.now, **more}
    story.do(a.AddParticipation, by, **content)
    return story.last_id()


def assign(story: Story, who: Who = CO, standing: Standing = Standing.CO, **more: Any) -> str:
    """The authority gives a consultant a part now; gives its id."""
    content = {"person": who[0], "standing": standing, "since": story.now, **more}
    story.do(a.AssignConsultant, AUTHORITY, **content)
    return story.last_id()


def part_of(story: Story, who: Who) -> str:
    """The id of the part in which somebody takes part now."""
    return next(
        p.id for p in story.t.people.values() if (p.person, p.role) == who and p.active(story.now)
    )


def leave(story: Story, who: Who, by: Who = LEAD) -> None:
    """Somebody's part ends now."""
    story.do(a.EndParticipation, by, participation=part_of(story, who), until=story.now)
    story.wait(0.01)


def hand_over(story: Story, *, confirms: int | None = None, to: Who = SUCCESSOR) -> None:
    """The lead passes to a successor, who takes it over."""
    story.do(a.OfferHandover, LEAD, to=to[0])
    story.do(a.TakeOver, to, handover=story.last_id(), confirms=confirms)


def revise(story: Story, *, material: bool, who: Who = LEAD, **changes: Any) -> int:
    """Revise WAT on the same ground; gives the new version's number."""
    first = next(r.act for r in story.records if isinstance(r.act, a.EstablishWat))
    content = {
        **statements(**changes),
        "information": first.information,
        "conversations": first.conversations,
        "weighed": first.weighed,
    }
    story.do(
        a.ReviseWat,
        who,
        revises=len(story.t.wat),
        material=material,
        reason=text("reason"),
        **content,
    )
    return len(story.t.wat)


def reopen(story: Story, *minors: PersonId) -> None:
    """Involvement is opened anew with minors with whom it had ended."""
    story.do(
        a.Reopen,
        LEAD,
        minors=minors,
        why=text("why"),
        concern=text("new concern"),
        goal=text("goal"),
        necessity=decision(NecessityStatus.ESTABLISHED, minors=minors, at=story.now),
    )


def withdraw_otherwise(story: Story, minor: PersonId) -> Accepted:
    """The lead withdraws from a minor because another service takes over."""
    return story.do(
        a.Withdraw,
        LEAD,
        minor=minor,
        outcome=a.ending.WithdrawalOutcome.TRANSFERRED,
        ground=text("ground"),
        exceptions=(exception("P21", minor=minor),),
    )


def expectation(key: str = "e1", *minors: PersonId) -> Expectation:
    """One expectation, for both siblings unless told otherwise."""
    return Expectation(id=key, words=text(key), minors=minors or (ANNA, BEN))


def keep_apart(story: Story, *persons: PersonId, who: Who = WORKER, **more: Any) -> str:
    """A contact barrier stands from now on; gives its id."""
    story.do(a.KeepApart, who, persons=persons, ground=text("ban"), **more)
    return story.last_id()
